"""How many answers, given in the order of the interview, reach the advice of all of them; the bench prints it."""

from __future__ import annotations

import functools
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from msgspec.structs import replace

from salesmode.business.profile import Profile
from salesmode.engine.next_questions import MATURITY
from salesmode.engine.plan import make_plan
from salesmode.intake.answers import Given, read_answers
from salesmode.interview.state import InterviewRules, State
from salesmode.knowledge.files import LOADER
from salesmode.knowledge.library import Library

SITUATIONS = Path(__file__).parents[2] / "playbooks" / "situations"

GOAL = 12


class Reached(NamedTuple):
    """After how many answers mode and first move are those of all answers and stay so; `None` where never.

    `slowest` is the longest wait for a question, in plans: what making the plan of all the answers takes.
    """

    mode: int | None
    first: int | None
    answers: int
    slowest: float


def examples(library: Library) -> list[Profile]:
    """Return the answers of every example."""
    files = [library.folder / "examples" / f"{name}.yaml" for name in library.examples()]
    return [read_answers(Given(str(file)), library) for file in files]


def situations(library: Library) -> list[Profile]:
    """Return the answers of every situation that gives more of them than the goal for the first move."""
    return some_situations(library, 1)


def some_situations(library: Library, nth: int) -> list[Profile]:
    """Return every `nth` of these, and read the answers of no others."""
    sets = [[f"{id}={_flow(value)}" for id, value in answers.items()] for answers in _long()[::nth]]
    return [read_answers(Given(sets=lines), library) for lines in sets]


@functools.cache
def _long() -> list[dict[str, Any]]:
    files = [yaml.load(file.read_bytes(), Loader=LOADER) for file in sorted(SITUATIONS.glob("*.yaml"))]  # noqa: S506
    return [one["answers"] for file in files for one in file if len(one["answers"]) > GOAL]


def _flow(value: Any) -> str:
    return str(yaml.safe_dump(value, default_flow_style=True))


def reach(full: Profile, library: Library, deep: bool) -> Reached:
    """Answer question after question as `full` does, and return when the advice is that of `full` for good."""
    rules = InterviewRules(library, deep)
    aim = rules.start(full).advice
    seen, slowest = [], 0.0
    before = time.perf_counter()
    make_plan(full, library)
    plan = time.perf_counter() - before
    before = time.perf_counter()
    for state, told in _walk(rules, full):
        slowest = max(slowest, time.perf_counter() - before)
        if told:
            seen.append((state.advice.diagnosis.mode == aim.diagnosis.mode, state.advice.first == aim.first))
        before = time.perf_counter()
    return Reached(
        _for_good([mode for mode, _ in seen]), _for_good([first for _, first in seen]), len(seen), slowest / plan
    )


def _for_good(right: Sequence[bool]) -> int | None:
    wrong = max((place for place, held in enumerate(right, 1) if not held), default=0)
    return None if wrong == len(right) else wrong + 1


def _walk(rules: InterviewRules, full: Profile) -> Iterator[tuple[State, bool]]:
    """Yield the state after every question, and whether it was answered."""
    state = rules.start(Profile(currency=full.currency, origins={"currency": "assumed"}))
    while state.at is not None:
        proof = rules.proof(state) if state.at == MATURITY else None
        held = full.answered()
        if proof is not None:
            known = proof.play in (full.maturity or {})
            yes = (full.maturity or {}).get(proof.play, 0) >= proof.level
            stated = state.profile.maturity or {}
            levels = {**stated, proof.play: proof.level if yes else stated.get(proof.play, 0)}
            state = rules.show(state, proof, state.profile.replaced({MATURITY: levels}), closed=not yes)
            yield state, known
        elif state.at in full.not_applicable:
            absent = state.profile.not_applicable | {state.at}
            state = rules.tell(state, state.at, replace(state.profile, not_applicable=absent))
            yield state, True
        elif state.at in held:
            state = rules.tell(state, state.at, state.profile.replaced({state.at: held[state.at]}))
            yield state, True
        else:
            state = rules.skip(state)
            yield state, False


def summary(name: str, profiles: Sequence[Profile], library: Library, deep: bool) -> str:
    """Return a line: the median answers to mode and first move, and how many never get there."""
    found = [reach(profile, library, deep) for profile in profiles]
    far = max(one.answers for one in found) + 1
    modes, firsts = (
        [count or far for count in counts] for counts in zip(*((f.mode, f.first) for f in found), strict=True)
    )
    never = sum(one.first is None for one in found)
    slowest = statistics.median(one.slowest for one in found)
    return (
        f"{name:28} mode after {statistics.median(modes):g} answers, first move after {statistics.median(firsts):g} "
        f"({never} of {len(found)} not within what is asked), slowest question in the time of {slowest:.1f} plans"
    )
