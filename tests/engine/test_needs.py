"""What must be won to sell as much as last year, and for the target: money, customers, opportunities, leads."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment, settled, whole
from helpers.libraries import LIBRARY, build

from salesmode.engine.plan import make_plan
from salesmode.engine.sizing.needs import Need, needs_of

# 10 x 12 x 0.5 x 0.5 x 0.5 x 0.4 = 6 won at 10,000 a year, from the first day on.
REPEAT: dict[str, Any] = {
    "relationship": "repeat", "revenue": 1_000_000.0, "customer_count": 100, "annual_churn": 0.1,
    "orders_per_customer": 10.0, "deal_value": 1000.0, "leads_per_month": 10.0, "mql_rate": 0.5, "sql_rate": 0.5,
    "opportunity_rate": 0.5, "win_rate": 0.4, "ramp_to_full_use": 0.0,
}  # fmt: skip
SHOP: dict[str, Any] = {
    "buyer": "individual", "selling_motion": ("self_serve",), "revenue": 260_000.0, "repeat_rate": 0.25,
    "visits_per_month": 20_000.0, "conversion_rate": 0.02, "aov": 60.0, "return_rate": 0.1,
}  # fmt: skip


def needed(**answers: Any) -> dict[str, Any]:
    """Return what must be won by goal, each as money, customers, opportunities, leads."""
    return {need.goal: need[1:] for need in needs_of(whole(**answers))}


def about(*figures: float | None) -> Any:
    """Return figures to compare with, some of them unknown."""
    return tuple(None if figure is None else pytest.approx(figure) for figure in figures)


def test_a_repeat_business_wins_back_what_leaves_and_what_the_target_adds() -> None:
    """930,000 come by themselves (900,000 + 60,000 - 30,000); a new customer brings 5,000 inside the year.

    70,000 are 14 customers, 35 opportunities at 40%, 280 leads at an eighth; 100,000 are 20, 50 and 400.
    """
    assert needed(**REPEAT, revenue_target=1_030_000.0) == {
        "hold": about(70_000, 14, 35, 280),
        "target": about(100_000, 20, 50, 400),
    }


def test_a_slow_start_asks_for_more_customers() -> None:
    """Full rhythm after a year is two months of orders inside it: 10,000 x 2 / 12.

    Last year's six bring 60,000 less the 10,000 of their first year: 950,000 come by themselves; 50,000 / 1,666.67.
    """
    assert needed(**{**REPEAT, "ramp_to_full_use": 12.0}) == {"hold": about(50_000, 30, 75, 600)}


def test_who_is_won_brings_one_order_at_least() -> None:
    """One order of 10,000 a year: two months of it are 1,667, but who is won has ordered, which is a whole year's.

    900,000 + 60,000 - 60,000 come by themselves: 100,000 are 10 customers.
    """
    yearly = {**REPEAT, "orders_per_customer": 1.0, "deal_value": 10_000.0, "ramp_to_full_use": 12.0}
    assert needed(**yearly) == {"hold": about(100_000, 10, 25, 200)}


def test_a_subscription_counts_half_a_year_of_each_who_joins() -> None:
    """222,000 of 240,000 stay; 18,000 are 30 at 600 inside the year, 78,000 are 130; nobody makes them offers."""
    fee: dict[str, Any] = {
        "relationship": "subscription", "customer_count": 200, "deal_value": 1200.0, "annual_churn": 0.15,
        "visits_per_month": 1000.0, "conversion_rate": 0.004,
    }  # fmt: skip
    assert needed(**fee, revenue_target=300_000.0) == {
        "hold": about(18_000, 30, None, None),
        "target": about(78_000, 130, None, None),
    }


def test_projects_are_all_won_anew_each_order_whole() -> None:
    """480,000 are 24 orders of 20,000, one offer in five won; half of 240 leads become one. 600,000 are 30."""
    once: dict[str, Any] = {
        "relationship": "one_off", "revenue": 480_000.0, "quotes": 30, "orders": 6, "deal_value": 20_000.0,
    }  # fmt: skip
    assert needed(**once, leads_per_month=20.0, revenue_target=600_000.0) == {
        "hold": about(480_000, 24, 120, 240),
        "target": about(600_000, 30, 150, 300),
    }


def test_a_shop_that_keeps_its_level_is_told_no_need() -> None:
    """How many newcomers keep it nobody counted; only the level is known."""
    shop = whole(**SHOP, revenue_target=400_000.0)
    assert shop.year.basis == "come_back"
    assert needs_of(shop) == ()


def test_what_comes_by_itself_asks_for_nothing() -> None:
    """A target at or below what continues, and revenue below it, need nobody new; above it they do."""
    contract: dict[str, Any] = {
        "relationship": "multi_year_contract", "continuing_revenue": 500_000.0, "revenue": 500_000.0,
    }  # fmt: skip
    assert needed(**contract, revenue_target=500_000.0) == {}
    assert needed(**contract, revenue_target=500_001.0) == {"target": about(1, None, None, None)}


def test_without_a_base_nothing_is_needed() -> None:
    """Nobody says who leaves: what comes by itself is unknown, and so is the rest."""
    assert needed(relationship="repeat", revenue=1_000_000.0, revenue_target=2_000_000.0) == {}


def test_a_business_of_segments_is_told_the_money_and_no_customers() -> None:
    """150,000 stay of fees of 160,000, nothing of projects of 480,000: one new customer is not like another."""
    fees = segment(
        "Fees", relationship="subscription", customer_count=100, deal_value=1600.0, annual_churn=0.125, quotes=5,
        win_rate=0.5,
    )  # fmt: skip
    projects = segment("Projects", relationship="one_off", quotes=30, orders=6, deal_value=20_000.0)
    business = settled(segments=[fees, projects])
    assert business.whole.year.base is not None
    assert business.whole.year.base.likely == pytest.approx(150_000)
    (all_of_it,) = needs_of(business.whole)
    assert all_of_it == Need("hold", *about(490_000, None, None, None))
    (own,) = needs_of(business.segments[1])
    assert own == Need("hold", *about(480_000, 24, 120, None))


def test_the_plan_carries_the_needs_of_the_whole_business() -> None:
    """The same as of its economy."""
    plan = make_plan(build(**REPEAT, revenue_target=1_030_000.0), LIBRARY)
    assert plan.sizing.needs == needs_of(plan.business.economy.whole) != ()
