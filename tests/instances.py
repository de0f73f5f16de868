"""Scheduling problems whose best answer is known: boards cut so that a perfect packing exists, and tiny ones searched.

A packed board fills every hour of every role in so many weeks, so no schedule can end earlier, and one that ends then
exists: the one that was cut. The tiny ones are searched through all orders. That search is exact: take a best schedule
and its ends; placing the actions by those ends, each into the earliest hours left, is earliest-deadline-first within
every role, which meets every deadline that can be met (Horn 1974), and nothing that waits is let go later than before.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from conftest import Raw, build, raw_action, raw_level, raw_play, small_library

from salesmode.plan import Plan, make_plan

ROLES = ("sales", "marketing", "founder", "data")
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
    """Return a board of `roles` x `weeks`, every role's hours cut into `each` pieces; who may wait for whom is drawn."""
    rng = random.Random(seed)
    cuts: list[tuple[str, int, int, str]] = []  # id, begins and ends in hours, role
    for role in ROLES[:roles]:
        edges = sorted(rng.sample(range(1, weeks * capacity), each - 1))
        for begin, end in itertools.pairwise([0, *edges, weeks * capacity]):
            cuts.append((f"a{len(cuts)}", begin, end, role))
    plays = {id: rng.randrange(3) for id, *_ in cuts}
    waits: dict[str, int] = {}
    found = []
    for id, begin, end, role in rng.sample(cuts, len(cuts)):
        starts = begin // capacity
        earlier = [
            (other, starts - (until - 1) // capacity)
            for other, _, until, _ in cuts
            if until <= begin + capacity and other != id and (until - 1) // capacity <= starts and plays[other] == plays[id]
            and until <= begin
        ]  # fmt: skip
        chosen = rng.sample(earlier, min(len(earlier), rng.randrange(3)))
        for other, slack in chosen:
            waits[other] = min(waits.get(other, slack), slack)
        found.append(Piece(id, role, end - begin, tuple(other for other, _ in chosen), 0, plays[id]))
    pieces = tuple(piece._replace(wait=rng.randint(0, min(2, waits.get(piece.id, 0)))) for piece in found)
    return Instance(f"packed {seed}", pieces, dict.fromkeys(ROLES[:roles], float(capacity)), weeks)


def tiny(seed: int, count: int = 6) -> Instance:
    """Return a problem of a few pieces, its optimum searched through every order."""
    rng = random.Random(seed)
    hours = {role: float(rng.choice([2, 4, 5])) for role in ROLES[: rng.choice([1, 2, 3])]}
    pieces: list[Piece] = []
    for number in range(count):
        play = rng.randrange(2)
        earlier = [piece.id for piece in pieces if piece.play == play]
        after = tuple(rng.sample(earlier, min(len(earlier), rng.randrange(3))))
        pieces.append(Piece(f"a{number}", rng.choice(sorted(hours)), rng.randint(1, 9), after, rng.randrange(3), play))
    return Instance(f"tiny {seed}", tuple(pieces), hours, _shortest(pieces, hours))


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
    library = small_library(plays, [], slots=[{"now": 3}])
    return make_plan(build(buyer="organization", team=team, horizon_weeks=horizon), library)


def every_instance() -> Iterator[Instance]:
    """Yield forty packed boards and forty tiny problems."""
    for seed in range(40):
        yield packed(seed)
    for seed in range(40):
        yield tiny(seed)
