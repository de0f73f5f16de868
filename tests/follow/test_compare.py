"""Choices side by side: the parts sum, the verdict turns where it is said to, and history follows sales."""

from __future__ import annotations

import math

import pytest
from helpers.comparing import CASES, compared
from helpers.draws import cases
from helpers.libraries import LIBRARY, example
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.profile import Profile
from salesmode.business.vocabulary import Choice
from salesmode.engine.business import settled
from salesmode.engine.plan import make_plan
from salesmode.errors import InputError
from salesmode.follow.choices import Considered, considered, with_changes
from salesmode.follow.compare import Comparison, compare
from salesmode.follow.page import comparison_outline
from salesmode.follow.weighing import weigh, weighed
from salesmode.intake.mapping import read_mapping
from salesmode.report.document import Items
from salesmode.report.outlines import words_for

BASE = example("hotel-supplies")
NUMBERS = ("deal_value", "customer_count", "purchases_per_year", "gross_margin")


def choosing(*options: Choice, base: Profile = BASE) -> Profile:
    """Return a business with choices."""
    return base.replaced({"options": options})


def beside(*options: Choice, base: Profile = BASE) -> Comparison:
    """Return the choices of a business side by side."""
    return compare(choosing(*options, base=base), "as it is", LIBRARY)


def lead(comparison: Comparison, choice: Considered, answer: str, value: float) -> float:
    """Return by how much a choice is ahead of its best rival with one answer at another value, all worked out anew."""
    changed = with_changes(choice.profile, Choice("", {answer: value}), (answer,), LIBRARY)[0]
    own = weigh(changed, LIBRARY).value(comparison.basis, comparison.costs)
    rival = max(side.value for side in comparison.sides if side.choice is not choice and side.value is not None)
    assert own is not None
    return own - rival


@cases(20)
@given(st.dictionaries(st.sampled_from(NUMBERS), st.integers(-12, 12).filter(bool), min_size=1))
def test_the_parts_of_a_bridge_sum(tenths: dict[str, int]) -> None:
    """Start and all parts are the end, one part for each answer changed."""
    changes = {id: getattr(BASE, id) * (1 + step / 100) for id, step in tenths.items()}
    if "customer_count" in changes:
        changes["customer_count"] = round(changes["customer_count"])
    side = beside(Choice("other", changes)).sides[1]
    assert side.bridge is not None
    assert [step.answer for step in side.bridge.steps] == list(changes)
    parts = math.fsum(step.adds for step in side.bridge.steps)
    assert side.bridge.start + parts == pytest.approx(side.bridge.end, abs=0.01)
    assert side.bridge.end == side.value


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_turns_where_it_is_said_to(name: str) -> None:
    """At the value named the choice and its best rival have changed places; a step before they have not."""
    comparison = compared(name)
    turned = [side for side in comparison.sides if side.turn is not None]
    assert turned
    for side in turned:
        turn = side.turn
        assert turn is not None
        step = 10.0 ** (math.floor(math.log10(abs(turn.now or 0.5))) - 2)
        step = max(step, 1.0) if turn.answer == "customer_count" else step
        before = turn.value - math.copysign(step, turn.value - turn.now)
        ahead = side is comparison.best
        assert (lead(comparison, side.choice, turn.answer, turn.value) > 0) != ahead
        if abs(turn.value - turn.now) > step:
            assert (lead(comparison, side.choice, turn.answer, before) > 0) == ahead


def test_what_is_weighed_is_what_the_plan_says() -> None:
    """The short way gives the same year to the last digit."""
    assert weigh(BASE, LIBRARY) == weighed(make_plan(BASE, LIBRARY))


def test_last_years_revenue_follows_the_sales_that_a_choice_changes() -> None:
    """A tenth more for each order is a tenth more revenue; the margin alone changes none."""
    dearer, leaner = beside(Choice("a", {"deal_value": 374.0}), Choice("b", {"gross_margin": 0.3})).sides[1:]
    assert dearer.choice.follows == pytest.approx({"revenue": 3_410_000})
    assert leaner.choice.follows == {}


def test_fewer_leavers_are_counted_where_the_year_is_held_to_last_years_books() -> None:
    """Nobody said how many hotels are won: of 3.1m, 4 in a hundred stay longer, half of that inside the year."""
    loyal = Choice("loyal", {"annual_churn": 0.08})
    (choice,) = considered(choosing(loyal), "as it is", LIBRARY)[1:]
    assert choice.follows == pytest.approx({"revenue": 3_162_000})
    (side,) = beside(loyal).sides[1:]
    assert side.bridge is not None
    assert side.bridge.end > side.bridge.start


