"""Breaking a text into lines by terminal cells: English between words, Chinese between characters."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator

Measure = Callable[[str], int]

# Characters two cells wide, between which a line may be broken; without the marks below.
_WIDE = (
    "\u2e80-\u2fff\u3003-\u3007\u3012\u3013\u301c-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00020000-\U0003ffff"
)
_OPENING = "（《〈「『【〔“‘"
_CLOSING = "，。、；：？！）》〉」』】〕”’…"
_NARROW = rf"[^\s{_WIDE}{_OPENING}{_CLOSING}]"
# What is never parted: a mark and what it belongs to, a currency or a figure and what stands with it.
_UNIT = rf"""
    [{_OPENING}]*
    (?: [{_WIDE}]
      | (?:[+−]?\b[A-Z]{{3}}[ ](?=\d))? {_NARROW}+ (?:(?<=\d)[ ](?:%|[{_WIDE}]))?
      | (?<=[{_OPENING}])
      | (?=[{_CLOSING}])
    )
    [{_CLOSING}]*[ ]*
    | .
"""


@functools.cache
def _unit() -> re.Pattern[str]:
    return re.compile(_UNIT, re.VERBOSE)  # of so many signs that takes 8 ms, and Markdown needs none


def cells(text: str) -> int:
    """Return how many Latin letters wide a text is."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
               for char in text)  # fmt: skip


def wrapped(text: str, width: int, measure: Measure) -> list[tuple[int, int]]:
    """Return start and end of each line of `text`, none over `width` cells; the spaces between lines belong to none."""
    lines: list[tuple[int, int]] = []
    start, end, used = 0, 0, 0
    for at, unit in _units(text, width, measure):
        word = unit.rstrip(" ")
        if used + measure(word) > width:
            lines += [(start, end)] if end > start else []
            start, used = at, 0
        if word:
            end = at + len(word)
        used += measure(unit)
    return [*lines, (start, max(start, end))]


def _units(text: str, width: int, measure: Measure) -> Iterator[tuple[int, str]]:
    for match in _unit().finditer(text):
        unit, at = match[0], match.start()
        if measure(unit.rstrip(" ")) <= width:
            if unit:
                yield at, unit
        else:
            yield from ((at + index, char) for index, char in enumerate(unit))
