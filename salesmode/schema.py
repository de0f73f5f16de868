"""How the YAML of `playbooks/` must look. Read only when the cache is built or checked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from salesmode.conditions import ConditionError, read_condition
from salesmode.profile import Capability, Goal, Role

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
PlayId = Annotated[str, Field(pattern=r"^(b2b|b2c|shared|fusion)\.[a-z][a-z0-9_]*$")]
Sources = Annotated[tuple[str, ...], Field(min_length=1)]
Uses = tuple[Literal["ads", "traffic", "volume", "discount", "brand_spend", "data_platform", "sla", "credit"], ...]
Ordinal = Annotated[int, Field(ge=0, le=4)]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
LeverId = Literal[
    "leads", "visits", "mql_rate", "sql_rate", "opportunity_rate", "win_rate", "conversion_rate", "repeat_rate",
    "return_rate", "annual_churn", "gross_margin", "discount_rate", "deal_value", "aov", "purchases_per_year",
    "expansion", "cycle",
]  # fmt: skip


def _condition(raw: Any) -> Any:
    try:
        read_condition(raw)
    except (ConditionError, KeyError) as error:
        raise ValueError(str(error)) from error
    return raw


Cond = Annotated[dict[str, Any], AfterValidator(_condition)]


class Strict(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Text(Strict):
    """The same words in both languages."""

    en: Annotated[str, Field(min_length=1)]
    zh: Annotated[str, Field(min_length=1)]


class ConditionalText(Text):
    """A text that may hold for some businesses only."""

    when: Cond | None = Field(None, alias="if")
    sources: Sources | None = None


class Because(Strict):
    """A reason, for or against: its condition and what follows from it."""

    id: Id
    when: Cond = Field(alias="if")
    weight: Annotated[float, Field(gt=0, le=5)] = 1.0
    so: Text
    sources: Sources


class Stop(Strict):
    """Something to stop doing."""

    id: Id
    when: Cond = Field(alias="if")
    text: Text
    sources: Sources


class FirstStep(Text):
    """What to do this week, in under two hours."""

    hours: Annotated[float, Field(gt=0, le=2)]


class ActionFile(Strict):
    """An action of a level."""

    id: Id
    title: Text
    when: Cond | None = Field(None, alias="if")
    role: Role
    hours: Annotated[float, Field(gt=0, le=400)]
    cash: Annotated[float, Field(ge=0, le=400)] = 0.0
    wait: Annotated[int, Field(ge=0, le=26)] = 0
    after: tuple[Id, ...] = ()
    steps: Annotated[tuple[ConditionalText, ...], Field(min_length=3, max_length=12)]
    first_step: FirstStep
    done_when: Text
    words: Text | None = None
    uses: Uses = ()
    sources: Sources

    @model_validator(mode="after")
    def _first_step_is_part(self) -> ActionFile:
        if self.first_step.hours > self.hours:
            raise ValueError("the first step takes longer than the action it belongs to")
        return self


class Need(Strict):
    """A level of another play that must be reached first."""

    play: PlayId
    level: Annotated[int, Field(ge=1, le=4)]


class LeverFile(Strict):
    """How far the level moves a lever."""

    id: LeverId
    low: Annotated[float, Field(ge=0, le=2)]
    high: Annotated[float, Field(gt=0, le=2)]
    sources: Sources


class FromAnswer(Strict):
    """A figure that starts where an answer stands."""

    answer: Id


class Change(Strict):
    """A target relative to where the figure stands."""

    add: float | None = None
    times: float | None = None


class KpiFile(Strict):
    """A figure to watch."""

    id: Id
    name: Text
    unit: Literal["share", "count", "days", "money"]
    start: FromAnswer | None = Field(None, alias="from")
    to: float | Change
    week: Annotated[int, Field(ge=1, le=104)]
    direction: Literal["up", "down"]
    leading: bool = False
    measure: Text
    sources: Sources


class GateFile(Strict):
    """The week in which a level proves itself."""

    week: Annotated[int, Field(ge=1, le=104)]
    kpi: Id
    below: float
    then: Literal["stop", "switch"]
    to: PlayId | None = None
    text: Text
    sources: Sources


class LevelFile(Strict):
    """One level of a play."""

    name: Text
    proof: Text
    impact: Literal[0.2, 0.4, 0.6, 0.8]
    needs: tuple[Need, ...] = ()
    levers: tuple[LeverFile, ...] = ()
    actions: Annotated[tuple[ActionFile, ...], Field(min_length=1)]
    kpis: Annotated[tuple[KpiFile, ...], Field(min_length=1, max_length=3)]
    gate: GateFile
    pitfalls: Annotated[tuple[ConditionalText, ...], Field(min_length=1)]
    sources: Sources


class MeetingFile(Strict):
    """A meeting of the rhythm."""

    id: Id
    every: Literal["week", "month", "quarter"]
    role: Role
    minutes: Annotated[int, Field(gt=0, le=480)]
    agenda: Annotated[tuple[ConditionalText, ...], Field(min_length=2)]
    sources: Sources


class Demand(Strict):
    """The level a way of buying demands."""

    considered: Ordinal
    mixed: Ordinal
    fast: Ordinal


class Demands(Strict):
    """The level demanded, by who pays."""

    b2b: Demand
    b2c: Demand


class PlayFile(Strict):
    """A file of `plays/`."""

    title: Text
    idea: Text
    why: Text
    sources: Sources
    reviewed: date
    sides: tuple[Literal["b2b", "b2c", "hybrid"], ...] = ()
    demand: Demands
    uses: Uses = ()
    when: Annotated[tuple[Because, ...], Field(min_length=1)]
    wrong_when: tuple[Because, ...] = ()
    stops: tuple[Stop, ...] = ()
    levels: Annotated[dict[int, LevelFile], BeforeValidator(lambda raw: raw or {})]
    rhythm: tuple[MeetingFile, ...] = ()


class Veto(Strict):
    """What a guard takes off the table."""

    uses: Uses = ()
    plays: tuple[PlayId, ...] = ()


class GuardFile(Strict):
    """An entry of guards.yaml."""

    id: Id
    when: Cond = Field(alias="if")
    title: Text
    so: Text
    veto: Veto = Veto()
    force: PlayId | None = None
    sources: Sources


class SourceFile(Strict):
    """An entry of sources.yaml."""

    title: Text
    kind: Literal["founding", "law", "survey", "paper", "judgement", "standard"]
    says: Text
    address: str | None = None
    year: int | None = None
    population: str | Text | None = None
    read: date | None = None


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


class EconomicsFile(Strict):
    """Which first-year contribution carries which way of selling."""

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
    bottleneck_step: Annotated[float, Field(ge=0)]
    least_fit: Share
    reference_growth: Share
    cash_hour_rate: Positive
    default_horizon: Annotated[int, Field(ge=1, le=104)]
    slots: Annotated[tuple[SlotFile, ...], Field(min_length=1)]
    next: Annotated[int, Field(ge=0)]
    ask_next: Annotated[int, Field(ge=0)]
    tolerance: Share
    month_weeks: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
    enough_decisions: Positive
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
    regions: dict[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], CurrencyCode]
    symbols: dict[str, Annotated[tuple[CurrencyCode, ...], Field(min_length=1)]]


class QuestionFile(Strict):
    """How an answer is asked for."""

    group: Id
    ask: Text
    label: Text
    hint: Text
    why: Text | None = None
    unit: Text | None = None
    options: dict[str, Text] = {}


class QuestionsFile(Strict):
    """questions.yaml."""

    groups: tuple[Titled, ...]
    answers: dict[Id, QuestionFile]


class Rules(Text):
    """What the law or custom of a trade asks for."""

    id: Id
    sources: Sources


class TradeWords(Strict):
    """What a trade calls its customer, offer and order."""

    customer: Text
    offer: Text
    order: Text


class IndustryFile(Strict):
    """A file of `industries/`."""

    title: Text
    words: TradeWords
    compliance: tuple[Rules, ...]
    sources: Sources


class PlannedPlay(Strict):
    """A play that may be named though it is not written yet."""

    id: PlayId
    title: Text


class PlannedFile(Strict):
    """planned.yaml."""

    plays: tuple[PlannedPlay, ...]
