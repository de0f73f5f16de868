"""How far the figure that a play is to move can be told from luck by the week of its gate, and from when on it can."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.facts import (
    MONTHS,
    decision_days,
    opportunities_a_year,
    orders_a_month,
    orders_a_year,
    ratio,
    won_share,
)
from salesmode.business.profile import Profile
from salesmode.economics.figures import MOST, Undefined, rounded_up
from salesmode.economics.rates import fewest_by_luck, most_by_luck, trials_needed
from salesmode.engine.scoring import Candidate
from salesmode.engine.sizing.steps import FALLING
from salesmode.knowledge.plays import Lever
from salesmode.knowledge.settings import GateSettings

Verdict = Literal["tells", "few", "none", "far", "pace", "rate", "same", "close"]
YEAR = 365.0
WEEKS, DAYS = 52, 7


class Counted(NamedTuple):
    """What a rate is a rate of: how many a year, and how many days after it begins each one is decided."""

    a_year: float | None
    days: float | None


class Count(NamedTuple):
    """So many trials by a week: what the old and the new rate bring of them, and how far luck alone reaches."""

    week: int
    trials: int
    old: int
    new: int
    luck: int


class Significance(NamedTuple):
    """What can be said by the gate's `week` of the rate `lever`, which should move from `old` to `new`.

    `events` of those begun after week `start` can have been decided by then; `needed` tell the rates apart, which is
    in `judge_week` (`None`: not within the longest wait, or not known). `shown` is the difference in whole numbers.
    """

    verdict: Verdict
    lever: str
    start: int
    week: int
    days: float | None
    events: float | None
    needed: int
    judge_week: int | None
    old: float | None = None
    new: float | None = None
    shown: Count | None = None


def _through(profile: Profile, *stages: str) -> float | None:
    shares = [profile.leads_per_month, *(getattr(profile, stage) for stage in stages)]
    return MONTHS * math.prod(shares) if all(share is not None for share in shares) else None


def _part_of_cycle(profile: Profile, part: float) -> float | None:
    days = decision_days(profile)
    return None if days is None else part * days


def _shop(visits: float | None) -> float | None:
    return None if visits is None else MONTHS * visits


# The rates that counts can show, and what each is a rate of.
COUNTED: Final[Mapping[str, Callable[[Profile], Counted]]] = {
    "win_rate": lambda p: Counted(opportunities_a_year(p), decision_days(p)),
    "opportunity_rate": lambda p: Counted(_through(p, "mql_rate", "sql_rate"), _part_of_cycle(p, 0.25)),
    "sql_rate": lambda p: Counted(_through(p, "mql_rate"), _part_of_cycle(p, 0.25)),
    "mql_rate": lambda p: Counted(_through(p), 0.0),
    "conversion_rate": lambda p: Counted(_shop(p.visits_per_month), decision_days(p) or 0.0),
    "repeat_rate": lambda p: Counted(p.customer_count, ratio(YEAR, orders_a_year(p)) or YEAR),
    "annual_churn": lambda p: Counted(p.customer_count, 0.0),
    "return_rate": lambda p: Counted(_shop(orders_a_month(p)), 0.0),
}


def significance_of(
    candidate: Candidate, profile: Profile, facts: Facts, start: int, week: int, settings: GateSettings
) -> Significance | None:
    """Return what can be told by `week` of a play under way since `start`, `None` where it moves no rate.

    An event is decided so many days after it begins; those begun before the play is in use say nothing about it.
    """
    step = next((step for step in (*candidate.steps, *_stated(candidate, facts)) if step.id in COUNTED), None)
    if step is None:
        return None
    counted = COUNTED[step.id](profile)
    old = won_share(profile) if step.id == "win_rate" else getattr(profile, step.id)
    events = _by(week, start, counted)
    if step not in candidate.steps:  # it moves no further: the step was left out
        return Significance("same", step.id, start, week, counted.days, events, 0, None, old, old)
    if old is None:
        needed = settings.enough_decisions
        judge = _judged(start, counted, needed)
        return Significance("rate", step.id, start, week, counted.days, events, needed, judge)
    luck = Significance("pace", step.id, start, week, counted.days, events, 0, None)
    return _told(luck, step, old, counted, settings)


def _stated(candidate: Candidate, facts: Facts) -> Iterator[Lever]:
    return (lever for lever in candidate.level.levers if lever.test(facts) is not False)


def _told(luck: Significance, step: Lever, old: float, counted: Counted, limits: GateSettings) -> Significance:
    new = max(0.0, old - step.high) if step.id in FALLING else min(1.0, old + step.high)
    needed = trials_needed(round(old, 9), round(new, 9), limits.chance, limits.power)
    if isinstance(needed, Undefined):
        return luck._replace(verdict="close", old=old, new=new)
    luck = luck._replace(old=old, new=new, needed=needed)
    judge = _judged(luck.start, counted, needed)
    if judge is None or luck.events is None:
        return luck
    by = min(judge, max(limits.longest, luck.week))
    trials = needed if by == judge else int(_by(by, luck.start, counted) or 0)
    shown = _count(by, trials, old, new, limits.chance) if trials else None
    judge_week = judge if judge == by else None
    return luck._replace(verdict=_verdict(luck.events, needed, judge_week), judge_week=judge_week, shown=shown)


def _verdict(events: float, needed: int, judge: int | None) -> Verdict:
    if events >= needed:
        return "tells"
    if judge is None:
        return "far"
    return "few" if events >= 1 else "none"


def _count(week: int, trials: int, old: float, new: float, chance: float) -> Count:
    luck = most_by_luck(trials, old, chance) if new > old else fewest_by_luck(trials, old, chance)
    return Count(week, trials, round(trials * old), round(trials * new), luck)


def _by(week: int, start: int, counted: Counted) -> float | None:
    """How many of those begun after `start` are decided by `week`."""
    if counted.a_year is None or counted.days is None:
        return None
    return min(MOST, max(0.0, week - start - counted.days / DAYS) * counted.a_year / WEEKS)


def _judged(start: int, counted: Counted, needed: int) -> int | None:
    """The week by which so many are decided; `None` where pace or days are unknown, or it is beyond all numbers."""
    if not counted.a_year or counted.days is None:
        return None
    weeks = ratio(needed, counted.a_year / WEEKS)
    return None if weeks is None else rounded_up(start + counted.days / DAYS + weeks)
