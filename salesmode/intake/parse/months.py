"""Months by number, name, range or quarter: `Nov-Jan`, `June to August`, `Q4`, `6至8月`."""

from __future__ import annotations

import re
from typing import Final

from salesmode.intake.parse.basics import plain
from salesmode.intake.parse.spoken import in_digits

_NAMES: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_BETWEEN = r"\s*(?:[-–—~到至]|\bto\b|\bthrough\b)\s*"
_QUARTER = r"(?:q|第)?\s*([1-4])\s*(?:季度|季)|q\s*([1-4])"
_SHORTEST = 3


def months_of(text: str) -> list[str]:
    """Return the months a text names, by number, those of a range through the turn of the year; else the text alone."""
    form = in_digits("number", plain(text).casefold())
    quarter = re.fullmatch(_QUARTER, form)
    if quarter:
        last = 3 * int(quarter[1] or quarter[2])
        return [str(month) for month in range(last - 2, last + 1)]
    ends = [_month(part) for part in re.split(_BETWEEN, form)]
    if len(ends) != 2 or None in ends:
        month = _month(form)
        return [text if month is None else str(month)]
    first, last = (end or 0 for end in ends)
    return [str((first - 1 + step) % 12 + 1) for step in range((last - first) % 12 + 1)]


def _month(word: str) -> int | None:
    """Return the number of a month: `11`, `11月`, `nov`, `sept.`, `november`."""
    bare = word.removesuffix("月").rstrip(". ")
    if bare.isdecimal():
        return int(bare) if 1 <= int(bare) <= len(_NAMES) else None
    long_enough = len(bare) >= _SHORTEST
    return next((n for n, name in enumerate(_NAMES, 1) if long_enough and name.startswith(bare)), None)
