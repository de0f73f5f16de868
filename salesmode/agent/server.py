"""The five tools over stdio: the only place that knows the protocol."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent
from pydantic import BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from salesmode.agent import answering
from salesmode.agent.answering import Answered, known_alone
from salesmode.agent.speaking import AgentLibrary
from salesmode.errors import SalesmodeError
from salesmode.interview.translation import translated
from salesmode.knowledge.library import Library
from salesmode.version import __version__

# Told as a map and taken as it comes: what else is sent gets an answer that says what to send.
Answers = Annotated[
    Any,
    WithJsonSchema({"type": "object", "description": "Answers by id, as {'offer': 'linen', 'deal_value': '340'}."}),
]
Start = Annotated[str | None, Field(description="First day of week 1, as 2027-01-04.")]


class _Figures(BaseModel):
    model_config = ConfigDict(extra="allow")


class QuestionFigures(_Figures):
    """Groups of questions, or the questions of one."""

    groups: list[dict[str, Any]] | None = None
    questions: list[dict[str, Any]] | None = None


class PlanFigures(_Figures):
    """A plan: where the year ends, moves, figures to watch, checks, what to ask next."""

    coverage: dict[str, Any] | None
    moves: list[dict[str, Any]]
    kpis: list[dict[str, Any]]
    gates: list[dict[str, Any]]
    doubts: dict[str, Any]


class WhyFigures(_Figures):
    """What was explained."""

    id: str
    title: str


class ChangeFigures(_Figures):
    """The end of the year and what it leaves, before and after; which moves stay, come and go."""

    year_end: list[dict[str, float] | None]
    left: list[float | None]  # of the year, once what is named in costs is paid
    costs: list[str]
    follows: dict[str, float]  # last year's amounts that the changes take along
    stay: list[str]
    come: list[str]
    go: list[str]


class TrackFigures(_Figures):
    """How a kept plan stands: moves, figures, checks, what is not in the plan."""

    week: int
    moves: list[dict[str, Any]]
    kpis: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    not_in_plan: list[dict[str, Any]]


class Server(MCPServer[Any]):
    """The protocol's server, whose errors say what to send."""

    def __init__(self, library: Library) -> None:
        super().__init__("salesmode", version=__version__, instructions=library.agent["about"], log_level="ERROR")
        self._library = library

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        """Return what a tool says; raises ToolError in our words where it was called wrongly."""
        tool = next((one for one in await self.list_tools() if one.name == name), None)
        try:
            if tool is not None:
                known_alone(arguments, tuple(tool.input_schema["properties"]), name)
            return await super().call_tool(name, arguments, context)
        except SalesmodeError as error:
            raise ToolError(str(error)) from None
        except ToolError as error:
            cause = error.__cause__
            if isinstance(cause, ValidationError):
                raise ToolError(self._to_send(cause)) from None
            raise (cause if isinstance(cause, ToolError) else error) from None

    def _to_send(self, error: ValidationError) -> str:
        """What to send instead of the arguments that are lacking or of another kind."""
        wrong = dict.fromkeys(str(one["loc"][0]) for one in error.errors())
        return "\n".join(f"{name}: {self._library.agent[f'send.{name}']}" for name in wrong)


def server(library: Library, folder: Path) -> Server:
    """Return a server of the five tools; files are read from `folder` alone."""
    library = AgentLibrary(library)
    about, app = library.agent, Server(library)

    @app.tool(description=about["tools.questions"])
    def questions(group: str | None = None) -> Annotated[CallToolResult, QuestionFigures]:
        return _told(library, lambda: answering.questions(library, group))

    @app.tool(description=about["tools.plan"])
    def plan(answers: Answers, start: Start = None, brief: bool = True) -> Annotated[CallToolResult, PlanFigures]:
        return _told(library, lambda: answering.plan(library, answers, start, brief=brief))

    @app.tool(description=about["tools.explain"])
    def explain(answers: Answers, id: str, trace: bool = False) -> Annotated[CallToolResult, WhyFigures]:
        return _told(library, lambda: answering.explain(library, answers, id, trace=trace))

    @app.tool(description=about["tools.what_if"])
    def what_if(answers: Answers, changes: Answers) -> Annotated[CallToolResult, ChangeFigures]:
        return _told(library, lambda: answering.what_if(library, answers, changes))

    @app.tool(description=about["tools.track"])
    def track(file: str, today: str, answers: Answers | None = None) -> Annotated[CallToolResult, TrackFigures]:
        return _told(library, lambda: answering.track(library, folder, file, today, answers))

    return app


def _told(library: Library, call: Callable[[], Answered]) -> CallToolResult:
    try:
        answered = call()
    except SalesmodeError as error:
        raise ToolError(answering.cut(str(translated(error, library.agent)), library)) from None
    return CallToolResult(
        content=[TextContent(type="text", text=answered.text)], structured_content=dict(answered.figures)
    )
