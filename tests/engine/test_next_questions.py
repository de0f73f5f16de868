"""What an open answer is expected to change: worked out from the library, not listed."""

from __future__ import annotations

from helpers.libraries import LIBRARY, build, example, raw_play, small_library

from salesmode.engine.next_questions import stand
from salesmode.engine.next_questions.screens import Proof, next_proof
from salesmode.engine.next_questions.uses import Asking, guards, reasons, rests_on


def test_figures_rest_on_the_answers_that_change_them_stand_ins_included() -> None:
    """Hand-worked: the win rate, or orders over quotes, times opportunities; and what an order leaves."""
    figures = rests_on(LIBRARY)
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
    worth = stand(build(), LIBRARY).worth
    assert max(worth, key=lambda one: worth[one]) == "buyer"


def test_an_answer_given_is_worth_nothing_more() -> None:
    """Nor is one that does not apply."""
    worth = stand(build(buyer="organization", decision_cycle="n/a"), LIBRARY).worth
    assert not {"buyer", "decision_cycle"} & worth.keys()


def test_what_only_speaks_for_a_play_that_is_wrong_is_worth_nothing() -> None:
    """A reason of a play that a known answer rules out changes nothing any more."""
    when = [{"id": "a", "if": {"answer": "paid_on", "is": "signed"}, "weight": 2, "sources": ["judgement"]}]
    wrong = [{"id": "w", "if": {"answer": "stage", "is": "idea"}, "sources": ["judgement"]}]
    library = small_library({"b2b.one": raw_play(when=when, wrong_when=wrong)}, guards=[])
    open_ = stand(build(buyer="organization", goal="brand"), library).worth["paid_on"]
    closed = stand(build(buyer="organization", goal="brand", stage="idea"), library).worth.get("paid_on", 0.0)
    assert open_ > closed


def test_a_guard_that_may_hold_makes_its_answers_worth_asking() -> None:
    """Months of cash are asked because a guard overrides everything by them."""
    library = small_library({"b2b.one": raw_play()}, guards=[])
    with_guards, without = stand(build(), LIBRARY).worth["cash_months"], stand(build(), library).worth["cash_months"]
    assert with_guards > without


def test_a_profile_that_asks_remembers_what_it_could_not_say() -> None:
    """And what it could."""
    asking = Asking.of(build(buyer="organization"))
    assert (asking.buyer, asking.revenue) == ("organization", None)
    assert asking.missed == {"revenue"}
    assert asking.looked == {"buyer", "revenue"}


def test_the_standing_is_that_of_the_plan() -> None:
    """Mode and first play of every example are those its plan has."""
    from salesmode.engine.plan import make_plan

    for name in LIBRARY.examples():
        plan, standing = make_plan(example(name), LIBRARY), stand(example(name), LIBRARY)
        assert standing.first == plan.selection.now[0].play.id
        assert standing.diagnosis.mode == plan.business.diagnosis.mode


def test_every_play_that_can_take_a_slot_has_its_reasons_listed() -> None:
    """The backbone takes no slot."""
    assert set(reasons(LIBRARY)) == {id for id in LIBRARY.plays if not id.startswith("shared.")}


def test_a_proof_that_was_shown_is_not_asked_for_again_where_the_figures_belie_it() -> None:
    """Level 2 of promotion shown, 78 % discounted, margin as goal: planned from level 1, but level 3 is asked for."""
    standing = stand(example("snacks").replaced({"maturity": {"b2c.promotion": 2}}), LIBRARY)
    others = set(LIBRARY.plays) - {"b2c.promotion"}
    assert next(one for one in standing.selection.now if one.play.id == "b2c.promotion").level_now == 1
    assert next_proof(standing, LIBRARY, others) == Proof("b2c.promotion", 3)
