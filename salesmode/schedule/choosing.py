"""Which of several schedules is kept."""

from collections.abc import Mapping, Sequence

from salesmode.economics.figures import rounded_up
from salesmode.facts import ratio
from salesmode.schedule.board import Means
from salesmode.schedule.filling import ANY_WEEK, fill
from salesmode.schedule.tasks import Task, pulled, tail_first
from salesmode.schedule.values import Cut, Schedule


def best_of(
    tasks: Sequence[Task], means: Means, gone: Mapping[str, Cut], wanted: Mapping[str, int],
    not_before: Mapping[str, int] = ANY_WEEK,
) -> Schedule:  # fmt: skip
    """Return the best schedule of the orders tried; `wanted` is by which week an action is to be ready.

    The order by rank comes first, then the longest tail first, then what a season wants first. Kept is the schedule
    with the fewest hours cut of the first play, then of the second ...; then with the fewest actions late for a season;
    then the one that ends first; then the earlier in this list. Where nothing could be better, no other is tried.
    """
    by_rank = fill(tasks, tasks, means, gone, not_before)
    if len(by_rank.slots) == len(tasks) and not _late(by_rank, wanted) and by_rank.end <= least_end(tasks, means):
        return by_rank
    ranks = {task.action.id: task.rank for task in tasks}
    orders = [tail_first(tasks, means.capacity), *([pulled(tasks, wanted)] if wanted else [])]
    found = [by_rank, *(fill(tasks, order, means, gone, not_before) for order in orders)]
    return min(found, key=lambda one: (cut_hours(one, ranks), _late(one, wanted), one.end))


def least_end(tasks: Sequence[Task], means: Means) -> int:
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
    return max([last, *(rounded_up(ratio(held, means.capacity.get(role)) or 0) for role, held in hours.items())])


def cut_hours(one: Schedule, ranks: Mapping[str, int]) -> tuple[float, ...]:
    """Return the hours cut of each play by rank; what a guard took away was never in question."""
    hours = [0.0] * (max(ranks.values(), default=-1) + 1)
    for cut in one.cut:
        if cut.why != "guard":
            hours[ranks[cut.action.id]] += cut.action.hours
    return tuple(round(amount, 6) for amount in hours)


def _late(one: Schedule, wanted: Mapping[str, int]) -> int:
    return sum(slot.ready > wanted[slot.action.id] for slot in one.slots if slot.action.id in wanted)
