"""Whether the check of an earlier plan is reached, by counts, held against the business's own spread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, variance
from typing import Literal, NamedTuple

from salesmode.economics.intervals import student_tail, two_sided_p
from salesmode.economics.rates import at_most
from salesmode.knowledge.settings import GateSettings

Verdict = Literal["reached", "short", "luck", "worse", "too_early"]


class Counts(NamedTuple):
    """Of so many cases so many ended well: since the plan began, or in one earlier window of the same length.

    Both are counted by one definition and at the same age of the cases, and lie at the same phase of quarter or year
    where the business has a season.
    """

    cases: int
    well: int


class Promise(NamedTuple):
    """What an earlier plan promised of a share: the `week` that judges, the share at its end, and its count to stop at.

    `week`, `cases` and `stop` stand in the plan's `gates`, `to`, `rising` and `start` (from) in its `kpis`. With `stop`
    the check waits for `cases`; `start` is what was answered then, and serves where no window was counted.
    """

    week: int
    to: float
    rising: bool = True
    cases: int | None = None
    stop: int | None = None
    start: float | None = None


class Judgement(NamedTuple):
    """The verdict and what it rests on.

    `chance`: that a window comes out at least so far on its side though nothing changed; without anything from before,
    that it comes so low though the promise is kept. `usual` is the rate before, `windows` how many tell its spread (0:
    the binomial alone), `week` when to judge where it is too early, `stops` whether the check's own rule says to stop.
    """

    verdict: Verdict
    rate: float | None
    chance: float | None = None
    usual: float | None = None
    windows: int = 0
    week: int | None = None
    stops: bool = False


class _Usual(NamedTuple):
    """The rate of before; how many cases tell it (`None`: stated), the variance between windows, how many there are."""

    rate: float
    cases: int | None
    between: float
    windows: int


def judge(promise: Promise, now: Counts, weeks: int, before: Sequence[Counts], settings: GateSettings) -> Judgement:
    """Return what the counts `now`, `weeks` after the plan began, say of a promise; `before` is oldest first.

    Called a change, for better (reached, short) or worse, where its chance is at most half of `settings.chance`: each
    side has one half. Nothing is judged before its week, since who looks often finds luck often.
    """
    rate = now.well / now.cases if now.cases else None
    counted = promise.cases is not None and now.cases >= promise.cases
    if rate is None or (weeks < promise.week and not counted):
        return Judgement("too_early", rate, week=promise.week if weeks < promise.week else None)
    stops = counted and promise.stop is not None and now.well <= promise.stop
    usual = _usual(promise, before, settings)
    if usual is None:
        return _alone(promise, now, weeks, stops)
    return _against(promise, now, weeks, usual, settings.chance / 2)._replace(stops=stops)


def _alone(promise: Promise, now: Counts, weeks: int, stops: bool) -> Judgement:
    """Judge what is new, by its promise alone."""
    rate = now.well / now.cases
    kept = rate >= promise.to if promise.rising else rate <= promise.to
    if not kept and promise.cases is not None and now.cases < promise.cases:
        return Judgement("too_early", rate, week=math.ceil(weeks * promise.cases / now.cases))
    chance = _exactly(now, promise.to, above=not promise.rising)
    return Judgement("reached" if kept else "short" if stops else "luck", rate, chance, stops=stops)


def _against(promise: Promise, now: Counts, weeks: int, usual: _Usual, level: float) -> Judgement:
    """Judge by what was usual before."""
    rate = now.well / now.cases
    above = rate >= usual.rate
    chance = _chance(now, usual, above=above)
    told = Judgement("luck", rate, chance, usual.rate, usual.windows)
    if chance > level:
        week = _later(promise, now, weeks, usual, level)
        return told if week is None else told._replace(verdict="too_early", week=week)
    if above != promise.rising:
        return told._replace(verdict="worse")
    kept = rate >= promise.to if promise.rising else rate <= promise.to
    return told._replace(verdict="reached" if kept else "short")


def _later(promise: Promise, now: Counts, weeks: int, usual: _Usual, level: float) -> int | None:
    """The week by which, at this pace, a promise kept would show; `None` where it would now, or not in twice the time.

    A promise no better than what was usual never shows.
    """
    better = promise.to > usual.rate if promise.rising else promise.to < usual.rate
    if not better or not weeks:
        return None
    for week in range(weeks, 2 * weeks + 1):
        cases = now.cases * week // weeks
        well = math.ceil(cases * promise.to) if promise.rising else math.floor(cases * promise.to)
        if _chance(Counts(cases, well), usual, above=promise.rising) <= level:
            return week if week > weeks else None
    return None


def _usual(promise: Promise, before: Sequence[Counts], settings: GateSettings) -> _Usual | None:
    """What was usual, and by how much windows differ beyond the binomial.

    The variance between is the moment estimate, s^2 of the rates less the mean of p (1 - p) / n, and never below zero:
    Hedges (1983), A random effects model for effect sizes, Psychological Bulletin 93, 388-395.
    """
    filled = [window for window in before if window.cases > 0][-settings.windows.most :]
    if not filled:
        return None if promise.start is None else _Usual(promise.start, None, 0.0, 0)
    cases = sum(window.cases for window in filled)
    rate = sum(window.well for window in filled) / cases
    if len(filled) < settings.windows.least:
        return _Usual(rate, cases, 0.0, 0)
    chance = rate * (1 - rate) * fmean(1 / window.cases for window in filled)
    spread = variance([window.well / window.cases for window in filled])
    return _Usual(rate, cases, max(0.0, spread - chance), len(filled))


def _chance(now: Counts, usual: _Usual, *, above: bool) -> float:
    """The chance of so far a window on this side: by the own spread, and never under the binomial's."""
    exact = _exactly(now, usual.rate, above=above)
    known = 0.0 if usual.cases is None else 1 / usual.cases
    each = usual.rate * (1 - usual.rate)
    between = usual.between * (1 + 1 / usual.windows) if usual.windows else 0.0
    spread = math.sqrt(each * (1 / now.cases + known) + between)
    if not spread:
        return exact
    away = abs(now.well / now.cases - usual.rate) / spread
    tail = student_tail(away, usual.windows - 1) if usual.windows else two_sided_p(away) / 2
    return max(exact, tail)


def _exactly(now: Counts, rate: float, *, above: bool) -> float:
    return 1 - at_most(now.well - 1, now.cases, rate) if above else at_most(now.well, now.cases, rate)
