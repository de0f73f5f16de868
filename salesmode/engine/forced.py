"""Moves that are in every set before any sum is compared, and the order in which moves need each other."""

from __future__ import annotations

from collections.abc import Sequence

from salesmode.engine.moves import Candidate
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.moves.effects import NO_VOLUME

SMALL = 0.5  # of what another move brings: so much less mends no fault that is worth more than it


def forced_of(choosing: Choosing, candidates: Sequence[Candidate]) -> list[str]:
    """What was written of and is urgent, the best answers to the largest faults, then the rest of what is told.

    Of the rest what serves the goal goes before the best that figures alone ask for, the others after it.
    """
    told = [one for one in candidates if one.move.told or one.id in choosing.in_own_words]
    urgent, rest = ([one for one in told if one.move.urgent is first] for first in (True, False))
    bring = [one for one in candidates if not (choosing.has_no_room and _only_orders(one))]
    figures = _best_beside(rest, bring) if rest else []
    for_goal = [one for one in rest if one.for_goal]
    mended = _mended(choosing, candidates, bring)
    return list(dict.fromkeys(one.id for one in (*urgent, *mended, *for_goal, *figures, *rest)))


def _mended(choosing: Choosing, candidates: Sequence[Candidate], bring: Sequence[Candidate]) -> list[Candidate]:
    """The best answers to the largest faults, and with them the best by its sums, which they may take the hours of.

    It goes before answers that bring less than half of it. Where none of the answers is of the play that a guard
    forces, the best of that play goes before them all.
    """
    faults = [item.id for item in choosing.findings.found if item.finding.first]
    found = [one for fault in faults if (one := _best([one for one in candidates if fault in one.answers]))]
    best = list({one.id: one for one in found}.values())[: choosing.library.settings.selection.faults]
    asked = [one for one in candidates if one.move.play == choosing.guardrails.forced]
    guarded = _best(asked) if not any(one in asked for one in best) else None
    beside = _best_beside(best, bring) if any(one.priced for one in best) else []
    small = [one for one in best if one.priced and any(one.alone < SMALL * other.alone for other in beside)]
    return [*([guarded] if guarded else ()), *(one for one in best if one not in small), *beside, *small]


def _only_orders(candidate: Candidate) -> bool:
    """Whether all that a move brings is more to deliver."""
    return NO_VOLUME.isdisjoint(claim.pool.lever for claim in candidate.claims)


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
