"""Hours that can be sold, offers won by people who come again, fees of one way of selling: each worked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment, settled, whole
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.contradictions import contradictions_of
from salesmode.business.vocabulary import ChannelResult

Answers = dict[str, Any]
PRACTICE: Answers = {"revenue": 310_000, "hourly_rate": 58, "hours_sold": 95, "hours_available": 150}
LAWYER: Answers = {
    "relationship": "repeat", "customer_count": 31, "purchases_per_year": 2, "deal_value": 14_000, "revenue": 870_000,
    "annual_churn": 0.18, "quotes": 18, "orders": 7, "hourly_rate": 290, "hours_sold": 58, "hours_available": 60,
}  # fmt: skip
BASKET: Answers = {"buyer": "individual", "aov": 100, "gross_margin": 0.5}


# ------------------------------------------------------------------------------------------------------ room for more


def test_free_hours_cap_the_year_as_spare_capacity_does() -> None:
    """58 of 60 hours are sold: 870,000 x 60 / 58 is the most, the same as with 2 / 58 of capacity to spare."""
    by_hours = whole(revenue=870_000, hours_sold=58, hours_available=60)
    by_share = whole(revenue=870_000, spare_capacity=2 / 58)
    assert by_hours.value("ceiling") == pytest.approx(900_000)
    assert by_share.value("ceiling") == pytest.approx(900_000)
    assert by_hours.value("spare_capacity") == pytest.approx(2 / 58)


@given(
    st.integers(1, 200), st.integers(0, 100), st.integers(1, 400), st.sampled_from([None, 0.02, 0.3, 1.5]),
    st.sampled_from([0.0, 0.1, 0.4]),
)  # fmt: skip
def test_no_year_is_promised_beyond_the_free_hours(
    sold: int, free: int, orders: int, room: float | None, churn: float
) -> None:
    """Whatever offers seem to win, and whatever room was stated beside the hours: all hours at their price at most."""
    part = whole(
        hours_sold=sold, hours_available=sold + free, hourly_rate=50, customer_count=40, annual_churn=churn,
        quotes=2 * orders, orders=orders, spare_capacity=room,
    )  # fmt: skip
    run = part.year.run
    assert run is not None
    assert run.high <= (sold + free) * 52 * 50 * (1 + 1e-9)


def test_a_stated_room_that_the_hours_deny_is_named() -> None:
    """55 of 95 hours more are 58%; 35% would be 33.25 hours, and 5% of 95 not even nine of the 55."""
    (item,) = contradictions_of(settled(**PRACTICE, spare_capacity=0.35))
    assert item.quantity == "hours_empty_week"
    assert (item.used, item.other) == pytest.approx((55, 33.25))
    assert set(item.answers) == {"hours_sold", "hours_available", "spare_capacity"}
    (item,) = contradictions_of(settled(**PRACTICE, spare_capacity=0.05))
    assert set(item.answers) == {"hours_sold", "hours_available", "spare_capacity"}


@pytest.mark.parametrize("room", [0.0, 0.05, 0.1])
def test_hardly_any_room_is_the_same_in_hours_and_in_words(room: float) -> None:
    """Two hours of sixty, no room, or a tenth of it: nobody would call that a difference."""
    assert contradictions_of(settled(revenue=870_000, hours_sold=58, hours_available=60, spare_capacity=room)) == ()


def test_a_stated_room_that_agrees_is_believed() -> None:
    """58% of 95 hours are 55."""
    assert contradictions_of(settled(**PRACTICE, spare_capacity=0.58)) == ()


def test_segments_share_the_empty_hours_of_the_whole() -> None:
    """55 hours at 58 are 165,880 a year; 70% of the revenue have 38.5 of them, 116,116, and 30% the rest."""
    economy = settled(**PRACTICE, segments=[segment("Runners", 0.7), segment("Firms", 0.3)])
    assert [part.value("hours_empty_week") for part in economy.segments] == pytest.approx([38.5, 16.5])
    assert [part.value("empty_worth") for part in economy.segments] == pytest.approx([116_116, 49_764])
    assert economy.whole.value("empty_worth") == pytest.approx(165_880)
    assert [part.value("spare_capacity") for part in economy.segments] == pytest.approx([55 / 95] * 2)


def test_segments_that_stated_their_revenue_share_the_hours_by_it() -> None:
    """217,000 of 310,000 are 70%."""
    parts = [segment("Runners", revenue=217_000), segment("Firms", revenue=93_000)]
    assert settled(**PRACTICE, segments=parts).segments[0].value("hours_empty_week") == pytest.approx(38.5)


def test_a_segment_that_counted_its_hours_keeps_them() -> None:
    """Ten of twenty hours are the runners' own count; nothing is split then."""
    runners = segment("Runners", 0.7, hours_sold=10, hours_available=20)
    economy = settled(**PRACTICE, segments=[runners, segment("Firms", 0.3)])
    assert [part.value("hours_empty_week") for part in economy.segments] == [10, None]


