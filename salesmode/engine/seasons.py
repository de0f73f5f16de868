"""When customers buy more, hold budgets or are away: the seasons of `calendars/`, and the business's own strong months.

Dates exist only for a plan with a first day. They come from fixed days, from weekdays of a month, from a table of the
library, or from what was published for one year; nothing is reckoned by the moon here, and a year that a table does not
hold has no date.
"""

import calendar
import functools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from salesmode.business.conditions import Facts
from salesmode.engine.sizing.benchmarks import concerns
from salesmode.knowledge.library import Library
from salesmode.knowledge.tables import DayRule, DayTable, SeasonRule
from salesmode.knowledge.terms import Certainty, SeasonKind

WEEK: Final = 7
YEAR: Final = 366
MONTHS: Final = 12
PEAK: Final = "peak"


class Known(Struct, frozen=True):
    """How sure a day is; where it is expected as in a published year, that year, and 0 where by our judgement alone."""

    certainty: Certainty
    as_in: int = 0


FIXED: Final = Known("fixed")
JUDGED: Final = Known("estimated")


class Span(NamedTuple):
    """The days of a season in a year as `date.toordinal` counts: when buying begins, its day, its last, how sure."""

    begins: int
    day: int
    ends: int
    opening: Known
    known: Known


class Season(Struct, frozen=True):
    """A season as the library knows it, for the customers of a country where one is given."""

    rule: SeasonRule
    tables: Mapping[str, DayTable]
    country: str = ""

    @property
    def day_rule(self) -> DayRule:
        """The rule of its day in this country."""
        return self.rule.by_country.get(self.country, self.rule.day)

    @property
    def table(self) -> DayTable | None:
        """The table that its day rests on, where it rests on one."""
        return self.tables.get(self.day_rule.table or "")

    @property
    def last(self) -> int:
        """The last year that the table holds, 0 without one."""
        return max(self.table.dates, default=0) if self.table else 0

    def ordinal(self, year: int) -> int | None:
        """Return its day in `year` by the rule, as `date.toordinal` counts; `None` where the table has no such year."""
        return self._by(self.day_rule, year)

    def _by(self, day: DayRule, year: int) -> int | None:
        if day.table is not None:
            table = self.tables.get(day.table)
            table_day = table.dates.get(year) if table else None
            return table_day.toordinal() + day.offset if table_day else None
        if day.month is None:
            return None
        if day.day is not None:
            return date(year, day.month, day.day).toordinal() + day.offset
        return _nth(year, day.month, day.weekday or 1, day.nth or 1) + day.offset

    def span(self, year: int) -> Span | None:
        """Return its days in `year`, as they were published, else by the rule; `None` where nobody knows its day."""
        day = self._day(year)
        if day is None:
            return None
        begins, opening = self._opening(year, day)
        return Span(begins, day, self._ends(year, day), opening, self._known(year))

    def _ends(self, year: int, day: int) -> int:
        published, until = self.rule.published.get(year), self.rule.until
        if published and published.last:
            return published.last.toordinal()
        last = self._by(until, year) if until else None
        return day + self.rule.days - 1 if last is None else max(day, last)

    def _day(self, year: int) -> int | None:
        published = self.rule.published.get(year)
        return published.day.toordinal() if published and published.day else self.ordinal(year)

    def _known(self, year: int) -> Known:
        """How sure its day is: what the year was published with, else the rule, else the last year published."""
        dated = {year: one for year, one in self.rule.published.items() if one.day}
        if year in dated:
            return Known(dated[year].certainty)
        return Known(self.rule.certainty, max(dated, default=0) if self.rule.certainty == "estimated" else 0)

    def _opening(self, year: int, day: int) -> tuple[int, Known]:
        """The day on which buying begins, and how sure it is; without an opening and a run-up it is the day itself."""
        published, leads = self.rule.published, self._leads()
        if year in leads:
            return day - leads[year], Known(published[year].certainty)
        if leads:
            latest = max(leads)
            return day - leads[latest], Known("estimated", latest)
        run_up = WEEK * (self.rule.run_up or 0)
        return day - run_up, JUDGED if run_up else self._known(year)

    def _leads(self) -> dict[int, int]:
        """By published year, how many days before its day buying opened."""
        return {
            year: max(0, day - one.opens.toordinal())
            for year, one in self.rule.published.items()
            if one.opens and (day := self._day(year)) is not None
        }


