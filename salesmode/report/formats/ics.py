"""The plan as a calendar (RFC 5545): actions, first steps, gates and meetings, each under an identity that stays."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from icalendar import Calendar, Event

from salesmode.engine.meetings import Meeting
from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Slot
from salesmode.errors import InputError
from salesmode.knowledge.terms import Every
from salesmode.report.formats.work import DAY, clean, details, first_day, title_of
from salesmode.report.sections.gates import gate_text
from salesmode.report.sections.plays import opening
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
    for slot in plan.schedule.slots:
        yield _action(slot, plan, start, words)
    for candidate in plan.selection.now:
        first = opening(plan, candidate.play.id)
        if first is not None:
            yield _first_step(first, start, words)
            day = first_day(start, plan.gates[candidate.play.id].week)
            title = clean(words.title(candidate.play.id))
            summary = words.ui("calendar.gate", title=title)
            yield Entry(
                f"gate.{candidate.play.id}",
                day,
                day,
                summary,
                clean(gate_text(plan.gates[candidate.play.id], words)),
                title,
            )
    yield from _meetings(plan, start, words)


def _action(slot: Slot, plan: Plan, start: date, words: Words) -> Entry:
    title, role = title_of(slot.action, words), clean(words.role(slot.role))
    who = words.ui("calendar.who", role=role, hours=words.hours(slot.action.hours))
    return Entry(
        slot.action.id, first_day(start, slot.start), first_day(start, slot.end + 1) - DAY,
        words.ui("calendar.action", title=title, role=role),
        f"{who}\n{details(slot.action, words, plan)}", clean(words.title(slot.action.play)),
    )  # fmt: skip


def _first_step(slot: Slot, start: date, words: Words) -> Entry:
    action, day = slot.action, first_day(start, slot.start)
    hours = words.hours(action.first_step.hours)
    summary = words.ui("calendar.first_step", hours=hours, title=title_of(action, words))
    text = clean(words.fill(action.first_step.text))
    return Entry(f"{action.id}.first_step", day, day, summary, text, clean(words.title(action.play)))


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
