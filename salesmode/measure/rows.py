"""Exports as one table of orders, deals or spending: what counts, what is left out and why."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from salesmode.knowledge.exports import COUNTED, ExportFormat
from salesmode.measure.cells import MONEY, Cells, Order, Style, texts, told_style
from salesmode.measure.engine import Watch, kept, reading, text_table
from salesmode.measure.extras import extras, extras_grouped
from salesmode.measure.recognition import Export
from salesmode.measure.sheets import TABLE

UNKNOWN, NO_AMOUNT, NO_DAY, TWICE, OTHER_CURRENCY = "status_not_known", "no_amount", "no_day", "twice", "other_currency"
WORD_SHOWN = 40
GROUPED = ("add", "repeat")  # formats in which an order has several rows that all count


class Table(NamedTuple):
    """The counted rows of the files of one kind, and by file what was left out and how many rows there were."""

    kind: str
    rows: Any
    left_out: dict[str, dict[str, Any]]
    lines: dict[str, int]
    currency: str | None
    exports: tuple[Export, ...]
    returned: Any  # orders that were refunded whole
    buyers: Any  # of orders: each customer with the first and the last day of an order
    singles: tuple[Table, ...] = ()  # each file by itself, where there are several


def table_of(
    connection: Any, exports: Sequence[Export], salt: str, days: Order | None = None, currency: str | None = None,
    watch: Watch = iter,
) -> Table:  # fmt: skip
    """Return the rows that count of exports of one kind; an order in two files counts once."""
    singles = [
        _single(connection, export, f"{export.format.kind}{number}", salt, days, currency, watch)
        for number, export in enumerate(exports)
    ]
    if len(singles) == 1:
        return singles[0]
    rows, returned = (
        functools.reduce(_joined, tables) for tables in zip(*((one.rows, one.returned) for one in singles), strict=True)
    )
    main = currency or _main_currency(rows)
    left_out = {name: dict(reasons) for one in singles for name, reasons in one.left_out.items()}
    for one in singles:
        _leave_out(left_out[one.exports[0].sheet.name], one.rows, main)
    lines = {name: n for one in singles for name, n in one.lines.items()}
    rows, kind = _once(_of(rows, main), left_out[exports[0].sheet.name]), singles[0].kind
    buyers = _buyers(connection, exports[0], f"{kind}_buyers", rows)
    return Table(
        kind, rows, left_out, lines, main, tuple(exports), _of(returned, main), buyers, tuple(singles)
    )  # fmt: skip


def _single(
    connection: Any, export: Export, name: str, salt: str, days: Order | None, currency: str | None, watch: Watch
) -> Table:  # fmt: skip
    """Return the rows that count of one file, each order once, in the currency of most of them."""
    with reading(export):
        table, lines = _materialised(connection, export, name, salt, days, watch)
    kind, reasons = export.format.kind, _reasons(table, export.format.kind)
    rows, returned = table.filter(table.outcome.isin(COUNTED[kind])), table.filter(table.outcome == "refunded_whole")
    main = currency or _main_currency(rows)
    _leave_out(reasons, rows, main)
    rows = _once(_of(rows, main), reasons)
    place, buyers = export.sheet.name, _buyers(connection, export, f"{name}_buyers", rows)
    return Table(kind, rows, {place: reasons}, {place: lines}, main, (export,), _of(returned, main), buyers)


def _buyers(connection: Any, export: Export, name: str, rows: Any) -> Any:
    """Return each customer of orders with the first and the last day of them, `None` for other kinds."""
    if export.format.kind != "orders":
        return None
    bought = rows.filter(rows.customer.notnull() & ~rows.refund)
    return _stored(connection, export, name, bought.group_by("customer").aggregate(
        first=bought.day.min(), last=bought.day.max()
    ))  # fmt: skip


def _of(rows: Any, currency: str | None) -> Any:
    """Return the rows in a currency, and those that name none."""
    return rows if currency is None else rows.filter(rows.currency.fill_null(currency) == currency)


def _joined(rows: Any, others: Any) -> Any:
    return rows.union(others)


def single_value(expression: Any) -> Any:
    """Return the one value of an expression."""
    return expression.to_pyarrow().as_py()


def fetched(expression: Any) -> list[dict[str, Any]]:
    """Return a small table as rows."""
    found: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
    return found


def _materialised(
    connection: Any, export: Export, name: str, salt: str, days: Order | None, watch: Watch
) -> tuple[Any, int]:  # fmt: skip
    """Return a file's rows with what becomes of each, and how many lines it has.

    The file is read once where its amounts are digits, its days are of ISO 8601 and nothing stands around a text;
    else again.
    """
    raw = text_table(connection, export, _number(name), watch)
    style: Style | None = _cheapest(raw, export, days)
    while style is not None:
        table = _created(connection, f"{name}{style.way}", raw, export, style, salt)
        style = _better(table, style, raw, export)
    return _with_lines(table, raw, export.format)


def _with_lines(table: Any, raw: Any, format_: ExportFormat) -> tuple[Any, int]:
    """Return a table and how many lines it was made of; only where some were passed over are they counted anew."""
    if format_.rows in GROUPED:
        return table.drop("lines"), int(single_value(table.lines.sum()) or 0)
    return table, int(single_value((raw if format_.rows == "first" else table).count()))


def _cheapest(raw: Any, export: Export, days: Order | None) -> Style:
    """Return the way to read a file that is believed until one of its cells speaks against it."""
    simple = days is None and export.format.days in ("ask", "ymd")
    return Style(tidy=True) if simple else told_style(raw, export, days)


def _better(table: Any, style: Style, raw: Any, export: Export) -> Style | None:
    """Return how to read a file again, `None` where every amount and day was read and every text stands alone."""
    if style.mark:
        return None
    wrong = fetched(table.aggregate(unread=table.unread.any(), untidy=table.untidy.any()))[0]
    if wrong["unread"]:
        return told_style(raw, export, None)
    return Style() if wrong["untidy"] else None


def _number(name: str) -> int:
    """Return a number of its own for a table's name."""
    return int.from_bytes(name.encode(), "big")


