"""The moves on the weeks: set up, running to the end of the plan, with the hours and the money that this takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from salesmode.engine.board import Board
from salesmode.engine.moves import RoleHours
from salesmode.engine.seasons import Event
from salesmode.engine.selection import Chosen, Selection

__all__ = ["Phase", "Prepared", "Row", "Schedule", "schedule"]

Phase = Literal["set_up", "run"]


class Row(Struct, frozen=True):
    """The work of one role on one phase of a move: hours in all to set up, hours a week while it runs.

    `role` does the work that the move asks of `asked`; `after` are the moves that run before it begins. The `cash` of
    all rows is what the plan spends.
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


class Schedule(Struct, frozen=True):
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

    def before(self, row: Row) -> tuple[str, ...]:
        """Return the rows that end before one begins: what sets its move up, else the moves that it needs."""
        own = tuple(other.id for other in self.rows if other.move == row.move and other.phase == "set_up")
        if row.phase == "run" and own:
            return own
        return tuple(id for move in row.after for id in self._making(move))

    def _making(self, move: str) -> Iterator[str]:
        """The rows after which a move runs."""
        rows = [row for row in self.rows if row.move == move]
        phase = "set_up" if any(row.phase == "set_up" for row in rows) else "run"
        return (row.id for row in rows if row.phase == phase)


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


def _rows(one: Chosen, selection: Selection) -> Iterator[Row]:
    """The rows of a move: each role's work to set it up, then each role's work while it runs; never none at all."""
    taken = {other.id for other in selection.moves}
    after = tuple(need.move for need in one.candidate.move.needs if need.move in taken)
    set_up = list(_set_up(one, after))
    run = list(_running(one, after))
    if not set_up and (not run or one.candidate.cash_once):
        set_up = [_row(one, "set_up", one.candidate.work[0], after)]
    if set_up:
        set_up[0] = replace(set_up[0], cash=one.candidate.cash_once)
    bearing = run or set_up
    bearing[0] = replace(bearing[0], cash=bearing[0].cash + selection.board.monthly(one.placement))
    yield from (*set_up, *run)


def _set_up(one: Chosen, after: tuple[str, ...]) -> Iterator[Row]:
    for work in _by_asked(one.candidate.work):
        if work.once:
            row = _row(one, "set_up", work, after)
            weeks = [week for role, week in one.placement.set_up if role == work.assignee]
            yield replace(row, hours=work.once, start=min(weeks, default=row.start), end=max(weeks, default=row.end))


def _running(one: Chosen, after: tuple[str, ...]) -> Iterator[Row]:
    placement = one.placement
    for work in _by_asked(one.candidate.work):
        if work.weekly and placement.runs_from <= placement.runs_to:
            row = _row(one, "run", work, after)
            yield replace(row, weekly=work.weekly, start=placement.runs_from, end=placement.runs_to)


def _row(one: Chosen, phase: Phase, work: RoleHours, after: tuple[str, ...]) -> Row:
    week = one.placement.start
    return Row(
        f"{one.id}.{phase}.{work.role}", one.id, phase, work.role, work.assignee, 0.0, 0.0, 0.0, week, week, after
    )  # fmt: skip


def _by_asked(work: Sequence[RoleHours]) -> Iterable[RoleHours]:
    """The work with what is asked of one role twice added up."""
    found: dict[str, RoleHours] = {}
    for item in work:
        before = found.get(item.role)
        found[item.role] = item if before is None else _both(before, item)
    return found.values()


def _both(first: RoleHours, second: RoleHours) -> RoleHours:
    return replace(first, once=first.once + second.once, weekly=first.weekly + second.weekly)


def _load(board: Board) -> dict[tuple[str, int], float]:
    return {
        (role, week): used
        for role, hours in board.means.capacity.items()
        for week, free in enumerate(board.free[role], 1)
        if (used := hours - free) > 1e-9
    }


def _prepared(event: Event, selection: Selection) -> Prepared:
    ready = (
        one.id
        for one in selection.moves
        if one.candidate.move.season == event.kind and one.placement.ready < event.from_week
    )
    return Prepared(event, tuple(ready))
