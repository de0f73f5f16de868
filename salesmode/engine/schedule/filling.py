"""Which of several schedules is kept."""

from collections.abc import Mapping, Sequence
from typing import Final

from salesmode.business.facts import ratio
from salesmode.economics.figures import rounded_up
from salesmode.engine.schedule.resources import Board, Resources
from salesmode.engine.schedule.tasks import EXACT, Cut, Schedule, Slot, Task, pulled, tail_first

ANY_WEEK: Final[Mapping[str, int]] = {}


def place_tasks(
    tasks: Sequence[Task], order: Sequence[Task], means: Resources, gone: Mapping[str, Cut],
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
    ids = [task.action.id for task in tasks]
    load = {key: hours for key, hours in sorted(board.used.items()) if hours > EXACT}
    spend = {month: board.spend.get(month, 0.0) for month in range(1, means.month(means.weeks) + 1)}
    return Schedule(
        means.weeks, tuple(slots[id] for id in ids if id in slots),
        (*gone.values(), *(cut[id] for id in ids if id in cut)), load, means.capacity, spend, means.budget,
    )  # fmt: skip


def _reserve(task: Task, board: Board) -> dict[int, float]:
    """Book the first step into the first week with room and return its hours by week; none where nobody has room."""
    hours = task.action.first_step.hours
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


def best_of(
    tasks: Sequence[Task], means: Resources, gone: Mapping[str, Cut], wanted: Mapping[str, int],
    not_before: Mapping[str, int] = ANY_WEEK,
) -> Schedule:  # fmt: skip
    """Return the best schedule of the orders tried; `wanted` is by which week an action is to be ready.

    The order by rank comes first, then the longest tail first, then what a season wants first. Kept is the schedule
    with the fewest hours cut of the first play, then of the second ...; then with the fewest actions late for a season;
    then the one that ends first; then the earlier in this list. Where nothing could be better, no other is tried.
    """
    by_rank = place_tasks(tasks, tasks, means, gone, not_before)
    if len(by_rank.slots) == len(tasks) and not _late(by_rank, wanted) and by_rank.end <= least_end(tasks, means):
        return by_rank
    ranks = {task.action.id: task.rank for task in tasks}
    orders = [tail_first(tasks, means.capacity), *([pulled(tasks, wanted)] if wanted else [])]
    schedules = [by_rank, *(place_tasks(tasks, order, means, gone, not_before) for order in orders)]
    return min(schedules, key=lambda schedule: (cut_hours(schedule, ranks), _late(schedule, wanted), schedule.end))


def least_end(tasks: Sequence[Task], means: Resources) -> int:
    """Return a week before which not all can be done: each role's hours, and each chain if it had the roles alone.

    Every task comes after those it waits for.
    """
    hours: dict[str, float] = {}
    ready: dict[str, int] = {}
    last = 0
    for task in tasks:
        action, role = task.action, task.role or ""
        hours[role] = hours.get(role, 0.0) + action.hours
        begins = max((ready.get(id, 1) for id in task.after), default=1)
        end = begins + rounded_up(ratio(action.hours, means.capacity.get(role)) or 1) - 1
        ready[action.id] = end + action.wait
        last = max(last, end)
    return max([last, *(rounded_up(ratio(total, means.capacity.get(role)) or 0) for role, total in hours.items())])


def cut_hours(schedule: Schedule, ranks: Mapping[str, int]) -> tuple[float, ...]:
    """Return the hours cut of each play by rank; what a guard took away was never in question."""
    hours = [0.0] * (max(ranks.values(), default=-1) + 1)
    for cut in schedule.cut:
        if cut.why != "guard":
            hours[ranks[cut.action.id]] += cut.action.hours
    return tuple(round(amount, 6) for amount in hours)


def _late(schedule: Schedule, wanted: Mapping[str, int]) -> int:
    return sum(slot.ready > wanted[slot.action.id] for slot in schedule.slots if slot.action.id in wanted)
