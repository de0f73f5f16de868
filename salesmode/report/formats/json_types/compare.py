"""The JSON of `compare`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, with_config
from typing_extensions import TypedDict

from salesmode.business.shapes import Lang
from salesmode.report.formats.json_types.plan import StampData
from salesmode.report.formats.json_types.values import AnswerId, Money, MoveId, Rate

ChoiceId = Annotated[str, Field(pattern="^c[1-5]$", description="Id of a choice, in the order in which they stand.")]


class CasesData(TypedDict):
    """Low, likely and high of an amount."""

    low: Money
    likely: Money
    high: Money


class StepData(TypedDict):
    """One changed answer, and what it adds once those before it are changed."""

    answer: AnswerId
    adds: Money


class BridgeData(TypedDict):
    """From the first choice to this one: `start` and all that `steps` add make `end`."""

    start: Money
    steps: list[StepData]
    end: Money


class TurnData(TypedDict):
    """The nearest value of one answer of a choice at which it becomes the better one, or stops being it."""

    answer: AnswerId
    now: Rate
    value: Rate
    """The first one, to three figures, at which the two change places."""


class ChoiceData(TypedDict):
    """One choice with what its year comes to."""

    id: ChoiceId
    name: str
    changes: dict[AnswerId, Any]
    """The answers it changes, as they would stand in a file; null takes an answer away."""
    follows: dict[AnswerId, Money]
    """Amounts of last year taken in step with its sales."""
    year_end: CasesData | None
    left: Money | None
    """What its sales and moves leave, less the costs named."""
    gap: Money | None
    received: Money | None
    spends: Money
    """What the moves cost over the plan."""
    hours: float
    """Hours a week that the moves take, on the average of the plan."""
    moves: list[MoveId]
    bridge: BridgeData | None
    turn: TurnData | None


class SwitchData(TypedDict):
    """An answer known as a range within which another choice becomes the best."""

    answer: AnswerId
    low: Rate
    high: Rate
    best_low: ChoiceId
    best_high: ChoiceId
    at: Rate | None


@with_config(title="Output of salesmode compare -f json", extra="forbid", use_attribute_docstrings=True)
class ComparisonOutput(TypedDict):
    """Two to five choices side by side."""

    schema: Literal[2]
    """Version of this shape."""
    language: Lang
    currency: str | None
    basis: Literal["left", "sales"]
    """By which figure they are held against each other: what is left of the year, or its sales."""
    costs: list[str]
    """What is paid from what is left: quantities that every choice knows."""
    best: ChoiceId | None
    """Null where the year of a choice cannot be told."""
    runner_up: ChoiceId | None
    choices: list[ChoiceData]
    switches: list[SwitchData]
    stamp: StampData
