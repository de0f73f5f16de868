"""Counts of a kept plan's figures from a measured file: those of days since it began, and of a window before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from salesmode.follow.frozen import Frozen, PlannedFigure
from salesmode.follow.log import Entry
from salesmode.intake.measured import MeasuredCount, measured_counts
from salesmode.knowledge.library import Library


class Exported(NamedTuple):
    """What a measured file says of a figure; `taken` is why it does or does not count.

    `across` lies before and after the plan's first day, so nothing tells the two apart; `typed` gives way to a count of
    the log of the same day or later; `other_currency` is money that is not in the plan's.
    """

    figure: str
    answer: str
    counted: MeasuredCount
    taken: str
    is_share: bool


def exported(plan: Frozen, path: str | None, entries: Sequence[Entry], library: Library) -> tuple[Exported, ...]:
    """Return what a measured file says of the figures of a plan, nothing without one.

    Raises InputError where the file cannot be read.
    """
    if path is None:
        return ()
    measured = measured_counts(path)
    found = _exported(plan, measured.by_id, entries, library)
    foreign = measured.currency not in (None, plan.currency)
    money = {figure.id for figure in plan.figures if figure.unit == "money"} if foreign else ()
    return tuple(one._replace(taken="other_currency") if one.figure in money else one for one in found)


def _exported(
    plan: Frozen, counts: Mapping[str, MeasuredCount], entries: Sequence[Entry], library: Library
) -> Iterator[Exported]:
    for figure in plan.figures:
        for id, rule in library.measures.watched.items() if library.measures else ():
            count = counts.get(rule.answer or id)
            if count is not None and figure.move in rule.moves:
                taken = _taken(figure, count, plan, entries, state=rule.state)
                yield Exported(figure.id, rule.answer or id, count, taken, figure.unit == "share")


def _taken(
    figure: PlannedFigure, count: MeasuredCount, plan: Frozen, entries: Iterable[Entry], *, state: bool
) -> str:  # fmt: skip
    if count.end < plan.start:
        return "before"
    if count.start < plan.start and not state:
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
    if one.is_share:
        return Entry(0, count.end, "count", one.figure, float(round(count.value * count.of)), count.of, file=count.file)
    return Entry(0, count.end, "count", one.figure, count.value, file=count.file)
