"""The tables of a paper: columns as wide as what stands in them, with room to write where nothing does yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from salesmode.report.formats.markdown import dashes_of

ROOM: Final = 14  # of a column that is filled in by hand
_TABLE = re.compile(r"^(\|.*)\n(\|[ |:-]+\|)((?:\n\|.*)*)", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")


def widths_of(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide each column of a table is to be, its head first among the rows, in letters of Latin."""
    columns = zip(dashes_of(rows), zip(*rows[1:], strict=True) if rows[1:] else ((),) * len(rows[0]), strict=True)
    return [len(dashes) if all(cells) else max(len(dashes), ROOM) for dashes, cells in columns]


def proportioned(text: str) -> str:
    """Return a paper whose tables tell by their dashes how wide each column is to be."""
    return _TABLE.sub(_ruled, text)


def _ruled(match: re.Match[str]) -> str:
    head, line, body = match.groups()
    widths = widths_of([_cells(row) for row in (head, *body.split("\n")[1:])])
    ruled = [_dashes(width, mark) for width, mark in zip(widths, _cells(line), strict=True)]
    return f"{head}\n| {' | '.join(ruled)} |{body}"


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(row)[1:-1]]


def _dashes(width: int, mark: str) -> str:
    return f"{'-' * (width - 1)}:" if mark.endswith(":") else "-" * width
