"""The year in figures: needs by month, swings, ways of selling, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.draws import cases
from helpers.libraries import LIBRARY, build, example
from hypothesis import given
from hypothesis import strategies as st

from salesmode.engine.plan import make_plan
from salesmode.engine.sizing import Sizing

FUNNEL: dict[str, Any] = {
    "buyer": "organization", "leads_per_month": 10.0, "mql_rate": 0.5, "sql_rate": 0.5, "opportunity_rate": 0.8,
    "win_rate": 0.25, "deal_value": 1000.0, "relationship": "multi_year_contract", "continuing_revenue": 6000.0,
    "annual_churn": 0.0, "revenue": 12000.0, "decision_cycle": 91.0,
}  # fmt: skip


def of(**answers: Any) -> Sizing:
    """Return what weighing says of a business with these answers."""
    return make_plan(build(**answers), LIBRARY).sizing


def needed(sizing: Sizing, stage: str) -> list[float]:
    """Return what a stage must bring, month by month."""
    return [one.needed for one in sizing.targets if one.stage == stage]


def test_needs_are_carried_back_from_the_target_stage_by_stage() -> None:
    """Beside 6,000 that continue 6,000 were sold, of which six newcomers bring 3,000: 3,000 is sold again.

    18,000 less 9,000 is 18 customers at half a year of 1,000; a quarter won is 72 opportunities. Eight in ten, a half
    and a half of the stages before: 90, 180, 360 leads.
    """
    sizing = of(**FUNNEL, revenue_target=18000.0)
    assert needed(sizing, "wins") == pytest.approx([1.5] * 12)
    assert needed(sizing, "opportunities") == pytest.approx([6.0] * 9)
    assert needed(sizing, "leads") == pytest.approx([30.0] * 9)


def test_what_a_stage_brings_today_stands_beside_its_need() -> None:
    """Ten leads a month, two opportunities, half a customer."""
    sizing = of(**FUNNEL, revenue_target=18000.0)
    today = {one.stage: one.capacity for one in sizing.targets}
    assert today == {"wins": pytest.approx(0.5), "opportunities": pytest.approx(2.0), "leads": pytest.approx(10.0)}


def test_a_part_of_a_customer_is_a_whole_one() -> None:
    """18,001 asks for 18.002 customers, which are 19; a quarter won makes 76 opportunities."""
    sizing = of(**FUNNEL, revenue_target=18001.0)
    assert needed(sizing, "wins")[0] == pytest.approx(19 / 12)
    assert needed(sizing, "opportunities")[0] == pytest.approx(76 / 12)


@pytest.mark.parametrize(("cycle", "months"), [(30.0, 11), (31.0, 10), (365.0, 0), (900.0, 0)])
def test_months_whose_decisions_fall_after_the_year_need_no_leads(cycle: float, months: int) -> None:
    """A month is a twelfth of 365 days; a lead of month m is decided a cycle later."""
    sizing = of(**{**FUNNEL, "decision_cycle": cycle}, revenue_target=18000.0)
    assert len(needed(sizing, "leads")) == months


def test_without_a_target_or_a_share_won_no_need_is_told() -> None:
    """Nothing is needed for a target nobody gave, or through a stage nobody counted."""
    assert of(**FUNNEL).targets == ()
    without = {id: value for id, value in FUNNEL.items() if id != "win_rate"}
    assert of(**without, revenue_target=18000.0).targets == ()


def test_a_shop_needs_orders_in_step_with_its_target_and_can_deliver_what_is_spare() -> None:
    """A fifth more revenue is a fifth more of 200 orders; a tenth of capacity is spare."""
    sizing = of(
        buyer="individual", visits_per_month=10000.0, conversion_rate=0.02, aov=50.0, revenue=120000.0,
        revenue_target=144000.0, spare_capacity=0.1,
    )  # fmt: skip
    assert needed(sizing, "orders") == pytest.approx([240.0] * 12)
    assert sizing.targets[0].capacity == pytest.approx(220.0)


def test_the_widest_swing_comes_first_and_says_where_the_year_would_end() -> None:
    """Six won at 1,000 bring half a year, 3,000: a tenth of the deal value is 300; a tenth of what continues 600.

    What is sold again, 3,000, stays: the year ends around last year's 12,000.
    """
    swings = {one.answer: one for one in of(**FUNNEL).sensitivity}
    assert (swings["deal_value"].low, swings["deal_value"].high) == pytest.approx((11_700.0, 12_300.0))
    assert (swings["continuing_revenue"].low, swings["continuing_revenue"].high) == pytest.approx((11_400.0, 12_600.0))
    widths = [one.width for one in of(**FUNNEL).sensitivity]
    assert widths == sorted(widths, reverse=True)


def test_a_run_from_the_books_moves_with_the_shop() -> None:
    """A tenth more visits is a tenth more of last year's revenue."""
    sizing = of(buyer="individual", visits_per_month=10000.0, conversion_rate=0.02, aov=50.0, revenue=120000.0)
    visits = next(one for one in sizing.sensitivity if one.answer == "visits_per_month")
    assert (visits.low, visits.high) == pytest.approx((108000.0, 132000.0))


def test_a_rate_is_never_moved_beyond_one() -> None:
    """A win rate of 95% a tenth higher is 100%, not 104.5%."""
    swings = {one.answer: one for one in of(**{**FUNNEL, "win_rate": 0.95}).sensitivity}
    assert swings["win_rate"].high == pytest.approx(6000 + 10 * 12 * 0.5 * 0.5 * 0.8 * 1.0 * 1000 / 2)


def test_visits_pay_only_above_an_order_value_that_is_told() -> None:
    """Forty hours are five days of 500; one case in four is won: 10,000 for a customer who leaves 400."""
    sizing = of(buyer="organization", deal_value=1000.0, relationship="one_off", gross_margin=0.4, win_rate=0.25,
                  selling_motion=("field_sales",))  # fmt: skip
    day = LIBRARY.currencies.workday["USD"]
    visits = next(one for one in sizing.unit_economics if one.motion == "field_sales")
    assert visits.cost == pytest.approx(40 / 8 * day * 4)
    assert visits.break_even_order == pytest.approx(40 / 8 * day * 4 / 0.4)
    assert (visits.pays, visits.kind) == (False, "assumed")


def test_a_way_that_is_not_used_is_named_only_where_it_would_not_pay() -> None:
    """Nobody sells a hospital system by a basket, and the plan does not say that it would pay."""
    motions = {one.motion for one in make_plan(example("hospital-system"), LIBRARY).sizing.unit_economics}
    assert motions == {None, "field_sales"}


@cases(40)
@given(low=st.floats(0.05, 0.9), more=st.floats(0.01, 0.1))
def test_a_higher_win_rate_never_needs_more_leads(low: float, more: float) -> None:
    """What is won more often needs fewer to begin with, but for the last customer, of whom there is no part."""
    few, many = (of(**{**FUNNEL, "win_rate": rate}, revenue_target=18000.0) for rate in (low + more, low))
    last_customer = 1 / (low + more) / 0.8 / 0.5 / 0.5 / 12
    assert needed(few, "leads")[0] <= needed(many, "leads")[0] + last_customer
