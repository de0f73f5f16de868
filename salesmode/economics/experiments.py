"""A/B tests: how many visitors and days one takes, whether its result is more than luck, what looking early costs."""

import math
from types import MappingProxyType
from typing import NamedTuple

from salesmode.economics.figures import MOST, Figure, Undefined, ratio, rounded_up
from salesmode.economics.intervals import quantile, two_sided, two_sided_p

WEEK = 7
LEAST_WEEKS = 2
_HALVINGS = 60
# False alarms at 5% when the data are looked at so often, evenly, and the first hit counts.
# Armitage, McPherson and Rowe (1969), Journal of the Royal Statistical Society A 132, 235-244.
FALSE_ALARMS = MappingProxyType({1: 0.05, 2: 0.083, 3: 0.107, 4: 0.126, 5: 0.142, 10: 0.193, 20: 0.248, 50: 0.32})


def per_arm(baseline: float, to: float, power: float = 0.8, alpha: float = 0.05) -> int | Undefined:
    """Return the visitors each arm needs to tell rate `to` from rate `baseline`, rounded up.

    Two-sided at `alpha`, found with chance `power`, variance pooled under no difference:
    n = (z_a sqrt(2 m (1 - m)) + z_b sqrt(p (1 - p) + q (1 - q)))^2 / (p - q)^2 with m the mean of the two; as R's
    power.prop.test. Both rates are absolute: a lift of a fifth on 3% is to 3.6%.
    """
    if baseline == to:
        return Undefined("rates_equal")
    if not (0 < alpha / 2 < alpha < power < 1):
        return Undefined("certainty")
    middle = (baseline + to) / 2
    apart = two_sided(alpha) * math.sqrt(2 * middle * (1 - middle))
    spread = math.sqrt(baseline * (1 - baseline) + to * (1 - to))
    root = (apart + quantile(power) * spread) / (to - baseline)
    visitors = root * root
    return max(1, rounded_up(visitors)) if visitors <= MOST else Undefined("beyond_numbers")


def trial_days(total: float, daily: float) -> int | Undefined:
    """Return the days until `total` visitors came at `daily`: whole weeks, since weekdays differ, and at least two."""
    if not daily:
        return Undefined("no_visitors")
    weeks = total / daily / WEEK
    return WEEK * max(LEAST_WEEKS, rounded_up(weeks)) if weeks <= MOST else Undefined("beyond_numbers")


def detectable(baseline: float, visitors: float, upwards: bool, power: float = 0.8, alpha: float = 0.05) -> Figure:
    """Return the nearest rate that `visitors` an arm can tell from `baseline`, above or below it.

    Found by halving, since the visitors needed fall the further the rates lie apart.
    """
    near, far = baseline, 1.0 if upwards else 0.0
    if not _enough(per_arm(baseline, far, power, alpha), visitors):
        return Undefined("too_few")
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if _enough(per_arm(baseline, middle, power, alpha), visitors):
            far = middle
        else:
            near = middle
    return far


def _enough(needed: int | Undefined, visitors: float) -> bool:
    return not isinstance(needed, Undefined) and needed <= visitors


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


def srm_p(visitors: float, other_visitors: float) -> Figure:
    """Return how likely a fair coin splits visitors at least as unevenly: the chi-squared test, one degree of freedom.

    A very small figure is a sample ratio mismatch: the split itself is broken, and with it the result.
    """
    squared = ratio((visitors - other_visitors) ** 2, visitors + other_visitors, "no_visitors")
    return squared if isinstance(squared, Undefined) else two_sided_p(math.sqrt(squared))


def false_alarms(looks: int) -> Figure:
    """Return the chance of a false alarm at 5% when looking `looks` times, from the published table."""
    return FALSE_ALARMS.get(looks, Undefined("not_in_table"))
