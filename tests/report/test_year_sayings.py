"""What a plan says where its answers can be read in two ways, and where nothing could be compared."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import settled, whole
from helpers.libraries import LIBRARY, build, example
from helpers.reports import said_in

from salesmode.business.contradictions import compared, contradictions_of
from salesmode.business.vocabulary import Segment, Shift
from salesmode.engine.plan import make_plan
from salesmode.report.formats.json import plan_data
from salesmode.report.outlines import words_for
from salesmode.report.page.answer import answer
from salesmode.report.page.open import open_questions
from salesmode.report.page.sums import sums
from salesmode.report.sections.changes import pace_of
from salesmode.report.sections.levers import agreeing
from salesmode.report.sections.numbers import numbers
from salesmode.report.sections.year import the_year

# 4.2m is said to continue; of 7m a tenth leaves, which leaves 6.3m and last year's newcomers.
MACHINES: dict[str, Any] = {
    "buyer": "organization", "relationship": "multi_year_contract", "revenue": 7e6, "continuing_revenue": 4.2e6,
    "customer_count": 35, "annual_churn": 0.1, "deal_value": 200_000.0, "quotes": 3, "orders": 1, "revenue_target": 8e6,
}  # fmt: skip


def test_two_ways_to_tell_the_base_are_both_said() -> None:
    """4.2m + 4 x 200,000 / 2 = 4.6m where orders all but ended; by the leavers 6.7m and the 400,000 come to 7.1m."""
    ended = Shift(what="orders", by=-0.999, since=0)
    plan = make_plan(build(**MACHINES, changed=(ended,)), LIBRARY)
    year = plan.business.economy.whole.year
    assert year.run is not None
    assert year.run.likely == 4_600_000
    assert year.second is not None
    basis, base, run = year.second
    assert (basis, base.likely, run.likely) == ("cohort", 6_700_000, 7_100_000)
    said = said_in(the_year(plan, words_for(plan, LIBRARY)).blocks)
    assert "USD 6.7m would come without new selling" in said["year.second"]
    assert "the year would end at USD 7.1m" in said["year.second"]


def test_what_is_sold_again_stands_in_the_sum_and_among_what_we_assumed() -> None:
    """2.8m were sold beside the 4.2m; 400,000 of it by newcomers, 2.4m is sold again, in all 7m: last year's."""
    plan = make_plan(build(**MACHINES), LIBRARY)
    words = words_for(plan, LIBRARY)
    line = said_in(sums(plan, words, moves=True).blocks)["sums.year"]
    assert line == "Today's pace: 4.2m continues + 2.4m sold again as last year◇ + 400k from new customers = USD 7m"
    assert "USD 2.4m being sold again" in said_in(open_questions(plan, words, 3).blocks)["assumption.again"]
    economics: Any = plan_data(plan, words)["economics"]
    end = economics["coverage"]["year_end"]
    assert [end[part]["likely"] for part in ("base", "again", "fresh")] == [4_200_000, 2_400_000, 400_000]


@pytest.mark.parametrize(("value", "said"), [(150_000.0, True), (190_000.0, False)])
def test_revenue_that_contracts_do_not_make_up_is_named_as_sold_again(value: float, said: bool) -> None:
    """35 contracts of 150,000 are 5.25m of 7m; of 190,000 they are 6.65m, as good as all."""
    plan = make_plan(build(**{**MACHINES, "continuing_revenue": None, "deal_value": value}), LIBRARY)
    found = said_in(open_questions(plan, words_for(plan, LIBRARY), 3).blocks).get("assumption.again", "")
    assert ("we count on the other USD 1.75m as last year" in found) is said


def test_two_ways_that_end_alike_are_said_once() -> None:
    """6.4m that continues ends within 15% of the other reading."""
    plan = make_plan(build(**{**MACHINES, "continuing_revenue": 6.4e6}), LIBRARY)
    assert "year.second" not in said_in(the_year(plan, words_for(plan, LIBRARY)).blocks)


def test_answers_agree_only_where_two_of_them_could_be_compared() -> None:
    """Revenue and margin say nothing of each other; customers, orders and value say what revenue is."""
    assert not compared(settled(revenue=1e6, gross_margin=0.4))
    assert compared(settled(revenue=1e6, customer_count=100, orders_per_customer=10, deal_value=1000.0))
    plan = make_plan(build(buyer="organization", revenue=1e6, gross_margin=0.4), LIBRARY)
    said = said_in(agreeing(plan, words_for(plan, LIBRARY)).blocks)
    assert said["agree"] == LIBRARY.words["agree.nothing"]


def test_a_segment_that_loses_more_than_the_whole_is_named_with_whose_answers_they_are() -> None:
    """15% of 1,040 customers are 156; households alone lose 400 of 1,000."""
    cafes = Segment(name="Cafés", changes={"customer_count": 40})
    households = Segment(name="Households", changes={"customer_count": 1000, "annual_churn": 0.4})
    answers: dict[str, Any] = {"relationship": "repeat", "annual_churn": 0.15, "segments": (cafes, households)}
    (item,) = contradictions_of(settled(**answers))
    assert (item.segment, item.quantity, item.cause) == ("Cafés", "lost", "impossible")
    assert item.other == 156 - 400
    plan = make_plan(build(**answers), LIBRARY)
    (text,) = said_in(agreeing(plan, words_for(plan, LIBRARY)).blocks).values()
    assert "customers lost in a year (the whole business), customers lost in a year (Households)" in text


