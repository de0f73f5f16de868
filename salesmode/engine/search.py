"""The search for the set of moves that brings most together within hours, money and weeks: branch and bound."""

from __future__ import annotations

import functools
import statistics
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from salesmode.business.conditions import compiled
from salesmode.engine.board import Board, Means, Placement, TooLittle
from salesmode.engine.forced import forced_of, needed_first
from salesmode.engine.moves import Candidate, Rejection
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.moves.effects import NO_VOLUME, Taken, joint_contribution
from salesmode.engine.seasons import Event
from salesmode.engine.shortage import shortage
from salesmode.knowledge.settings import SelectionSettings

WORKDAY: Final = 8  # hours
EXACT: Final = 1e-9


def taken_by(chosen: Iterable[Placement]) -> Iterator[Taken]:
    """Yield what moves on weeks take of pools."""
    return (taken for one in chosen for taken in one.taken)


def means_of(choosing: Choosing) -> Means:
    """Return what the plan may use: the budget is what is left of it after the advertising that runs.

    A part of it can always be taken from advertising.
    """
    business, settings = choosing.business, choosing.library.settings
    profile = business.profile
    budget = profile.monthly_budget
    if budget is not None:
        budget = max(budget * settings.selection.from_ads, budget - (profile.ad_spend or 0.0))
    return Means(
        business.horizon, business.capacity.hours, budget, settings.schedule.month_weeks,
        settings.selection.free_hours, settings.selection.new_a_week, settings.selection.least_run,
    )  # fmt: skip


