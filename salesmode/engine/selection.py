"""Which few moves are made, and why each other one is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from salesmode.engine.board import Board, Placement, TooLittle
from salesmode.engine.moves import Candidate, Rejection, Worth, joint_worth
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.moves.effects import Cases, Taken
from salesmode.engine.moves.offered import candidates_of
from salesmode.engine.search import Search, taken_by
from salesmode.engine.seasons import Event
from salesmode.knowledge.plays import Stop


class Chosen(Struct, frozen=True):
    """A move that is made: where it stands on the weeks, and what the plan loses without it, the others as they are."""

    candidate: Candidate
    placement: Placement
    worth: Worth

    @property
    def id(self) -> str:
        """The id of the move."""
        return self.candidate.id


class NearTie(Struct, frozen=True):
    """A move that would bring nearly as much in the place of a chosen one."""

    chosen: str
    other: str


class Selection(Struct, frozen=True):
    """The moves made, in the order in which they are told; every other one with its first binding reason.

    `worth` is what they bring together inside twelve months, `full_year` in the first year that has all of them.
    `forced` are those that a guard or a fault puts in front, `goal_first` is the one that serves the stated goal most
    and begins before all others, `for_goal` the one that only the goal asks for. `later` are moves to come, best first.
    `candidates` are all that could be made; of each `gains` holds the most that it can add, and `pull_worth` is what a
    pull of one counts for.
    """

    moves: tuple[Chosen, ...]
    rejections: tuple[Rejection, ...]
    worth: Worth
    full_year: Worth
    forced: tuple[str, ...]
    goal_first: str | None
    for_goal: str | None
    near_ties: tuple[NearTie, ...]
    later: tuple[Rejection, ...]
    stop: tuple[tuple[str, Stop], ...]
    board: Board
    candidates: tuple[Candidate, ...]
    gains: Mapping[str, float]
    pull_worth: float


def select(choosing: Choosing, events: Sequence[Event]) -> Selection:
    """Return the moves to make; any business gets a selection, if only an empty one."""
    candidates, rejections = candidates_of(choosing)
    search = Search(choosing, candidates, rejections, events)
    chosen, board = search.best()
    leader = goal_leader(choosing, [one.candidate for one in chosen])
    chosen, board = search.begun_with(leader, chosen, board)
    total = joint_worth(taken_by(chosen), search.room)
    moves = [Chosen(one.candidate, one, _lost_without(one, chosen, total, search.room)) for one in chosen]
    moves.sort(key=lambda one: _told_first(one, search.rank(one.id), leader))
    rejections += _refused(search, chosen, board)
    plays = {one.candidate.move.play for one in moves}
    facts = choosing.grounds[0].facts
    stops = [(play.id, rule) for play in choosing.library.plays.values() if play.id in plays for rule in play.stops]
    return Selection(
        moves=tuple(moves),
        rejections=tuple(sorted(rejections, key=lambda item: item.move)),
        worth=total,
        full_year=joint_worth(_whole(chosen), search.room),
        forced=tuple(search.forced),
        goal_first=leader,
        for_goal=search.for_goal,
        near_ties=tuple(_near_ties(search, chosen)),
        later=_later(rejections, search.settings.next),
        stop=tuple((play, rule) for play, rule in stops if rule.test(facts)),
        board=board,
        candidates=tuple(search.all),
        gains={candidate.id: search.gain(candidate) for candidate in search.all},
        pull_worth=search.pull_worth,
    )


def goal_leader(choosing: Choosing, candidates: Sequence[Candidate]) -> str | None:
    """Return the move that serves the stated goal most: on the lever it is about, then by what it leaves."""
    goal = choosing.business.profile.goal
    wanted = choosing.library.settings.selection.goals.get(goal or "", ())

    def place(levers: Iterable[str]) -> int:
        return min((wanted.index(lever) for lever in levers if lever in wanted), default=len(wanted))

    def rank(one: Candidate) -> tuple[int, float, int, float, str]:
        priced, named = (claim.pool.lever for claim in one.claims), (effect.lever for effect in one.effects)
        return place(priced), -one.alone, place(named), -one.pull, one.id

    best = min((one for one in candidates if one.for_goal), key=rank, default=None)
    return best.id if best is not None else None


def _told_first(one: Chosen, rank: int, leader: str | None) -> tuple[int, bool, int, bool, float, str]:
    """What is forced, then what serves the goal most, then by first week; in one week for the goal, then the most."""
    return (
        rank, one.id != leader, one.placement.start, not one.candidate.for_goal, -one.worth.contribution[1], one.id,
    )  # fmt: skip


def _whole(chosen: Sequence[Placement]) -> Iterator[Taken]:
    """What moves take of pools in a full year."""
    return (Taken(claim.pool, claim.shares) for one in chosen for claim in one.candidate.claims)


def _later(rejections: Sequence[Rejection], most: int) -> tuple[Rejection, ...]:
    waiting = [item for item in rejections if item.possible]
    return tuple(sorted(waiting, key=lambda item: (-(item.adds or 0.0), item.move))[:most])


def _lost_without(gone: Placement, chosen: Sequence[Placement], total: Worth, room: float | None) -> Worth:
    rest = joint_worth(taken_by(one for one in chosen if one is not gone), room)
    return Worth(*map(_less, total, rest))


def _less(whole: Cases, rest: Cases) -> Cases:
    """What is lost in each case; the likely one lies in the range also where others fill the room in a better case."""
    low, likely, high = (one - other for one, other in zip(whole, rest, strict=True))
    return min(low, likely), likely, max(likely, high)


def _refused(search: Search, chosen: Sequence[Placement], board: Board) -> Iterator[Rejection]:
    """Yield every move that could be made and is not, with its first binding reason."""
    taken, joint = {one.candidate.id for one in chosen}, search.joint(chosen)
    for candidate in search.all:
        if candidate.id in taken:
            continue
        other = search.overlapped(candidate, chosen)
        if other is not None:
            yield Rejection(candidate.id, "overlaps", candidate.ground.id, detail=other)
            continue
        placed, ground = search.refused(candidate, chosen, board), candidate.ground.id
        priced = candidate.priced
        if isinstance(placed, str):
            yield Rejection(candidate.id, "needs", ground, detail=placed)
        elif isinstance(placed, TooLittle):
            adds = search.leaves(candidate) if priced else None
            yield Rejection(candidate.id, placed.why, ground, detail=placed.role, adds=adds)
        else:
            adds = search.joint((*chosen, placed)) - joint if priced else None
            yield Rejection(candidate.id, "worth", ground, adds=adds)


def _near_ties(search: Search, chosen: Sequence[Placement]) -> Iterator[NearTie]:
    """Yield the moves that could stand in for a chosen one at nearly the same joint worth."""
    value, limit = search.value(chosen), search.settings.near_tie
    if not search.priced:
        return
    taken = {one.candidate.id for one in chosen}
    others = [one for one in search.candidates if one.id not in taken][: search.settings.next]
    for index, one in enumerate(chosen):
        rest = (*chosen[:index], *chosen[index + 1 :])
        for other in others:
            stand_in = Placement(other, one.start, {}, one.runs_from, one.runs_to)
            if one.candidate.id not in search.forced and search.value((*rest, stand_in)) >= value * (1 - limit) > 0:
                yield NearTie(one.candidate.id, other.id)
