"""The tables beside the plays: benchmarks, calendars, currencies, the words of calculations."""

from datetime import date
from typing import Annotated, Literal

from msgspec import field

from salesmode.business.currencies import Currencies
from salesmode.business.shapes import Bounds, Entry, Placed, Real, Text
from salesmode.knowledge.terms import (
    Applies,
    CurrencyCode,
    Id,
    NotNegative,
    Positive,
    Region,
    SeasonKind,
    SourceIds,
)

COMMON_YEAR = 2025
Month = Annotated[int, Bounds(ge=1, le=12)]


class Size(Entry, frozen=True):
    """From and up to which figure of an answer a benchmark reaches; money as an amount by currency."""

    answer: Literal["revenue", "customer_count", "sales_reps"]
    at_least: NotNegative | dict[CurrencyCode, Positive] | None = None
    at_most: NotNegative | dict[CurrencyCode, Positive] | None = None


class DescribedBusinesses(Applies, frozen=True):
    """The businesses that the source of a benchmark describes."""

    size: Size | None = None


class Benchmark(Entry, frozen=True):
    """A published range: a file of benchmarks/. In a loaded library `id` is the name of its file.

    `answer` is what it can stand in for; without one it is shown for comparison only, in a `unit`.
    """

    title: Text
    applies: DescribedBusinesses
    low: NotNegative
    high: NotNegative
    year: Annotated[int, Bounds(ge=1990, le=2100)]
    population: Text
    source: str
    note: Text
    answer: Id | None = None
    unit: Literal["rate", "months"] | None = None
    n: Annotated[int, Bounds(gt=0)] | None = None
    id: Placed = ""

    def __post_init__(self) -> None:
        """Refuse a range that is neither of an answer nor in a unit, or both."""
        if (self.answer is None) is (self.unit is None):
            raise ValueError("a benchmark stands in for an 'answer', or is shown for comparison in a 'unit'")


class DayTable(Entry, frozen=True):
    """Days by year that a law or a standard gives, and no weekday of a month."""

    dates: Annotated[dict[int, date], Bounds(min_length=1)]
    sources: SourceIds

    def __post_init__(self) -> None:
        """Refuse a date that lies in another year than it stands under."""
        for year, day in self.dates.items():
            if day.year != year:
                raise ValueError(f"the date for {year} lies in {day.year}")


class DayRule(Entry, frozen=True):
    """The rule of a day: a day of a month, the nth weekday of a month, or a table; then so many days later."""

    month: Month | None = None
    day: Annotated[int, Bounds(ge=1, le=31)] | None = None
    weekday: Annotated[int, Bounds(ge=1, le=7)] | None = None
    nth: Literal[1, 2, 3, 4, -1] | None = None
    table: Id | None = None
    offset: Annotated[int, Bounds(ge=-120, le=120)] = 0

    def __post_init__(self) -> None:
        """Refuse half a rule, two rules, and a day that not every year has."""
        given = frozenset(key for key in ("month", "day", "weekday", "nth", "table") if getattr(self, key) is not None)
        if given not in ({"month", "day"}, {"month", "weekday", "nth"}, {"table"}):
            raise ValueError("a day is 'month' and 'day', or 'month', 'weekday' and 'nth', or a 'table'")
        if self.month and self.day:
            date(COMMON_YEAR, self.month, self.day)


class PublishedDays(Entry, frozen=True):
    """What was decreed or announced of a season in one year: when buying opens, its day, its last day."""

    certainty: Literal["decreed", "announced"]
    sources: SourceIds
    opens: date | None = None
    day: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        """Refuse days that say nothing, or stand in the wrong order."""
        days = [day for day in (self.opens, self.day, self.last) if day is not None]
        if not days or days != sorted(days):
            raise ValueError("the days of a year are one or more of 'opens', 'day' and 'last', in this order")


class SeasonRule(Entry, frozen=True):
    """A season: whose it is, when its day is, how many weeks before buying begins, what to do about it.

    Where `by_country` names a country, its day is another one. It lasts `days`, or `until` a day. `published` are years
    of which more is known than the rule; a year that nobody has published yet opens as long before its day as the last
    one that was.
    """

    id: Id
    title: Text
    kind: SeasonKind
    applies: Applies
    day: DayRule
    certainty: Literal["fixed", "estimated"]
    so: Text
    sources: SourceIds
    run_up: Annotated[int, Bounds(ge=0, le=26)] | None = None
    days: Annotated[int, Bounds(ge=1, le=120)] = 1
    until: DayRule | None = None
    by_country: dict[Region, DayRule] = field(default_factory=dict)
    published: dict[int, PublishedDays] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a run-up said twice or not at all, a day under another year, a country the season is not of."""
        if (self.run_up is None) is not any(one.opens for one in self.published.values()):
            raise ValueError("when buying begins is said by 'run_up', or by 'opens' of a published year")
        for year, one in self.published.items():
            if one.day is not None and one.day.year != year:
                raise ValueError(f"the day of {year} lies in {one.day.year}")
        for country in sorted(self.by_country.keys() - frozenset(self.applies.regions or ())):
            raise ValueError(f"'by_country' names {country}, and 'applies' does not")


class CalendarFile(Entry, frozen=True):
    """A file of calendars/. Its tables hold every year up to `until`."""

    title: Text
    until: int | None = None
    tables: dict[Id, DayTable] = field(default_factory=dict)
    seasons: tuple[SeasonRule, ...] = ()


class Currency(Entry, frozen=True):
    """The bands of a currency, lowest first, and the price of a bought-in working day."""

    bands: dict[Id, Positive] | None = None
    workday: Positive | None = None

    def __post_init__(self) -> None:
        """Refuse bands that do not rise."""
        edges = list((self.bands or {}).values())
        if edges != sorted(edges):
            raise ValueError("bands go from the lowest to the highest")


class CurrenciesFile(Entry, frozen=True):
    """currencies.yaml; the smallest coin of those in `thousandths` is a thousandth."""

    dated: str
    source: str
    codes: dict[CurrencyCode, Currency]
    regions: dict[Region, CurrencyCode]
    symbols: dict[str, Annotated[tuple[CurrencyCode, ...], Bounds(min_length=1)]]
    thousandths: tuple[CurrencyCode, ...] = ()

    def as_currencies(self) -> Currencies:
        """Return what the business room needs of it."""
        return Currencies(
            codes=frozenset(self.codes),
            bands={code: held.bands for code, held in self.codes.items() if held.bands is not None},
            workday={code: held.workday for code, held in self.codes.items() if held.workday is not None},
            regions=self.regions,
            symbols={symbol.casefold(): codes for symbol, codes in self.symbols.items()},
            thousandths=frozenset(self.thousandths),
        )


class Limit(Entry, frozen=True):
    """Where a sentence of a calculation warns; it decides no figure."""

    value: Real
    why: Text


class CalculationWords(Entry, frozen=True):
    """The words of one calculation; a formula may differ by the way it is worked."""

    title: Text
    formula: Text | dict[str, Text]
    inputs: dict[str, Text]
    results: dict[str, Text]
    says: dict[str, Text]
    origin: Text = field(name="from")


class CalcFile(Entry, frozen=True):
    """calc.yaml."""

    ui: dict[str, Text]
    limits: dict[str, Limit]
    reasons: dict[str, Text]
    calculations: dict[str, CalculationWords]
