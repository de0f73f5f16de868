"""A file as rows of text: its kind, encoding, delimiter and head, told by its first bytes and never by its data."""

from __future__ import annotations

import csv
import datetime
import html
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from salesmode.errors import InputError, shown, shown_path

HEAD: Final = 65_536  # bytes that are looked at
HEAD_ROWS: Final = 30  # rows in which the head may stand
DELIMITERS: Final = ("\t", ";", ",", "|")
LONGEST_CELL: Final = 1_000_000
NO_TABLE: Final = {b"%pdf": "a PDF", b"<htm": "a web page", b"<!do": "a web page", b"<tab": "a web page"}
OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
TABLE: Final = "table"  # in place of an encoding: the sheet is a table that an engine holds
AS_CSV: Final = "Export it again as CSV, or as xlsx"


class Sheet(NamedTuple):
    """Where a file's table is: how its bytes become rows, in which row its head stands (from 0), what the head says."""

    path: Path
    name: str
    encoding: str  # empty for a workbook
    delimiter: str
    head_row: int
    head: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether an engine can read the file as it stands."""
        return self.encoding in ("utf-8", "utf-8-sig") and self.head_row == 0


def folded(text: str) -> str:
    """Return a head, or a word, by which two that differ in width, case or spaces alone are the same."""
    return " ".join(unicodedata.normalize("NFKC", unwrapped(text)).casefold().split())


def unwrapped(text: str) -> str:
    """Return a cell without what keeps spreadsheets from counting with it: a tab, an apostrophe, `="..."`."""
    cell = text.strip(" \t\r\n\u3000\u00a0\ufeff")
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1]
    return cell.removeprefix("'")


def opened(path: str) -> Iterator[Sheet]:
    """Yield the file as a sheet for each row that could be its head; raises InputError where it holds no table."""
    file, name = Path(path), shown_path(path)
    start = _first_bytes(file, name)
    _refuse_other_kinds(start, name)
    if start[:2] == b"PK":
        yield from _heads(file, name, "", "", list(_first(workbook_rows(file, name))))
        return
    encoding = encoding_of(start, name)
    text = start.decode(encoding, "replace")
    if len(start) == HEAD:
        text = text.rpartition("\n")[0]
    delimiter = delimiter_of(text)
    rows = list(_first(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    yield from _heads(file, name, encoding, delimiter, rows)


def _first(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    try:
        for number, row in enumerate(rows):
            if number == HEAD_ROWS:
                return
            yield row
    except csv.Error:  # told with its line when the whole file is read
        return


def _heads(
    file: Path, name: str, encoding: str, delimiter: str, rows: list[list[str]]
) -> Iterator[Sheet]:  # fmt: skip
    filled = [(number, row) for number, row in enumerate(rows) if any(cell.strip() for cell in row)]
    if not filled:
        raise InputError("the file is empty", where=name, fix=AS_CSV)
    for number, row in filled:
        yield Sheet(file, name, encoding, delimiter, number, tuple(row))


def _first_bytes(file: Path, name: str) -> bytes:
    try:
        if file.is_dir():
            raise InputError("this is a folder", where=name, fix="Name the files in it")
        with file.open("rb") as stream:
            return stream.read(HEAD)
    except OSError as error:
        raise InputError(
            error.strerror or "it cannot be read", where=name, fix="Check that it is there and may be read"
        ) from None


def _refuse_other_kinds(start: bytes, name: str) -> None:
    if not start.strip():
        raise InputError("the file is empty", where=name, fix=AS_CSV)
    kind = NO_TABLE.get(start.lstrip()[:4].lower()) or ("an old workbook" if start[:4] == OLD_WORKBOOK else None)
    if kind:
        raise InputError(f"this is {kind}, not a table of text", where=name, fix=AS_CSV)


def encoding_of(start: bytes, name: str) -> str:
    """Return the encoding that a file's first bytes are in; raises InputError for bytes that are no text."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if start[:3] == b"\xef\xbb\xbf":
        return "utf-8-sig"
    first, second = start[:2000:2].count(0), start[1:2000:2].count(0)
    if bool(first) is not bool(second):  # of each two bytes of UTF-16 the same one is empty in digits and commas
        return "utf-16-be" if first else "utf-16-le"
    if first:
        raise InputError("the file holds bytes that are no text", where=name, fix=AS_CSV)
    for encoding in ("utf-8", "gb18030"):
        if _decodes(start, encoding):
            return encoding
    return "latin-1"


