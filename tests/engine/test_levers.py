"""The levers: what a point of each brings by hand, what of it lands inside the year, and which one leads."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment
from helpers.libraries import EXAMPLES, LIBRARY, Build, build, example
from helpers.sizing import FUNNEL, ONCE, SHOP, covered, known, lever, of, sized

from salesmode.engine.business import diagnosed
from salesmode.engine.plan import make_plan
from salesmode.report.sections.levers import unit_of

WAITS_FOR_A_DECISION = {"leads", "mql_rate", "sql_rate", "opportunity_rate", "win_rate", "deal_value"}

REPEATED: dict[str, Any] = {"relationship": "repeat", "purchases_per_year": 2.0, "quotes": 18, "orders": 7}


def test_a_point_of_each_stage_by_hand() -> None:
    """Six won at 100 are 600 a year; a stage at 50% brings 12 a point, leads 6 a per cent, the win rate 30 a point."""
    sizing = of(**ONCE, deal_value=100.0, decision_cycle=0.0, **FUNNEL)
    points = {item.id: item.bookings_point for item in sizing.levers}
    assert points["win_rate"] == pytest.approx(30)
    assert points["leads"] == pytest.approx(6)
    assert [points[id] for id in ("mql_rate", "sql_rate", "opportunity_rate")] == [pytest.approx(12)] * 3
    assert points["deal_value"] == pytest.approx(6)


def test_a_point_is_what_a_point_brings() -> None:
    """Raise each answer by a point, and the run grows by what the lever says, for the funnel and for the shop."""
    answers: dict[str, Any] = {**ONCE, "deal_value": 100.0, **FUNNEL}
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
    sizing = of(**ONCE, deal_value=100.0, decision_cycle=days, gross_margin=0.5, **FUNNEL)
    assert lever(sizing, "leads").in_year_share == pytest.approx(leads)
    assert lever(sizing, "win_rate").in_year_share == pytest.approx(win)


def test_the_sales_cycle_goes_before_the_decision_cycle() -> None:
    """The measured days of won deals replace the typical ones."""
    sizing = of(**ONCE, deal_value=100.0, decision_cycle=900.0, sales_cycle=91.0, **FUNNEL)
    assert lever(sizing, "leads").in_year_share == pytest.approx(39 / 52)


def test_contribution_is_the_margin_of_what_is_signed() -> None:
    """Half of what is sold, at a margin of a half, and all of a price rise; without a margin no other is priced."""
    answers: dict[str, Any] = {**ONCE, "deal_value": 100.0, "decision_cycle": 91.0, **FUNNEL}
    with_margin, without = of(**answers, gross_margin=0.5), of(**answers)
    sold = [item for item in with_margin.levers if not item.kept_whole]
    assert {"win_rate", "leads", "deal_value"} <= {item.id for item in sold}
    for item in sold:
        assert item.per_point == pytest.approx(known(item.sales_point) / (1 if item.id == "price" else 2))
    assert {item.per_point for item in without.levers if item.id != "price"} == {None}
    assert without.levers != ()


def test_a_full_year_is_not_cut_by_the_lag() -> None:
    """Whatever lands inside twelve months is its part of the contribution of a full year."""
    for name in EXAMPLES:
        for item in sized(example(name)).levers:
            if item.per_point is not None:
                assert known(item.run_rate) * known(item.in_year_share) == pytest.approx(item.per_point)


FULL_SHOP = {**SHOP, "buyer": "individual", "gross_margin": 0.5, "decision_cycle": 1.0, "revenue": 240_000.0}


@pytest.mark.parametrize(("rate", "unit"), [(0.02, "tenth"), (0.05, "point")])
def test_a_small_rate_is_priced_by_the_tenth_of_a_point(rate: float, unit: str) -> None:
    """At 2% a whole point would be half as many orders again; from 5% on a point is what one speaks of."""
    plan = make_plan(build(**{**FULL_SHOP, "conversion_rate": rate}), LIBRARY)
    lever = next(lever for lever in plan.sizing.levers if lever.id == "conversion_rate")
    assert unit_of(lever) == unit


@pytest.mark.parametrize("name", EXAMPLES)
def test_levers_stand_by_what_a_point_brings_inside_the_year(name: str) -> None:
    """Most first, those without a price last."""
    points = [item.per_point or -1.0 for item in sized(example(name)).levers]
    assert points == sorted(points, reverse=True)


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


def test_without_a_cycle_the_usual_one_of_a_firm_is_counted() -> None:
    """What lands inside twelve months depends on how long a decision takes: 30 days of firms, where nobody says."""
    usual, stated = (
        {item.id: item.per_point for item in of(**ONCE, deal_value=100.0, gross_margin=0.5, **cycle, **FUNNEL).levers}
        for cycle in ({}, {"decision_cycle": 30.0})
    )  # fmt: skip
    assert usual["win_rate"] is not None
    assert {id: usual[id] for id in WAITS_FOR_A_DECISION & usual.keys()} == {
        id: stated[id] for id in WAITS_FOR_A_DECISION & stated.keys()
    }


def test_what_is_stated_to_continue_is_after_those_who_leave() -> None:
    """800 continue, however many customers leave: the owner has left those out of it."""
    answers: dict[str, Any] = {"buyer": "organization", "relationship": "multi_year_contract", "deal_value": 100.0}
    for churn in (None, 0.1, 0.5):
        assert covered(**answers, continuing_revenue=800.0, annual_churn=churn, **FUNNEL).base == 800


@pytest.mark.parametrize(
    ("answers", "leads"),
    [
        # nine of twelve months are left after a cycle of 91 days; a contract won in them runs half of them on average
        ({"relationship": "multi_year_contract"}, 9 / 12 * 9 / 24),
        # full rhythm after six months: (9²/2 - 6 x 9/2 + 6²/6) / 9 = 13/6 months of full orders
        ({"relationship": "repeat", "orders_per_customer": 12.0}, 9 / 12 * 13 / 6 / 12),
        # two orders a year: who is won has ordered once, which is half of them and more than 13/6 months
        ({"relationship": "repeat", "orders_per_customer": 2.0}, 9 / 12 / 2),
    ],
)
def test_customers_won_later_bring_the_rest_of_their_year(answers: dict[str, Any], leads: float) -> None:
    """They come evenly over the months that the lag leaves."""
    sizing = of(buyer="organization", deal_value=100.0, decision_cycle=91.0, **FUNNEL, **answers)
    assert lever(sizing, "leads").in_year_share == pytest.approx(leads)


def test_what_is_kept_from_today_on_counts_half_a_year() -> None:
    """A point of 1,000 is 10 a year; customers leave, and grow, evenly over the year."""
    sizing = of(buyer="organization", relationship="repeat", revenue=1000.0, annual_churn=0.1)
    for id in ("annual_churn", "expansion"):
        point = lever(sizing, id)
        assert (point.bookings_point, point.in_year_share, point.sales_point) == pytest.approx((10, 0.5, 5))


def test_each_lever_leaves_what_its_kind_of_sale_leaves() -> None:
    """Of 80 kept 40 is margin; fees are 3 of the 100 charged, delivery 10: an order leaves 27, 33.75% of 80.

    A bigger basket pays no second delivery: 37 of 80. Of what is no longer sent back the whole margin is left.
    """
    costs = {"gross_margin": 0.5, "payment_fee": 0.03, "fulfilment_cost": 10.0, "return_rate": 0.2}
    sizing = of(buyer="individual", selling_motion=("self_serve",), revenue=192_000.0, **SHOP, **costs)
    left = {one.id: one.contribution_rate for one in sizing.levers}
    assert left["visits"] == left["conversion_rate"] == pytest.approx(27 / 80)
    assert left["aov"] == pytest.approx(37 / 80)
    assert left["return_rate"] == 0.5
    assert left["gross_margin"] == 1.0


def test_the_levers_of_a_segment_move_its_own_sales() -> None:
    """The shop's visits touch the shop's 240,000, the trade's churn its own 60,000."""
    parts = (
        segment("Shop", buyer="individual", selling_motion=("self_serve",), revenue=240_000.0, **SHOP),
        segment("Trade", buyer="organization", relationship="repeat", revenue=60_000.0, annual_churn=0.1),
    )
    levers = {(one.segment, one.id): one.bookings_point for one in of(segments=parts).segment_levers}
    assert levers["Shop", "visits"] == pytest.approx(2400)
    assert levers["Trade", "annual_churn"] == pytest.approx(600)
    assert ("Shop", "annual_churn") not in levers
    assert ("Trade", "visits") not in levers


