"""Scheduling problems whose best answer is known: boards cut so that a perfect packing exists, and tiny ones searched.

A packed board fills every hour of every role in so many weeks, so no schedule can end earlier, and one that ends then
exists: the one that was cut. The tiny ones are searched through all orders. That search is exact: take a best schedule
and the weeks its actions end in; placing them by those ends, each into the earliest hours left, is within every role to
work on the nearest deadline first, which meets every deadline that can be met, so nothing is let go later than before.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from helpers.libraries import Raw, build, raw_action, raw_level, raw_play, small_library
from salesmode.check.random_profiles import Dice
from salesmode.engine.plan import Plan, make_plan
from salesmode.knowledge.settings import Slots

ROLES = ("sales", "marketing", "founder", "data")
Item = TypeVar("Item")
IMPACTS = (0.8, 0.4, 0.2)
FIRST = 0.25  # hours of a first step: short, so that holding it back hardly moves the optimum


class Piece(NamedTuple):
    """An action of a problem: who does it, for how long, what it waits for, how long others wait for it."""

    id: str
    role: str
    hours: float
    after: tuple[str, ...]
    wait: int
    play: int


class Instance(NamedTuple):
    """A problem with its optimum: the fewest weeks in which everything can be done."""

    name: str
    pieces: tuple[Piece, ...]
    hours: Mapping[str, float]
    optimum: int


def packed(seed: int, roles: int = 3, weeks: int = 12, each: int = 7, capacity: int = 8) -> Instance:
    """Return a board of `roles` x `weeks`, every role's hours cut into `each` pieces; who waits for whom is drawn.

    A piece waits only for pieces of its play that end on the board before it begins; the waiting fits in between.
    """
    dice = Dice(seed)
    cuts: list[tuple[str, int, int, str]] = []  # id, begins and ends in hours, role
    for role in ROLES[:roles]:
        edges = sorted(_sample(dice, range(1, weeks * capacity), each - 1))
        for begin, end in itertools.pairwise([0, *edges, weeks * capacity]):
            cuts.append((f"a{len(cuts)}", begin, end, role))
    plays = {id: dice.below(3) for id, *_ in cuts}
    slack: dict[str, int] = {}
    found = []
    for id, begin, end, role in _sample(dice, cuts, len(cuts)):
        earlier = [(other, until) for other, _, until, _ in cuts if until <= begin and plays[other] == plays[id]]
        chosen = _sample(dice, earlier, dice.below(3))
        for other, until in chosen:
            between = begin // capacity - (until - 1) // capacity
            slack[other] = min(slack.get(other, between), between)
        found.append(Piece(id, role, end - begin, tuple(other for other, _ in chosen), 0, plays[id]))
    pieces = tuple(piece._replace(wait=dice.below(1 + min(2, slack.get(piece.id, 0)))) for piece in found)
    return Instance(f"packed {seed}", pieces, dict.fromkeys(ROLES[:roles], float(capacity)), weeks)


def tiny(seed: int, count: int = 6) -> Instance:
    """Return a problem of a few pieces, its optimum searched through every order."""
    dice = Dice(seed)
    hours = {role: float(dice.pick([2, 4, 5])) for role in ROLES[: 1 + dice.below(3)]}
    pieces: list[Piece] = []
    for number in range(count):
        play = dice.below(2)
        earlier = [piece.id for piece in pieces if piece.play == play]
        after = tuple(_sample(dice, earlier, dice.below(3)))
        pieces.append(Piece(f"a{number}", dice.pick(sorted(hours)), 1 + dice.below(9), after, dice.below(3), play))
    return Instance(f"tiny {seed}", tuple(pieces), hours, _shortest(pieces, hours))


def _sample(dice: Dice, items: Sequence[Item], count: int) -> list[Item]:
    """Up to `count` different items, in drawn order."""
    left = list(items)
    return [left.pop(dice.below(len(left))) for _ in range(min(count, len(left)))]


def _shortest(pieces: Sequence[Piece], hours: Mapping[str, float]) -> int:
    return min(_end(order, hours) for order in itertools.permutations(pieces) if _possible(order))


def _possible(order: Sequence[Piece]) -> bool:
    seen: set[str] = set()
    for piece in order:
        if not seen.issuperset(piece.after):
            return False
        seen.add(piece.id)
    return True


def _end(order: Sequence[Piece], hours: Mapping[str, float]) -> int:
    used: dict[tuple[str, int], float] = {}
    ends: dict[str, int] = {}
    for piece in order:
        week = max((ends[before] + _wait(before, order) for before in piece.after), default=1)
        left = piece.hours
        while True:
            free = min(left, hours[piece.role] - used.get((piece.role, week), 0.0))
            used[piece.role, week] = used.get((piece.role, week), 0.0) + free
            left -= free
            if left <= 0:
                break
            week += 1
        ends[piece.id] = week
    return max(ends.values())


def _wait(id: str, order: Sequence[Piece]) -> int:
    return next(piece.wait for piece in order if piece.id == id)


def planned(instance: Instance, horizon: int) -> Plan:
    """Return the plan of an instance: its plays ranked by number, all taken, so many weeks."""
    plays: dict[str, Any] = {}
    for number in sorted({piece.play for piece in instance.pieces}):
        own = {piece.id for piece in instance.pieces if piece.play == number}
        actions: list[Raw] = [
            raw_action(piece.id, piece.hours, role=piece.role, first=FIRST, wait=piece.wait,
                       after=[id for id in piece.after if id in own])
            for piece in instance.pieces if piece.play == number
        ]  # fmt: skip
        plays[f"b2b.p{number}"] = raw_play(raw_level(*actions, impact=IMPACTS[number]))
    team = tuple({"role": role, "people": 1, "plan_hours": hours} for role, hours in instance.hours.items())
    library = small_library(plays, [], slots=(Slots(now=3),))
    return make_plan(build(buyer="organization", team=team, horizon_weeks=horizon), library)


def every_instance() -> Iterator[Instance]:
    """Yield forty packed boards and forty tiny problems."""
    for seed in range(40):
        yield packed(seed)
    for seed in range(40):
        yield tiny(seed)
