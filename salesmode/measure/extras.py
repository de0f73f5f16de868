"""What the rows of one kind of export tell beyond amount and day: fees, channels, reasons, due days, ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from salesmode.knowledge.exports import STAGES, ExportFormat, Stage, Status
from salesmode.measure.cells import MONEY, Cells

PER_YEAR: Final = {"day": 365, "week": 52, "month": 12, "year": 1}
SHOWN: Final = 40


def extras(cells: Cells, kind: str) -> dict[str, Any]:
    """Return the columns that rows of a kind have besides those of all kinds, NULL where the file has none."""
    return {name: make(cells) for name, (make, _) in BY_KIND[kind].items()}


def extras_grouped(lines: Any, format_: ExportFormat, counted: Any) -> dict[str, Any]:
    """Return the same columns of an order that has several rows: amounts added up or repeated, the rest from any."""
    sums = format_.rows == "add"
    found = {}
    for name, (_, money) in BY_KIND[format_.kind].items():
        column = lines[name]
        whole = column.sum(where=counted).cast(MONEY) if money and sums else column.max(where=counted)
        # DuckDB keeps a sum of integers in 128 bits, which ibis takes for 64 and casts no further.
        found[name] = column.cast("float64").sum(where=counted).cast("int64") if name == "quantity" else whole
    return found


def _or_null(value: Any, type_: str) -> Any:
    import ibis

    return ibis.null(type_) if value is None else value


def _fee(cells: Cells) -> Any:
    return _or_null(cells.amount(cells.export.format.fee), MONEY).abs()


def _charged(cells: Cells) -> Any:
    format_ = cells.export.format
    return _or_null(cells.amount(format_.fee_of or format_.money), MONEY)


def _business(cells: Cells) -> Any:
    """Return 1 where an organisation ordered, 0 where not."""
    import ibis

    told = [
        one for column, words in cells.export.format.business_if.items()
        if (one := cells.is_one_of((column,), words)) is not None
    ]  # fmt: skip
    return ibis.or_(*told).ifelse(1, 0).cast("int64") if told else ibis.null("int64")


def _channel(cells: Cells) -> Any:
    import ibis

    format_ = cells.export.format
    if format_.channel:
        return ibis.literal(format_.channel)
    return _meant(cells, format_.channel_by)


def _meant(cells: Cells, status: Status | None) -> Any:
    """Return what a word means by the lists of a format, NULL for a word in none."""
    import ibis

    cases = [] if status is None else [
        (one, meaning) for meaning, words in status.means.items()
        if (one := cells.is_one_of(status.column, words)) is not None
    ]  # fmt: skip
    return ibis.cases(*cases, else_=ibis.null("string")) if cases else ibis.null("string")


def _lost_for(cells: Cells) -> Any:
    word = cells.word(cells.export.format.lost_for)
    return _or_null(None if word is None else word.substr(0, SHOWN), "string")


def _owed(cells: Cells) -> Any:
    return _or_null(cells.amount(cells.export.format.owed), MONEY)


def _day_of(name: str) -> Callable[[Cells], Any]:
    return lambda cells: _or_null(cells.day(getattr(cells.export.format, name)), "date")


def _stage_of(name: Stage) -> Callable[[Cells], Any]:
    return lambda cells: _or_null(cells.day(cells.export.format.stages.get(name, ())), "date")


def _times(cells: Cells) -> Any:
    """Return how often in a year a subscription's amount is paid."""
    import ibis

    meant = _meant(cells, cells.export.format.per)
    return ibis.cases(*((meant == word, times) for word, times in PER_YEAR.items()), else_=None).cast("int64")


def _quantity(cells: Cells) -> Any:
    text = cells.text(cells.export.format.quantity)
    return _or_null(None if text is None else text.try_cast("int64"), "int64")


# By kind: how each column is made, and whether it is an amount of money.
BY_KIND: Final[Mapping[str, Mapping[str, tuple[Callable[[Cells], Any], bool]]]] = {
    "orders": {
        "fee": (_fee, True), "charged": (_charged, True), "business": (_business, False), "channel": (_channel, False),
        "quantity": (_quantity, False),
    },
    "deals": {"channel": (_channel, False), "lost_for": (_lost_for, False), "quoted": (_day_of("quoted"), False)},
    "leads": {name: (_stage_of(name), False) for name in STAGES},
    "spend": {},
    "invoices": {"due": (_day_of("due"), False), "owed": (_owed, True), "paid_at": (_day_of("paid_at"), False)},
    "subscriptions": {
        "ended": (_day_of("ended"), False), "times": (_times, False), "quantity": (_quantity, False),
    },
}  # fmt: skip
