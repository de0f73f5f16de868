"""The calendar: read back by the library that wrote it and by eye of the standard, with identities that stay."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from helpers.libraries import EXAMPLES, Build, example, text
from helpers.moves import firm, library_of, raw_move
from helpers.reports import report_of
from icalendar import Calendar

from salesmode.engine.plan import make_plan
from salesmode.errors import InputError
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.formats import FORMATS, Report
from salesmode.report.outlines import words_for

START = date(2027, 1, 4)
LEAP = date(2028, 2, 29)


def events(report: Report) -> dict[str, Any]:
    """Return the entries of a plan's calendar as read back, by identity without the business."""
    calendar = Calendar.from_ical(FORMATS["ics"](report))
    return {str(event["uid"]).rsplit("-", 1)[0]: event for event in calendar.walk("VEVENT")}


def days(event: Any) -> tuple[date, date]:
    """Return first and last day of an entry."""
    return event["dtstart"].dt, event["dtend"].dt - timedelta(days=1)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_piece_of_work_first_step_check_and_meeting_is_an_entry(name: str, lang: Lang) -> None:
    """The calendar holds all rows of work, of each move the first step and the check, the meetings, and no more."""
    report = report_of(example(name), lang, START)
    held, plan = events(report), report.plan
    moves = {one.id for one in plan.selection.moves}
    meetings = {"rhythm.week", "rhythm.month", "rhythm.quarter", "review"}
    if plan.schedule.weeks < 14:
        meetings &= held.keys()
    rows = {row.id for row in plan.schedule.rows}
    assert held.keys() == rows | {f"{id}.first_step" for id in moves} | {f"gate.{id}" for id in moves} | meetings


def made(start: date, **more: Any) -> dict[str, Any]:
    """Return the calendar of a firm that makes one move: sixteen hours to set up, one a week."""
    library = library_of(a=raw_move(work=[{"role": "sales", "once": 16, "weekly": 1}], **more))
    plan = make_plan(firm(), library, start)
    return events(Report(plan, words_for(plan, library)))


@pytest.mark.parametrize("start", [START, LEAP, date(2026, 12, 31)])
def test_setting_up_fills_its_weeks_whole_days_long(start: date) -> None:
    """Sixteen hours at ten a week are weeks 1 and 2, from the first day of the one to the last of the other."""
    first, last = days(made(start)["b2b.crm.a.set_up.sales"])
    assert (first, (last - start).days) == (start, 13)


@pytest.mark.parametrize(("lasts", "last_week"), [(None, 26), (4, 6)])
def test_what_runs_comes_every_week_until_its_last(lasts: int | None, last_week: int) -> None:
    """From week 3 on, to the end of the plan or as long as it lasts; the last time on the first day of that week."""
    entry = made(START, **({"lasts": lasts} if lasts else {}))["b2b.crm.a.run.sales"]
    first, last = days(entry)
    assert first == last == START + timedelta(weeks=2)
    assert entry["rrule"]["FREQ"] == ["WEEKLY"]
    assert entry["rrule"]["UNTIL"] == [START + timedelta(weeks=last_week - 1)]
    assert "1 h a week" in str(entry["description"])


def test_the_first_step_and_the_check_stand_on_their_day() -> None:
    """The first step in week 1; it runs from week 3, so eight weeks of it end in week 10."""
    held = made(START)
    step, check = held["b2b.crm.a.first_step"], held["gate.b2b.crm.a"]
    assert days(step) == (START, START)
    assert (str(step["summary"]), str(step["description"])) == ("First step: a move", "begin here")
    assert days(check) == (START + timedelta(weeks=9),) * 2
    assert (str(check["summary"]), str(check["description"])) == ("Check: a move", "stop it")


def test_no_check_has_a_day_after_the_plan() -> None:
    """What shows only forty weeks after week 2 is looked at in the last week, 26, by the step before it."""
    check = {"weeks": 40, "text": text("stop it"), "sources": ["judgement"]}
    assert days(made(START, check=check)["gate.b2b.crm.a"])[0] == START + timedelta(weeks=25)