def test_visits_that_end_in_a_subscription_bring_subscribers() -> None:
    """1,000 x 12 x 2% = 240 join at 1,200 a year: 2,880 a per cent; evenly over the year they bring half of it.

    Better pages need six weeks: 46 / 52 of the year is left, and half of that on average.
    """
    sizing = of(
        buyer="individual", relationship="subscription", deal_value=1200.0, visits_per_month=1000.0,
        conversion_rate=0.02, gross_margin=0.5, decision_cycle=0.0,
    )  # fmt: skip
    visits, conversion = lever(sizing, "visits"), lever(sizing, "conversion_rate")
    assert visits.bookings_point == pytest.approx(2880)
    assert conversion.bookings_point == pytest.approx(12_000 * 0.01 * 1200)
    assert visits.in_year_share == conversion.in_year_share == pytest.approx((46 / 52) ** 2 / 2)


def test_without_a_relationship_a_win_counts_as_the_order_it_is_won_with() -> None:
    """Twenty offers in three months are 80 a year; a point more of them are 0.8 orders of 46,000."""
    sizing = of(buyer="individual", deal_value=46_000.0, quotes=20, orders=5, gross_margin=0.3)
    win = lever(sizing, "win_rate")
    assert (win.today, win.bookings_point, win.contribution_rate) == pytest.approx((0.25, 36_800, 0.3))


