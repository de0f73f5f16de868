"""What subscriptions tell: how many customers stay, and what they came to in a year."""

from __future__ import annotations

from typing import Any

from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure import orders
from salesmode.measure.answers import YEAR, Answer, Found, Measured, Period, Refusal, answer, dated, exactly
from salesmode.measure.rows import Table, fetched
from salesmode.measure.statistics import yearly


def counts(table: Table) -> dict[str, Any]:
    """Return what was counted of all files of subscriptions."""
    rows = table.rows
    whole = fetched(rows.aggregate(
        subscriptions=rows.count(), running=rows.count(where=rows.outcome == "running"),
        ended=rows.count(where=rows.outcome == "ended"), customers=rows.customer.nunique(),
    ))[0]  # fmt: skip
    return {"kind": "subscriptions", **whole}


def answers(table: Table, measures: MeasuresFile) -> Found:
    """Yield each answer that subscriptions give, or why not."""
    rows = table.rows
    span = fetched(rows.aggregate(start=rows.day.min(), last=rows.day.max(), end=rows.ended.max(), n=rows.count()))[0]
    if span["last"] is None:
        yield from orders.nothing("subscriptions", measures)
        return
    period = Period(span["start"], max(span["last"], span["end"] or span["last"]))
    if table.currency:
        yield "currency", Answer(table.currency, span["n"], *period, "most")
    yield "relationship", dated(answer("relationship", exactly(1, span["n"]), period, measures), period, KIND)
    yield "continuing_revenue", _continuing(rows, period, measures)
    if not orders.customers_known(table):
        yield from ((id, Refusal("no_customer", {})) for id in ("annual_churn", "customer_count"))
        return
    yield from _of_customers(rows, period, measures)


KIND = "subscription"


def _of_customers(rows: Any, period: Period, measures: MeasuresFile) -> Found:
    """Yield how many were there in the last year and which share of them ends in one.

    A customer is there from the first subscription to the end of the last one; a pause between two is no end.
    """
    import ibis

    year, last = period.last(YEAR), period.end
    there = rows.filter(rows.customer.notnull())
    until = ibis.ifelse(there.outcome == "ended", there.ended, ibis.literal(last))
    each = there.mutate(until=until, runs=there.outcome == "running")
    each = each.group_by("customer").aggregate(
        start=each.day.min(), until=each.until.max(), runs=each.runs.any()
    )  # fmt: skip
    each = each.filter(each.until >= year.start)
    begin = ibis.ifelse(each.start < year.start, ibis.literal(year.start), each.start)
    days = ibis.ifelse(each.until > begin, each.until.delta(begin, unit="day"), 0)
    whole = fetched(each.aggregate(n=each.count(), ends=each.count(where=~each.runs), days=days.sum()))[0]
    n, years = whole["n"], (whole["days"] or 0) / YEAR
    yield "customer_count", dated(answer("customer_count", exactly(n, n), period, measures), year)
    churn = yearly(whole["ends"], years, n) if years else None
    yield "annual_churn", dated(answer("annual_churn", churn, period, measures), year)


def _continuing(rows: Any, period: Period, measures: MeasuresFile) -> Measured:
    """Return what the subscriptions of the last year came to for the days they ran in it."""
    import ibis

    year = period.last(YEAR)
    several = fetched(rows.aggregate(n=rows.count(where=rows.quantity > 1)))[0]["n"]
    if several:
        return Refusal("quantity", {"n": several})
    until = ibis.ifelse(rows.outcome == "ended", rows.ended, ibis.literal(period.end))
    held = rows.mutate(until=until).filter(rows.money.notnull() & rows.times.notnull())
    held = held.filter(held.until >= year.start)
    begin = ibis.ifelse(held.day < year.start, ibis.literal(year.start), held.day)
    days = ibis.ifelse(held.until > begin, held.until.delta(begin, unit="day"), 0)
    paid = (held.money * held.times * days).cast("decimal(38,2)")
    whole = fetched(held.aggregate(n=held.count(), paid=paid.sum()))[0]
    found = exactly(float(whole["paid"]) / YEAR, whole["n"]) if whole["n"] else None
    return dated(answer("continuing_revenue", found, period, measures), year)