def test_fewer_leavers_leave_more_where_nothing_says_how_customers_buy() -> None:
    """Of 640,000 a fifth stays longer, half of that inside the year: never less than before."""
    studio = read_mapping({
        "offer": "design of screens for firms, project by project", "buyer": "organization", "currency": "GBP",
        "customer_count": 18, "revenue": 640_000, "gross_margin": 0.45, "annual_churn": 0.5,
    }, LIBRARY)  # fmt: skip
    stays = Choice("stays", {"annual_churn": 0.3})
    (choice,) = considered(choosing(stays, base=studio), "as it is", LIBRARY)[1:]
    assert choice.follows == pytest.approx({"revenue": 704_000})
    first, second = beside(stays, base=studio).sides
    assert (second.value or 0.0) > (first.value or 0.0)


def test_a_price_and_what_it_costs_in_customers_are_both_counted() -> None:
    """A tenth dearer: 3.41m, of which 3 in a hundred more leave, half of that inside the year."""
    (choice,) = considered(choosing(Choice("a", {"deal_value": 374.0, "annual_churn": 0.15})), "as it is", LIBRARY)[1:]
    assert choice.follows == pytest.approx({"revenue": 3_410_000 * (1 - 0.015)})


def test_more_of_the_visitors_who_buy_are_counted_where_the_books_hold_the_level() -> None:
    """A tenth more of them buy: a tenth more of what visits bring."""
    cafe = example("coffee-chain")
    rate = cafe.conversion_rate or 0.0
    (choice,) = considered(choosing(Choice("a", {"conversion_rate": rate * 1.1}), base=cafe), "as it is", LIBRARY)[1:]
    shop = settled(cafe, LIBRARY).whole.value("shop_revenue") or 0.0
    assert choice.follows["revenue"] == pytest.approx((cafe.revenue or 0.0) + 0.1 * shop)


def test_what_says_how_often_a_customer_buys_is_not_counted_twice() -> None:
    """Who comes back is in the orders of a customer already."""
    cafe = example("coffee-chain")
    often = {"orders_per_customer": (cafe.orders_per_customer or 0.0) * 1.1}
    more = {**often, "repeat_rate": 0.9}
    one, two = considered(choosing(Choice("a", often), Choice("b", more), base=cafe), "as it is", LIBRARY)[1:]
    assert one.follows == two.follows


def test_what_moves_nothing_is_named() -> None:
    """Days to cash move no sale of the year; it stands right behind the verdict."""
    comparison = beside(Choice("quicker", {"days_to_cash": 20.0}))
    page = comparison_outline(comparison, words_for(comparison.sides[0].plan, LIBRARY))
    said = [item.id for block in page.sections[0].blocks if isinstance(block, Items) for item in block.items]
    assert said[:2] == ["best", "flat.c2.days_to_cash"]


def test_a_dearer_order_brings_more_also_where_nobody_said_how_many_there_are() -> None:
    """A tenth more for each order is a tenth more of 3.1m, and at 27% of margin 83,700 more is left."""
    linen = read_mapping({
        "offer": "linen for hotels", "buyer": "organization", "currency": "EUR", "revenue": 3.1e6, "deal_value": 340,
        "gross_margin": 0.27,
    }, LIBRARY)  # fmt: skip
    first, dearer = beside(Choice("dearer", {"deal_value": 374.0}), base=linen).sides
    assert dearer.choice.follows == pytest.approx({"revenue": 3_410_000})
    assert (dearer.value or 0.0) - (first.value or 0.0) == pytest.approx(83_700, rel=0.05)


def test_what_only_a_choice_tells_is_named_as_open() -> None:
    """Right behind the verdict: there is nothing to hold it against."""
    linen = read_mapping({"offer": "linen for hotels", "revenue": 3.1e6, "gross_margin": 0.27}, LIBRARY)
    comparison = beside(Choice("more", {"customer_count": 300}), Choice("later", {"horizon_weeks": 20}), base=linen)
    page = comparison_outline(comparison, words_for(comparison.sides[0].plan, LIBRARY))
    said = [item.id for block in page.sections[0].blocks if isinstance(block, Items) for item in block.items]
    assert said[:3] == ["best", "opened.c2", "flat.c3.horizon_weeks"]


