"""What deals tell of sellers: after how long a new one wins as many as those who were there before."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any, NamedTuple

from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure.answers import QUARTER, YEAR, Measured, Period, Refusal, answer
from salesmode.measure.rows import fetched
from salesmode.measure.statistics import Cell, Estimate, middle_time

MONTH = 30.4
Wins = list[tuple[datetime.date, int]]


class Seller(NamedTuple):
    """One seller: the first and the last day of any deal, and on which days how many were won."""

    first: datetime.date
    last: datetime.date
    wins: Wins


def ramp(rows: Any, period: Period, measures: MeasuresFile) -> Measured:
    """Return after how many months half of the new sellers win as many deals in a quarter as others do.

    New is whose first deal was opened a year or more after the first of the file. The others' quarter is the middle
    one of those who won a deal in the last year: a fourth of what each won in it.
    """
    sellers = _sellers(rows)
    if not sellers:
        return Refusal("no_column", {})
    begin = min(one.first for one in sellers)
    new = [one for one in sellers if (one.first - begin).days >= YEAR]
    others = [n for one in sellers if one not in new and (n := _won(one.wins, period.last(YEAR).start))]
    whole = Period(min(begin, period.start), period.end)
    found = min(len(new), len(others))
    judged = answer("ramp_months", Estimate(0.0, 0.0, 0.0, found), whole, measures)
    if isinstance(judged, Refusal):
        return judged
    times = middle_time(_cells(new, median(others) * QUARTER / YEAR))
    if times is None:
        return Refusal("not_half_new", {"n": len(new)})
    value, low, high = (days / MONTH for days in times[:3])
    return answer("ramp_months", Estimate(value, low, high, times.of), whole, measures)


def _won(wins: Wins, since: datetime.date) -> int:
    return sum(n for day, n in wins if day >= since)


def _sellers(rows: Any) -> list[Seller]:
    """Return each seller of whom it is known when a deal was opened."""
    known = rows.filter(rows.seller.notnull() & rows.opened.notnull())
    spans = fetched(known.group_by("seller").aggregate(
        first=known.opened.min(), opened=known.opened.max(), closed=known.day.max(where=known.outcome != "open")
    ))  # fmt: skip
    won = known.filter((known.outcome == "won") & known.day.notnull())
    found: dict[Any, Wins] = {}
    for row in fetched(won.group_by(["seller", "day"]).aggregate(n=won.count()).order_by("day")):
        found.setdefault(row["seller"], []).append((row["day"], row["n"]))
    return [_seller(row, found.get(row["seller"], [])) for row in spans]


def _seller(row: Mapping[str, Any], wins: Wins) -> Seller:
    return Seller(row["first"], max(row["opened"], row["closed"] or row["opened"]), wins)


def _cells(new: Iterable[Seller], enough: float) -> list[Cell]:
    """Return after how many days each new seller has won enough in a quarter, or for how long one was seen without."""
    cells = []
    for one in new:
        day = _reached(one.wins, enough)
        cells.append(Cell(((day or one.last) - one.first).days, "there" if day else None, 1))
    return cells


def _reached(wins: Wins, enough: float) -> datetime.date | None:
    """Return the first day at whose end a quarter holds enough wins."""
    held: deque[tuple[datetime.date, int]] = deque()
    for day, n in wins:
        held.append((day, n))
        while (day - held[0][0]).days >= QUARTER:
            held.popleft()
        if sum(number for _, number in held) >= enough:
            return day
    return None
