"""The weeks as bars, the load on people and cash, and the meetings."""

from __future__ import annotations

import math
from datetime import date, timedelta

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Slot
from salesmode.report.document import Block, Items, Paragraph, Section, Table
from salesmode.report.sections.dates import season_blocks
from salesmode.report.sections.plays import week_range
from salesmode.report.wording import Words

WORK, NONE = "■", "·"


def weekly(plan: Plan, words: Words) -> Section:
    """Return the actions on the weeks."""
    title = words.ui("sections.weeks")
    slots = plan.schedule.slots
    if not slots:
        return Section("weeks", title, ())
    weeks = plan.schedule.weeks
    last = max(slot.end for slot in slots)
    columns = (words.ui("play.action"), words.ui("play.who"), words.ui("play.weeks"), f"1–{last}")
    rows = tuple(
        (words.fill(slot.action.title), words.role(slot.role), _when(slot, plan, words),
         "".join(WORK if week in slot.weeks else NONE for week in range(1, last + 1)))
        for slot in sorted(slots, key=lambda slot: (slot.start, slot.end))
    )  # fmt: skip
    note = Paragraph(words.ui("weeks_table.bar", weeks=weeks), id="weeks")
    table = Table(columns, rows, drawn=frozenset({3}))
    return Section("weeks", title, (table, note, *season_blocks(plan, words)))


def _when(slot: Slot, plan: Plan, words: Words) -> str:
    weeks = week_range(slot, words)
    day = first_day(plan, slot.start)
    return words.ui("marked", text=weeks, marks=day.isoformat()) if day else weeks


def first_day(plan: Plan, week: int) -> date | None:
    """Return the day on which a week begins, `None` without a first day or beyond the calendar, which ends in 9999."""
    if plan.start is None:
        return None
    try:
        return plan.start + timedelta(weeks=week - 1)
    except OverflowError:
        return None


def loading(plan: Plan, words: Words) -> Section:
    """Return hours per role against capacity, and cash per month against the budget."""
    title = words.ui("sections.load")
    schedule = plan.schedule
    if not schedule.slots:
        return Section("load", title, ())
    blocks: list[Block] = [_hours(plan, words)]
    stand_ins = _stand_ins(plan, words)
    if stand_ins:
        blocks.append(Items(stand_ins))
    if any(schedule.spend.values()) or schedule.budget is not None:
        blocks.append(_cash(plan, words))
    if any(slot.action.cash and not slot.cash for slot in schedule.slots):
        blocks.append(Paragraph(words.ui("load_table.unpriced", currency=words.currency), id="unpriced"))
    return Section("load", title, tuple(blocks))


def _hours(plan: Plan, words: Words) -> Table:
    columns = tuple(words.ui(f"load_table.{key}") for key in ("role", "capacity", "used", "fullest"))
    rows = []
    for role, capacity in plan.schedule.capacity.items():
        own = {week: hours for (busy_role, week), hours in plan.schedule.load.items() if busy_role == role}
        fullest = max(own, key=lambda week: (own[week], -week), default=None)
        week = words.ui("plan.week", week=fullest)
        peak = words.ui("marked", text=_figure(own[fullest]), marks=week) if fullest else "–"
        rows.append((words.role(role), _figure(capacity), _figure(math.fsum(own.values())), peak))
    return Table(columns, tuple(rows), frozenset({1, 2, 3}))


def _figure(hours: float) -> str:
    return f"{round(hours, 2):,.12g}"


def _stand_ins(plan: Plan, words: Words) -> tuple[Paragraph, ...]:
    pairs = {(slot.action.role, slot.role) for slot in plan.schedule.slots if slot.action.role != slot.role}
    return tuple(
        Paragraph(words.ui("load_table.stands_in", role=words.role(role), by=words.role(by)))
        for role, by in sorted(pairs)
    )


def _cash(plan: Plan, words: Words) -> Table:
    columns = tuple(words.ui(f"load_table.{key}") for key in ("month", "spend", "budget"))
    budget = plan.schedule.budget
    limit = words.money(budget) if budget is not None else words.ui("unknown")
    rows = tuple((str(month), words.money(spend), limit) for month, spend in plan.schedule.spend.items())
    return Table(columns, rows, frozenset({0, 1, 2}))


def meeting(plan: Plan, words: Words) -> Section:
    """Return the meetings that keep the plan alive, with the questions to answer in each."""
    title = words.ui("sections.rhythm")
    if not plan.schedule.slots and plan.business.diagnosis.mode is not None:
        return Section("rhythm", title, ())
    blocks: list[Block] = []
    for each_meeting in plan.meetings:
        every = words.ui(f"rhythm.{each_meeting.every}")
        label = words.ui(
            "rhythm.meeting", every=every, minutes=each_meeting.minutes, role=words.role(each_meeting.role)
        )
        agenda = tuple(Paragraph(words.fill(question.text)) for question in each_meeting.agenda)
        blocks.append(Items(agenda, label=label))
    day = first_day(plan, plan.schedule.weeks)
    text = words.ui("rhythm.review_on" if day else "rhythm.review", week=plan.schedule.weeks, day=day)
    blocks.append(Paragraph(text, id="review"))
    return Section("rhythm", title, tuple(blocks))
