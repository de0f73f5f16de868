"""The hours of every role and the money of every month, while a schedule is being filled."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salesmode.engine.schedule.tasks import EXACT


class Resources(NamedTuple):
    """What a plan may use: so many weeks, hours a week by role, money a month (`None`: not limited)."""

    weeks: int
    capacity: Mapping[str, float]
    budget: float | None
    month_weeks: Sequence[int]

    def month(self, week: int) -> int:
        """Return the month in which a week lies; both count from 1."""
        quarter, left = divmod(week - 1, sum(self.month_weeks))
        for index, length in enumerate(self.month_weeks):
            if left < length:
                return quarter * len(self.month_weeks) + index + 1
            left -= length
        raise AssertionError("a week lies in a month")


class Board:
    """Hours and money used so far; a board is filled once and thrown away."""

    def __init__(self, means: Resources) -> None:
        self.means = means
        self.used: dict[tuple[str, int], float] = {}
        self.spend: dict[int, float] = {}

    def room(self, role: str, week: int) -> float:
        """Return the hours of a role that are still free in a week."""
        return self.means.capacity[role] - self.used.get((role, week), 0.0)

    def affordable(self, cash: float, week: int) -> bool:
        """Whether the month of a week can still pay for so much."""
        budget = self.means.budget
        return cash == 0 or budget is None or self.spend.get(self.means.month(week), 0.0) + cash <= budget + EXACT

    def place(self, role: str, hours: float, start: int) -> dict[int, float]:
        """Return the hours by week, from `start` on, that the work takes; short of `hours` where the weeks run out."""
        taken: dict[int, float] = {}
        left = hours
        for week in range(start, self.means.weeks + 1):
            free = min(left, self.room(role, week))
            if free > EXACT:
                taken[week] = free
                left -= free
            if left <= EXACT:
                break
        return taken

    def afforded(self, role: str, hours: float, cash: float, earliest: int) -> tuple[int, dict[int, float]] | None:
        """Return when the work begins, in a month that can pay for it, and its hours; `None` where either fails."""
        for start in range(earliest, self.means.weeks + 1):
            taken = self.place(role, hours, start)
            if sum(taken.values()) + EXACT < hours:
                return None
            begins = min(taken, default=start)
            if self.affordable(cash, begins):
                return begins, taken
        return None

    def book(self, role: str, taken: Mapping[int, float]) -> None:
        """Use the hours."""
        for week, hours in taken.items():
            self.used[role, week] = self.used.get((role, week), 0.0) + hours

    def free(self, role: str, taken: Mapping[int, float]) -> None:
        """Give the hours back."""
        for week, hours in taken.items():
            self.used[role, week] -= hours

    def pay(self, cash: float, week: int) -> None:
        """Spend the money in the month of a week."""
        if cash:
            month = self.means.month(week)
            self.spend[month] = self.spend.get(month, 0.0) + cash
