"""What a measured answer is, and whether there is enough of what it takes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure.statistics import Estimate

YEAR = 365
QUARTER = 91
DIGITS = 4


class Answer(NamedTuple):
    """A figure as `measured.yaml` holds it: with its interval, of how many, in which period, by which method."""

    value: Any
    of: int
    start: datetime.date | None
    end: datetime.date | None
    method: str
    low: float | None = None
    high: float | None = None

    def entry(self) -> dict[str, Any]:
        """Return the answer as a map, without what it does not have."""
        held = {
            "value": self.value, "low": self.low, "high": self.high, "of": self.of,
            "from": self.start and self.start.isoformat(), "to": self.end and self.end.isoformat(),
            "method": self.method,
        }  # fmt: skip
        return {key: value for key, value in held.items() if value is not None}


class Refusal(NamedTuple):
    """Why an answer is not measured: the id of a sentence and what fills its blanks."""

    reason: str
    values: Mapping[str, str | int]


class Period(NamedTuple):
    """The first and the last day of what was read."""

    start: datetime.date
    end: datetime.date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days + 1

    def last(self, days: int) -> Period:
        """Return its last days."""
        return Period(max(self.start, self.end - datetime.timedelta(days=days - 1)), self.end)


Measured = Answer | Refusal
Found = Iterator[tuple[str, Measured]]


def answer(id: str, estimate: Estimate | None, period: Period | None, measures: MeasuresFile) -> Measured:
    """Return an answer, or why there is none: no column for it, too few, or too short a file."""
    rule = measures.answers[id]
    if estimate is None or period is None:
        return Refusal("no_column", {})
    if period.days < rule.days:
        return Refusal("too_short", {"n": period.days, "least": int(rule.days)})
    if estimate.of < rule.least:
        return Refusal("too_few", {"n": estimate.of, "least": int(rule.least)})
    start, end = period
    low, high = rounded(estimate.low), rounded(estimate.high)
    value = rounded(estimate.value)
    if low == high:
        return Answer(value, estimate.of, start, end, rule.method)
    return Answer(value, estimate.of, start, end, rule.method, low, high)


def dated(found: Measured, period: Period, value: Any = None) -> Measured:
    """Return an answer with the days it rests on, and with a `value` that is no figure."""
    if isinstance(found, Refusal):
        return found
    return found._replace(start=period.start, end=period.end, value=found.value if value is None else value)


def rounded(value: float) -> float | int:
    """Return a figure with as many digits as are worth saying: four behind the point, two above a hundred."""
    found = round(float(value), DIGITS if abs(value) < 100 else 2)
    return int(found) if found.is_integer() else found


def exactly(value: float, of: int) -> Estimate:
    """Return a figure that was counted, not estimated."""
    return Estimate(float(value), float(value), float(value), of)
