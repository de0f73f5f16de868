"""How the tables beside the plays must look: evidence, constants, roles, currencies, questions, trades."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from salesmode.business.profile import Capability, Goal, Role, SellingMotion
from salesmode.knowledge.schema.basics import (  # fmt: skip
    Cond,
    CurrencyCode,
    Id,
    LeverId,
    Ordinal,
    PlayId,
    Positive,
    Region,
    SeasonKind,
    Share,
    Sources,
    Strict,
    Text,
)


class Titled(Strict):
    """A thing with an id and a title."""

    id: Id
    title: Text


class Caps(Strict):
    """How far each dimension may speak on an axis."""

    mode: dict[Id, Positive]
    motion: dict[Id, Positive]


class VerdictFile(Strict):
    """From which confidence on a reading is called what."""

    decided: Share
    leaning: Share


class ShareEdges(Strict):
    """Above and below which share of revenue one side is the mode."""

    b2b: Share
    b2c: Share


class MixedEdges(Strict):
    """From which cycle and how many orders a year a business is won slowly and reordered fast."""

    decision_cycle: Positive
    orders: Positive


class Boundaries(Strict):
    """Where one reading ends and the next begins."""

    share: ShareEdges
    steepness: Positive
    motion: Share
    mixed: MixedEdges
    contradicted: Share


class Band(Strict):
    """An amount of money by the name of its band."""

    band: Id


class EvidenceBand(Strict):
    """What a number below an edge says; the last band has no edge."""

    below: Band | float | None = None
    weight: float


class EvidenceFile(Strict):
    """What one answer says on one axis: by option, by band or as log-odds of a share."""

    answer: Id
    axis: Literal["mode", "motion"]
    dimension: Id
    source: str
    options: dict[str, float] | None = None
    bands: Annotated[tuple[EvidenceBand, ...], Field(min_length=1)] | None = None
    logit: Positive | None = None

    @model_validator(mode="after")
    def _one_way(self) -> EvidenceFile:
        if sum(held is not None for held in (self.options, self.bands, self.logit)) != 1:
            raise ValueError("evidence has one of options, bands and logit")
        if self.bands and [band.below is None for band in self.bands] != [False] * (len(self.bands) - 1) + [True]:
            raise ValueError("the last band, and only it, has no 'below'")
        return self


class MotionsFile(Strict):
    """Hours that a way of selling takes for one case; `day` hours make a working day."""

    day: Positive
    hours: dict[SellingMotion, Positive]
    by_offer: tuple[SellingMotion, ...]


class EconomicsFile(Strict):
    """Which first-year contribution carries which way of selling."""

    motions: MotionsFile
    considered: Band
    fast: Band
    source: str


Levels = dict[Capability, Ordinal]


class CapabilityFile(Strict):
    """The level of each capability that a way of buying demands."""

    source: str
    considered_b2b: Levels
    fast_b2b: Levels
    considered_b2c: Levels
    fast_b2c: Levels


class ContradictionFile(Strict):
    """Answers that rarely hold together."""

    id: Id
    when: Cond = Field(alias="if")
    answers: Annotated[tuple[Id, ...], Field(min_length=2)]
    text: Text
    lowers: dict[PlayId, Ordinal] = Field(default_factory=dict)
    sources: Sources


class DiagnosisFile(Strict):
    """diagnosis.yaml."""

    dimensions: Annotated[tuple[Titled, ...], Field(min_length=1)]
    caps: Caps
    verdict: VerdictFile
    boundaries: Boundaries
    evidence: tuple[EvidenceFile, ...]
    economics: EconomicsFile
    capability: CapabilityFile
    contradictions: tuple[ContradictionFile, ...]


class SlotFile(Strict):
    """How many plays are taken below so many plan hours a week."""

    below: Positive | None = None
    now: Annotated[int, Field(ge=1)]


class MeetingLimits(Strict):
    """How long a meeting is, how much it asks and who leads it."""

    minutes: Annotated[int, Field(gt=0)]
    questions: Annotated[int, Field(gt=0)]
    role: Role


class Meetings(Strict):
    """One meeting each."""

    week: MeetingLimits
    month: MeetingLimits
    quarter: MeetingLimits


class GateAfter(Strict):
    """How much of a play is done, and for how long, before its gate may speak."""

    share: Share
    weeks: Annotated[int, Field(ge=0)]


class WorkedCount(Strict):
    """A count that stands in for one nobody stated, and the share more of it that is won."""

    count: Annotated[int, Field(ge=1)]
    share: Share


class Worked(Strict):
    """The stand-ins with which rules are worked while an owner's own figures are unknown."""

    offers: WorkedCount
    visits: WorkedCount
    customers: WorkedCount
    margin: Share