# --------------------------------------------------------------------------------------------------------- offers won


def test_an_offer_won_by_those_who_come_again_is_an_order() -> None:
    """28 of 72 offers a year bring 28 orders of 14,000, 392,000 of 870,000: nobody says that they are new clients."""
    part = whole(**LAWYER)
    assert part.value("quoted_sales") == pytest.approx(392_000)
    assert part.value("won") is None
    assert part.year.run is not None
    assert part.year.run.likely == 870_000


@pytest.mark.parametrize("relationship", ["one_off", "occasional"])
def test_an_offer_won_by_those_who_buy_once_is_a_customer(relationship: str) -> None:
    """Who sells time to people who do not come again wins 28 of them."""
    assert whole(**{**LAWYER, "relationship": relationship}).value("won") == 28


# ----------------------------------------------------------------------------------------------- what must be covered


@pytest.mark.parametrize(
    ("selling", "costs"),
    [({}, 144_000), ({"ad_spend": 1000}, 156_000), ({"monthly_budget": 500}, 144_000),
     ({"ad_spend": 1000, "monthly_budget": 1500}, 156_000)],
)  # fmt: skip
def test_break_even_covers_what_selling_costs(selling: Answers, costs: int) -> None:
    """12 x (8,000 + 4,000), and 12 months of advertising; a budget is spent by choice. At 40% of revenue."""
    part = whole(fixed_costs=8000, owner_pay=4000, gross_margin=0.4, revenue=400_000, **selling)
    assert part.value("costs_to_cover") == costs
    assert part.value("break_even") == pytest.approx(costs / 0.4)


# ------------------------------------------------------------------------------------------- fees of one way of selling


@pytest.mark.parametrize(
    ("answers", "leaves"),
    [
        ({"creator_commission": 0.2}, 30),  # 50 - 20: nobody says through whom
        ({"creator_commission": 0.2, "channel_results": (
            ChannelResult(channel="live_commerce", revenue=3000), ChannelResult(channel="website", revenue=7000),
        )}, 44),  # 20% of three in ten: 6
        ({"creator_commission": 0.2, "channel_results": (
            ChannelResult(channel="live_commerce", orders=5), ChannelResult(channel="website", orders=5),
        )}, 40),  # 20% of half
        ({"creator_commission": 0.2, "channel_results": (ChannelResult(channel="live_commerce", orders=5),)}, 30),
        ({"platform_fee": 0.1, "platform_share": 0.4}, 46),
        ({"trade_spend_rate": 0.1, "business_revenue_share": 0.3}, 47),
    ],
)  # fmt: skip
def test_a_fee_is_taken_of_the_orders_that_go_its_way(answers: Answers, leaves: float) -> None:
    """Of an average order of 100 at a margin of a half; of all orders where nobody says how many go that way."""
    assert whole(**BASKET, **answers).value("order_leaves") == pytest.approx(leaves)


# --------------------------------------------------------------------------------- a whole and what its segments say


UNLIKE: dict[str, Any] = {
    "revenue": 1_000_000.0, "gross_margin": 0.36, "aov": 500, "fulfilment_cost": 100, "visits_per_month": 5000,
    "conversion_rate": 0.01,
    "segments": [
        segment("Shops", 0.6, deal_value=6000, gross_margin=0.3, customer_count=50, purchases_per_year=2,
                relationship="repeat"),
        segment("Online", 0.4, deal_value=500, gross_margin=0.45, customer_count=800, purchases_per_year=1,
                relationship="one_off"),
    ],
}  # fmt: skip


def test_what_a_segment_says_of_its_orders_stands_above_what_it_takes_over() -> None:
    """6,000 of its own, though a basket of 500 stands beside the segments: 1,800 gross less a parcel of 100."""
    shops, online = settled(**UNLIKE).segments
    assert shops.value("order_value") == 6000
    assert shops.value("order_leaves") == pytest.approx(1700)
    assert online.value("order_leaves") == pytest.approx(125)


def test_unlike_parts_tell_what_the_whole_leaves() -> None:
    """100 orders of 6,000 leave 170,000 and 800 of 500 leave 100,000, not 1,000,000 at the rate of one basket."""
    whole = settled(**UNLIKE).whole
    assert whole.value("contribution") == pytest.approx(270_000)


def test_a_year_of_unlike_parts_is_no_year_of_new_customers_alone() -> None:
    """Who orders again is not nothing: where a part does, and nobody says how many stay, the books tell the year."""
    year = settled(**UNLIKE).whole.year
    assert (year.basis, year.base) == ("books", None)
    assert year.run is not None
    assert year.run.likely == 1_000_000


