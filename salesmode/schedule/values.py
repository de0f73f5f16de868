"""What a schedule is made of: actions on weeks, what was cut and why."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from salesmode.knowledge import Action
from salesmode.seasons import Event

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


class Spoilt(NamedTuple):
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
    spoilt: tuple[Spoilt, ...] = ()

    @property
    def end(self) -> int:
        """The last week with work, 0 where there is none."""
        return max((slot.end for slot in self.slots), default=0)
