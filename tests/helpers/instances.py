"""Choices among a few moves whose best answer is known: every set is tried, in every order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from helpers.libraries import Raw, build, raw_effect, raw_move, small_library
from salesmode.business.profile import Profile
from salesmode.check.random_profiles import Dice
from salesmode.engine.board import Board, Placement
from salesmode.engine.business import business_of
from salesmode.engine.findings import findings_of
from salesmode.engine.ground import grounds_of
from salesmode.engine.guardrails import guardrails_of
from salesmode.engine.moves.candidates import Candidate, Choosing
from salesmode.engine.moves.offered import candidates_of
from salesmode.engine.search import Search, means_of
from salesmode.engine.sizing import size
from salesmode.knowledge.library import Library

ROLES = ("sales", "marketing", "founder")
LEVERS = ("win_rate", "annual_churn", "price", "deal_value", "expansion")
# A firm of which every lever has a price: 100 customers of 10,000 a year, half of it left.
FIRM: dict[str, Any] = {
    "buyer": "organization", "relationship": "repeat", "decision_cycle": 30.0, "customer_count": 100,
    "annual_churn": 0.1, "purchases_per_year": 2.0, "deal_value": 5_000.0, "gross_margin": 0.5, "revenue": 1_000_000.0,
    "win_rate": 0.25, "leads_per_month": 5.0, "mql_rate": 1.0, "sql_rate": 1.0, "opportunity_rate": 1.0,
}  # fmt: skip


class Instance(NamedTuple):
    """A choice: moves as they stand in files, and the plan hours a week of each role."""

    name: str
    moves: dict[str, Raw]
    hours: dict[str, float]


def drawn(seed: int, count: int = 6) -> Instance:
    """Return a choice among so many moves that want more hours than there are, and share levers."""
    dice = Dice(seed)
    hours = {role: float(dice.pick([2, 4, 6])) for role in ROLES[: 1 + dice.below(3)]}
    moves = {f"b2b.extra.m{number}": _move(dice, sorted(hours)) for number in range(count)}
    return Instance(f"drawn {seed}", moves, hours)


def _move(dice: Dice, roles: Sequence[str]) -> Raw:
    effects = [raw_effect(lever, dice.pick([0.01, 0.03, 0.05])) for lever in dice.some(LEVERS, 2)]
    work = [{"role": dice.pick(roles), "once": 2 + dice.below(30), "weekly": dice.pick([0, 0.5, 1, 2])}]
    return raw_move(effects=effects, work=work, cash={"once": dice.pick([0, 500])})


def choosing(instance: Instance) -> Choosing:
    """Return what the moves of a choice are held against."""
    library = small_library(instance.moves, guards=[])
    return choosing_of(_firm(instance), library)


def _firm(instance: Instance) -> Profile:
    team = tuple({"role": role, "people": 1, "plan_hours": held} for role, held in instance.hours.items())
    return build(**FIRM, team=team, horizon_weeks=13)


def choosing_of(profile: Profile, library: Library) -> Choosing:
    """Return what every move of a library is held against for one business."""
    business = business_of(profile, library)
    sizing = size(business, library)
    grounds = grounds_of(business, sizing, library.currencies.workday.get(profile.currency or ""))
    return Choosing(business, grounds, findings_of(grounds, library), guardrails_of(sizing, library), library)


def found(held: Choosing) -> float:
    """Return what the set that the search finds is worth."""
    search = _search(held)
    return search.value(search.best()[0])


def best(held: Choosing, *, any_order: bool) -> float:
    """Return the most that a set is worth, of all sets put on the weeks in the order of the search, or in any."""
    search = _search(held)
    orders = itertools.permutations if any_order else itertools.combinations
    sizes = range(search.most + 1)
    return max(_value(search, order) for size in sizes for order in orders(search.candidates, size))


def _search(held: Choosing) -> Search:
    candidates, rejections = candidates_of(held)
    return Search(held, candidates, rejections, ())


def _value(search: Search, order: Sequence[Candidate]) -> float:
    """What a set is worth; what has no room for one of its moves is no set."""
    board, placed = Board(means_of(search.choosing)), list[Placement]()
    for candidate in order:
        outcome = search.room_for(candidate, placed, board)
        if not isinstance(outcome, Placement):
            return float("-inf")
        board.book(outcome)
        placed.append(outcome)
    return search.value(placed)


def every_instance() -> Iterator[Instance]:
    """Yield forty choices."""
    yield from (drawn(seed) for seed in range(40))


def crowded() -> Choosing:
    """Return a choice among forty moves, as many as a business may be offered."""
    instance = drawn(1, 40)
    return choosing(instance._replace(hours=dict.fromkeys(ROLES, 12.0)))
