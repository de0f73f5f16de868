"""Planning an A/B test: how many visitors, how many days, and what can be seen in the time there is."""

import math

from salesmode.economics.figures import MOST, Figure, Undefined, rounded_up
from salesmode.economics.normal import quantile, two_sided

WEEK = 7
LEAST_WEEKS = 2
_HALVINGS = 60


def per_arm(baseline: float, to: float, power: float = 0.8, alpha: float = 0.05) -> int | Undefined:
    """Return the visitors each arm needs to tell rate `to` from rate `baseline`, rounded up.

    Two-sided at `alpha`, found with chance `power`, variance pooled under no difference:
    n = (z_a sqrt(2 m (1 - m)) + z_b sqrt(p (1 - p) + q (1 - q)))^2 / (p - q)^2 with m the mean of the two; as R's
    power.prop.test. Both rates are absolute: a lift of a fifth on 3 % is to 3.6 %.
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