def _nth(year: int, month: int, weekday: int, nth: int) -> int:
    """The nth weekday (1 is Monday) of a month, counted from its end where `nth` is negative."""
    first, length = calendar.monthrange(year, month)
    day = 1 + (weekday - 1 - first) % WEEK
    day += WEEK * (nth - 1) if nth > 0 else WEEK * ((length - day) // WEEK + 1 + nth)
    return date(year, month, day).toordinal()


class Event(Struct, frozen=True):
    """A season on the weeks of a plan. Buying begins in `from_week`; `until_week` is its last, both 1 at the least.

    `known` says how sure its day is, `opening` how sure when buying begins; `so` is what to do about it.
    """

    id: str
    season: str
    kind: SeasonKind
    day: date
    last: date
    week: int
    from_week: int
    until_week: int
    known: Known
    opening: Known
    title: str
    so: str = ""


class Untold(Struct, frozen=True):
    """A season whose date in a year of the plan is not in the table; `last` is the last year that is."""

    season: str
    year: int
    last: int
    title: str


class Calendar(Struct, frozen=True):
    """The seasons of a business inside a plan, by when buying begins, and those whose date is not known."""

    events: tuple[Event, ...]
    untold: tuple[Untold, ...]


@functools.cache
def every_season(library: Library) -> tuple[Season, ...]:
    """Return every season of the library, in the order of its files, on the day of most countries."""
    files = library.calendars.values()
    tables = {id: table for file in files for id, table in file.tables.items()}
    return tuple(Season(rule, tables) for file in files for rule in file.seasons)


def seasons_of(facts: Facts, seasons: Sequence[Season]) -> list[Season]:
    """Return the seasons that a business of these facts should mind, on the days of its country."""
    country = str(facts.get("region") or "")
    return [replace(season, country=country) for season in seasons if concerns(season.rule.applies, facts)]


def calendar_of(facts: Facts, library: Library, start: date, weeks: int) -> Calendar:
    """Return the seasons of a business inside `weeks` weeks from `start`, the first day of week 1.

    Every week begins on the weekday of `start`.
    """
    first, last = start.toordinal(), start.toordinal() + WEEK * weeks - 1
    events: list[Event] = []
    untold: list[Untold] = []
    for season in seasons_of(facts, every_season(library)):
        rule = season.rule
        for year in _years(first - YEAR, last + YEAR):
            span = season.span(year)
            if span is None:
                untold.append(Untold(rule.id, year, season.last, rule.title))
                continue
            events += _placed(rule.id, rule.kind, span, first, last, rule.title, rule.so)
    events += _strong_months(facts, library, first, last)
    events.sort(key=lambda event: (event.from_week, event.day, event.id))
    return Calendar(tuple(events), tuple(_only_inside(untold, first, last)))


def _only_inside(untold: Sequence[Untold], first: int, last: int) -> Iterator[Untold]:
    """Of a season in a year that the plan touches: before and after, nobody misses the date."""
    inside = range(_year(first), _year(last) + 1)
    return (item for item in untold if item.year in inside)


def _placed(
    id: str, kind: SeasonKind, span: Span, first: int, last: int, title: str, so: str = ""
) -> Iterator[Event]:  # fmt: skip
    if span.begins > last or span.ends < first or not 1 <= span.day <= date.max.toordinal():
        return
    day, ends = (date.fromordinal(min(ordinal, date.max.toordinal())) for ordinal in (span.day, span.ends))
    week, from_week, until_week = (
        max(1, (ordinal - first) // WEEK + 1) for ordinal in (span.day, span.begins, span.ends)
    )
    yield Event(
        f"{id}.{day.year}", id, kind, day, ends, week, from_week, until_week, span.known, span.opening, title, so
    )  # fmt: skip


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
            span = Span(day - WEEK * settings.run_up, day, ends, JUDGED, FIXED)
            yield from _placed(f"{PEAK}_{month}", kind, span, first, last, options[str(month)].text)