class Search:
    """The search for one business: depth first over the moves in order of what each brings alone."""

    def __init__(
        self, choosing: Choosing, candidates: list[Candidate], rejections: Sequence[Rejection], events: Sequence[Event]
    ) -> None:
        self.choosing, self.events = choosing, events
        self.settings: SelectionSettings = choosing.library.settings.selection
        self.in_place = {item.move for item in rejections if item.why == "in_place"}
        self.forced = forced_of(choosing, candidates)
        self.room = _room(choosing)
        self.pull_worth, self.priced = _pull_worth(candidates)
        self.attention = self.settings.attention * _run_leaves(choosing) if self.priced else 0.0
        self.pulls = {one.id: self._pull(one) for one in candidates}
        self.at_stake = {one.id: self._at_stake(one) for one in candidates}
        self.hour = (choosing.grounds[0].look("workday") or 0.0) / WORKDAY * self.settings.hour_cost
        self.most = _most_moves(self.settings, choosing)
        ordered = needed_first(sorted(candidates, key=lambda one: (-self.gain(one), one.id)))
        self.all = ordered
        self._consider([one for one in ordered if one.id not in self.forced])
        self.for_goal: str | None = None
        self._needed: frozenset[str] = frozenset()  # moves for the goal, of which the set has to have one
        self._best: tuple[float, tuple[Placement, ...], Board] | None = None

    def _pull(self, candidate: Candidate) -> float:
        """What speaks for a move without a price counts for; where there is no room, more orders count for nothing."""
        more_orders = bool(candidate.unpriced) and NO_VOLUME.isdisjoint(candidate.unpriced)
        counts = not candidate.priced and not (more_orders and self.choosing.has_no_room)
        return self.pull_worth * candidate.pull if counts else 0.0

    def _consider(self, candidates: list[Candidate]) -> None:
        self.candidates = candidates
        self.gains = [self.gain(one) for one in candidates]
        self._ahead = [_sums(self.gains[place:], self.most) for place in range(len(self.gains) + 1)]

    def gain(self, candidate: Candidate) -> float:
        """The most that a move can add: what it brings alone, less what it costs in any case."""
        return self.leaves(candidate) + sum(self.at_stake[candidate.id].values())

    def leaves(self, candidate: Candidate) -> float:
        """The most that a move can leave: its gain without what findings say for it."""
        cost = candidate.cash_once + candidate.hours_once * self.hour
        return candidate.alone + self.pulls[candidate.id] - self.priced * cost - self.attention

    def _at_stake(self, candidate: Candidate) -> dict[str, float]:
        """By topic, what the largest finding that a move answers in its part of the business speaks for it.

        That is no more than what the move brings itself: a large loss is not mended by what mends next to nothing. What
        the owner wrote of in the notes speaks for a move too.
        """
        stakes: dict[str, float] = {}
        brings = candidate.alone + self.pulls[candidate.id]
        for found in self.choosing.findings.found:
            if found.money and candidate.is_for(found):
                topic, worth = found.finding.topic, min(found.money * self.settings.answered, brings)
                stakes[topic] = max(stakes.get(topic, 0.0), worth)
        for heard in self.choosing.business.noted.heard:
            if candidate.id in heard.concern.moves:
                stakes[f"notes.{heard.concern.id}"] = brings * self.settings.heard
        return stakes

    def best(self) -> tuple[tuple[Placement, ...], Board]:
        """Return the best moves on the board; the stated goal may claim one that money alone would not take.

        It may cost a share of what the best set is worth, no more, and has to bring a part of it.
        """
        chosen, board = self._searched()
        serving = [one for one in self.candidates if one.for_goal and not self._idle(one, chosen)]
        if any(one.candidate.for_goal for one in chosen) or not serving:
            return chosen, board
        self._needed = frozenset(one.id for one in serving)
        with_goal, other = self._searched()
        server = next((one.candidate for one in with_goal if one.candidate.id in self._needed), None)
        if server is None or not self._near(with_goal, chosen):
            return chosen, board
        self.for_goal = server.id
        return with_goal, other

    def _idle(self, server: Candidate, best: Sequence[Placement]) -> bool:
        """Whether what serves the goal brings next to nothing: then the goal is answered with that.

        A goal that money does not measure is not held to it.
        """
        if self.choosing.business.profile.goal in self.settings.beyond_money:
            return False
        return server.priced and server.alone < self.value(best) * self.settings.goal_worth

    def _near(self, other: Sequence[Placement], best: Sequence[Placement]) -> bool:
        """Whether a set costs no more of what the best one is worth than the stated goal may."""
        most = self.value(best)
        return self.value(other) >= most - abs(most) * self.settings.goal_cost

    def begun_with(
        self, first: str | None, chosen: tuple[Placement, ...], board: Board
    ) -> tuple[tuple[Placement, ...], Board]:
        """Return the moves with `first` put on the weeks before all that is not forced, the others as many as fit.

        They are the same ones where all of them still have room, else the best beside it.
        """
        order = sorted(chosen, key=lambda one: (self.rank(one.candidate.id), one.candidate.id != first))
        if first is None or order == list(chosen):
            return chosen, board
        again: tuple[Placement, ...] = ()
        fresh = Board(means_of(self.choosing))
        for one in needed_first([one.candidate for one in order]):
            placed = self.room_for(one, again, fresh)
            if not isinstance(placed, Placement):
                beside = self._best_beside(first)
                return beside if beside is not None and self._near(beside[0], chosen) else (chosen, board)
            fresh.book(placed)
            again = (*again, placed)
        return again, fresh

    def rank(self, id: str) -> int:
        """Return the place of a move among those that are forced, behind them all for any other one."""
        return self.forced.index(id) if id in self.forced else len(self.forced)

    def _best_beside(self, first: str) -> tuple[tuple[Placement, ...], Board] | None:
        """The best set of those that begin with what is forced and then `first`, `None` where that has no place."""
        chosen, board = self._forced_first()
        leader = next(one for one in self.all if one.id == first)
        placed = self.room_for(leader, chosen, board)
        if not isinstance(placed, Placement):
            return None
        board.book(placed)
        self._consider([one for one in self.candidates if one.id != first])
        self._best = None
        self._descend(0, (*chosen, placed), board)
        return self._found()

    def _searched(self) -> tuple[tuple[Placement, ...], Board]:
        chosen, board = self._forced_first()
        self._best = None
        self._descend(0, chosen, board)
        best = self._found()
        return best if best is not None else (chosen, board)

    def _found(self) -> tuple[tuple[Placement, ...], Board] | None:
        return None if self._best is None else self._best[1:]

    def _forced_first(self) -> tuple[tuple[Placement, ...], Board]:
        """What is forced and has room is in every set; what is told leaves a place for what the figures say."""
        chosen: tuple[Placement, ...] = ()
        board = Board(means_of(self.choosing))
        forced = sorted((one for one in self.all if one.id in self.forced), key=lambda one: self.rank(one.id))
        for candidate in needed_first(forced):
            most = self.most - bool(candidate.move.told)
            if len(chosen) < most and self.overlapped(candidate, chosen) is None:
                placed = self.room_for(candidate, chosen, board)
                if isinstance(placed, Placement):
                    board.book(placed)
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
            if self.gains[place] <= 0 and candidate.id not in self._needed:
                continue
            if self.overlapped(candidate, chosen) is not None or self._enough(candidate, chosen):
                continue
            placed = self.room_for(candidate, chosen, board)
            if isinstance(placed, Placement):
                tried = board.copy()
                tried.book(placed)
                self._descend(place + 1, (*chosen, placed), tried)

    def _keep(self, value: float, chosen: tuple[Placement, ...], board: Board) -> None:
        if self._needed and self._needed.isdisjoint(one.candidate.id for one in chosen):
            return
        if self._best is None or value > self._best[0] + 1e-9:
            self._best = value, chosen, board

    def _promising(self, value: float, place: int, taken: int) -> bool:
        """Whether the best that can still come beats what is kept: no set brings more than its moves alone."""
        return self._best is None or value + self._ahead[place][self.most - taken] > self._best[0] + 1e-9

    def _enough(self, candidate: Candidate, chosen: Sequence[Placement]) -> bool:
        """Whether as many moves of its play are chosen as a plan may hold."""
        play = candidate.move.play
        return sum(one.candidate.move.play == play for one in chosen) >= self.settings.of_a_play

    def overlapped(self, candidate: Candidate, chosen: Sequence[Placement]) -> str | None:
        """Return the chosen move that a move is only another form of."""
        id, own = candidate.id, candidate.move.overlaps
        moves = (one.candidate.move for one in chosen)
        return next((move.id for move in moves if move.id in own or id in move.overlaps), None)

    def room_for(self, candidate: Candidate, chosen: Sequence[Placement], board: Board) -> Placement | TooLittle | str:
        """Return where a move goes after those it needs; the id of a needed one that is not there stops it."""
        span = self._span(candidate, chosen)
        if isinstance(span, str | TooLittle):
            return span
        placed = board.room_for(candidate, *span)
        if isinstance(placed, Placement):
            return placed
        helped = (board.room_for(other, *span) for other in self._helped(candidate, placed.role))
        return next((one for one in helped if isinstance(one, Placement)), placed)

    def _helped(self, candidate: Candidate, short: str | None) -> Iterator[Candidate]:
        """Yield the same move with what a role short of hours was to do done by others.

        First goes what it does in the place of another role, to the other deputies of that one, then all of its work.
        """
        capacity = self.choosing.business.capacity
        instead = {one.role for one in candidate.work if one.assignee == short != one.role}
        for role in (*sorted(instead), short or ""):
            for deputy in capacity.deputies.get(role, ()):
                if deputy != short and capacity.hours.get(deputy, 0.0) > 0:
                    yield candidate.done_by(role, short or "", deputy)

    def refused(self, candidate: Candidate, chosen: Sequence[Placement], board: Board) -> Placement | TooLittle | str:
        """Return where a move not made would go beside the others, else what is really short for it."""
        placed, span = self.room_for(candidate, chosen, board), self._span(candidate, chosen)
        if not isinstance(placed, TooLittle) or isinstance(span, str | TooLittle):
            return placed
        short = shortage(candidate, board, *span)
        return TooLittle("full") if short.why in ("busy", "starts") and len(chosen) >= self.most else short

    def _span(self, candidate: Candidate, chosen: Sequence[Placement]) -> tuple[int, int | None] | TooLittle | str:
        """The weeks between which a move is set up: after those it needs, and before its season."""
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
        return earliest, latest

    @functools.cached_property
    def _seasons(self) -> dict[str, int]:
        """By kind, the week before which buying begins: the first season that can still be prepared for."""
        weeks: dict[str, int] = {}
        for event in self.events:
            if event.from_week > 1:
                weeks[event.kind] = min(weeks.get(event.kind, event.from_week), event.from_week)
        return weeks

    def _latest(self, candidate: Candidate) -> int | None:
        """The last week of set-up of a move for a season; 0 where no such season comes."""
        season = candidate.move.season
        if season is None or not self.events:
            return None
        return max(0, self._seasons.get(season, 0) - 1 - candidate.move.elapsed)

    def value(self, chosen: Sequence[Placement]) -> float:
        """What a set is worth: what it leaves, and what findings say for it.

        Each topic of findings speaks once, by the largest that the set answers.
        """
        topics: dict[str, float] = {}
        for one in chosen:
            for topic, worth in self.at_stake[one.candidate.id].items():
                topics[topic] = max(topics.get(topic, 0.0), worth)
        return self.joint(chosen) + sum(topics.values())

    def joint(self, chosen: Sequence[Placement]) -> float:
        """What a set leaves: its contribution inside twelve months and its pulls, less its costs."""
        total = joint_contribution(taken_by(chosen), self.room)
        costs = sum([one.cash + one.hours * self.hour for one in chosen]) if self.priced else 0.0
        return total + sum([self.pulls[one.candidate.id] - self.attention for one in chosen]) - costs


