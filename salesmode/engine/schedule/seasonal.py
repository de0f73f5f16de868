"""What the seasons mean for a schedule: who is ready before buying begins, and which comparisons a season spoils."""

from collections.abc import Mapping, Sequence

from salesmode.engine.schedule.filling import best_of, cut_hours
from salesmode.engine.schedule.resources import Resources
from salesmode.engine.schedule.seasons import Event
from salesmode.engine.schedule.tasks import ConfoundedTest, Cut, Prepared, Schedule, Slot, Task


def wanted_by(tasks: Sequence[Task], events: Sequence[Event]) -> dict[str, int]:
    """Return by which week each action that serves a season is to be ready: the week before buying begins."""
    wanted: dict[str, int] = {}
    for task in tasks:
        weeks = [event.from_week - 1 for event in events if event.kind in task.action.serves and event.from_week > 1]
        if weeks:
            wanted[task.action.id] = min(weeks)
    return wanted


def heeding(
    schedule: Schedule, tasks: Sequence[Task], means: Resources, gone: Mapping[str, Cut], events: Sequence[Event]
) -> Schedule:
    """Return the schedule with what it prepares for, and the comparisons that a season falls into.

    A comparison is only warned of. The week to move it to is one from which the whole schedule still fits: nothing
    more is cut, and no season lies in its new weeks.
    """
    prepared = tuple(_prepared(event, schedule.slots) for event in events)
    wanted = wanted_by(tasks, events)
    spoilt = []
    for slot in schedule.slots:
        inside = _inside(slot, events) if slot.action.test_run else ()
        if inside:
            spoilt.append(
                ConfoundedTest(slot, inside, _moved(slot, inside, schedule, tasks, means, gone, events, wanted))
            )
    return schedule._replace(prepared=prepared, spoilt=tuple(spoilt))


def _prepared(event: Event, slots: Sequence[Slot]) -> Prepared:
    serving = [slot for slot in slots if event.kind in slot.action.serves]
    ready = tuple(slot.action for slot in serving if slot.ready < event.from_week)
    late = tuple(slot.action for slot in serving if slot.ready >= event.from_week)
    return Prepared(event, ready, late)


def _inside(slot: Slot, events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(event for event in events if event.from_week <= slot.ready and event.until_week >= slot.start)


def _moved(
    slot: Slot, inside: Sequence[Event], schedule: Schedule, tasks: Sequence[Task], means: Resources,
    gone: Mapping[str, Cut], events: Sequence[Event], wanted: Mapping[str, int],
) -> int | None:  # fmt: skip
    ranks = {task.action.id: task.rank for task in tasks}
    start = max(event.until_week for event in inside) + 1
    while start <= means.weeks:
        tried = best_of(tasks, means, gone, wanted, {slot.action.id: start})
        placed = next((other for other in tried.slots if other.action.id == slot.action.id), None)
        if placed is None or cut_hours(tried, ranks) > cut_hours(schedule, ranks) or placed.ready > means.weeks:
            return None
        inside = _inside(placed, events)
        if not inside:
            return placed.start
        start = max(event.until_week for event in inside) + 1
    return None
