"""The moves on the weeks: set up, running to the end of the plan, with the hours and the money that this takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from salesmode.engine.board import Board
from salesmode.engine.seasons import Event
from salesmode.engine.selection import Chosen, Selection

__all__ = ["Phase", "Prepared", "Row", "Schedule", "schedule"]

Phase = Literal["set_up", "run"]


class Row(NamedTuple):
    """The work of one role on one phase of a move: hours in all to set up, hours a week while it runs.

    `role` does the work that the move asks of `asked`; `after` are the moves that run before it begins.
    """

    id: str
    move: str
    phase: Phase
    asked: str
    role: str
    hours: float
    weekly: float
    cash: float
    start: int
    end: int
    after: tuple[str, ...]


class Prepared(NamedTuple):
    """A season, and the moves that are ready before buying begins."""

    event: Event
    ready: tuple[str, ...]


class Schedule(NamedTuple):
    """The weeks of a plan. `load` is hours by (role, week), `capacity` hours a week by role, `spend` money by month."""

    weeks: int
    rows: tuple[Row, ...]
    load: Mapping[tuple[str, int], float]
    capacity: Mapping[str, float]
    spend: tuple[float, ...]
    budget: float | None
    prepared: tuple[Prepared, ...]

    def planned(self, role: str) -> float:
        """Return the hours of a role over all weeks."""
        return sum(hours for (busy, _), hours in self.load.items() if busy == role)


def schedule(selection: Selection, events: Sequence[Event]) -> Schedule:
    """Return the weeks of the moves made."""
    board = selection.board
    means = board.means
    return Schedule(
        weeks=means.weeks,
        rows=tuple(row for one in selection.moves for row in _rows(one, selection)),
        load=_load(board),
        capacity=means.capacity,
        spend=tuple(board.spend),
        budget=means.budget,
        prepared=tuple(_prepared(event, selection) for event in events),
    )


def _rows(one: Chosen, selection: Selection) -> Sequence[Row]:
    placement, candidate = one.placement, one.candidate
    after = tuple(need.move for need in candidate.move.needs if any(need.move == other.id for other in selection.moves))
    rows = []
    for place, work in enumerate(candidate.work):
        weeks = [week for role, week in placement.set_up if role == work.assignee]
        if work.once:
            cash = candidate.cash_once if place == 0 else 0.0
            rows.append(Row(
                f"{one.id}.set_up.{work.role}", one.id, "set_up", work.role, work.assignee, work.once, 0.0, cash,
                min(weeks, default=placement.start), max(weeks, default=placement.start), after,
            ))  # fmt: skip
        if work.weekly and placement.runs_from <= placement.runs_to:
            rows.append(Row(
                f"{one.id}.run.{work.role}", one.id, "run", work.role, work.assignee, 0.0, work.weekly, 0.0,
                placement.runs_from, placement.runs_to, after,
            ))  # fmt: skip
    return rows


def _load(board: Board) -> dict[tuple[str, int], float]:
    return {
        (role, week): used
        for role, hours in board.means.capacity.items()
        for week, free in enumerate(board.free[role], 1)
        if (used := hours - free) > 1e-9
    }


def _prepared(event: Event, selection: Selection) -> Prepared:
    ready = (one.id for one in selection.moves if one.candidate.move.season == event.kind)
    return Prepared(event, tuple(ready))
