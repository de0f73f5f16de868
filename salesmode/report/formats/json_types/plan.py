"""The JSON of `plan`."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from salesmode.business.shapes import Lang
from salesmode.engine.robustness import Source
from salesmode.report.formats.json_types.diagnosis import DiagnosisData, FlipData
from salesmode.report.formats.json_types.economics import EconomicsData
from salesmode.report.formats.json_types.moves import (
    FindingData,
    GuardData,
    MoveData,
    NextData,
    NotNowData,
    PlayData,
    StopData,
)
from salesmode.report.formats.json_types.running import GateData, KpiData, MeetingData, SeasonsData, WeeksData
from salesmode.report.formats.json_types.values import AnswerId, AssumptionId, Date, Hash, Value


class DoubtsData(TypedDict):
    """What would change this advice, and what to find out."""

    flips: Annotated[list[FlipData], Field(description="Single answers that would change mode or motion.")]
    ask_next: Annotated[list[AnswerId], Field(description="What to answer next, most telling first.")]


class AssumptionData(TypedDict):
    """A value nobody stated that the plan rests on."""

    id: AssumptionId
    value: Value
    kind: Source
    source: str


class PackData(TypedDict):
    """The pack of somebody's own that lies over the playbooks of salesmode."""

    name: str
    version: str


class StampData(TypedDict):
    """What the plan was made from: the same three give the same plan; the library is of all files, a pack's too."""

    version: str
    library: Hash
    answers: Hash
    pack: NotRequired[PackData]


class IndustryData(TypedDict):
    """The trade; recognised: worked out from the offer, not answered."""

    id: str | None
    recognised: bool


class BusinessData(TypedDict):
    """Whose plan it is."""

    name: str | None
    currency: str | None
    language: str | None
    """Of the answers."""
    industry: IndustryData
    ways: list[str]
    """Ways of selling over the trade."""
    read_in_notes: list[str]
    """Ids of the answers that were read in the notes, and that nobody typed."""


@with_config(title="Output of salesmode plan -f json", extra="forbid", use_attribute_docstrings=True)
class PlanOutput(WeeksData, SeasonsData):
    """The whole plan."""

    schema: Literal[2]
    """Version of this shape."""
    language: Lang
    """Language of the texts; ids never follow it."""
    start: Date | None
    """First day of week 1, where --start was given."""
    business: BusinessData
    answers: dict[str, Any]
    """As they were understood: a value, a range as low, likely and high, or n/a."""
    diagnosis: DiagnosisData
    economics: EconomicsData
    findings: list[FindingData]
    """Faults and cash first, then most money at stake."""
    guards: list[GuardData]
    """Those that hold."""
    moves: list[MoveData]
    """In the order in which the plan tells them."""
    plays: list[PlayData]
    """Most worth first."""
    next: list[NextData]
    """Best first."""
    not_now: list[NotNowData]
    """Every other move, with its first binding reason."""
    stop: list[StopData]
    """What to stop doing."""
    kpis: list[KpiData]
    """Of the moves, in their order."""
    gates: list[GateData]
    """Of the moves, in their order."""
    rhythm: list[MeetingData]
    """The meetings that keep the plan alive."""
    doubts: DoubtsData
    assumptions: list[AssumptionData]
    """Each can be replaced by an answer."""
    stamp: StampData
