"""What an open answer is expected to change: worked out from the library, not listed."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, build, example, raw_level, raw_play, small_library

from salesmode.engine.next_questions import NextQuestions, Proof, advice_so_far, next_proof, next_questions
from salesmode.engine.next_questions.screens import not_asked, ranked
from salesmode.engine.next_questions.uses import exclusions, guards, made_of, reasons
from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import Library

SETTINGS = LIBRARY.settings.next_questions
SIZES = SETTINGS.influence


def worth(library: Library = LIBRARY, **answers: Any) -> dict[str, float]:
    """Return what each open answer of a business is worth."""
    return dict(advice_so_far(build(**answers), library).information_value)


def test_a_figure_is_made_of_its_answers_whoever_defines_it() -> None:
    """Derived figures, the run against the target, and the reading, whose evidence the library names."""
    figures = made_of(LIBRARY)
    assert figures["quote_win_rate"] == {"orders", "quotes"}
    assert {"win_rate", "revenue_target", "continuing_revenue"} <= figures["uncovered_share"]
    assert {"buyer", "buyer_kind", "own_brand"} <= figures["mode"]
    assert {"decision_cycle", "need", "deal_value"} <= figures["motion"]
    assert "buyer" not in figures["motion"]


def test_a_rule_uses_the_answers_behind_its_figures() -> None:
    """Whether customers leave as fast as they come hangs on the counts, though the rule names a figure."""
    leak = next(use for use in guards(LIBRARY) if use.owner == "leak")
    assert {"annual_churn", "customer_count", "win_rate", "quotes"} <= leak.answers
    assert leak.facts == {"lost_per_new"}
    assert leak.by_figure


def test_the_reasons_of_a_play_share_it_by_weight() -> None:
    """Weights 3 and 1 are three quarters and one; what makes a play wrong is no part of them."""
    when = [{"id": id, "if": {"answer": "stage", "is": id}, "weight": weight, "sources": ["judgement"]}
            for id, weight in (("idea", 3), ("launch", 1))]  # fmt: skip
    wrong = [{"id": "w", "if": {"answer": "stage", "is": "growth"}, "sources": ["judgement"]}]
    library = small_library({"b2b.one": raw_play(when=when, wrong_when=wrong)}, guards=[])
    assert [use.share for use in reasons(library, "b2b.one")] == [0.75, 0.25]
    assert [use.kind for use in exclusions(library, "b2b.one")] == ["wrong"]


def test_an_open_reason_is_worth_its_share_of_the_play_that_leads() -> None:
    """The only play there is, and of its two reasons one of four weighs three quarters and waits for one answer."""
    when = [
        {"id": "held", "if": {"answer": "buyer", "known": True}, "weight": 1, "sources": ["judgement"]},
        {"id": "open", "if": {"answer": "paid_on", "is": "signed"}, "weight": 3, "sources": ["judgement"]},
    ]
    library = small_library({"b2b.one": raw_play(when=when)}, guards=[])
    without = small_library({"b2b.one": raw_play(when=when[:1])}, guards=[])
    more = worth(library, buyer="organization")["paid_on"] - worth(without, buyer="organization").get("paid_on", 0.0)
    assert more == pytest.approx(SIZES.reason * 0.75)


def test_with_nothing_known_who_buys_is_worth_most_and_asked_first() -> None:
    """It decides the mode, and with it which plays there are."""
    value = worth()
    assert next(iter(value)) == max(value, key=lambda one: value[one]) == "buyer"


def test_an_answer_given_is_worth_nothing_more() -> None:
    """Nor is one that does not apply."""
    assert not {"buyer", "decision_cycle"} & worth(buyer="organization", decision_cycle="n/a").keys()


def test_what_only_speaks_for_a_play_that_is_wrong_is_worth_nothing() -> None:
    """A reason of a play that a known answer rules out changes nothing any more."""
    when = [{"id": "a", "if": {"answer": "paid_on", "is": "signed"}, "weight": 2, "sources": ["judgement"]}]
    wrong = [{"id": "w", "if": {"answer": "stage", "is": "idea"}, "sources": ["judgement"]}]
    library = small_library({"b2b.one": raw_play(when=when, wrong_when=wrong)}, guards=[])
    open_ = worth(library, buyer="organization", goal="brand")["paid_on"]
    closed = worth(library, buyer="organization", goal="brand", stage="idea").get("paid_on", 0.0)
    assert open_ > closed


def test_a_guard_that_may_hold_makes_its_answers_worth_asking() -> None:
    """Months of cash are asked because a guard overrides everything by them."""
    assert worth()["cash_months"] > worth(small_library({"b2b.one": raw_play()}, guards=[]))["cash_months"]


def test_what_no_business_like_this_is_asked_for_is_worth_nothing() -> None:
    """A neighbourhood shop is not asked for the quota of its sellers; before its customers are known, it may be."""
    shop = {"buyer": "individual", "decision_cycle": 0.01, "deal_value": 8.0}
    advice = advice_so_far(build(**shop), LIBRARY)
    assert {"quota", "open_pipeline"} <= not_asked(advice.sizing.facts, LIBRARY)
    assert not not_asked(advice.sizing.facts, LIBRARY) & advice.information_value.keys()
    assert "quota" in worth()


def test_what_the_arithmetic_looks_at_is_worth_a_little_where_nothing_else_hangs_on_it() -> None:
    """Expansion makes the run surer and speaks for no play."""
    small = small_library({"b2b.one": raw_play()}, guards=[])
    assert worth(small, buyer="organization")["expansion_rate"] == pytest.approx(SIZES.detail)


def test_levels_are_worth_asking_as_long_as_a_play_that_could_lead_has_none() -> None:
    """Two plays, both near: with the level of one still, with both no more, nor where levels do not apply."""
    plays = {id: raw_play(raw_level(), raw_level()) for id in ("b2b.one", "b2b.two")}
    library = small_library(plays, guards=[])
    firm = {"buyer": "organization"}
    assert "maturity" in worth(library, **firm, maturity={"b2b.one": 1})
    assert "maturity" not in worth(library, **firm, maturity={"b2b.one": 1, "b2b.two": 1})
    assert "maturity" not in worth(library, **firm, maturity="n/a")


def test_a_question_in_turn_counts_as_much_as_the_one_that_refers_to_it() -> None:
    """Orders are worth most; they are asked after the quotes and the enquiries they come from, if those are open."""
    values = {"orders": 3.0, "goal": 2.0, "quotes": 1.0, "enquiries": 0.5, "stage": 0.1}
    found = ranked(values, LIBRARY)
    assert list(found) == ["enquiries", "quotes", "orders", "goal", "stage"]
    assert list(found.values()) == [3, 3, 3, 2, 0.1]
    assert list(ranked({"goal": 2.0, "orders": 3.0, "enquiries": 0.5}, LIBRARY)) == ["enquiries", "orders", "goal"]
    assert list(ranked({"quotes": 1.0, "goal": 2.0}, LIBRARY)) == ["goal", "quotes"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_advice_so_far_is_that_of_the_plan(name: str) -> None:
    """Mode, first play and what to ask next are those that the plan has, without the plan being made."""
    plan, advice = make_plan(example(name), LIBRARY), advice_so_far(example(name), LIBRARY)
    assert advice.first == plan.selection.now[0].play.id
    assert advice.diagnosis.mode == plan.business.diagnosis.mode
    of_plan = next_questions(plan.business, plan.facts, plan.guardrails, plan.selection, LIBRARY)
    assert NextQuestions(advice.information_value, advice.lead_chance) == of_plan
    worthy = [id for id, value in of_plan.information_value.items() if value >= SETTINGS.least_value]
    assert plan.robustness.ask_next == tuple(worthy[: SETTINGS.ask_next])


def test_the_chance_of_the_play_nearest_to_being_first_is_one() -> None:
    """And of none more; a play ruled out has none."""
    for name in EXAMPLES:
        advice = advice_so_far(example(name), LIBRARY)
        assert max(advice.lead_chance.values()) == 1
        assert min(advice.lead_chance.values()) >= 0
        wrong = {one.play for one in advice.selection.not_now if one.why in ("wrong", "guard")}
        assert not wrong & advice.lead_chance.keys()


def test_a_proof_that_was_shown_is_not_asked_for_again_where_the_figures_belie_it() -> None:
    """Level 2 of promotion shown, 78 % discounted, margin as goal: planned from level 1, but level 3 is asked for."""
    advice = advice_so_far(example("snacks").replaced({"maturity": {"b2c.promotion": 2}}), LIBRARY)
    others = set(LIBRARY.plays) - {"b2c.promotion"}
    assert next(one for one in advice.selection.now if one.play.id == "b2c.promotion").level_now == 1
    assert next_proof(advice, LIBRARY, others) == Proof("b2c.promotion", 3)
