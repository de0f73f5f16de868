"""What a change of price asks of volume, how buyers answer one, and what of a list price is left."""

import itertools
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
