"""When customers buy more, hold budgets or are away: the seasons of `calendars/`, and the business's own strong months.

Dates exist only for a plan with a first day. They come from fixed days, from weekdays of a month, or from a table of
the library; nothing is reckoned by the moon here, and a year that a table does not hold has no date.
"""

import calendar
import functools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from salesmode.business.conditions import Facts
from salesmode.engine.sizing.benchmarks import LIMITS, Limit
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Data, Rule

WEEK: Final = 7
MONTHS: Final = 12
PEAK: Final = "peak"


class Season(NamedTuple):
    """A season as the library knows it: `day` is the rule of its day; buying begins `run_up` weeks before it.

    `days` is how long it lasts from its day on; `words` is where its words stand; `announced` is the last year whose
    date somebody in charge has published, `None` where a rule alone fixes it.
    """

    id: str
    kind: str
    limits: tuple[Limit, ...]
    rule: Rule
    day: Data
    table: Mapping[str, str]
    announced: int | None
    run_up: int
    days: int
    usual: bool
    words: str
    sources: tuple[str, ...]

    def fits(self, facts: Facts) -> bool:
        """Whether it is a season of this business; what is unknown does not match a limit."""
        return all(limit.holds(facts) for limit in self.limits) and self.rule.test(facts) is True

    def ordinal(self, year: int) -> int | None:
        """Return its day in `year` as `date.toordinal` counts; `None` where the table has no such year."""
        offset: int = self.day.get("offset", 0)
        if "table" in self.day:
            held = self.table.get(str(year))
            return date.fromisoformat(held).toordinal() + offset if held else None
        month: int = self.day["month"]
        if "day" in self.day:
            return date(year, month, self.day["day"]).toordinal() + offset
        return _nth(year, month, self.day["weekday"], self.day["nth"]) + offset


def _nth(year: int, month: int, weekday: int, nth: int) -> int:
    """The nth weekday (1 is Monday) of a month, counted from its end where `nth` is negative."""
    first, length = calendar.monthrange(year, month)
    day = 1 + (weekday - 1 - first) % WEEK
    day += WEEK * (nth - 1) if nth > 0 else WEEK * ((length - day) // WEEK + 1 + nth)
    return date(year, month, day).toordinal()


class Event(NamedTuple):
    """A season on the weeks of a plan. Buying begins in `from_week`; `until_week` is its last, both 1 at the least.

    `estimated` marks a day that nobody in charge has published; `words` is where its title stands.
    """

    id: str
    season: str
    kind: str
    day: date
    week: int
    from_week: int
    until_week: int
    estimated: bool
    words: str


class Untold(NamedTuple):
    """A season whose date in a year of the plan is not in the table; `last` is the last year that is."""

    season: str
    year: int
    last: int
    words: str


class Calendar(NamedTuple):
    """The seasons of a business inside a plan, by when buying begins, and those whose date is not known."""

    events: tuple[Event, ...]
    untold: tuple[Untold, ...]


@functools.cache
def every_season(library: Library) -> tuple[Season, ...]:
    """Return every season of the library, in the order of its files."""
    calendars: Mapping[str, Data] = library.index.get("calendars", {})
    tables = {id: table for held in calendars.values() for id, table in held.get("tables", {}).items()}
    return tuple(
        _season(raw, f"calendars.{name}.seasons.{raw['id']}", tables)
        for name, held in calendars.items()
        for raw in held.get("seasons", ())
    )


def _season(raw: Data, words: str, tables: Mapping[str, Data]) -> Season:
    applies: Data = raw["applies"]
    limits = tuple(Limit(fact, frozenset(applies[key])) for key, fact in LIMITS.items() if key in applies)
    table: Data = tables.get(raw["day"].get("table", ""), {})
    return Season(
        raw["id"], raw["kind"], limits, Rule.read(applies, raw["id"]), raw["day"], table.get("dates", {}),
        table.get("announced_until"), raw["run_up"], raw.get("days", 1), raw.get("usual", False), words,
        tuple(raw["sources"]),
    )  # fmt: skip


def seasons_of(facts: Facts, seasons: Sequence[Season]) -> list[Season]:
    """Return the seasons that a business of these facts should mind, without their dates."""
    return [season for season in seasons if season.fits(facts)]


def calendar_of(facts: Facts, library: Library, start: date, weeks: int) -> Calendar:
    """Return the seasons of a business inside `weeks` weeks from `start`, the first day of week 1.

    Every week begins on the weekday of `start`.
    """
    first, last = start.toordinal(), start.toordinal() + WEEK * weeks - 1
    events: list[Event] = []
    untold: list[Untold] = []
    for season in seasons_of(facts, every_season(library)):
        for year in _years(first - season.days, last + WEEK * season.run_up):
            day = season.ordinal(year)
            if day is None:
                untold.append(Untold(season.id, year, max(map(int, season.table), default=0), season.words))
                continue
            unsure = season.usual or (season.announced is not None and year > season.announced)
            span = _Span(day, day - WEEK * season.run_up, day + season.days - 1)
            events += _placed(season.id, season.kind, span, first, last, unsure, season.words)
    events += _strong_months(facts, library.index["choice"]["peak_months"], first, last)
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
    id: str, kind: str, span: _Span, first: int, last: int, estimated: bool, words: str
) -> Iterator[Event]:  # fmt: skip
    if span.begins > last or span.ends < first or not 1 <= span.day <= date.max.toordinal():
        return
    day = date.fromordinal(span.day)
    week, from_week, until_week = (
        max(1, (ordinal - first) // WEEK + 1) for ordinal in (span.day, span.begins, span.ends)
    )
    yield Event(f"{id}.{day.year}", id, kind, day, week, from_week, until_week, estimated, words)


def _years(first: int, last: int) -> range:
    return range(_year(first), _year(last) + 1)


def _year(ordinal: int) -> int:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal())).year


def _strong_months(facts: Facts, constants: Data, first: int, last: int) -> Iterator[Event]:
    """The months that the business itself calls strong; months that follow each other are one season."""
    held: Any = facts.get("peak_months")
    months = frozenset(int(month) for month in held) if isinstance(held, frozenset) else frozenset()
    kind = constants["kinds"].get(facts.get("mode"))
    if kind is None:
        return
    for month in sorted(month for month in months if (month - 2) % MONTHS + 1 not in months):
        length = next(count for count in range(1, MONTHS) if (month - 1 + count) % MONTHS + 1 not in months)
        for year in _years(first - 31 * length, last + WEEK * constants["run_up"]):
            day = date(year, month, 1).toordinal()
            years, index = divmod(month - 1 + length, MONTHS)
            over = year + years > date.max.year
            ends = date.max.toordinal() if over else date(year + years, index + 1, 1).toordinal() - 1
            span = _Span(day, day - WEEK * constants["run_up"], ends)
            words = f"questions.answers.peak_months.options.{month}"
            yield from _placed(f"{PEAK}_{month}", kind, span, first, last, False, words)
