"""What a promotion brings beyond what would have been sold anyway."""

from typing import NamedTuple

from salesmode.economics.figures import Figure, ratio


class Promotion(NamedTuple):
    """Gross lift as a share of the baseline, units gained in truth, and profit in money."""

    lift: Figure
    incremental: float
    profit: float


def promotion(
    baseline: float,
    sold: float,
    margin: float,
    discount: float,
    pulled_forward: float = 0.0,
    cannibalised: float = 0.0,
    fixed: float = 0.0,
    price: float = 1.0,
) -> Promotion:
    """Return the lift, the units gained and the profit of a promotion; margin and discount are shares of the price.

    Gross lift = sold / baseline - 1. Units gained = sold - baseline - those pulled forward from later - those taken
    from one's own other products, which are taken to earn the same margin. Profit = units gained x margin - every unit
    sold x discount - fixed cost: who would have bought anyway gets the discount too. With a price of 1 the quantities
    are sales at the regular price. The split of a bump after van Heerde, Leeflang and Wittink (2004).
    """
    incremental = sold - baseline - pulled_forward - cannibalised
    profit = price * (incremental * margin - sold * discount) - fixed
    return Promotion(ratio(sold - baseline, baseline, "no_baseline"), incremental, profit)
