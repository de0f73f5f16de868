"""What an open answer is expected to change: worked out from the library, not listed."""

from __future__ import annotations

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, build, example, raw_play, small_library

from salesmode.engine.next_questions import Proof, advice_so_far, next_proof
from salesmode.engine.next_questions.uses import guards, made_of, reasons
from salesmode.engine.plan import make_plan


def test_figures_rest_on_the_answers_that_change_them_stand_ins_included() -> None:
    """Hand-worked: the win rate, or orders over quotes, times opportunities; and what an order leaves."""
    figures = made_of(LIBRARY)
    assert figures["quote_win_rate"] == {"orders", "quotes"}
    assert figures["target_gap_share"] == {"revenue", "revenue_target"}
    assert figures["orders_month"] == {"visits_per_month", "conversion_rate"}
    assert {"win_rate", "orders", "quotes", "leads_per_month", "mql_rate"} <= figures["wins_year"]
    assert {"aov", "deal_value", "gross_margin", "return_rate", "payment_fee"} <= figures["order_contribution"]
    assert figures["idle_channels"] == {"channels", "won_from"}
    assert "win_rate" not in figures["order_contribution"]


def test_a_rule_uses_the_answers_behind_its_figures() -> None:
    """Whether customers leave as fast as they come hangs on the counts, though the rule names a figure."""
    leak = next(use for use in guards(LIBRARY) if use.owner == "leak")
    assert {"annual_churn", "customer_count", "win_rate", "quotes"} <= leak.answers
    assert leak.facts == {"lost_per_new"}


def test_with_nothing_known_who_buys_is_worth_most() -> None:
    """It decides the mode, and with it which plays there are."""
    worth = advice_so_far(build(), LIBRARY).information_value
    assert max(worth, key=lambda one: worth[one]) == "buyer"


def test_an_answer_given_is_worth_nothing_more() -> None:
    """Nor is one that does not apply."""
    worth = advice_so_far(build(buyer="organization", decision_cycle="n/a"), LIBRARY).information_value
    assert not {"buyer", "decision_cycle"} & worth.keys()


def test_what_only_speaks_for_a_play_that_is_wrong_is_worth_nothing() -> None:
    """A reason of a play that a known answer rules out changes nothing any more."""
    when = [{"id": "a", "if": {"answer": "paid_on", "is": "signed"}, "weight": 2, "sources": ["judgement"]}]
    wrong = [{"id": "w", "if": {"answer": "stage", "is": "idea"}, "sources": ["judgement"]}]
    library = small_library({"b2b.one": raw_play(when=when, wrong_when=wrong)}, guards=[])
    open_ = advice_so_far(build(buyer="organization", goal="brand"), library).information_value["paid_on"]
    closed = advice_so_far(build(buyer="organization", goal="brand", stage="idea"), library).information_value.get(
        "paid_on", 0.0
    )
    assert open_ > closed


def test_a_guard_that_may_hold_makes_its_answers_worth_asking() -> None:
    """Months of cash are asked because a guard overrides everything by them."""
    library = small_library({"b2b.one": raw_play()}, guards=[])
    with_guards, without = (
        advice_so_far(build(), LIBRARY).information_value["cash_months"],
        advice_so_far(build(), library).information_value["cash_months"],
    )
    assert with_guards > without


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_advice_so_far_is_that_of_the_plan(name: str) -> None:
    """Mode, first play and what to answer next of every example are those its plan has."""
    plan, advice = make_plan(example(name), LIBRARY), advice_so_far(example(name), LIBRARY)
    assert advice.first == plan.selection.now[0].play.id
    assert advice.diagnosis.mode == plan.business.diagnosis.mode
    worthy = [id for id, value in advice.information_value.items() if value >= 0.03]
    assert tuple(worthy[:8]) == plan.robustness.ask_next


def test_every_play_that_can_take_a_slot_has_its_reasons_listed() -> None:
    """The backbone takes no slot."""
    assert set(reasons(LIBRARY)) == {id for id in LIBRARY.plays if not id.startswith("shared.")}


def test_a_proof_that_was_shown_is_not_asked_for_again_where_the_figures_belie_it() -> None:
    """Level 2 of promotion shown, 78 % discounted, margin as goal: planned from level 1, but level 3 is asked for."""
    advice = advice_so_far(example("snacks").replaced({"maturity": {"b2c.promotion": 2}}), LIBRARY)
    others = set(LIBRARY.plays) - {"b2c.promotion"}
    assert next(one for one in advice.selection.now if one.play.id == "b2c.promotion").level_now == 1
    assert next_proof(advice, LIBRARY, others) == Proof("b2c.promotion", 3)
