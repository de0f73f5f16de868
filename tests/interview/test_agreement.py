"""A plan and an interview ask for the same answers: one says what to answer next, the other asks it."""

from __future__ import annotations

import random  # noqa: TID251 - seeded, the same everywhere
from collections.abc import Iterator

import pytest
from helpers.draws import some
from helpers.libraries import EXAMPLES, LIBRARY, example
from helpers.reach import situations

from salesmode.business.profile import ANSWERS, Profile
from salesmode.engine.next_questions import MATURITY
from salesmode.engine.plan import make_plan
from salesmode.interview.state import InterviewRules, State
from salesmode.knowledge.questions import ScreenRule

SCREENS = LIBRARY.screens.screens
DEEP = InterviewRules(LIBRARY, deep=True)
ON: dict[str, ScreenRule] = {id: screen for screen in SCREENS for id in screen.answers}
OPENING = {id for id, screen in ON.items() if screen.early}
SEEDS = range(5)


def thinned(name: str, seed: int) -> Profile:
    """Return an example with a third of its answers taken away, what a first plan is made of aside."""
    profile = example(name)
    known = [id for id in ON if getattr(profile, id) is not None and id not in OPENING | {"currency", "language"}]
    drawn = random.Random(f"{name} {seed}").sample(known, len(known) // 3)  # noqa: S311
    return profile.replaced(dict.fromkeys(drawn))


def opened(profile: Profile) -> Profile:
    """Return a business that has answered what opens the interview."""
    held = {"offer": "x", "industry": "other", "region": "DE", "goal": "margin"}
    return profile.replaced({id: value for id, value in held.items() if getattr(profile, id) is None})


def cases() -> Iterator[Profile]:
    """Yield the examples, thinned in several ways, and the situations."""
    for profile in (*(thinned(name, seed) for name in EXAMPLES for seed in SEEDS), *situations(LIBRARY)):
        yield opened(profile)


@pytest.mark.slow
def test_after_its_first_plan_an_interview_goes_on_with_the_answer_that_the_plan_asks_for() -> None:
    """Before it, what a first plan is made of is asked, which a plan does not heed."""
    alike, states = 0, []
    for profile in some(list(cases())):
        state, asked = DEEP.start(profile), make_plan(profile, LIBRARY).robustness.ask_next
        if DEEP.before_plan(state) == 0:
            states.append(state)
            assert state.at == next(iter(state.advice.information_value), None)
            alike += not asked or state.at == asked[0]
    assert alike > 0.75 * len(states) > 0


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_plan_asks_nothing_that_an_interview_would_not(name: str) -> None:
    """Whoever is asked all hears every question of the plan, unless an earlier answer has settled it."""
    profile = thinned(name, 0)
    asked = make_plan(profile, LIBRARY).robustness.ask_next
    state, heard = DEEP.start(profile), list[str]()
    while state.at is not None:
        heard.append(state.at)
        state = DEEP.skip(state)
    assert set(asked) <= set(heard)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_question_that_refers_to_another_one_comes_after_it(seed: int) -> None:
    """Nobody is asked how many of such names fit who was not yet asked for the names; in a plan as in an interview."""
    for name in EXAMPLES:
        order = tuple(DEEP.start(thinned(name, seed)).advice.information_value)
        for screen in SCREENS:
            turn = [id for id in screen.in_turn if id in order]
            assert turn == sorted(turn, key=order.index)


def walked(state: State) -> Iterator[State]:
    """Yield every moment of an interview in which nothing is known."""
    while state.at is not None:
        yield state
        state = DEEP.skip(state)


def test_on_a_screen_the_answer_that_can_change_most_is_asked_first() -> None:
    """But those that another one refers to, and what opens the interview, which is asked from the top."""
    for state in walked(DEEP.start(thinned("hospital-system", 1))):
        screen, value = ON[str(state.at)], state.advice.information_value
        closed = state.answered | state.passed
        rest = [id for id in screen.answers if id in value and id not in closed]
        if state.at != MATURITY and state.at not in OPENING | {*screen.in_turn}:
            assert all(value[str(state.at)] >= value[id] for id in rest)


def test_every_question_in_turn_can_be_asked() -> None:
    """It is an answer, and stands on the screen."""
    assert all(id in ANSWERS and ON[id] is screen for screen in SCREENS for id in screen.in_turn)
