"""How a word or a text is written: as its author wrote it while it fits on its line, else as a paragraph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from unicodedata import east_asian_width

from salesmode.knowledge.formatting.tree import ALIAS, BLOCK, QUOTES, Scalar

WIDTH: Final = 120
STEP: Final = 2  # columns that what stands inside begins further to the right
_BETWEEN_WORDS: Final = re.compile(r"(?<=\S) (?=\S)")
# Where a line of Chinese may end: after a sign; where that leaves too much, after a space; at last after any character;
# never within what an answer fills in, as in {deal_value|one order}.
_ENDS: Final = tuple(
    re.compile(rf"\{{[^{{}}]*\}}|({end})") for end in (r"[，。；：！？、…—]+[”’」』）》】]* *", " +", r"[^\x00-\x7f] *")
)
_ODD_ENDS: Final = re.compile("[\r\x85\u2028\u2029]")  # a reader ends a line there too


class Paragraph(NamedTuple):
    """A text over several lines, and the sign that says how they are read."""

    sign: str
    lines: list[str]


def width(text: str) -> int:
    """Return the columns `text` takes in an editor: two for a Chinese character, one for any other."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def quoted(text: str) -> str:
    r"""Return `text` in double quotes on one line, what nobody can see spelt out (`\u00a0`)."""
    held = json.dumps(text, ensure_ascii=False)
    return held if held.isprintable() else "".join(char if char.isprintable() else _spelt(char) for char in held)


def _spelt(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"


def on_one_line(scalar: Scalar) -> str | None:
    """Return a value as it stands on one line, however long; None where its author gave it lines of its own."""
    if scalar.style == ALIAS:
        return f"*{scalar.value}"
    has_lines = "\n" in scalar.value
    if has_lines and scalar.style in BLOCK and _as_block(scalar, WIDTH):
        return None
    if not scalar.style and not has_lines:
        return f"{scalar.properties}{scalar.value}"
    as_written = scalar.style in QUOTES and scalar.raw.isprintable()
    return f"{scalar.properties}{scalar.raw if as_written else quoted(scalar.value)}"


def lines_of(head: str, scalar: Scalar, indent: int) -> list[str]:
    """Return the lines of `head` (a key with its colon, or the dash of an item) with its value.

    `indent` is where `head` begins; a text over several lines stands one step further to the right.
    """
    before = f"{head} {scalar.properties}"
    one = on_one_line(scalar)
    line = f"{head} {one}".rstrip()
    if one is not None and (width(line) <= WIDTH or scalar.style == ALIAS or "!" in scalar.properties):
        return [line]
    if one is not None and scalar.style:
        line = f"{before}{quoted(scalar.value)}"  # an author's way of quoting may be the longer one
        if width(line) <= WIDTH:
            return [line]
    made = _paragraph(scalar, WIDTH - indent - STEP)
    if made is None:
        return [line]
    lines = [f"{' ' * (indent + STEP)}{text}" if text else "" for text in made.lines]
    if not made.sign and head.endswith("-"):  # the quote behind a dash stands where the lines below it begin
        return [f"{before}{made.lines[0]}", *lines[1:]]
    return [f"{before}{made.sign}".rstrip(), *lines]


def _paragraph(scalar: Scalar, room: int) -> Paragraph | None:
    """The value over lines of at most `room` columns; None where there is no place to break it.

    English is folded at a space, which the reader puts back. Between Chinese characters it would put one too, so
    Chinese stands in quotes, where a backslash joins two lines with nothing between them.
    """
    text = scalar.value
    if "\n" in text:
        return _as_block(scalar, room)
    if width(text) > len(text) or not text.isprintable():
        return Paragraph("", _joined(text, room))
    if text != text.strip() or not _BETWEEN_WORDS.search(text):
        return None
    return Paragraph(">-", list(_folded([text], room)))


def _as_block(scalar: Scalar, room: int) -> Paragraph | None:
    """A text with lines of its own as a block; None where a block would not give it back, or would hide some of it."""
    text, body = scalar.value, scalar.value.removesuffix("\n")
    lines = body.split("\n")
    end = "" if text.endswith("\n") else "-"
    if not lines[-1].strip() or lines[0].isspace() or _ODD_ENDS.search(text):
        return None
    if scalar.style == ">" and lines[0] and all(line == line.strip() for line in lines):
        return Paragraph(f">{end}", list(_folded(lines, room)))
    if scalar.style not in BLOCK and any(line != line.rstrip() or not line.isprintable() for line in lines):
        return None
    depth = STEP if not lines[0] or lines[0].startswith(" ") else ""  # else the first line shows it
    return Paragraph(f"|{depth}{end}", lines)


def _folded(paragraphs: list[str], room: int) -> Iterator[str]:
    """The lines of several paragraphs; a blank line stands for the end of a line within the text."""
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ""
        if paragraph:
            words = [f"{word} " for word in _BETWEEN_WORDS.split(paragraph)]
            yield from (line.rstrip(" ") for line in _filled(words, room))


def _joined(text: str, room: int) -> list[str]:
    room -= len('"\\')
    lines = list(_filled((quoted(piece)[1:-1] for piece in _pieces(text, room, _ENDS)), room))
    lines = [f"{line}\\" for line in lines[:-1]] + [f'{lines[-1]}"']
    return [f'"{lines[0]}', *lines[1:]]


def _pieces(text: str, room: int, ends: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    """What of a text stays together in a line: what one sign ends, or less where that does not fit."""
    if not ends or width(text) <= room:
        yield text
        return
    begin = 0
    for end in ends[0].finditer(text):
        if end[1]:
            yield from _pieces(text[begin : end.end()], room, ends[1:])
            begin = end.end()
    yield from _pieces(text[begin:], room, ends[1:]) if begin < len(text) else ()


def _filled(pieces: Iterable[str], room: int) -> Iterator[str]:
    """Lines of at most `room` columns, as full as the pieces allow; the space at their end does not count."""
    line = ""
    for piece in pieces:
        if line and width(line) + width(piece.rstrip(" ")) > room:
            yield line
            line = ""
        line += piece
    yield line
