"""Which few moves to make: the set that brings most together within hours, money and weeks, found by branch and bound."""

from __future__ import annotations

import functools
import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from salesmode.business.conditions import compiled
from salesmode.engine.moves import Candidate, Rejection, Worth, joint_worth
from salesmode.engine.moves.candidates import Choosing, alone, candidates_of
from salesmode.engine.moves.effects import Claim
from salesmode.engine.board import Board, Means, Placement, TooLittle
from salesmode.engine.seasons import Event
from salesmode.knowledge.plays import Stop
from salesmode.knowledge.settings import SelectionSettings

YEAR_WEEKS: Final = 52
MONTHS: Final = 12


class Chosen(NamedTuple):
    """A move that is made: where it stands on the weeks, and what the plan loses without it, the others as they are."""

    candidate: Candidate
    placement: Placement
    worth: Worth

    @property
    def id(self) -> str:
        """The id of the move."""
        return self.candidate.id


class NearTie(NamedTuple):
    """A move that would bring nearly as much in the place of a chosen one."""

    chosen: str
    other: str


class Selection(NamedTuple):
    """The moves made, in the order in which they are told; every other one with its first binding reason.

    `worth` is what they bring together inside twelve months. `forced` are those that a guard or a fault puts in front,
    `for_goal` is the one that only the stated goal asks for. `later` are moves to come, best first. `candidates` are
    all that could be made; of each `gains` holds the most that it can add, `pull_worth` is what a pull of one counts for.
    """

    moves: tuple[Chosen, ...]
    rejections: tuple[Rejection, ...]
    worth: Worth
    forced: tuple[str, ...]
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
    search = _Search(choosing, candidates, rejections, events)
    chosen, board = search.best()
    claims = [_started(placement) for placement in chosen]
    total = joint_worth(_flat(claims), search.room)
    moves = [
        Chosen(placement.candidate, placement, _lost_without(index, claims, total, search.room))
        for index, placement in enumerate(chosen)
    ]
    moves.sort(key=lambda one: (one.id not in search.forced, one.placement.start, -one.worth.contribution[1], one.id))
    rejections += search.refused(chosen, board)
    plays = {one.candidate.move.play for one in moves}
    facts = choosing.grounds[0].facts
    stops = [(play.id, rule) for play in choosing.library.plays.values() if play.id in plays for rule in play.stops]
    return Selection(
        moves=tuple(moves),
        rejections=tuple(sorted(rejections, key=lambda item: item.move)),
        worth=total,
        forced=tuple(search.forced),
        for_goal=search.for_goal,
        near_ties=tuple(search.near_ties(chosen)),
        later=_later(rejections, search.settings.next),
        stop=tuple((play, rule) for play, rule in stops if rule.test(facts)),
        board=board,
        candidates=tuple(search.all),
        gains={candidate.id: search.gain(candidate) for candidate in search.all},
        pull_worth=search.pull_worth,
    )


def _later(rejections: Sequence[Rejection], most: int) -> tuple[Rejection, ...]:
    waiting = [item for item in rejections if item.adds is not None]
    return tuple(sorted(waiting, key=lambda item: (-(item.adds or 0.0), item.move))[:most])


def _started(placement: Placement) -> list[tuple[Claim, float]]:
    return [(claim, float(placement.runs_from)) for claim in placement.candidate.claims]


def _flat(claims: Sequence[list[tuple[Claim, float]]], without: int | None = None) -> Iterator[tuple[Claim, float]]:
    return (claim for index, own in enumerate(claims) if index != without for claim in own)


def _lost_without(
    index: int, claims: Sequence[list[tuple[Claim, float]]], total: Worth, room: float | None
) -> Worth:
    rest = joint_worth(_flat(claims, index), room)
    sales, contribution, cash = (
        tuple(a - b for a, b in zip(whole, other, strict=True)) for whole, other in zip(total, rest, strict=True)
    )
    return Worth(sales, contribution, cash)  # type: ignore[arg-type]


def means_of(choosing: Choosing) -> Means:
    """Return what the plan may use: the budget is what is left of it after the advertising that runs."""
    business, settings = choosing.business, choosing.library.settings
    profile = business.profile
    budget = profile.monthly_budget
    if budget is not None:
        budget = max(0.0, budget - (profile.ad_spend or 0.0))
    return Means(
        business.horizon, business.capacity.hours, budget, settings.schedule.month_weeks,
        settings.selection.free_hours, settings.selection.new_a_week,
    )  # fmt: skip


