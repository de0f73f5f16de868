"""Prices: what a change asks of volume, what an order leaves, what an offer gives away."""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

from salesmode.economics.figures import Figure, Undefined, ratio


class Deduction(NamedTuple):
    """A step down from the list price: an amount, or a share of what is left at that step."""

    value: float
    is_share: bool


class NetPrice(NamedTuple):
    """What is left of a list price in money, as a share of it, and what was left after each step."""

    net: float
    rate: Figure
    steps: tuple[float, ...]


def cut_break_even(margin: float, cut: float) -> Figure:
    """Return the change of volume, a share, after which a price cut leaves the same gross profit: cut / (margin - cut).

    Margin and cut are shares of the old price; unit cost stays. At or above the margin no volume makes up for it.
    """
    return cut / (margin - cut) if cut < margin else Undefined("cut_over_margin")


def rise_break_even(margin: float, rise: float) -> Figure:
    """Return the change of volume, a share below 0, that a price rise can bear: -rise / (margin + rise)."""
    return ratio(-rise, margin + rise, "no_margin")


def arc_elasticity(prices: tuple[float, float], quantities: tuple[float, float]) -> Figure:
    """Return the change of quantity over the change of price, each as a share of the middle of its two values.

    The midpoint formula: the same from either side. It describes the stretch between the two prices and no other.
    """
    change_of_price = ratio(prices[1] - prices[0], sum(prices) / 2, "prices_zero")
    change_of_quantity = ratio(quantities[1] - quantities[0], sum(quantities) / 2, "quantities_zero")
    return ratio(change_of_quantity, change_of_price, "prices_equal")


def best_price(unit_cost: float, elasticity: Figure) -> Figure:
    """Return the price of most profit at a constant elasticity: unit cost x e / (1 + e).

    Lerner's rule. Defined only for e below -1: else every rise of price earns more, which no market bears for long.
    """
    if isinstance(elasticity, Undefined):
        return elasticity
    if elasticity >= -1:
        return Undefined("inelastic")
    return unit_cost * elasticity / (1 + elasticity) if unit_cost else Undefined("no_unit_cost")


def net_price(list_price: float, deductions: Sequence[Deduction]) -> NetPrice:
    """Return what the deductions leave, taken in their order; shares are of what is left, as chain discounts are.

    The pocket price waterfall of Marn and Rosiello (1992): invoice discounts, rebates, trade spend, one under another.
    """
    steps = tuple(itertools.accumulate(deductions, _less, initial=list_price))
    return NetPrice(steps[-1], ratio(steps[-1], list_price, "no_list_price"), steps[1:])


def _less(left: float, deduction: Deduction) -> float:
    return left * (1 - deduction.value) if deduction.is_share else left - deduction.value


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


def free_shipping_break_even(shipping: float, gross_margin: float, target_margin: float) -> Figure:
    """Return the order value from which an order keeps the margin aimed at though its shipping is free.

    shipping / (gross margin - margin aimed at), both shares: it says nothing of what people order today.
    """
    return shipping / (gross_margin - target_margin) if gross_margin > target_margin else Undefined("margin_under_aim")


def free_shipping_threshold(aov: float, extra: float, gross_margin: float) -> Figure:
    """Return the threshold above today's order whose extra margin pays an extra cost: aov + extra / gross margin.

    It asks how much more must be in the basket, not which basket pays for itself.
    """
    more = ratio(extra, gross_margin, "no_margin")
    return more if isinstance(more, Undefined) else aov + more


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


class LoyaltyPoints(NamedTuple):
    """Money: revenue of the sale itself, revenue deferred for the points, and of that what is recognised so far."""

    revenue_now: Figure
    deferred: Figure
    recognised: Figure


def buy_get_discount(buy: float, free: float, redemption: float = 1.0) -> Figure:
    """Return the discount of "buy so many, get so many free", `redemption` of the rewards being claimed.

    free x redemption / (buy + free x redemption): buy 10 get 1 is 1 in 11, not 1 in 10.
    """
    given = free * redemption
    return ratio(given, buy + given, "nothing_bought")


def buy_get_cost(buy: float, free: float, price: float, unit_cost: float, redemption: float = 1.0) -> Figure:
    """Return what is given away, at cost of goods, as a share of what was paid for it."""
    return ratio(free * redemption * unit_cost, buy * price, "nothing_bought" if price else "no_price")


def loyalty_points(
    sales: float,
    issued: float,
    value: float,
    redemption: float,
    redeemed: float | None = None,
    expected: float | None = None,
) -> LoyaltyPoints:
    """Return how the sales split between goods and points, and what of the points is revenue by now.

    By stand-alone selling price: the points' is issued x value x redemption, the goods' is `sales`; deferred = sales x
    points' / (goods' + points'). Recognised = deferred x redeemed so far / redemptions expected in all, at first
    issued x redemption. IFRS 15 B39-B43 and illustrative example 52; US GAAP (ASC 606) splits alike.
    """
    standing = issued * value * redemption
    deferred = ratio(sales * standing, sales + standing, "no_sales")
    now = deferred if isinstance(deferred, Undefined) else sales - deferred
    if redeemed is None:
        return LoyaltyPoints(now, deferred, Undefined("needs_redeemed"))
    in_all = issued * redemption if expected is None else expected
    return LoyaltyPoints(now, deferred, _recognised(deferred, redeemed, in_all))


def _recognised(deferred: Figure, redeemed: float, expected: float) -> Figure:
    if redeemed > expected:
        return Undefined("more_redeemed")
    share = ratio(redeemed, expected, "none_expected")
    if isinstance(share, Undefined) or isinstance(deferred, Undefined):
        return share if isinstance(share, Undefined) else deferred
    return deferred * share
