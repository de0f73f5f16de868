"""Cells of text as amounts, days and words: Ibis expressions that mean the same on every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from salesmode.errors import InputError
from salesmode.knowledge.exports import Amount, ExportFormat
from salesmode.measure.recognition import Export
from salesmode.measure.sheets import TABLE, folded

Order = Literal["ymd", "mdy", "dmy"]
MONEY = "decimal(18,2)"
PLAIN = r"^[-+]?[0-9]+([.][0-9]*)?$"
DAY = r"^([0-9]{1,4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,4})"
SERIAL = r"^[3-7][0-9]{4}([.][0-9]+)?$"
MASKED = ("**", "##", "$$")
FIRST_SIGN = "!"  # spaces, tabs and ends of lines come before it
WIDE_SPACE = "\u3000"


class Style(NamedTuple):
    """How a file writes amounts and days: its decimal mark, empty for digits and a point alone, and its day order.

    In a `tidy` file nothing stands around a text; that is looked at, for taking it off costs more than all the rest.
    """

    mark: Literal["", ".", ","] = ""
    days: Order = "ymd"
    tidy: bool = False

    @property
    def way(self) -> str:
        """The name of a way to read: as far as possible as it stands, as simple as possible, or as it was told."""
        return "told" if self.mark else "tidy" if self.tidy else "simple"


def texts(raw: Any, export: Export, style: Style) -> Any:
    """Return a file's columns with nothing around a text, and again as words where words are looked for.

    Two words that differ in case or width of a comma are the same; what stands for nothing is NULL. `untidy` is true
    where a tidy file is none.
    """
    import ibis

    text = {name: _text(raw[name], export, style) for name in raw.columns}
    words = {f"w{place}": _word(text[f"c{place}"]) for place in _places(export, export.format.words)}
    untidy = ibis.or_(*_edges(raw, export)) if style.tidy else ibis.literal(False)
    return raw.select(**text, **words, untidy=untidy.fill_null(False))


def _places(export: Export, groups: Iterable[tuple[str, ...]]) -> list[int]:
    places = {export.place(columns) for columns in groups}
    return sorted(place for place in places if place is not None)


def _edges(raw: Any, export: Export) -> Iterator[Any]:
    """Yield whether something stands around a text. Amounts and days need no look: they are read with it, or not."""
    format_ = export.format
    added = [(column,) for column in export.added.values()]
    alone = _places(export, (*format_.words, *format_.told_apart, *added))
    for place in {*alone, *_places(export, ((column,) for column in format_.filled))}:
        yield raw[f"c{place}"] < FIRST_SIGN
    yield from (raw[f"c{place}"].reverse() < FIRST_SIGN for place in alone)
    yield from (raw[f"c{place}"].contains(WIDE_SPACE) for place in _places(export, (format_.customer, format_.seller)))


def _text(cell: Any, export: Export, style: Style) -> Any:
    text = (cell if style.tidy else cell.strip()).nullif("")
    for nothing in export.format.empty:
        text = text.nullif(nothing)
    return text


def _word(text: Any) -> Any:
    return text.lower().replace("，", ",").replace(", ", ",")


class Cells:
    """The columns of one file by what they mean to its format: `raw` are its texts."""

    def __init__(self, raw: Any, export: Export, style: Style) -> None:
        import ibis

        self.raw, self.export, self.style, self._ibis = raw, export, style, ibis

    def text(self, columns: Iterable[str]) -> Any:
        """Return the first of the columns that there is, `None` for none."""
        place = self.export.place(tuple(columns))
        return None if place is None else self.raw[f"c{place}"]

    def word(self, column: Iterable[str]) -> Any:
        """Return the first of the columns that there is as words, `None` for none."""
        place = self.export.place(tuple(column))
        return None if place is None else self.raw[f"w{place}"]

    def is_one_of(self, column: Iterable[str], words: Iterable[str]) -> Any:
        """Return whether a word of `words` stands in a column; `None` where the file has no such column."""
        word = self.word(column)
        return None if word is None else word.isin([one_word(each) for each in words]).fill_null(False)

    def amount(self, amount: Amount | None) -> Any:
        """Return an amount, NULL where none can be read; `None` where the file has no such column."""
        if amount is None or (text := self.text(amount.column)) is None:
            return None
        value = self._money(text)
        for names, sign in ((amount.plus, 1), (amount.minus, -1)):
            for name in names:
                other = self.text((name,))
                value = value if other is None else value + sign * self._money(other).fill_null(0)
        return value if amount.parts == 1 else (value / amount.parts).cast(MONEY)

    def _money(self, text: Any) -> Any:
        mark = self.style.mark
        if not mark:
            return text.try_cast(MONEY)
        digits = text.re_replace(r"[^0-9.,]", "")
        digits = digits.replace(".", "").replace(",", ".") if mark == "," else digits.replace(",", "")
        value = digits.nullif("").try_cast(MONEY)
        return self._ibis.ifelse(text.contains("(") | text.contains("-") | text.contains("−"), -value, value)

    def day(self, columns: Iterable[str]) -> Any:
        """Return a day, NULL where none can be read; `None` where the file has no such column."""
        text = self.text(columns)
        if text is None:
            return None
        if self.style.days == "ymd":
            return self._day_of_year_first(text)
        first, second, third = (text.re_extract(DAY, group) for group in (1, 2, 3))
        month, day = (second, first) if self.style.days == "dmy" else (first, second)
        year = self._ibis.ifelse(third.length() == 2, self._ibis.literal("20") + third, third)
        western = year + "-" + month.lpad(2, "0") + "-" + day.lpad(2, "0")
        iso = first + "-" + second.lpad(2, "0") + "-" + third.lpad(2, "0")
        return self._ibis.ifelse(first.length() == 4, iso, western).try_cast("date")

    def _day_of_year_first(self, text: Any) -> Any:
        written = text.replace("/", "-").replace("年", "-").replace("月", "-")
        whole = self._ibis.ifelse(written.substr(4, 1) == "-", written, None)
        if self.style.mark:
            return whole.re_extract(r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", 0).nullif("").try_cast("date")
        other = whole.substr(0, 10).try_cast("date")
        return self._ibis.ifelse(text.substr(4, 1) == "-", text.substr(0, 10).try_cast("date"), other)

    def hashed(self, columns: Iterable[str], salt: str, *, exact: bool = False) -> Any:
        """Return what tells one from another and nothing else: NULL where nothing stands, or what is masked.

        Numbers of rows are `exact`: those of some programs differ in case alone.
        """
        text = self.text(columns)
        if text is None:
            return None
        known = text.notnull() & ~self._ibis.or_(*(text.contains(sign) for sign in MASKED))
        plain = text if exact else text.lower()
        plain = plain if exact or self.style.tidy else plain.replace(WIDE_SPACE, " ").strip()
        salted = plain + salt
        key = salted.hexdigest("sha256") if self.export.sheet.encoding == TABLE else salted.hash()
        return self._ibis.ifelse(known, key, None)


def one_word(text: str) -> str:
    """Return a status word as `Cells.word` gives it."""
    return folded(text).replace(", ", ",")


def told_style(raw: Any, export: Export, days: Order | None) -> Style:
    """Return how a file writes amounts and days, by all of its cells.

    Raises InputError for two decimal marks, and for days that read both ways or are numbers of a spreadsheet.
    """
    raw = texts(raw, export, Style())
    return Style(_mark(raw, export), days or _order(raw, export))


def _mark(raw: Any, export: Export) -> Literal[".", ","]:
    format_ = export.format
    amounts = format_.amounts
    texts = [
        text
        for one in amounts
        for name in one.columns
        if (text := Cells(raw, export, Style()).text((name,))) is not None
    ]
    points, commas = (sum(_count(raw, [text.re_search(rule) for text in texts])) for rule in (
        r"[.][0-9]{1,2}[^0-9.,]*$|,[0-9]{3}[.]|,[0-9]{3},", r",[0-9]{1,2}[^0-9.,]*$|[.][0-9]{3},|[.][0-9]{3}[.]"
    ))  # fmt: skip
    if points and commas:
        what = f"{points} amounts have a decimal point and {commas} a decimal comma"
        fix = "Export the file again with one of them, or split it"
        raise InputError(what, where=export.sheet.name, fix=fix)
    return "," if commas else "."


def _order(raw: Any, export: Export) -> Order:
    format_ = export.format
    if format_.days in ("mdy", "dmy"):
        return format_.days
    named = [
        text
        for columns in (format_.at, *format_.other_days)
        if (text := Cells(raw, export, Style()).text(columns)) is not None
    ]
    if sum(_count(raw, [text.re_search(SERIAL) for text in named])):
        fix = "Export the file again and do not open it in a spreadsheet, or format the column as a date and save it"
        raise InputError("its days are numbers of a spreadsheet", where=export.sheet.name, fix=fix)
    parts = [(text.re_extract(DAY, 1), text.re_extract(DAY, 2)) for text in named]
    western = [first.length() <= 2 for first, _ in parts]
    days_first, days_second = (
        sum(_count(raw, [short & _over_12(pair[place]) for short, pair in zip(western, parts, strict=True)]))
        for place in (0, 1)
    )  # fmt: skip
    if days_first and days_second:
        raise InputError(
            "some days begin with the month and some with the day", where=export.sheet.name,
            fix="Export the file again with one way of writing days",
        )  # fmt: skip
    if not days_first and not days_second and any(_count(raw, western)):
        fix = "Say which way they are written: --dates dmy or --dates mdy"
        raise InputError("its days read both ways, as 03/04/2026 does", where=export.sheet.name, fix=fix)
    return "dmy" if days_first else "mdy" if days_second else "ymd"


def _over_12(text: Any) -> Any:
    return text.try_cast("int32") > 12


def _count(raw: Any, conditions: list[Any]) -> list[int]:
    """Return for each condition in how many rows it is true."""
    if not conditions:
        return []
    named = {f"n{number}": one.fill_null(False).sum() for number, one in enumerate(conditions)}
    row = raw.aggregate(**named).to_pyarrow().to_pylist()[0]
    return [int(value or 0) for value in row.values()]


def read_columns(format_: ExportFormat, export: Export) -> tuple[str, ...]:
    """Return the heads of the columns that are read of a file."""
    places = sorted({export.places[name] for name in format_.columns if name in export.places})
    return tuple(export.sheet.head[place].strip() for place in places)
