"""The plan after a kept one: it keeps what was decided and says what moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from salesmode.business.profile import Profile, dump_answers
from salesmode.engine.plan import Plan, make_plan
from salesmode.follow.status import Status
from salesmode.knowledge.library import Library

UNCOUNTED = ("language", "maturity", "notes")  # no figure of the business


class NextPlan(NamedTuple):
    """A new plan beside the kept one: moves that stay, come and go, and the answers that are no longer the same.

    `maturity` is what moves done add to the answers; `decided` are moves done or dropped, which are not proposed again.
    """

    plan: Plan
    maturity: Mapping[str, int]
    decided: tuple[str, ...]
    stay: tuple[str, ...]
    come: tuple[str, ...]
    go: tuple[str, ...]
    answers: tuple[str, ...]


def next_plan(status: Status, given: Profile, library: Library) -> NextPlan:
    """Return the plan for the answers of today with what was done in place, held against the one that was kept."""
    maturity = in_place(status, given.maturity or {}, library)
    answers = given.replaced({"maturity": maturity}) if maturity else given
    plan = make_plan(answers, library, status.today)
    decided = tuple(item.move.id for item in status.moves if item.state in ("done", "dropped"))
    before = [move.id for move in status.plan.moves]
    now = [chosen.id for chosen in plan.selection.moves if chosen.id not in decided]
    return NextPlan(
        plan,
        {play: level for play, level in maturity.items() if (given.maturity or {}).get(play) != level},
        decided,
        tuple(id for id in now if id in before),
        tuple(id for id in now if id not in before),
        tuple(id for id in before if id not in now and id not in decided),
        _changed(status.plan.answers, dump_answers(given)),
    )


def in_place(status: Status, stated: Mapping[str, int], library: Library) -> dict[str, int]:
    """Return the stages of the plays with moves done in place: a stage counts once none of its moves is still open."""
    levels = dict(stated)
    done = [item.move for item in status.moves if item.state == "done" and item.move.id in library.moves]
    still = {item.move.id for item in status.moves if item.state not in ("done", "dropped")}
    for move in done:
        stage = library.moves[move.id].stage
        lower = {id for id in still if id in library.moves and library.moves[id].play == move.play}
        if all(library.moves[id].stage > stage for id in lower):
            levels[move.play] = max(levels.get(move.play, 0), stage)
    return levels


def _changed(before: Mapping[str, object], now: Mapping[str, object]) -> tuple[str, ...]:
    ids = [*now, *(id for id in before if id not in now)]
    return tuple(id for id in ids if id not in UNCOUNTED and before.get(id) != now.get(id))
