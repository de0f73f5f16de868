"""Seasons: their days by the calendar, their weeks in a plan, and what is ready for them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from helpers.draws import cases
from helpers.libraries import (
    EXAMPLES,
    LIBRARY,
    Raw,
    build,
    example,
    raw_move,
    small_library,
    text,
    typed_thing,
    with_parts,
)
from hypothesis import given
from hypothesis import strategies as st

from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.schedule import Prepared
from salesmode.engine.seasons import Calendar, Event, Known, calendar_of
from salesmode.knowledge.library import Library
from salesmode.report.document import Items, Paragraph
from salesmode.report.outlines import words_for
from salesmode.report.sections.running import seasons

SHOP: dict[str, Any] = {"mode": "b2c", "motion": "fast"}
MONDAY = date(2026, 9, 7)
CHINESE = LIBRARY.in_language("zh")


def held(start: date, weeks: int = 26, **facts: Any) -> Calendar:
    """Return the calendar of a shop, of the library's own seasons."""
    return calendar_of({**SHOP, **facts}, LIBRARY, start, weeks)


def event_of(calendar: Calendar, id: str) -> Event:
    """Return the event with this id."""
    return next(one for one in calendar.events if one.id == id)


# -------------------------------------------------------------------------------------------------------------- weeks


def test_a_season_stands_on_the_weeks_by_its_run_up_day_and_end() -> None:
    """From Monday 7 September 2026, Double 11 is in week 10; platforms are expected to open on 9 October, in week 5."""
    event = next(one for one in held(MONDAY, region="CN").events if one.season == "double_11")
    assert (event.id, event.kind, event.day) == ("double_11.2026", "shopping", date(2026, 11, 11))
    assert (event.from_week, event.week, event.until_week) == (5, 10, 10)
    assert event.known == Known("fixed")


def test_every_week_begins_on_the_weekday_of_the_first_day() -> None:
    """From a Wednesday, Wednesday 11 November opens week 10; from the Thursday after, it closes it."""
    weeks = []
    for start in (date(2026, 9, 9), date(2026, 9, 3)):
        event = next(one for one in held(start, region="CN").events if one.season == "double_11")
        weeks.append((event.week, (event.day - start).days % 7))
    assert weeks == [(10, 0), (10, 6)]


def test_a_season_that_has_begun_before_the_plan_begins_in_week_one() -> None:
    """January sales run from Boxing Day: a plan from 4 January finds them under way."""
    event = next(one for one in held(date(2027, 1, 4), region="GB").events if one.season == "january_sales")
    assert (event.id, event.from_week, event.week, event.until_week) == ("january_sales.2026", 1, 1, 3)


def test_a_plan_may_begin_on_a_leap_day() -> None:
    """29 February 2028."""
    events = held(date(2028, 2, 29), region="GB").events
    assert next(one.week for one in events if one.season == "mothering_sunday") == 4
    assert next(one.day for one in events if one.season == "mothering_sunday") == date(2028, 3, 26)


def test_two_years_hold_a_season_twice() -> None:
    """Each under its year."""
    ids = [one.id for one in held(MONDAY, 104, region="CN").events if one.season == "double_11"]
    assert ids == ["double_11.2026", "double_11.2027"]


def test_a_plan_says_what_is_announced_and_what_is_expected() -> None:
    """In both languages: decreed, announced, expected as in a year, our own estimate."""
    factory = build(buyer="organization", region="CN", reach="export", industry="machinery")
    shop = build(buyer="individual", region="CN", industry="apparel", decision_cycle=0.1)
    decreed, expected = (make_plan(factory, LIBRARY, date(year, 1, 11)) for year in (2026, 2027))
    assert "2026-02-15 to 2026-02-23, weeks 6 to 7: hardly anybody decides. The days off are decreed." in said(decreed)
    assert "The days of 2027 are not published in what we read: we expect them as in 2026." in said(expected)
    assert "These days are our estimate◇." in said(expected)
    sale = make_plan(shop, LIBRARY, date(2027, 4, 5))
    assert "2027-06-18, week 11; buying begins in week 6. When it opens in 2027 is not announced in what we" in said(
        sale
    )
    assert "The day on which it opens is announced." in said(make_plan(shop, LIBRARY, date(2026, 4, 6)))
    assert "2027 年哪天开场我们还没读到公布，先按 2026 年推" in said(sale, CHINESE)
    assert "放假日子官方已经定了" in said(decreed, CHINESE)


