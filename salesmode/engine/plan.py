"""The whole engine: answers in, a plan out."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.facts import derive
from salesmode.business.profile import Profile
from salesmode.engine.capacity import Team, team_of
from salesmode.engine.diagnosis import Diagnosis, cap_claimed_levels, diagnose, with_segments
from salesmode.engine.gates import KpiTarget, PlannedGate, kpi_targets, planned_gate
from salesmode.engine.guardrails import Guarding, guard
from salesmode.engine.industry import Trade, trade_of
from salesmode.engine.meetings import Meeting, meetings
from salesmode.engine.outlook import Outlook, outlook
from salesmode.engine.robustness import Challenge, challenge
from salesmode.engine.schedule import Schedule, schedule
from salesmode.engine.schedule.seasons import Calendar, Season, calendar_of, every_season
from salesmode.engine.selection import Choice, choose
from salesmode.engine.sizing import Weighing, weigh
from salesmode.engine.stamp import Stamp, stamp_of
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Play
from salesmode.knowledge.settings import Settings


class Part(NamedTuple):
    """A segment of the business and how its customers buy."""

    name: str
    revenue_share: float | None
    diagnosis: Diagnosis


class Plan(NamedTuple):
    """Everything that was worked out for a profile: nothing is decided after it.

    `given` are the answers as they came; in `profile` no play stands higher than the other answers bear out.
    `kpis` and `gates` are those of the plays taken now, by play. `calendar` is `None` without a first day; `seasons`
    are all that the library knows, for any business.
    """

    given: Profile
    profile: Profile
    team: Team
    diagnosis: Diagnosis
    parts: tuple[Part, ...]
    weighing: Weighing
    guarding: Guarding
    choice: Choice
    outlook: Outlook | None
    schedule: Schedule
    kpis: Mapping[str, tuple[KpiTarget, ...]]
    gates: Mapping[str, PlannedGate]
    meetings: tuple[Meeting, ...]
    challenge: Challenge
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
    team = team_of(given, library.settings.capacity)
    parts = tuple(
        Part(segment.name, segment.revenue_share, read_business(part, library)) for segment, part in given.parts()
    )
    diagnosis = with_segments(read_business(given, library), [part.diagnosis for part in parts], library)
    profile = cap_claimed_levels(given, diagnosis)
    weighing = weigh(profile, diagnosis, library, benchmarks)
    facts = weighing.facts
    guarding = guard(weighing, library)
    choice = choose(profile, diagnosis, weighing, guarding, team, library)
    horizon = profile.horizon_weeks or library.settings.schedule.default_horizon
    calendar = calendar_of(facts, library, start, horizon) if start else None
    events = calendar.events if calendar else ()
    weeks = schedule(profile, facts, choice, guarding, team, library, events)
    doubts = challenge(profile, diagnosis, weighing, choice, team, library)
    backbone = tuple(play for play in library.plays.values() if play.backbone)
    return Plan(
        given=given,
        profile=profile,
        team=team,
        diagnosis=diagnosis,
        parts=parts,
        weighing=weighing,
        guarding=guarding,
        choice=choice,
        outlook=outlook(weighing.coverage, choice.adds_sales),
        schedule=weeks,
        kpis={one.play.id: kpi_targets(one, facts) for one in choice.now},
        gates={
            one.play.id: planned_gate(one, profile, facts, choice, weeks, library.settings.gates) for one in choice.now
        },
        meetings=meetings(backbone, facts, team, library.settings.meetings),
        challenge=doubts,
        backbone=backbone,
        trade=trade_of(profile, facts, library),
        settings=library.settings,
        abilities_shown=library.capabilities.unknown if library.capabilities else 0,
        start=start,
        calendar=calendar,
        seasons=every_season(library),
        stamp=stamp_of(given, library),
    )


def read_business(profile: Profile, library: Library) -> Diagnosis:
    """Return how the customers of `profile` buy."""
    bands = library.currencies.bands.get(profile.currency or "", {})
    hours = team_of(profile, library.settings.capacity).week
    facts = derive(profile, bands, hours)
    facts.setdefault("horizon_weeks", library.settings.schedule.default_horizon)
    return diagnose(facts, library)
