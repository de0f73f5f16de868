"""Rates that are counted: what chance alone brings of so many cases, at which count to stop, how many tell a change."""

import math
from collections.abc import Callable
from statistics import NormalDist

from salesmode.economics.figures import MOST, Undefined, rounded_up
from salesmode.economics.intervals import quantile, two_sided

# Up to so many cases the binomial is summed term by term; above, the normal stands in for it.
EXACT_UP_TO = 1000
ONE_BY_ONE_UP_TO = 500  # the Poisson distribution begins at exp(-expected), which is nothing to a float above 745
HALF = 0.5


def at_most(count: int, cases: int, rate: float) -> float:
    """Return the chance of `count` or fewer among `cases` at `rate`: the sum of C(n, k) p^k (1 - p)^(n - k) up to it.

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
    """Return the least and the most of so many cases that chance brings, but for half of `outside` on each side.

    The least k with P(X <= k) above half of `outside`, and the least with P(X <= k) of at least the rest. Above
    `EXACT_UP_TO` cases by the normal, as `at_most`.
    """
    if rate > HALF:
        low, high = usual_range(cases, 1 - rate, outside)
        return cases - high, cases - low
    if cases > EXACT_UP_TO:
        spread = two_sided(outside) * math.sqrt(cases * rate * (1 - rate))
        return max(0, round(cases * rate - spread)), min(cases, round(cases * rate + spread))
    return _usual((1 - rate) ** cases, lambda count: (cases - count) / (count + 1) * rate / (1 - rate), outside, cases)


def usual_count(expected: float, outside: float = 0.05) -> tuple[int, int]:
    """Return the least and the most that chance brings of what comes one by one, `expected` so often.

    By the Poisson distribution, with half of `outside` on each side; above `ONE_BY_ONE_UP_TO` by the normal.
    """
    if expected > ONE_BY_ONE_UP_TO:
        spread = two_sided(outside) * math.sqrt(expected)
        return round(expected - spread), round(expected + spread)
    return _usual(math.exp(-expected), lambda count: expected / (count + 1), outside)


def _usual(none: float, times: Callable[[int], float], outside: float, most: float = math.inf) -> tuple[int, int]:
    """Return the counts between which chance leaves half of `outside` on each side, up to `most`.

    `none` is the chance of no case at all; one more case is `times` as likely as so many.
    """
    exactly = below = none
    count = low = 0
    while below < 1 - outside / 2 and count < most:
        if below <= outside / 2:
            low = count + 1
        exactly *= times(count)
        count += 1
        below += exactly
    return low, count


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
