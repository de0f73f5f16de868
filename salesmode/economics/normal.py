"""The normal distribution, as intervals and tests use it."""

import math
from statistics import NormalDist

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
