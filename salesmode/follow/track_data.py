"""How a plan stands, as data for other programs; ids never follow the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from salesmode.follow.exported import Exported
from salesmode.follow.log import Entry
from salesmode.follow.next_plan import NextPlan
from salesmode.follow.status import CheckState, FigureState, MoveState, Status
from salesmode.report.numbers import rate

SCHEMA: Final = 1


def track_data(status: Status, following: NextPlan | None, exports: Sequence[Exported]) -> Mapping[str, Any]:
    """Return a status as plain data; `next` is `None` where no answers of today were given."""
    plan = status.plan
    return {
        "schema": SCHEMA,
        "today": status.today.isoformat(),
        "start": plan.start.isoformat(),
        "week": status.week,
        "stamp": {"version": plan.version, "library": plan.library},
        "moves": [_move(item) for item in status.moves],
        "kpis": [_figure(item) for item in status.figures],
        "checks": [_check(item) for item in (*status.checks, *status.waiting)],
        "not_in_plan": [_entry(item) for item in status.strays],
        "ahead": [_entry(item) for item in status.ahead],
        "measured": [_exported(one) for one in exports],
        "next": _next(following) if following else None,
    }


def _move(item: MoveState) -> Mapping[str, Any]:
    return {
        "id": item.move.id, "title": item.move.title, "state": item.state,
        "day": item.day.isoformat() if item.day else None, "reason": item.reason,
        "weeks": {"start": item.move.first, "end": item.move.last},
    }  # fmt: skip


def _figure(item: FigureState) -> Mapping[str, Any]:
    figure = item.figure
    return {
        "id": figure.id, "move": figure.move, "name": figure.name, "unit": figure.unit,
        "direction": "up" if figure.rising else "down", "from": figure.start, "so_far": rate(item.so_far),
        "cases": item.cases, "day": item.day.isoformat() if item.day else None, "pace": rate(item.pace),
        "aim": figure.to, "left": rate(item.left), "luck": item.luck,
        "file": item.file or None,
    }  # fmt: skip


def _check(item: CheckState) -> Mapping[str, Any]:
    return {
        "id": item.gate.id, "move": item.gate.move, "week": item.gate.week, "verdict": item.verdict,
        "chance": rate(item.chance), "judge_week": item.week, "follow": item.follow, "switch_to": item.switch_to,
        "rule": item.gate.text,
    }  # fmt: skip


def _exported(one: Exported) -> Mapping[str, Any]:
    count = one.counted
    return {
        "id": one.figure, "answer": one.answer, "value": rate(count.value), "of": count.of,
        "from": count.start.isoformat(), "to": count.end.isoformat(), "file": count.file, "taken": one.taken,
    }  # fmt: skip


def _entry(item: Entry) -> Mapping[str, Any]:
    return {
        "line": item.line, "day": item.day.isoformat(), "event": item.event, "id": item.id, "value": item.value,
        "cases": item.cases, "reason": item.reason,
    }  # fmt: skip


def _next(item: NextPlan) -> Mapping[str, Any]:
    return {
        "maturity": dict(item.maturity), "decided": list(item.decided), "stay": list(item.stay),
        "come": list(item.come), "go": list(item.go), "answers": list(item.answers),
    }  # fmt: skip
