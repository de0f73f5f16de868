"""The numbers of the program by the room that uses them: a file of settings/ each."""

from typing import Annotated, Literal

from salesmode.business.shapes import Bounds, Conditional, Entry, Lang, Real
from salesmode.knowledge.terms import (
    GoalId,
    Id,
    LeverId,
    NotNegative,
    Phrases,
    Positive,
    Region,
    RoleId,
    SeasonKind,
    Share,
)

Count = Annotated[int, Bounds(ge=1)]


class RoleTime(Entry, frozen=True):
    """How much of a role's time can go into a plan, and who takes its work where nobody fills it."""

    share: Share
    deputies: tuple[RoleId, ...]


class CapacitySettings(Entry, frozen=True):
    """capacity.yaml, in hours a week."""

    source: str
    hours_per_week: Positive
    founder_alone: Positive
    roles: dict[RoleId, RoleTime]


class Lag(Entry, frozen=True):
    """How long a lever takes to show: weeks, and decision cycles after that."""

    weeks: NotNegative
    cycles: NotNegative


class RampMonths(Entry, frozen=True):
    """Months until a new customer orders at full rhythm, where nobody says: the slow, the likely and the quick case."""

    low: NotNegative
    likely: NotNegative
    high: NotNegative


class SizingSettings(Entry, frozen=True):
    """sizing.yaml."""

    source: str
    tolerance: Share
    doubtful_growth: Share
    ramp_months: RampMonths
    usual_cycle: dict[Literal["organization", "individual", "both"], Positive]
    peak_weight: Positive
    sensitivity_step: Share
    again: Share
    levers: dict[LeverId, Lag]


class MostMoves(Entry, frozen=True):
    """How many moves are made at most below so many plan hours a week."""

    moves: Count
    below: Positive | None = None


class CashShort(Entry, frozen=True):
    """What a unit of money freed spares where the cash lasts for so few months."""

    below: Annotated[Real, Bounds(gt=0)]
    cost: Share


class FullHouse(Entry, frozen=True):
    """From which spare share down and from how many weeks of waiting work on a business is full."""

    spare: Share
    backlog: Annotated[Real, Bounds(gt=0)]


class SelectionSettings(Entry, frozen=True):
    """selection.yaml: how the few moves are chosen."""

    source: str
    attention: Share
    near_tie: Share
    free_hours: Share
    new_a_week: Count
    least_run: Count
    cost_of_cash: Share
    cash_short: CashShort
    from_ads: Share
    full: FullHouse
    hour_cost: Share
    answered: Share
    heard: Share
    goal_cost: Share
    goal_worth: Share
    beyond_money: tuple[GoalId, ...]
    sizes: Annotated[tuple[MostMoves, ...], Bounds(min_length=1)]
    of_a_play: Count
    faults: Count
    next: Annotated[int, Bounds(ge=0)]
    goals: dict[GoalId, tuple[LeverId, ...]]


class PeakMonths(Entry, frozen=True):
    """How the strong months of a business count as a season: weeks before in which buying begins, kind by mode."""

    run_up: Annotated[int, Bounds(ge=0, le=26)]
    kinds: dict[str, SeasonKind]


class ScheduleSettings(Entry, frozen=True):
    """schedule.yaml, in weeks."""

    source: str
    default_horizon: Annotated[int, Bounds(ge=1, le=104)]
    month_weeks: Annotated[tuple[Count, ...], Bounds(min_length=1)]
    peak_months: PeakMonths


class OwnWindows(Entry, frozen=True):
    """How many earlier windows of a business tell its own spread at the `least`; the `most` recent ones are taken."""

    least: Annotated[int, Bounds(ge=2)]
    most: Annotated[int, Bounds(ge=2)]


class GateSettings(Entry, frozen=True):
    """gates.yaml: when a count is no luck."""

    source: str
    false_alarm: Annotated[Real, Bounds(gt=0, lt=0.5)]
    power: Annotated[Real, Bounds(ge=0.5, lt=1)]
    chance: Annotated[Real, Bounds(gt=0, lt=0.5)]
    power_of_proof: Annotated[Real, Bounds(ge=0.5, lt=1)]
    windows: OwnWindows


class MeetingLimits(Entry, frozen=True):
    """How long a meeting is, how much it asks and who leads it."""

    minutes: Annotated[int, Bounds(gt=0)]
    questions: Annotated[int, Bounds(gt=0)]
    role: RoleId


class MeetingSettings(Entry, frozen=True):
    """meetings.yaml: one meeting each."""

    source: str
    week: MeetingLimits
    month: MeetingLimits
    quarter: MeetingLimits


class Unlock(Conditional, frozen=True):
    """An answer that unlocks arithmetic, what it is worth asking for, and for whom."""

    answer: Id
    worth: Positive


class ReadingWorth(Entry, frozen=True):
    """What is at stake on each axis of the reading."""

    mode: Positive
    motion: Positive


class InformationValue(Entry, frozen=True):
    """What each thing that hangs on an answer counts for."""

    source: str
    reading: ReadingWorth
    guard: Positive
    moves: Positive
    condition: Share
    in_place: Share
    wrong: Share
    effect: Share
    work: Share
    stage: Share
    findings: Positive
    money: Positive
    contradiction: Positive
    detail: Positive
    proofs: Annotated[int, Bounds(ge=0)]
    least_promise: Share
    other_goal: Share
    sharpness: Positive


