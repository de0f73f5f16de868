"""The JSON of what the numbers of a plan say."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from salesmode.business.year import Basis
from salesmode.report.formats.json_types.values import (
    AgreementId,
    AnswerId,
    BenchmarkId,
    LeverId,
    Money,
    RangeData,
    Rate,
    SegmentId,
    SourceId,
    TornadoId,
)


class AgreementData(TypedDict):
    """Answers that cannot all be true, or figures that do not go together."""

    id: AgreementId
    segment: SegmentId | None
    """Null for the whole business."""
    quantity: str | None
    """The quantity by which answers contradict each other."""
    cause: str | None
    """What most likely went wrong."""
    computed: Rate
    stated: Rate
    answers: list[AnswerId]
    text: str


class YearEndData(TypedDict):
    """Where the year ends: comes without new selling, won anew, added by this plan, and the total."""

    base: RangeData | None
    again: RangeData | None
    """Sold again as last year, beside what comes without new selling and what newcomers bring; null for nothing."""
    fresh: RangeData | None
    adds: RangeData | None
    total: RangeData


class QuantityData(TypedDict):
    """One quantity of the model; of a mere bound no likely value."""

    low: Rate | None
    likely: NotRequired[Rate]
    high: Rate | None
    kind: Literal["own", "measured", "derived", "placeholder"]
    because: str
    """What it was worked out from, as a sum; the answer it is; or that it is taken for granted."""


class SegmentEconomicsData(TypedDict):
    """The quantities of the whole business, or of one segment."""

    id: Annotated[str, Field(pattern=r"^(business|s[0-9]+)$")]
    name: str | None
    form: str | None
    """How money comes: the form of business."""
    quantities: dict[str, QuantityData]
    not_computed: dict[str, str]
    """Of quantities that a plan would tell of: what they lack, or that they divide by nothing."""


class MonthData(TypedDict):
    """What one of the twelve months invoices as things run; base holds what is sold again."""

    base: Money
    fresh: Money


class MoneyData(TypedDict):
    """The year signed at a full year's value, invoiced, and paid."""

    booked: Money | None
    invoiced: Money
    paid: Money | None


class CoverageData(TypedDict):
    """Whether today's run and this plan reach the target."""

    run: RangeData
    basis: Basis
    """What the run is reckoned from."""
    adds: RangeData | None
    """Sales that the moves bring together inside twelve months; null where nothing tells."""
    target: Money | None
    gap: Money | None
    covered: Literal["yes", "no", "if", "unknown"] | None
    """Whether the run alone reaches the target; if: only if a run far above last year's revenue is believed."""
    year_end: YearEndData
    months: list[MonthData]
    """From the first month of the plan; strong months weigh more where the plan has a first day."""
    money: MoneyData


class LeverData(TypedDict):
    """What moving one figure is worth."""

    id: LeverId
    segment: SegmentId | None
    """Null for the whole business."""
    today: Rate | None
    unit: Literal["point", "percent"]
    """What one step is."""
    worth: RangeData | None
    """Contribution inside twelve months that the move for it that brings most would bring alone, begun now; null where
    no move that could be made works on it."""
    run_rate: Money | None
    """Contribution a year, once running."""
    per_point: Money | None
    """Contribution inside twelve months of one step."""
    lifetime_point: Money | None
    """What the customers that one step wins in a year leave over their stay."""
    benchmark: BenchmarkId | None
    """The benchmark to compare with."""


class BottleneckData(TypedDict):
    """The lever of most worth."""

    id: LeverId
    segment: SegmentId | None
    """Null for the whole business."""


class BenchmarkData(TypedDict):
    """A published range."""

    id: BenchmarkId
    answer: AnswerId | None
    """The answer it can stand in for; null: for comparison only."""
    unit: Literal["rate", "months"]
    low: Rate
    high: Rate
    year: int
    """The year the figures are of."""
    n: Annotated[int, Field(ge=1)] | None
    """How many were counted or asked; null where the source does not say."""
    source: SourceId
    title: str
    """What it measures."""
    population: str
    """Whom it describes."""


class ViabilityData(TypedDict):
    """Whether one way of selling pays for itself."""

    motion: str | None
    """Null for the way the business sells today."""
    cost: Money
    """Cost of winning a customer."""
    contribution: Money
    """Contribution of a customer in the first year."""
    break_even_order: Money | None
    """Order value at which both are equal."""
    pays: bool
    kind: Literal["own", "assumed"]
    """own where the cost was stated, assumed where it rests on hours."""


class StageTargetData(TypedDict):
    """What each stage needs each month."""

    stage: str
    month: int
    needed: Rate
    capacity: Rate | None
    """What it brings, or can deliver, in a month today."""


class TornadoData(TypedDict):
    """One answer moved."""

    id: TornadoId
    answer: AnswerId
    low: Money
    high: Money


class NeedData(TypedDict):
    """What must be won inside the year, to hold last year's revenue or for the target."""

    goal: Literal["hold", "target"]
    money: Money
    customers: Rate | None
    offers: Rate | None
    leads: Rate | None


class RuleData(TypedDict):
    """What a quantity is for each unit, or point, of the one answer that is missing for it."""

    quantity: str
    answer: AnswerId
    each: Rate
    per: Literal["unit", "point"]


class ScenarioData(TypedDict):
    """A quantity for the low, the middle and the high of an answer nobody gave."""

    quantity: str
    answer: AnswerId
    benchmark: BenchmarkId
    rows: list[list[Rate]]
    """Pairs of the answer and the quantity."""


class EconomicsData(TypedDict):
    """What the numbers say."""

    agreement: list[AgreementData]
    """Only what differs by more than 15%."""
    segments: list[SegmentEconomicsData]
    """The whole business first, then each named segment."""
    needs: list[NeedData]
    rules: list[RuleData]
    """Where one answer is missing, the rest is exact."""
    scenarios: list[ScenarioData]
    """What one missing answer would give, by what others report; nothing rests on it."""
    coverage: CoverageData | None
    bottleneck: BottleneckData | None
    """The lever on which the moves that could be made bring most; null where none brings any."""
    levers: list[LeverData]
    """Most worth a point first, the whole business before its segments."""
    benchmarks: list[BenchmarkData]
    """What businesses like this one report, the narrowest first. None is a target."""
    viability: list[ViabilityData]
    """By way of selling."""
    targets: Annotated[
        list[StageTargetData],
        Field(
            description="What each stage must bring each month for the target to be reached; "
            "months in which it can no longer serve this year are left out."
        ),
    ]
    tornado: list[TornadoData]
    """Where the year ends with one answer a tenth lower and a tenth higher, the widest first."""
