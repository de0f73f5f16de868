"""Answers measured from exports, as `salesmode measure -o measured.yaml` wrote them, and where typed ones differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from salesmode.business.profile import ANSWERS, Profile, specs
from salesmode.errors import InputError, shown
from salesmode.intake import syntax
from salesmode.intake.parse import Tree
from salesmode.intake.syntax import Node

MEASURED = "measured"
REST = 0.1  # by how much a typed figure may differ from one that was counted without an interval
AGAIN = "Measure again: salesmode measure FILE... -o measured.yaml"


class MeasuredAnswer(NamedTuple):
    """A measured answer as answers are given: its value or its span, and where it comes from."""

    node: Node
    origin: str


class MeasuredCount(Struct, frozen=True):
    """A measured number or share: of how many, counted in which days of which file."""

    value: float
    of: int
    start: date
    end: date
    file: str


class MeasuredCounts(Struct, frozen=True):
    """What was counted in a measured file by its id, and the currency that it counted in, `None` where it says none."""

    by_id: Mapping[str, MeasuredCount]
    currency: str | None


def measured_counts(path: str) -> MeasuredCounts:
    """Return what was counted in a measured file, where it is one number of known days.

    Ids are those of answers, and of figures that are counted for kept plans alone.
    """
    whole = syntax.read_map(syntax.fetch(path, None), syntax.place(path))
    trees = [held.tree() for key in ("watched", "answers") if (held := whole.get(key)) is not None]
    told = {id: entry for tree in trees if isinstance(tree, dict) for id, entry in tree.items()}
    counts = {id: count for id, entry in told.items() if (count := _count(entry)) is not None}
    money = told.get("currency")
    currency = str(money["value"]).upper() if isinstance(money, dict) and "value" in money else None
    return MeasuredCounts(counts, currency)


def _count(entry: Tree) -> MeasuredCount | None:
    try:
        of, start, end = (str(entry[key]) for key in ("of", "from", "to"))  # type: ignore[index,call-overload]
        value, file = float(entry["value"]), str(entry.get("file", ""))  # type: ignore[index,call-overload,union-attr,arg-type]
        return MeasuredCount(value, int(of), date.fromisoformat(start), date.fromisoformat(end), file)
    except (KeyError, TypeError, ValueError):
        return None


def measured_answers(path: str) -> dict[str, MeasuredAnswer]:
    """Return the answers of a measured file by id; raises InputError where it is none."""
    where = syntax.place(path)
    held = syntax.read_map(syntax.fetch(path, None), where).get("answers")
    if held is None or not isinstance(held.value, dict):
        raise InputError("this file holds no measured answers", where=where, fix=AGAIN)
    return {id: _answer(id, node, where) for id, node in held.value.items()}


def _answer(id: str, node: Node, where: str) -> MeasuredAnswer:
    entry = node.value
    if id not in ANSWERS or not isinstance(entry, dict) or "value" not in entry:
        raise InputError(f"{shown(id)} is no measured answer", where=f"{where}:{node.line}", fix=AGAIN)
    value = entry["value"]
    if "low" in entry and "high" in entry:
        value = Node(node.line, {"low": entry["low"], "likely": value, "high": entry["high"]})
    told = {key: entry[key].value for key in ("of", "from", "to", "file") if key in entry}
    n, days = f"n = {told.get('of', '?')}", f"{told.get('from', '?')} to {told.get('to', '?')}"
    return MeasuredAnswer(replace(value, line=node.line), f"{MEASURED} ({n}, {days}, {told.get('file', '?')})")


def in_currency(measured: dict[str, MeasuredAnswer], currency: str | None) -> dict[str, MeasuredAnswer]:
    """Return the measured answers that hold for a typed currency: amounts in another one are left out."""
    own = measured.get("currency")
    if currency is None or own is None or str(own.node.value).upper() == currency.strip().upper():
        return measured
    return {id: one for id, one in measured.items() if specs()[id].kind != "money"}


def differences(typed: Profile, measured: Profile) -> Iterator[str]:
    """Yield a sentence for each typed figure that lies outside what was measured."""
    for id, value in typed.answered().items():
        counted = getattr(measured, id)
        if not isinstance(value, int | float) or not isinstance(counted, int | float):
            continue
        if not typed.origins.get(id, "").startswith(MEASURED) and id in measured.origins:
            low, high = measured.ranges.get(id, (counted * (1 - REST), counted * (1 + REST)))
            if not low <= value <= high:
                found = measured.origins[id].removeprefix(MEASURED).strip()
                span = f" ({_said(id, low)} to {_said(id, high)})" if id in measured.ranges else ""
                said, counts = _said(id, value), _said(id, counted)
                yield f"{id}: you said {said}, your files say {counts}{span} {found}; yours is used"


def _said(id: str, value: float) -> str:
    return f"{value:.1%}" if specs()[id].kind == "rate" else f"{value:,.10g}"
