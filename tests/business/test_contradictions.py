"""Answers that cannot all be true: which are named, what they give, and what most likely went wrong."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment, settled
from helpers.draws import cases
from helpers.libraries import LIBRARY
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.contradictions import Cause, Contradiction, contradictions_of
from salesmode.business.profile import specs

Answers = dict[str, Any]
REPEAT: Answers = {"relationship": "repeat"}
STOCK: Answers = {**REPEAT, "customer_count": 100, "orders_per_customer": 10, "deal_value": 1000}  # 1,000,000 a year
STOCK_IDS = {"revenue", "customer_count", "orders_per_customer", "deal_value"}
FUNNEL: Answers = {"leads_per_month": 50, "mql_rate": 0.5, "sql_rate": 0.5, "opportunity_rate": 1, "win_rate": 0.6}
BYSTANDERS: Answers = {
    "gross_margin": 0.4, "days_to_cash": 30, "overdue_share": 0.2, "largest_customer_share": 0.2, "cac": 900,
    "fixed_costs": 9000, "leads_per_month": 10, "mql_rate": 0.5, "spare_capacity": 0.2, "fulfilment_cost": 8,
}  # fmt: skip
# Numbers, but for those that change the form of business.
FORMING = {"take_rate", "hours_sold", "hours_available", "hourly_rate"}
NUMBERS = sorted({read.answer for quantity in LIBRARY.quantities.values() for read in quantity.read} - FORMING)

# What is answered; the answers named, what the plan goes by, what the others give, and the cause.
CASES: dict[str, tuple[Answers, set[str], float, float, Cause]] = {
    "customers, orders and a value far above the revenue": (
        {**STOCK, "revenue": 600_000}, STOCK_IDS, 600_000, 1_000_000, "definition",  # 100 x 10 x 1,000
    ),
    "a zero too many in the revenue": (
        {**STOCK, "revenue": 10_000_000}, STOCK_IDS, 10_000_000, 1_000_000, "zero",
    ),
    "a zero too many among the customers": (
        {**STOCK, "customer_count": 1000, "revenue": 1_000_000}, STOCK_IDS, 1_000_000, 10_000_000, "zero",
    ),
    "a month's revenue": (
        {**STOCK, "revenue": 84_000}, STOCK_IDS, 84_000, 1_000_000, "month",  # 11.9 times
    ),
    "a quarter's revenue": (
        {**STOCK, "revenue": 250_000}, STOCK_IDS, 250_000, 1_000_000, "quarter",
    ),
    "growth within the year": (
        # 50 x 12 x 0.5 x 0.5 x 0.6 = 90 won, 10 lost: half a year of 80 customers of 200 is not yet in the revenue
        {**STOCK, **FUNNEL, "customer_count": 200, "annual_churn": 0.05, "revenue": 1_600_000},
        STOCK_IDS, 1_600_000, 2_000_000, "growth",
    ),
    "growth that does not explain as much": (
        {**STOCK, **FUNNEL, "customer_count": 200, "annual_churn": 0.05, "revenue": 1_100_000},
        STOCK_IDS, 1_100_000, 2_000_000, "definition",
    ),
    "growth is no reason for more revenue than customers give": (
        {**STOCK, **FUNNEL, "customer_count": 200, "annual_churn": 0.05, "revenue": 2_500_000},
        STOCK_IDS, 2_500_000, 2_000_000, "definition",
    ),
    "a basket before returns held against revenue after them": (
        {
            "buyer": "individual", "selling_motion": ["self_serve"], "customer_count": 1000, "orders_per_customer": 2,
            "aov": 50, "return_rate": 0.3, "revenue": 100_000,
        },
        {"revenue", "customer_count", "orders_per_customer", "aov", "return_rate"},
        100_000, 70_000, "gross_or_net",  # 1,000 x 2 x 50 x 0.7
    ),
    "three months that are not a quarter of the year": (
        {"relationship": "one_off", "orders": 5, "deal_value": 10_000, "revenue": 320_000},
        {"orders", "deal_value", "revenue"}, 320_000, 200_000, "season",  # 5 x 4 x 10,000
    ),
    "more continues than there is": (
        {**REPEAT, "revenue": 500_000, "continuing_revenue": 600_000},
        {"revenue", "continuing_revenue"}, 1, 1.2, "impossible",
    ),
    "more advertising than the budget": (
        {"monthly_budget": 1000, "ad_spend": 1500}, {"monthly_budget", "ad_spend"}, 0, -6000, "impossible",
    ),
    "a target beyond what can be delivered": (
        {"revenue": 500_000, "spare_capacity": 0.2, "revenue_target": 800_000},
        {"revenue", "spare_capacity", "revenue_target"}, 0, -200_000, "impossible",  # 600,000 at most
    ),
    "fewer offers than orders": (
        {"quotes": 10, "orders": 14}, {"quotes", "orders"}, 0, -16, "impossible",  # four quarters of -4
    ),
    "more offers than enquiries": (
        {"quotes": 30, "enquiries": 20}, {"quotes", "enquiries"}, 1, 1.5, "impossible",
    ),
    "more hours sold than there are": (
        {"hours_sold": 50, "hours_available": 40}, {"hours_sold", "hours_available"}, 0, -10, "impossible",
    ),
    "a win rate that offers and orders deny": (
        {"quotes": 20, "orders": 5, "win_rate": 0.5}, {"quotes", "orders", "win_rate"}, 20, 40, "season",
    ),
}  # fmt: skip


def the_one(answers: Answers) -> Contradiction:
    """Return the only contradiction of a business without segments."""
    (item,) = contradictions_of(settled(**answers))
    return item


@pytest.mark.parametrize("case", CASES)
def test_a_contradiction_names_its_answers_and_its_cause(case: str) -> None:
    """The answers that cannot all be true, the figure used, the other one, and the cause."""
    answers, named, used, other, cause = CASES[case]
    item = the_one(answers)
    assert set(item.answers) == named
    assert (item.used, item.other) == pytest.approx((used, other))
    assert item.cause == cause


@pytest.mark.parametrize("case", CASES)
def test_an_answer_that_plays_no_part_is_not_named(case: str) -> None:
    """With ten more answers the same are named, and no others."""
    answers, named, *_ = CASES[case]
    assert set(the_one({**BYSTANDERS, **answers}).answers) == named


def test_the_ratio_says_how_far_apart_two_figures_are() -> None:
    """1,000,000 against 600,000 is 1.67 times as much, whichever of the two is used."""
    assert the_one({**STOCK, "revenue": 600_000}).ratio == pytest.approx(5 / 3)
    assert the_one({**STOCK, "revenue": 5_000_000}).ratio == pytest.approx(5)


def test_what_stands_in_the_books_comes_first() -> None:
    """Revenue is trusted most, then the value of an order, then what customers were counted to do."""
    item = the_one({**STOCK, "revenue": 600_000})
    assert item.answers == ("revenue", "deal_value", "customer_count", "orders_per_customer")


def test_a_guess_comes_last() -> None:
    """What was answered as a range is trusted less than what was stated."""
    item = the_one({**STOCK, "revenue": 600_000, "ranges": {"revenue": (500_000, 700_000)}})
    assert item.answers[-1] == "revenue"


@pytest.mark.parametrize("revenue", [870_000, 1_000_000, 1_170_000])
def test_figures_that_differ_little_do_not_contradict(revenue: int) -> None:
    """Up to 15% is what people round."""
    assert contradictions_of(settled(**STOCK, revenue=revenue)) == ()


@pytest.mark.parametrize(
    "answers",
    [
        {**REPEAT, "revenue": 500_000, "continuing_revenue": 510_000},
        {"monthly_budget": 1000, "ad_spend": 1100},
        {"revenue": 500_000, "spare_capacity": 0.2, "revenue_target": 620_000},
        {**REPEAT, "revenue": 500_000, "orders": 13, "deal_value": 10_000},
    ],
    ids=", ".join,
)
def test_what_is_a_little_more_than_all_does_not_contradict(answers: Answers) -> None:
    """A part may exceed its whole by as much as people round, and nothing is told of what then is left."""
    assert contradictions_of(settled(**answers)) == ()


def test_orders_at_a_loss_contradict_nothing() -> None:
    """A margin of 6 does not pay for delivering an order of 20: what it cost to win never comes back, nor the rent."""
    economy = settled(aov=20, gross_margin=0.3, fulfilment_cost=8, cac=5, fixed_costs=1000, revenue=50_000)
    assert contradictions_of(economy) == ()
    assert economy.whole.value("order_leaves") == pytest.approx(-2)
    assert economy.whole.value("orders_to_pay_back") is None
    assert economy.whole.value("break_even") is None


def test_a_fee_paid_each_month_is_no_contradiction() -> None:
    """200 subscribers at 100 with revenue of 240,000 pay twelve times a year, and nobody said once."""
    economy = settled(relationship="subscription", customer_count=200, deal_value=100, revenue=240_000)
    assert contradictions_of(economy) == ()
    assert economy.whole.value("orders_per_customer") == pytest.approx(12)


def test_rates_of_the_whole_contradict_nothing_of_a_segment() -> None:
    """20 firms with 70% of 1,240,000 do not order four times for 500; that rate was the whole's, which it fits."""
    firms, people = segment("Firms", 0.7, customer_count=20), segment("People", 0.3, customer_count=600)
    economy = settled(**REPEAT, revenue=1_240_000, orders_per_customer=4, aov=500, segments=[firms, people])
    assert contradictions_of(economy) == ()


