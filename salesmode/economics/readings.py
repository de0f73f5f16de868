"""Reading an A/B test: is the difference more than luck, was the split sound, and what looking early costs."""

import math
from types import MappingProxyType
from typing import NamedTuple

from salesmode.economics.figures import Figure, Undefined, ratio
from salesmode.economics.normal import two_sided, two_sided_p

# False alarms at 5 % when the data are looked at so often, evenly, and the first hit counts.
# Armitage, McPherson and Rowe (1969), Journal of the Royal Statistical Society A 132, 235-244.
FALSE_ALARMS = MappingProxyType({1: 0.05, 2: 0.083, 3: 0.107, 4: 0.126, 5: 0.142, 10: 0.193, 20: 0.248, 50: 0.32})


class Arm(NamedTuple):
    """Successes out of visitors."""

    successes: float
    visitors: float


class Reading(NamedTuple):
    """z, its two-sided p, the interval of the difference of rates (variant - control), and the p of the split."""

    z: Figure
    p: Figure
    low: Figure
    high: Figure
    srm_p: Figure


def read_test(control: Arm, variant: Arm, alpha: float = 0.05) -> Reading:
    """Return what the two arms say.

    z = (rate - rate) / sqrt(m (1 - m) (1/n + 1/n)), m the rate of both together; p two-sided, as R's prop.test without
    continuity correction. The interval (1 - alpha) takes each arm's own variance. Undefined where an arm is empty, or
    where all or none succeeded.
    """
    srm = srm_p(control.visitors, variant.visitors)
    if not control.visitors or not variant.visitors:
        empty = Undefined("empty_arm")
        return Reading(empty, empty, empty, empty, srm)
    n, k = control.visitors, variant.visitors
    a, b = control.successes / n, variant.successes / k
    pooled = (control.successes + variant.successes) / (n + k)
    if pooled in (0.0, 1.0):
        alike = Undefined("all_alike")
        return Reading(alike, alike, alike, alike, srm)
    z = (b - a) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / k))
    reach = two_sided(alpha) * math.sqrt(a * (1 - a) / n + b * (1 - b) / k)
    return Reading(z, two_sided_p(z), b - a - reach, b - a + reach, srm)


def srm_p(one: float, other: float) -> Figure:
    """Return how likely a fair coin splits visitors at least as unevenly: the chi-squared test, one degree of freedom.

    A very small figure is a sample ratio mismatch: the split itself is broken, and with it the result.
    """
    squared = ratio((one - other) ** 2, one + other, "no_visitors")
    return squared if isinstance(squared, Undefined) else two_sided_p(math.sqrt(squared))


def false_alarms(looks: int) -> Figure:
    """Return the chance of a false alarm at 5 % when looking `looks` times, from the published table."""
    return FALSE_ALARMS.get(looks, Undefined("not_in_table"))
