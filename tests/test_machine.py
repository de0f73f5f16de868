"""The state machine of the interview: whatever the way, the same answers; what is asked, and what no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from conftest import LIBRARY, build, example
from hypothesis import given, settings
from hypothesis import strategies as st

from salesmode.influence import MATURITY, screens
from salesmode.interview.machine import NOT_ASKED, Interview, State
from salesmode.profile import ANSWERS, Profile

RULES = Interview(LIBRARY)
DEEP = Interview(LIBRARY, deep=True)
ABSENT = "n/a"
VALUES: Mapping[str, tuple[Any, ...]] = {
    "offer": ("Robots", "Soap"),
    "buyer": ("organization", "individual", "both"),
    "buyer_kind": (("large_company",), ("household", "person")),
    "decision_cycle": (0.01, 45.0, 200.0),
    "decision_makers": (1, 6),
    "deal_value": (5.0, 400_000.0),
    "win_rate": (0.1, 0.6),
    "relationship": ("one_off", "repeat"),
    "revenue": (1e6, 9e6),
    "cash_months": (1.0, 20.0),
}


def put(profile: Profile, id: str, value: object) -> Profile:
    """Return the answers with one more, one less, or one that does not apply."""
    if value == ABSENT:
        return profile.model_copy(update={id: None, "not_applicable": profile.not_applicable | {id}})
    return profile.replaced({id: value})


def told(rules: Interview, state: State, id: str, value: object) -> State:
    """Return what follows an answer."""
    return rules.tell(state, id, put(state.profile, id, value))


def asked(rules: Interview, profile: Profile) -> list[str]:
    """Return every question somebody is asked who knows nothing more."""
    state, ids = rules.start(profile), []
    while state.at is not None:
        ids.append(state.at)
        state = rules.skip(state)
    return ids


VALUE = st.sampled_from(sorted(VALUES)).flatmap(
    lambda one: st.tuples(st.just("answer"), st.just(one), st.sampled_from((*VALUES[one], ABSENT, None)))
)
MOVE = VALUE | st.tuples(st.sampled_from(["skip", "back", "go", "here"]), st.sampled_from(sorted(VALUES)), st.none())


@settings(max_examples=60, deadline=None)
@given(st.lists(MOVE, max_size=14))
def test_any_sequence_of_moves_ends_in_the_answers_given_last(moves: list[tuple[str, str, Any]]) -> None:
    """Going back and forth, passing over, changing and clearing leave what entering the last values leaves."""
    state = RULES.start(build())
    final: dict[str, Any] = {}
    for kind, id, value in moves:
        if kind == "answer":
            state, final[id] = told(RULES, state, id, value), value
        elif kind == "go":
            state = RULES.go(state, id)
            assert state.at == id
        elif kind == "back":
            state = RULES.back(state)
        elif kind == "skip":
            state = RULES.skip(state)
        assert state.at is None or state.at in ANSWERS
    direct = build()
    for id, value in final.items():
        direct = put(direct, id, value)
    assert state.profile.answered() == direct.answered()
    assert state.profile.not_applicable == direct.not_applicable
    assert state.standing.worth == RULES.start(direct).standing.worth


@settings(max_examples=40, deadline=None)
@given(st.lists(VALUE, max_size=8))
def test_what_is_answered_or_passed_over_is_not_asked_again(moves: list[tuple[str, str, Any]]) -> None:
    """And the interview comes to an end."""
    state = RULES.start(build())
    for _, id, value in moves:
        state = told(RULES, state, id, value)
    closed = state.answered | state.passed
    ids = []
    while state.at is not None:
        ids.append(state.at)
        state = RULES.skip(state)
    assert closed.isdisjoint(set(ids) - {MATURITY})
    assert max((ids.count(id) for id in ids if id != MATURITY), default=0) <= 1
    assert ids.count(MATURITY) <= 5


def test_every_answer_stands_on_one_screen() -> None:
    """But for customer groups and notes, which are not asked."""
    placed = [id for screen in screens(LIBRARY) for id in screen.answers]
    assert sorted(placed) == sorted(set(ANSWERS) - NOT_ASKED)


def test_express_asks_less_than_deep_and_both_begin_with_the_offer() -> None:
    """Whoever knows nothing is asked about forty things, or all."""
    express, deep = asked(RULES, build()), asked(DEEP, build())
    assert express[:4] == deep[:4] == ["offer", "industry", "region", "reach"]
    assert set(express) < set(deep)
    assert len(set(express)) <= 42


@pytest.mark.parametrize("name", LIBRARY.examples())
def test_a_full_example_leaves_next_to_nothing_to_ask(name: str) -> None:
    """Everything that is known is known; what is left can still change something."""
    state = RULES.start(example(name))
    assert set(asked(RULES, state.profile)) <= set(state.standing.worth) | {"offer", "industry", "region", "reach"}
    assert RULES.left(state) <= (12 if len(state.answered) > 50 else 25)


def test_after_who_buys_the_reading_no_longer_asks_for_what_cannot_change_it() -> None:
    """A machine builder's quotes are open, a shop's visits are not; and the other way round."""
    maker = DEEP.start(build(buyer="organization", decision_cycle=200.0, decision_makers=6))
    shop = DEEP.start(build(buyer="individual", decision_cycle=0.01, deal_value=8.0))
    assert "quotes" in asked(DEEP, maker.profile)
    assert "cart_abandonment" not in asked(DEEP, maker.profile)
    assert "cart_abandonment" in asked(DEEP, shop.profile)
    assert "quota" not in asked(DEEP, shop.profile)


def test_another_currency_asks_for_the_amounts_again_and_for_nothing_else() -> None:
    """They stay as they are until they are changed."""
    before = RULES.start(build(offer="x", industry="other", reach="city", region="DE", deal_value=100.0, win_rate=0.5))
    after = RULES.tell(before, "currency", before.profile.replaced({"currency": "EUR"}))
    assert after.again == {"deal_value"}
    assert after.at == "deal_value"
    assert after.profile.deal_value == 100.0
    assert RULES.skip(after).again == frozenset()


def test_answers_that_do_not_go_together_are_doubts_until_spoken_of_or_changed() -> None:
    """And come up again if they are contradicted anew."""
    state = told(RULES, RULES.start(build(decision_cycle=1.0)), "decision_makers", 6)
    assert "contradiction.committee_in_a_day" in state.doubts
    state = RULES.name(state, "contradiction.committee_in_a_day")
    assert "contradiction.committee_in_a_day" not in state.doubts
    state = told(RULES, state, "decision_makers", 1)
    assert "contradiction.committee_in_a_day" in told(RULES, state, "decision_makers", 6).doubts


def test_a_proof_not_there_closes_its_play_and_one_that_is_leads_to_the_next_level() -> None:
    """At most five are asked."""
    state = RULES.go(RULES.start(build(buyer="organization", decision_cycle=200.0)), MATURITY)
    proof = RULES.proof(state)
    assert proof is not None
    assert proof.level == 1
    yes = RULES.show(state, proof, state.profile.replaced({MATURITY: {proof.play: 1}}), closed=False)
    no = RULES.show(state, proof, state.profile.replaced({MATURITY: {proof.play: 0}}), closed=True)
    assert proof.play not in yes.shut
    assert proof.play in no.shut
    after = RULES.proof(no)
    assert after is None or after.play != proof.play


def test_back_from_the_first_question_stays() -> None:
    """There is nothing before it."""
    state = RULES.start(build())
    assert RULES.back(state) is state
    assert RULES.back(RULES.skip(state)).at == "offer"