class QuestionSettings(Entry, frozen=True):
    """next_questions.yaml: how many answers a plan asks for, from which worth on, and how that worth is reckoned."""

    source: str
    ask_next: Annotated[int, Bounds(ge=0)]
    least_value: Share
    least_asked: Share
    unlocks: tuple[Unlock, ...]
    influence: InformationValue


class WorkedCount(Entry, frozen=True):
    """A count that stands in for one nobody stated, and the share more of it that is won."""

    count: Count
    share: Share


class Worked(Entry, frozen=True):
    """The stand-ins with which rules are worked while an owner's own figures are unknown."""

    offers: WorkedCount
    visits: WorkedCount
    customers: WorkedCount
    margin: Share


class Room(Entry, frozen=True):
    """How many findings, replies to the notes, figures to watch, things not to do and questions two pages hold.

    `counted` is of how many moves the page tells why we count on what they bring; `sums` adds the sums of all, `then`
    the move to make where one is stopped.
    """

    findings: Count
    replies: Count
    counted: Count
    watched: Count
    not_now: Count
    questions: Count
    sums: bool
    then: bool


class ReportSettings(Entry, frozen=True):
    """report.yaml. Two pages hold so many `lines` and `words` (in Chinese, characters): the first of `rooms` to fit."""

    source: str
    words: dict[str, Count]
    lines: Count
    rooms: Annotated[tuple[Room, ...], Bounds(min_length=1)]
    detailed: Count
    min_working_capital: Share
    stand_in_rates: dict[LeverId, Share]
    worked: Worked


class IndustrySettings(Entry, frozen=True):
    """industry.yaml: sources whose id begins so apply in these countries only, others everywhere."""

    source: str
    jurisdictions: dict[Id, tuple[Region, ...]]


class Customers(Entry, frozen=True, kw_only=True):
    """Words `after` which an offer names those who buy, up to a mark or one of the words `until` which they go.

    `unless` are longer words in which such a word opens nothing, `within` those in which one ends nothing. Where they
    are `closed`, one of the words that end them has to follow; where they are `listed`, a comma does not end them.
    """

    lang: Lang
    after: Annotated[tuple[str, ...], Bounds(min_length=1)]
    unless: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    closed: bool = False
    listed: bool = False


class Firms(Entry, frozen=True):
    """Ends of the names of firms, in which a verb ends nothing (装修公司), and what stands behind a whole name."""

    ends: tuple[str, ...]
    before: tuple[str, ...]


class Describing(Entry, frozen=True):
    """What stands between a word and the one that it describes.

    `kinds` and then `links` where it stands before the other, `behind` where it stands after it, so many `words`
    further at most; a word of `lists` joins it to another one that describes.
    """

    kinds: tuple[str, ...]
    links: tuple[str, ...]
    behind: tuple[str, ...]
    words: Annotated[int, Bounds(ge=0)]
    lists: tuple[str, ...]


class RecognitionSettings(Entry, frozen=True):
    """recognition.yaml: how the words of an offer tell its trade."""

    source: str
    strong: Positive
    weak: Positive
    abroad: Positive
    clear: Positive
    enough: Positive
    shown: Count
    unread: tuple[str, ...]
    stops: tuple[str, ...]
    pauses: tuple[str, ...]
    also: tuple[str, ...]
    customers: tuple[Customers, ...]
    firms: Firms
    describing: Describing


class NoteBar(Phrases, frozen=True, kw_only=True):
    """Words of one kind with which a sentence tells nothing of the business today; `foreign` ones, of another one."""

    id: Id
    foreign: bool = False


NoteUnit = Literal["share", "days", "hours", "weeks", "hours_a_week", "a_week", "count", "money"]


class NoteSubject(Entry, frozen=True):
    """What a sentence speaks of when it holds a phrase of each entry of `words`: the answer its figure belongs to.

    The figure is in the `unit`, `times` a sign; a subject with an `option` tells that one, of several together; a
    sentence of a subject with neither is only asked about. Words of `none` say that there is nothing of it, words of
    `unless` that it is about something else. Bars named in `among` are no bar here.
    """

    answer: Id
    words: Annotated[tuple[Phrases, ...], Bounds(min_length=1)]
    unit: NoteUnit | None = None
    option: Id | None = None
    none: Phrases = Phrases()
    unless: Phrases = Phrases()
    among: tuple[Id, ...] = ()
    times: Annotated[int, Bounds(ge=-1, le=1)] = 1


class NotesSettings(Entry, frozen=True):
    """notes.yaml: how a figure is read in what an owner wrote: `denied` beside it, or `unsure`, it is left alone.

    In a phrase `..` stands for a few other words, `(a|b)` for one of several.
    A clause begins with a word of `clauses`; one of `joins` there says that it is about the one before.
    """

    source: str
    denied: Phrases
    unsure: Phrases
    about: Phrases
    clauses: Phrases
    joins: Phrases
    bars: tuple[NoteBar, ...]
    subjects: tuple[NoteSubject, ...]


class Settings(Entry, frozen=True):
    """Every file of settings/ by its name."""

    capacity: CapacitySettings
    sizing: SizingSettings
    selection: SelectionSettings
    schedule: ScheduleSettings
    gates: GateSettings
    meetings: MeetingSettings
    next_questions: QuestionSettings
    report: ReportSettings
    industry: IndustrySettings
    recognition: RecognitionSettings
    notes: NotesSettings