@pytest.mark.parametrize(
    ("name", "choice", "answer"),
    [("noodle-shop", 2, "customer_count"), ("hot-sauce", 2, "customer_count"), ("massage", 2, "customer_count"),
     ("bakery-wholesaler", 2, "purchases_per_year"), ("massage", 3, "fixed_costs")],
)  # fmt: skip
def test_what_turns_it_is_what_happens_to_a_choice_not_what_it_sets(name: str, choice: int, answer: str) -> None:
    """Who cuts a price is told the customers that it takes, not a price above the one of today."""
    turn = compared(name).sides[choice].turn
    assert turn is not None
    assert turn.answer == answer


def test_moves_that_all_choices_begin_with_are_said_once() -> None:
    """Where one differs, each has its own line."""
    for name, ids in (("bakery-wholesaler", ["moves"]), ("hot-sauce", ["moves.c1", "moves.c2", "moves.c3"])):
        comparison = compared(name)
        page = comparison_outline(comparison, words_for(comparison.sides[0].plan, LIBRARY))
        (first,) = (section for section in page.sections if section.id == "first")
        assert [item.id for block in first.blocks if isinstance(block, Items) for item in block.items] == ids


def test_what_a_choice_says_of_revenue_stands() -> None:
    """Nothing follows where it is said."""
    (choice,) = considered(choosing(Choice("a", {"deal_value": 374.0, "revenue": 3.2e6})), "as it is", LIBRARY)[1:]
    assert (choice.follows, choice.profile.revenue) == ({}, 3.2e6)


def test_a_range_shows_where_the_advice_switches() -> None:
    """Below the value one choice is the best, from there on the other."""
    base = BASE.varied(Choice("", {"deal_value": 340.0}, {"deal_value": (250.0, 430.0)}))
    fixed = Choice("cheaper to serve", {"fulfilment_cost": 20.0, "gross_margin": 0.31})
    comparison = beside(fixed, base=base.replaced({"fulfilment_cost": 0.0, "options": None}).varied(
        Choice("", {"deal_value": 340.0}, {"deal_value": (250.0, 900.0)})))  # fmt: skip
    (switch,) = comparison.switches
    assert (switch.answer, switch.best_low, switch.best_high) == ("deal_value", "c1", "c2")
    assert switch.at is not None
    assert switch.low < switch.at < switch.high


def test_the_answers_as_they_are_are_left_out_where_the_options_say_all() -> None:
    """An answer left open that every option gives, or an option that changes nothing."""
    open_base = BASE.replaced({"price_level": None})
    options = (Choice("a", {"price_level": 0.1}), Choice("b", {"price_level": -0.1}))
    assert [one.name for one in considered(choosing(*options, base=open_base), "as it is", LIBRARY)] == ["a", "b"]
    named = (Choice("stay"), Choice("b", {"gross_margin": 0.3}))
    assert [one.name for one in considered(choosing(*named), "as it is", LIBRARY)] == ["stay", "b"]


def test_one_choice_and_six_are_refused() -> None:
    """Two to five, the answers as they are among them."""
    six = [Choice(f"n{n}", {"gross_margin": 0.2 + n / 100}) for n in range(5)]
    for options in ((), six):
        with pytest.raises(InputError, match="Name 2 to 5"):
            considered(choosing(*options), "as it is", LIBRARY)


def test_a_choice_that_contradicts_the_answers_is_refused() -> None:
    """It says which answers, and what to set too."""
    robots = example("industrial-robots")
    with pytest.raises(InputError, match="win_rate cannot be true beside quotes, orders\nSet in it"):
        beside(Choice("better", {"win_rate": 0.6}), base=robots)


def test_where_even_the_best_choice_pays_no_costs_that_is_said() -> None:
    """The best of two bad years is still a bad one; a good one needs no word."""
    dear = BASE.replaced({"fixed_costs": 200_000.0})
    for base, told in ((dear, True), (BASE.replaced({"fixed_costs": 1000.0}), False)):
        comparison = beside(Choice("leaner", {"gross_margin": 0.3}), base=base)
        page = comparison_outline(comparison, words_for(comparison.sides[0].plan, LIBRARY))
        (answer,) = page.sections[0].blocks
        assert isinstance(answer, Items)
        assert ("short" in [item.id for item in answer.items]) is told


def test_a_year_that_cannot_be_told_has_no_best() -> None:
    """Nothing is guessed: no verdict, no turn."""
    comparison = beside(Choice("dearer", {"deal_value": 20.0}), base=Profile(currency="USD", deal_value=10.0))
    assert (comparison.best, comparison.sides[1].turn, comparison.sides[1].bridge) == (None, None, None)
