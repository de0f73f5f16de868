"""Which format a file is in, by its head; which of the format's columns it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from salesmode.errors import InputError, shown
from salesmode.knowledge.exports import ExportFormat
from salesmode.measure.sheets import Sheet, folded, opened

SHOWN = 12


class Export(NamedTuple):
    """A file, the format it is in, and in which place each column of the format stands.

    `added` are texts that one command reads beside what the format means, each by the name of its column in a table.
    """

    sheet: Sheet
    format: ExportFormat
    places: Mapping[str, int]
    added: Mapping[str, str] = {}

    def place(self, columns: Collection[str]) -> int | None:
        """Return the place of the first of the columns that the file has."""
        return next((self.places[column] for column in columns if column in self.places), None)

    def head_of(self, columns: Collection[str]) -> str:
        """Return what the head says of the first of the columns that the file has, empty where there is none."""
        place = self.place(columns)
        return "" if place is None else self.sheet.head[place]


def recognised(path: str, formats: Mapping[str, ExportFormat], named: str | None = None) -> Export:
    """Return a file with the format that its head shows, or that it is said to be in.

    Raises InputError where no format fits, or two fit alike.
    """
    among = _named(formats, named, path)
    return _best(list(opened(path)), among, path)


def recognised_table(sheet: Sheet, formats: Mapping[str, ExportFormat], named: str | None = None) -> Export:
    """Return a table that an engine holds with the format that its columns show; raises InputError as for a file."""
    return _best([sheet], _named(formats, named, sheet.name), sheet.name)


def _best(sheets: list[Sheet], among: Mapping[str, ExportFormat], path: str) -> Export:
    found = sorted(_fitting(sheets, among), key=lambda export: (-len(export.places), export.sheet.head_row))
    if not found:
        raise _unknown(sheets, among)
    best = [one for one in found if len(one.places) == len(found[0].places) and one.format != found[0].format]
    if best:
        names = " or ".join(sorted({found[0].format.id, *(one.format.id for one in best)}))
        fix = f"Say which it is: --as {shown(path)}=FORMAT"
        raise InputError(f"two formats fit: {names}", where=found[0].sheet.name, fix=fix)
    return found[0]


def _named(formats: Mapping[str, ExportFormat], named: str | None, path: str) -> Mapping[str, ExportFormat]:
    if named is None:
        return formats
    if named not in formats:
        raise InputError(
            f"no format {shown(named)}", where=f"--as {path}", fix="salesmode formats list names them all"
        )  # fmt: skip
    return {named: formats[named]}


def _fitting(sheets: list[Sheet], formats: Mapping[str, ExportFormat]) -> Iterator[Export]:
    for sheet in sheets:
        head = [folded(cell) for cell in sheet.head]
        for format_ in formats.values():
            other = format_.not_with and all(_place(column, head) is not None for column in format_.not_with)
            if not other and all(_place(column, head) is not None for column in format_.known_by):
                yield Export(
                    sheet, format_, places_of(sheet, (*format_.columns, *format_.currency_in, *format_.known_by))
                )


def places_of(sheet: Sheet, columns: Iterable[str]) -> dict[str, int]:
    """Return the place of each of the columns that a file has."""
    head = [folded(cell) for cell in sheet.head]
    places = {column: _place(column, head) for column in columns}
    return {column: place for column, place in places.items() if place is not None}


def _place(column: str, head: list[str]) -> int | None:
    name = folded(column)
    if name.endswith("*"):
        return next((place for place, cell in enumerate(head) if cell.startswith(name[:-1])), None)
    return head.index(name) if name in head else None


def _unknown(sheets: list[Sheet], formats: Mapping[str, ExportFormat]) -> InputError:
    """Say which columns there are and which format lacks the fewest, or that the file is a form to fill in."""
    sheet = max(sheets, key=lambda one: sum(bool(cell.strip()) for cell in one.head))
    head = [cell for cell in sheet.head if cell.strip()]
    if any(cell.strip().startswith("*") for cell in head):
        fix = "Export the data itself: this is the template in which data are sent in"
        return InputError("this is an import template, not an export", where=sheet.name, fix=fix)
    folded_head = [folded(cell) for cell in head]
    missing = {
        id: [column for column in one.known_by if _place(column, folded_head) is None] for id, one in formats.items()
    }
    listed = ", ".join(str(shown(cell)) for cell in head[:SHOWN]) + (", …" if len(head) > SHOWN else "")
    what = f"no format fits its columns: {listed}"
    nearest = min(missing, key=lambda one: len(missing[one]) / len(formats[one].known_by), default=None)
    near = ""
    if nearest and len(missing[nearest]) < len(formats[nearest].known_by):
        near = f"Nearest: {nearest}, which also has {', '.join(missing[nearest])}. "
    fix = f"{near}Describe it in a file of your own: salesmode formats show shopify.orders, then --map FILE"
    return InputError(what, where=sheet.name, fix=fix)
