"""All moves that a business could make: those of the library, and those for what its owner wrote of."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from salesmode.engine.moves.candidates import Candidate, Choosing, Rejection, outcome_of
from salesmode.knowledge.moves import TOLD


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


def _for_what_is_written(choosing: Choosing, possible: Collection[str]) -> Iterator[Candidate | Rejection]:
    """For each sentence of the notes the move of the concern that asks for most words, the first that is possible.

    None where a move in the trade's own words, which is possible, does the same.
    """
    heard = sorted(choosing.business.noted.heard, key=lambda one: -len(one.concern.words))
    in_own_words = choosing.business.trade.first.keys() & possible
    taken: set[str] = set()
    for one in heard:
        job = one.concern.job
        if job is not None and one.sentence not in taken and in_own_words.isdisjoint(job.overlaps):
            outcome = outcome_of(f"{TOLD}.{one.concern.id}", choosing)
            if isinstance(outcome, Candidate):
                taken.add(one.sentence)
            yield outcome
