"""What leads tell: how many come in a month, and which share of them goes from each stage to the next."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final

from salesmode.economics.intervals import wilson
from salesmode.knowledge.exports import STAGES, MeasuresFile, Stage
from salesmode.measure import orders
from salesmode.measure.answers import QUARTER, YEAR, Found, Measured, Period, Refusal, answer, dated, exactly
from salesmode.measure.rows import Table, fetched
from salesmode.measure.statistics import Estimate

MONTH = 30.4
# By answer the stage that a lead comes from, empty for any lead, and the one that it reaches.
STEPS: Final[Mapping[str, tuple[Stage | None, Stage]]] = {
    "mql_rate": (None, "mql"), "sql_rate": ("mql", "sql"), "opportunity_rate": ("sql", "opportunity"),
}  # fmt: skip


def counts(table: Table) -> dict[str, Any]:
    """Return how many leads there are in all files, and how many have come to each stage."""
    return {"kind": "leads", **_reached(table.rows)}


def _reached(rows: Any) -> dict[str, int]:
    """Return how many leads there are and how many are at each stage or behind it, whether or not it has a day."""
    import ibis

    behind = {
        stage: ibis.or_(*(rows[later].notnull() for later in STAGES[place:])) for place, stage in enumerate(STAGES)
    }
    sums = {stage: rows.count(where=reached) for stage, reached in behind.items()}
    return {id: int(n) for id, n in fetched(rows.aggregate(leads=rows.count(), **sums))[0].items()}


def answers(table: Table, measures: MeasuresFile) -> Found:
    """Yield each answer that leads give, or why not."""
    rows = table.rows
    span = fetched(rows.aggregate(start=rows.day.min(), **{name: rows[name].max() for name in ("day", *STAGES)}))[0]
    if span["day"] is None:
        yield from orders.nothing("leads", measures)
        return
    start = span.pop("start")
    period = Period(start, max(day for day in span.values() if day is not None))
    late = period.last(QUARTER)
    came = int(fetched(rows.aggregate(n=rows.count(where=rows.day >= late.start)))[0]["n"])
    mean = Estimate(*3 * (came * MONTH / QUARTER,), came)
    yield "leads_per_month", dated(answer("leads_per_month", mean, period, measures), late)
    yield from _rates(table, period, measures)


def _rates(table: Table, period: Period, measures: MeasuresFile) -> Found:
    """Yield the rates of the leads of one year, the last of them seen for a quarter: younger ones still go on."""
    end = period.end - datetime.timedelta(days=QUARTER)
    year = Period(period.start, max(period.start, end)).last(YEAR)
    rows = table.rows
    number = _reached(rows.filter((rows.day >= year.start) & (rows.day <= year.end)))
    for id, stages in STEPS.items():
        there = all(_tells(table, stage) for stage in stages if stage)
        yield id, _rate(id, number, period, measures, year) if there else Refusal("no_column", {})


def _tells(table: Table, stage: Stage) -> bool:
    return any(one.place(one.format.stages.get(stage, ())) is not None for one in table.exports)


def _rate(id: str, number: Mapping[str, int], period: Period, measures: MeasuresFile, year: Period) -> Measured:
    before, after = STEPS[id]
    of = number[before or "leads"]
    if not of:
        return answer(id, exactly(0, 0), period, measures)
    share = wilson(number[after], of)
    estimate = Estimate(float(share.share), float(share.low), float(share.high), of)  # type: ignore[arg-type]
    return dated(answer(id, estimate, period, measures), year)
