"""A plan for a terminal: readable without colour, from 20 columns up, Chinese counted two cells a character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len

from salesmode.errors import visible
from salesmode.report.document import Block, Heading, Items, Outline, Paragraph, Quote, Section, Table
from salesmode.report.formats.wrap import wrapped

NARROWEST, WIDEST = 20, 120
# Longer lines of prose lose the eye on its way back; only tables use the whole width.
READABLE = 100
# A column of prose is readable from this many cells on; with less, a row is drawn as a record.
PROSE = 20
SHORT = 26
GAP = "  "
CODES = {"bold": "1", "dim": "2", "italic": "3", "heading": "1;36"}


@dataclass(frozen=True, slots=True)
class Styled:
    """A text of one style, but for its head, which has another."""

    text: str
    style: str = ""
    head: int = 0
    head_style: str = "bold"


@dataclass(frozen=True, slots=True)
class Pen:
    """How wide and whether in colour, and the colon of the language."""

    width: int
    colour: bool
    colon: str

    def narrower(self, by: int) -> Pen:
        """Return a pen for a column `by` cells narrower."""
        return Pen(self.width - by, self.colour, self.colon)

    def lines(self, styled: Styled, width: int = 0) -> list[str]:
        """Return a text as lines."""
        spans = wrapped(styled.text, width or min(self.width, READABLE), cell_len)
        return [self._span(styled, start, end) for start, end in spans]

    def paint(self, text: str, style: str) -> str:
        """Return a text in a style, if there is colour."""
        return f"\x1b[{CODES[style]}m{text}\x1b[0m" if self.colour and style and text else text

    def _span(self, styled: Styled, start: int, end: int) -> str:
        middle = min(max(styled.head, start), end)
        head = self.paint(styled.text[start:middle], styled.head_style)
        return head + self.paint(styled.text[middle:end], styled.style)


def terminal(outline: Outline, width: int, colour: bool) -> str:
    """Return the outline drawn `width` columns wide, with escape codes only if `colour`."""
    pen = Pen(max(NARROWEST, min(width, WIDEST)), colour, outline.colon)
    lines = [*pen.lines(Styled(_clean(outline.title), "bold"))]
    lines += [
        line for text in (outline.byline, outline.stamp) if text for line in pen.lines(Styled(_clean(text), "dim"))
    ]
    for section in outline.sections:
        lines += _section(section, pen)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _section(section: Section, pen: Pen) -> Iterator[str]:
    *above, last = wrapped(_clean(section.title), pen.width - len(GAP), cell_len)
    yield ""
    for start, end in above:
        yield pen.paint(_clean(section.title)[start:end], "bold")
    title = _clean(section.title)[slice(*last)]
    yield f"{pen.paint(title, 'bold')} {'─' * (pen.width - cell_len(title) - 1)}"
    before: Block | None = None
    for block in section.blocks:
        drawn = list(_drawn(block, pen))
        if drawn:
            yield from [""] if before is not None and _apart(before, block) else []
            yield from drawn
            before = block


def _apart(before: Block, block: Block) -> bool:
    """Whether a blank line stands between two blocks: not under a heading, nor inside a run of labelled lines."""
    if isinstance(before, Heading) or isinstance(block, Quote):
        return isinstance(block, Heading)
    return not (isinstance(before, Paragraph) and isinstance(block, Paragraph) and before.label and block.label)


def _drawn(block: Block, pen: Pen) -> Iterator[str]:
    match block:
        case Heading(text=text, depth=depth):
            mark, style = ("── ", "heading") if depth == 1 else ("", "bold")
            yield from pen.lines(Styled(mark + _clean(text), style))
        case Paragraph():
            yield from pen.lines(_paragraph(block, pen.colon))
        case Quote(text=text, label=label):
            quoted = _paragraph(Paragraph(f"“{text}”", label), pen.colon, "italic")
            yield from _hanging("    ", pen.narrower(6).lines(quoted))
        case Items():
            yield from _items(block, pen)
        case Table():
            yield from _table(block, pen)


def _clean(text: str) -> str:
    return visible(" ".join(text.split()))


def _paragraph(block: Paragraph, colon: str, style: str = "") -> Styled:
    label = _clean(block.label) + colon if block.label else ""
    return Styled(label + _clean(block.text), style, len(label))


def _hanging(first: str, lines: Sequence[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        yield (first if index == 0 else " " * len(first)) + line


def _items(block: Items, pen: Pen) -> Iterator[str]:
    if block.label and block.items:
        label = _clean(block.label) + pen.colon.rstrip()
        yield from pen.lines(Styled(label, "bold"))
    wide = len(str(len(block.items)))
    for number, item in enumerate(block.items, 1):
        mark = f"  {number:>{wide}}. " if block.numbered else "  • "
        yield from _hanging(mark, pen.narrower(len(mark)).lines(_paragraph(item, pen.colon)))


def _table(block: Table, pen: Pen) -> Iterator[str]:
    rows = [tuple(_clean(cell) for cell in row) for row in (block.columns, *block.rows)]
    widths = _widths(rows, pen.width)
    if widths is None:
        yield from _records(rows, 0 in block.right, pen)
        return
    head, *rest = rows
    yield from _row(head, widths, block.right, pen, "bold")
    yield "─" * (sum(widths) + len(GAP) * (len(widths) - 1))
    for row in rest:
        yield from _row(row, widths, block.right, pen)


def _row(row: Sequence[str], widths: Sequence[int], right: frozenset[int], pen: Pen, style: str = "") -> Iterator[str]:
    cells = [pen.lines(Styled(cell, style), width) for cell, width in zip(row, widths, strict=True)]
    for parts in zip_longest(*cells, fillvalue=""):
        columns = enumerate(zip(parts, widths, strict=True))
        yield GAP.join(_filled(part, width, index in right) for index, (part, width) in columns)


def _filled(cell: str, width: int, right: bool) -> str:
    blank = " " * (width - cell_len(_bare(cell)))
    return blank + cell if right else cell + blank


def _bare(painted: str) -> str:
    if "\x1b" not in painted:
        return painted
    return "".join(part.partition("m")[2] if index else part for index, part in enumerate(painted.split("\x1b[")))


def _widths(rows: Sequence[tuple[str, ...]], width: int) -> list[int] | None:
    """Return a width for each column, prose sharing what the others leave; None where that is too narrow to read."""
    natural = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    left = width - len(GAP) * (len(natural) - 1)
    widths: dict[int, int] = {}
    for done, (index, wanted) in enumerate(sorted(enumerate(natural), key=lambda pair: pair[1])):
        widths[index] = min(wanted, left // (len(natural) - done))
        left -= widths[index]
    narrow = any(widths[index] < min(wanted, PROSE) for index, wanted in enumerate(natural))
    return None if narrow else [widths[index] for index in range(len(natural))]


def _records(rows: Sequence[tuple[str, ...]], numbered: bool, pen: Pen) -> Iterator[str]:
    """Rows too wide to stand in columns, one under the other: the first cell that is text leads, the others follow."""
    columns, *rest = rows
    lead = 1 if numbered else 0
    head = " ".join(columns[: lead + 1])
    yield pen.paint(head, "bold")
    yield "─" * cell_len(head)
    for index, row in enumerate(rest):
        yield from [""] if index else []
        yield from pen.lines(Styled(" ".join(row[: lead + 1]).strip(), "bold"))
        for line in _fields(columns[lead + 1 :], row[lead + 1 :], pen.colon):
            yield from _hanging("   ", pen.narrower(3).lines(line))


def _fields(columns: Sequence[str], cells: Sequence[str], colon: str) -> Iterator[Styled]:
    """Yield the fields of a record that hold something, short ones side by side."""
    short: list[str] = []
    for column, cell in zip(columns, cells, strict=True):
        if not cell:
            continue
        label = column + colon
        if cell_len(label + cell) <= SHORT:
            short.append(label + cell)
            continue
        if short:
            yield Styled(" · ".join(short))
        short = []
        yield Styled(label + cell, "", len(label), "dim")
    if short:
        yield Styled(" · ".join(short))
