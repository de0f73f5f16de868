"""The JSON of a plan in use: weeks, load, money, seasons, figures to watch, gates and meetings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from salesmode.knowledge.moves import FigureKind
from salesmode.knowledge.terms import Certainty, Every, SeasonKind
from salesmode.report.formats.json_types.values import (
    ActionId,
    Date,
    GateId,
    KpiId,
    MeetingId,
    Money,
    MoveId,
    PlayId,
    Rate,
    RoleId,
    SeasonId,
    SourceIds,
    Week,
)


class ActionData(TypedDict):
    """The work of one role on one phase of a move: setting it up, or running it."""

    id: ActionId
    move: MoveId
    play: PlayId
    title: str
    role: RoleId
    """Who does it."""
    hours: Rate
    """In all; 0 for what runs."""
    weekly: Rate
    """A week; 0 for setting it up."""
    cash: Money
    """Inside the plan; those of all rows are what it spends."""
    start_week: Week
    end_week: Week
    """Inclusive."""
    after: list[ActionId]
    """What must be done before."""


class LoadData(TypedDict):
    """Hours of one role in one week."""

    role: RoleId
    week: Week
    hours: Rate
    capacity: Rate


class CashData(TypedDict):
    """Money in one month of the plan."""

    month: Annotated[int, Field(ge=1)]
    spend: Money
    budget: Money | None


class WeeksData(TypedDict):
    """The work of a plan on its weeks."""

    actions: Annotated[
        list[ActionData], Field(description="A row per move, phase and role, in the order of the moves.")
    ]
    load: Annotated[list[LoadData], Field(description="Only weeks with work.")]
    cash: Annotated[list[CashData], Field(description="Months of four, four and five weeks.")]


class SeasonData(TypedDict):
    """A season of this business inside the plan."""

    id: SeasonId
    title: str
    kind: SeasonKind
    date: Date
    last: Date
    week: Week
    """The week of its day; may lie after the plan."""
    from_week: Week
    """Buying begins; 1 where it has begun before."""
    until_week: Week
    estimated: bool
    """Nobody in charge has published the date; `certainty` says more."""
    certainty: Certainty
    """How sure the date is: fixed by a law, a standard or its name, decreed or announced for its year, estimated."""
    opening: Certainty
    """How sure it is when buying begins."""
    serves: list[MoveId]
    """Moves for it, ready before buying begins."""


class UndatedSeasonData(TypedDict):
    """A season without a date."""

    id: SeasonId
    year: int


class SeasonsData(TypedDict):
    """The seasons on the weeks of a plan."""

    seasons: Annotated[list[SeasonData], Field(description="Only with a first day; by when buying begins.")]
    seasons_undated: Annotated[
        list[UndatedSeasonData], Field(description="Seasons whose date in a year of the plan is not in the table.")
    ]


_KpiStart = TypedDict("_KpiStart", {"from": Rate | None})


class KpiData(_KpiStart):
    """A figure to watch; from: today, null where it must be counted first."""

    id: KpiId
    move: MoveId
    name: str
    mid: Rate | None
    """Half-way; null where nothing can have come of it by then."""
    to: Rate
    """At the end of the plan."""
    unit: FigureKind
    mid_week: Week
    week: Week
    direction: Literal["up", "down"]


class GateData(TypedDict):
    """The week in which a move proves itself."""

    id: GateId
    move: MoveId
    week: Week
    cases: int | None
    """Cases counted by then; null where it rests on no count."""
    stop: int | None
    """Stop at so many of them or fewer; null where too few tell."""
    switch_to: MoveId | None
    """The move to turn to then."""
    later: int | None
    """The week after the plan in which the result shows; the check then looks at the step before. Null otherwise."""
    text: str


class MeetingData(TypedDict):
    """A meeting."""

    id: MeetingId
    every: Every
    role: RoleId
    minutes: int
    agenda: list[str]
    sources: SourceIds
