"""Moves that are in every set before any sum is compared, and the order in which moves need each other."""

from __future__ import annotations

from collections.abc import Sequence

from salesmode.engine.moves import Candidate
from salesmode.engine.moves.candidates import Choosing


def forced_of(choosing: Choosing, candidates: Sequence[Candidate]) -> list[str]:
    """What was written of and is urgent, the best answer to each fault above any sum, then the rest of what is told.

    Of the rest what serves the goal goes before the best that figures alone ask for, the others after it.
    Where none of the answers is of the play that a guard forces, the best of that play goes before them.
    """
    faults = [item.id for item in choosing.findings.found if item.finding.first]
    best = [one for fault in faults if (one := _best([one for one in candidates if fault in one.answers]))]
    asked = [one for one in candidates if one.move.play == choosing.guardrails.forced]
    if not any(one in asked for one in best) and (guarded := _best(asked)):
        best = [guarded, *best]
    told = [one for one in candidates if one.move.told or one.id in choosing.in_own_words]
    urgent, rest = ([one for one in told if one.move.urgent is first] for first in (True, False))
    figures = _best_beside(rest, candidates) if rest else []
    for_goal = [one for one in rest if one.for_goal]
    return list(dict.fromkeys(one.id for one in (*urgent, *best, *for_goal, *figures, *rest)))


def _best_beside(told: Sequence[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The move with a price that brings most and does what none of the told ones does: they leave it its hours."""
    done = {id for one in told for id in one.move.overlaps}
    priced = [one for one in candidates if one.priced and not one.move.told and one.id not in done and one.alone > 0]
    best = max(priced, key=lambda one: (one.alone, one.id), default=None)
    return [best] if best is not None else []


def _best(candidates: Sequence[Candidate]) -> Candidate | None:
    return max(candidates, key=lambda one: (one.alone, one.pull, one.id), default=None)


def needed_first(candidates: list[Candidate]) -> list[Candidate]:
    """The same order, but that what another one needs comes before it."""
    by_id, ordered = {one.id: one for one in candidates}, dict[str, Candidate]()

    def put(candidate: Candidate, seen: frozenset[str]) -> None:
        for need in candidate.move.needs:
            if need.move in by_id and need.move not in seen:
                put(by_id[need.move], seen | {need.move})
        ordered.setdefault(candidate.id, candidate)

    for candidate in candidates:
        put(candidate, frozenset({candidate.id}))
    return list(ordered.values())
