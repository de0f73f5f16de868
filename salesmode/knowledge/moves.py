"""Moves and findings: what one does, what it brings and costs; what the numbers say, and what speaks for it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from msgspec.structs import replace

from salesmode.business.conditions import leaves
from salesmode.business.shapes import (
    Bounds,
    Conditional,
    Entry,
    Formula,
    InlineText,
    OneOf,
    Placed,
    Real,
    Text,
    When,
    first_holding,
)  # fmt: skip
from salesmode.knowledge.terms import (
    GoalId,
    Id,
    LeverId,
    Line,
    MoveId,
    NotNegative,
    Phrases,
    PlayId,
    RoleId,
    SeasonKind,
    SourceIds,
    Use,
)

TOLD: Final = "shared.told"  # the play of what owners write of
FigureKind = Literal["money", "share", "count", "number", "weeks", "months", "days", "hours", "times", "points"]
Evidence = Literal["study", "published", "counts", "estimate"]
Stage = Annotated[int, OneOf(1, 2, 3, 4)]
Fraction = Annotated[Real, Bounds(gt=0, le=1)]
Chance = Annotated[Real, Bounds(gt=0, lt=1)]
TopicId = Literal[
    "who_earns", "standing_still", "gap", "pipeline", "goal", "price", "dependence", "cash", "fault", "trend",
    "capacity", "means", "time", "luck",
]  # fmt: skip


class Figure(Entry, frozen=True):
    """A figure of a finding or a move: how it is worked out, and how it is shown. Its conditions and texts name it."""

    value: Formula
    shown: FigureKind


class Reason(Conditional, frozen=True):
    """Why this business: one sentence about it; what its owner `told` of it goes before what its trade says."""

    text: InlineText
    told: bool = False


class Reply(Conditional, frozen=True):
    """What to do about what an owner wrote, and the words to `say`; `beside` moves that are made for it too.

    `beside` is for what counts with the owner's own sentence, which no move does.
    """

    text: InlineText
    say: Text | None = None
    beside: bool = False


class Exclusion(Conditional, frozen=True):
    """What speaks against a move here, and the sentence that says so."""

    id: Id
    so: Text
    sources: SourceIds


class Effect(Conditional, frozen=True):
    """What a move brings: of what a `lever` could move, the `part` it can reach, times the share of that it achieves.

    What a lever could move: of a rate that should fall all of it; of `win_rate` and `repeat_rate` what is left to one;
    of every other one as much again as there is today; of `price` and `gross_margin` the revenue; of `saved` and
    `cash` the `amount` a year. `weeks` pass until the work tells. One that is
    `told` rests on what the owner counted. `evidence` says what the range is taken from: a figure of a `study` that
    was read, a `published` figure at one of its ends, the `counts` of the business itself, or our `estimate` alone.
    """

    lever: LeverId
    low: Annotated[Real, Bounds(ge=0, le=1)]
    likely: Fraction
    high: Fraction
    why: Text
    sources: SourceIds
    part: Formula = (1.0,)
    amount: Formula | None = None
    weeks: NotNegative = 0
    told: bool = False
    evidence: Evidence = "estimate"

    def __post_init__(self) -> None:
        """Refuse a range out of order, and an amount that is missing or has no use."""
        if not self.low <= self.likely <= self.high:
            raise ValueError("what is achieved is low, likely, high, in this order")
        if (self.amount is not None) != (self.lever in ("saved", "cash")):
            raise ValueError("'amount' is for the levers saved and cash, and these need it")


class Work(Conditional, frozen=True):
    """The hours of one role: `once` to set the move up, `weekly` while it runs."""

    role: RoleId
    once: Formula = (0.0,)
    weekly: Formula = (0.0,)


class Cash(Entry, frozen=True):
    """What a move costs in money: `once`, and a month while it runs; `workday` is a bought-in working day."""

    once: Formula = (0.0,)
    monthly: Formula = (0.0,)


class Need(Entry, frozen=True):
    """A move that must run first, unless the condition holds: then it is in place."""

    move: MoveId
    unless: When | None = None


class Measure(Entry, frozen=True):
    """The figure to watch: what is counted, where it stands, where it should be half-way and at the end."""

    name: Text
    shown: FigureKind
    mid: Formula
    end: Formula
    now: Formula | None = None
    direction: Literal["up", "down"] = "up"


class Trial(Entry, frozen=True):
    """Cases that a check counts: so many by then, the share that should end well, and the share of a failure."""

    cases: Formula
    aim: Chance
    failing: Chance


class Check(Entry, frozen=True):
    """When to stop: so many `weeks` after the move began to run.

    With a `trial` the text names `{stop}` of `{cases}`, a count that luck alone seldom gives; where no count can be
    read, the text `unread` says which step to watch instead. `then` are moves to turn to, the first possible one.
    """

    weeks: Annotated[int, Bounds(ge=1, le=52)]
    text: Text
    sources: SourceIds
    trial: Trial | None = None
    unread: Text | None = None
    then: tuple[MoveId, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a trial that says nothing where its count cannot be read."""
        if (self.trial is None) != (self.unread is None):
            raise ValueError("a trial needs 'unread', the sentence where its count cannot be read")


