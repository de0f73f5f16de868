"""Whether a bid is worth making."""

from salesmode.economics.figures import Figure, ratio


def bid_value(chance: float, margin: float, pursuit_cost: float) -> float:
    """Return what a bid is worth on average: chance of winning x margin in money - cost of pursuing it."""
    return chance * margin - pursuit_cost


def least_chance(margin: float, pursuit_cost: float) -> Figure:
    """Return the chance of winning at which a bid pays: cost / margin; above 1 it never does."""
    return ratio(pursuit_cost, margin, "no_margin")