def _decodes(start: bytes, encoding: str) -> bool:
    """Whether bytes are text in an encoding; the last sign may be cut off."""
    for cut in range(4):
        try:
            start[: len(start) - cut].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(start) - 4:
                return False
        else:
            return True
    return False


def delimiter_of(text: str) -> str:
    """Return what parts the cells: what `sep=` names, else what the fullest of the first rows has most of."""
    lines = text.splitlines()[:HEAD_ROWS]
    named = lines[0].strip().lower().removeprefix("\ufeff") if lines else ""
    if named.startswith("sep=") and len(named) == len("sep=;"):
        return named[-1]
    return max(DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0))


def rows_of(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Yield each row below the head with the number of its last line, empty rows left out.

    Raises InputError for a quote that is never closed, and for bytes that are not of the file's encoding.
    """
    if not sheet.encoding:
        rows = enumerate(workbook_rows(sheet.path, sheet.name), start=1)
        yield from ((line, row) for line, row in rows if line > sheet.head_row + 1 and any(row))
        return
    csv.field_size_limit(LONGEST_CELL)
    with sheet.path.open(encoding=sheet.encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=sheet.delimiter, strict=True)
        begun = 1
        try:
            for number, row in enumerate(reader):
                if number > sheet.head_row and any(cell.strip() for cell in row):
                    yield begun, row
                begun = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            what = "a quote is never closed, or a cell is longer than a million signs"
            if isinstance(error, UnicodeDecodeError):
                what = f"the text is not {sheet.encoding} to its end"
            fix = "Look at that line in a text editor, or export the file again"
            raise InputError(what, where=f"{sheet.name}:{begun}", fix=fix) from None


def workbook_rows(file: Path, name: str) -> Iterator[list[str]]:
    """Yield the rows of a workbook's first sheet as text, dates as 2026-01-31.

    Raises InputError where it is no workbook, or holds formulas whose values were never saved.
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(file, read_only=True)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        raise InputError("this is no workbook that can be read", where=name, fix=AS_CSV) from None
    both = zip(book.worksheets[0].iter_rows(), formulas.worksheets[0].iter_rows(), strict=False)
    for cells, written in both:
        for cell, source in zip(cells, written, strict=False):
            if cell.value is None and isinstance(source.value, str) and source.value.startswith("="):
                where = f"{name}, sheet {book.sheetnames[0]}, cell {source.coordinate}"
                fix = "Open it in a spreadsheet program and save it again, or save it as CSV"
                raise InputError("this formula has no saved value", where=where, fix=fix)
        yield [_text(cell.value) for cell in cells]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def cleaned(sheet: Sheet, wanted: dict[int, str], stop_at: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the wanted cells of each row, up to a row that begins with one of `stop_at`.

    Raises InputError for a row that has more or fewer cells than the head, with its line.
    """
    width = len(sheet.head)
    stops = tuple(folded(one) for one in stop_at)
    for line, row in rows_of(sheet):
        first = folded(next(cell for cell in row if cell.strip()))
        if stops and first.startswith(stops):
            return
        if len(row) != width:
            fix = "Look at that line in a text editor, or export the file again"
            what = f"this row has {len(row)} cells, and the head has {width}"
            raise InputError(what, where=f"{sheet.name}:{line}", fix=fix)
        yield [html.unescape(unwrapped(row[column])) for column in wanted]


def total_lines(sheet: Sheet) -> str:
    """Return the head as a list for a person."""
    return ", ".join(shown(cell).__str__() for cell in sheet.head if cell.strip())
