"""The calendar: read back by the library that wrote it and by eye of the standard, with identities that stay."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, Build, example
from icalendar import Calendar

from salesmode.business.profile import Profile
from salesmode.engine.gates import gate_week
from salesmode.engine.plan import Plan, make_plan
from salesmode.errors import InputError
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.formats.ics import ics_calendar

START = date(2027, 1, 4)
LEAP = date(2028, 2, 29)


def made(profile: Profile, start: date = START) -> Plan:
    """Return a plan that begins on a day."""
    return make_plan(profile, LIBRARY, start)


def events(plan: Plan, lang: Lang = "en") -> dict[str, Any]:
    """Return the entries of a plan's calendar as read back, by identity without the business."""
    calendar = Calendar.from_ical(ics_calendar(plan, LIBRARY, lang))
    return {str(event["uid"]).rsplit("-", 1)[0]: event for event in calendar.walk("VEVENT")}


def days(event: Any) -> tuple[date, date]:
    """Return first and last day of an entry."""
    return event["dtstart"].dt, event["dtend"].dt - timedelta(days=1)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_action_first_step_gate_and_meeting_is_an_entry(name: str, lang: Lang) -> None:
    """The calendar holds each action and gate, each play's first step, three meetings and the review, and no more."""
    plan = made(example(name))
    held = events(plan, lang)
    actions = {slot.action.id for slot in plan.schedule.slots}
    plays = {slot.action.play for slot in plan.schedule.slots}
    firsts = {id for id in held if id.endswith(".first_step")}
    meetings = {"rhythm.week", "rhythm.month", "rhythm.quarter", "review"}
    if plan.schedule.weeks < 14:
        meetings &= held.keys()
    assert held.keys() == actions | firsts | {f"gate.{play}" for play in plays} | meetings
    assert len(firsts) == len(plays)


@pytest.mark.parametrize("start", [START, LEAP, date(2026, 12, 31)])
def test_an_action_fills_its_weeks_whole_days_long(start: date) -> None:
    """An action spans from the first day of its first week to the last of its last; a gate stands in its week."""
    plan = made(example("industrial-robots"), start)
    held = events(plan)
    for slot in plan.schedule.slots:
        first, last = days(held[slot.action.id])
        assert ((first - start).days, (last - start).days) == (7 * (slot.start - 1), 7 * slot.end - 1)
    for one in plan.choice.now:
        first, last = days(held[f"gate.{one.play.id}"])
        assert first == last == start + timedelta(weeks=gate_week(one, plan) - 1)


def test_meetings_repeat_until_the_plan_ends() -> None:
    """Weekly from the first day; monthly and quarterly on the first such weekday of a month; none after the end."""
    held = events(made(example("industrial-robots")))
    end = START + timedelta(weeks=26, days=-1)
    rules = {id: held[f"rhythm.{id}"]["rrule"] for id in ("week", "month", "quarter")}
    assert all(rule["UNTIL"] == [end] for rule in rules.values())
    assert rules["week"]["FREQ"] == ["WEEKLY"]
    assert [rules[id]["INTERVAL"] for id in ("month", "quarter")] == [[1], [3]]
    assert {rules[id].to_ical().decode().split("BYDAY=")[1].split(";")[0] for id in ("month", "quarter")} == {"1MO"}
    firsts = [held[f"rhythm.{id}"]["dtstart"].dt for id in ("week", "month", "quarter")]
    assert firsts == [START, date(2027, 2, 1), date(2027, 4, 5)]


def test_a_plan_made_again_replaces_its_entries() -> None:
    """The same business and action keep their identity when answers change; another business has others."""
    profile = example("industrial-robots")
    changed = profile.replaced({"win_rate": 0.3, "offer": "something else"})
    one, two = ics_calendar(made(profile), LIBRARY, "en"), ics_calendar(made(changed, date(2027, 1, 11)), LIBRARY, "en")

    def uids(text: str) -> dict[str, int]:
        walked = Calendar.from_ical(text).walk("VEVENT")
        return {str(event["uid"]): int(str(event["sequence"])) for event in walked}

    before, after = uids(one), uids(two)
    both = before.keys() & after.keys()
    assert len(both) > 10
    assert all(after[uid] > before[uid] for uid in both)  # a later start is the newer plan
    other = uids(ics_calendar(made(profile.replaced({"name": "Another"})), LIBRARY, "en"))
    assert before.keys().isdisjoint(other)


def test_stamps_come_from_the_start_day() -> None:
    """No clock is read: the same plan and day give the same bytes, stamped with that day."""
    plan = made(example("snacks"), LEAP)
    assert ics_calendar(plan, LIBRARY, "en") == ics_calendar(plan, LIBRARY, "en")
    stamps = {event["dtstamp"].dt.replace(tzinfo=None) for event in events(plan).values()}
    assert stamps == {datetime(2028, 2, 29)}


@pytest.mark.parametrize("lang", LANGS)
def test_lines_are_folded_and_end_as_the_standard_says(lang: Lang) -> None:
    """Lines end in CR LF, none is over 75 octets, none breaks a character, and what must be is there."""
    text = ics_calendar(made(example("hospital-system")), LIBRARY, lang)
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
    text = ics_calendar(made(example("snacks").replaced({"name": name})), LIBRARY, "en")
    calendar = Calendar.from_ical(text)
    shown = " ".join(name.split()).replace("\u202e", "\\u202e")
    assert str(calendar["x-wr-calname"]).startswith(f"{shown}: ")
    assert not re.search(r"^ATTENDEE", text, re.MULTILINE)


def test_a_calendar_of_nothing_but_meetings_is_whole(profile: Build) -> None:
    """With nothing answered there are still the meetings: a calendar without an entry would be no calendar."""
    assert events(made(profile())).keys() >= {"rhythm.week", "review"}


@pytest.mark.parametrize("start", [date(9999, 12, 31), date(9999, 10, 1)])
def test_a_plan_that_outlives_the_calendar_is_refused(start: date) -> None:
    """No day after the year 9999 can be written, and the error says so."""
    with pytest.raises(InputError, match="after the year 9999"):
        ics_calendar(made(example("snacks"), start), LIBRARY, "en")


@pytest.mark.parametrize("start", [date(9999, 9, 1), date(1, 1, 1)])
def test_days_at_the_ends_of_the_calendar_are_written(start: date) -> None:
    """A plan that just fits before the end of the year 9999, and one in the year 1, are whole."""
    assert days(events(made(example("snacks"), start))["rhythm.week"])[0] == start


def test_without_a_start_day_there_is_no_calendar() -> None:
    """A program that asks for one without a day is told so."""
    with pytest.raises(InputError, match="needs a day"):
        ics_calendar(make_plan(example("snacks"), LIBRARY), LIBRARY, "en")
