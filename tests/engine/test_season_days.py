"""The days of the seasons: by their rule, by a table, by what was published, and how sure each of them is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from helpers.libraries import LIBRARY
from msgspec.structs import replace

from salesmode.engine.seasons import Known, every_season

SEASONS = {season.rule.id: season for season in every_season(LIBRARY)}


def day(id: str, year: int, country: str = "") -> date:
    """Return the day of a season of the library by its rule, for the customers of a country."""
    ordinal = replace(SEASONS[id], country=country).ordinal(year)
    assert ordinal is not None
    return date.fromordinal(ordinal)


def days(id: str, year: int) -> tuple[date, date, date]:
    """Return when buying begins, the day and the last day of a season in a year."""
    span = SEASONS[id].span(year)
    assert span is not None
    begins, first, last = (date.fromordinal(ordinal) for ordinal in (span.begins, span.day, span.ends))
    return begins, first, last


def table(id: str, country: str = "") -> list[date]:
    """Return the days of a season's table."""
    held = replace(SEASONS[id], country=country).table
    assert held is not None
    return [*held.dates.values()]


# --------------------------------------------------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("spring_festival", "2026-02-17"),
        ("mothers_day", "2026-05-10"),
        ("mid_year_618", "2026-06-18"),
        ("dragon_boat", "2026-06-19"),
        ("qixi", "2026-08-19"),
        ("mid_autumn", "2026-09-25"),
        ("double_11", "2026-11-11"),
        ("black_friday", "2026-11-27"),
        ("mothering_sunday", "2026-03-15"),
        ("easter", "2026-04-05"),
        ("fathers_day", "2026-06-21"),
    ],
)
def test_the_days_of_2026(id: str, expected: str) -> None:
    """As any calendar on the wall has them."""
    assert day(id, 2026).isoformat() == expected


def test_black_friday_is_the_day_after_the_fourth_thursday() -> None:
    """Not the fourth Friday: in 2024 and 2030, whose November begins on a Friday, it is the fifth."""
    assert [day("black_friday", year).day for year in (2024, 2027, 2030)] == [29, 26, 29]


def test_easter_is_what_the_gregorian_rule_gives() -> None:
    """The table against the anonymous algorithm of 1876, year by year."""
    for easter in table("easter"):
        year = easter.year
        golden, century, rest = year % 19, *divmod(year, 100)
        leaps, parts = divmod(century, 4)
        lag = (century - (century + 8) // 25 + 1) // 3
        epact = (19 * golden + century - leaps - lag + 15) % 30
        quarters, left = divmod(rest, 4)
        weekday = (32 + 2 * parts + 2 * quarters - epact - left) % 7
        late = (golden + 11 * epact + 22 * weekday) // 451
        month, before = divmod(epact + weekday - 7 * late + 114, 31)
        assert easter == date(year, month, before + 1)


@pytest.mark.parametrize(
    ("id", "offset"), [("spring_festival", 0), ("dragon_boat", 4), ("qixi", 6), ("mid_autumn", 14)]
)
def test_every_lunar_day_follows_a_new_moon(id: str, offset: int) -> None:
    """So many days after the first of its month, which is within a day of the mean new moon."""
    known, month = date(2000, 1, 6).toordinal() + 0.76 + 8 / 24, 29.530588861
    for lunar in table(id):
        first = lunar.toordinal() - offset + 0.5
        off = (first - known + month / 2) % month - month / 2
        assert abs(off) < 1.2, lunar


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("DK", "2026-05-10 2027-05-09 2028-05-14"),
        ("FI", "2026-05-10 2027-05-09 2028-05-14"),
        ("DE", "2026-05-10 2027-05-09 2028-05-14"),
        ("SE", "2026-05-31 2027-05-30 2028-05-28"),
        ("NO", "2026-02-08 2027-02-14 2028-02-13"),
        ("FR", "2026-05-31 2027-05-30 2028-05-28"),
        ("ES", "2026-05-03 2027-05-02 2028-05-07"),
        ("PT", "2026-05-03 2027-05-02 2028-05-07"),
        ("PL", "2026-05-26 2027-05-26 2028-05-26"),
    ],
)
def test_mothers_day_is_that_of_the_country(country: str, expected: str) -> None:
    """Second Sunday of May in Denmark and Finland, and five other rules; a shop and a restaurant have the same day."""
    for id in ("mothers_day", "mothers_day_tables"):
        assert " ".join(day(id, year, country).isoformat() for year in (2026, 2027, 2028)) == expected


def test_mothers_day_gives_way_to_pentecost_in_france() -> None:
    """The law of 1950: the last Sunday of May, a week later where that is the seventh Sunday after Easter."""
    pentecosts = {easter.year: easter + timedelta(days=49) for easter in table("easter")}
    for held_on in table("mothers_day", "FR"):
        sundays = [date(held_on.year, 5, one) for one in range(25, 32) if date(held_on.year, 5, one).weekday() == 6]
        moved = sundays[0] == pentecosts[held_on.year]
        assert held_on == sundays[0] + timedelta(weeks=moved)
    assert day("mothers_day", 2034, "FR") == date(2034, 6, 4)