def test_what_the_plan_earns_is_said_by_the_hour_and_what_money_stays() -> None:
    """Its likely contribution over the hours on the weeks; the months' budget less what is spent."""
    profile = example("enterprise-software")
    plan = make_plan(profile, LIBRARY)
    leaves, hours = plan.selection.worth.contribution[1], sum(plan.schedule.load.values())
    assert leaves > 0
    words = words_for(plan, LIBRARY)
    said = said_in(the_year(plan, words).blocks)["year.per_hour"]
    assert f"{words.money(leaves / hours)} an hour." in said
    months = plan.schedule.weeks * 12 / 52
    left = (profile.monthly_budget or 0.0) * months - sum(plan.schedule.spend)
    assert f"{words.money(left)} is left; spent on more selling it must bring" in said


def test_the_json_echoes_answers_as_they_were_understood() -> None:
    """A range with its ends, what does not apply as such, and the currency of the business."""
    answers = {"win_rate": 0.2, "ranges": {"win_rate": (0.1, 0.3)}, "cac": "n/a", "name": "Firm"}
    plan = make_plan(build(**answers), LIBRARY)
    data = plan_data(plan, words_for(plan, LIBRARY))
    assert data["answers"]["win_rate"] == {"low": 0.1, "likely": 0.2, "high": 0.3}
    assert data["answers"]["cac"] == "n/a"
    assert data["business"]["name"] == "Firm"
    assert data["business"]["currency"] == "USD"


def test_what_fell_is_carried_on_for_a_year() -> None:
    """Orders 30% down for 73 days of 365: 1.2m x 0.7 / (1 - 0.3 x 0.2) = 893,617; visits carry no revenue."""
    fell = Shift(what="orders", by=-0.3, since=73.0)
    assert pace_of(fell, 1.2e6) == pytest.approx(893_617, abs=1)
    assert pace_of(Shift(what="visits", by=-0.3, since=73.0), 1.2e6) is None
    assert pace_of(Shift(what="orders", by=-0.3, since=800.0), 1.2e6) == pytest.approx(1.2e6)
    plan = make_plan(build(buyer="organization", revenue=1.2e6, changed=(fell,)), LIBRARY)
    said = said_in(numbers(plan, words_for(plan, LIBRARY)).blocks)
    assert "a year at today's pace is USD 894k" in said["change.orders"]


def test_a_smallest_order_is_held_against_what_an_order_must_be() -> None:
    """Delivery of 6 at a margin of 30% needs an order of 20; a minimum of 15 is 5 below that."""
    part = whole(deal_value=60.0, gross_margin=0.3, fulfilment_cost=6.0, minimum_order=15.0)
    assert part.value("smallest_order") == pytest.approx(20)
    assert part.value("over_smallest_order") == pytest.approx(-5)


def test_newcomers_on_their_way_explain_what_customers_times_orders_give_too_much() -> None:
    """100 x 10 x 1,000 is 1m against 820,000; 30 won at 10,000 a year bring 3.5 months of it, 212,500 less."""
    (item,) = contradictions_of(settled(
        relationship="repeat", revenue=820_000, customer_count=100, orders_per_customer=10, deal_value=1000,
        leads_per_month=10, mql_rate=0.5, sql_rate=1.0, opportunity_rate=1.0, win_rate=0.5,
    ))  # fmt: skip
    assert item.cause == "ramp"
    assert (item.used, item.other) == pytest.approx((820_000, 1e6))


def test_a_point_of_win_rate_is_worth_the_whole_stay_of_those_it_wins() -> None:
    """15 opportunities a year: 0.15 customers a point, each leaves 10,000 x 40% a year for ten years: 6,000."""
    part = whole(
        relationship="repeat", revenue=1e6, customer_count=100, annual_churn=0.1, orders_per_customer=10,
        deal_value=1000, gross_margin=0.4, leads_per_month=10, mql_rate=0.5, sql_rate=0.5, opportunity_rate=0.5,
        win_rate=0.4, decision_cycle=30,
    )  # fmt: skip
    plan = make_plan(part.profile, LIBRARY)
    lever = next(lever for lever in plan.sizing.levers if lever.id == "win_rate")
    assert lever.lifetime_point == pytest.approx(6000)
    churn = next(lever for lever in plan.sizing.levers if lever.id == "annual_churn")
    assert churn.lifetime_point is None


@pytest.mark.parametrize(("above", "said"), [(1.001, "things go as usual"), (1.004, "everything goes well")])
def test_a_target_that_is_printed_like_the_year_end_is_reached_as_usual(above: float, said: str) -> None:
    """Nobody is told that 750k of 750k come only with luck; four thousandths more is another matter."""
    plan = make_plan(build(**MACHINES), LIBRARY)
    assert plan.outlook is not None
    plan = make_plan(build(**{**MACHINES, "revenue_target": plan.outlook.year_end.likely * above}), LIBRARY)
    assert plan.outlook is not None
    assert plan.outlook.verdict == "stretched"
    assert said in said_in(answer(plan, words_for(plan, LIBRARY)).section.blocks)["year"]
