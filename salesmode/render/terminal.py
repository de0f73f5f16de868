"""A plan for a terminal, drawn with Rich: readable without colour, from 40 columns up."""

from __future__ import annotations

import io

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text

from salesmode.outline.blocks import Block, Heading, Items, Outline, Paragraph, Quote, Table

NARROWEST, WIDEST = 40, 120
# A column of prose is readable from this many columns on; with less, a row is drawn as a record.
PROSE = 22
BETWEEN = 2


def terminal(outline: Outline, width: int, colour: bool) -> str:
    """Return the outline drawn `width` columns wide, with escape codes only if `colour`."""
    columns = max(NARROWEST, min(width, WIDEST))
    console = Console(
        file=io.StringIO(), width=columns, force_terminal=colour, color_system="standard" if colour else None,
        no_color=not colour, markup=False, emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip
    console.print(Text(outline.title, style="bold"))
    console.print(Text(outline.stamp, style="dim"))
    for section in outline.sections:
        console.print()
        console.print(Rule(Text(section.title, style="bold"), align="left", characters="─"))
        for block in section.blocks:
            console.print(_drawn(block, outline.colon, columns))
    output = console.file
    text = output.getvalue() if isinstance(output, io.StringIO) else ""
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def _drawn(block: Block, colon: str, width: int) -> RenderableType:
    match block:
        case Heading(text=text, depth=depth):
            return Padding(Text(text, style="bold cyan" if depth == 1 else "bold"), (1, 0, 0, 0))
        case Paragraph():
            return Padding(_paragraph(block, colon), (0, 0, 0, 0))
        case Quote(text=text, label=label):
            return Padding(_paragraph(Paragraph(f"“{text}”", label), colon, style="italic"), (0, 2, 0, 4))
        case Items():
            return _items(block, colon)
        case Table():
            return _table(block, colon, width)


def _paragraph(block: Paragraph, colon: str, style: str = "") -> Text:
    text = Text(block.text, style=style)
    return Text.assemble((block.label + colon, "bold"), text) if block.label else text


def _items(block: Items, colon: str) -> RenderableType:
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for number, item in enumerate(block.items, 1):
        grid.add_row(Text(f"  {number}." if block.numbered else "  •"), _paragraph(item, colon))
    label = [Text(block.label + colon.rstrip(), style="bold")] if block.label and block.items else []
    return Group(*label, grid)


def _table(block: Table, colon: str, width: int) -> RenderableType:
    widest = [max(cell_len(row[index]) for row in (block.columns, *block.rows)) for index in range(len(block.columns))]
    prose = [index for index, length in enumerate(widest) if length > PROSE]
    fixed = sum(length for index, length in enumerate(widest) if index not in prose)
    if fixed + len(prose) * PROSE + BETWEEN * len(widest) > width:
        return _records(block, colon)
    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False, expand=False)
    for index, column in enumerate(block.columns):
        justify = "right" if index in block.right else "left"
        table.add_column(Text(column), justify=justify, no_wrap=index not in prose, overflow="fold")
    for row in block.rows:
        table.add_row(*(Text(cell) for cell in row))
    return Padding(table, (1, 0))


def _records(block: Table, colon: str) -> RenderableType:
    """Rows too wide to stand in columns, one under the other: the first cell that is text leads, the others follow."""
    drawn: list[RenderableType] = []
    lead = 1 if 0 in block.right else 0
    for row in block.rows:
        head = " ".join(row[: lead + 1])
        drawn.append(Text(head, style="bold"))
        for index in range(lead + 1, len(row)):
            line = Text.assemble((block.columns[index] + colon, "dim"), row[index])
            drawn.append(Padding(line, (0, 0, 0, 3)))
    return Padding(Group(*drawn), (1, 0))
