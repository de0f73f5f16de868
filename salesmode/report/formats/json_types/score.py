"""The JSON of `score`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, with_config
from typing_extensions import TypedDict

from salesmode.business.shapes import Lang
from salesmode.report.formats.json_types.values import WORD, Rate

FactId = Annotated[str, Field(pattern=f"^{WORD}$")]
GradeName = Literal["A", "B", "C", "D"]


class EstimateData(TypedDict):
    """A figure with its interval of 95 %."""

    value: Rate
    low: Rate
    high: Rate


class RefusalData(TypedDict):
    """Why there is no score, and what to do next."""

    reason: Literal["few_won", "few_lost", "few_accounts", "no_fact", "not_told"]
    text: str


class DealsData(TypedDict):
    """How many deals were read."""

    won: int
    lost: int
    open: int
    without_account: int | None
    """Deals whose account is not in the file of accounts; null without such a file."""


class LevelData(TypedDict):
    """One value of a fact, a third of its numbers, or all values that few accounts have."""

    level: str
    n: int
    """Closed deals."""
    accounts: int
    won: Rate
    points: EstimateData
    """Log-odds against the middle of the fact."""


class FactData(TypedDict):
    """A fact known before the first talk."""

    id: FactId
    name: str
    levels: list[LevelData]


class GradeData(TypedDict):
    """A quarter of the closed deals, by a chance predicted without their account."""

    grade: GradeName
    least: Rate
    """The least chance of the grade."""
    n: int
    won: EstimateData
    open: int
    """Open deals of the grade, and accounts without a deal."""


class ScoreReasonData(TypedDict):
    """A value of a fact that moves the chance of a deal."""

    fact: FactId
    points: Rate
    text: str


class OpenDealData(TypedDict):
    """An open deal; its account stands in the CSV alone."""

    deal: str | None
    """Its number in the file."""
    grade: GradeName
    chance: Rate
    reasons: Annotated[list[ScoreReasonData], Field(max_length=2)]


@with_config(title="Output of salesmode score -f json", extra="forbid", use_attribute_docstrings=True)
class ScoreOutput(TypedDict):
    """Which facts known before the first talk tell won deals from lost ones, and open deals ranked by them."""

    schema: Literal[1]
    """Version of this shape."""
    language: Lang
    scored: bool
    refusal: RefusalData | None
    deals: DealsData
    auc: EstimateData | None
    """How often the facts name the won one of a won and a lost deal, on accounts unseen; 0.5 is chance."""
    penalty: float | None
    """The ridge penalty chosen by cross-validation."""
    facts: list[FactData]
    grades: list[GradeData]
    open: list[OpenDealData]
    """Best first."""