def test_meetings_repeat_until_the_plan_ends() -> None:
    """Weekly from the first day; monthly and quarterly on the first such weekday of a month; none after the end."""
    held = events(report_of(example("industrial-robots"), start=START))
    end = START + timedelta(weeks=26, days=-1)
    rules = {id: held[f"rhythm.{id}"]["rrule"] for id in ("week", "month", "quarter")}
    assert all(rule["UNTIL"] == [end] for rule in rules.values())
    assert rules["week"]["FREQ"] == ["WEEKLY"]
    assert [rules[id]["INTERVAL"] for id in ("month", "quarter")] == [[1], [3]]
    assert {rules[id].to_ical().decode().split("BYDAY=")[1].split(";")[0] for id in ("month", "quarter")} == {"1MO"}
    firsts = [held[f"rhythm.{id}"]["dtstart"].dt for id in ("week", "month", "quarter")]
    assert firsts == [START, date(2027, 2, 1), date(2027, 4, 5)]


def test_a_plan_made_again_replaces_its_entries() -> None:
    """The same business and work keep their identity when answers change; another business has others."""
    profile = example("appliances")
    changed = profile.replaced({"offer": "something else"})

    def uids(report: Report) -> dict[str, int]:
        walked = Calendar.from_ical(FORMATS["ics"](report)).walk("VEVENT")
        return {str(event["uid"]): int(str(event["sequence"])) for event in walked}

    before, after = uids(report_of(profile, start=START)), uids(report_of(changed, start=date(2027, 1, 11)))
    both = before.keys() & after.keys()
    assert len(both) > 10
    assert all(after[uid] > before[uid] for uid in both)  # a later start is the newer plan
    other = uids(report_of(profile.replaced({"name": "Another"}), start=START))
    assert before.keys().isdisjoint(other)


def test_stamps_come_from_the_start_day() -> None:
    """No clock is read: the same plan and day give the same bytes, stamped with that day."""
    report = report_of(example("snacks"), start=LEAP)
    assert FORMATS["ics"](report) == FORMATS["ics"](report_of(example("snacks"), start=LEAP))
    stamps = {event["dtstamp"].dt.replace(tzinfo=None) for event in events(report).values()}
    assert stamps == {datetime(2028, 2, 29)}


@pytest.mark.parametrize("lang", LANGS)
def test_lines_are_folded_and_end_as_the_standard_says(lang: Lang) -> None:
    """Lines end in CR LF, none is over 75 octets, none breaks a character, and what must be is there."""
    text = FORMATS["ics"](report_of(example("hospital-system"), lang, START))
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for wanted in ("VERSION:2.0", "PRODID:"):
        assert len(re.findall(rf"^{wanted}", text, re.MULTILINE)) == 1
    uids = re.findall(r"^UID:(.*)\r$", text, re.MULTILINE)
    assert len(uids) == len(set(uids)) == text.count("BEGIN:VEVENT")


@pytest.mark.parametrize("name", ["a;b,c\\d", "x\r\nATTENDEE:mailto:y@z.example", "中文 العربية 👩‍👩‍👧", "a\u202eb"])
def test_a_typed_name_is_text_and_nothing_more(name: str) -> None:
    """A name with the signs of the format, a line break or another script stays one value."""
    text = FORMATS["ics"](report_of(example("snacks").replaced({"name": name}), start=START))
    calendar = Calendar.from_ical(text)
    shown = " ".join(name.split()).replace("\u202e", "\\u202e")
    assert str(calendar["x-wr-calname"]).startswith(f"{shown}: ")
    assert not re.search(r"^ATTENDEE", text, re.MULTILINE)


def test_a_calendar_of_nothing_but_meetings_is_whole(profile: Build) -> None:
    """With nothing answered there are still the meetings: a calendar without an entry would be no calendar."""
    assert events(report_of(profile(), start=START)).keys() >= {"rhythm.week", "review"}


@pytest.mark.parametrize("start", [date(9999, 12, 31), date(9999, 10, 1)])
def test_a_plan_that_outlives_the_calendar_is_refused(start: date) -> None:
    """No day after the year 9999 can be written, and the error says so."""
    with pytest.raises(InputError, match="after the year 9999"):
        FORMATS["ics"](report_of(example("snacks"), start=start))


@pytest.mark.parametrize("start", [date(9999, 9, 1), date(1, 1, 1)])
def test_days_at_the_ends_of_the_calendar_are_written(start: date) -> None:
    """A plan that just fits before the end of the year 9999, and one in the year 1, are whole."""
    assert days(events(report_of(example("snacks"), start=start))["rhythm.week"])[0] == start


def test_without_a_start_day_there_is_no_calendar() -> None:
    """A program that asks for one without a day is told so."""
    with pytest.raises(InputError, match="needs a day"):
        FORMATS["ics"](report_of(example("snacks")))
