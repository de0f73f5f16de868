"""Whether the check of an earlier plan is reached, by counts, held against what luck alone brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from salesmode.economics.rates import at_most
from salesmode.knowledge.settings import GateSettings

Verdict = Literal["reached", "short", "luck", "worse", "too_early"]


class Counts(NamedTuple):
    """Of so many cases so many ended well: since the plan began, or in one earlier window of the same length."""

    cases: int
    well: int


class Promise(NamedTuple):
    """What a plan promised of a share: the week that judges, where it goes, from where; its cases and count to stop."""

    week: int
    to: float
    rising: bool = True
    cases: int | None = None
    stop: int | None = None
    start: float | None = None


class Judgement(NamedTuple):
    """The verdict, the rate counted, and the chance that luck alone brings it; `week` is when to judge instead."""

    verdict: Verdict
    rate: float | None
    chance: float | None = None
    usual: float | None = None
    windows: int = 0
    week: int | None = None
    stops: bool = False


def judge(promise: Promise, now: Counts, weeks: int, before: Sequence[Counts], settings: GateSettings) -> Judgement:
    """Return what the counts `now`, `weeks` after the plan began, say of a promise, by the binomial alone."""
    rate = now.well / now.cases if now.cases else None
    counted = promise.cases is not None and now.cases >= promise.cases
    if rate is None or (weeks < promise.week and not counted):
        return Judgement("too_early", rate, week=promise.week if weeks < promise.week else None)
    stops = counted and promise.stop is not None and now.well <= promise.stop
    kept = rate >= promise.to if promise.rising else rate <= promise.to
    usual = _usual(promise, before)
    if usual is None:
        chance = _tail(now, promise.to, above=not promise.rising)
        return Judgement("reached" if kept else "short" if stops else "luck", rate, chance, stops=stops)
    above = rate >= usual
    chance = _tail(now, usual, above=above)
    told = Judgement("luck", rate, chance, usual, 0, None, stops)
    if chance > settings.chance / 2:
        return told
    return told._replace(verdict="worse" if above != promise.rising else "reached" if kept else "short")


def _usual(promise: Promise, before: Sequence[Counts]) -> float | None:
    cases = sum(window.cases for window in before)
    return sum(window.well for window in before) / cases if cases else promise.start


def _tail(now: Counts, rate: float, *, above: bool) -> float:
    return 1 - at_most(now.well - 1, now.cases, rate) if above else at_most(now.well, now.cases, rate)