def _sums(gains: Sequence[float], most: int) -> list[float]:
    """The sum of the best none, one, two ... of the gains, up to `most`; what brings nothing adds nothing."""
    sums = [0.0]
    for gain in (sorted((one for one in gains if one > 0), reverse=True) + [0.0] * most)[:most]:
        sums.append(sums[-1] + gain)
    return sums


def _room(choosing: Choosing) -> float | None:
    """Sales that can still be delivered above the run, `None` where nobody says what can be.

    None are where hardly any can and work of many weeks waits already: it takes the place of whatever goes.
    """
    whole, full = choosing.grounds[0], choosing.library.settings.selection.full
    spare, waiting = whole.part.value("spare_capacity"), whole.part.value("backlog_weeks")
    if spare is not None and waiting is not None and spare <= full.spare and waiting >= full.backlog:
        return 0.0
    ceiling, run = whole.part.value("ceiling"), whole.look("year.run")
    return None if ceiling is None or run is None else max(0.0, ceiling - run)


def _run_leaves(choosing: Choosing) -> float:
    """What a year at today's pace leaves, nothing where that is unknown: the scale of attention."""
    ground = choosing.grounds[0]
    run, rate = ground.look("year.run"), ground.look("contribution_rate")
    rate = ground.look("gross_margin") if rate is None else rate
    return max(0.0, run * rate) if run is not None and rate is not None else 0.0


def _pull_worth(candidates: Sequence[Candidate]) -> tuple[float, bool]:
    """What a pull of one counts for: half the median worth of the moves that have a price.

    Where none has one there is no scale, so money spent is not held against it: the second value is false.
    """
    worths = [one.alone for one in candidates if not one.unpriced]
    priced = [worth for worth in worths if worth > 0]
    return (statistics.median(priced) / 2 if priced else 1.0), bool(priced)


def _most_moves(settings: SelectionSettings, choosing: Choosing) -> int:
    """By the hours of a week."""
    hours = choosing.business.capacity.week
    return next(row.moves for row in settings.sizes if row.below is None or hours < row.below)