class _Search:
    """The search for one business: depth first over the moves in order of what each brings alone."""

    def __init__(
        self, choosing: Choosing, candidates: list[Candidate], rejections: Sequence[Rejection], events: Sequence[Event]
    ) -> None:
        self.choosing, self.events = choosing, events
        self.settings: SelectionSettings = choosing.library.settings.selection
        self.in_place = {item.move for item in rejections if item.why == "in_place"}
        self.forced = _forced(choosing, candidates)
        self.room = _room(choosing)
        self.attention = self.settings.attention * _run_leaves(choosing)
        self.pull_worth = _pull_worth(candidates)
        self.pulls = {one.id: 0.0 if one.priced else self.pull_worth * one.pull for one in candidates}
        self.most = _most_moves(self.settings, choosing.business.capacity.week)
        ordered = _needed_first(sorted(candidates, key=lambda one: (-self.gain(one), one.id)))
        self.all = ordered
        self.candidates = [one for one in ordered if one.id not in self.forced]
        self.gains = [self.gain(one) for one in self.candidates]
        self._ahead = [_sums(self.gains[place:], self.most) for place in range(len(self.gains) + 1)]
        self.for_goal: str | None = None
        self._goal_needed = False
        self._best: tuple[float, tuple[Placement, ...], Board] | None = None

    def gain(self, candidate: Candidate) -> float:
        """The most that a move can add: what it brings alone, less what it costs in any case."""
        return alone(candidate) + self.pulls[candidate.id] - candidate.cash_once - self.attention

    def best(self) -> tuple[tuple[Placement, ...], Board]:
        """Return the best moves on the board; the stated goal may claim one that money alone would not take."""
        chosen, board = self._searched()
        if any(one.candidate.for_goal for one in chosen) or not any(one.for_goal for one in self.candidates):
            return chosen, board
        self._goal_needed = True
        with_goal, other = self._searched()
        server = next((one.candidate.id for one in with_goal if one.candidate.for_goal), None)
        if server is None:
            return chosen, board
        self.for_goal = server
        return with_goal, other

    def _searched(self) -> tuple[tuple[Placement, ...], Board]:
        chosen, board = self._forced_first()
        self._best = None
        self._descend(0, chosen, board)
        return (self._best[1], self._best[2]) if self._best else (chosen, board)

    def _forced_first(self) -> tuple[tuple[Placement, ...], Board]:
        """What is forced and has room is in every set."""
        chosen: tuple[Placement, ...] = ()
        board = Board(means_of(self.choosing))
        for candidate in self.all:
            if candidate.id in self.forced and len(chosen) < self.most:
                placed = self.place(candidate, chosen, board)
                if isinstance(placed, Placement):
                    chosen = (*chosen, placed)
        return chosen, board

    def _descend(self, index: int, chosen: tuple[Placement, ...], board: Board) -> None:
        value = self.value(chosen)
        self._keep(value, chosen, board)
        if len(chosen) == self.most:
            return
        for place in range(index, len(self.candidates)):
            candidate = self.candidates[place]
            if not self._promising(value, place, len(chosen)):
                return
            if self.gains[place] <= 0 and not (self._goal_needed and candidate.for_goal):
                continue
            tried = board.copy()
            placed = self.place(candidate, chosen, tried)
            if isinstance(placed, Placement):
                self._descend(place + 1, (*chosen, placed), tried)

    def _keep(self, value: float, chosen: tuple[Placement, ...], board: Board) -> None:
        if self._goal_needed and not any(one.candidate.for_goal for one in chosen):
            return
        if self._best is None or value > self._best[0] + 1e-9:
            self._best = value, chosen, board

    def _promising(self, value: float, place: int, taken: int) -> bool:
        """Whether the best that can still come beats what is kept: no set brings more than its moves alone."""
        return self._best is None or value + self._ahead[place][self.most - taken] > self._best[0] + 1e-9

    def place(self, candidate: Candidate, chosen: Sequence[Placement], board: Board) -> Placement | TooLittle | str:
        """Put a move on the board after those it needs; the id of a needed one that is not there stops it."""
        earliest = 1
        for need in candidate.move.needs:
            if need.move in self.in_place or (need.unless and compiled(need.unless)(candidate.ground.facts)):
                continue
            first = next((one for one in chosen if one.candidate.id == need.move), None)
            if first is None:
                return need.move
            earliest = max(earliest, first.runs_from)
        latest = self._latest(candidate)
        if latest is not None and latest < earliest:
            return TooLittle("season")
        return board.placed(candidate, earliest, latest)

    @functools.cached_property
    def _seasons(self) -> dict[str, int]:
        """By kind, the week before which buying begins: the first season that can still be prepared for."""
        weeks: dict[str, int] = {}
        for event in self.events:
            if event.from_week > 1:
                weeks[event.kind] = min(weeks.get(event.kind, event.from_week), event.from_week)
        return weeks

    def _latest(self, candidate: Candidate) -> int | None:
        """The last week in which a move for a season may begin; 0 where no such season comes."""
        season = candidate.move.season
        if season is None or not self.events:
            return None
        return max(0, self._seasons.get(season, 0) - 1 - candidate.move.elapsed)

    def value(self, chosen: Sequence[Placement]) -> float:
        """What a set is worth: its contribution inside twelve months, what speaks for it besides, less its costs."""
        total = joint_worth(_flat([_started(one) for one in chosen]), self.room).contribution[1]
        return total + sum(self.pulls[one.candidate.id] - _cost(one) - self.attention for one in chosen)

    def refused(self, chosen: Sequence[Placement], board: Board) -> Iterator[Rejection]:
        """Yield every move that could be made and is not, with its first binding reason."""
        taken, value = {one.candidate.id for one in chosen}, self.value(chosen)
        for candidate in self.all:
            if candidate.id in taken:
                continue
            placed = self.place(candidate, chosen, board.copy())
            ground = candidate.ground.id
            if isinstance(placed, str):
                yield Rejection(candidate.id, "needs", ground, detail=placed)
            elif isinstance(placed, TooLittle):
                yield Rejection(candidate.id, placed.why, ground, detail=placed.role, adds=self._adds(candidate))
            else:
                adds = self.value((*chosen, placed)) - value
                yield Rejection(candidate.id, "worth", ground, adds=adds)

    def _adds(self, candidate: Candidate) -> float:
        return self.gain(candidate)

    def near_ties(self, chosen: Sequence[Placement]) -> Iterator[NearTie]:
        """Yield the moves that could stand in for a chosen one at nearly the same joint worth."""
        value, limit = self.value(chosen), self.settings.near_tie
        taken = {one.candidate.id for one in chosen}
        others = [one for one in self.candidates if one.id not in taken][: self.settings.next]
        for index, one in enumerate(chosen):
            rest = (*chosen[:index], *chosen[index + 1 :])
            for other in others:
                stand_in = Placement(other, one.start, {}, one.runs_from, one.runs_to)
                if one.candidate.id not in self.forced and self.value((*rest, stand_in)) >= value * (1 - limit) > 0:
                    yield NearTie(one.candidate.id, other.id)


