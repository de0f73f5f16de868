"""Counts of a kept plan's figures from a measured file: those of days since it began, and of a window before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from salesmode.business.profile import specs
from salesmode.follow.frozen import Frozen, PlannedFigure
from salesmode.follow.log import Entry
from salesmode.intake.measured import MeasuredCount, measured_counts
from salesmode.knowledge.library import Library


class Exported(NamedTuple):
    """What a measured file says of a figure; `taken` is why it does or does not count.

    `across` lies before and after the plan's first day, so nothing tells the two apart; `typed` gives way to a count of
    the log of the same day or later.
    """

    figure: str
    answer: str
    counted: MeasuredCount
    taken: str


def exported(plan: Frozen, path: str | None, entries: Sequence[Entry], library: Library) -> tuple[Exported, ...]:
    """Return what a measured file says of the figures of a plan, nothing without one.

    Raises InputError where the file cannot be read.
    """
    counts = measured_counts(path) if path else {}
    return tuple(_exported(plan, counts, entries, library))


def _exported(
    plan: Frozen, counts: Mapping[str, MeasuredCount], entries: Sequence[Entry], library: Library
) -> Iterator[Exported]:
    for figure in plan.figures:
        answer = _answer(figure, library)
        if answer in counts:
            count = counts[answer]
            yield Exported(figure.id, answer, count, _taken(figure, count, plan, entries))


def _answer(figure: PlannedFigure, library: Library) -> str:
    """The answer that a figure is the same as, by the move that watches it; empty where it is none."""
    move = library.moves.get(figure.move)
    now = move.measure.now if move is not None else None
    if now is None or len(now) != 1 or not isinstance(now[0], str):
        return ""
    quantity = library.quantities.get(now[0])
    read = [one.answer for one in quantity.read if one.times == 1] if quantity is not None else [now[0]]
    return read[0] if len(read) == 1 and read[0] in specs() else ""


def _taken(figure: PlannedFigure, count: MeasuredCount, plan: Frozen, entries: Iterable[Entry]) -> str:
    if count.end < plan.start:
        return "before"
    if count.start < plan.start:
        return "across"
    ids = (figure.id, figure.move)
    typed = any(entry.event == "count" and entry.id in ids and entry.day >= count.end for entry in entries)
    return "typed" if typed else "since"


def with_exports(entries: Sequence[Entry], found: Sequence[Exported]) -> tuple[Entry, ...]:
    """Return the entries of a log and the counts taken from exports, by day."""
    added = [_entry(one) for one in found if one.taken in ("since", "before")]
    return tuple(sorted((*added, *entries), key=lambda entry: entry.day))


def _entry(one: Exported) -> Entry:
    count = one.counted
    if specs()[one.answer].kind == "rate":
        return Entry(0, count.end, "count", one.figure, float(round(count.value * count.of)), count.of, file=count.file)
    return Entry(0, count.end, "count", one.figure, count.value, file=count.file)
