"""What own sellers cost and bring, and when a growing year is more than can be delivered."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import whole

from salesmode.business.vocabulary import Member
from salesmode.engine.sizing.sellers import full_in, sellers_of

# 24 won a year; two sellers at 40 hours.
TEAM: dict[str, Any] = {
    "relationship": "one_off", "quotes": 30, "orders": 6, "deal_value": 20_000.0, "gross_margin": 0.3,
    "team": (Member(role="sales", people=2, hours_per_week=40.0),),
}  # fmt: skip


def test_the_hours_of_a_win_are_priced_by_the_working_day() -> None:
    """2 x 40 x 52 = 4,160 hours over 24 wins are 173.3 each: 21.7 days at 400."""
    sellers = sellers_of(whole(**TEAM), 400.0)
    assert sellers is not None
    assert sellers.win_cost == pytest.approx(4160 / 24 / 8 * 400)
    assert not sellers.known


@pytest.mark.parametrize(
    ("cycle", "ramp", "month"),
    [
        (0.0, 0.0, 1),  # 15,000 a month left against 220 / 12 days x 400 = 7,333
        (0.0, 6.0, 6),  # half strength on average after six months: 7,500
        (182.5, 0.0, 12),  # nothing for six months, so twelve make two halves
    ],
)
def test_a_hire_has_paid_back_when_what_is_left_reaches_the_wages(cycle: float, ramp: float, month: int) -> None:
    """A quota of 600,000 at 30% leaves 15,000 a month at full strength; nobody says it is not reached."""
    part = whole(relationship="repeat", quota=600_000.0, ramp_months=ramp, gross_margin=0.3, sales_cycle=cycle)
    sellers = sellers_of(part, 400.0)
    assert sellers is not None
    assert sellers.pays_in == month


def test_a_hire_who_costs_more_than_is_left_never_pays() -> None:
    """A quota of 200,000 at 30% leaves 5,000 a month against 7,333."""
    sellers = sellers_of(whole(relationship="repeat", quota=200_000.0, ramp_months=0.0, gross_margin=0.3), 400.0)
    assert sellers is not None
    assert sellers.known
    assert sellers.pays_in is None


@pytest.mark.parametrize(("target", "spare", "month"), [(1.2e6, 0.1, 4), (1.2e6, 0.4, None), (0.9e6, 0.0, None)])
def test_a_year_that_grows_evenly_is_full_in_a_month(target: float, spare: float, month: int | None) -> None:
    """200,000 more are 2,564 a month more each month; a tenth spare is 8,333 a month, passed in the fourth."""
    assert full_in(whole(revenue=1e6, revenue_target=target, spare_capacity=spare)) == month


def test_without_a_price_of_a_day_nothing_is_said() -> None:
    """Of a currency whose working day nobody priced."""
    assert sellers_of(whole(**TEAM), None) is None