def _sums(gains: Sequence[float], most: int) -> list[float]:
    """The sum of the best none, one, two ... of the gains, up to `most`; what brings nothing adds nothing."""
    sums = [0.0]
    for gain in (sorted((one for one in gains if one > 0), reverse=True) + [0.0] * most)[:most]:
        sums.append(sums[-1] + gain)
    return sums


def _cost(placement: Placement) -> float:
    """Money that a move takes inside twelve months: it runs on after the plan unless it lasts only so long."""
    candidate = placement.candidate
    weeks = max(0, YEAR_WEEKS - placement.runs_from + 1)
    if candidate.move.lasts is not None:
        weeks = min(weeks, candidate.move.lasts)
    return candidate.cash_once + candidate.cash_monthly * weeks * MONTHS / YEAR_WEEKS


def _room(choosing: Choosing) -> float | None:
    """Sales that can still be delivered above the run, `None` where nobody says what can be."""
    ceiling, run = choosing.grounds[0].part.value("ceiling"), choosing.grounds[0].look("year.run")
    return None if ceiling is None or run is None else max(0.0, ceiling - run)


def _run_leaves(choosing: Choosing) -> float:
    """What a year at today's pace leaves, nothing where that is unknown: the scale of attention."""
    ground = choosing.grounds[0]
    run, rate = ground.look("year.run"), ground.look("contribution_rate")
    rate = ground.look("gross_margin") if rate is None else rate
    return max(0.0, run * rate) if run is not None and rate is not None else 0.0


def _pull_worth(candidates: Sequence[Candidate]) -> float:
    """What a whole pull counts where worth cannot be told, on the scale of the moves that have a price."""
    priced = [alone(one) for one in candidates if alone(one) > 0 and not one.unpriced]
    return statistics.median(priced) / 2 if priced else 1.0


def _most_moves(settings: SelectionSettings, hours: float) -> int:
    return next(row.moves for row in settings.sizes if row.below is None or hours < row.below)


def _forced(choosing: Choosing, candidates: Sequence[Candidate]) -> list[str]:
    """The best move of the play that a guard forces, and the best answer to each fault that stands above any sum."""
    wanted = [[one for one in candidates if one.move.play == choosing.guardrails.forced]]
    wanted += [[one for one in candidates if item.id in one.answers] for item in choosing.found if item.finding.first]
    best = [max(few, key=lambda one: (alone(one), one.pull, one.id)).id for few in wanted if few]
    return list(dict.fromkeys(best))


def _needed_first(candidates: list[Candidate]) -> list[Candidate]:
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


