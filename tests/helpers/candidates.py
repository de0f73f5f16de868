"""Moves made by hand for the tests of the choice: what each could bring of which lever, what it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from helpers.libraries import LIBRARY, build
from salesmode.engine.business import business_of
from salesmode.engine.findings import findings_of
from salesmode.engine.ground import grounds_of
from salesmode.engine.guardrails import guardrails_of
from salesmode.engine.moves import Candidate, RoleHours
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.moves.effects import Claim, Pool
from salesmode.engine.sizing import size
from salesmode.knowledge.moves import Need

MODEL = LIBRARY.moves["b2b.funnel.open_quotes"]  # any move: its words are of no matter here


def choosing(**answers: Any) -> Choosing:
    """Return what moves are chosen from for a business in a few answers."""
    business = business_of(build(**answers), LIBRARY)
    sizing = size(business, LIBRARY)
    grounds = grounds_of(business, sizing, 100.0)
    return Choosing(business, grounds, findings_of(grounds, LIBRARY), guardrails_of(sizing, LIBRARY), LIBRARY)


def pool(id: str, contribution: float = 1000.0, sales: float | None = None, lever: str = "win_rate") -> Pool:
    """Return all that a lever could bring, the whole of it at once and none of it later."""
    made = contribution if sales is None else sales
    return Pool(id, lever, made, contribution, lambda weeks: max(0.0, 1 - weeks / 52))


def claim(of: Pool, low: float, likely: float, high: float) -> Claim:
    """Return a share of a pool, told at once."""
    return Claim(of, (low, likely, high), 0.0, MODEL.effects[0], 1.0)


def move(
    id: str, of: Pool, share: float, *, of_whom: Choosing, role: str = "founder", once: float = 0.0,
    weekly: float = 0.0, cash: float = 0.0, needs: Sequence[str] = (), for_goal: bool = False,
    answers: Sequence[str] = (),
) -> Candidate:  # fmt: skip
    """Return a move that claims a share of a pool and takes hours of one role; `p.a` is of the play `p`."""
    made = replace(
        MODEL,
        id=id,
        play=id.rpartition(".")[0] or id,
        needs=tuple(Need(move=need) for need in needs),
        season=None,
        elapsed=0,
        lasts=None,
        answers=tuple(answers),
    )
    return Candidate(
        made, of_whom.grounds[0], {}, MODEL.because[0], (claim(of, share, share, share),), {},
        (RoleHours(role, role, once, weekly),), cash, 0.0, True, for_goal, (), 0.25,
    )  # fmt: skip
