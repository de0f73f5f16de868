"""Plays and guards: reasons, levels, actions, figures to watch, meetings."""

import functools
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from msgspec import field

from salesmode.business.shapes import Bounds, Conditional, Entry, InlineText, NotInFile, OneOf, Placed, Real, Text
from salesmode.knowledge.terms import (
    Every,
    Id,
    LevelNumber,
    LeverId,
    Line,
    PlayId,
    RoleId,
    SeasonKind,
    Side,
    SourceIds,
    Step,
    Use,
)

BACKBONE = "shared."
Impact = Annotated[Real, OneOf(0.2, 0.4, 0.6, 0.8)]  # nobody can judge it any finer
Week = Annotated[int, Bounds(ge=1, le=104)]


class Reason(Conditional, frozen=True):
    """A reason for or against a play: its condition and what follows from it."""

    id: Id
    so: Text
    sources: SourceIds
    weight: Annotated[Real, Bounds(gt=0, le=5)] = 1.0


class Stop(Conditional, frozen=True):
    """Something to stop doing."""

    id: Id
    text: Text
    sources: SourceIds


class FirstStep(Entry, frozen=True):
    """What to do this week, in under two hours."""

    text: InlineText
    hours: Annotated[Real, Bounds(gt=0, le=2)]


class Action(Conditional, frozen=True):
    """A piece of work of one role; `cash` in bought-in working days.

    `kit` names the papers it works with, `serves` the kinds of season it prepares for; `test` marks a comparison that
    a season would spoil. In a loaded library ids name the play too: `b2b.value.value_sheet`.
    """

    id: str
    title: Text
    role: RoleId
    hours: Annotated[Real, Bounds(gt=0, le=400)]
    steps: Annotated[tuple[Line, ...], Bounds(min_length=3, max_length=12)]
    first_step: FirstStep
    done_when: Text
    sources: SourceIds
    words: Text | None = None
    cash: Annotated[Real, Bounds(ge=0, le=400)] = 0.0
    wait: Annotated[int, Bounds(ge=0, le=26)] = 0
    after: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    kit: tuple[Id, ...] = ()
    serves: tuple[SeasonKind, ...] = ()
    test_run: bool = field(name="test", default=False)
    play: Placed = ""

    def __post_init__(self) -> None:
        """Refuse a first step that is longer than the action."""
        if self.first_step.hours > self.hours:
            raise ValueError("the first step takes longer than the action it belongs to")


class Need(Entry, frozen=True):
    """A level of another play that must be reached first."""

    play: PlayId
    level: LevelNumber


class Lever(Conditional, frozen=True):
    """How far a level moves a lever: `low` to `high`, in points of a rate or as a share of a quantity."""

    id: LeverId
    low: Annotated[Real, Bounds(ge=0, le=2)]
    high: Annotated[Real, Bounds(gt=0, le=2)]
    sources: SourceIds


class FromAnswer(Entry, frozen=True):
    """A figure that starts where an answer stands."""

    answer: Id


class Change(Entry, frozen=True):
    """A target relative to where the figure stands."""

    add: Real | None = None
    times: Real | None = None

    def __post_init__(self) -> None:
        """Refuse both ways at once, and neither."""
        if (self.add is None) == (self.times is None):
            raise ValueError("a change is either 'add' or 'times'")


class Kpi(Entry, frozen=True):
    """A figure to watch: where it starts, where it should be by `week`."""

    id: Id
    name: Text
    unit: Literal["share", "count", "days", "money"]
    to: Real | Change
    week: Week
    direction: Literal["up", "down"]
    measure: Text
    sources: SourceIds
    start: FromAnswer | None = field(name="from", default=None)
    leading: bool = False


class Gate(Entry, frozen=True):
    """The week in which a level proves itself or gives its hours away."""

    week: Week
    kpi: Id
    below: Real
    then: Literal["stop", "switch"]
    text: Text
    sources: SourceIds
    to: PlayId | None = None


class Level(Entry, frozen=True):
    """One step of a play, proved by something one can open and look at.

    In a loaded library `number` and `play` say which.
    """

    name: Text
    proof: Text
    impact: Impact
    actions: Annotated[tuple[Action, ...], Bounds(min_length=1)]
    kpis: Annotated[tuple[Kpi, ...], Bounds(min_length=1, max_length=3)]
    gate: Gate
    pitfalls: Annotated[tuple[Line, ...], Bounds(min_length=1)]
    sources: SourceIds
    needs: tuple[Need, ...] = ()
    levers: tuple[Lever, ...] = ()
    number: Annotated[int, NotInFile()] = 0
    play: Placed = ""


class MeetingRule(Entry, frozen=True):
    """A meeting that a play calls."""

    id: Id
    every: Every
    role: RoleId
    minutes: Annotated[int, Bounds(gt=0, le=480)]
    agenda: Annotated[tuple[Line, ...], Bounds(min_length=2)]
    sources: SourceIds


class Demand(Entry, frozen=True):
    """The level a way of buying demands."""

    considered: Step
    mixed: Step
    fast: Step


class Demands(Entry, frozen=True):
    """The level demanded, by who pays."""

    b2b: Demand
    b2c: Demand

    def of(self, side: str, motion: str) -> int:
        """Return the level that a side demands where it buys so."""
        return int(getattr(getattr(self, side), motion))


class Play(Entry, frozen=True, dict=True):
    """A play with its reasons, levels and rhythm: a file of plays/. In a loaded library `id` is its place there."""

    title: Text
    idea: Text
    why: Text
    sources: SourceIds
    reviewed: date
    demand: Demands
    when: Annotated[tuple[Reason, ...], Bounds(min_length=1)]
    levels: dict[int, Level]
    sides: tuple[Side, ...] = ()
    uses: tuple[Use, ...] = ()
    wrong_when: tuple[Reason, ...] = ()
    stops: tuple[Stop, ...] = ()
    rhythm: tuple[MeetingRule, ...] = ()
    id: Placed = ""

    @property
    def backbone(self) -> bool:
        """Whether the play is common ground: it takes no slot unless a guard forces it."""
        return self.id.startswith(BACKBONE)

    def next_level(self, now: int) -> Level | None:
        """Return the level after `now`, `None` where the play goes no further."""
        return self.levels.get(now + 1)

    @functools.cached_property
    def actions(self) -> Mapping[str, Action]:
        """The actions of every level by id."""
        return {action.id: action for level in self.levels.values() for action in level.actions}


class Veto(Entry, frozen=True):
    """What a guard takes off the table."""

    uses: tuple[Use, ...] = ()
    plays: tuple[PlayId, ...] = ()


class Guard(Conditional, frozen=True):
    """What overrides everything: what it vetoes, and the play it puts first."""

    id: Id
    title: Text
    so: Text
    sources: SourceIds
    veto: Veto = Veto()
    force: PlayId | None = None


class GuardFile(Entry, frozen=True):
    """guards.yaml, in the order in which they speak."""

    guards: tuple[Guard, ...]
