"""The tables of a finished paper: columns as wide as what stands in them, with room to write where nothing does yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from salesmode.report.formats.markdown import dashes_of

ROOM: Final = "-" * 14  # of a column that is filled in by hand
_TABLE = re.compile(r"^(\|.*)\n(\|[ |:-]+\|)((?:\n\|.*)*)", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")


def proportioned(text: str) -> str:
    """Return a paper whose tables tell by their dashes how wide each column is to be."""
    return _TABLE.sub(_ruled, text)


def _ruled(match: re.Match[str]) -> str:
    head, line, body = match.groups()
    rows = [_cells(row) for row in body.splitlines() if row]
    dashes = dashes_of([_cells(head), *rows])
    ruled = [_dash(dash, mark, [row[index] for row in rows])
             for index, (dash, mark) in enumerate(zip(dashes, _cells(line), strict=True))]  # fmt: skip
    return f"{head}\n| {' | '.join(ruled)} |{body}"


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(row)[1:-1]]


def _dash(dash: str, mark: str, cells: Sequence[str]) -> str:
    wide = dash if all(cells) else max(dash, ROOM, key=len)
    return f"{wide[1:]}:" if mark.endswith(":") else wide
