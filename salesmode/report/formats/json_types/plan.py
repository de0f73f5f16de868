"""The JSON of `plan`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, with_config
from typing_extensions import TypedDict

from salesmode.business.shapes import Lang
from salesmode.engine.robustness import Source
from salesmode.engine.selection import Why
from salesmode.report.formats.json_types.diagnosis import DiagnosisData, SegmentData
from salesmode.report.formats.json_types.economics import EconomicsData
from salesmode.report.formats.json_types.running import (
    GateData,
    KpiData,
    MeetingData,
    ReviewData,
    SeasonsData,
    WeeksData,
)
from salesmode.report.formats.json_types.values import (
    AssumptionId,
    Date,
    GateId,
    GuardId,
    Hash,
    KpiId,
    PlayId,
    PlayReasonId,
    RangeData,
    Rate,
    SourceIds,
    StopId,
    Value,
)


class EffectData(TypedDict):
    """What a guard takes away and puts first."""

    veto: list[str]
    """Uses and plays that are out."""
    force: PlayId | None
    """The play put first."""


class GuardData(TypedDict):
    """What overrides everything else."""

    id: GuardId
    because: str
    effect: EffectData
    sources: SourceIds


class ScoreTermsData(TypedDict):
    """score = fit × gap × impact × confidence ÷ effort, and what a blocked play passed on."""

    fit: Rate
    gap: Rate
    impact: Rate
    confidence: Rate
    effort: Rate
    passed: Rate


class PlayReasonData(TypedDict):
    """Why, as a sentence."""

    id: PlayReasonId
    text: str
    sources: SourceIds


class PlayData(TypedDict):
    """A play taken now."""

    id: PlayId
    title: str
    rank: Annotated[int, Field(ge=1)]
    """1 is first."""
    level_now: Annotated[int, Field(ge=0, le=4)]
    """Where the business stands."""
    level_next: Annotated[int, Field(ge=1, le=4)]
    """Where the plan takes it."""
    score: Rate
    terms: ScoreTermsData
    worth: RangeData | None
    """Contribution inside twelve months."""
    because: list[PlayReasonData]
    sources: SourceIds
    kpis: list[KpiId]
    gate: GateId


class NextPlayData(TypedDict):
    """A play that comes after these."""

    id: PlayId
    score: Rate


class NotNowData(TypedDict):
    """A play passed over."""

    id: PlayId
    why: Why
    """In one word."""
    because: str


class StopData(TypedDict):
    """Something to stop."""

    id: StopId
    because: str


class AssumptionData(TypedDict):
    """A value nobody stated that the plan rests on."""

    id: AssumptionId
    value: Value
    kind: Source
    source: str


class StampData(TypedDict):
    """What the plan was made from: the same three give the same plan."""

    version: str
    library: Hash
    answers: Hash


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
    guards: list[GuardData]
    """Those that hold."""
    plays: list[PlayData]
    """First the most important."""
    next: list[NextPlayData]
    """At most three."""
    not_now: list[NotNowData]
    """With the reason."""
    stop: list[StopData]
    """What to stop doing."""
    kpis: list[KpiData]
    """Of the plays taken now."""
    gates: list[GateData]
    """Of the plays taken now."""
    rhythm: list[MeetingData]
    """The meetings that keep the plan alive."""
    review: ReviewData
    assumptions: list[AssumptionData]
    """Each can be replaced by an answer."""
    segments: list[SegmentData]
    """As in diagnosis."""
    stamp: StampData
