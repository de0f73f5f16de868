"""Answers that are ranges: what they make of a quantity and of the year, and when one is only a bound."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import ASSUMED
from helpers.libraries import LIBRARY

from salesmode.business.economy import PartEconomy, economy_of
from salesmode.business.profile import make_profile

REPEAT: dict[str, Any] = {
    "relationship": "repeat", "customer_count": 100, "orders_per_customer": 10.0, "deal_value": 1000.0,
}  # fmt: skip
FEES: dict[str, Any] = {
    "relationship": "subscription", "customer_count": 200, "deal_value": 1200.0, "annual_churn": 0.15,
    "visits_per_month": 1000.0, "conversion_rate": 0.004,
}  # fmt: skip
Ends = tuple[float, float]


def ranged(answers: dict[str, Any], **ranges: Ends) -> PartEconomy:
    """Return a business some of whose answers lie between two ends, likely in the place `answers` says."""
    profile = make_profile(currency="USD", **answers, ranges=ranges)
    return economy_of(profile, LIBRARY.model, ASSUMED).whole


def test_without_a_range_a_quantity_has_no_doubt() -> None:
    """Low, likely and high are the same."""
    assert ranged(REPEAT).span("revenue") == (1_000_000, 1_000_000, 1_000_000)


def test_one_range_swings_what_rests_on_it() -> None:
    """80 to 130 customers of 10,000 each; what does not rest on them stays."""
    business = ranged(REPEAT, customer_count=(80, 130))
    assert business.span("revenue") == pytest.approx((800_000, 1_000_000, 1_300_000))
    assert business.span("customer_value") == pytest.approx((10_000, 10_000, 10_000))


def test_two_ranges_do_not_go_wrong_together() -> None:
    """Customers take 300,000 off or add it, the value 400,000: the root of both squared is 500,000, not 700,000."""
    business = ranged(REPEAT, customer_count=(70, 130), deal_value=(600.0, 1400.0))
    assert business.span("revenue") == pytest.approx((500_000, 1_000_000, 1_500_000))


def test_a_range_of_a_divisor_swings_the_other_way() -> None:
    """At a stay of one over what leaves: 20% to 40% is five years to two and a half, four at 25%."""
    business = ranged({"relationship": "repeat", "annual_churn": 0.25}, annual_churn=(0.2, 0.4))
    assert business.span("stay") == pytest.approx((2.5, 4, 5))


def test_a_months_figure_swings_a_years() -> None:
    """900 to 1,200 visits a month are 10,800 to 14,400 a year."""
    assert ranged(FEES, visits_per_month=(900.0, 1200.0)).span("visits") == pytest.approx((10_800, 12_000, 14_400))


def test_the_year_swings_with_what_it_rests_on() -> None:
    """A churn of 10% or 20% leaves 228,000 or 216,000; a conversion of 0.3% or 0.5% is 7,200 less or more.

    The run swings by the root of 6,000² + 7,200².
    """
    business = ranged(FEES, annual_churn=(0.1, 0.2), conversion_rate=(0.003, 0.005))
    year, swing = business.year, (6000**2 + 7200**2) ** 0.5
    assert year.base == pytest.approx((216_000, 222_000, 228_000))
    assert year.fresh == pytest.approx((21_600, 28_800, 36_000))
    assert year.run == pytest.approx((250_800 - swing, 250_800, 250_800 + swing))


@pytest.mark.parametrize(("ends", "is_value"), [((50, 150), True), ((50, 151), False), ((0, 150), False)])
def test_an_answer_wider_than_threefold_is_only_a_bound(ends: Ends, is_value: bool) -> None:
    """Up to three times its low end it is a value with doubt; beyond, or from nothing, nobody reckons with it."""
    business = ranged(REPEAT, customer_count=ends)
    assert business.value("customers") == (100 if is_value else None)
    assert business.value("revenue") == (1_000_000 if is_value else None)
    if not is_value:
        assert business.bound("customers") == pytest.approx(ends)
        assert business.bound("revenue") == pytest.approx((ends[0] * 10_000, ends[1] * 10_000))
        assert business.year.run is None


def test_a_bound_gives_way_to_what_other_answers_say() -> None:
    """Revenue and a customer's value count 100 customers; the wide answer is not needed."""
    business = ranged({**REPEAT, "revenue": 1_000_000.0}, customer_count=(20, 500))
    assert business.value("customers") == pytest.approx(100)
    assert business.span("customers") == pytest.approx((100, 100, 100))


def test_conditions_see_the_range() -> None:
    """A quantity that rests on a range is a fact with two ends, any other one a number."""
    facts = dict(ranged(REPEAT, customer_count=(80, 130)).facts())
    assert facts["quantity.revenue"] == pytest.approx((800_000, 1_000_000, 1_300_000))
    assert facts["quantity.customer_value"] == pytest.approx(10_000)
    assert not [id for id, value in ranged(REPEAT).facts() if isinstance(value, tuple)]
