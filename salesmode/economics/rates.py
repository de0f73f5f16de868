"""Rates that are counted: what chance alone brings of so many cases, at which count to stop, how many tell a change."""

import math
from statistics import NormalDist

from salesmode.economics.figures import MOST, Undefined, rounded_up
from salesmode.economics.intervals import quantile, two_sided

# Up to so many cases the binomial is summed term by term; above, the normal stands in for it.
EXACT_UP_TO = 1000


def at_most(count: int, cases: int, rate: float) -> float:
    """Return the chance of `count` or fewer among `cases` at `rate`: the sum of C(n, k) p^k (1 - p)^(n - k), k <= count.

    Above `EXACT_UP_TO` cases the normal with the same mean and variance, at count + 1/2.
    """
    if count < 0 or count >= cases:
        return float(count >= 0)
    if cases > EXACT_UP_TO and 0 < rate < 1:
        return NormalDist(cases * rate, math.sqrt(cases * rate * (1 - rate))).cdf(count + 0.5)
    return min(1.0, math.fsum(_exactly(k, cases, rate) for k in range(count + 1)))


def _exactly(count: int, cases: int, rate: float) -> float:
    if rate <= 0 or rate >= 1:
        return float(count == (cases if rate >= 1 else 0))
    ways = math.lgamma(cases + 1) - math.lgamma(count + 1) - math.lgamma(cases - count + 1)
    return math.exp(ways + count * math.log(rate) + (cases - count) * math.log1p(-rate))


def stop_at(cases: int, aim: float, failing: float, false_alarm: float, power: float) -> int | None:
    """Return the largest count at which to stop, `None` where so few cases tell nothing.

    If the `aim` is reached so few end well with a chance of at most `false_alarm`; if it fails, with a share of
    `failing`, they do with a chance of at least `power`.
    """
    low, high = -1, cases  # at_most rises with the count, so the last one below the limit is found by halving
    while high - low > 1:
        middle = (low + high) // 2
        if at_most(middle, cases, aim) <= false_alarm:
            low = middle
        else:
            high = middle
    return low if low >= 0 and at_most(low, cases, failing) >= power else None


def usual_range(cases: int, rate: float, outside: float = 0.05) -> tuple[int, int]:
    """Return the least and the most of so many cases that chance brings, but for half of `outside` on each side."""
    return _first(cases, rate, outside / 2), _first(cases, rate, 1 - outside / 2)


def _first(cases: int, rate: float, chance: float) -> int:
    """The least count with a chance of more than `chance` that there are no more, or of at least it at the upper end."""
    low, high = -1, cases
    while high - low > 1:
        middle = (low + high) // 2
        if at_most(middle, cases, rate) > chance:
            high = middle
        else:
            low = middle
    return high


def cases_to_tell(old: float, new: float, chance: float, power: float) -> int | Undefined:
    """Return how many cases it takes to tell rate `new` from the known rate `old`, rounded up.

    Two-sided at `chance`, found with the chance `power`: n = ((z_a sqrt(p (1 - p)) + z_b sqrt(q (1 - q))) / (q - p))^2,
    p the old rate, q the new.
    """
    if old == new:
        return Undefined("rates_equal")
    spread = two_sided(chance) * math.sqrt(old * (1 - old)) + quantile(power) * math.sqrt(new * (1 - new))
    root = spread / (new - old)
    needed = root * root
    return rounded_up(needed) if needed <= MOST else Undefined("beyond_numbers")