class LuckFile(Strict):
    """When a count is no longer luck, and how long one waits for it."""

    chance: Annotated[float, Field(gt=0, lt=0.5)]
    power: Annotated[float, Field(ge=0.5, lt=1)]
    longest: Annotated[int, Field(ge=1)]


class PeakMonths(Strict):
    """How the strong months of a business count as a season."""

    run_up: Annotated[int, Field(ge=0, le=26)]
    kinds: dict[Literal["b2b", "b2c", "hybrid"], SeasonKind]


class Lag(Strict):
    """How long a lever takes to show: weeks, and decision cycles after that."""

    weeks: Annotated[float, Field(ge=0)]
    cycles: Annotated[float, Field(ge=0)]


class UnlockFile(Strict):
    """An answer that unlocks arithmetic, and for whom."""

    answer: Id
    worth: Positive
    when: Cond | None = Field(None, alias="if")


class ChoiceFile(Strict):
    """choice.yaml."""

    source: str
    levels: Annotated[int, Field(ge=1)]
    bottleneck_from: Share
    bottleneck_step: Annotated[float, Field(ge=0)]
    least_share: Share
    least_fit: Share
    aside_fit: dict[Goal, Share]
    reference_growth: Share
    cash_hour_rate: Positive
    default_horizon: Annotated[int, Field(ge=1, le=104)]
    slots: Annotated[tuple[SlotFile, ...], Field(min_length=1)]
    next: Annotated[int, Field(ge=0)]
    ask_next: Annotated[int, Field(ge=0)]
    jurisdictions: dict[Id, tuple[Region, ...]]
    tolerance: Share
    tornado_step: Share
    step_caps: dict[LeverId, Share]
    least_tied: Share
    month_weeks: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
    peak_months: PeakMonths
    gate_after: GateAfter
    luck: LuckFile
    enough_decisions: Annotated[int, Field(ge=1)]
    detailed: Annotated[int, Field(ge=1)]
    worked: Worked
    meetings: Meetings
    goals: dict[Goal, tuple[LeverId, ...]]
    levers: dict[LeverId, Lag]
    unlocks: tuple[UnlockFile, ...]


class RoleFile(Strict):
    """How much of a role's time can go into a plan, and who takes its work where nobody fills it."""

    share: Share
    stand_ins: tuple[Role, ...]


class RolesFile(Strict):
    """roles.yaml."""

    source: str
    hours_per_week: Positive
    founder_alone: Positive
    roles: dict[Role, RoleFile]


class CurrencyFile(Strict):
    """The bands of a currency, lowest first, and the price of a bought-in working day."""

    bands: dict[Id, Positive] | None = None
    workday: Positive | None = None

    @model_validator(mode="after")
    def _ascending(self) -> CurrencyFile:
        edges = list((self.bands or {}).values())
        if edges != sorted(edges):
            raise ValueError("bands go from the lowest to the highest")
        return self


class CurrenciesFile(Strict):
    """currencies.yaml."""

    dated: str
    source: str
    codes: dict[CurrencyCode, CurrencyFile]
    regions: dict[Region, CurrencyCode]
    symbols: dict[str, Annotated[tuple[CurrencyCode, ...], Field(min_length=1)]]


class OptionFile(Text):
    """What an option is called, by what other words it is known, and whom it fits."""

    also: Text | None = None
    when: Cond | None = Field(None, alias="if")


class QuestionFile(Strict):
    """How an answer is asked for."""

    group: Id
    ask: Text
    label: Text
    hint: Text
    why: Text | None = None
    unit: Text | None = None
    rests_on: tuple[Id, ...] = ()
    options: dict[str, OptionFile] | None = None


class TermFile(Strict):
    """A term of trade and what it means."""

    term: Text
    means: Text


class QuestionsFile(Strict):
    """questions.yaml."""

    groups: tuple[Titled, ...]
    answers: dict[Id, QuestionFile]
    glossary: dict[Id, TermFile]


class PlannedPlay(Strict):
    """A play that may be named though it is not written yet."""

    id: PlayId
    title: Text


class PlannedFile(Strict):
    """planned.yaml."""

    plays: tuple[PlannedPlay, ...]
