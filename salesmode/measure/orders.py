"""What orders tell: how many, of whom, how often, at what price, how much comes back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from salesmode.economics.intervals import wilson
from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure.answers import YEAR, Answer, Found, Measured, Period, Refusal, answer, dated, exactly
from salesmode.measure.details import details, relationship
from salesmode.measure.over_years import FLOAT, expansion, peaks, product
from salesmode.measure.rows import Table, fetched, single_value
from salesmode.measure.statistics import Cell, Estimate, happened_by, mean, ratio

OF_BUYERS = (
    "customer_count", "purchases_per_year", "orders_per_customer", "largest_customer_share", "top5_share",
    "expansion_rate",
)  # fmt: skip
OF_CUSTOMERS = (*OF_BUYERS, "repeat_rate", "relationship")


def counts(table: Table) -> dict[str, Any]:
    """Return what was counted of all files of orders, amounts to the cent."""
    rows = table.rows
    whole = fetched(rows.aggregate(**_sums(rows), refund_rows=_back(rows)))[0]
    known = customers_known(table)
    found = {
        "kind": "orders", "orders": whole["orders"],
        "customers": int(single_value(table.buyers.count())) if known else None,
        "gross": f"{whole['gross'] or 0:.2f}",
        "refunded": f"{(whole['refunded'] or 0) + (whole['refund_rows'] or 0):.2f}",
        "discounted": whole["discounted"] or 0,
    }  # fmt: skip
    if known and whole["anonymous"]:
        found["anonymous"] = whole["anonymous"]
    return found


def _sums(rows: Any) -> dict[str, Any]:
    order = ~rows.refund
    return {
        "orders": rows.count(where=order),
        "anonymous": rows.count(where=order & rows.customer.isnull()), "gross": rows.money.sum(where=order),
        "squares": product(rows.money, rows.money).sum(where=order).cast(FLOAT),
        "refunded": rows.refunded.sum(where=order),
        "both": product(rows.money, rows.refunded).sum(where=order).cast(FLOAT),
        "refunded_squares": product(rows.refunded, rows.refunded).sum(where=order).cast(FLOAT),
        "less": rows.discount.sum(where=order), "discounted": rows.count(where=order & rows.discounted),
        "priced_down": rows.money.sum(where=order & (rows.discount > 0)),
        "with_discount": rows.count(where=order & (rows.discount > 0)),
    }  # fmt: skip


def _back(rows: Any) -> Any:
    return rows.money.abs().sum(where=rows.refund)


def customers_known(table: Table) -> bool:
    """Whether customers can be told apart: some key stands in the file and is not masked."""
    return any(one.place(one.format.customer) is not None for one in table.exports) and bool(
        single_value(table.rows.customer.notnull().any())
    )


def answers(table: Table, measures: MeasuresFile) -> Found:
    """Yield each answer that orders give, or why not."""
    span = fetched(table.rows.aggregate(start=table.rows.day.min(), end=table.rows.day.max()))[0]
    if span["end"] is None:
        yield from nothing("orders", measures)
        return
    period = Period(span["start"], span["end"])
    year = period.last(YEAR)
    rows = table.rows.filter(table.rows.day >= year.start)
    returned = table.returned.filter(table.returned.day >= year.start)
    sums = fetched(rows.aggregate(**_sums(rows), refund_rows=_back(rows)))[0]
    squares = product(returned.money, returned.money).sum().cast(FLOAT)
    whole = fetched(returned.aggregate(n=returned.count(), money=returned.money.sum(), squares=squares))[0]
    yield from _of_money(sums, whole, period, year, measures, table)
    yield from details(rows, year, period, measures)
    if not customers_known(table):
        for id in OF_CUSTOMERS:
            yield id, Refusal("no_customer", {})
        return
    yield from of_customers(rows, period, measures)
    yield "expansion_rate", expansion(table.rows, period, measures)
    repeat = _repeat(repeat_cells(table, period.end), period, measures)
    yield "repeat_rate", repeat
    yield "relationship", relationship(repeat, measures)


def _of_money(
    sums: Mapping[str, Any], whole: Mapping[str, Any], period: Period, year: Period, measures: MeasuresFile,
    table: Table,
) -> Found:  # fmt: skip
    orders, gross = sums["orders"], float(sums["gross"] or 0)
    back = float((sums["refunded"] or 0) + (sums["refund_rows"] or 0))
    if table.currency:
        yield "currency", Answer(table.currency, orders, period.start, period.end, "most")
    yield "revenue", dated(answer("revenue", exactly(gross - back, orders), period, measures), year)
    basket = mean(gross, float(sums["squares"] or 0), orders) if orders else None
    yield "aov", dated(answer("aov", basket, period, measures), year)
    yield "return_rate", dated(answer("return_rate", _returned(sums, whole, table), period, measures), year)
    share = wilson(sums["discounted"], orders) if _tells_discount(table) and orders else None
    told = Estimate(float(share.share), float(share.low), float(share.high), orders) if share else None  # type: ignore[arg-type]
    yield "discount_share", dated(answer("discount_share", told, period, measures), year)
    less, paid = float(sums["less"] or 0), float(sums["priced_down"] or 0)
    depth = exactly(less / (less + paid), sums["with_discount"]) if less and _tells_amount(table) else None
    yield "discount_rate", dated(answer("discount_rate", depth, period, measures), year)
    yield "peak_months", peaks(table.rows, period, measures)


def nothing(kind: str, measures: MeasuresFile) -> Found:
    """Yield for each answer of a kind that there was not one row."""
    for id, rule in measures.answers.items():
        if kind in rule.kinds:
            yield id, Refusal("too_few", {"n": 0, "least": int(rule.least)})


def _tells_discount(table: Table) -> bool:
    return _tells_amount(table) or any(one.place(one.format.discounted_by) is not None for one in table.exports)


def _tells_amount(table: Table) -> bool:
    return any(one.format.discount and one.place(one.format.discount.columns) is not None for one in table.exports)


def _returned(sums: Mapping[str, Any], whole: Mapping[str, Any], table: Table) -> Estimate | None:
    """Return what share of the money came back, orders refunded whole among the sold."""
    formats = [one.format for one in table.exports]
    tells = any(one.refunded or one.refunded_if or one.refund_rows for one in formats) or any(
        "refunded_whole" in one.status.means for one in formats if one.status
    )
    money = float(whole["money"] or 0)
    sold = float(sums["gross"] or 0) + money
    back = float((sums["refunded"] or 0) + (sums["refund_rows"] or 0)) + money
    of = sums["orders"] + whole["n"]
    if not tells or not sold:
        return None
    if sums["refund_rows"]:  # a refund stands beside its order, not in it: nothing says how they vary together
        return exactly(back / sold, of)
    squares = float(whole["squares"] or 0)
    both = tuple(float(sums[name] or 0) + squares for name in ("refunded_squares", "both", "squares"))
    return ratio((back, sold), (both[0], both[1], both[2]), of)


def of_customers(rows: Any, period: Period, measures: MeasuresFile) -> Found:
    """Yield what the customers of the last year tell."""
    year = period.last(YEAR)
    bought = rows.filter(rows.customer.notnull() & ~rows.refund)
    each = bought.group_by("customer").aggregate(orders=bought.count(), paid=(bought.money - bought.refunded).sum())
    whole = fetched(each.aggregate(
        n=each.count(), orders=each.orders.sum(), squares=(each.orders * each.orders).sum(), paid=each.paid.sum()
    ))[0]  # fmt: skip
    n = whole["n"]
    yield "customer_count", dated(answer("customer_count", exactly(n, n), period, measures), year)
    often = mean(whole["orders"], whole["squares"], n) if n else None
    for id in ("purchases_per_year", "orders_per_customer"):
        yield id, dated(answer(id, often, period, measures), year)
    yield from largest(each, n, float(whole["paid"] or 0), period, measures)


def largest(each: Any, n: int, paid: float, period: Period, measures: MeasuresFile) -> Found:
    """Yield what the largest customer and the five largest bring, of a table that holds `paid` for each."""
    import ibis

    top = [float(row["paid"]) for row in fetched(each.order_by(ibis.desc("paid")).limit(5).select("paid"))] if n else []
    for id, some in (("largest_customer_share", top[:1]), ("top5_share", top)):
        share = exactly(max(0.0, sum(some) / paid), n) if paid > 0 else None
        if n < measures.smallest:
            yield id, Refusal("small", {"least": measures.smallest})
        else:
            yield id, dated(answer(id, share, period, measures), period.last(YEAR))


def repeat_cells(table: Table, end: datetime.date) -> list[Cell]:
    """Return after how many days customers bought on a second day, or for how long they were seen without."""
    import ibis

    buyers, rows = table.buyers, table.rows.filter(~table.rows.refund)
    once = buyers.filter(buyers["last"] == buyers["first"])
    alone = once.select(days=ibis.literal(end).delta(once["first"], unit="day"), again=ibis.literal(False))
    back = buyers.filter(buyers["last"] > buyers["first"]).select("customer", "first")
    later = rows.select("customer", "day").join(back, "customer")
    later = later.filter(later.day > later["first"])
    second = later.group_by("customer", "first").aggregate(day=later.day.min())
    returned = second.select(days=second.day.delta(second["first"], unit="day"), again=ibis.literal(True))
    cells = alone.union(returned)
    found = fetched(cells.group_by(["days", "again"]).aggregate(n=cells.count()).order_by(["days", "again"]))
    return [Cell(row["days"], "again" if row["again"] else None, row["n"]) for row in found]


def _repeat(cells: list[Cell], period: Period, measures: MeasuresFile) -> Measured:
    sight = max((cell.days for cell in cells if cell.end is None), default=0)
    sight = max([sight, *(cell.days for cell in cells)])
    if cells and sight < YEAR:
        share = happened_by(cells, sight)
        if share.of < measures.answers["repeat_rate"].least:
            return answer(
                "repeat_rate", share, Period(period.end - datetime.timedelta(days=YEAR), period.end), measures
            )
        return Refusal("at_least", {"n": sight, "share": f"{share.value:.1%}"})
    return answer("repeat_rate", happened_by(cells, YEAR), period, measures)
