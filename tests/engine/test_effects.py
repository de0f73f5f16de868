"""What moves bring: the pool of each lever, what a move claims of it, what claims bring together; worked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment
from helpers.candidates import choosing
from helpers.libraries import raw_effect, raw_move, small_library, typed_move
from helpers.sizing import FUNNEL, SHOP
from msgspec.structs import replace

from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.moves.effects import Claim, claim_of, joint_contribution, joint_worth
from salesmode.engine.moves.offered import candidates_of
from salesmode.knowledge.moves import Effect

COST_OF_CASH = 0.1
# Won anew: 100 quotes a year at 10,000, a quarter of them signed, 40% left, decided in two weeks.
QUOTES: dict[str, Any] = {
    "buyer": "organization", "relationship": "one_off", "quotes": 25, "win_rate": 0.25, "deal_value": 10_000.0,
    "gross_margin": 0.4, "decision_cycle": 14.0,
}  # fmt: skip
# 1,000 a year, of which a tenth leaves.
KEPT: dict[str, Any] = {
    "buyer": "organization", "relationship": "repeat", "revenue": 1000.0, "annual_churn": 0.1, "gross_margin": 0.5,
}  # fmt: skip


def effect(lever: str, likely: float = 0.1, **more: Any) -> Effect:
    """Return an effect as a loaded library holds it, from half to twice what is likely."""
    return typed_move("b2b.extra.one", raw_move(effects=[raw_effect(lever, likely, **more)])).effects[0]


def claimed(whom: Choosing, lever: str, likely: float = 0.1, *, place: int = 0, **more: Any) -> Claim:
    """Return what a move claims of a lever of a part of the business, which must be known."""
    claim = claim_of(effect(lever, likely, **more), whom.grounds[place], {}, COST_OF_CASH)
    assert claim is not None
    return claim


def test_what_is_lost_of_the_offers_is_what_the_win_rate_could_bring() -> None:
    """From 25 to 75%, three times itself, are 50 points of 10,000, 200,000 left; a week passes before it."""
    pool = claimed(choosing(**QUOTES), "win_rate").pool
    assert (pool.id, pool.sales) == ("business.win_rate", 500_000)
    assert pool.contribution == pytest.approx(200_000)
    assert pool.room == pytest.approx(0.5)
    assert [pool.in_year(weeks) for weeks in (0, 26, 51, 60)] == pytest.approx([51 / 52, 25 / 52, 0, 0])


def test_all_who_leave_are_what_keeping_could_bring() -> None:
    """Ten points of 10: 100 a year, half of it left; who leaves evenly is kept for half the year, by the square."""
    pool = claimed(choosing(**KEPT), "annual_churn").pool
    assert (pool.sales, pool.contribution, pool.room) == pytest.approx((100, 50, 0.1))
    assert [pool.in_year(weeks) for weeks in (0, 26)] == pytest.approx([0.5, 0.125])


def test_a_price_rise_of_all_is_the_run_and_all_of_it_is_left_but_fees() -> None:
    """A shop of 240,000 that pays 5% on each payment; half a year late is half of it."""
    pool = claimed(choosing(buyer="individual", **SHOP, gross_margin=0.5, payment_fee=0.05), "price").pool
    assert (pool.sales, pool.contribution) == pytest.approx((240_000, 228_000))
    assert pool.in_year(26) == pytest.approx(0.5)
    assert pool.room is None


def test_a_quantity_could_double_and_a_rate_too() -> None:
    """As many visits again, and as many orders of a hundred visits again: 240,000 each."""
    shop = choosing(buyer="individual", **SHOP, gross_margin=0.5, decision_cycle=0.0)
    assert claimed(shop, "visits").pool.sales == pytest.approx(240_000)
    assert claimed(shop, "conversion_rate").pool.sales == pytest.approx(240_000)


def test_money_saved_is_profit_and_no_sales() -> None:
    """A twentieth of 1,000 a year, from the week in which it is saved."""
    claim = claimed(choosing(**KEPT), "saved", 0.2, amount="revenue * 0.05")
    assert claim.pool.sales == 0
    assert claim.pool.contribution == pytest.approx(50)
    assert joint_worth([claim.begun(27.0)]).contribution == pytest.approx((2.5, 5, 10))  # half of it, low likely high
    assert joint_worth([claim.begun(27.0)]).sales == (0, 0, 0)


def test_money_freed_is_there_once_and_spares_its_interest() -> None:
    """Of 200 that are overdue half comes in: 100 freed, and 10 a year of it spared, which is no profit."""
    claim = claimed(choosing(**KEPT), "cash", 0.5, amount="revenue * 0.2")
    worth = joint_worth([claim.begun(1.0)])
    assert worth.cash == pytest.approx((50, 100, 200))
    assert worth.sales == worth.contribution == (0, 0, 0)
    assert joint_contribution([claim.begun(1.0)]) == pytest.approx(10)


def test_an_amount_that_is_nothing_or_unknown_is_no_pool() -> None:
    """Nothing is freed where nothing is overdue, and nobody knows what a tenth of an unknown figure is."""
    ground = choosing(**KEPT).grounds[0]
    for amount in ("revenue * 0", "open_pipeline * 0.1"):
        assert claim_of(effect("cash", amount=amount), ground, {}, COST_OF_CASH) is None


def test_where_no_margin_is_told_sales_stand_for_what_they_leave() -> None:
    """750,000 of sales that a signature more could bring; that it is not what is left is marked."""
    quotes = choosing(**{**QUOTES, "gross_margin": None}).grounds[0]
    claim = claim_of(effect("win_rate"), quotes, {}, COST_OF_CASH)
    assert claim is not None
    assert (claim.pool.sales, claim.pool.contribution, claim.pool.left) == (500_000, 500_000, False)


def test_a_lever_that_nobody_can_price_is_no_pool() -> None:
    """Without visits there is no lever of visits."""
    quotes = choosing(**QUOTES).grounds[0]
    assert claim_of(effect("visits"), quotes, {}, COST_OF_CASH) is None


def test_a_claim_is_the_share_achieved_of_the_part_that_can_be_reached() -> None:
    """A tenth of a half is a twentieth of 200,000, from half to twice that; the part is never more than all."""
    firm = choosing(**QUOTES)
    claim = claimed(firm, "win_rate", 0.1, part="1 / 2")
    assert claim.shares == pytest.approx((0.025, 0.05, 0.1))
    assert claim.contribution() == pytest.approx(tuple(200_000 * share * 51 / 52 for share in claim.shares))
    assert claimed(firm, "win_rate", 0.1, part="7").shares == pytest.approx((0.05, 0.1, 0.2))


def test_what_a_move_brings_waits_for_its_week_and_for_its_work() -> None:
    """Begun in week 14 and told eight weeks later, 21 weeks are gone, and one more for the decision: 30 of 52."""
    claim = claimed(choosing(**QUOTES), "win_rate", weeks=8)
    assert claim.inside(14) == pytest.approx(30 / 52)


def test_one_lever_has_a_name_for_firms_and_one_for_people() -> None:
    """What a shop calls its basket a firm calls its order: either effect finds the one that is there."""
    firm, shop = choosing(**QUOTES), choosing(buyer="individual", **SHOP, gross_margin=0.5, decision_cycle=0.0)
    assert claimed(firm, "aov").pool.lever == "deal_value"
    assert claimed(shop, "deal_value").pool.lever == "aov"


def test_two_claims_on_one_pool_share_it() -> None:
    """A half and a half of what is lost are three quarters; on another pool they would be added."""
    firm = choosing(**QUOTES)
    half = claimed(firm, "win_rate", 0.5)
    both, one = (joint_worth([half.begun(1.0)] * times).contribution[1] for times in (2, 1))
    inside = 51 / 52
    assert one == pytest.approx(200_000 * 0.5 * inside)
    assert both == pytest.approx(200_000 * (1 - (1 - 0.5 * inside) ** 2))
    assert joint_contribution([half.begun(1.0)] * 2) == both
    price = claimed(firm, "price", 0.1)
    assert joint_worth([half.begun(1.0), price.begun(1.0)]).contribution[1] == pytest.approx(one + 250_000 * 0.1)


def test_claims_never_bring_more_than_the_pool() -> None:
    """Five moves that each keep four in ten of those who leave keep at most all of them."""
    keeping = claimed(choosing(**KEPT), "annual_churn", 0.4)
    assert joint_worth([keeping.begun(1.0)] * 5).sales[2] < 100


def test_what_must_be_delivered_ends_at_what_can_be() -> None:
    """50,000 more signed with room for 30,000 is 30,000, and what it leaves shrinks with it; a price needs no room."""
    firm = choosing(**QUOTES)
    won, dearer = claimed(firm, "win_rate"), claimed(firm, "price")
    free, tight = (joint_worth([won.begun(1.0)], room) for room in (None, 30_000.0))
    assert free.sales[1] == pytest.approx(50_000 * 51 / 52)
    assert (tight.sales[1], tight.contribution[1]) == pytest.approx((30_000, 12_000))
    assert joint_worth([won.begun(1.0), dearer.begun(1.0)], 0.0).sales[1] == pytest.approx(25_000)


def test_a_segment_has_pools_of_its_own() -> None:
    """The trade loses 6,000 of its 60,000; a rate of one segment says nothing of how far the whole could move."""
    parts = (
        segment("Shop", buyer="individual", selling_motion=("self_serve",), revenue=240_000.0, **SHOP),
        segment("Trade", buyer="organization", relationship="repeat", revenue=60_000.0, annual_churn=0.1),
    )
    whom = choosing(segments=parts, gross_margin=0.5, decision_cycle=1.0)
    pool = claimed(whom, "annual_churn", place=2).pool
    assert (pool.id, pool.room) == ("s2.annual_churn", None)
    assert pool.sales == pytest.approx(6000)
    assert claim_of(effect("annual_churn"), whom.grounds[1], {}, COST_OF_CASH) is None


def test_a_funnel_is_priced_by_those_it_wins() -> None:
    """As many leads again are six customers at 100, whatever the stages between them."""
    funnel = choosing(
        buyer="organization", relationship="one_off", deal_value=100.0, decision_cycle=0.0, gross_margin=0.5, **FUNNEL
    )
    assert claimed(funnel, "leads").pool.sales == pytest.approx(600)


def test_a_move_is_made_for_the_whole_where_no_kind_has_the_counts_that_price_it() -> None:
    """Prices and orders were counted once for two kinds; with counts of its own a kind keeps the move."""
    shares = (segment("small"), segment("large"))
    counted = (segment("small", 0.4), segment("large", 0.6, quotes=25, win_rate=0.25,
                                                            deal_value=10_000.0, decision_cycle=14.0))  # fmt: skip
    one = small_library({"b2b.extra.one": raw_move(effects=[raw_effect("win_rate", 0.1)])})
    made = [
        next(iter(candidates_of(replace(choosing(**QUOTES, revenue=1e6, segments=kinds), library=one))[0]))
        for kinds in (shares, counted)
    ]
    assert [candidate.ground.name for candidate in made] == [None, "large"]
    assert all(candidate.priced for candidate in made)


def test_a_win_rate_leaves_no_more_to_win_than_the_counts_do() -> None:
    """Of those who come again 44 of a hundred prices become orders: 56 are left, not the 38 of a rate of 19%."""
    again = {**QUOTES, "relationship": "repeat", "win_rate": 0.19, "customer_count": 22, "purchases_per_year": 2.0}
    by_count, by_rate = (claimed(choosing(**again, **count), "win_rate").pool.sales for count in ({"orders": 11}, {}))
    assert by_count / by_rate == pytest.approx(0.56 / 0.38)


def test_money_freed_weighs_twice_where_the_cash_lasts_for_less_than_two_months() -> None:
    """A tenth of it a year, and a fifth; of two months on a tenth again."""
    assert [choosing(**KEPT, **cash).cost_of_cash for cash in ({}, {"cash_months": 1.9}, {"cash_months": 2.0})] == [
        0.1, 0.2, 0.1,
    ]  # fmt: skip
