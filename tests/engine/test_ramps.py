"""How long a new customer takes to order at full rhythm: by the settings, or by the owner's answer."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARY, build, with_numbers, with_parts
from msgspec.structs import replace

from salesmode.business.span import Span
from salesmode.business.year import Year
from salesmode.engine.business import settled
from salesmode.knowledge.library import Library

# 6 won at 10,000 a year; 900,000 stay, and last year's six fill their year of 60,000.
REPEAT: dict[str, Any] = {
    "relationship": "repeat", "revenue": 1_000_000.0, "customer_count": 100, "annual_churn": 0.1,
    "orders_per_customer": 10.0, "deal_value": 1000.0, "leads_per_month": 10.0, "mql_rate": 0.5, "sql_rate": 0.5,
    "opportunity_rate": 0.5, "win_rate": 0.4,
}  # fmt: skip
FEES: dict[str, Any] = {
    "relationship": "subscription", "customer_count": 200, "deal_value": 1200.0, "annual_churn": 0.15,
    "visits_per_month": 1000.0, "conversion_rate": 0.004,
}  # fmt: skip


def year(library: Library = LIBRARY, **answers: Any) -> Year:
    """Return the year of a business by the settings of a library."""
    return settled(build(**answers), library).whole.year


def ramped(low: float, likely: float, high: float) -> Library:
    """Return the library with other months until full rhythm."""
    held = LIBRARY.settings.sizing.ramp_months
    months = replace(held, low=low, likely=likely, high=high)
    return with_parts(settings=with_numbers(LIBRARY.settings, ramp_months=months))


def test_the_settings_give_the_three_cases_where_nobody_says() -> None:
    """Twelve, six and no months leave 2, 3.5 and 6 months of orders: of 60,000 a year 10,000, 17,500 and 30,000.

    What newcomers bring this year, last year's brought then: base and fresh swing against each other.
    """
    found = year(**REPEAT)
    assert found.fresh == pytest.approx(Span(10_000, 17_500, 30_000))
    assert found.base == pytest.approx(Span(950_000, 942_500, 930_000))
    assert found.run == pytest.approx(Span(960_000, 960_000, 960_000))


def test_other_settings_are_used() -> None:
    """A year at worst and at best half a year, likely a year: 2, 2 and 3.5 months of orders."""
    assert year(ramped(12, 12, 6), **REPEAT).fresh == pytest.approx(Span(10_000, 10_000, 17_500))


@pytest.mark.parametrize(("months", "fresh"), [(0.0, 30_000), (6.0, 17_500), (12.0, 10_000), (24.0, 6000)])
def test_the_owners_answer_takes_the_place_of_all_three(months: float, fresh: float) -> None:
    """Said once, it is no range; two years to full rhythm leave 24 / 24 = 1 month of orders, but each has ordered.

    An order is 1,000, six of them 6,000.
    """
    for library in (LIBRARY, ramped(1, 1, 1)):
        found = year(library, **REPEAT, ramp_to_full_use=months)
        assert found.fresh == pytest.approx(Span(fresh, fresh, fresh))
        assert found.run == pytest.approx(Span(960_000, 960_000, 960_000))


def test_where_newcomers_pay_in_full_at_once_no_ramp_counts() -> None:
    """A subscription begins with its fee: half a year of 48 x 1,200, whatever the settings or the answer."""
    for found in (year(**FEES), year(ramped(9, 9, 9), **FEES), year(**FEES, ramp_to_full_use=12.0)):
        assert found.fresh == pytest.approx(Span(28_800, 28_800, 28_800))


def test_a_strong_month_weighs_as_the_settings_say() -> None:
    """And the economy carries it."""
    library = with_parts(settings=with_numbers(LIBRARY.settings, peak_weight=2.0))
    assert settled(build(**FEES), library).whole.outside.peak_weight == 2.0
    assert settled(build(**FEES), LIBRARY).whole.outside.peak_weight == 1.5
