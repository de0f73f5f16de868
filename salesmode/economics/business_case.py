"""A business case: what costs and benefits of some years are worth today, and when the money is back."""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

from salesmode.economics.figures import Figure, Undefined, ratio
from salesmode.economics.roots import positive_roots

MONTHS = 12


class BusinessCase(NamedTuple):
    """Money in today's value; `roi` a share of the costs, `payback_months` undiscounted, `irr` a rate a year."""

    pv_costs: float
    pv_benefits: float
    npv: float
    roi: Figure
    payback_months: Figure
    irr: Figure


def business_case(costs: Sequence[float], benefits: Sequence[float], rate: float) -> BusinessCase:
    """Return the case for costs and benefits by year, the first column today and not discounted.

    ROI = (PV of benefits - PV of costs) / PV of costs. Years are taken at their end: the convention of Forrester's
    Total Economic Impact studies. Raises ValueError where the two have different lengths.
    """
    net = [benefit - cost for benefit, cost in zip(benefits, costs, strict=True)]
    pv_costs, pv_benefits = present_value(costs, rate), present_value(benefits, rate)
    npv = pv_benefits - pv_costs
    roi = ratio(npv, pv_costs, "no_costs")
    return BusinessCase(pv_costs, pv_benefits, npv, roi, payback_months(net), irr(net))


def present_value(amounts: Sequence[float], rate: float) -> float:
    """Return the sum of amount / (1 + rate)^year, the first amount in year 0: money of today."""
    return math.fsum(amount / (1 + rate) ** year for year, amount in enumerate(amounts))


def payback_months(net: Sequence[float]) -> Figure:
    """Return the months until the running sum of `net` (money by year) is back at zero for good.

    Undiscounted; within a year the money is taken to come evenly. Undefined where it is not back at the end.
    """
    sums = list(itertools.accumulate(net))
    if not sums or sums[-1] < 0:
        return Undefined("not_paid_back")
    below = [year for year, total in enumerate(sums) if total < 0]
    if not below:
        return 0.0
    last = below[-1]
    return MONTHS * (last + -sums[last] / net[last + 1])


def irr(net: Sequence[float]) -> Figure:
    """Return the yearly rate above -100 % at which `net` (money by year, the first today) is worth nothing.

    Undefined as `no_irr` where there is none and as `several_irr` where there is more than one: Descartes' rule of
    signs allows that only when the amounts change sign more than once.
    """
    rates = irrs(net)
    if len(rates) == 1:
        return rates[0]
    return Undefined("several_irr" if rates else "no_irr")


def irrs(net: Sequence[float]) -> list[float]:
    """Return every yearly rate above -100 % at which `net` is worth nothing, lowest first."""
    return sorted(1 / root - 1 for root in positive_roots(net))
