"""When customers buy more, hold budgets or are away: the seasons of `calendars/`, and the business's own strong months.

Dates exist only for a plan with a first day. They come from fixed days, from weekdays of a month, or from a table of
the library; nothing is reckoned by the moon here, and a year that a table does not hold has no date.
"""

import calendar
import functools
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from salesmode.business.conditions import Facts
from salesmode.engine.sizing.benchmarks import concerns
from salesmode.knowledge.library import Library
from salesmode.knowledge.tables import DayTable, SeasonRule
from salesmode.knowledge.terms import SeasonKind

WEEK: Final = 7
MONTHS: Final = 12
PEAK: Final = "peak"


class Season(NamedTuple):
    """A season as the library knows it, with the table that its day rests on, where it rests on one."""

    rule: SeasonRule
    table: DayTable | None

    @property
    def last(self) -> int:
        """The last year that the table holds, 0 without one."""
        return max(self.table.dates, default=0) if self.table else 0

    def unsure(self, year: int) -> bool:
        """Whether nobody in charge has published its day in `year`."""
        announced = self.table.announced_until if self.table else None
        return self.rule.usual or (announced is not None and year > announced)

    def ordinal(self, year: int) -> int | None:
        """Return its day in `year` as `date.toordinal` counts; `None` where the table has no such year."""
        day = self.rule.day
        if self.table is not None:
            table_day = self.table.dates.get(year)
            return table_day.toordinal() + day.offset if table_day else None
        if day.month is None:
            return None
        if day.day is not None:
            return date(year, day.month, day.day).toordinal() + day.offset
        return _nth(year, day.month, day.weekday or 1, day.nth or 1) + day.offset


def _nth(year: int, month: int, weekday: int, nth: int) -> int:
    """The nth weekday (1 is Monday) of a month, counted from its end where `nth` is negative."""
    first, length = calendar.monthrange(year, month)
    day = 1 + (weekday - 1 - first) % WEEK
    day += WEEK * (nth - 1) if nth > 0 else WEEK * ((length - day) // WEEK + 1 + nth)
    return date(year, month, day).toordinal()


class Event(NamedTuple):
    """A season on the weeks of a plan. Buying begins in `from_week`; `until_week` is its last, both 1 at the least.

    `estimated` marks a day that nobody in charge has published; `so` is what to do about it.
    """

    id: str
    season: str
    kind: SeasonKind
    day: date
    week: int
    from_week: int
    until_week: int
    estimated: bool
    title: str
    so: str = ""


class Untold(NamedTuple):
    """A season whose date in a year of the plan is not in the table; `last` is the last year that is."""

    season: str
    year: int
    last: int
    title: str


class Calendar(NamedTuple):
    """The seasons of a business inside a plan, by when buying begins, and those whose date is not known."""

    events: tuple[Event, ...]
    untold: tuple[Untold, ...]


@functools.cache
def every_season(library: Library) -> tuple[Season, ...]:
    """Return every season of the library, in the order of its files."""
    files = library.calendars.values()
    tables = {id: table for file in files for id, table in file.tables.items()}
    return tuple(Season(rule, tables.get(rule.day.table or "")) for file in files for rule in file.seasons)


def seasons_of(facts: Facts, seasons: Sequence[Season]) -> list[Season]:
    """Return the seasons that a business of these facts should mind, without their dates."""
    return [season for season in seasons if concerns(season.rule.applies, facts)]


def calendar_of(facts: Facts, library: Library, start: date, weeks: int) -> Calendar:
    """Return the seasons of a business inside `weeks` weeks from `start`, the first day of week 1.

    Every week begins on the weekday of `start`.
    """
    first, last = start.toordinal(), start.toordinal() + WEEK * weeks - 1
    events: list[Event] = []
    untold: list[Untold] = []
    for season in seasons_of(facts, every_season(library)):
        rule = season.rule
        for year in _years(first - rule.days, last + WEEK * rule.run_up):
            day = season.ordinal(year)
            if day is None:
                untold.append(Untold(rule.id, year, season.last, rule.title))
                continue
            span = _Span(day, day - WEEK * rule.run_up, day + rule.days - 1)
            events += _placed(rule.id, rule.kind, span, first, last, season.unsure(year), rule.title, rule.so)
    events += _strong_months(facts, library, first, last)
    events.sort(key=lambda event: (event.from_week, event.day, event.id))
    return Calendar(tuple(events), tuple(_only_inside(untold, first, last)))


def _only_inside(untold: Sequence[Untold], first: int, last: int) -> Iterator[Untold]:
    """Of a season in a year that the plan touches: before and after, nobody misses the date."""
    inside = range(_year(first), _year(last) + 1)
    return (item for item in untold if item.year in inside)


class _Span(NamedTuple):
    day: int
    begins: int
    ends: int


def _placed(
    id: str, kind: SeasonKind, span: _Span, first: int, last: int, estimated: bool, title: str, so: str = ""
) -> Iterator[Event]:  # fmt: skip
    if span.begins > last or span.ends < first or not 1 <= span.day <= date.max.toordinal():
        return
    day = date.fromordinal(span.day)
    week, from_week, until_week = (
        max(1, (ordinal - first) // WEEK + 1) for ordinal in (span.day, span.begins, span.ends)
    )
    yield Event(f"{id}.{day.year}", id, kind, day, week, from_week, until_week, estimated, title, so)


def _years(first: int, last: int) -> range:
    return range(_year(first), _year(last) + 1)


def _year(ordinal: int) -> int:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal())).year


def _strong_months(facts: Facts, library: Library, first: int, last: int) -> Iterator[Event]:
    """The months that the business itself calls strong; months that follow each other are one season."""
    answer: Any = facts.get("peak_months")
    months = frozenset(int(month) for month in answer) if isinstance(answer, frozenset) else frozenset()
    settings = library.settings.schedule.peak_months
    kind = settings.kinds.get(facts["mode"]) if facts.get("mode") else None
    if kind is None:
        return
    options = library.questions.answers["peak_months"].options
    for month in sorted(month for month in months if (month - 2) % MONTHS + 1 not in months):
        length = next(count for count in range(1, MONTHS) if (month - 1 + count) % MONTHS + 1 not in months)
        for year in _years(first - 31 * length, last + WEEK * settings.run_up):
            day = date(year, month, 1).toordinal()
            years, index = divmod(month - 1 + length, MONTHS)
            over = year + years > date.max.year
            ends = date.max.toordinal() if over else date(year + years, index + 1, 1).toordinal() - 1
            span = _Span(day, day - WEEK * settings.run_up, ends)
            yield from _placed(f"{PEAK}_{month}", kind, span, first, last, False, options[str(month)].text)
