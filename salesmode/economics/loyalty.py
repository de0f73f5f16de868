"""What a loyalty scheme gives away, and what points owe."""

from typing import NamedTuple

from salesmode.economics.figures import Figure, Undefined, ratio


class Stamps(NamedTuple):
    """The discount a buyer gets, and the cost of goods given away, both as shares; the second of what was paid."""

    discount: Figure
    cost_share: Figure


class Points(NamedTuple):
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


def points(
    sales: float,
    issued: float,
    value: float,
    redemption: float,
    redeemed: float | None = None,
    expected: float | None = None,
) -> Points:
    """Return how the sales split between goods and points, and what of the points is revenue by now.

    By stand-alone selling price: the points' is issued x value x redemption, the goods' is `sales`; deferred = sales x
    points' / (goods' + points'). Recognised = deferred x redeemed so far / redemptions expected in all, at first
    issued x redemption. IFRS 15 B39-B43 and illustrative example 52; US GAAP (ASC 606) splits alike.
    """
    standing = issued * value * redemption
    deferred = ratio(sales * standing, sales + standing, "no_sales")
    now = deferred if isinstance(deferred, Undefined) else sales - deferred
    if redeemed is None:
        return Points(now, deferred, Undefined("needs_redeemed"))
    in_all = issued * redemption if expected is None else expected
    return Points(now, deferred, _recognised(deferred, redeemed, in_all))


def _recognised(deferred: Figure, redeemed: float, expected: float) -> Figure:
    if redeemed > expected:
        return Undefined("more_redeemed")
    share = ratio(redeemed, expected, "none_expected")
    if isinstance(share, Undefined) or isinstance(deferred, Undefined):
        return share if isinstance(share, Undefined) else deferred
    return deferred * share