def test_a_clothes_shop_in_belgium_may_announce_no_reduction_before_the_sales() -> None:
    """From 2 December 2026 to 1 January 2027, and for no other trade or country."""
    for region, industry, barred in (("BE", "apparel", True), ("BE", "electronics", False), ("NL", "apparel", False)):
        calendar = held(date(2026, 12, 7), 8, region=region, industry=frozenset({industry}))
        kinds = {one.kind for one in calendar.events}
        assert ("barred" in kinds) is barred
    waiting = event_of(
        held(date(2026, 12, 7), 8, region="BE", industry=frozenset({"apparel"})), "waiting_period_winter.2026"
    )
    assert (waiting.day, waiting.last, waiting.from_week, waiting.until_week) == (
        date(2026, 12, 2), date(2027, 1, 1), 1, 4,
    )  # fmt: skip
    plan = make_plan(build(buyer="individual", region="BE", industry="apparel"), LIBRARY, date(2026, 12, 7))
    assert "2026-12-02 to 2027-01-01, weeks 1 to 4: no price reduction may be announced." in said(plan)


def test_the_days_are_those_of_the_customers_country() -> None:
    """Norwegians buy for Mother's Day in January, Swedes in May."""
    for region, expected in (("NO", date(2027, 2, 14)), ("SE", date(2027, 5, 30)), ("DK", date(2027, 5, 9))):
        assert event_of(held(date(2027, 1, 4), 26, region=region), "mothers_day.2027").day == expected


def test_a_year_beyond_the_table_has_no_date_and_says_so() -> None:
    """The table of Easter ends in 2035."""
    calendar = held(date(2036, 3, 3), 13, region="DE")
    assert not [one for one in calendar.events if one.season == "easter"]
    (untold,) = [item for item in calendar.untold if item.season == "easter"]
    assert (untold.year, untold.last) == (2036, 2035)
    plan = make_plan(build(buyer="individual", region="DE", decision_cycle=0.1), LIBRARY, date(2036, 3, 3))
    assert "The date of Easter in 2036 is not in our table, which ends in 2035" in said(plan)


def test_seasons_are_those_of_the_country_and_the_mode() -> None:
    """618 is no season in Britain, Mothering Sunday none in China, the summer pause none of a shop."""
    year = date(2026, 1, 5)
    there = {place: {one.season for one in held(year, 52, region=place).events} for place in ("CN", "GB", "ZZ")}
    assert "mid_year_618" in there["CN"] - there["GB"]
    assert "mothering_sunday" in there["GB"] - there["CN"] - there["ZZ"]
    assert "black_friday" in there["ZZ"] - there["CN"]
    sellers = {one.season for one in calendar_of({"mode": "b2b", "region": "DE"}, LIBRARY, year, 52).events}
    assert {"summer_pause", "budget_talks"} <= sellers
    assert "summer_pause" not in there["GB"]


def test_the_strong_months_of_a_business_are_seasons_of_its_own() -> None:
    """November and December are one season: shopping for a shop, budget for who sells to organisations."""
    for mode, kind in (("b2c", "shopping"), ("b2b", "budget")):
        calendar = calendar_of({"mode": mode, "peak_months": frozenset({11, 12})}, LIBRARY, MONDAY, 26)
        (peak,) = [one for one in calendar.events if one.season.startswith("peak")]
        assert (peak.id, peak.kind, peak.day) == ("peak_11.2026", kind, date(2026, 11, 1))
        assert (peak.from_week, peak.week, peak.until_week) == (4, 8, 17)


def test_months_around_new_year_are_one_season_and_all_twelve_are_none() -> None:
    """December and January; a business that is always busy has no peak."""
    (peak,) = [
        one
        for one in calendar_of({"mode": "b2c", "peak_months": frozenset({1, 12})}, LIBRARY, date(2027, 1, 4), 4).events
        if one.season.startswith("peak")
    ]
    assert (peak.id, peak.week, peak.until_week) == ("peak_12.2026", 1, 4)
    busy = calendar_of({"mode": "b2c", "peak_months": frozenset(range(1, 13))}, LIBRARY, MONDAY, 52)
    assert not [one for one in busy.events if one.season.startswith("peak")]


@cases(80)
@given(st.dates(), st.integers(1, 104), st.sampled_from(["CN", "GB", "ZZ"]), st.frozensets(st.integers(1, 12)))
def test_any_first_day_has_a_calendar(start: date, weeks: int, region: str, peaks: frozenset[int]) -> None:
    """From the first day there is to the last: every season touches the plan, in order."""
    for mode in ("b2b", "b2c"):
        calendar = calendar_of({"mode": mode, "region": region, "peak_months": peaks}, LIBRARY, start, weeks)
        assert len({one.id for one in calendar.events}) == len(calendar.events)
        for one in calendar.events:
            assert 1 <= one.from_week <= one.week <= one.until_week
            assert one.from_week <= weeks


# --------------------------------------------------------------------------------------------- what they mean for work