def test_a_segment_contradicts_itself() -> None:
    """20 firms that order ten times for 1,000 bring 200,000, not 70% of a million."""
    firms = segment("Firms", 0.7, customer_count=20, orders_per_customer=10, deal_value=1000)
    (item,) = contradictions_of(settled(**REPEAT, revenue=1_000_000, segments=[firms, segment("People", 0.3)]))
    assert item.segment == "Firms"
    assert (item.used, item.other) == pytest.approx((700_000, 200_000))
    assert set(item.answers) == STOCK_IDS | {"segments"}


@pytest.mark.parametrize(("shares", "sum_"), [((0.8, 0.5), 1.3), ((0.3, 0.3), 0.6)])
def test_segments_whose_shares_are_not_the_whole(shares: tuple[float, float], sum_: float) -> None:
    """80% and 50% are 130% of the revenue."""
    groups = [segment(name, share) for name, share in zip(("Firms", "People"), shares, strict=True)]
    (item,) = contradictions_of(settled(revenue=1_000_000, segments=groups))
    assert (item.used, item.other) == pytest.approx((1, sum_))
    assert (item.answers, item.cause) == (("segments",), "parts")


def test_segments_that_do_not_add_up_to_the_whole() -> None:
    """20 firms and 600 people are not 1,000 customers."""
    firms, people = segment("Firms", 0.7, customer_count=20), segment("People", 0.3, customer_count=600)
    (item,) = contradictions_of(settled(customer_count=1000, segments=[firms, people]))
    assert (item.quantity, item.used, item.other) == ("customers", 1000, 620)
    assert (item.answers, item.cause) == (("customer_count",), "mixture")


