"""What clearly rose or fell, carried on for a year: last year's revenue holds both the old pace and the new one."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.business.pace import pace_since
from salesmode.business.vocabulary import Shift
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph
from salesmode.report.wording import Words


def changes(plan: Plan, words: Words) -> Iterator[Block]:
    """Yield what a year at today's pace is, for each change that carries revenue with it."""
    revenue = plan.business.economy.whole.value("revenue")
    if revenue is None:
        return
    lines = tuple(
        Paragraph(_line(shift, revenue, pace, words), id=f"change.{shift.what}")
        for shift in plan.business.profile.changed or ()
        if (pace := pace_of(shift, revenue)) is not None
    )
    if lines:
        yield Paragraph(words.ui("numbers.changes"), id="changes")
        yield Items(lines)


def pace_of(shift: Shift, revenue: float) -> float | None:
    """Return a year's revenue at the pace since a change, `None` where that cannot be told."""
    pace = pace_since(shift)
    return None if pace is None else revenue * pace


def _line(shift: Shift, revenue: float, pace: float, words: Words) -> str:
    return words.ui(
        "numbers.change", what=words.option("changed", shift.what), by=words.rate(shift.by or 0.0),
        since=words.duration(shift.since or 0.0), revenue=words.money(revenue), pace=words.money(pace),
    )  # fmt: skip
