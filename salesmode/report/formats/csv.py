"""The work of a plan as a table for project tools: RFC 4180, a row per move, phase and role."""

from __future__ import annotations

import csv
import io
from typing import Final

from salesmode.engine.moves import Candidate
from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Row
from salesmode.report.dates import DAY, first_day
from salesmode.report.formats.work import clean, details, filled, made, row_title
from salesmode.report.wording import Words

COLUMNS: Final = (
    "id", "title", "move", "play", "play_title", "phase", "assignee", "start_week", "end_week", "start_date",
    "due_date", "hours", "hours_weekly", "cash", "currency", "predecessors", "first_step", "done_when", "description",
)  # fmt: skip
BOM: Final = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, full-width forms included.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cells = dict[str, str | int]


def csv_table(plan: Plan, words: Words, bom: bool = False) -> str:
    """Return the table, rows ending in CR LF; `bom` puts the mark in front by which Excel knows UTF-8.

    A text that a spreadsheet would take for a formula gets an apostrophe in front. Raises InputError where a date lies
    after the year 9999.
    """
    moves = made(plan)
    rows = [_cells(row, moves[row.move].candidate, plan, words) for row in plan.schedule.rows]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: safe(value) for name, value in row.items()} for row in rows)
    return (BOM if bom else "") + text.getvalue()


def _figure(value: float) -> str:
    return f"{round(value, 2):.12g}"


def safe(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _cells(row: Row, candidate: Candidate, plan: Plan, words: Words) -> Cells:
    move = candidate.move
    return {
        "id": row.id, "title": row_title(row, candidate, words), "move": move.id, "play": move.play,
        "play_title": clean(words.title(move.play)), "phase": row.phase, "assignee": clean(words.role(row.role)),
        "start_week": row.start, "end_week": row.end, **_dates(row, plan),
        "hours": _figure(row.hours), "hours_weekly": _figure(row.weekly), "cash": _figure(row.cash),
        "currency": words.currency, "predecessors": ", ".join(plan.schedule.before(row)),
        "first_step": filled(move.monday, candidate, words) if row.phase == "set_up" else "",
        "done_when": filled(move.done_when, candidate, words), "description": details(candidate, words),
    }  # fmt: skip


def _dates(row: Row, plan: Plan) -> Cells:
    if plan.start is None:
        return {}
    due = first_day(plan.start, row.end + 1) - DAY
    return {"start_date": first_day(plan.start, row.start).isoformat(), "due_date": due.isoformat()}
