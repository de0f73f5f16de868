"""What a schedule is made of: actions on weeks, what was cut and why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from salesmode.engine.capacity import Capacity
from salesmode.engine.schedule.seasons import Event
from salesmode.engine.scoring import Candidate
from salesmode.errors import LibraryError
from salesmode.knowledge.plays import Action

_FIX = "See everything that is wrong with the playbooks: salesmode playbooks check"


class Task(NamedTuple):
    """An action to be placed: who does it, what it costs, the actions it waits for, whether it opens its play.

    It may name actions that are not to be placed: they are done already, do not apply, or were taken away.
    """

    action: Action
    rank: int
    role: str | None
    cash: float
    after: tuple[str, ...]
    opening: bool = False


def tasks_of(now: Sequence[Candidate], capacity: Capacity, day: float) -> list[Task]:
    """Return the tasks of the plays in rank order, every one after what it waits for; `day` is a bought-in day's price.

    A play that needs a level which another play taken now is only about to reach comes after that play's actions.
    Raises LibraryError where actions or plays wait for each other in a circle.
    """
    builds_on = (
        {candidate.play.id: _builds_on(candidate, now) for candidate in now}
        if any(candidate.level.needs for candidate in now)
        else {}
    )
    ranks = {candidate.play.id: rank for rank, candidate in enumerate(now)}
    tasks: list[Task] = []
    for candidate in _in_order(now, builds_on):
        needs = builds_on.get(candidate.play.id, ())
        before = tuple(action.id for other in now if other.play.id in needs for action in other.actions)
        opening = next((action.id for action in candidate.actions if not action.after), None) if not needs else None
        tasks += [
            Task(
                action, ranks[candidate.play.id], capacity.assignee(action.role), action.cash * day,
                action.after + before, action.id == opening,
            )
            for action in _acyclic(candidate.actions)
        ]  # fmt: skip
    return tasks


def _builds_on(candidate: Candidate, now: Sequence[Candidate]) -> tuple[str, ...]:
    levels = {other.play.id: other.level_now for other in now}
    return tuple(
        need.play
        for need in candidate.level.needs
        if need.play != candidate.play.id and levels.get(need.play, need.level) < need.level
    )


def _in_order(now: Sequence[Candidate], builds_on: Mapping[str, Sequence[str]]) -> Iterable[Candidate]:
    if not any(builds_on.values()):
        return now
    plays = {candidate.play.id: candidate for candidate in now}
    return [plays[id] for id in ordered(dict(builds_on), "levels")]


def _acyclic(actions: Sequence[Action]) -> Iterable[Action]:
    seen: set[str] = set()
    for action in actions:  # most files stand in order already
        if not seen.issuperset(action.after):
            break
        seen.add(action.id)
    else:
        return actions
    by_id = {action.id: action for action in actions}
    graph = {id: [before for before in action.after if before in by_id] for id, action in by_id.items()}
    return [by_id[id] for id in ordered(graph, "actions")]


def ordered(graph: Mapping[str, Sequence[str]], what: str) -> list[str]:
    """Return the ids with everything each waits for before it, otherwise as they stand.

    Raises LibraryError naming those that wait for each other.
    """
    waiting, done = dict(graph), list[str]()
    while waiting:
        ready = next((id for id, before in waiting.items() if waiting.keys().isdisjoint(before)), None)
        if ready is None:
            raise LibraryError(f"these {what} wait for each other: {', '.join(waiting)}", fix=_FIX)
        done.append(ready)
        del waiting[ready]
    return done


def tail_first(tasks: Sequence[Task], capacity: Mapping[str, float]) -> list[Task]:
    """Return the tasks by how many weeks of work and waiting hang on each, the longest tail first.

    What a task waits for has a longer tail than itself, so it stays before it.
    """
    tails: dict[str, float] = {}
    behind: dict[str, float] = {}
    for task in reversed(tasks):
        hours = capacity.get(task.role or "", 0.0)
        own = task.action.hours / hours if hours else 0.0
        tails[task.action.id] = own + task.action.wait + behind.get(task.action.id, 0.0)
        for id in task.after:
            behind[id] = max(behind.get(id, 0.0), tails[task.action.id])
    return sorted(tasks, key=lambda task: -tails[task.action.id])


def pulled(tasks: Sequence[Task], wanted: Mapping[str, int]) -> list[Task]:
    """Return the tasks with those `wanted` by a week, and all they wait for, first: the earliest week first."""
    due = dict(wanted)
    for task in reversed(tasks):
        if task.action.id in due:
            for id in task.after:
                due[id] = min(due.get(id, due[task.action.id]), due[task.action.id])
    last = max(due.values(), default=0) + 1
    return sorted(tasks, key=lambda task: due.get(task.action.id, last))


CutWhy = Literal["hours", "cash", "after", "needs", "guard", "nobody"]
EXACT = 1e-9


class Slot(NamedTuple):
    """An action on the weeks in which it is worked on; `role` does the work, `cash` is in the plan's currency."""

    action: Action
    role: str
    weeks: tuple[int, ...]
    cash: float

    @property
    def start(self) -> int:
        """The first week."""
        return self.weeks[0]

    @property
    def end(self) -> int:
        """The last week of work, inclusive."""
        return self.weeks[-1]

    @property
    def ready(self) -> int:
        """The week in which the result is there: the last week of work and the weeks of waiting after it."""
        return self.end + self.action.wait


class Cut(NamedTuple):
    """An action that does not fit, and why; `detail` names the role, the action, the play or the guard."""

    action: Action
    why: CutWhy
    detail: str


class Prepared(NamedTuple):
    """A season and the actions that prepare for it: those ready before buying begins, and those that come too late."""

    event: Event
    ready: tuple[Action, ...]
    late: tuple[Action, ...]


class ConfoundedTest(NamedTuple):
    """A comparison that seasons fall into; begun in week `move_to` none would, `None` where there is no such week."""

    slot: Slot
    events: tuple[Event, ...]
    move_to: int | None


class Schedule(NamedTuple):
    """The weeks of a plan. `load` is hours by (role, week); `capacity` hours a week by role; `spend` money by month."""

    weeks: int
    slots: tuple[Slot, ...]
    cut: tuple[Cut, ...]
    load: Mapping[tuple[str, int], float]
    capacity: Mapping[str, float]
    spend: Mapping[int, float]
    budget: float | None
    prepared: tuple[Prepared, ...] = ()
    spoilt: tuple[ConfoundedTest, ...] = ()

    @property
    def end(self) -> int:
        """The last week with work, 0 where there is none."""
        return max((slot.end for slot in self.slots), default=0)
