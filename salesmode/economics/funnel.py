"""The funnel: what must come in, how fast it turns into sales, and whether the open pipeline is enough."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from salesmode.economics.figures import DAYS, MOST, Figure, Undefined, ratio, rounded_up, times
from salesmode.economics.intervals import two_sided


class Funnel(NamedTuple):
    """Whole things needed at each stage, first stage to deals, and the months from the first to a deal."""

    needed: tuple[int, ...] | Undefined
    months: float


def reverse_funnel(target: float, deal_value: float, rates: Sequence[float], lags: Sequence[float] = ()) -> Funnel:
    """Return what is needed at each stage for sales of `target`; `rates` and `lags` (months) go first stage to last.

    deals = target / deal value; a stage = the next one / its rate. Each is rounded up, ceil(x - 1e-9), and the rounded
    figure is carried up: there is no half a lead. The last lags may be left out; they are 0. Worked backwards as in
    Digital Body Language (2009).
    """
    months = math.fsum(lags)
    if not deal_value:
        return Funnel(Undefined("no_deal_value"), months)
    if not all(rates):
        return Funnel(Undefined("rate_zero"), months)
    needed: list[int] = []
    wanted = target / deal_value
    for rate in (*reversed(rates), 1.0):
        if wanted > MOST:
            return Funnel(Undefined("beyond_numbers"), months)
        needed.append(rounded_up(wanted))
        wanted = needed[-1] / rate
    return Funnel(tuple(reversed(needed)), months)


def velocity_per_day(opportunities: float, deal_value: float, win_rate: float, cycle: float) -> Figure:
    """Return sales a day = open opportunities x deal value x win rate / cycle in days.

    Little's law (1961) read in money: what leaves a queue a day is what stands in it over how long it stays.
    """
    return ratio(opportunities * deal_value * win_rate, cycle, "no_cycle")


def velocity_per_year(daily: Figure) -> Figure:
    """Return sales a year for sales a day: x 365."""
    return times(daily, DAYS)


def shorter_cycle_gain(shorter: float) -> Figure:
    """Return the gain in velocity, a share, of a cycle that is shorter by `shorter`, a share: 1 / (1 - shorter) - 1.

    It lasts only while as many opportunities stay open, that is where sellers' time is the limit. With the leads
    fixed, fewer stand open (Little's law), and a shorter cycle brings sales forward once.
    """
    return Undefined("no_cycle") if shorter >= 1 else 1 / (1 - shorter) - 1


def pulled_forward(daily: float, days: float) -> float:
    """Return the sales that a cycle shorter by `days` brings forward, once, where the leads stay as they are."""
    return daily * days


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


def bid_value(chance: float, margin: float, pursuit_cost: float) -> float:
    """Return what a bid is worth on average: chance of winning x margin in money - cost of pursuing it."""
    return chance * margin - pursuit_cost


def least_chance(margin: float, pursuit_cost: float) -> Figure:
    """Return the chance of winning at which a bid pays: cost / margin; above 1 it never does."""
    return ratio(pursuit_cost, margin, "no_margin")
