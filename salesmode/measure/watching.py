"""Figures that moves of a kept plan watch and an export tells, though no question asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure.answers import Answer, Period, rounded
from salesmode.measure.orders import customers_known
from salesmode.measure.rows import Table, fetched

GAPS = 3  # of a customer's usual gap: silent for longer counts as gone quiet
OFTEN = 3  # days of buying that show a usual gap


class Told(NamedTuple):
    """A figure, of how many, and whether it is a share of them or a sum or number of its own."""

    value: float
    of: int
    method: str


def watched_of(table: Table, measures: MeasuresFile) -> Iterator[tuple[str, tuple[Answer, str]]]:
    """Yield each watched figure that the files of a kind tell of enough cases, with the first of the files."""
    span = fetched(table.rows.aggregate(start=table.rows.day.min(), end=table.rows.day.max()))[0]
    if span["end"] is None:
        return
    period = Period(span["start"], span["end"])
    for id, rule in measures.watched.items():
        if table.kind in rule.kinds:
            told = MAKERS[id](table, period)
            if told is not None and told.of >= rule.least:
                answer = Answer(rounded(told.value), told.of, *period, told.method)
                yield id, (answer, table.exports[0].sheet.name)


def _given_away(table: Table, _: Period) -> Told | None:
    """What was taken off, of what the orders would have cost without it."""
    if not any(one.format.discount and one.place(one.format.discount.columns) is not None for one in table.exports):
        return None
    rows = table.rows.filter(~table.rows.refund)
    whole = fetched(rows.aggregate(n=rows.count(), paid=rows.money.sum(), less=rows.discount.sum()))[0]
    less, paid = float(whole["less"] or 0), float(whole["paid"] or 0)
    return Told(less / (less + paid), whole["n"], "share") if less + paid > 0 else None


def _several_things(table: Table, _: Period) -> Told | None:
    """Orders with two things or more."""
    rows = table.rows.filter(~table.rows.refund & table.rows.quantity.notnull())
    whole = fetched(rows.aggregate(n=rows.count(), several=rows.count(where=rows.quantity > 1)))[0]
    return Told(whole["several"] / whole["n"], whole["n"], "share") if whole["n"] else None


def _paid(table: Table, _: Period) -> Told | None:
    """Customers who bought."""
    if not customers_known(table):
        return None
    n = fetched(table.rows.aggregate(n=table.rows.customer.nunique(where=~table.rows.refund)))[0]["n"]
    return Told(n, n, "count")


def _silent(table: Table, period: Period) -> Told | None:
    """Customers silent for three times their usual gap, of those who bought on three days or more."""
    import ibis

    if not customers_known(table):
        return None
    bought = table.rows.filter(table.rows.customer.notnull() & ~table.rows.refund)
    days = bought.group_by("customer").aggregate(n=bought.day.nunique(), first=bought.day.min(), last=bought.day.max())
    days = days.filter(days.n >= OFTEN)
    quiet = ibis.literal(period.end).delta(days.last, unit="day") * (days.n - 1)
    usual = days.last.delta(days.first, unit="day")
    whole = fetched(days.aggregate(n=days.count(), silent=days.count(where=quiet > GAPS * usual)))[0]
    return Told(whole["silent"], whole["n"], "count")


def _overdue(table: Table, period: Period) -> Told | None:
    """What is owed and was due before the day of the last invoice."""
    rows: Any = table.rows.filter(~table.rows.refund & table.rows.due.notnull() & table.rows.owed.notnull())
    late = (rows.owed > 0) & (rows.due < period.end)
    whole = fetched(rows.aggregate(n=rows.count(), late=rows.owed.sum(where=late)))[0]
    return Told(float(whole["late"] or 0), whole["n"], "sum") if whole["n"] else None


MAKERS: Final[Mapping[str, Callable[[Table, Period], Told | None]]] = {
    "list_price_given_away": _given_away, "orders_of_several_things": _several_things, "customers_who_paid": _paid,
    "customers_gone_silent": _silent, "money_overdue": _overdue,
}  # fmt: skip
