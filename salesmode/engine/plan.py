"""The whole engine: answers in, a plan out."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.profile import Profile
from salesmode.engine.business import Business, business_of
from salesmode.engine.gates import KpiTarget, PlannedGate, kpi_targets, planned_gate
from salesmode.engine.guardrails import Guarding, guard
from salesmode.engine.industry import Trade, trade_of
from salesmode.engine.meetings import Meeting, meetings
from salesmode.engine.outlook import Outlook, outlook
from salesmode.engine.robustness import Robustness, robustness
from salesmode.engine.schedule import Schedule, schedule
from salesmode.engine.schedule.seasons import Calendar, Season, calendar_of, every_season
from salesmode.engine.selection import Choice, choose
from salesmode.engine.sizing import Weighing, weigh
from salesmode.engine.stamp import Stamp, stamp_of
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Play
from salesmode.knowledge.settings import Settings


class Plan(NamedTuple):
    """Everything that was worked out for a profile: nothing is decided after it.

    `kpis` and `gates` are those of the plays taken now, by play. `calendar` is `None` without a first day; `seasons`
    are all that the library knows, for any business.
    """

    business: Business
    weighing: Weighing
    guarding: Guarding
    choice: Choice
    outlook: Outlook | None
    schedule: Schedule
    kpis: Mapping[str, tuple[KpiTarget, ...]]
    gates: Mapping[str, PlannedGate]
    meetings: tuple[Meeting, ...]
    robustness: Robustness
    backbone: tuple[Play, ...]
    trade: Trade
    settings: Settings
    abilities_shown: int
    start: date | None
    calendar: Calendar | None
    seasons: tuple[Season, ...]
    stamp: Stamp

    @property
    def facts(self) -> Facts:
        """The answers and figures that conditions were held against."""
        return self.weighing.facts


def make_plan(given: Profile, library: Library, start: date | None = None, benchmarks: bool = True) -> Plan:
    """Return the plan for the answers `given`, week 1 beginning on `start` if given.

    Any valid profile gets one, if only the questions to answer next. Without `benchmarks` it rests on no figure of
    other businesses.
    """
    business = business_of(given, library)
    weighing = weigh(business, library, benchmarks)
    facts = weighing.facts
    guarding = guard(weighing, library)
    choice = choose(business, weighing, guarding, library)
    calendar = calendar_of(facts, library, start, business.horizon) if start else None
    events = calendar.events if calendar else ()
    weeks = schedule(business, facts, choice, guarding, library, events)
    backbone = tuple(play for play in library.plays.values() if play.backbone)
    return Plan(
        business=business,
        weighing=weighing,
        guarding=guarding,
        choice=choice,
        outlook=outlook(weighing.coverage, choice.adds_sales),
        schedule=weeks,
        kpis={one.play.id: kpi_targets(one, facts) for one in choice.now},
        gates={
            one.play.id: planned_gate(one, business.profile, facts, choice, weeks, library.settings.gates)
            for one in choice.now
        },
        meetings=meetings(backbone, facts, business.team, library.settings.meetings),
        robustness=robustness(business, weighing, guarding, choice, library),
        backbone=backbone,
        trade=trade_of(business.profile, facts, library),
        settings=library.settings,
        abilities_shown=library.capabilities.unknown if library.capabilities else 0,
        start=start,
        calendar=calendar,
        seasons=every_season(library),
        stamp=stamp_of(given, library),
    )
