"""The house style: what was read of a file, as lines.

What its author put in brackets stays in brackets where the line, from its key or dash on, fits in 120 columns and holds
no text in two languages and no comment. Every other map and list has a line for each of its entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from salesmode.knowledge.formatting.scalars import STEP, WIDTH, lines_of, on_one_line, quoted, width
from salesmode.knowledge.formatting.tree import ALIAS, Collection, Entry, Node, Scalar

LANGUAGES: Final = frozenset({"en", "zh"})
GAP: Final = 2  # spaces before a comment beside something


class _Laid(NamedTuple):
    """An entry as lines, and what stands above it, not indented yet."""

    above: list[str]
    lines: list[str]


def lines_of_file(whole: Entry) -> list[str]:
    """Return the lines of a whole file."""
    value, above = whole.value, [*whole.above, *_if_any(whole.beside)]
    if isinstance(value, Collection) and (one := _in_brackets(value)) is not None and width(one) <= WIDTH:
        return [*above, one]
    if isinstance(value, Collection):
        return [*above, *_if_any(value.properties.rstrip()), *_block(value, 0)]
    first, *rest = lines_of("", value, 0)
    return [*above, *_if_any(first.lstrip(" ")), *rest]


def _if_any(text: str) -> list[str]:
    return [text] if text else []


def _block(held: Collection, indent: int) -> list[str]:
    laid = [_laid(entry, indent) for entry in held.entries]
    return [*_below_each_other(laid, indent), *_indented(held.tail, indent)]


def _below_each_other(entries: Sequence[_Laid], indent: int) -> list[str]:
    return [line for one in entries for line in (*_indented(one.above, indent), *one.lines)]


def _indented(comments: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + text if text else "" for text in comments]


def _laid(entry: Entry, indent: int) -> _Laid:
    head = " " * indent + (_key(entry.key) if entry.key else "-")
    value = entry.value
    if isinstance(value, Scalar):
        return _with_comment(entry, lines_of(head, value, indent))
    one = _in_brackets(value)
    if one is not None and width(f"{head} {one}") <= WIDTH:
        return _with_comment(entry, [f"{head} {one}"])
    if entry.key is None and not value.properties:
        return _behind_dash(entry, value, indent)
    if value.flow:
        entry.column = 0  # it stood behind the bracket
    above, lines = _with_comment(entry, [f"{head} {value.properties}".rstrip()])
    return _Laid(above, [*lines, *_block(value, indent + STEP)])


def _behind_dash(item: Entry, held: Collection, indent: int) -> _Laid:
    """An item that is a map or a list: its first entry stands behind the dash, and what stood between above it."""
    first, *rest = (_laid(entry, indent + STEP) for entry in held.entries)
    above = [*item.above, *_if_any(item.beside), *first.above]
    line = " " * indent + "- " + first.lines[0][indent + STEP :]
    below = [*_below_each_other(rest, indent + STEP), *_indented(held.tail, indent + STEP)]
    return _Laid(above, [line, *first.lines[1:], *below])


def _with_comment(entry: Entry, lines: list[str]) -> _Laid:
    """The comment beside an entry: in its own column where there is room, else close by, else above."""
    if not entry.beside:
        return _Laid(entry.above, lines)
    for gap in (entry.column - len(lines[0]), GAP):
        if len(lines) == 1 and gap >= GAP and width(lines[0]) + gap + width(entry.beside) <= WIDTH:
            return _Laid(entry.above, [lines[0] + " " * gap + entry.beside])
    return _Laid([*entry.above, entry.beside], lines)


def _key(key: Scalar) -> str:
    word = _word(key) or f"{key.properties}{quoted(key.value)}"
    return f"{word} :" if key.style == ALIAS else f"{word}:"


def _word(scalar: Scalar) -> str | None:
    """A key, or a value in brackets, where nothing at all must be said; None where it has lines of its own."""
    if scalar.style or scalar.value:
        return on_one_line(scalar)
    return scalar.properties + ('""' if "!" in scalar.properties else "null")


def _in_brackets(node: Node) -> str | None:
    """A value on one line; None where it has lines of its own."""
    if isinstance(node, Scalar):
        return _word(node)
    if (node.entries and not node.flow) or node.tail:
        return None
    parts = []
    for entry in node.entries:
        text = entry.key is not None and entry.key.value in LANGUAGES
        inner = None if text or entry.above or entry.beside else _in_brackets(entry.value)
        if inner is None:
            return None
        parts.append(f"{_key(entry.key)} {inner}" if entry.key else inner)
    joined = ", ".join(parts)
    return node.properties + (f"{{{joined}}}" if node.is_map else f"[{joined}]")
