"""Cash: what growth ties up, what the money of some years is worth today, and when it is back."""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

from salesmode.economics.figures import DAYS, MONTHS, Figure, Undefined, ratio

_HALVINGS = 200
_NOTHING = 1e-12


def cash_gap(growth: float, days_to_cash: float, deposit: float = 0.0) -> float:
    """Return the cash that extra sales of `growth` a year tie up: growth x days / 365 x (1 - deposit).

    Days from spending on an order to being paid; the deposit is the share paid on ordering. Counted at sales value: an
    upper edge where costs are well below it.
    """
    return growth * days_to_cash / DAYS * (1 - deposit)


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
    """Return the yearly rate above -100% at which `net` (money by year, the first today) is worth nothing.

    Undefined as `no_irr` where there is none and as `several_irr` where there is more than one: Descartes' rule of
    signs allows that only when the amounts change sign more than once.
    """
    rates = irrs(net)
    if len(rates) == 1:
        return rates[0]
    return Undefined("several_irr" if rates else "no_irr")


def irrs(net: Sequence[float]) -> list[float]:
    """Return every yearly rate above -100% at which `net` is worth nothing, lowest first."""
    return sorted(1 / root - 1 for root in positive_roots(net))


def positive_roots(coefficients: Sequence[float]) -> list[float]:
    """Return the positive roots of a polynomial, constant first, each once, ascending; none for the zero polynomial.

    Between two roots of its derivative a polynomial only rises or only falls, so that halving finds its one root
    there, if it has one.
    """
    terms = _trimmed(coefficients)
    if _sign_changes(terms) == 0:
        return []
    turns = positive_roots(_derivative(terms)) if _sign_changes(terms) > 1 else []
    edges = [0.0, *turns, _beyond(terms)]
    roots = [_between(terms, low, high) for low, high in itertools.pairwise(edges)]
    touched = [turn for turn in turns if _is_zero(terms, turn)]
    return _apart(sorted([root for root in roots if root is not None] + touched))


def _trimmed(coefficients: Sequence[float]) -> list[float]:
    """The same roots without zeros at either end, and with no coefficient above 1."""
    nonzero = [index for index, value in enumerate(coefficients) if value]
    if not nonzero:
        return []
    largest = max(abs(value) for value in coefficients)
    return [value / largest for value in coefficients[nonzero[0] : nonzero[-1] + 1]]


def _sign_changes(terms: Sequence[float]) -> int:
    signs = [value > 0 for value in terms if value]
    return sum(before != after for before, after in itertools.pairwise(signs))


def _derivative(terms: Sequence[float]) -> list[float]:
    return [power * value for power, value in enumerate(terms)][1:]


def _beyond(terms: Sequence[float]) -> float:
    """Twice Cauchy's bound: every root is well below."""
    return 2 * (1 + max(abs(value / terms[-1]) for value in terms))


def _value(terms: Sequence[float], x: float) -> float:
    total = 0.0
    for value in reversed(terms):
        total = total * x + value
    return total


def _is_zero(terms: Sequence[float], x: float) -> bool:
    size = _value([abs(value) for value in terms], x)
    return abs(_value(terms, x)) <= _NOTHING * size


def _between(terms: Sequence[float], low: float, high: float) -> float | None:
    rising = _value(terms, high) > 0
    if (_value(terms, low) > 0) == rising or _is_zero(terms, low) or _is_zero(terms, high):
        return None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if (_value(terms, middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _apart(roots: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for root in roots:
        if not kept or not math.isclose(kept[-1], root, rel_tol=1e-7):
            kept.append(root)
    return kept