class Move(Conditional, frozen=True, dict=True):
    """What one does: a file of plays/<side>/<play>/. In a loaded library `id` and `play` are its place there.

    Its condition must hold; `in_place` shows that it is done already. `because` are sentences, the first that holds is
    said. `goals` are those it serves, `answers` the findings it is an answer to. A `whole` move is one of the whole
    business, never of a segment. `elapsed` are weeks that others take after the work is done; it runs to the end of the
    plan, or as long as it `lasts`. Of moves that `overlaps` names it is another form: only one of them is made.
    `stake` is the figure of its own that hangs on it, for what brings nothing that has a price. One that answers what
    an owner wrote of names in `told` the concern, and goes before all others where it is `urgent`.
    """

    title: Text
    carries: Annotated[tuple[Id | str, ...], Bounds(min_length=1)]
    stage: Stage
    because: Annotated[tuple[Reason, ...], Bounds(min_length=1)]
    work: Annotated[tuple[Work, ...], Bounds(min_length=1)]
    steps: Annotated[tuple[Line, ...], Bounds(min_length=3, max_length=9)]
    done_when: Text
    monday: Text
    measure: Measure
    check: Check
    sources: SourceIds
    effects: tuple[Effect, ...] = ()
    words: tuple[Reason, ...] = ()
    figures: dict[Id, Figure] = {}
    in_place: When | None = None
    wrong_when: tuple[Exclusion, ...] = ()
    goals: tuple[GoalId, ...] = ()
    answers: tuple[Id, ...] = ()
    cash: Cash = Cash()
    elapsed: Annotated[int, Bounds(ge=0, le=26)] = 0
    lasts: Annotated[int, Bounds(ge=1, le=104)] | None = None
    needs: tuple[Need, ...] = ()
    overlaps: tuple[MoveId, ...] = ()
    uses: tuple[Use, ...] = ()
    rules_out: tuple[str, ...] = ()
    whole: bool = False
    season: SeasonKind | None = None
    kit: tuple[Id, ...] = ()
    stake: Id | None = None
    urgent: bool = False
    id: Placed = ""
    play: Placed = ""
    told: Placed = ""

    def reason(self, facts: Mapping[str, Any]) -> Reason:
        """Return why this business: the first reason that holds, else the last one."""
        return first_holding(self.because, facts) or self.because[-1]


class SorterRow(Entry, frozen=True):
    """One firm that a business may be: what is true of it, what it is short of, what it does first."""

    true_when: Text
    short_of: Text
    first: Text


class Sorter(Conditional, frozen=True):
    """Which of a few firms a business is, where its answers hold no counts: rows to read down to the first true one."""

    id: Id
    intro: Text
    rows: Annotated[tuple[SorterRow, ...], Bounds(min_length=2, max_length=4)]
    sources: SourceIds
    figures: dict[Id, Figure] = {}


class Finding(Conditional, frozen=True, dict=True):
    """What the numbers say: a sentence with its figures, and the money a year that is at stake.

    `first` ones (a fault, cash) stand above any sum. A `caution` says what not to do and stands under "not now".
    `against` names moves, plays, or what moves use. With `segments` it is looked for in every segment, else in the
    whole business; what is about something `counted` in the segments that count it. `decision` is what follows.
    """

    id: Id
    topic: TopicId
    text: Text
    sources: SourceIds
    figures: dict[Id, Figure] = {}
    money: Formula | None = None
    decision: Text | None = None
    kind: Literal["finding", "caution"] = "finding"
    first: bool = False
    segments: bool = False
    counted: Id | None = None
    against: tuple[MoveId | PlayId | Use, ...] = ()

    @functools.cached_property
    def asks_own(self) -> bool:
        """Whether its condition asks for a figure of its own."""
        return self.condition is not None and any(leaf.fact in self.figures for leaf in leaves(self.condition))


class Concern(Entry, frozen=True, dict=True):
    """What owners write of in their notes: a sentence is about it that holds a phrase of each entry of `words`.

    It holds none of `unless`, and `said` is such a sentence. Its `job` is the move that is made for it, of the play
    `shared.told`. `moves` are for it too; where none of them is made, the first of `replies` that holds here says what
    to do about it. `figures` of the whole business may count with what the sentence tells (`told.money`, `told.count`,
    `told.share`).
    """

    id: Id
    said: Text
    words: Annotated[tuple[Phrases, ...], Bounds(min_length=1)]
    unless: Phrases = Phrases()
    moves: tuple[MoveId, ...] = ()
    figures: dict[Id, Figure] = {}
    replies: tuple[Reply, ...] = ()
    job: Move | None = None

    @functools.cached_property
    def own_move(self) -> Move | None:
        """The job as a move of the play for what owners write of, `None` where there is none."""
        if self.job is None:
            return None
        figures = {**self.figures, **self.job.figures}
        return replace(self.job, id=f"{TOLD}.{self.id}", play=TOLD, told=self.id, whole=True, figures=figures)

    @functools.cached_property
    def for_it(self) -> frozenset[str]:
        """The ids of the moves that are for it, its own among them."""
        return frozenset((*self.moves, *([self.own_move.id] if self.own_move is not None else ())))