def _created(connection: Any, name: str, raw: Any, export: Export, style: Style, salt: str) -> Any:
    rows = _grouped(_rows(raw, export, style, salt), export.format, export.added)
    return _stored(connection, export, name, rows)


def _stored(connection: Any, export: Export, name: str, rows: Any) -> Any:
    """Return rows as a table that is worked once; Spark has no temporary tables."""
    return rows.cache() if export.sheet.encoding == TABLE else kept(connection, name, rows)


def _rows(raw: Any, export: Export, style: Style, salt: str) -> Any:
    """Return the lines of a file by what they mean."""
    import ibis

    format_ = export.format
    cells, money, day = _first_step(raw, export, style)
    opened = cells.day(format_.opened)
    refunded, discount = cells.amount(format_.refunded), cells.amount(format_.discount)
    nothing, no_day = ibis.null(MONEY), ibis.null("date")
    no_key = ibis.null("string" if export.sheet.encoding == TABLE else "int64")
    came_back = [
        one for column, words in format_.refunded_if.items() if (one := cells.is_one_of((column,), words)) is not None
    ]
    whole = ibis.or_(*came_back) if came_back else ibis.literal(False)
    back = ibis.ifelse(whole, money, refunded.abs() if refunded is not None else ibis.literal(0).cast(MONEY))
    less = discount.abs().fill_null(0) if discount is not None else ibis.literal(0).cast(MONEY)
    marked = [text.notnull() for column in format_.discounted_by if (text := cells.text((column,))) is not None]
    texts = [
        (cells.text(format_.money.column if format_.money else ()), money),
        (cells.text(format_.at), day),
        *((cells.text(columns), cells.day(columns)) for columns in format_.other_days),
    ]
    unread = ibis.or_(*(text.notnull() & read.isnull() for text, read in texts if text is not None))
    outcome = _outcome(cells, money, day)
    if day is not None and format_.kind == "deals":
        day = _ended(cells, day, outcome)
    word = cells.word(format_.status.column) if format_.status else None
    refund = [
        one for column, words in format_.refund_rows.items() if (one := cells.is_one_of((column,), words)) is not None
    ]
    columns = {
        "key": cells.hashed(format_.key, salt, exact=True), "customer": cells.hashed(format_.customer, salt),
        "day": day,
        "opened": opened, "money": money if money is not None else nothing, "refunded": back.fill_null(0),
        "discount": less, "discounted": ibis.or_(less > 0, *marked), "seller": cells.hashed(format_.seller, salt),
        "outcome": ibis.ifelse(ibis.or_(*refund), "counts", outcome) if refund else outcome,
        "word": word.substr(0, WORD_SHOWN) if word is not None else ibis.null("string"),
        "currency": _currency(cells), "refund": ibis.or_(*refund) if refund else ibis.literal(False), "unread": unread,
        "untidy": cells.raw.untidy,
        **{name: cells.text((column,)) for name, column in export.added.items()},
        **extras(cells, format_.kind),
    }  # fmt: skip
    empty = {"key": no_key, "customer": no_key, "seller": no_key, "day": no_day, "opened": no_day}
    return cells.raw.select(**{name: empty[name] if value is None else value for name, value in columns.items()})


