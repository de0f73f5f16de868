"""All moves that a business could make: those of the library, and those for what its owner wrote of."""

from __future__ import annotations

from collections.abc import Iterator, Set

from salesmode.engine.moves.candidates import Candidate, Choosing, Rejection, outcome_of
from salesmode.knowledge.noting import most_particular


def candidates_of(choosing: Choosing) -> tuple[list[Candidate], list[Rejection]]:
    """Return the moves that could be made, each for the part of the business where it brings most, and the others."""
    candidates, rejections = [], []
    for id in choosing.library.moves:
        outcome = outcome_of(id, choosing)
        if isinstance(outcome, Candidate):
            candidates.append(outcome)
        else:
            rejections.append(outcome)
    for outcome in _for_what_is_written(choosing, {one.id for one in candidates}):
        (candidates if isinstance(outcome, Candidate) else rejections).append(outcome)  # type: ignore[arg-type]
    return candidates, rejections


def _for_what_is_written(choosing: Choosing, possible: Set[str]) -> Iterator[Candidate | Rejection]:
    """For each sentence of the notes the move of the concern that asks for most words, the first that is possible.

    None where a move in the trade's own words, which is possible, does the same.
    """
    in_own_words = choosing.in_own_words & possible
    taken: set[str] = set()
    for one in most_particular(choosing.business.noted.heard):
        move = one.concern.own_move
        if move is not None and one.sentence not in taken and in_own_words.isdisjoint(move.overlaps):
            outcome = outcome_of(move.id, choosing)
            if isinstance(outcome, Candidate):
                taken.add(one.sentence)
            yield outcome
