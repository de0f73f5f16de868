"""Cash and business cases: published examples, edges by hand, and what holds whatever the figures."""

from __future__ import annotations

import itertools
import math

import pytest
from helpers.figures import money, number, rates
from hypothesis import assume, given
from hypothesis import strategies as st

from salesmode.economics.cash import business_case, cash_gap, irr, irrs, payback_months, positive_roots
from salesmode.economics.figures import Undefined

SALESLOFT = ([53150, 666715, 636772, 647783], [0, 1606511, 3061331, 4229760], 0.10)


def test_growth_ties_up_cash() -> None:
    """One a day for ninety days, three tenths of it paid on ordering."""
    assert cash_gap(365, 90, 0.3) == pytest.approx(63)


def test_a_business_case() -> None:
    """Forrester's study for SalesLoft, page 19."""
    case = business_case(*SALESLOFT)
    assert (round(case.pv_costs), round(case.pv_benefits), round(case.npv)) == (1_672_201, 7_168_371, 5_496_170)
    assert f"{number(case.roi):.0%}" == "329%"
    assert number(case.payback_months) < 6


def test_a_case_of_other_lengths_is_no_case() -> None:
    """Costs and benefits cover the same years."""
    with pytest.raises(ValueError, match="zip"):
        business_case([1], [1, 2], 0.1)


def test_payback_is_linear_within_the_year() -> None:
    """Half way through the second year; at once; never; and not while money goes out again later."""
    assert payback_months([-100, 50, 100]) == pytest.approx(18)
    assert payback_months([0, 10]) == 0
    assert payback_months([-100, 50]) == Undefined("not_paid_back")
    assert payback_months([-100, 250, -154]) == Undefined("not_paid_back")
    assert payback_months([-100, 150, -100, 100]) == pytest.approx(30)


def test_a_rate_of_return_that_is_not_unique_is_none() -> None:
    """Both 10% and 40% fit, so none is reported, and the NPV stands."""
    flows = [-1000.0, 2500.0, -1540.0]
    assert irrs(flows) == pytest.approx([0.10, 0.40])
    assert irr(flows) == Undefined("several_irr")
    assert irr([100, 100]) == Undefined("no_irr")
    assert math.isfinite(business_case([1000, 0, 1540], [0, 2500, 0], 0.1).npv)


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ([-100, 110], [0.1]),
        ([-100, 0, 121], [0.1]),
        ([100, 100], []),
        ([0, 0], []),
        ([-100, 220, -121], [0.1]),  # touches zero without crossing it
        ([-100, 150, -100], []),
        ([-1000, 6000, -11_000, 6000], [0, 1, 2]),
    ],
)
def test_every_rate_of_return_is_found(flows: list[float], expected: list[float]) -> None:
    """Also where it touches zero only, and where there is none."""
    assert irrs(flows) == pytest.approx(expected, abs=1e-5)


@given(money, money, st.floats(0, 1000), rates)
def test_a_deposit_never_ties_up_more(growth: float, more: float, days: float, deposit: float) -> None:
    """More growth ties up more, a deposit less."""
    assert cash_gap(growth, days, deposit) <= cash_gap(growth, days)
    assert cash_gap(growth, days) <= cash_gap(growth + more, days)


@given(st.lists(st.tuples(money, money), min_size=1, max_size=6), rates, st.floats(0.01, 1000))
def test_a_business_case_is_free_of_the_currency(years: list[tuple[float, float]], rate: float, scale: float) -> None:
    """Money scales, ROI does not."""
    costs, benefits = [cost for cost, _ in years], [benefit for _, benefit in years]
    assume(math.fsum(costs) > 1)
    one = business_case(costs, benefits, rate)
    other = business_case([cost * scale for cost in costs], [benefit * scale for benefit in benefits], rate)
    assert other.pv_costs == pytest.approx(one.pv_costs * scale)
    assert number(other.roi) == pytest.approx(number(one.roi), abs=1e-6)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=6))
def test_at_a_rate_of_return_the_case_is_worth_nothing(flows: list[float]) -> None:
    """Each root is one, and one change of sign means one rate."""
    flows = [round(flow, 2) for flow in flows]
    found = positive_roots(flows)
    for root in found:
        size = math.fsum(abs(flow) * root**power for power, flow in enumerate(flows))
        assert abs(math.fsum(flow * root**power for power, flow in enumerate(flows))) <= 1e-6 * size
    signs = [flow > 0 for flow in flows if flow]
    if sum(one != other for one, other in itertools.pairwise(signs)) == 1:
        assert len(found) == 1