def _ended(cells: Cells, day: Any, outcome: Any) -> Any:
    """Return the day on which a deal ended, NULL for an open one: its day is a hope."""
    import ibis

    lost = cells.day(cells.export.format.lost_at)
    ended = day if lost is None else ibis.ifelse(outcome == "lost", lost, day)
    return ibis.ifelse(outcome == "open", ibis.null("date"), ended)


def _first_step(raw: Any, export: Export, style: Style) -> tuple[Cells, Any, Any]:
    """Return the lines that bear an amount as texts, with amount and day: worked once for all that asks for them."""
    format_, held = export.format, texts(raw, export, style)
    paid = format_.money.column if format_.money and format_.rows == "first" else ()
    if (amount := Cells(held, export, style).text(paid)) is not None:
        held = held.filter(amount.notnull())
    cells = Cells(held, export, style)
    found = {"money_": cells.amount(format_.money), "day_": cells.day(format_.at)}
    held = held.mutate(**{name: one for name, one in found.items() if one is not None})
    money, day = (None if one is None else held[name] for name, one in found.items())
    return Cells(held, export, style), money, day


def _currency(cells: Cells) -> Any:
    import ibis

    head = cells.export.head_of(cells.export.format.currency_in)
    if "(" in head:
        return ibis.literal(head.rpartition("(")[2].strip(" )"))
    text = cells.text(cells.export.format.currency)
    return ibis.null("string") if text is None else text.upper()


def _outcome(cells: Cells, money: Any, day: Any) -> Any:
    """Return what becomes of a line: that it counts, or the first reason for which it does not."""
    import ibis

    format_ = cells.export.format
    cases = [(text.isnull(), "total") for column in format_.blank if (text := cells.text((column,))) is not None]
    for column, meanings in format_.if_word.items():
        cases += [(cells.is_one_of((column,), words), outcome) for outcome, words in meanings.items()]
    for column, outcome in format_.if_filled.items():
        cases += [(text.notnull(), outcome)] if (text := cells.text((column,))) is not None else []
    for column, outcome in format_.if_empty.items():
        cases += [(text.isnull(), outcome)] if (text := cells.text((column,))) is not None else []
    lacks = _lacks(cells, money, day)
    if format_.status is None or (cells.word(format_.status.column) is None and format_.kind == "orders"):
        return _cases([*cases, *lacks], "counts")
    counted = COUNTED[format_.kind]
    means = {outcome: cells.is_one_of(format_.status.column, words) for outcome, words in format_.status.means.items()}
    cases += [(one, outcome) for outcome, one in means.items() if outcome not in counted]
    known = ibis.or_(*(one for outcome, one in means.items() if outcome in counted))
    if "ended" in means:
        ended = cells.day(format_.ended)
        lacks.append((means["ended"] if ended is None else means["ended"] & ended.isnull(), NO_DAY))
    cases += [(~known, UNKNOWN), *lacks]
    return _cases([*cases, *((means[outcome], outcome) for outcome in counted[:-1] if outcome in means)], counted[-1])


