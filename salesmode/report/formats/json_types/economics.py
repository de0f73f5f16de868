"""The JSON of what the numbers of a plan say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from salesmode.engine.sizing.baseline import Basis
from salesmode.report.formats.json_types.values import (
    AgreementId,
    AnswerId,
    BenchmarkId,
    LeverId,
    Money,
    PlayId,
    RangeData,
    Rate,
    SourceId,
    TornadoId,
)


class AgreementData(TypedDict):
    """Figures that should be equal and are not."""

    id: AgreementId
    computed: Rate
    stated: Rate
    answers: list[AnswerId]
    text: str


class AddsData(TypedDict):
    """What this plan adds inside twelve months."""

    low: Money
    high: Money


class CoverageData(TypedDict):
    """Whether today's run and this plan reach the target."""

    run: Money
    basis: Basis
    """What the run is reckoned from."""
    adds: AddsData | None
    target: Money | None
    gap: Money | None
    covered: bool | None
    """Whether run and the least this plan adds reach the target."""


class LeverData(TypedDict):
    """What moving one figure is worth."""

    id: LeverId
    today: Rate | None
    unit: Literal["point", "percent"]
    """What one step is."""
    worth: RangeData | None
    """Contribution inside twelve months."""
    signed: RangeData | None
    """Signed value inside twelve months."""
    step_from: PlayId | None
    """The play whose level states the step."""
    run_rate: Money | None
    """Contribution a year, once running; null where only a range can be told."""
    run_rate_range: RangeData | None
    """The same between both ends of the benchmark it rests on."""
    per_point: Money | None
    """Contribution inside twelve months of one step; null where only a range can be told."""
    per_point_range: RangeData | None
    """The same between both ends of the benchmark it rests on."""
    kind: Literal["own", "benchmark"]
    """Whether the price rests on the answers alone or on what others report."""
    source: SourceId | None
    """The source of the benchmark it rests on."""
    benchmark: BenchmarkId | None
    """The benchmark it rests on, or with kind own the one to compare with."""


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


class EconomicsData(TypedDict):
    """What the numbers say."""

    agreement: list[AgreementData]
    """Only those that differ by more than 15 %."""
    coverage: CoverageData | None
    bottleneck: LeverId | None
    """The lever worth most."""
    levers: list[LeverData]
    """Most worth first."""
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
