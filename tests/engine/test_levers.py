"""The levers: what a point of each brings by hand, what of it lands inside the year, and which one leads."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, Build, build, example
from helpers.sizing import FUNNEL, SHOP, covered, known, lever, of, sized

from salesmode.engine.business import diagnosed
from salesmode.engine.plan import make_plan
from salesmode.report.sections.levers import unit_of

WAITS_FOR_A_DECISION = {"leads", "mql_rate", "sql_rate", "opportunity_rate", "win_rate", "deal_value"}


def test_a_point_of_each_stage_by_hand() -> None:
    """Six won at 100 are 600 a year; a stage at 50 % brings 12 a point, leads 6 a per cent, the win rate 30 a point."""
    sizing = of(buyer="organization", deal_value=100.0, relationship="one_off", decision_cycle=0.0, **FUNNEL)
    points = {item.id: item.bookings_point for item in sizing.levers}
    assert points["win_rate"] == pytest.approx(30)
    assert points["leads"] == pytest.approx(6)
    assert [points[id] for id in ("mql_rate", "sql_rate", "opportunity_rate")] == [pytest.approx(12)] * 3
    assert points["deal_value"] == pytest.approx(6)


def test_a_point_is_what_a_point_brings() -> None:
    """Raise each answer by a point, and the run grows by what the lever says, for the funnel and for the shop."""
    answers: dict[str, Any] = {"buyer": "organization", "deal_value": 100.0, "relationship": "one_off", **FUNNEL}
    shop: dict[str, Any] = {"buyer": "individual", **SHOP, "return_rate": 0.1}
    for held, ids in (
        (answers, ("mql_rate", "sql_rate", "opportunity_rate", "win_rate")),
        (shop, ("conversion_rate",)),
    ):
        before = covered(**held).baseline
        for id in ids:
            grown = covered(**{**held, id: held[id] + 0.01}).baseline - before
            assert lever(of(**held), id).bookings_point == pytest.approx(grown), id
    fewer = covered(**{**shop, "return_rate": 0.09}).baseline - covered(**shop).baseline
    assert lever(of(**shop), "return_rate").bookings_point == pytest.approx(fewer)
    more = covered(**{**shop, "visits_per_month": 10_100.0}).baseline - covered(**shop).baseline
    assert lever(of(**shop), "visits").bookings_point == pytest.approx(more)


def test_returns_of_nought_are_no_lever() -> None:
    """Nothing comes back, so nothing is promised; one in a hundred is."""
    shop: dict[str, Any] = {"buyer": "individual", **SHOP}
    assert "return_rate" not in [one.id for one in of(**shop, return_rate=0.0).levers]
    assert "return_rate" in [one.id for one in of(**shop, return_rate=0.01).levers]


@pytest.mark.parametrize(
    ("days", "leads", "win"), [(0, 1.0, 47.5 / 52), (91, 39 / 52, 41 / 52), (364, 0.0, 21.5 / 52), (900, 0.0, 0.0)]
)
def test_what_lands_inside_the_year_is_what_its_lag_leaves(days: float, leads: float, win: float) -> None:
    """New leads wait a whole cycle; those already open half of one, after four and a half weeks of work."""
    sizing = of(buyer="organization", deal_value=100.0, decision_cycle=days, gross_margin=0.5, **FUNNEL)
    assert lever(sizing, "leads").in_year_share == pytest.approx(leads)
    assert lever(sizing, "win_rate").in_year_share == pytest.approx(win)


def test_the_sales_cycle_goes_before_the_decision_cycle() -> None:
    """The measured days of won deals replace the typical ones."""
    sizing = of(buyer="organization", deal_value=100.0, decision_cycle=900.0, sales_cycle=91.0, **FUNNEL)
    assert lever(sizing, "leads").in_year_share == pytest.approx(39 / 52)


def test_contribution_is_the_margin_of_what_is_signed() -> None:
    """Half of it, at a margin of a half; unknown without one, and then no lever is priced."""
    answers: dict[str, Any] = {"buyer": "organization", "deal_value": 100.0, "decision_cycle": 91.0, **FUNNEL}
    with_margin, without = of(**answers, gross_margin=0.5), of(**answers)
    for item in with_margin.levers:
        assert item.per_point == pytest.approx(known(item.sales_point) / 2)
    assert all(item.per_point is None and item.worth is None and item.run_rate is None for item in without.levers)
    assert without.bottleneck is None
    assert without.levers != ()


def test_a_lever_s_worth_is_its_step_in_points() -> None:
    """Low, middle and high of the step, times a point's contribution; the run rate is not cut by the lag."""
    for name in EXAMPLES:
        for item in sized(example(name)).levers:
            if item.worth is None or item.step is None or item.per_point is None:
                assert item.step is None or item.contribution_rate is None
                continue
            middle = (item.step.low + item.step.high) / 2
            expected = [x * 100 * item.per_point for x in (item.step.low, middle, item.step.high)]
            assert [item.worth.low, item.worth.mid, item.worth.high] == pytest.approx(expected)
            if item.in_year_share:
                assert item.run_rate == pytest.approx(item.worth.mid / item.in_year_share)


