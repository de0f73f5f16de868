"""The stated goal answered: from where to where the plan moves it, and what else the figures say is worth more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from salesmode.engine.moves.candidates import Choosing, Why, goal_waits
from salesmode.engine.moves.effects import Cases
from salesmode.engine.selection import Chosen, Selection
from salesmode.engine.sizing.levers import FALLING
from salesmode.knowledge.terms import LeverId

GoalVerdict = Literal["moved", "served", "not_served"]


class GoalAnswer(Struct, frozen=True):
    """What the plan does for the stated goal.

    `moved`: its lever goes from `today` to `to` (low, likely, high); `served`: moves serve it, but nothing tells how
    far; `not_served`: no move of the plan does, and `unserved` is what keeps most of those away that would. `serving`
    are the moves for it, `brings` their sales as the table tells them, `share` their part of the joint worth, `first`
    the move that leaves most, where that serves something else and leaves more. `waits` is what the best move for it
    would leave inside twelve months where none is made and each leaves less than `first`. A point of the lever brings
    sales of `point_now` inside twelve months and of `point_full` in a full year. Where its money cannot be told,
    `per_hundred` is how many more of a hundred cases end well, at the stand-in rate. `moved` holds by how much the plan
    moves each lever.
    """

    goal: str
    verdict: GoalVerdict
    lever: str | None
    today: float | None
    to: Cases | None
    share: float | None
    first: str | None
    point_now: float | None
    point_full: float | None
    per_hundred: Cases | None
    serving: tuple[str, ...]
    brings: Cases
    unserved: Why | Literal["no_room"] | None
    waits: float | None
    moved: Mapping[str, float]


def goal_answer(choosing: Choosing, selection: Selection) -> GoalAnswer | None:
    """Return what the plan does for the stated goal, `None` without one."""
    goal = choosing.business.profile.goal
    if goal is None:
        return None
    serving = [one for one in selection.moves if one.candidate.for_goal]
    changes = _changes(selection.moves)
    levers = choosing.grounds[0].levers
    wanted = choosing.library.settings.selection.goals.get(goal, ())
    lever = next((id for id in wanted if id in changes), next((id for id in wanted if id in levers), None))
    moved = {id: change[1] for id, change in changes.items()}
    priced = levers.get(lever or "")
    today = priced.today if priced else None
    to = None
    if lever in changes and today is not None:
        sign = -1 if lever in FALLING else 1
        low, likely, high = (today + sign * change for change in changes[lever])
        to = (low, likely, high)
    verdict: GoalVerdict = "moved" if to and serving else "served" if serving else "not_served"
    return GoalAnswer(
        goal, verdict, lever, today, to, _share(serving, selection), _first(selection),
        priced.sales_point if priced else None, priced.bookings_point if priced else None,
        _per_hundred(wanted, selection.moves, choosing.library.settings.report.stand_in_rates),
        tuple(one.id for one in serving), _brings(serving, selection),
        None if serving else _unserved(goal, choosing, selection), None if serving else _waits(selection), moved,
    )  # fmt: skip


def _brings(serving: Sequence[Chosen], selection: Selection) -> Cases:
    """The sales of the moves for the goal as the plan tells them: of each what is lost without it, of all the whole."""
    if len(serving) == len(selection.moves):
        return selection.worth.sales
    low, likely, high = (math.fsum(one.worth.sales[case] for one in serving) for case in range(3))
    return low, likely, high


def _waits(selection: Selection) -> float | None:
    """What the best move for the goal would leave by itself, where one that is made leaves more."""
    most = max((one.alone for one in selection.candidates if one.for_goal and one.priced), default=0.0)
    made = max((one.worth.contribution[1] for one in selection.moves), default=0.0)
    return most if 0 < most < made else None


def _unserved(goal: str, choosing: Choosing, selection: Selection) -> Why | Literal["no_room"] | None:
    """What keeps most of the moves for a goal away, of those that this business could make at all."""
    if goal_waits(choosing):
        return "no_room"
    rejected = ((item.why, choosing.library.move(item.move)) for item in selection.rejections)
    counted = Counter(why for why, move in rejected if goal in move.goals)
    reasons = [why for why in counted if why not in ("not_for", "overlaps", "needs")]
    return max(reasons, key=lambda why: (counted[why], why), default=None)


def _changes(moves: tuple[Chosen, ...]) -> dict[str, Cases]:
    """By how much the plan moves each rate, in a full year, where its claims all lie in the whole business."""
    left: dict[str, list[float]] = {}
    rooms: dict[str, float] = {}
    for one in moves:
        for claim in one.candidate.claims:
            if claim.pool.room is None:
                continue
            rooms[claim.pool.lever] = claim.pool.room
            shares = left.setdefault(claim.pool.lever, [1.0, 1.0, 1.0])
            for case, share in enumerate(claim.shares):
                shares[case] *= 1 - share
    return {
        lever: (rooms[lever] * (1 - low), rooms[lever] * (1 - likely), rooms[lever] * (1 - high))
        for lever, (low, likely, high) in left.items()
    }


def _per_hundred(levers: Sequence[LeverId], moves: Sequence[Chosen], rates: Mapping[str, float]) -> Cases | None:
    """How many more of a hundred end well by the shares of what is lost, at a stand-in rate."""
    for lever in levers:
        shares = [one.candidate.open_shares[lever] for one in moves if lever in one.candidate.open_shares]
        if shares and lever in rates:
            low, likely, high = (
                100 * (1 - rates[lever]) * (1 - math.prod(1 - share[case] for share in shares)) for case in range(3)
            )
            return low, likely, high
    return None


def _share(serving: list[Chosen], selection: Selection) -> float | None:
    total = selection.worth.contribution[1]
    return math.fsum(one.worth.contribution[1] for one in serving) / total if total > 0 else None


def _first(selection: Selection) -> str | None:
    best = max(selection.moves, key=lambda one: one.worth.contribution[1], default=None)
    return best.id if best is not None and not best.candidate.for_goal and best.worth.contribution[1] > 0 else None
