"""What files of advertising tell: how much was spent in a month."""

from __future__ import annotations

from typing import Any

from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure.answers import Answer, Found, Period, Refusal, answer, exactly
from salesmode.measure.rows import Table, fetched

MONTH = 30.4


def counts(table: Table) -> dict[str, Any]:
    """Return what was counted of all files of spending, amounts to the cent."""
    whole = fetched(table.rows.aggregate(rows=table.rows.count(), spend=table.rows.money.sum()))[0]
    return {"kind": "spend", "rows": whole["rows"], "spend": f"{whole['spend'] or 0:.2f}"}


def answers(table: Table, measures: MeasuresFile) -> Found:
    """Yield the spending of a month, or why not."""
    rows = table.rows
    whole = fetched(rows.aggregate(
        n=rows.count(), days=rows.day.nunique(), spend=rows.money.sum(), start=rows.day.min(), end=rows.day.max()
    ))[0]  # fmt: skip
    if whole["end"] is None:
        yield "ad_spend", Refusal("too_few", {"n": 0, "least": 1})
        return
    period = Period(whole["start"], whole["end"])
    if table.currency:
        yield "currency", Answer(table.currency, whole["n"], *period, "most")
    month = exactly(float(whole["spend"] or 0) / period.days * MONTH, whole["n"])
    yield "ad_spend", answer("ad_spend", month, period, measures)
