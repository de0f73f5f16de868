"""Where an interview stands and where each move leads: answers and moves in, a state out.

It knows no terminal, no file and no words. A state is never changed; every move returns another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from salesmode.business.profile import ANSWERS, FROM_REGION, Profile
from salesmode.engine.next_questions import (
    MATURITY,
    AdviceSoFar,
    Proof,
    advice_so_far,
    best_screen,
    early,
    left,
    live,
    next_proof,
    worthy,
)
from salesmode.interview.dependencies import Dependencies
from salesmode.knowledge.library import Library

Place = Literal["given", "passed", "here", "coming"]
NOTES: Final = "notes"
NOT_ASKED: Final = frozenset({NOTES})


@dataclass(frozen=True, slots=True)
class State:
    """One moment of an interview.

    `at` is the question now asked, `None` at the end; `passed` what is not known in this session; `again` what has to
    be confirmed because something it rests on has changed; `trail` the questions asked before; `denied` the stage of a
    play that is not reached, after `shown` proofs; `named` the doubts already spoken of.
    """

    profile: Profile
    advice: AdviceSoFar
    at: str | None = None
    screen: str | None = None
    passed: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    trail: tuple[str, ...] = ()
    denied: Mapping[str, int] = field(default_factory=dict)
    shown: int = 0
    named: frozenset[str] = frozenset()

    @property
    def answered(self) -> frozenset[str]:
        """Ids of the answers given, those that do not apply included; not those that were only assumed."""
        return answered(self.profile)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Contradictions and disagreeing figures that hold now and were not yet spoken of."""
        return tuple(id for id in _doubts(self.advice) if id not in self.named)


