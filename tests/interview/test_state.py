"""The state machine of the interview: whatever the way, the same answers; what is asked, and what no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from helpers.draws import cases
from helpers.libraries import LIBRARY, build, example
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from salesmode.business.profile import ANSWERS, Profile
from salesmode.engine.next_questions import MATURITY, Proof
from salesmode.intake.questions import catalog
from salesmode.interview.state import NOT_ASKED, InterviewRules, State
from salesmode.knowledge.library import Library
from salesmode.knowledge.parts import PARTS


def with_moves(*ids: str) -> Library:
    """Return the library with these moves alone."""
    names = (name for name in (*PARTS, "settings") if not name.startswith(("settings.", "situations")))
    parts = {name: LIBRARY.part(name) for name in names}
    return Library(LIBRARY.folder, "en", {**parts, "moves": {id: LIBRARY.moves[id] for id in ids}})


RULES = InterviewRules(LIBRARY)
DEEP = InterviewRules(LIBRARY, deep=True)
ABSENT = "n/a"
VALUES: Mapping[str, tuple[Any, ...]] = {
    "offer": ("Robots", "Soap"),
    "buyer": ("organization", "individual", "both"),
    "buyer_kind": (("large_company",), ("household", "person")),
    "decision_cycle": (0.01, 45.0, 200.0),
    "decision_makers": (1, 6),
    "sold_through": (("retailers",), ("distributors",)),
    "channels": (("events",), ("stores", "website")),
    "deal_value": (5.0, 400_000.0),
    "win_rate": (0.1, 0.6),
    "relationship": ("one_off", "repeat"),
    "revenue": (1e6, 9e6),
    "cash_months": (1.0, 20.0),
}


def put(profile: Profile, id: str, value: object) -> Profile:
    """Return the answers with one more, one less, or one that does not apply."""
    if value == ABSENT:
        return replace(profile.replaced({id: None}), not_applicable=profile.not_applicable | {id})
    return profile.replaced({id: value})


def told(rules: InterviewRules, state: State, id: str, value: object) -> State:
    """Return what follows an answer."""
    return rules.tell(state, id, put(state.profile, id, value))


def asked(rules: InterviewRules, profile: Profile) -> list[str]:
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


@cases(60)
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
    assert state.advice.information_value == RULES.start(direct).advice.information_value


@cases(40)
@given(st.lists(VALUE, max_size=8, unique_by=lambda move: move[1]))
def test_what_is_answered_or_passed_over_is_not_asked_again(moves: list[tuple[str, str, Any]]) -> None:
    """As long as no answer is changed, and the interview comes to an end."""
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
    """But for notes, which are not asked."""
    placed = [id for screen in LIBRARY.screens.screens for id in screen.answers]
    assert sorted(placed) == sorted(set(ANSWERS) - NOT_ASKED)


def test_what_no_plan_reads_is_asked_by_neither() -> None:
    """An answer that is only kept costs nobody a question."""
    kept = {id for id, words in LIBRARY.questions.answers.items() if words.unread}
    assert "options" in kept
    assert kept.isdisjoint({*asked(RULES, build()), *asked(DEEP, build())})


FIRST = ["offer", "industry", "region", "goal", "buyer", "relationship", "buying_steps", "blocked_by", "revenue"]


def test_the_short_interview_asks_less_than_the_deep_one_and_both_begin_with_what_decides_a_first_plan() -> None:
    """Whoever knows nothing is asked about fifty things, or all."""
    short, deep = asked(RULES, build()), asked(DEEP, build())
    assert short[:11] == deep[:11] == [*FIRST, "customer_count", "gross_margin"]
    assert set(short) < set(deep)
    assert len(set(short)) <= 50


def test_before_a_first_plan_stand_about_ten_questions() -> None:
    """Eleven for a shop, the quotes and orders of whoever sends quotes besides, and the names of the other kind."""
    assert RULES.before_plan(RULES.start(build())) == 11
    known = {"offer": "x", "industry": "other", "region": "DE", "goal": "margin"}
    repair = RULES.start(build(**known, buyer="both", relationship="repeat", buying_steps=("quote",)))
    assert RULES.before_plan(repair) == 7
    assert repair.at == "segments"
    shop = RULES.start(build(**known, buyer="individual", relationship="repeat", buying_steps=("browse_and_pay",)))
    assert RULES.before_plan(shop) == 4
    assert "quotes" not in asked(RULES, shop.profile)


def test_a_shop_for_private_people_is_not_asked_for_another_kind_of_customers() -> None:
    """Not even where all is asked for; firms have kinds that buy differently, as two kinds of buyers have."""
    assert "segments" not in asked(DEEP, build(buyer="individual"))
    assert "segments" in asked(RULES, build(buyer="organization"))
    assert "segments" in asked(RULES, build(buyer="both"))


def test_what_is_broken_is_asked_before_any_figure() -> None:
    """What stops customers turns the first move more often than a figure does, so no plan is told without it."""
    known = {"offer": "x", "industry": "other", "region": "DE", "goal": "margin"}
    state = RULES.start(build(**known, buyer="individual", relationship="repeat", buying_steps=("browse_and_pay",)))
    assert state.at == "blocked_by"


@pytest.mark.parametrize("name", LIBRARY.examples())
def test_a_full_example_leaves_next_to_nothing_to_ask(name: str) -> None:
    """Everything that is known is known; what is left can still change something."""
    state = RULES.start(example(name))
    assert set(asked(RULES, state.profile)) <= set(state.advice.information_value) | {
        "offer",
        "industry",
        "region",
        "reach",
        "segments",
    }
    assert RULES.left(state) <= (15 if len(state.answered) > 50 else 25)


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


KNOWN = {"offer": "x", "industry": "other", "region": "DE", "reach": "city"}


def again(given: Mapping[str, Any], id: str, value: object) -> set[str]:
    """Return what is asked again once an answer of a business is another one."""
    return set(told(RULES, RULES.start(build(**{**KNOWN, **given})), id, value).again)


def test_another_buyer_asks_again_who_they_are_and_how_they_decide_and_no_more() -> None:
    """A shop's neighbours and their habits do not become another firm's, nor is its margin another."""
    given = {
        "buyer": "individual", "buyer_kind": ("household",), "decision_makers": 1, "decision_roles": ("decider",),
        "business_revenue_share": 0.0, "gross_margin": 0.4, "revenue": 5e5, "purchases_per_year": 3.0,
    }  # fmt: skip
    resting = {"buyer_kind", "decision_makers", "decision_roles", "business_revenue_share"}
    assert again(given, "buyer", "both") == resting
    assert again(given, "buyer", "individual") == set()
    assert again(given, "buyer", None) == set()
    assert again({**given, "buyer": None}, "buyer", "both") == set()
    assert again(given, "gross_margin", 0.5) == set()


def test_a_choice_is_asked_again_where_it_is_offered_no_more_or_more_is_offered() -> None:
    """Not where an option has gone that nobody had chosen."""
    fair = {"channels": ("events", "email"), "won_from": {"events": 3}}
    assert again(fair, "channels", ("email",)) == {"won_from"}
    assert again({**fair, "won_from": {"email": 3}}, "channels", ("email",)) == set()
    assert again(fair, "channels", ("events", "email", "website")) == {"won_from"}


def test_what_does_not_apply_is_asked_again_too_and_what_is_no_more_for_this_business_is_not() -> None:
    """Nobody has a say in a purchase until firms buy."""
    given = {"buyer": "individual", "decision_roles": ABSENT}
    assert again(given, "buyer", "organization") == {"decision_roles"}
    shop = {"buyer": "both", "sold_through": ("retailers",), "sell_out_known": True}
    assert again(shop, "sold_through", ("distributors",)) == {"sell_out_known"}
    firm = {**shop, "buyer": "organization", "decision_cycle": 200.0, "decision_makers": 6}
    assert again(firm, "sold_through", ("distributors",)) == set()


def test_an_answer_asked_again_may_be_kept_and_what_rests_on_it_in_turn_is_asked_once_it_is_changed() -> None:
    """First things first, each once."""
    given = {**KNOWN, "buyer": "individual", "decision_makers": 1, "business_revenue_share": 0.0}
    state = told(RULES, RULES.start(build(**given)), "buyer", "organization")
    assert state.at == "business_revenue_share"
    state = RULES.skip(state)
    assert state.at == "decision_makers"
    state = told(RULES, state, "decision_makers", 6)
    assert state.again == frozenset()
    assert state.profile.business_revenue_share == 0.0


OFFERED = {question.id: question for group in catalog(LIBRARY) for question in group.questions}


def rests(one: str, id: str, before: State, after: State) -> bool:
    """Return whether the answer to `one` rests on that to `id`, worked out from what a person would be offered."""
    if id in LIBRARY.questions.answers[one].rests_on:
        return True
    question, held = OFFERED[one], after.profile.answered().get(one)
    then, now = (
        {option for option in question.options if question.fits(option, state.advice.sizing.facts)}
        for state in (before, after)
    )
    chosen = set(held) if isinstance(held, tuple | dict) else {held}
    return bool(now - then) or bool(chosen & (then - now))


@cases(40)
@given(st.sampled_from(LIBRARY.examples()), st.lists(VALUE, min_size=1, max_size=6))
def test_after_a_change_what_rests_on_it_is_asked_again_and_only_that(name: str, moves: list[Any]) -> None:
    """Whatever business it is and whatever was changed before."""
    state = RULES.start(example(name))
    for _, id, value in moves:
        before, state = state, told(RULES, state, id, value)
        fresh = state.again - before.again - {id}
        then, now = ({**one.profile.answered(), **dict.fromkeys(one.profile.not_applicable)} for one in (before, state))
        if id not in then or id not in now or then[id] == now[id]:
            assert fresh == set()
            continue
        live = {one for screen in LIBRARY.screens.screens for one in screen.answers
                if screen.test(state.advice.sizing.facts) is not False}  # fmt: skip
        wanted = {one for one in state.answered & live if one != id and rests(one, id, before, state)}
        assert fresh == wanted - before.again


def test_answers_that_do_not_go_together_are_doubts_until_spoken_of_or_changed() -> None:
    """And come up again if they are contradicted anew."""
    state = told(RULES, RULES.start(build(decision_cycle=1.0)), "decision_makers", 6)
    assert "contradiction.committee_in_a_day" in state.doubts
    state = RULES.name(state, "contradiction.committee_in_a_day")
    assert "contradiction.committee_in_a_day" not in state.doubts
    state = told(RULES, state, "decision_makers", 1)
    assert "contradiction.committee_in_a_day" in told(RULES, state, "decision_makers", 6).doubts


# A firm with three hundred customers who order monthly: keeping them, of stage 2 of its play, is all that it could do.
KEEPING = InterviewRules(with_moves("b2b.crm.keep_accounts"))
ACCOUNTS: Mapping[str, Any] = {
    "buyer": "organization", "relationship": "repeat", "customer_count": 300, "purchases_per_year": 12.0,
}  # fmt: skip


def test_a_proof_that_is_there_leads_to_the_stage_that_a_move_hangs_on() -> None:
    """Stage 2 is asked at once, for those before it are in place where it is; once it is shown no more is asked."""
    state = KEEPING.go(KEEPING.start(build(**ACCOUNTS)), MATURITY)
    assert KEEPING.proof(state) == Proof("b2b.crm", 2)
    two = KEEPING.show(state, Proof("b2b.crm", 2), state.profile.replaced({MATURITY: {"b2b.crm": 2}}), closed=False)
    assert KEEPING.proof(two) is None


def test_a_proof_not_there_is_not_asked_for_again() -> None:
    """That stage is not asked for again, though a move hangs on it."""
    state = KEEPING.go(KEEPING.start(build(**ACCOUNTS)), MATURITY)
    no = KEEPING.show(state, Proof("b2b.crm", 2), state.profile.replaced({MATURITY: {"b2b.crm": 0}}), closed=True)
    assert KEEPING.proof(no) is None


def test_back_from_the_first_question_stays() -> None:
    """There is nothing before it."""
    state = RULES.start(build())
    assert RULES.back(state) is state
    assert RULES.back(RULES.skip(state)).at == "offer"