FULL_SHOP = {**SHOP, "buyer": "individual", "gross_margin": 0.5, "decision_cycle": 1.0, "revenue": 240_000.0}


def test_no_step_is_taken_from_a_play_that_runs_only_when_forced() -> None:
    """A shop whose other plays go no further is told what a point is worth, and promised no step of the backbone."""
    done = {id: 3 for id in LIBRARY.plays if not id.startswith("shared.")}
    plan = make_plan(build(**FULL_SHOP, maturity=done), LIBRARY)
    lever = next(lever for lever in plan.sizing.levers if lever.id == "conversion_rate")
    assert (lever.step, lever.step_play) == (None, None)
    assert lever.per_point


@pytest.mark.parametrize(("rate", "unit"), [(0.02, "tenth"), (0.05, "point")])
def test_a_small_rate_is_priced_by_the_tenth_of_a_point(rate: float, unit: str) -> None:
    """At 2 % a whole point would be half as many orders again; from 5 % on a point is what one speaks of."""
    plan = make_plan(build(**{**FULL_SHOP, "conversion_rate": rate}), LIBRARY)
    lever = next(lever for lever in plan.sizing.levers if lever.id == "conversion_rate")
    assert unit_of(lever) == unit


@pytest.mark.parametrize("name", EXAMPLES)
def test_levers_stand_by_worth_and_the_first_is_the_bottleneck(name: str) -> None:
    """Most worth first, those without a price last."""
    sizing = sized(example(name))
    worths = [item.worth.mid if item.worth else -1.0 for item in sizing.levers]
    assert worths == sorted(worths, reverse=True)
    assert sizing.bottleneck == next((item.id for item in sizing.levers if item.worth), None)


def test_shallower_discounts_and_margin_are_kept_whole() -> None:
    """A point of margin on 900 is nine; a point off the discount of half the orders, half a point of full prices."""
    sizing = of(buyer="individual", revenue=900.0, gross_margin=0.5, discount_rate=0.2, discount_share=0.5)
    margin, discount = lever(sizing, "gross_margin"), lever(sizing, "discount_rate")
    assert margin.bookings_point == pytest.approx(9)
    assert (margin.contribution_rate, margin.sales_point) == (1.0, 0.0)
    assert discount.bookings_point == pytest.approx(900 / 0.9 * 0.5 / 100)
    assert discount.contribution_rate == 1.0


def test_a_discount_of_everything_leaves_the_lever_undefined() -> None:
    """Sales before such a discount cannot be told from sales after it."""
    sizing = of(buyer="individual", revenue=900.0, discount_rate=1.0, discount_share=1.0)
    assert "discount_rate" not in [item.id for item in sizing.levers]


@pytest.mark.parametrize("answers", [{"return_rate": 0.2}, {"take_rate": 0.1}], ids=str)
def test_a_point_of_conversion_leaves_what_its_orders_leave(profile: Build, answers: dict[str, Any]) -> None:
    """1,200 orders more a year, each leaving its order contribution."""
    shop = profile(buyer="individual", gross_margin=0.5, **SHOP, **answers)
    left = diagnosed(shop, LIBRARY).facts["order_contribution"]
    point = lever(sized(shop), "conversion_rate")
    assert point.contribution_rate is not None
    assert point.bookings_point * point.contribution_rate == pytest.approx(1200 * left)


def test_without_a_cycle_nothing_is_promised_inside_the_year() -> None:
    """What lands inside twelve months depends on how long a decision takes; unknown stays unknown."""
    sizing = of(buyer="organization", deal_value=100.0, gross_margin=0.5, **FUNNEL)
    assert [item.id for item in sizing.levers if item.id in WAITS_FOR_A_DECISION and item.per_point is not None] == []


def test_without_churn_all_that_continues_is_assumed_to_stay() -> None:
    """What is lost of it is not known: it is taken as nothing, and an assumption says so."""
    answers: dict[str, Any] = {"buyer": "organization", "continuing_revenue": 800.0, "deal_value": 100.0}
    plan = make_plan(build(**answers, **FUNNEL), LIBRARY)
    assert plan.sizing.gap_analysis is not None
    assert plan.sizing.gap_analysis.base == 800
    assert ("annual_churn", 0.0, "assumed") in [(one.id, one.value, one.kind) for one in plan.robustness.assumptions]