def _lacks(cells: Cells, money: Any, day: Any) -> list[tuple[Any, str]]:
    """Return what a row cannot do without, by its kind."""
    kind = cells.export.format.kind
    if kind == "deals":
        return []
    no_amount = [] if kind in ("subscriptions", "leads") else [(money.isnull(), NO_AMOUNT)]
    return [*no_amount, (day.isnull(), NO_DAY)]


def _cases(cases: list[tuple[Any, str]], otherwise: str) -> Any:
    import ibis

    there = [(condition, outcome) for condition, outcome in cases if condition is not None]
    return ibis.cases(*there, else_=otherwise) if there else ibis.literal(otherwise)


def _grouped(lines: Any, format_: ExportFormat, added: Iterable[str]) -> Any:
    """Return one row an order, where a file has several: what counts of it is added up, or stands on each."""
    if format_.rows not in GROUPED:
        return lines
    counted = lines.outcome == COUNTED[format_.kind][0]
    sums = {}
    for name in ("money", "refunded", "discount"):
        each = lines[name]
        sums[name] = each.sum(where=counted) if format_.rows == "add" else each.max(where=counted)
    grouped = lines.group_by("key").aggregate(
        customer=lines.customer.max(), day=lines.day.min(), opened=lines.opened.min(), seller=lines.seller.max(),
        discounted=lines.discounted.any(where=counted), word=lines.word.max(), currency=lines.currency.max(),
        refund=lines.refund.any(), unread=lines.unread.any(),
        untidy=lines.untidy.any(), lines=lines.count(), counts=counted.any(),
        other=lines.outcome.min(where=~counted), **sums, **{name: lines[name].max() for name in added},
        **extras_grouped(lines, format_, counted),
    )  # fmt: skip
    outcome = grouped.counts.ifelse(COUNTED[format_.kind][0], grouped.other)
    whole = grouped.mutate(
        outcome=outcome, discounted=grouped.discounted.fill_null(False),
        **{name: grouped[name].cast(MONEY) for name in sums},
    )  # fmt: skip
    return whole.select(*lines.columns, "lines")


def _reasons(table: Any, kind: str) -> dict[str, Any]:
    """Return how many rows were left out for which reason; words in no list each with their number."""
    out = table.filter(table.outcome.notin(COUNTED[kind]))
    rows = fetched(out.group_by("outcome").aggregate(n=out.count()).order_by("outcome"))
    reasons: dict[str, Any] = {row["outcome"]: row["n"] for row in rows}
    if UNKNOWN in reasons:
        unknown = out.filter(out.outcome == UNKNOWN)
        words = fetched(unknown.group_by("word").aggregate(n=unknown.count()).order_by("word"))
        reasons[UNKNOWN] = {row["word"] or "": row["n"] for row in words}
    return reasons


def _main_currency(rows: Any) -> str | None:
    named = rows.filter(rows.currency.notnull())
    found = fetched(named.group_by("currency").aggregate(n=named.count()))
    main: str | None = min(found, key=lambda row: (-row["n"], row["currency"]))["currency"] if found else None
    return main


def _leave_out(reasons: dict[str, Any], rows: Any, currency: str | None) -> None:
    """Count the rows in another currency."""
    other = (
        0 if currency is None else int(single_value(rows.filter(rows.currency.fill_null(currency) != currency).count()))
    )
    if other:
        reasons[OTHER_CURRENCY] = reasons.get(OTHER_CURRENCY, 0) + other


def _once(rows: Any, reasons: dict[str, Any]) -> Any:
    """Return each order once, whatever file it stands in."""
    keyed = rows.filter(rows.key.notnull())
    counts = fetched(keyed.aggregate(n=keyed.count(), different=keyed.key.nunique()))[0]
    if counts["n"] == counts["different"]:
        return rows
    reasons[TWICE] = reasons.get(TWICE, 0) + counts["n"] - counts["different"]
    single = keyed.group_by("key").aggregate(**{name: keyed[name].max() for name in rows.columns if name != "key"})
    return single.select(*rows.columns).union(rows.filter(rows.key.isnull()).select(*rows.columns))
