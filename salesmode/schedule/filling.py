"""The serial scheme: one task after the other is given the earliest hours that are free."""

from collections.abc import Mapping, Sequence
from typing import Final

from salesmode.schedule.board import Board, Means
from salesmode.schedule.tasks import Task
from salesmode.schedule.values import EXACT, Cut, Schedule, Slot

ANY_WEEK: Final[Mapping[str, int]] = {}


def fill(
    tasks: Sequence[Task], order: Sequence[Task], means: Means, gone: Mapping[str, Cut],
    not_before: Mapping[str, int] = ANY_WEEK,
) -> Schedule:  # fmt: skip
    """Return the schedule that placing the tasks in `order` gives, those `gone` beforehand among its cuts.

    First every play's first step goes into the first week with room, in rank order; its hours belong to its action.
    A successor may start in the week its predecessor ends, plus the predecessor's weeks of waiting. In `order` every
    task comes after those it waits for. None begins before the week that `not_before` names for it. Slots and cuts are
    told in the order of `tasks`.
    """
    board = Board(means)
    first = {
        task.action.id: _reserve(task, board) for task in tasks if task.opening and task.action.id not in not_before
    }
    slots: dict[str, Slot] = {}
    cut: dict[str, Cut] = dict(gone)
    for task in order:
        earliest = max([not_before.get(task.action.id, 1), *(slots[id].ready for id in task.after if id in slots)])
        placed = _placed(task, board, earliest, cut, first.get(task.action.id, {}))
        if isinstance(placed, Slot):
            slots[task.action.id] = placed
        else:
            cut[task.action.id] = placed
    told = [task.action.id for task in tasks]
    load = {key: hours for key, hours in sorted(board.used.items()) if hours > EXACT}
    spend = {month: board.spend.get(month, 0.0) for month in range(1, means.month(means.weeks) + 1)}
    return Schedule(
        means.weeks, tuple(slots[id] for id in told if id in slots),
        (*gone.values(), *(cut[id] for id in told if id in cut)), load, means.capacity, spend, means.budget,
    )  # fmt: skip


def _reserve(task: Task, board: Board) -> dict[int, float]:
    """Book the first step into the first week with room and return its hours by week; none where nobody has room."""
    hours = task.action.first_hours
    if task.role is None:
        return {}
    for week in range(1, board.means.weeks + 1):
        if board.room(task.role, week) + EXACT >= hours:
            board.book(task.role, {week: hours})
            return {week: hours}
    return {}


def _placed(
    task: Task, board: Board, earliest: int, cut: Mapping[str, Cut], first: Mapping[int, float]
) -> Slot | Cut:  # fmt: skip
    action, role = task.action, task.role
    barred = _barred(task, cut)
    if role is None or barred is not None:
        if role is not None:
            board.free(role, first)
        return barred or Cut(action, "nobody", action.role)
    placed = board.afforded(role, action.hours - sum(first.values()), task.cash, max([earliest, *first]))
    if placed is None:
        board.free(role, first)
        fits = sum(board.place(role, action.hours, earliest).values()) + EXACT >= action.hours
        return Cut(action, "cash" if fits else "hours", role)
    begins, taken = placed
    board.book(role, taken)
    board.pay(task.cash, begins)
    return Slot(action, role, tuple(sorted({*first, *taken})), task.cash)


def _barred(task: Task, cut: Mapping[str, Cut]) -> Cut | None:
    """What it waits for was cut: an action of its own play, or the play that it builds on."""
    missing = next((id for id in task.after if id in cut), None)
    if missing is None:
        return None
    other = cut[missing].action.play
    return Cut(task.action, "after", missing) if other == task.action.play else Cut(task.action, "needs", other)
