"""How near each move is to being made: what it promises against the one that promises most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from salesmode.business.conditions import Facts
from salesmode.engine.ground import Ground
from salesmode.engine.moves.candidates import Candidate, Choosing, pull_of, spoken_for
from salesmode.engine.next_questions.uses import PRICED
from salesmode.engine.selection import Selection
from salesmode.knowledge.moves import Move

EXPECTED = 0.5  # of its pull counts for a move of which nobody knows yet whether it can be made


class Lead(Struct, frozen=True):
    """A move that is made, could be made, or may turn out to be.

    `chance` is its promise against the best, 0 to 1; `facts` are those it is held against, its own figures and which
    levers have a price included; `possible` says whether it can be made as far as the answers tell.
    """

    move: Move
    chance: float
    facts: Facts
    possible: bool


def leads_of(choosing: Choosing, selection: Selection) -> dict[str, Lead]:
    """Return every move that could be made or may turn out to be; none that is in place, refused or not for it."""
    leads = {one.move.id: one for one in (*_possible(selection), *_unknown(choosing, selection))}
    chances = {id: lead.chance * _may_be_first(lead.move, choosing) for id, lead in leads.items()}
    best = max(chances.values(), default=0.0)
    return {id: replace(lead, chance=chances[id] / best) for id, lead in leads.items()} if best else {}


def _may_be_first(move: Move, choosing: Choosing) -> float:
    """How much a move counts beside one for the stated goal, which is begun with."""
    goal = choosing.business.profile.goal
    if goal is None or goal in move.goals:
        return 1.0
    return choosing.library.settings.next_questions.influence.other_goal


def _possible(selection: Selection) -> Iterator[Lead]:
    for one in selection.candidates:
        promise = selection.gains[one.id] if one.priced else one.pull * selection.pull_worth
        yield Lead(one.move, max(0.0, promise), held(one.ground, one.figures, _priced(one)), possible=True)


def _unknown(choosing: Choosing, selection: Selection) -> Iterator[Lead]:
    grounds = {ground.id: ground for ground in choosing.grounds}
    for item in selection.rejections:
        if item.why == "unknown":
            move, ground = choosing.library.move(item.move), grounds[item.segment]
            facts = held(ground, choosing.figures_of(move, ground))
            promise = EXPECTED * pull_of(move, facts, *spoken_for(move, choosing)) * selection.pull_worth
            yield Lead(move, promise, facts, possible=False)


def _priced(candidate: Candidate) -> Iterator[str]:
    """Levers whose worth is told whole: where sales only stand for what they leave, the margin is still asked for."""
    alone = {claim.effect.lever for claim in candidate.claims if not claim.pool.left}
    levers = (effect.lever for effect in candidate.move.effects)
    return (lever for lever in levers if lever not in candidate.unpriced and lever not in alone)


def held(ground: Ground, figures: Mapping[str, float | None], priced: Iterable[str] = ()) -> Facts:
    """Return the facts of a part of the business as rules and formulas ask for them, some figures and prices added."""
    more: dict[str, Any] = {id: value for id, value in figures.items() if value is not None}
    more |= {PRICED + lever: True for lever in priced}
    return ground.asked_for | more if more else ground.asked_for
