"""How much recurring revenue selling and marketing bring."""

from typing import NamedTuple

from salesmode.economics.figures import Figure, Undefined, ratio

QUARTERS = 4
MONTHS = 12


class Efficiency(NamedTuple):
    """The magic number, and the months of revenue that pay the spend back."""

    magic_number: Figure
    payback_months: Figure


def magic_number(revenue_now: float, revenue_before: float, spend: float) -> Efficiency:
    """Return (this quarter's revenue - last quarter's) x 4 / last quarter's sales and marketing spend, and 12 / it.

    The convention of Scale Venture Partners. Where revenue did not grow the number is zero or below and nothing is
    paid back: a small spend makes shrinking no more efficient.
    """
    number = ratio((revenue_now - revenue_before) * QUARTERS, spend, "no_spend")
    if isinstance(number, Undefined):
        return Efficiency(number, number)
    return Efficiency(number, ratio(MONTHS, number, "no_growth") if number > 0 else Undefined("no_growth"))
