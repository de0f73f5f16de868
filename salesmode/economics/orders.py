"""What an order leaves, and what may be spent to get it."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from salesmode.economics.figures import Figure, Undefined, ratio


class OrderMargin(NamedTuple):
    """Contribution of an order in money, and as a share of its price."""

    margin: float
    rate: Figure


def order_margin(price: float, costs: Sequence[float]) -> OrderMargin:
    """Return price less every cost that an order brings with it: goods, fulfilment, fees, returns, commission, ads."""
    margin = price - math.fsum(costs)
    return OrderMargin(margin, ratio(margin, price, "no_price"))


def break_even_roas(margin: float) -> Figure:
    """Return the sales per unit of advertising at which an order leaves nothing: 1 / contribution margin before ads."""
    return ratio(1.0, margin, "no_margin")


def live_session(
    orders: float, aov: float, gross_margin: float, commission: float, slot_fee: float, return_rate: float
) -> float:
    """Return what a live session leaves: orders x AOV x (1 - returns) x (gross margin - commission) - slot fee.

    Commission is taken to be due on sales that are kept; the slot fee is due whatever is sold.
    """
    return orders * aov * (1 - return_rate) * (gross_margin - commission) - slot_fee


def live_break_even(aov: float, gross_margin: float, commission: float, slot_fee: float, return_rate: float) -> Figure:
    """Return the orders at which a live session pays its slot fee."""
    per_order = live_session(1.0, aov, gross_margin, commission, 0.0, return_rate)
    return ratio(slot_fee, per_order, "order_loses") if per_order > 0 else Undefined("order_loses")
