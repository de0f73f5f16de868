"""The plan as a calendar (RFC 5545): work, first steps, checks and meetings, each under an identity that stays."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from icalendar import Calendar, Event

from salesmode.engine.meetings import Meeting
from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Row
from salesmode.engine.selection import Chosen
from salesmode.errors import InputError
from salesmode.knowledge.terms import Every
from salesmode.report.dates import DAY, first_day
from salesmode.report.formats.work import clean, details, filled, made, row_title, title_of
from salesmode.report.page.saying import check_text
from salesmode.report.wording import Words
from salesmode.version import __version__

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MONTHS: Final[dict[Every, int]] = {"month": 1, "quarter": 3}


class Entry(NamedTuple):
    """A whole-day entry from `first` to `last`, that day included; `repeats` is its rule, if it has one."""

    id: str
    first: date
    last: date
    summary: str
    text: str
    category: str
    repeats: dict[str, object] | None = None


def ics_calendar(plan: Plan, words: Words) -> str:
    """Return the calendar of `plan`; lines end in CR LF and are folded at 75 octets.

    An entry's UID is made of the business's name and of what it stands for, so that a plan made again replaces its
    entries. DTSTAMP, LAST-MODIFIED and SEQUENCE follow the start day, because no clock is read.
    Raises InputError where the plan has no start day, or would go on after the year 9999.
    """
    if (start := plan.start) is None:
        raise InputError("a calendar needs a day to begin on", fix="Make the plan with a start day")
    first_day(start, plan.schedule.weeks + 2)  # the end of its last day must lie inside the calendar as well
    owner = hashlib.sha256(
        (plan.business.profile.name or "").strip().casefold().encode("utf-8", "replace")
    ).hexdigest()[:12]
    ics = Calendar()
    ics.add("prodid", f"-//salesmode//salesmode {__version__}//{words.library.lang.upper()}")
    ics.add("version", "2.0")
    ics.add("calscale", "GREGORIAN")
    name = plan.business.profile.name or words.ui("your_business")
    ics.add("x-wr-calname", clean(words.ui("plan.title", name=name, weeks=plan.schedule.weeks)))
    for entry in _entries(plan, start, words):
        ics.add_component(_event(entry, start, owner))
    data: bytes = ics.to_ical()
    return data.decode("utf-8")


def _event(entry: Entry, start: date, owner: str) -> Event:
    stamp = datetime(start.year, start.month, start.day, tzinfo=UTC)
    event = Event()
    event.add("uid", f"{entry.id}-{owner}@salesmode")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", start.toordinal())
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + DAY)
    event.add("summary", entry.summary)
    event.add("description", entry.text)
    event.add("categories", [entry.category])
    event.add("transp", "TRANSPARENT")
    if entry.repeats:
        event.add("rrule", entry.repeats)
    return event


def _entries(plan: Plan, start: date, words: Words) -> Iterator[Entry]:
    moves = made(plan)
    for row in plan.schedule.rows:
        entry = _set_up if row.phase == "set_up" else _run
        yield entry(row, moves[row.move], start, words)
    for one in plan.selection.moves:
        yield _first_step(one, start, words)
        yield _check(one, plan, start, words)
    yield from _meetings(plan, start, words)


def _set_up(row: Row, one: Chosen, start: date, words: Words) -> Entry:
    """The weeks of setting a move up, whole days long."""
    who = words.ui("calendar.who", role=clean(words.role(row.role)), hours=words.hours(row.hours))
    return _work(row, one, start, words)._replace(
        last=first_day(start, row.end + 1) - DAY, text=f"{who}\n{details(one.candidate, words)}"
    )


def _run(row: Row, one: Chosen, start: date, words: Words) -> Entry:
    """A day a week until the last week of a move that runs."""
    who = words.ui("calendar.who_weekly", role=clean(words.role(row.role)), hours=words.hours(row.weekly))
    return _work(row, one, start, words)._replace(
        text=f"{who}\n{details(one.candidate, words)}",
        repeats={"FREQ": ["WEEKLY"], "UNTIL": [first_day(start, row.end)]},
    )


def _work(row: Row, one: Chosen, start: date, words: Words) -> Entry:
    day, title = first_day(start, row.start), row_title(row, one.candidate, words)
    summary = words.ui("calendar.action", title=title, role=clean(words.role(row.role)))
    return Entry(row.id, day, day, summary, "", clean(words.title(one.candidate.move.play)))


def _first_step(one: Chosen, start: date, words: Words) -> Entry:
    move, day = one.candidate.move, first_day(start, one.placement.start)
    summary = words.ui("calendar.first_step", title=title_of(one.candidate, words))
    text = filled(move.monday, one.candidate, words)
    return Entry(f"{one.id}.first_step", day, day, summary, text, clean(words.title(move.play)))


def _check(one: Chosen, plan: Plan, start: date, words: Words) -> Entry:
    day = first_day(start, plan.checks[one.id].week)
    summary = words.ui("calendar.gate", title=title_of(one.candidate, words))
    text = clean(check_text(plan.checks[one.id], one.candidate, words))
    return Entry(f"gate.{one.id}", day, day, summary, text, clean(words.title(one.candidate.move.play)))


def _meetings(plan: Plan, start: date, words: Words) -> Iterator[Entry]:
    end = first_day(start, plan.schedule.weeks + 1) - DAY
    category = words.ui("sections.rhythm")
    for meeting in plan.meetings:
        first = start if meeting.every == "week" else _same_weekday(start, MONTHS[meeting.every])
        if first is not None and first <= end:
            yield _meeting(meeting, first, end, words)
    last = first_day(start, plan.schedule.weeks)
    text = words.ui("rhythm.review", week=plan.schedule.weeks)
    yield Entry("review", last, last, words.ui("calendar.review"), text, category)


def _meeting(meeting: Meeting, first: date, end: date, words: Words) -> Entry:
    every = words.ui(f"rhythm.{meeting.every}")
    agenda = [clean(words.fill(question.text)) for question in meeting.agenda]
    text = [words.ui("calendar.led_by", role=clean(words.role(meeting.role))), *agenda]
    if meeting.every == "week":
        rule: dict[str, object] = {"FREQ": ["WEEKLY"], "UNTIL": [end]}
    else:
        day = f"1{WEEKDAYS[first.weekday()]}"
        rule = {"FREQ": ["MONTHLY"], "INTERVAL": [MONTHS[meeting.every]], "BYDAY": [day], "UNTIL": [end]}
    summary = words.ui("calendar.meeting", every=every, minutes=meeting.minutes)
    return Entry(f"rhythm.{meeting.every}", first, first, summary, "\n".join(text), words.ui("sections.rhythm"), rule)


def _same_weekday(start: date, months: int) -> date | None:
    """Return the first day of the month `months` on that falls on the weekday of `start`; none after the year 9999."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return None
    lead = (start.weekday() - calendar.weekday(year, month + 1, 1)) % 7
    return date(year, month + 1, 1) + timedelta(days=lead)
