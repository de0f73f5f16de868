"""Many businesses in one file, read one at a time: an object of answers on each line, or a row of a table.

In a table (CSV) the heads are ids of answers and a list stands in one cell, its parts divided by `;`. However long the
file is, one business of it is held.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from salesmode.business.profile import ANSWERS, specs
from salesmode.errors import InputError, Message, shown
from salesmode.intake.parse import Tree, given_twice, nearest
from salesmode.intake.syntax import LIMIT, read_value

if TYPE_CHECKING:
    from _csv import Reader

MARK: Final = 16  # signs of a mark: two different lists have the same one in no practice
TABLE_ENDING: Final = ".csv"
BEGIN: Final = "Begin it with the ids of answers: name,offer,deal_value"
OTHER_MARKS: Final = (";", "\t")  # by which a spreadsheet may divide cells
_STRUCTURED: Final = frozenset({"levels", "counts", "list", "map"})
_BOM: Final = b"\xef\xbb\xbf"


class Lines(Protocol):
    """What is read line by line."""

    def readline(self, limit: int = ..., /) -> bytes:
        """Return the next line, or so many bytes of it."""


class Client(NamedTuple):
    """One business: the line it begins on, and its answers as JSON, or what is wrong with the line.

    `mark` tells it, and all before it, from other ones.
    """

    line: int
    text: str = ""
    fault: InputError | None = None
    mark: str = ""


def clients_of(file: Lines, name: str, table: bool | None) -> Iterator[Client]:
    """Return every business of a file, in its order; raises InputError where the heads of a table are no answers.

    Where nothing says whether it is a table, its first line does: that of objects begins with a brace.
    """
    if table is None:
        first = file.readline(LIMIT + 1)
        table = bool(first.strip()) and not first.removeprefix(_BOM).lstrip().startswith(b"{")
        file = _Begun(first, file)
    return _table(file, name) if table else _lines(file, name)


def marked(clients: Iterable[Client], begin: str) -> Iterator[Client]:
    """Yield clients, each with its mark: a digest of `begin` and of all clients so far."""
    mark = begin
    for client in clients:
        said = client.text if client.fault is None else str(client.fault)
        mark = hashlib.sha256(f"{mark}\n{client.line}\n{said}".encode("utf-8", "surrogatepass")).hexdigest()[:MARK]
        yield client._replace(mark=mark)


class _Begun:
    """A file of which the first line is read already."""

    def __init__(self, first: bytes, file: Lines) -> None:
        self._first, self._file = first, file

    def readline(self, limit: int = -1, /) -> bytes:
        """Return the next line, or so many bytes of it."""
        line, self._first = self._first, b""
        return line or self._file.readline(limit)


def _lines(file: Lines, name: str) -> Iterator[Client]:
    for line, data in enumerate(_each_line(file), 1):
        fault = _unreadable(data, f"{name}:{line}")
        if fault is not None:
            yield Client(line, fault=fault)
        elif data.strip():
            yield Client(line, data.decode())


def _each_line(file: Lines) -> Iterator[bytes]:
    """Yield lines of at most a byte over a megabyte; what is longer is cut, and its rest passed over."""
    first = True
    while data := file.readline(LIMIT + 1):
        rest = data
        while len(rest) > LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(LIMIT + 1)
        yield data.removeprefix(_BOM) if first else data
        first = False


def _unreadable(data: bytes, where: str) -> InputError | None:
    if len(data) > LIMIT:
        return InputError("this line is over 1 MB", where=where, fix="Answers take a few kilobytes on one line")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return InputError("this line is not UTF-8", where=where, fix="Save the file as plain text in UTF-8")
    if text.strip() and not text.lstrip().startswith("{"):
        fix = 'Write one object a line, such as {"name": "Harbour Café", "deal_value": "4.50"}'
        return InputError("this line is no JSON object", where=where, fix=fix)
    return None


# ------------------------------------------------------------------------------------------------------------ a table


def _table(file: Lines, name: str) -> Iterator[Client]:
    text = (data.decode("utf-8", "surrogateescape") for data in _each_line(file))
    rows = csv.reader(text, strict=True)
    try:
        heads = _heads(next(rows, []), name)
    except csv.Error as error:
        raise InputError(f"its heads are not readable as CSV: {error}", where=f"{name}:1", fix=BEGIN) from None
    return _rows(rows, heads, name)


def _rows(rows: Reader, heads: Sequence[str], name: str) -> Iterator[Client]:
    while True:
        line = rows.line_num + 1
        where = f"{name}:{line}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            fix = 'Put a cell that holds a comma, a quote or a line break in quotes: "..."'
            yield Client(line, fault=InputError(f"this row is not readable as CSV: {error}", where=where, fix=fix))
            continue
        if any(cell.strip() for cell in row):
            yield _client(heads, row, line, where)


def _heads(row: Sequence[str], name: str) -> list[str]:
    """Return the answers of the columns; raises InputError for a head that is none, or that stands twice."""
    heads = [cell.strip() for cell in row]
    if len(heads) == 1 and (mark := next((mark for mark in OTHER_MARKS if mark in heads[0]), None)):
        commas = "Save it with commas: a semicolon divides the parts of a list"
        raise InputError(f"its cells are divided by {mark!r}", where=f"{name}:1", fix=commas)
    for n, head in enumerate(heads):
        if head not in ANSWERS:
            fix = Message(
                "every-key", "{nearest}`salesmode questions -f yaml` lists every key", nearest=nearest(head, ANSWERS)
            )
            raise InputError(Message("unknown-key", "unknown key {key}", key=shown(head)), where=f"{name}:1", fix=fix)
        if head in heads[:n]:
            raise InputError(given_twice(head), where=f"{name}:1", fix="Keep one of the two columns")
    if not heads:
        raise InputError("there are no clients in it", where=name, fix=BEGIN)
    return heads


def _client(heads: Sequence[str], row: Sequence[str], line: int, where: str) -> Client:
    if len(row) > len(heads):
        what = f"this row has {len(row)} cells, and there are {len(heads)} heads"
        fix = 'Put a cell that holds a comma in quotes: "10,000"'
        return Client(line, fault=InputError(what, where=where, fix=fix))
    if any(char in cell for cell in row for char in _ESCAPED):
        return Client(line, fault=InputError("this row is not UTF-8", where=where, fix="Save it as CSV in UTF-8"))
    try:
        return Client(line, json.dumps(dict(_answers(dict(zip(heads, row, strict=False)), where))))
    except InputError as error:
        return Client(line, fault=error)


_ESCAPED: Final = frozenset(map(chr, range(0xDC80, 0xDD00)))  # what stands for bytes that are no UTF-8


def _answers(cells: Mapping[str, str], where: str) -> Iterator[tuple[str, Tree]]:
    for id, cell in cells.items():
        kind = specs()[id].kind
        if not cell.strip():
            continue
        if kind == "any_of":
            yield id, cell.replace(";", ",")
        elif kind in _STRUCTURED:
            yield id, _structured(cell, kind == "list", f"{where} {id}")
        else:
            yield id, cell


def _structured(cell: str, many: bool, where: str) -> Tree:
    """Return lists and maps written in one cell as YAML; the entries of a list may stand side by side."""
    opened = cell.strip()
    if many and opened.startswith("{"):
        opened = f"[{opened.replace('};', '},').rstrip(';, ')}]"
    return read_value(opened, where).tree()
