"""Win rates of channels and of sellers: drawn towards the whole, or that they differ no more than luck makes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure.answers import rounded
from salesmode.measure.rows import Table, fetched
from salesmode.measure.shrinkage import Counted, shrunk
from salesmode.measure.statistics import Estimate

TWO = 2


class Segments(NamedTuple):
    """An answer by parts: by what, how many parts, whether they differ, and each part's share where they do.

    Sellers have no names here: their lowest and highest share stand for all.
    """

    answer: str
    by: str
    number: int
    ratio: float
    differ: bool
    parts: dict[str, Estimate]

    def entry(self) -> dict[str, Any]:
        """Return the segments as a map."""
        parts = {
            id: {"value": rounded(one.value), "low": rounded(one.low), "high": rounded(one.high), "of": one.of}
            for id, one in self.parts.items()
        }  # fmt: skip
        return {
            "answer": self.answer, "by": self.by, "count": self.number, "ratio": round(self.ratio, 2),
            "differ": self.differ, **({"parts": parts} if self.differ else {}),
        }  # fmt: skip


def segments_of(table: Table, measures: MeasuresFile) -> Iterator[Segments]:
    """Yield the win rate by channel and by seller, where at least two have enough closed deals."""
    if table.kind != "deals":
        return
    closed = table.rows.filter(table.rows.outcome.isin(["won", "lost"]))
    for by in ("channel", "seller"):
        parts = _counted(closed, by, measures.segments.least)
        if len(parts) >= TWO:
            yield _told(by, parts, measures)


def _counted(closed: Any, by: str, least: int) -> dict[str, Counted]:
    known = closed.filter(closed[by].notnull())
    found = fetched(known.group_by(by).aggregate(n=known.count(), won=known.count(where=known.outcome == "won")))
    return {str(row[by]): Counted(row["n"], row["won"]) for row in found if row["n"] >= least}


def _told(by: str, parts: dict[str, Counted], measures: MeasuresFile) -> Segments:
    found = shrunk(parts)
    ranked = sorted(found.parts.items(), key=lambda item: (item[1].value, item[1].of, item[0]))
    shown = dict(sorted(ranked)) if by == "channel" else {"lowest": ranked[0][1], "highest": ranked[-1][1]}
    return Segments("win_rate", by, len(parts), found.ratio, found.ratio > measures.segments.ratio, shown)
