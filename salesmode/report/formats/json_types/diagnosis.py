"""The JSON of `diagnose`, which is also a part of a plan's."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, with_config
from typing_extensions import TypeAliasType, TypedDict

from salesmode.engine import diagnosis
from salesmode.knowledge.diagnosis import AxisName
from salesmode.report.formats.json_types.values import (
    AnswerId,
    CapabilityGapId,
    ContradictionId,
    Rate,
    ReasonId,
    SegmentId,
    SourceId,
    SourceIds,
    Value,
)

Mode = TypeAliasType(
    "Mode",
    Annotated[
        diagnosis.Mode | None,
        Field(description="Who pays: organisations, individuals, or both; null without evidence."),
    ],
)
Motion = TypeAliasType(
    "Motion",
    Annotated[
        diagnosis.Motion | None,
        Field(description="How they buy: slowly with advice, fast, or among others; null without evidence."),
    ],
)
Verdict = TypeAliasType("Verdict", Annotated[diagnosis.Verdict, Field(description="How sure the reading is.")])
Position = Annotated[float, Field(ge=-1, le=1)]
Margin = Annotated[float, Field(ge=0, le=2)]
Probability = Annotated[float, Field(ge=0, le=1)]


class AxisData(TypedDict):
    """Where the customers stand on one axis."""

    position: Position
    """+1 organisations or considered, −1 individuals or fast. Rounded to 4 places."""
    margin: Margin
    """Distance to the nearest boundary of the reading. Rounded to 4 places."""
    runner_up: str | None
    """The reading beyond that boundary."""
    verdict: Verdict
    confidence: Probability
    """Probability of the reading. Rounded to 6 places."""


class AxesData(TypedDict):
    """Who pays, and how they buy."""

    mode: AxisData
    motion: AxisData


class ReasonData(TypedDict):
    """What one answer adds to a reading."""

    id: ReasonId
    answer: AnswerId
    axis: AxisName
    value: Value
    weight: float
    """Log-odds: positive speaks for organisations or considered."""
    source: SourceId


class DimensionData(TypedDict):
    """One of the dimensions of how customers buy."""

    id: str
    """As in playbooks/diagnosis.yaml: customer, logic, decision, deal, relationship."""
    position: Position
    """On who pays. Rounded to 4 places."""
    motion_position: Position
    """On how they buy. Rounded to 4 places."""
    reasons: list[ReasonData]


class BuyersData(TypedDict):
    """How the customers of the business, or of a part of it, buy."""

    mode: Mode
    motion: Motion
    verdict: Verdict
    confidence: Annotated[
        Probability, Field(description="Probability of the reading, the smaller of the two axes. Rounded to 6 places.")
    ]
    axes: AxesData
    dimensions: list[DimensionData]


class SegmentData(BuyersData):
    """The reading of one part of the business."""

    id: SegmentId
    name: str
    revenue_share: Rate | None


class ReadingData(TypedDict):
    """One of three ways to read the business; they may disagree."""

    mode: Mode
    motion: Motion
    because: list[AnswerId]


class ReadingsData(TypedDict):
    """What the business says of itself, what its customers do, and what its money allows."""

    declared: ReadingData
    behaviour: ReadingData
    economics: ReadingData


class ContradictionData(TypedDict):
    """Answers that cannot all be right."""

    id: ContradictionId
    answers: list[AnswerId]
    text: str
    sources: SourceIds


class CapabilityGapData(TypedDict):
    """One skill of the team."""

    id: CapabilityGapId
    level: int | None
    """Stated level, 0 to 4."""
    demanded: int
    """What the mode demands."""
    gap: int | None
    """Levels short; null where the level is unknown."""


class BecomesData(TypedDict, total=False):
    """What mode or motion become."""

    mode: diagnosis.Mode
    motion: diagnosis.Motion


class FlipData(TypedDict):
    """One changed answer that changes the reading."""

    changes: Annotated[dict[AnswerId, Value], Field(min_length=1, max_length=1)]
    """The answer and its new value."""
    becomes: Annotated[BecomesData, Field(json_schema_extra={"minProperties": 1})]


class DiagnosisData(BuyersData):
    """How the customers behind the answers buy: the output of `salesmode diagnose` without its version."""

    readings: ReadingsData
    contradictions: Annotated[list[ContradictionData], Field(description="Answers that contradict each other.")]
    capability_gap: Annotated[
        list[CapabilityGapData], Field(description="What the team can do against what the mode demands.")
    ]
    flips: Annotated[list[FlipData], Field(description="Single answers that would change mode or motion.")]
    ask_next: Annotated[list[AnswerId], Field(description="What to answer next, most telling first.")]
    segments: Annotated[
        list[SegmentData], Field(description="The reading of each part of the business, where they were given.")
    ]


@with_config(title="Output of salesmode diagnose -f json", extra="forbid", use_attribute_docstrings=True)
class DiagnosisOutput(DiagnosisData):
    """How the customers behind the answers buy, and what would change that reading."""

    schema: Literal[2]
    """Version of this shape."""
