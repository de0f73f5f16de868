"""What had to be sold again last year is sold again this year: each year worked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment, settled, whole
from helpers.draws import cases
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.pace import selling_pace
from salesmode.business.span import exactly
from salesmode.business.vocabulary import Shift
from salesmode.business.year import Year

# Forty contracts of 30,000 and 600,000 of work beside them; 2 leave and 4 are won, each half a year.
SERVICE: dict[str, Any] = {
    "relationship": "multi_year_contract", "revenue": 1_800_000.0, "continuing_revenue": 1_200_000.0,
    "customer_count": 40, "annual_churn": 0.05, "deal_value": 30_000.0, "quotes": 6, "orders": 1,
}  # fmt: skip


def year(**changes: Any) -> Year:
    """Return the year of the firm with some answers changed; `None` takes one away."""
    answers = {**SERVICE, **changes}
    return whole(**{id: value for id, value in answers.items() if value is not None}).year


def likely(found: Year) -> tuple[float | None, ...]:
    """Return what continues, what is sold again, what newcomers bring, and the run."""
    return tuple(
        None if span is None else span.likely for span in (found.by_itself, found.again, found.fresh, found.run)
    )


def test_work_beside_the_contracts_is_sold_again_and_newcomers_are_part_of_it() -> None:
    """600,000 were sold beside what continues; 4 x 30,000 / 2 = 60,000 of it is newcomers', 540,000 sold again."""
    assert likely(year()) == pytest.approx((1_200_000, 540_000, 60_000, 1_800_000))


def test_newcomers_who_bring_more_than_was_sold_last_year_stand_alone() -> None:
    """44 won a year bring 660,000: nothing is left of the 600,000 to be sold again."""
    assert likely(year(quotes=14, orders=11)) == (1_200_000, None, 660_000, 1_860_000)


def test_leavers_who_are_not_replaced_lower_the_year() -> None:
    """Ten leave and four come: of the 600,000 10 x 15,000 takes ten who come."""
    assert likely(year(annual_churn=0.25)) == pytest.approx((1_200_000, 450_000, 60_000, 1_710_000))


def test_growth_with_customers_there_are_was_part_of_what_was_sold() -> None:
    """A tenth more with them is 120,000: 420,000 is left to be sold again, and the run is last year's."""
    assert likely(year(expansion_rate=0.1)) == pytest.approx((1_320_000, 420_000, 60_000, 1_800_000))


def test_offers_not_counted_leave_the_same_run() -> None:
    """Whoever counts no offers is told last year's books, as whoever counts them is."""
    assert year(quotes=None, orders=None).run == exactly(1_800_000)


def test_a_fall_in_orders_falls_on_what_is_sold_again() -> None:
    """Orders fell by a fifth half a year ago: 0.8 / 0.9 of 600,000 is 533,333, less newcomers' 60,000."""
    fallen = year(changed=[{"what": "orders", "by": -0.2, "since": 182.5}])
    assert likely(fallen) == pytest.approx((1_200_000, 473_333.33, 60_000, 1_733_333.33))


def test_what_carries_no_revenue_or_is_older_than_the_books_changes_nothing() -> None:
    """A lower margin, and orders that fell two years ago, are in last year's 600,000 already."""
    assert (
        year(changed=[{"what": "margin", "by": -0.2, "since": 90}, {"what": "orders", "by": -0.2, "since": 730}])
        == year()
    )


def test_fewer_customers_and_fewer_orders_are_one_fall() -> None:
    """Both halved today are one half; a tenth less an order comes on top: 0.5 x 0.9."""
    halved = [Shift(what=what, by=-0.5, since=0) for what in ("customers", "orders")]
    assert selling_pace(halved) == 0.5
    assert selling_pace([*halved, Shift(what="order_value", by=-0.1, since=0)]) == pytest.approx(0.45)
    assert selling_pace([]) == 1


def test_where_every_order_is_counted_as_won_nothing_is_sold_beside_them() -> None:
    """A project firm with 100,000 of upkeep wins 4 x 2 projects of 20,000: it does not run as last year's 480,000."""
    answers: dict[str, Any] = {
        "relationship": "one_off",
        "revenue": 480_000,
        "continuing_revenue": 100_000,
        "deal_value": 20_000,
    }
    assert likely(whole(**answers, quotes=4, orders=2).year) == (100_000, None, 160_000, 260_000)


def test_revenue_worked_out_from_customers_says_nothing_of_what_was_sold() -> None:
    """40 x 30,000 is what customers pay now, no books of last year: 1,000,000 continue, newcomers bring 60,000."""
    assert likely(year(revenue=None, continuing_revenue=1_000_000)) == (1_000_000, None, 60_000, 1_060_000)


def test_work_beside_contracts_goes_on_where_the_base_is_told_by_leavers() -> None:
    """1,800,000 less 90,000 who leave, 60,000 by which last year's newcomers fill their year, 60,000 of this year's.

    Of it 600,000 is no contract's: orders fell by a fifth today, so 120,000 less comes.
    """
    books = year(continuing_revenue=None)
    assert (books.basis, books.run) == ("cohort", exactly(1_830_000))
    fallen = year(continuing_revenue=None, changed=[{"what": "orders", "by": -0.2, "since": 0}])
    assert fallen.run == exactly(1_710_000)


def test_a_point_more_won_adds_to_the_year_though_it_is_part_of_what_was_sold() -> None:
    """Asked what moves the year, what is sold again stays: twice as many won bring 60,000 more."""
    economy = settled(**SERVICE)
    more, less = economy.run_with("orders", 8), economy.run_with("continuing_revenue", 1_100_000)
    assert more == pytest.approx(1_860_000)
    assert less == pytest.approx(1_700_000)


def test_segments_add_what_each_sells_again() -> None:
    """The firm and a second one half as large: 540,000, and 300,000 less 60,000."""
    half = {**SERVICE, "revenue": 900_000.0, "continuing_revenue": 600_000.0, "customer_count": 20}
    found = settled(segments=[segment("One", **SERVICE), segment("Two", **half)]).whole.year
    assert found.again is not None
    assert found.again.likely == pytest.approx(780_000)


FIRMS = st.fixed_dictionaries({
    "revenue": st.integers(1, 3_000_000).map(float), "continuing_revenue": st.integers(0, 3_000_000).map(float),
    "customer_count": st.integers(1, 500), "orders": st.integers(0, 20), "quotes": st.integers(20, 60),
    "annual_churn": st.integers(0, 50).map(lambda share: share / 100),
})  # fmt: skip


@cases(200)
@given(FIRMS, st.sampled_from(["multi_year_contract", "subscription", "repeat"]))
def test_with_as_many_won_as_leave_the_run_is_never_below_last_year(firm: dict[str, Any], relationship: str) -> None:
    """However the revenue is split into what continues and what was sold again, and however slowly newcomers ramp."""
    firm["annual_churn"] = min(1.0, 4 * firm["orders"] / firm["customer_count"])
    found = year(**firm, relationship=relationship, deal_value=None)
    assert found.run is not None
    if found.basis == "continuing":
        assert min(found.run) >= firm["revenue"] * (1 - 1e-9)


@cases(200)
@given(FIRMS, st.integers(1, 40))
def test_more_who_leave_never_raise_what_is_sold_again(firm: dict[str, Any], more: int) -> None:
    """Each takes along what somebody new would have to bring."""
    few, many = year(**firm), year(**{**firm, "annual_churn": firm["annual_churn"] + more / 100})
    assert (many.again or exactly(0)).likely <= (few.again or exactly(0)).likely
