"""A plan that was kept as JSON, read again as far as it is followed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from salesmode.errors import InputError, shown_path

SCHEMA: Final = 2
MOST_BYTES: Final = 10_000_000
AGAIN: Final = "Make it with: salesmode plan -a FILE --start 2027-01-04 -o plan.json"


class PlannedMove(NamedTuple):
    """A move as it was planned and its weeks."""

    id: str
    play: str
    title: str
    first: int
    last: int


class PlannedFigure(NamedTuple):
    """A figure to watch: where it stood, where it should be half-way and at the end."""

    id: str
    move: str
    name: str
    start: float | None
    mid: float | None
    to: float
    unit: str
    mid_week: int
    week: int
    rising: bool


class Gate(NamedTuple):
    """A check: its week, after how many cases at how many to stop, which move takes over, in words what then."""

    id: str
    move: str
    week: int
    cases: int | None
    stop: int | None
    switch_to: str | None
    text: str


class Frozen(NamedTuple):
    """A plan as it was kept."""

    name: str | None
    currency: str
    language: str
    start: date
    library: str
    version: str
    answers: Mapping[str, Any]
    moves: tuple[PlannedMove, ...]
    figures: tuple[PlannedFigure, ...]
    gates: tuple[Gate, ...]


def read_frozen(path: Path) -> Frozen:
    """Return the plan that a file keeps; raises InputError where it is none, or has no first day."""
    where = shown_path(str(path))
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", where=where, fix=AGAIN) from None
    if len(raw) > MOST_BYTES:
        raise InputError("it is larger than 10 MB, which no plan is", where=where, fix=AGAIN)
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        raise InputError("this is no JSON", where=where, fix=AGAIN) from None
    return frozen_of(data, where)


def frozen_of(data: Any, where: str) -> Frozen:
    """Return the plan in data read from JSON; raises InputError where it is none, or has no first day."""
    if not isinstance(data, dict) or "moves" not in data:
        raise InputError("this is no plan of salesmode", where=where, fix=AGAIN)
    if data.get("schema") != SCHEMA:
        what = f"this plan has schema {data.get('schema')!r}, and this version of salesmode reads {SCHEMA}"
        raise InputError(what, where=where, fix=AGAIN)
    if not data.get("start"):
        raise InputError("this plan has no first day, so no week can be told", where=where, fix=AGAIN)
    try:
        return _frozen(data)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError("this plan was changed by hand and cannot be read", where=where, fix=AGAIN) from None


def _frozen(data: Mapping[str, Any]) -> Frozen:
    business, stamp = data["business"], data["stamp"]
    return Frozen(
        name=business["name"],
        currency=str(business["currency"] or ""),
        language=str(data["language"]),
        start=date.fromisoformat(data["start"]),
        library=str(stamp["library"]),
        version=str(stamp["version"]),
        answers=dict(data["answers"]),
        moves=tuple(
            PlannedMove(
                str(move["id"]), str(move["play"]), str(move["title"]),
                int(move["weeks"]["start"]), int(move["weeks"]["end"]),
            )
            for move in data["moves"]
        ),
        figures=tuple(_figure(item) for item in data["kpis"]),
        gates=tuple(Gate(*(item[key] for key in Gate._fields)) for item in data["gates"]),
    )  # fmt: skip


def _figure(item: Mapping[str, Any]) -> PlannedFigure:
    start, mid = (None if item[key] is None else float(item[key]) for key in ("from", "mid"))
    return PlannedFigure(
        id=str(item["id"]), move=str(item["move"]), name=str(item["name"]), start=start, mid=mid, to=float(item["to"]),
        unit=str(item["unit"]), mid_week=int(item["mid_week"]), week=int(item["week"]),
        rising=item["direction"] == "up",
    )  # fmt: skip