class InterviewRules:
    """The moves. With `deep` all that can still change the advice is asked, else what is worth asking a reader for."""

    def __init__(self, library: Library, deep: bool = False) -> None:
        self.library, self.deep = library, deep
        self._resting = Dependencies(library)
        self._most_proofs = library.settings.next_questions.influence.proofs

    def start(self, profile: Profile) -> State:
        """Return the first question for somebody who has answered `profile`; doubts among those answers are kept."""
        advice = advice_so_far(profile, self.library)
        denied = {play: level + 1 for play, level in (profile.maturity or {}).items()}
        return self._onward(State(profile, advice, denied=denied, named=frozenset(_doubts(advice))))

    def tell(self, state: State, id: str, profile: Profile) -> State:
        """Return what follows once the answer to `id` is what `profile` says; what rests on it is asked again."""
        advice = advice_so_far(profile, self.library)
        again = state.again - {id} | self._resting.on(id, state.advice, advice)
        holding = frozenset(_doubts(advice))
        state = replace(
            state, profile=profile, advice=advice, again=again & answered(profile),
            passed=state.passed - {id}, named=state.named & holding,
        )  # fmt: skip
        if id not in answered(profile) and id != MATURITY:
            state = replace(state, passed=state.passed | {id})
        return self._onward(state)

    def show(self, state: State, proof: Proof, profile: Profile, closed: bool) -> State:
        """Return what follows once a proof was asked for; with `closed` its stage and those above are not reached."""
        denied = {**state.denied, proof.play: proof.level} if closed else state.denied
        return self.tell(replace(state, denied=denied, shown=state.shown + 1), MATURITY, profile)

    def skip(self, state: State) -> State:
        """Return what follows once nothing is known of the present question; an answer already given stays."""
        if state.at is None:
            return state
        proof = self.proof(state) if state.at == MATURITY else None
        if proof is not None:
            return self.show(state, proof, state.profile, closed=True)
        passed = state.passed if state.at in state.answered else state.passed | {state.at}
        return self._onward(replace(state, passed=passed, again=state.again - {state.at}))

    def back(self, state: State) -> State:
        """Return the question asked before; the same state where there is none."""
        if not state.trail:
            return state
        *trail, at = state.trail
        return replace(state, at=at, screen=self._screen_of(at), trail=tuple(trail))

    def go(self, state: State, id: str) -> State:
        """Return the question `id`, answered or not; from there it goes on with what is open."""
        trail = state.trail if state.at in (None, id) else (*state.trail, state.at)
        return replace(state, at=id, screen=self._screen_of(id), trail=tuple(filter(None, trail)))

    def name(self, state: State, doubt: str) -> State:
        """Return the state in which a doubt has been spoken of."""
        return replace(state, named=state.named | {doubt})

    def proof(self, state: State) -> Proof | None:
        """Return what is asked to be shown next."""
        if state.shown >= self._most_proofs or MATURITY in state.profile.not_applicable:
            return None
        return next_proof(state.advice, self.library, state.denied, self.deep)

    def together(self, state: State, screen: str | None) -> Iterator[tuple[str, Place]]:
        """Yield the questions of a screen that were, are or will be asked, those last, and where each stands."""
        found = next((one for one in self.library.screens.screens if one.id == screen), None)
        if found is None:
            return
        coming = live(found, state.advice, self._closed(state))
        for id in (*(id for id in found.answers if id not in coming), *coming):
            if id == state.at:
                yield id, "here"
            elif id in state.answered and id not in state.again:
                yield id, "given"
            elif id in state.passed:
                yield id, "passed"
            elif id in coming or id in state.again:
                yield id, "coming"

    def left(self, state: State) -> int:
        """Return how many answers can still change the advice, in the depth that was asked for."""
        closed = self._closed(state)
        proofs = max(1, self._most_proofs - state.shown) if MATURITY not in closed else 1
        open_now = left(state.advice, self.library, closed, self.deep)
        return open_now + (proofs - 1 if open_now else 0)

    def before_plan(self, state: State) -> int:
        """Return how many questions are left before a first plan is told."""
        return early(state.advice, self.library, self._closed(state))

    def deeper(self, state: State) -> int:
        """Return how many answers beyond those worth asking for can still change the advice."""
        closed = self._closed(state)
        return left(state.advice, self.library, closed, deep=True) - left(state.advice, self.library, closed, False)

    def _onward(self, state: State) -> State:
        trail = (*state.trail, state.at) if state.at is not None else state.trail
        closed = self._closed(state)
        again = next((id for id in ANSWERS if id in state.again), None)
        if again is not None:
            return replace(state, at=again, screen=self._screen_of(again), trail=trail)
        here = next((one for one in self.library.screens.screens if one.id == state.screen), None)
        ids = worthy(here, state.advice, self.library, closed, self.deep) if here is not None else ()
        if here is None or not ids:
            found = best_screen(state.advice, self.library, closed, self.deep)
            if found is None:
                return replace(state, at=None, screen=None, trail=trail)
            here, ids = found
        return replace(state, at=ids[0], screen=here.id, trail=trail)

    def _closed(self, state: State) -> frozenset[str]:
        closed = (state.answered - state.again) | state.passed | NOT_ASKED
        return closed - {MATURITY} if self.proof(state) is not None else closed | {MATURITY}

    def _screen_of(self, id: str) -> str | None:
        return next((one.id for one in self.library.screens.screens if id in one.answers), None)


def answered(profile: Profile) -> frozenset[str]:
    """Return ids of the answers given, those that do not apply included; not those that were only assumed."""
    return frozenset(_answered(profile))


def _answered(profile: Profile) -> Iterator[str]:
    yield from profile.not_applicable
    for id in profile.answered():
        origin = profile.origins.get(id, "")
        if id != "currency" or not (origin == "assumed" or origin.startswith(FROM_REGION)):
            yield id


def _doubts(advice: AdviceSoFar) -> Iterator[str]:
    yield from (f"contradiction.{rule.id}" for rule in advice.diagnosis.contradictions)
    yield from (f"agreement.{pair.id}" for pair in advice.sizing.mismatches)
    yield from (f"agreement.{item.identity}" for item in advice.sizing.contradictions)
