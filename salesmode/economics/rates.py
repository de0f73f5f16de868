"""Counts of yes among so many: what chance alone brings, and how many it takes to tell one rate from another."""

import functools
import math
from collections.abc import Iterator
from statistics import NormalDist

from salesmode.economics.figures import MOST, Undefined, rounded_up
from salesmode.economics.intervals import quantile

# Up to so many trials the binomial is summed term by term; above, the normal stands in for it.
EXACT_UP_TO = 1000
_FROM, _EARLIER, _BEYOND, _SPARE = 0.7, 3.0, 2.0, 20
_SPREADS, _NOTHING = 12, 1e-20


def at_most(hits: int, trials: int, rate: float) -> float:
    """Return the chance of `hits` or fewer among `trials` at `rate`: the sum of C(n, k) p^k (1 - p)^(n - k), k <= hits.

    Above `EXACT_UP_TO` trials the normal with the same mean and variance, at hits + 1/2.
    """
    if hits < 0:
        return 0.0
    if hits >= trials or rate <= 0:
        return 1.0
    if rate >= 1:
        return 0.0
    if trials > EXACT_UP_TO:
        return NormalDist(trials * rate, math.sqrt(trials * rate * (1 - rate))).cdf(hits + 0.5)
    return min(1.0, math.fsum(_falling(min(hits, _top(trials, rate)), trials, rate)))


def _top(trials: int, rate: float) -> int:
    """The count above which all that can come is less than a double can add to one."""
    return min(trials, math.ceil(trials * rate + _SPREADS * (1 + math.sqrt(trials * rate * (1 - rate)))))


def _falling(hits: int, trials: int, rate: float) -> Iterator[float]:
    """Yield the chances of `hits`, of one fewer and so on to nought, each from the one before, while they count."""
    chance, odds, middle = _exactly(hits, trials, rate), (1 - rate) / rate, trials * rate
    for count in range(hits, -1, -1):
        yield chance
        if count < middle and chance < _NOTHING:
            return
        chance *= count / (trials - count + 1) * odds


def _exactly(hits: int, trials: int, rate: float) -> float:
    ways = math.lgamma(trials + 1) - math.lgamma(hits + 1) - math.lgamma(trials - hits + 1)
    return math.exp(ways + hits * math.log(rate) + (trials - hits) * math.log1p(-rate))


def most_by_luck(trials: int, rate: float, chance: float) -> int:
    """Return the most hits among `trials` that are still luck at `rate`: more come with a chance of `chance` or less.

    It is the least k with P(X > k) <= chance; all of the trials where no number is surprising.
    """
    if rate <= 0 or rate >= 1:
        return 0 if rate <= 0 else trials
    if trials > EXACT_UP_TO:
        spread = math.sqrt(trials * rate * (1 - rate))
        return min(trials, rounded_up(trials * rate + quantile(1 - chance) * spread - 0.5))
    top, above = _top(trials, rate), 0.0
    for below, one in enumerate(_falling(top, trials, rate)):
        above += one
        if above > chance:
            return top - below
    return 0


def fewest_by_luck(trials: int, rate: float, chance: float) -> int:
    """Return the fewest hits among `trials` that are still luck at `rate`: the mirror of `most_by_luck`."""
    return trials - most_by_luck(trials, 1 - rate, chance)


@functools.cache
def trials_needed(old: float, new: float, chance: float, power: float) -> int | Undefined:
    """Return how many trials it takes to tell rate `new` from rate `old`.

    So many that a count which `old` brings with a chance of `chance` or less (one-sided) is reached at `new` with the
    chance `power`. Normal: n = ((z_a sqrt(p (1 - p)) + z_b sqrt(q (1 - q))) / (q - p))^2, p the old rate, q the new;
    where that is small, the first n for which the exact binomial holds, from seven tenths of it on, or from three of
    its square roots before it where that is later.
    """
    if old == new:
        return Undefined("rates_equal")
    if new < old:
        return trials_needed(1 - old, 1 - new, chance, power)
    spread = quantile(1 - chance) * math.sqrt(old * (1 - old)) + quantile(power) * math.sqrt(new * (1 - new))
    root = spread / (new - old)
    rough = root * root
    if rough > MOST:
        return Undefined("beyond_numbers")
    first = max(1, int(_FROM * rough), int(rough - _EARLIER * math.sqrt(rough)))
    for trials in range(first, min(EXACT_UP_TO, int(_BEYOND * rough) + _SPARE)):
        surprising = most_by_luck(trials, old, chance) + 1
        if surprising <= trials and 1 - at_most(surprising - 1, trials, new) >= power:
            return trials
    return max(1, rounded_up(rough))