OFF = st.integers(95, 105).map(lambda number: number / 100)
STOCKS = st.tuples(st.integers(250, 5000), st.integers(1, 50), st.integers(10, 10_000), OFF, OFF)


@cases(200)
@given(STOCKS, st.integers(1, 60), st.integers(1, 19))
def test_answers_that_agree_contradict_nothing(
    stock: tuple[int, int, int, float, float], orders: int, rate: int
) -> None:  # fmt: skip
    """A business counted in several ways, each within 5%, is believed."""
    customers, each, value, revenue_off, rate_off = stock
    quotes = orders * 20 // rate + 1
    economy = settled(
        **REPEAT, customer_count=customers, orders_per_customer=each, deal_value=value,
        revenue=customers * each * value * revenue_off, continuing_revenue=customers * each * value * 0.8,
        orders=orders, quotes=quotes, enquiries=quotes + 5, win_rate=min(1.0, orders / quotes * rate_off),
        monthly_budget=1000, ad_spend=990, largest_customer_share=0.3, spare_capacity=0.5,
        revenue_target=customers * each * value * 1.2,
    )  # fmt: skip
    assert contradictions_of(economy) == ()


@st.composite
def some_numbers(draw: st.DrawFn) -> Answers:
    """Draw numbers that need not agree."""
    ids = draw(
        st.lists(st.sampled_from([id for id in NUMBERS if id not in FORMING]), unique=True, min_size=3, max_size=20)
    )
    rates = st.integers(1, 99).map(lambda number: number / 100)
    return {id: draw(rates if specs()[id].kind == "rate" else st.integers(1, 1000)) for id in ids}


@cases(200)
@given(some_numbers(), st.sampled_from(["repeat", "subscription", "multi_year_contract", "one_off"]))
def test_what_is_named_contradicts_by_itself_and_no_less_does(numbers: Answers, relationship: str) -> None:
    """The named answers alone contradict each other; without any one of them the others do not."""
    for item in contradictions_of(settled(**numbers, relationship=relationship)):
        named = {id: numbers[id] for id in item.answers}
        assert contradictions_of(settled(**named, relationship=relationship)), item
        for gone in named:
            rest = {id: value for id, value in named.items() if id != gone}
            assert contradictions_of(settled(**rest, relationship=relationship)) == (), (item, gone)


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({"largest_customer_share": 0.22, "top5_share": 0.1}, {"largest_customer_share", "top5_share"}),
        ({"platform_fee": 0.7, "creator_commission": 0.6}, {"platform_fee", "creator_commission"}),
        (  # of what is not sent back, 0.97 x 0.43 + 0.73 alone is no more than rounding above all of it
            {"platform_fee": 0.43, "payment_fee": 0.73, "creator_commission": 0.01, "return_rate": 0.03},
            {"platform_fee", "payment_fee"},
        ),
    ],
)
def test_parts_that_are_more_than_their_whole(answers: dict[str, Any], named: set[str]) -> None:
    """The five largest hold the largest one; fees of 130% are more than what is charged."""
    (item,) = contradictions_of(settled(**answers))
    assert (set(item.answers), item.cause) == (named, "impossible")
