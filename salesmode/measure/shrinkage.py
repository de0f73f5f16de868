"""Shares of parts drawn towards the whole, as far as the parts do not differ by more than luck."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from salesmode.economics.intervals import two_sided
from salesmode.measure.statistics import ALPHA, Estimate

WEAKEST, STRONGEST = math.log(0.5), math.log(1e6)
GOLDEN = (math.sqrt(5) - 1) / 2
STEPS = 40


class Counted(NamedTuple):
    """Of so many cases of a part so many ended well."""

    cases: int
    well: int


class Shrunk(NamedTuple):
    """The parts' shares drawn to the whole as if each had `strength` more cases of it, and whether they differ.

    `ratio` is twice the gain in log-likelihood over one share for all parts: luck alone exceeds 2.71 in one of twenty.
    """

    strength: float
    ratio: float
    parts: Mapping[str, Estimate]


def shrunk(parts: Mapping[str, Counted]) -> Shrunk:
    """Return each part's share as the mean of its posterior, the prior's strength fitted to all parts.

    Beta-binomial with the whole's share as the prior's mean: a part's share is (well + strength * whole) / (cases +
    strength); see Robinson (2015), Understanding empirical Bayes estimation, varianceexplained.org. The interval is the
    normal one of the posterior's variance.
    """
    held = list(parts.values())
    whole = sum(part.well for part in held) / sum(part.cases for part in held)
    if not 0 < whole < 1:
        return Shrunk(math.inf, 0.0, {id: Estimate(whole, whole, whole, part.cases) for id, part in parts.items()})
    strength = math.exp(_best(held, whole))
    alike = sum(part.well * math.log(whole) + (part.cases - part.well) * math.log1p(-whole) for part in held)
    ratio = max(0.0, 2 * (_likelihood(held, whole, strength) - alike))
    return Shrunk(strength, ratio, {id: _drawn(part, whole, strength) for id, part in parts.items()})


def _drawn(part: Counted, whole: float, strength: float) -> Estimate:
    value = (part.well + strength * whole) / (part.cases + strength)
    reach = two_sided(ALPHA) * math.sqrt(value * (1 - value) / (part.cases + strength + 1))
    return Estimate(value, max(0.0, value - reach), min(1.0, value + reach), part.cases)


def _best(parts: list[Counted], whole: float) -> float:
    """Return the logarithm of the likeliest strength (golden section)."""
    low, high = WEAKEST, STRONGEST
    for _ in range(STEPS):
        first, second = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        if _likelihood(parts, whole, math.exp(first)) < _likelihood(parts, whole, math.exp(second)):
            low = first
        else:
            high = second
    return (low + high) / 2


def _likelihood(parts: list[Counted], whole: float, strength: float) -> float:
    """Return the beta-binomial log-likelihood, without the ways to choose, which are the same for every strength.

    As products of single cases: differences of `lgamma` lose all digits where the strength is large.
    """
    return math.fsum(
        _rising(part.well, whole * strength) + _rising(part.cases - part.well, (1 - whole) * strength)
        - _rising(part.cases, strength)
        for part in parts
    )  # fmt: skip


def _rising(count: int, start: float) -> float:
    """Return the logarithm of start * (start + 1) * ... with so many factors."""
    return math.fsum(math.log(start + step) for step in range(count))
