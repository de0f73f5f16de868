"""What invoices tell: what was billed, to how many, what is overdue, after how long money comes."""

from __future__ import annotations

from typing import Any

from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure import orders
from salesmode.measure.answers import YEAR, Answer, Found, Measured, Period, Refusal, answer, dated, exactly
from salesmode.measure.over_years import expansion, peaks
from salesmode.measure.rows import Table, fetched
from salesmode.measure.statistics import Cell, middle_time


def counts(table: Table) -> dict[str, Any]:
    """Return what was counted of all files of invoices, amounts to the cent."""
    rows = table.rows
    billed = ~rows.refund
    whole = fetched(rows.aggregate(
        invoices=rows.count(where=billed), customers=rows.customer.nunique(where=billed),
        gross=rows.money.sum(where=billed), back=rows.money.abs().sum(where=rows.refund), owed=rows.owed.sum(),
    ))[0]  # fmt: skip
    return {
        "kind": "invoices", "invoices": whole["invoices"],
        "customers": whole["customers"] if orders.customers_known(table) else None,
        "gross": f"{whole['gross'] or 0:.2f}", "refunded": f"{whole['back'] or 0:.2f}",
        **({} if whole["owed"] is None else {"owed": f"{whole['owed']:.2f}"}),
    }  # fmt: skip


def answers(table: Table, measures: MeasuresFile) -> Found:
    """Yield each answer that invoices give, or why not."""
    rows = table.rows
    span = fetched(rows.aggregate(start=rows.day.min(), end=rows.day.max()))[0]
    if span["end"] is None:
        yield from orders.nothing("invoices", measures)
        return
    period = Period(span["start"], span["end"])
    year = period.last(YEAR)
    late = rows.filter(rows.day >= year.start)
    whole = fetched(late.aggregate(
        n=late.count(where=~late.refund), money=late.money.sum(where=~late.refund),
        back=late.money.abs().sum(where=late.refund),
    ))[0]  # fmt: skip
    if table.currency:
        yield "currency", Answer(table.currency, whole["n"], *period, "most")
    billed = exactly(float(whole["money"] or 0) - float(whole["back"] or 0), whole["n"])
    yield "revenue", dated(answer("revenue", billed, period, measures), year)
    yield "peak_months", peaks(rows, period, measures)
    yield "overdue_share", _overdue(rows, period, measures)
    yield "days_to_cash", _days_to_cash(rows, period, measures)
    if not orders.customers_known(table):
        yield from ((id, Refusal("no_customer", {})) for id in orders.OF_BUYERS)
        return
    yield from orders.of_customers(late, period, measures)
    yield "expansion_rate", expansion(rows, period, measures)


def _overdue(rows: Any, period: Period, measures: MeasuresFile) -> Measured:
    """Return which share of what is owed should have come by the day of the last invoice."""
    owed = rows.filter((rows.owed > 0) & rows.due.notnull() & ~rows.refund)
    whole = fetched(owed.aggregate(
        n=owed.count(), owed=owed.owed.sum(), late=owed.owed.sum(where=owed.due < period.end)
    ))[0]  # fmt: skip
    share = exactly(float(whole["late"] or 0) / float(whole["owed"]), whole["n"]) if whole["owed"] else None
    return answer("overdue_share", share, period, measures)


def _days_to_cash(rows: Any, period: Period, measures: MeasuresFile) -> Measured:
    """Return after how many days half of the invoices are paid; unpaid ones count as long as they are seen."""
    import ibis

    billed = rows.filter(~rows.refund)
    if not fetched(billed.aggregate(n=billed.count(where=billed.paid_at.notnull())))[0]["n"]:
        return Refusal("no_paid_day", {})
    last = fetched(billed.aggregate(last=billed.paid_at.max()))[0]["last"]
    end = max(period.end, last)
    seen = ibis.ifelse(billed.paid_at.notnull(), billed.paid_at, ibis.literal(end))
    cells = billed.select(days=seen.delta(billed.day, unit="day"), paid=billed.paid_at.notnull())
    found = fetched(cells.group_by(["days", "paid"]).aggregate(n=cells.count()).order_by(["days", "paid"]))
    held = [Cell(row["days"], "paid" if row["paid"] else None, row["n"]) for row in found]
    middle = middle_time(held)
    return Refusal("not_half", {}) if middle is None else answer("days_to_cash", middle, period, measures)
