"""The whole engine: answers in, a plan out."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from salesmode.business.conditions import Facts
from salesmode.business.profile import Profile
from salesmode.engine.business import Business, business_of
from salesmode.engine.checks import (
    OrdersLuck,
    PlannedCheck,
    Watched,
    YearLuck,
    orders_luck,
    planned_check,
    watched,
    year_luck,
)
from salesmode.engine.findings import FoundFinding, FoundSorter, findings_of, sorter_of
from salesmode.engine.goal import GoalAnswer, goal_answer
from salesmode.engine.ground import Ground, grounds_of
from salesmode.engine.guardrails import Guardrails, guardrails_of
from salesmode.engine.industry import IndustryContext, industry_of
from salesmode.engine.meetings import Meeting, backbone, meetings
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.outlook import Outlook, outlook
from salesmode.engine.replies import Replied, replies
from salesmode.engine.robustness import Robustness, robustness
from salesmode.engine.schedule import Schedule, schedule
from salesmode.engine.seasons import Calendar, Season, calendar_of, every_season
from salesmode.engine.selection import Selection, select
from salesmode.engine.sizing import Sizing, size
from salesmode.engine.stamp import Stamp, stamp_of
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Play
from salesmode.knowledge.settings import Settings


class Plan(Struct, frozen=True):
    """Everything that was worked out for a profile: nothing is decided after it.

    `grounds` are the whole business and its segments, as findings and moves were held against them; `checks` and
    `watch` are those of the moves made, by move. `calendar` is `None` without a first day; `seasons` are all that the
    library knows, for any business.
    """

    business: Business
    sizing: Sizing
    grounds: tuple[Ground, ...]
    findings: tuple[FoundFinding, ...]
    replies: tuple[Replied, ...]
    sorter: FoundSorter | None
    guardrails: Guardrails
    selection: Selection
    outlook: Outlook | None
    goal: GoalAnswer | None
    schedule: Schedule
    checks: Mapping[str, PlannedCheck]
    watch: Mapping[str, Watched]
    luck: tuple[YearLuck, ...]
    orders_luck: OrdersLuck | None
    meetings: tuple[Meeting, ...]
    robustness: Robustness
    backbone: tuple[Play, ...]
    industry: IndustryContext
    settings: Settings
    abilities_shown: int
    start: date | None
    calendar: Calendar | None
    seasons: tuple[Season, ...]
    stamp: Stamp

    @property
    def facts(self) -> Facts:
        """The answers and figures that conditions were held against."""
        return self.sizing.facts


def make_plan(given: Profile, library: Library, start: date | None = None, benchmarks: bool = True) -> Plan:
    """Return the plan for the answers `given`, week 1 beginning on `start` if given.

    Any valid profile gets one, if only the questions to answer next. Without `benchmarks` it rests on no figure of
    other businesses.
    """
    business = business_of(given, library)
    sizing = size(business, library, benchmarks)
    grounds = grounds_of(business, sizing, library.currencies.workday.get(business.profile.currency or ""))
    findings = findings_of(grounds, library)
    guardrails = guardrails_of(sizing, library)
    calendar = calendar_of(sizing.facts, library, start, business.horizon) if start else None
    choosing = Choosing(business, grounds, findings, guardrails, library)
    selection = select(choosing, calendar.events if calendar else ())
    watch = {one.id: found for one in selection.moves if (found := watched(one, business.horizon)) is not None}
    gates = library.settings.gates
    goal = goal_answer(choosing, selection)
    return Plan(
        business=business,
        sizing=sizing,
        grounds=grounds,
        findings=findings.found,
        replies=replies(business.noted, grounds, frozenset(one.id for one in selection.moves)),
        sorter=sorter_of(grounds[0], library),
        guardrails=guardrails,
        selection=selection,
        outlook=outlook(sizing.gap_analysis, selection.worth, business.economy.whole, start),
        goal=goal,
        schedule=schedule(selection, calendar.events if calendar else ()),
        checks={
            one.id: planned_check(one, selection, business.horizon, gates, watch.get(one.id)) for one in selection.moves
        },
        watch=watch,
        luck=year_luck(grounds[0], goal.moved if goal else {}, gates),
        orders_luck=orders_luck(grounds[0], business.horizon),
        meetings=meetings(sizing.facts, business.capacity, library),
        robustness=robustness(choosing, sizing, selection),
        backbone=backbone(library),
        industry=industry_of(business, sizing.facts, library),
        settings=library.settings,
        abilities_shown=library.capabilities.unknown if library.capabilities else 0,
        start=start,
        calendar=calendar,
        seasons=every_season(library),
        stamp=stamp_of(given, library),
    )
