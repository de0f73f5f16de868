"""The whole engine: answers in, a plan out."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.profile import Profile
from salesmode.engine.business import Business, business_of
from salesmode.engine.gates import KpiTarget, PlannedGate, kpi_targets, planned_gate
from salesmode.engine.guardrails import Guardrails, guardrails_of
from salesmode.engine.industry import IndustryContext, industry_of
from salesmode.engine.meetings import Meeting, backbone, meetings
from salesmode.engine.outlook import Outlook, outlook
from salesmode.engine.robustness import Robustness, robustness
from salesmode.engine.schedule import Schedule, schedule
from salesmode.engine.schedule.seasons import Calendar, Season, calendar_of, every_season
from salesmode.engine.selection import Selection, select
from salesmode.engine.sizing import Sizing, size
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
    sizing: Sizing
    guardrails: Guardrails
    selection: Selection
    outlook: Outlook | None
    schedule: Schedule
    kpis: Mapping[str, tuple[KpiTarget, ...]]
    gates: Mapping[str, PlannedGate]
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
    facts = sizing.facts
    guardrails = guardrails_of(sizing, library)
    selection = select(business, sizing, guardrails, library)
    calendar = calendar_of(facts, library, start, business.horizon) if start else None
    events = calendar.events if calendar else ()
    weeks = schedule(business, facts, selection, guardrails, library, events)
    return Plan(
        business=business,
        sizing=sizing,
        guardrails=guardrails,
        selection=selection,
        outlook=outlook(sizing.gap_analysis, selection.sales_uplift, business.economy.whole, start),
        schedule=weeks,
        kpis={candidate.play.id: kpi_targets(candidate, facts) for candidate in selection.now},
        gates={
            candidate.play.id: planned_gate(
                candidate, business.profile, facts, selection, weeks, library.settings.gates
            )
            for candidate in selection.now
        },
        meetings=meetings(facts, business.capacity, library),
        robustness=robustness(business, sizing, guardrails, selection, library),
        backbone=backbone(library),
        industry=industry_of(business.profile, facts, library),
        settings=library.settings,
        abilities_shown=library.capabilities.unknown if library.capabilities else 0,
        start=start,
        calendar=calendar,
        seasons=every_season(library),
        stamp=stamp_of(given, library),
    )
