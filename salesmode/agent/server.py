"""The five tools over stdio: the only place that knows the protocol."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from salesmode.agent import answering
from salesmode.agent.answering import Answered
from salesmode.errors import SalesmodeError
from salesmode.knowledge.library import Library
from salesmode.version import __version__

ABOUT: Final = (
    "salesmode computes a sales plan from answers about a business. Ask the person, one thing at a time; call plan "
    "early with what there is, then ask what its doubts.ask_next names. Quote its figures as they are; make none up. "
    "Answers are a map by id: the tool questions lists the ids. A value may be written as people do: '35%', '1.2m', "
    "'3 months', '10-15%'."
)
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
    """The end of the year before and after, and which moves stay, come and go."""

    year_end: list[dict[str, float] | None]
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


def server(library: Library, folder: Path) -> MCPServer[Any]:
    """Return a server of the five tools; files are read from `folder` alone."""
    app: MCPServer[Any] = MCPServer("salesmode", version=__version__, instructions=ABOUT, log_level="ERROR")

    @app.tool()
    def questions(group: str | None = None) -> Annotated[CallToolResult, QuestionFigures]:
        """List what can be asked: without a group the groups, with one its questions, ids and options."""
        return _told(lambda: answering.questions(library, group))

    @app.tool()
    def plan(answers: Answers, start: Start = None, brief: bool = True) -> Annotated[CallToolResult, PlanFigures]:
        """Work out the plan for what is known: where the year ends, the moves, what to ask next."""
        return _told(lambda: answering.plan(library, answers, start, brief=brief))

    @app.tool()
    def explain(answers: Answers, id: str, trace: bool = False) -> Annotated[CallToolResult, WhyFigures]:
        """Say why a figure, finding or move is as it is, or why not; with `trace` also what would turn it."""
        return _told(lambda: answering.explain(library, answers, id, trace=trace))

    @app.tool()
    def what_if(answers: Answers, changes: Answers) -> Annotated[CallToolResult, ChangeFigures]:
        """Say what becomes of the year and the moves if some answers were others."""
        return _told(lambda: answering.what_if(library, answers, changes))

    @app.tool()
    def track(file: str, today: str, answers: Answers | None = None) -> Annotated[CallToolResult, TrackFigures]:
        """Say how a plan kept in the folder stands on a day, by the salesmode.log beside it."""
        return _told(lambda: answering.track(library, folder, file, today, answers))

    return app


def _told(call: Callable[[], Answered]) -> CallToolResult:
    try:
        answered = call()
    except SalesmodeError as error:
        raise ToolError(answering.cut(str(error))) from None
    return CallToolResult(
        content=[TextContent(type="text", text=answered.text)], structured_content=dict(answered.figures)
    )
