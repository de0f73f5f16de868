"""The JSON of a plan in use: weeks, load, money, seasons, KPIs, gates and meetings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from salesmode.engine import significance
from salesmode.engine.schedule.tasks import CutWhy
from salesmode.knowledge.terms import Every, SeasonKind
from salesmode.report.formats.json_types.values import (
    ActionId,
    Date,
    GateId,
    KpiId,
    LeverId,
    MeetingId,
    Money,
    PlayId,
    Rate,
    RoleId,
    SeasonId,
    SourceIds,
    Week,
)


class ActionData(TypedDict):
    """A piece of work on the weeks."""

    id: ActionId
    play: PlayId
    title: str
    role: RoleId
    hours: Rate
    cash: Money
    start_week: Week
    end_week: Week
    """Inclusive."""
    after: list[ActionId]
    """What must be done before."""
    first_step: str
    done_when: str
    sources: SourceIds


class CutData(TypedDict):
    """Work that does not fit."""

    id: ActionId
    why: CutWhy
    """In one word."""
    because: str
    """The guard, action, play or role it failed on."""


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

    actions: Annotated[list[ActionData], Field(description="In order of plays.")]
    cut: Annotated[list[CutData], Field(description="With the reason.")]
    load: Annotated[list[LoadData], Field(description="Only weeks with work.")]
    cash: Annotated[list[CashData], Field(description="Months of four, four and five weeks.")]


class SpoiltData(TypedDict):
    """A test, and when it would be clear of seasons."""

    action: ActionId
    move_to_week: Week | None
    """Begun then, no season falls into it; null: no such week."""


class SeasonData(TypedDict):
    """A season of this business inside the plan."""

    id: SeasonId
    title: str
    kind: SeasonKind
    date: Date
    week: Week
    """The week of its day; may lie after the plan."""
    from_week: Week
    """Buying begins; 1 where it has begun before."""
    until_week: Week
    estimated: bool
    """Nobody in charge has announced the date."""
    serves: list[ActionId]
    """Actions that prepare for it and are ready before buying begins."""
    late: list[ActionId]
    """Actions that prepare for it and are not."""
    spoils: list[SpoiltData]
    """Tests it falls into."""


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
    """A figure to watch."""

    id: KpiId
    play: PlayId
    to: Rate | None
    change: Rate | None
    """How far to move, where the start is unknown."""
    unit: Literal["share", "count", "days", "money"]
    week: Week
    direction: Literal["up", "down"]
    leading: bool
    """Whether it moves before the result does."""
    sources: SourceIds


class CountData(TypedDict):
    """What both rates bring in whole numbers by a week, and how far luck reaches."""

    week: int
    of: int
    old: int
    new: int
    luck: int
    """At the old rate, up to so many (for a rate that should fall: down to so many) may be luck."""


class LuckData(TypedDict):
    """How far the rate that the play moves can be told from luck by then."""

    verdict: Annotated[
        significance.Verdict,
        Field(
            description="By the gate: tells, few, none (nothing decided), far (not within a year either), "
            "pace (unknown), rate (today's unknown), same (at its end), close (no count can tell)."
        ),
    ]
    lever: LeverId
    from_week: Week
    """The play is in use from then on."""
    decisions: float | None
    """Begun after that week and decided by the gate: decisions, visits, customers or orders."""
    needed: Annotated[int, Field(ge=0)]
    """So many tell the old rate from the new; 0 where none can."""
    judge_week: int | None
    """From then on there are so many; null where that is not within a year, or not known."""
    old: Rate | None
    new: Rate | None
    count: CountData | None


class GateData(TypedDict):
    """The week in which a play proves itself."""

    id: GateId
    week: Week
    kpi: KpiId
    below: Rate
    then: Literal["stop", "switch"]
    to: PlayId | None
    """The play to switch to."""
    switch_to: PlayId | None
    """The play to turn to when the gate is missed: the one it names, else the next in rank."""
    luck: LuckData | None


class MeetingData(TypedDict):
    """A meeting."""

    id: MeetingId
    every: Every
    role: RoleId
    minutes: int
    agenda: list[str]
    sources: SourceIds


class ReviewData(TypedDict):
    """When the plan is reviewed; the day on which that week begins, with a first day."""

    week: Week
    date: Date | None
