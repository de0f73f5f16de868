"""The statistics of measures, in plain Python over counted cells: survival, competing ends, medians, intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from salesmode.economics.intervals import two_sided

ALPHA = 0.05
HALF = 0.5
HALVINGS = 60


class Estimate(NamedTuple):
    """A figure with its interval, and of how many it is."""

    value: float
    low: float
    high: float
    of: int


class Cell(NamedTuple):
    """How many were seen so many days, and how it ended: `None` where nothing had happened yet."""

    days: int
    end: str | None
    n: int


def happened_by(cells: Iterable[Cell], days: int) -> Estimate:
    """Return the share to whom it has happened within so many days (Kaplan-Meier 1958, log-log interval).

    Those seen for less count as long as they were seen; on one day what happens comes before what is no longer seen.
    """
    ends, seen = _by_day(cells)
    at_risk = of = sum(seen.values())
    left, spread = 1.0, 0.0
    for day in sorted(seen):
        if day > days:
            break
        happened = sum(ends.get(day, {}).values())
        if happened:
            left *= 1 - happened / at_risk
            spread += happened / (at_risk * (at_risk - happened)) if at_risk > happened else math.inf
        at_risk -= seen[day]
    low, high = _log_log(left, spread)
    return Estimate(1 - left, 1 - high, 1 - low, of)


def _log_log(left: float, spread: float) -> tuple[float, float]:
    """Return the interval of what is left, made where it cannot leave 0 to 1."""
    if not 0 < left < 1 or math.isinf(spread):
        return left, left
    reach = two_sided(ALPHA) * math.sqrt(spread) / abs(math.log(left))
    return left ** math.exp(reach), left ** math.exp(-reach)


def _by_day(cells: Iterable[Cell]) -> tuple[Mapping[int, dict[str, int]], Mapping[int, int]]:
    """Return by day how many ended how, and how many were last seen or ended."""
    ends: dict[int, dict[str, int]] = {}
    seen: dict[int, int] = {}
    for day, end, n in cells:
        seen[day] = seen.get(day, 0) + n
        if end is not None:
            of_day = ends.setdefault(day, {})
            of_day[end] = of_day.get(end, 0) + n
    return ends, seen


def ended_so_by(cells: Iterable[Cell], end: str, days: int) -> float:
    """Return the share that has ended in one way within so many days, where other ends compete (Aalen-Johansen)."""
    ends, seen = _by_day(cells)
    at_risk, left, share = sum(seen.values()), 1.0, 0.0
    for day in sorted(seen):
        if day > days:
            break
        of_day = ends.get(day, {})
        if of_day:
            share += left * of_day.get(end, 0) / at_risk
            left *= 1 - sum(of_day.values()) / at_risk
        at_risk -= seen[day]
    return share


def median(counts: Mapping[float, int]) -> Estimate:
    """Return the middle value of counted values, with the order statistics that hold it in 95 of 100 samples."""
    of = sum(counts.values())
    reach = two_sided(ALPHA) * math.sqrt(of) / 2
    low, high = max(0, math.floor(of / 2 - reach)), min(of - 1, math.ceil(of / 2 + reach) - 1)
    middle = (_ranked(counts, (of - 1) // 2) + _ranked(counts, of // 2)) / 2
    return Estimate(middle, min(middle, _ranked(counts, low)), max(middle, _ranked(counts, high)), of)


def _ranked(counts: Mapping[float, int], rank: int) -> float:
    below = 0
    for value in sorted(counts):
        below += counts[value]
        if rank < below:
            return value
    raise ValueError("no such rank")


def mean(total: float, squares: float, of: int) -> Estimate:
    """Return the mean of `of` values by their sum and the sum of their squares, with its normal interval."""
    value = total / of
    variance = max(0.0, squares / of - value * value) * of / (of - 1) if of > 1 else 0.0
    reach = two_sided(ALPHA) * math.sqrt(variance / of)
    return Estimate(value, value - reach, value + reach, of)


def ratio(parts: tuple[float, float], squares: tuple[float, float, float], of: int) -> Estimate:
    """Return a sum over a sum with its interval (delta method), by the sums and those of x², xy and y²."""
    over, under = parts
    value = over / under
    xx, xy, yy = squares
    spread = max(0.0, xx - 2 * value * xy + value * value * yy)
    reach = two_sided(ALPHA) * math.sqrt(spread * of / max(1, of - 1)) / under
    return Estimate(value, max(0.0, value - reach), value + reach, of)


def middle_time(cells: Iterable[Cell]) -> Estimate | None:
    """Return the days within which it has happened to half (Kaplan-Meier); `None` where it has not to half of them.

    The interval is that of the days whose own interval holds one half (Brookmeyer and Crowley 1982).
    """
    held = list(cells)
    found: dict[str, float] = {}
    for day in sorted({cell.days for cell in held if cell.end is not None}):
        share = happened_by(held, day)
        for name, value in (("low", share.high), ("value", share.value), ("high", share.low)):
            if value >= HALF:
                found.setdefault(name, day)
    if "value" not in found:
        return None
    last = max(cell.days for cell in held)
    return Estimate(found["value"], found["low"], found.get("high", last), sum(cell.n for cell in held))


def yearly(ends: int, years: float, of: int) -> Estimate:
    """Return which share ends in a year, 1 - exp(-ends / years), by the ends and the years that all were there.

    The interval is the exact one of a Poisson count (Garwood 1936).
    """
    low, high = (0.0 if not ends else _poisson(ends, upper=False)), _poisson(ends, upper=True)
    value, least, most = (-math.expm1(-count / years) for count in (ends, low, high))
    return Estimate(value, least, most, of)


def _poisson(count: int, *, upper: bool) -> float:
    """Return the mean at which a count so high, or so low, is one in forty; found by halving."""
    below, above = 0.0, count + 10 * math.sqrt(count + 1) + 10
    for _ in range(HALVINGS):
        mean_ = (below + above) / 2
        tail = _at_most(count, mean_) if upper else 1 - _at_most(count - 1, mean_)
        if (tail > ALPHA / 2) is upper:
            below = mean_
        else:
            above = mean_
    return (below + above) / 2


def _at_most(count: int, mean_: float) -> float:
    """Return the chance of so many or fewer where the mean is known."""
    if mean_ <= 0:
        return 1.0
    logs = (k * math.log(mean_) - mean_ - math.lgamma(k + 1) for k in range(count + 1))
    return min(1.0, math.fsum(map(math.exp, logs)))
