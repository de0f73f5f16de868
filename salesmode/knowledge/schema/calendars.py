"""How a calendar must look: seasons, the rule of each one's day, and tables of days that no rule gives."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from salesmode.knowledge.schema.basics import Cond, Id, Region, SeasonKind, Sources, Strict, Text

NotEmpty = Field(min_length=1)
COMMON_YEAR = 2025


class TableFile(Strict):
    """Days by year; after `announced_until` a day is reckoned, and nobody in charge has published it."""

    dates: Annotated[dict[Annotated[int, Field(ge=1900, le=2200)], date], NotEmpty]
    announced_until: int | None = None
    sources: Sources

    @model_validator(mode="after")
    def _in_their_year(self) -> TableFile:
        for year, day in self.dates.items():
            if day.year != year:
                raise ValueError(f"the date for {year} lies in {day.year}")
        return self


class DayFile(Strict):
    """The rule of a day: a day of a month, the nth weekday of a month, or a table; then so many days later."""

    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    nth: Literal[1, 2, 3, 4, -1] | None = None
    table: Id | None = None
    offset: Annotated[int, Field(ge=-120, le=120)] = 0

    @model_validator(mode="after")
    def _one_rule(self) -> DayFile:
        given = frozenset(key for key in ("month", "day", "weekday", "nth", "table") if getattr(self, key) is not None)
        if given not in ({"month", "day"}, {"month", "weekday", "nth"}, {"table"}):
            raise ValueError("a day is 'month' and 'day', or 'month', 'weekday' and 'nth', or a 'table'")
        if self.month and self.day:
            date(COMMON_YEAR, self.month, self.day)  # a day that every year has
        return self


class WhomFile(Strict):
    """The businesses whose season it is; a limit left out is none. The region ZZ is a country nobody stated."""

    modes: Annotated[tuple[Literal["b2b", "b2c", "hybrid"], ...], NotEmpty]
    motions: Annotated[tuple[Literal["considered", "fast", "mixed"], ...], NotEmpty] | None = None
    industries: Annotated[tuple[Id, ...], NotEmpty] | None = None
    regions: Annotated[tuple[Region, ...], NotEmpty] | None = None
    when: Cond | None = Field(None, alias="if")


class SeasonFile(Strict):
    """A season: whose it is, when its day is, how many weeks before buying begins, what to do about it."""

    id: Id
    title: Text
    kind: SeasonKind
    applies: WhomFile
    day: DayFile
    run_up: Annotated[int, Field(ge=0, le=26)]
    days: Annotated[int, Field(ge=1, le=120)] = 1
    usual: bool = False
    so: Text
    sources: Sources


class CalendarFile(Strict):
    """A file of `calendars/`."""

    title: Text
    tables: dict[Id, TableFile] = Field(default_factory=dict)
    seasons: tuple[SeasonFile, ...] = ()