def with_moves(moves: Raw, sale: date, run_up: int = 2) -> Library:
    """Return a library of these moves, whose only season is a sale by a table of one day."""
    season = {
        "id": "sale", "title": text("the sale"), "kind": "shopping", "applies": {"modes": ["b2b"]},
        "day": {"table": "sale"}, "certainty": "fixed", "run_up": run_up, "so": text("Sell."), "sources": ["judgement"],
    }  # fmt: skip
    table = {"dates": {sale.year: sale.isoformat()}, "sources": ["judgement"]}
    raw = {"title": text(), "tables": {"sale": table}, "seasons": [season]}
    small = small_library({f"b2b.extra.{id}": move for id, move in moves.items()}, (), ())
    parts = {name: small.part(name) for name in ("plays", "moves", "findings", "guards", "waiting", "sorters")}
    return with_parts(**parts, calendars={"own": typed_thing("calendars/own", raw)})


def dated(weeks_to_sale: int = 8, *, hours: float = 5, **moves: Raw) -> Plan:
    """Return the plan of a seller from a Monday on, with a sale so many weeks later that buyers prepare two weeks."""
    library = with_moves(moves, MONDAY + timedelta(weeks=weeks_to_sale - 1))
    team = ({"role": "sales", "people": 1, "plan_hours": hours},)
    return make_plan(build(buyer="organization", team=team), library, MONDAY)


def takes(hours: float, season: str | None = None, **more: Any) -> Raw:
    """Return a move that takes hours of sales, for a season where one is given."""
    held = {"work": [{"role": "sales", "once": hours}], **more}
    return raw_move(**held) if season is None else raw_move(season=season, **held)


def prepared(plan: Plan) -> Prepared:
    """Return what is prepared for the sale."""
    (one,) = plan.schedule.prepared
    return one


def test_what_is_for_a_season_is_ready_before_buying_begins() -> None:
    """Buying begins in week 3: nine hours at five a week are over in week 2."""
    plan = dated(5, ready=takes(9, "shopping"))
    assert prepared(plan).event.from_week == 3
    assert prepared(plan).ready == ("b2b.extra.ready",)
    assert [one.placement.ready for one in plan.selection.moves] == [2]


def test_what_cannot_be_ready_in_time_is_not_made() -> None:
    """Eleven hours do not go into two weeks of five, nor do weeks that others take."""
    for move in (takes(11, "shopping"), takes(9, "shopping", elapsed=1)):
        plan = dated(5, late=move)
        assert prepared(plan).ready == ()
        assert [(item.move, item.why) for item in plan.selection.rejections] == [("b2b.extra.late", "season")]


def test_a_season_of_another_kind_asks_for_no_move() -> None:
    """A sale is no fair, and no fair comes."""
    plan = dated(5, stand=takes(1, "fair"))
    assert prepared(plan).ready == ()
    assert [item.why for item in plan.selection.rejections] == ["season"]


def test_a_season_that_has_begun_finds_nothing_ready() -> None:
    """September and December are strong: from 7 September on a move can be ready for December alone."""
    library = with_moves({"ready": takes(9, "budget")}, date(2030, 1, 7))
    plan = make_plan(build(buyer="organization", horizon_weeks=26, peak_months=(9, 12)), library, MONDAY)
    held = {item.event.id: item.ready for item in plan.schedule.prepared}
    assert held == {"peak_9.2026": (), "peak_12.2026": ("b2b.extra.ready",)}


def test_without_a_first_day_what_is_for_a_season_may_be_made_at_any_time() -> None:
    """Nobody knows when it comes."""
    library = with_moves({"ready": takes(9, "shopping")}, MONDAY)
    plan = make_plan(build(buyer="organization"), library)
    assert [one.id for one in plan.selection.moves] == ["b2b.extra.ready"]


def said(plan: Plan, library: Library = LIBRARY) -> str:
    """Return what the plan says of seasons, in the language of a library."""
    blocks = seasons(plan, words_for(plan, library)).blocks
    items = [item for block in blocks for item in (block.items if isinstance(block, Items) else (block,))]
    return "\n".join(item.text for item in items if isinstance(item, Paragraph))


# ------------------------------------------------------------------------------------------------------ without a date


def test_without_a_first_day_the_seasons_are_named_and_nothing_is_placed() -> None:
    """One line says which to mind and how to place them."""
    plan = make_plan(example("snacks"), LIBRARY)
    assert plan.calendar is None
    assert plan.schedule.prepared == ()
    assert "Double 11" in said(plan)
    assert "--start" in said(plan)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_keep_their_limits_with_a_first_day(name: str) -> None:
    """Every season names the moves that are ready for it."""
    plan = make_plan(example(name), LIBRARY, MONDAY)
    assert plan.calendar is not None
    held = {one.id: one.placement.ready for one in plan.selection.moves}
    for event, ready in plan.schedule.prepared:
        assert all(held[id] < event.from_week for id in ready)
