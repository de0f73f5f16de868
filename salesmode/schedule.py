"""When each action is done and by whom: list scheduling on weeks, within plan hours and the monthly budget."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from salesmode.choose import Candidate, Choice
from salesmode.conditions import Facts
from salesmode.guard import Guarding
from salesmode.knowledge import Action
from salesmode.library import Library
from salesmode.profile import Profile
from salesmode.team import Team

CutWhy = Literal["hours", "cash", "after", "guard", "nobody"]
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
        """The last week, inclusive."""
        return self.weeks[-1]


class Cut(NamedTuple):
    """An action that does not fit, and why; `detail` names the role, the action or the guard."""

    action: Action
    why: CutWhy
    detail: str


class Schedule(NamedTuple):
    """The weeks of a plan. `load` is hours by (role, week); `capacity` hours a week by role; `spend` money by month."""

    weeks: int
    slots: tuple[Slot, ...]
    cut: tuple[Cut, ...]
    load: Mapping[tuple[str, int], float]
    capacity: Mapping[str, float]
    spend: Mapping[int, float]
    budget: float | None


@dataclass
class _Board:
    """Hours and money still free; a board is filled once and thrown away."""

    weeks: int
    capacity: Mapping[str, float]
    budget: float | None
    month_weeks: list[int]
    used: dict[tuple[str, int], float] = field(default_factory=dict)
    spend: dict[int, float] = field(default_factory=dict)

    def room(self, role: str, week: int) -> float:
        return self.capacity[role] - self.used.get((role, week), 0.0)

    def month(self, week: int) -> int:
        quarter, left = divmod(week - 1, sum(self.month_weeks))
        for index, length in enumerate(self.month_weeks):
            if left < length:
                return quarter * len(self.month_weeks) + index + 1
            left -= length
        raise AssertionError("a week lies in a month")

    def affordable(self, cash: float, week: int) -> bool:
        return cash == 0 or self.budget is None or self.spend.get(self.month(week), 0.0) + cash <= self.budget + EXACT

    def place(self, role: str, hours: float, start: int) -> dict[int, float]:
        """Return the hours by week, from `start` on, that the work takes; short of `hours` where the weeks run out."""
        taken: dict[int, float] = {}
        left = hours
        for week in range(start, self.weeks + 1):
            free = min(left, self.room(role, week))
            if free > EXACT:
                taken[week] = free
                left -= free
            if left <= EXACT:
                break
        return taken

    def book(self, role: str, taken: Mapping[int, float]) -> None:
        for week, hours in taken.items():
            self.used[role, week] = self.used.get((role, week), 0.0) + hours

    def free(self, role: str, taken: Mapping[int, float]) -> None:
        for week, hours in taken.items():
            self.used[role, week] -= hours


def schedule(
    profile: Profile, facts: Facts, choice: Choice, guarding: Guarding, team: Team, library: Library
) -> Schedule:  # fmt: skip
    """Return the actions of the plays taken now on weeks, in rank order, and what was cut because it does not fit.

    Each play's first step goes into the first week with room; its hours belong to its action.
    A successor may start in the week its predecessor ends, plus the predecessor's weeks of waiting.
    """
    constants = library.index["choice"]
    price = library.currencies.workday.get(profile.currency or "", 0.0)
    weeks = profile.horizon_weeks or constants["default_horizon"]
    board = _Board(weeks, team.hours, profile.monthly_budget, constants["month_weeks"])
    openings = {action.id: action for action in map(_opening, choice.now) if action}
    reserved = {id: _reserve(action, board, team) for id, action in openings.items()}
    slots: dict[str, Slot] = {}
    cut: dict[str, Cut] = {}
    for one in choice.now:
        cut.update({item.action.id: item for item in _vetoed(one, guarding, facts)})
        for action in _in_order(one.actions):
            placed = _place(action, board, team, slots, cut, price, reserved.get(action.id, {}))
            if isinstance(placed, Slot):
                slots[action.id] = placed
            else:
                cut[action.id] = placed
    load = {key: hours for key, hours in sorted(board.used.items()) if hours > EXACT}
    spend = {month: board.spend.get(month, 0.0) for month in range(1, board.month(weeks) + 1)}
    return Schedule(
        weeks, tuple(slots.values()), tuple(cut.values()), load, team.hours, spend, profile.monthly_budget
    )  # fmt: skip


def _in_order(actions: Sequence[Action]) -> list[Action]:
    """The actions with every predecessor before its successors, otherwise as they stand in the file."""
    waiting, done = {action.id: action for action in actions}, list[Action]()
    while waiting:
        free = (action for action in waiting.values() if waiting.keys().isdisjoint(action.after))
        ready = next(free, None) or next(iter(waiting.values()))  # a circle, which a check of the library refuses
        done.append(waiting.pop(ready.id))
    return done


def _opening(one: Candidate) -> Action | None:
    return next((action for action in one.actions if not action.after), None)


def _reserve(opening: Action, board: _Board, team: Team) -> dict[int, float]:
    """Book the first step into the first week with room and return its hours by week; none where nobody has room."""
    role = team.doer(opening.role)
    if role is None:
        return {}
    for week in range(1, board.weeks + 1):
        if board.room(role, week) + EXACT >= opening.first_hours:
            first = {week: opening.first_hours}
            board.book(role, first)
            return first
    return {}


def _vetoed(one: Candidate, guarding: Guarding, facts: Facts) -> Iterator[Cut]:
    for action in one.level.actions:
        guard = guarding.veto_action(action.uses)
        if guard is not None and action.rule.test(facts):
            yield Cut(action, "guard", guard.rule.id)


def _place(
    action: Action, board: _Board, team: Team, slots: Mapping[str, Slot], cut: Mapping[str, Cut], price: float,
    first: Mapping[int, float],
) -> Slot | Cut:  # fmt: skip
    role = team.doer(action.role)
    missing = next((id for id in action.after if id in cut), None)
    if role is None or missing:
        return Cut(action, "after" if missing else "nobody", missing or action.role)
    cash = action.cash * price
    earliest = max((slots[id].end + slots[id].action.wait for id in action.after if id in slots), default=1)
    placed = _afforded(board, role, action.hours - sum(first.values()), cash, max([earliest, *first]))
    if placed is None:
        board.free(role, first)
        fits = sum(board.place(role, action.hours, earliest).values()) + EXACT >= action.hours
        return Cut(action, "cash" if fits else "hours", role)
    begins, taken = placed
    board.book(role, taken)
    if cash:
        month = board.month(begins)
        board.spend[month] = board.spend.get(month, 0.0) + cash
    return Slot(action, role, tuple(sorted({*first, *taken})), cash)


def _afforded(
    board: _Board, role: str, hours: float, cash: float, earliest: int
) -> tuple[int, dict[int, float]] | None:  # fmt: skip
    """Return when the work begins, in a month that can pay for it, and its hours; `None` where hours or money fail."""
    for start in range(earliest, board.weeks + 1):
        taken = board.place(role, hours, start)
        if sum(taken.values()) + EXACT < hours:
            return None
        begins = min(taken, default=start)
        if board.affordable(cash, begins):
            return begins, taken
    return None