def test_new_customers_who_bring_less_than_three_fifths_of_last_year_are_not_all_who_buy() -> None:
    """600 orders of 500 are 300,000 of a million."""
    year = settled(relationship="one_off", revenue=1_000_000.0, quotes=300, orders=150, deal_value=500).whole.year
    assert (year.basis, year.base) == ("books", None)


def test_an_order_of_the_whole_leaves_no_more_than_its_price() -> None:
    """420 customers x 3 orders x 180 are 226,800, not 310,000: the order stays at 180 and leaves 62% of it."""
    economy = settled(
        relationship="repeat", customer_count=420, purchases_per_year=3, deal_value=180, gross_margin=0.62,
        revenue=310_000, segments=[segment("Runners", 0.7), segment("Firms", 0.3, deal_value=4800)],
    )  # fmt: skip
    assert economy.whole.value("kept_value") == 180
    assert economy.whole.value("order_leaves") == pytest.approx(111.6)
    assert {"revenue", "deal_value", "customer_count", "purchases_per_year"} in [
        set(item.answers) for item in contradictions_of(economy)
    ]


@pytest.mark.parametrize(("stated", "nearest"), [(0.1, 0.25), (0.7, 0.55)])
def test_a_rate_of_the_whole_outside_those_of_all_its_segments_is_named(stated: float, nearest: float) -> None:
    """A quarter of the shops and 55% of the people leave: of all together somewhere between."""
    parts = [segment("Shops", 0.5, annual_churn=0.25), segment("People", 0.5, annual_churn=0.55)]
    (item,) = contradictions_of(settled(relationship="repeat", annual_churn=stated, segments=parts))
    assert (item.quantity, item.used, item.other) == ("churn", stated, nearest)
    assert item.members[0][1] == "annual_churn"
    assert len(item.members) == 3


@pytest.mark.parametrize("stated", [0.24, 0.42, 0.6])
def test_a_rate_of_the_whole_between_those_of_its_segments_is_believed(stated: float) -> None:
    """An average lies between its parts, and a little beside them is rounding."""
    parts = [segment("Shops", 0.5, annual_churn=0.25), segment("People", 0.5, annual_churn=0.55)]
    assert contradictions_of(settled(relationship="repeat", annual_churn=stated, segments=parts)) == ()


def test_segments_hold_more_customers_than_the_whole() -> None:
    """825,000 / 1,200 and 675,000 / 300 are 2,937 who pay once a year, not 1,800."""
    shops, people = segment("Shops", 0.55, deal_value=1200), segment("People", 0.45, deal_value=300)
    economy = settled(
        relationship="subscription", revenue=1_500_000, customer_count=1800, purchases_per_year=1,
        segments=[shops, people],
    )  # fmt: skip
    (item,) = contradictions_of(economy)
    assert item.quantity == "customers"
    assert (item.used, item.other) == pytest.approx((1800, 2937.5))


def test_orders_of_a_customer_of_all_say_nothing_of_those_who_leave_one_segment() -> None:
    """Who leaves is counted by customers of each segment, and these by an average that no segment need have."""
    parts = [segment("Firms", 0.5, annual_churn=0.1), segment("People", 0.5, annual_churn=0.5)]
    economy = settled(
        relationship="repeat", revenue=1_000_000, orders_per_customer=4, deal_value=500, annual_churn=0.4,
        segments=parts,
    )  # fmt: skip
    assert contradictions_of(economy) == ()


def test_those_trusted_least_are_doubted() -> None:
    """A share of the largest and of the five largest are trusted alike; what is in the books goes before a count."""
    (item,) = contradictions_of(settled(largest_customer_share=0.6, top5_share=0.2))
    assert set(item.doubted) == {(None, "largest_customer_share"), (None, "top5_share")}
    (item,) = contradictions_of(settled(
        relationship="repeat", revenue=600_000, customer_count=100, orders_per_customer=10, deal_value=1000,
    ))  # fmt: skip
    assert item.doubted == ((None, "orders_per_customer"),)


def test_a_fee_that_a_kind_states_is_taken_of_all_of_it() -> None:
    """118 x (50% - 21%) - 9 of each delivered order, whatever part of the whole business a platform sells."""
    kind = segment("delivery", 0.14, aov=118.0, platform_fee=0.21, fulfilment_cost=9.0, gross_margin=0.5)
    made = settled(
        buyer="individual", aov=240.0, gross_margin=0.57, revenue=7.8e6, platform_share=0.32,
        segments=(kind, segment("tables", 0.86)),
    )  # fmt: skip
    assert made.segments[0].value("order_leaves") == pytest.approx(25.22)
