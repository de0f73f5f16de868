"""How much pipeline a target needs, and what an open pipeline is worth."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from salesmode.economics.figures import Figure, ratio
from salesmode.economics.normal import two_sided


class Weighted(NamedTuple):
    """What a pipeline is worth in money: expected, its standard deviation, and the range it ends in."""

    expected: float
    deviation: float
    low: float
    high: float


def required_coverage(win_rate: float) -> Figure:
    """Return how many times the target the pipeline must be: 1 / win rate, the win rate measured by value."""
    return ratio(1.0, win_rate, "win_rate_zero")


def actual_coverage(open_pipeline: float, target: float) -> Figure:
    """Return how many times the target the open pipeline is."""
    return ratio(open_pipeline, target, "no_target")


def weighted_pipeline(deals: Sequence[tuple[float, float]], confidence: float = 0.8) -> Weighted:
    """Return what deals of (amount, chance) are worth: the sum of a x p, with variance the sum of a^2 x p x (1 - p).

    Deals are taken to fall independently; the range is normal, and never outside nothing won and everything won.
    """
    expected = math.fsum(amount * chance for amount, chance in deals)
    deviation = math.sqrt(math.fsum(amount**2 * chance * (1 - chance) for amount, chance in deals))
    reach = two_sided(1 - confidence) * deviation
    everything = math.fsum(amount for amount, _ in deals)
    return Weighted(expected, deviation, max(0.0, expected - reach), min(everything, expected + reach))