def test_a_dearer_order_between_firms_pays_no_second_delivery() -> None:
    """Of 100 40 are margin and 2 fees, 10 the delivery: a bigger order keeps 38, one order more 28."""
    sizing = of(
        **ONCE, **FUNNEL, deal_value=100.0, gross_margin=0.4, payment_fee=0.02, fulfilment_cost=10.0,
        decision_cycle=0.0,
    )  # fmt: skip
    left = {one.id: one.contribution_rate for one in sizing.levers}
    assert left["deal_value"] == pytest.approx(0.38)
    assert left["win_rate"] == left["leads"] == pytest.approx(0.28)


def test_what_is_not_sent_back_has_paid_its_fees() -> None:
    """A tenth of 240,000 back leaves 216,000; a point less back is 2,400, of which the whole margin of a half stays."""
    sizing = of(buyer="individual", **SHOP, return_rate=0.1, gross_margin=0.5, payment_fee=0.05, fulfilment_cost=5.0)
    back = lever(sizing, "return_rate")
    assert back.bookings_point == pytest.approx(2400)
    assert back.contribution_rate == 0.5
    assert known(lever(sizing, "conversion_rate").contribution_rate) < 0.5


def test_a_running_contract_keeps_its_price() -> None:
    """Only what is signed anew is dearer: six of 100 at half a year, 300, not the 800 that continue."""
    answers: dict[str, Any] = {"buyer": "organization", "relationship": "multi_year_contract", "deal_value": 100.0}
    sizing = of(**answers, **FUNNEL, continuing_revenue=800.0)
    assert lever(sizing, "deal_value").bookings_point == pytest.approx(3)


def test_levers_of_a_segment_carry_it() -> None:
    """Those of the whole business carry none."""
    parts = (
        segment("Shop", buyer="individual", selling_motion=("self_serve",), revenue=240_000.0, **SHOP),
        segment("Trade", buyer="organization", relationship="repeat", revenue=60_000.0, annual_churn=0.1),
    )
    sizing = of(segments=parts, gross_margin=0.5, decision_cycle=1.0)
    assert {one.segment for one in sizing.segment_levers} == {"Shop", "Trade"}
    assert {one.segment for one in sizing.levers} <= {None}
    churn = next(one for one in sizing.segment_levers if one.id == "annual_churn")
    assert (churn.segment, churn.in_year_share) == ("Trade", 0.5)
    assert churn.sales_point == pytest.approx(300)


def test_the_hours_lever_of_a_segment_is_its_share_of_the_empty_hours() -> None:
    """55 hours at 58 are 165,880 a year, a point of them 1,658.80; the runners have 70% of the revenue."""
    parts = (segment("Runners", 0.7), segment("Firms", 0.3, buyer="organization", deal_value=4800.0))
    sizing = of(revenue=310_000.0, hourly_rate=58.0, hours_sold=95.0, hours_available=150.0, segments=parts)
    assert lever(sizing, "hours_sold").bookings_point == pytest.approx(1658.8)
    points = {one.segment: one.bookings_point for one in sizing.segment_levers if one.id == "hours_sold"}
    assert points == pytest.approx({"Runners": 1161.16, "Firms": 497.64})


def test_offers_to_those_who_come_again_are_priced_at_an_order() -> None:
    """72 offers a year x 14,000: 10,080 a point, all of it once it works after 4.5 weeks; no stay hangs on it."""
    win = lever(of(**REPEATED, deal_value=14_000.0, revenue=870_000.0, decision_cycle=0.0), "win_rate")
    assert win.bookings_point == pytest.approx(10_080)
    assert win.in_year_share == pytest.approx(47.5 / 52)
    assert win.lifetime_point is None


def test_offers_bring_no_more_than_there_was() -> None:
    """28 won at 14,000 would be 392,000 where the books hold 280,000: 10,000 each, and 7,200 a point."""
    win = lever(of(**REPEATED, deal_value=14_000.0, revenue=280_000.0, decision_cycle=0.0), "win_rate")
    assert win.bookings_point == pytest.approx(7200)


def test_who_comes_to_a_shop_uncounted_is_a_per_cent_of_what_is_sold() -> None:
    """A per cent more people are a per cent more of 200,000, however many come."""
    shop = of(buyer="individual", selling_motion=["store_staff"], revenue=200_000.0)
    assert lever(shop, "visits").today is None
    assert lever(shop, "visits").bookings_point == pytest.approx(2000)
