"""Rates that are counted: what chance alone brings of so many trials, and how many it takes to tell two rates apart."""

import math
from statistics import NormalDist

from salesmode.economics.figures import MOST, Undefined, rounded_up
from salesmode.economics.intervals import quantile

# Up to so many trials the binomial is summed term by term; above, the normal stands in for it.
EXACT_UP_TO = 1000
HALF = 0.5


def at_most(hits: int, trials: int, rate: float) -> float:
    """Return the chance of `hits` or fewer among `trials` at `rate`: the sum of C(n, k) p^k (1 - p)^(n - k), k <= hits.

    Above `EXACT_UP_TO` trials the normal with the same mean and variance, at hits + 1/2.
    """
    if hits < 0 or hits >= trials:
        return float(hits >= 0)
    if trials > EXACT_UP_TO and 0 < rate < 1:
        return NormalDist(trials * rate, math.sqrt(trials * rate * (1 - rate))).cdf(hits + 0.5)
    return min(1.0, math.fsum(_exactly(count, trials, rate) for count in range(hits + 1)))


def most_by_luck(trials: int, rate: float, chance: float) -> int:
    """Return the most hits among `trials` that are still luck at `rate`: more come with a chance of `chance` or less.

    It is the least k with P(X > k) <= chance; all of the trials where no number is surprising. Above `EXACT_UP_TO`
    trials by the normal, as `at_most`.
    """
    if trials > EXACT_UP_TO:
        spread = math.sqrt(trials * rate * (1 - rate))
        return min(trials, rounded_up(trials * rate + quantile(1 - chance) * spread - 0.5))
    return _fewest(trials, 1 - rate, chance) if rate > HALF else _most(trials, rate, chance)


def _most(trials: int, rate: float, chance: float) -> int:
    """The least k with P(X > k) <= chance, counted up from nought; `rate` is at most a half."""
    exactly = (1 - rate) ** trials
    below, hits = exactly, 0
    while 1 - below > chance:
        exactly *= (trials - hits) / (hits + 1) * rate / (1 - rate)
        hits += 1
        below += exactly
    return hits


def _fewest(trials: int, misses: float, chance: float) -> int:
    """The same counted down from all of the trials: P(X > k) is that of fewer than trials - k misses."""
    exactly, tail, hits = (1 - misses) ** trials, 0.0, trials
    while hits > 0 and tail + exactly <= chance:
        tail += exactly
        missed = trials - hits
        exactly *= (trials - missed) / (missed + 1) * misses / (1 - misses)
        hits -= 1
    return hits


def fewest_by_luck(trials: int, rate: float, chance: float) -> int:
    """Return the fewest hits among `trials` that are still luck at `rate`: the mirror of `most_by_luck`."""
    return trials - most_by_luck(trials, 1 - rate, chance)


def trials_needed(old: float, new: float, chance: float, power: float) -> int | Undefined:
    """Return how many trials it takes to tell rate `new` from rate `old`.

    So many that a count which `old` brings with a chance of `chance` or less (one-sided) is reached at `new` with the
    chance `power`. Normal: n = ((z_a sqrt(p (1 - p)) + z_b sqrt(q (1 - q))) / (q - p))^2, p the old rate, q the new;
    where that is at most `EXACT_UP_TO`, the first n for which the binomial holds. Raises StatisticsError where
    `chance` or `power` is not between 0 and 1.
    """
    if old == new:
        return Undefined("rates_equal")
    if new < old:
        return trials_needed(1 - old, 1 - new, chance, power)
    spread = quantile(1 - chance) * math.sqrt(old * (1 - old)) + quantile(power) * math.sqrt(new * (1 - new))
    root = spread / (new - old)
    by_normal = root * root
    if by_normal > MOST:
        return Undefined("beyond_numbers")
    return rounded_up(by_normal) if by_normal > EXACT_UP_TO else _first_to_tell(old, new, chance, power)


def _exactly(hits: int, trials: int, rate: float) -> float:
    if rate <= 0 or rate >= 1:
        return float(hits == (trials if rate >= 1 else 0))
    ways = math.lgamma(trials + 1) - math.lgamma(hits + 1) - math.lgamma(trials - hits + 1)
    return math.exp(ways + hits * math.log(rate) + (trials - hits) * math.log1p(-rate))


def _first_to_tell(old: float, new: float, chance: float, power: float) -> int:
    """The first n at which more than `luck` hits are surprising at `old` and come with the chance `power` at `new`.

    Both tails P(X > luck) are carried along: one trial more adds p P(X = luck), one hit more takes P(X = luck) off, and
    P(X = luck) follows by its ratio to the last. At a rate of one every trial hits: old^n <= chance is enough.
    """
    if new >= 1:
        return 1 if old <= chance else math.ceil(math.log(chance) / math.log(old) - 1e-9)
    odds_old, odds_new = old / (1 - old), new / (1 - new)
    trials, luck = 0, 0
    at_old, at_new, surprising, power_reached = 1.0, 1.0, 0.0, 0.0
    while power_reached < power:
        surprising, power_reached = surprising + old * at_old, power_reached + new * at_new
        trials += 1
        longer = trials / (trials - luck)
        at_old, at_new = at_old * longer * (1 - old), at_new * longer * (1 - new)
        while surprising > chance:
            more = (trials - luck) / (luck + 1)
            luck += 1
            at_old, at_new = at_old * more * odds_old, at_new * more * odds_new
            surprising, power_reached = surprising - at_old, power_reached - at_new
    return trials
