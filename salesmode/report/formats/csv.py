"""The actions of a plan as a table for project tools: RFC 4180, one row an action, scheduled or cut."""

from __future__ import annotations

import csv
import io
from typing import Final

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Cut, Slot
from salesmode.report.formats.work import DAY, clean, details, first_day, title_of
from salesmode.report.sections.plays import cut_because
from salesmode.report.wording import Words

COLUMNS: Final = (
    "id", "title", "play", "play_title", "status", "assignee", "start_week", "end_week", "start_date", "due_date",
    "hours", "cash", "currency", "predecessors", "first_step", "done_when", "description", "cut_because",
)  # fmt: skip
BOM: Final = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, full-width forms included.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Row = dict[str, str | int]


def csv_table(plan: Plan, words: Words, bom: bool = False) -> str:
    """Return the table, rows ending in CR LF; `bom` puts the mark in front by which Excel knows UTF-8.

    A text that a spreadsheet would take for a formula gets an apostrophe in front. Raises InputError where a date lies
    after the year 9999.
    """
    rows = [*(_scheduled(slot, plan, words) for slot in plan.schedule.slots),
            *(_cut(item, plan, words) for item in plan.schedule.cut)]  # fmt: skip
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    return (BOM if bom else "") + text.getvalue()


def _figure(value: float) -> str:
    return f"{round(value, 2):.12g}"


def _safe(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _scheduled(slot: Slot, plan: Plan, words: Words) -> Row:
    row = _common(slot.action.id, slot, plan, words)
    row |= {
        "status": "planned",
        "assignee": clean(words.role(slot.role)),
        "start_week": slot.start,
        "end_week": slot.end,
        "cash": _figure(slot.cash),
        "currency": words.currency,
    }
    if plan.start is not None:
        row["start_date"] = first_day(plan.start, slot.start).isoformat()
        row["due_date"] = (first_day(plan.start, slot.end + 1) - DAY).isoformat()
    return row


def _cut(item: Cut, plan: Plan, words: Words) -> Row:
    row = _common(item.action.id, item, plan, words)
    because = cut_because(item, words)
    return row | {"status": "cut", "assignee": clean(words.role(item.action.role)), "cut_because": clean(because)}


def _common(id: str, item: Slot | Cut, plan: Plan, words: Words) -> Row:
    action = item.action
    return {
        "id": id,
        "title": title_of(action, words),
        "play": action.play,
        "play_title": clean(words.title(action.play)),
        "hours": _figure(action.hours),
        "predecessors": ", ".join(action.after),
        "first_step": clean(words.fill(action.first_step.text)),
        "done_when": clean(words.fill(action.done_when)),
        "description": details(action, words, plan),
    }
