"""The hours of every role and the money of every month, while moves are put on weeks one after the other."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Mapping, Sequence
from typing import Final, Literal, NamedTuple

import msgspec
from msgspec import Struct

from salesmode.engine.moves import Candidate
from salesmode.engine.moves.effects import Taken

YEAR_WEEKS: Final = 52
MONTHS: Final = 12
EXACT: Final = 1e-9
Short = Literal["hours", "busy", "starts", "full", "cash", "weeks", "season"]


class Means(Struct, frozen=True):
    """What a plan may use: weeks, hours a week by role, money a month (`None`: not limited).

    Of the hours the share `free` stays unplanned over the whole of the weeks; so many new moves begin a week.
    Running work runs so many weeks at least, in a short plan half of its weeks.
    """

    weeks: int
    capacity: Mapping[str, float]
    budget: float | None
    month_weeks: Sequence[int]
    free: float
    new_a_week: int
    least_run: int

    def month(self, week: int) -> int:
        """Return the month in which a week lies; both count from 1."""
        quarter, left = divmod(week - 1, sum(self.month_weeks))
        for index, length in enumerate(self.month_weeks):
            if left < length:
                return quarter * len(self.month_weeks) + index + 1
            left -= length
        raise AssertionError("a week lies in a month")


class Placement(msgspec.Struct, frozen=True, dict=True):
    """A move on weeks: its hours by role and week while it is set up, from which week to which it runs.

    `runs_from` lies beyond the plan for what is done and then waits for others until its last week.
    """

    candidate: Candidate
    start: int
    set_up: Mapping[tuple[str, int], float]
    runs_from: int
    runs_to: int

    @property
    def hours(self) -> float:
        """The hours of all roles inside the plan."""
        running = max(0, self.runs_to - self.runs_from + 1)
        return self.candidate.hours_once + self.candidate.hours_weekly * running

    @property
    def cash(self) -> float:
        """Its money inside twelve months: it runs on after the plan, unless it lasts for so many weeks."""
        candidate = self.candidate
        weeks = max(0, YEAR_WEEKS - self.runs_from + 1)
        if candidate.move.lasts is not None:
            weeks = min(weeks, candidate.move.lasts)
        return candidate.cash_once + candidate.cash_monthly * weeks * MONTHS / YEAR_WEEKS

    @functools.cached_property
    def taken(self) -> tuple[Taken, ...]:
        """What its claims take inside twelve months."""
        return tuple(claim.begun(float(self.runs_from)) for claim in self.candidate.claims)

    @property
    def ready(self) -> int:
        """The last week before it runs."""
        return self.runs_from - 1


class TooLittle(NamedTuple):
    """Why a move has no place: what is short, and whose hours.

    `hours` are short in all, while a role that is `busy` has enough in all and not in the weeks that need them;
    `starts` are short where too many moves begin; a plan is `full` that holds as many moves as it may.
    """

    why: Short
    role: str | None = None


class Board:
    """Hours, starts and money used so far. A move is placed on a copy: nothing placed is ever taken away."""

    def __init__(self, means: Means) -> None:
        self.means = means
        self.free = {role: [hours] * means.weeks for role, hours in means.capacity.items()}
        self.left = {role: hours * means.weeks * (1 - means.free) for role, hours in means.capacity.items()}
        self.starts: dict[int, int] = {}
        self.spend = [0.0] * means.month(means.weeks)

    def copy(self) -> Board:
        """Return a board with the same on it."""
        other = object.__new__(Board)
        other.means = self.means
        other.free = {role: list(weeks) for role, weeks in self.free.items()}
        other.left, other.starts, other.spend = dict(self.left), dict(self.starts), list(self.spend)
        return other

    def with_ample_hours(self, roles: Collection[str] | None = None) -> Board:
        """Return the same board, but that nothing is short of the hours of some roles, or of all."""
        other = self.copy()
        for role in self.free if roles is None else roles:
            other.free[role], other.left[role] = [math.inf] * self.means.weeks, math.inf
        return other

    def spare(self, role: str) -> float:
        """Return the hours of a role that can still be planned."""
        return self.left.get(role, 0.0) + EXACT

    def needed(self, candidate: Candidate, role: str) -> float:
        """Return the hours of a role without which a move is not made: set up, and run as long as it must."""
        weekly = candidate.weekly_by_role.get(role, 0.0)
        return candidate.once_by_role.get(role, 0.0) + weekly * self._least_run(candidate)

    def room_for(self, candidate: Candidate, earliest: int, latest: int | None = None) -> Placement | TooLittle:
        """Return the first weeks that have room for a move, its set-up over by the week `latest`.

        It starts with its first hour.
        """
        once, weekly = candidate.once_by_role, candidate.weekly_by_role
        short = self._never(candidate, once)
        if short is not None:
            return short
        short = TooLittle("weeks")
        last = self.means.weeks if latest is None else min(latest, self.means.weeks)
        for start in range(max(1, earliest), last + 1):
            tried = self._tried(candidate, once, weekly, start, last)
            if isinstance(tried, Placement):
                return tried
            short = tried
        return short

    def _never(self, candidate: Candidate, once: Mapping[str, float]) -> TooLittle | None:
        """What is short whenever it began: hours in all, money of a month that has no end."""
        for role in once:
            if once[role] > self.left.get(role, 0.0) + EXACT:
                return TooLittle("hours", role)
        endless, budget = candidate.move.lasts is None, self.means.budget
        return TooLittle("cash") if endless and budget is not None and candidate.cash_monthly > budget + EXACT else None

    def _tried(
        self, candidate: Candidate, once: Mapping[str, float], weekly: Mapping[str, float], earliest: int, latest: int
    ) -> Placement | TooLittle:
        means = self.means
        set_up, last = self._set_up(once, earliest)
        if isinstance(last, TooLittle):
            return last
        start = min((week for _, week in set_up), default=earliest)
        if self.starts.get(start, 0) >= means.new_a_week:
            return TooLittle("weeks")
        if last > latest:
            return TooLittle("season")
        runs_from = last + candidate.move.elapsed + 1
        if runs_from + (self._least_run(candidate) if weekly else 0) > means.weeks + 1:
            return TooLittle("weeks")
        runs_to = (
            means.weeks if candidate.move.lasts is None else min(means.weeks, runs_from + candidate.move.lasts - 1)
        )
        short = self._without_room(once, weekly, runs_from, runs_to)
        if short is not None:
            return TooLittle("hours", short)
        placement = Placement(candidate, start, set_up, runs_from, runs_to)
        return placement if self._affordable(placement) else TooLittle("cash")

    def _least_run(self, candidate: Candidate) -> int:
        """The weeks that running work runs inside the plan at least: what hardly begins has shown nothing."""
        weeks = min(self.means.least_run, -(-self.means.weeks // 2))
        return weeks if candidate.move.lasts is None else min(weeks, candidate.move.lasts)

    def _set_up(self, once: Mapping[str, float], start: int) -> tuple[dict[tuple[str, int], float], int | TooLittle]:
        taken: dict[tuple[str, int], float] = {}
        last = start
        for role, hours in once.items():
            left = hours
            for week, free in enumerate(self.free.get(role, ())[start - 1 :], start):
                if left <= EXACT:
                    break
                if free > EXACT:
                    hour = min(left, free)
                    taken[role, week] = hour
                    left -= hour
                    last = max(last, week)
            if left > EXACT:
                return taken, TooLittle("hours", role)
        return taken, last if taken else start - 1

    def _without_room(
        self, once: Mapping[str, float], weekly: Mapping[str, float], first: int, last: int
    ) -> str | None:
        """The role that has too few hours, in a week or in all; `None` where each has enough."""
        running = max(0, last - first + 1)
        for role in {**once, **weekly}:
            needed = once.get(role, 0.0) + weekly.get(role, 0.0) * running
            if needed > self.left.get(role, 0.0) + EXACT:
                return role
            hours = weekly.get(role, 0.0)
            if hours and any(free + EXACT < hours for free in self.free[role][first - 1 : last]):
                return role
        return None

    def _affordable(self, placement: Placement) -> bool:
        """Whether the budget of the months so far pays for it: what one month leaves the next may spend."""
        if self.means.budget is None:
            return True
        total = 0.0
        for month, spent in enumerate(self.spend_with(placement), 1):
            total += spent
            if total > self.means.budget * month + EXACT:
                return False
        return True

    def spend_with(self, placement: Placement) -> list[float]:
        """Return the money by month with one more move."""
        spend, candidate = list(self.spend), placement.candidate
        if candidate.cash_once:
            spend[self.means.month(placement.start) - 1] += candidate.cash_once
        for month in self._months(placement):
            spend[month - 1] += candidate.cash_monthly
        return spend

    def monthly(self, placement: Placement) -> float:
        """Return what a move costs inside the plan by running on."""
        return placement.candidate.cash_monthly * len(self._months(placement))

    def _months(self, placement: Placement) -> range:
        """The months in which what a move costs a month is paid."""
        means = self.means
        if not placement.candidate.cash_monthly or placement.runs_from > means.weeks:
            return range(0)
        return range(means.month(placement.runs_from), means.month(placement.runs_to) + 1)

    def book(self, placement: Placement) -> None:
        """Put a move on the weeks that have room for it."""
        for (role, week), hours in placement.set_up.items():
            self.free[role][week - 1] -= hours
            self.left[role] -= hours
        for role, hours in placement.candidate.weekly_by_role.items():
            for week in range(placement.runs_from, placement.runs_to + 1):
                self.free[role][week - 1] -= hours
                self.left[role] -= hours
        self.starts[placement.start] = self.starts.get(placement.start, 0) + 1
        self.spend = self.spend_with(placement)
