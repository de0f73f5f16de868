"""The whole engine: answers in, a plan out."""

from datetime import date
from typing import NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.profile import Profile
from salesmode.engine.capacity import Team, team_of
from salesmode.engine.diagnosis import Diagnosis, believed
from salesmode.engine.diagnosis.business import Part, read_whole
from salesmode.engine.guardrails import Guarding, guard
from salesmode.engine.industry import Trade, trade_of
from salesmode.engine.robustness import Robustness, robustness
from salesmode.engine.schedule import Schedule, schedule
from salesmode.engine.schedule.seasons import Calendar, Season, calendar_of, every_season
from salesmode.engine.selection import Choice, choose
from salesmode.engine.sizing import Weighing, weigh
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Data, Play


class Plan(NamedTuple):
    """Everything that was worked out for a profile, without a word: renderers fetch the words from the library.

    `given` are the answers as they came; in `profile` no play stands higher than the other answers bear out.
    `calendar` is `None` without a first day; `seasons` are all that the library knows, for any business.
    """

    given: Profile
    profile: Profile
    team: Team
    diagnosis: Diagnosis
    weighing: Weighing
    guarding: Guarding
    choice: Choice
    schedule: Schedule
    robustness: Robustness
    parts: tuple[Part, ...]
    backbone: tuple[Play, ...]
    trade: Trade
    constants: Data
    abilities_shown: int
    start: date | None
    calendar: Calendar | None
    seasons: tuple[Season, ...]

    @property
    def facts(self) -> Facts:
        """The answers and figures that conditions were held against."""
        return self.weighing.facts


def make_plan(given: Profile, library: Library, start: date | None = None, benchmarks: bool = True) -> Plan:
    """Return the plan for the answers `given`, week 1 beginning on `start` if given.

    Any valid profile gets one, if only the questions to answer next. Without `benchmarks` it rests on no figure of
    other businesses.
    """
    team = team_of(given, library.index["roles"])
    diagnosis, parts = read_whole(given, library)
    profile = believed(given, diagnosis, library)
    weighing = weigh(profile, diagnosis, library, benchmarks)
    guarding = guard(weighing, library)
    choice = choose(profile, diagnosis, weighing, guarding, team, library)
    horizon = profile.horizon_weeks or library.index["choice"]["default_horizon"]
    calendar = calendar_of(weighing.facts, library, start, horizon) if start else None
    events = calendar.events if calendar else ()
    weeks = schedule(profile, weighing.facts, choice, guarding, team, library, events)
    doubts = robustness(profile, diagnosis, weighing, guarding, choice, team, library)
    backbone = tuple(play for play in library.plays.values() if play.backbone)
    return Plan(
        given, profile, team, diagnosis, weighing, guarding, choice, weeks, doubts, parts, backbone,
        trade_of(profile, weighing.facts, library), library.index["choice"],
        library.index.get("capabilities", {}).get("unknown", 0), start, calendar, every_season(library),
    )  # fmt: skip
