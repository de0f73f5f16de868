"""Intervals: the normal distribution, and how far off a share of few answers may be."""

import math
from statistics import NormalDist
from typing import NamedTuple

from salesmode.economics.figures import Figure, Undefined

_STANDARD = NormalDist()


def quantile(share: float) -> float:
    """Return the point below which `share` of a standard normal lies, 0 < share < 1; raises StatisticsError else."""
    return _STANDARD.inv_cdf(share)


def two_sided(alpha: float) -> float:
    """Return how many standard deviations leave `alpha`, half on each side, outside: 1.96 for 0.05."""
    return -quantile(alpha / 2)


def two_sided_p(z: float) -> float:
    """Return the chance of a standard normal at least as far from zero as `z`, exact in the tail."""
    return math.erfc(abs(z) / math.sqrt(2))


class Share(NamedTuple):
    """A share with its interval."""

    share: Figure
    low: Figure
    high: Figure


def wilson(successes: float, answers: float, alpha: float = 0.05) -> Share:
    """Return a share of answers with Wilson's score interval (1927), which stays inside 0 to 1 and holds for few."""
    if not answers:
        nothing = Undefined("no_answers")
        return Share(nothing, nothing, nothing)
    share, squared = successes / answers, two_sided(alpha) ** 2
    middle = (share + squared / (2 * answers)) / (1 + squared / answers)
    spread = math.sqrt(share * (1 - share) * squared / answers + (squared / (2 * answers)) ** 2)
    reach = spread / (1 + squared / answers)
    return Share(share, min(share, max(0.0, middle - reach)), max(share, min(1.0, middle + reach)))


def student_tail(t: float, freedom: int) -> float:
    """Return the chance of Student's t with `freedom` degrees (1 or more) at or above `t`.

    The finite sums for whole degrees: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.3-4.
    """
    angle = math.atan(abs(t) / math.sqrt(freedom))
    squared, odd = math.cos(angle) ** 2, freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = term if freedom > 1 else 0.0
    for step in range(2 + odd, freedom, 2):
        term *= squared * (step - 1) / step
        total += term
    inside = (angle + math.sin(angle) * total) * 2 / math.pi if odd else math.sin(angle) * total
    tail = max(0.0, (1 - inside) / 2)
    return tail if t >= 0 else 1 - tail
