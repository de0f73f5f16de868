"""How fast a pipeline turns into sales."""

from salesmode.economics.figures import Figure, Undefined, ratio, times

DAYS = 365


def per_day(opportunities: float, deal_value: float, win_rate: float, cycle: float) -> Figure:
    """Return sales a day = open opportunities x deal value x win rate / cycle in days.

    Little's law (1961) read in money: what leaves a queue a day is what stands in it over how long it stays.
    """
    return ratio(opportunities * deal_value * win_rate, cycle, "no_cycle")


def per_year(daily: Figure) -> Figure:
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