def test_the_belgian_sales_begin_a_day_earlier_where_the_first_day_is_a_sunday() -> None:
    """3 January and 1 July by law: 2 January in 2027; the month before, no reduction may be announced."""
    for id, month, first in (("winter_sales_belgium", 1, 3), ("summer_sales_belgium", 7, 1)):
        for held_on in table(id):
            legal = date(held_on.year, month, first)
            assert held_on == legal - timedelta(days=legal.weekday() == 6)
    assert [str(day("winter_sales_belgium", year)) for year in (2026, 2027, 2028)] == [
        "2026-01-03", "2027-01-02", "2028-01-03",
    ]  # fmt: skip
    assert [days("winter_sales_belgium", year)[2] for year in (2026, 2027)] == [date(2026, 1, 31), date(2027, 1, 31)]
    assert [days("summer_sales_belgium", year)[2] for year in (2028, 2029)] == [date(2028, 7, 31), date(2029, 7, 31)]
    assert [str(one) for one in days("waiting_period_winter", 2026)[1:]] == ["2025-12-03", "2026-01-02"]
    assert [str(one) for one in days("waiting_period_winter", 2027)[1:]] == ["2026-12-02", "2027-01-01"]
    assert [str(one) for one in days("waiting_period_summer", 2027)[1:]] == ["2027-06-01", "2027-06-30"]
    assert [str(one) for one in days("waiting_period_summer", 2029)[1:]] == ["2029-05-31", "2029-06-29"]


def test_the_french_sales_follow_the_order_of_2019() -> None:
    """Second Wednesday of January, not after the 12th; last Wednesday of June, not after the 28th; four weeks each."""
    for year in range(2020, 2050):
        january = [date(year, 1, one) for one in range(1, 32) if date(year, 1, one).weekday() == 2]
        june = [date(year, 6, one) for one in range(1, 31) if date(year, 6, one).weekday() == 2]
        winter = january[1] if january[1].day <= 12 else january[0]
        summer = june[-1] if june[-1].day <= 28 else june[-2]
        assert (day("winter_sales_france", year), day("summer_sales_france", year)) == (winter, summer)
    assert days("winter_sales_france", 2023)[1:] == (date(2023, 1, 11), date(2023, 2, 7))
    assert days("summer_sales_france", 2022)[1:] == (date(2022, 6, 22), date(2022, 7, 19))


def test_every_season_has_a_day_inside_its_year_and_no_buying_begins_after_it() -> None:
    """In 2026, 2027 and 2028, in every country; what leads into a January may lie in the December before."""
    for season in SEASONS.values():
        for country in season.rule.applies.regions or ():
            for year in (2026, 2027, 2028):
                span = replace(season, country=country).span(year)
                assert span is not None, (season.rule.id, country, year)
                assert span.begins <= span.day <= span.ends
                late = date.fromordinal(span.day if season.rule.id != "waiting_period_winter" else span.ends)
                assert late.year == year, (season.rule.id, country)


# ---------------------------------------------------------------------------------------------------------- how sure


@pytest.mark.parametrize(
    ("id", "year", "begins", "opening"),
    [
        ("mid_year_618", 2025, "2025-05-13", Known("announced")),
        ("mid_year_618", 2026, "2026-05-15", Known("announced")),
        ("mid_year_618", 2027, "2027-05-15", Known("estimated", 2026)),
        ("double_11", 2025, "2025-10-09", Known("announced")),
        ("double_11", 2026, "2026-10-09", Known("estimated", 2025)),
        ("double_11", 2028, "2028-10-09", Known("estimated", 2025)),
        ("year_end_sale", 2023, "2023-12-09", Known("announced")),
        ("christmas", 2026, "2026-11-06", Known("estimated")),
        ("winter_sales_belgium", 2027, "2027-01-02", Known("fixed")),
    ],
)
def test_when_buying_begins_is_announced_or_expected_as_in_the_last_year(
    id: str, year: int, begins: str, opening: Known
) -> None:
    """What platforms announced holds for its year; a later one opens as long before; else it is our estimate."""
    span = SEASONS[id].span(year)
    assert span is not None
    assert (date.fromordinal(span.begins).isoformat(), span.opening) == (begins, opening)


@pytest.mark.parametrize(
    ("id", "year", "first", "last", "known"),
    [
        ("spring_closure", 2025, "2025-01-28", "2025-02-04", Known("decreed")),
        ("spring_closure", 2026, "2026-02-15", "2026-02-23", Known("decreed")),
        ("spring_closure", 2027, "2027-02-05", "2027-02-12", Known("estimated", 2026)),
        ("national_day", 2026, "2026-10-01", "2026-10-07", Known("decreed")),
        ("national_day", 2027, "2027-10-01", "2027-10-07", Known("estimated", 2026)),
        ("canton_autumn", 2025, "2025-10-15", "2025-11-04", Known("announced")),
        ("canton_spring", 2027, "2027-04-15", "2027-05-05", Known("estimated", 2025)),
        ("summer_pause", 2027, "2027-08-01", "2027-08-31", Known("estimated")),
        ("mid_autumn", 2028, "2028-10-03", "2028-10-03", Known("fixed")),
        ("easter", 2028, "2028-04-16", "2028-04-17", Known("fixed")),
    ],
)
def test_days_are_fixed_decreed_announced_or_estimated(id: str, year: int, first: str, last: str, known: Known) -> None:
    """Lunar days are worked out by a standard; days off are decreed for a year, and expected for a later one."""
    span = SEASONS[id].span(year)
    assert span is not None
    assert [date.fromordinal(one).isoformat() for one in (span.day, span.ends)] == [first, last]
    assert span.known == known


def test_what_a_year_was_published_with_rests_on_what_was_read() -> None:
    """A decree or an announcement is never our own estimate, and its source says on which day we read it."""
    for season in SEASONS.values():
        for year, one in season.rule.published.items():
            sources = [LIBRARY.sources[id] for id in one.sources]
            assert all(source.kind != "judgement" and source.read for source in sources), (season.rule.id, year)
