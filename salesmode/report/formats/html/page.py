"""An outline and its charts as a page of HTML."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from salesmode.report.charts.shapes import Chart, Charts
from salesmode.report.document import Block, Heading, Items, Outline, Section, Table
from salesmode.report.formats.html.drawing import drawn
from salesmode.report.formats.html.pen import clean
from salesmode.report.formats.wrap import cells

FOLDER = Path(__file__).parent
WIDE_COLUMNS = 5
PHONE_CELLS = 30  # what a phone has beside a column of words
# The space between a figure and its per cent sign, and between a currency and its figure.
_UNIT = re.compile(r"(?<=\d) (?=%)|(?<=\b[A-Z]{3}) (?=\d)")


class Cell(NamedTuple):
    """A cell of a table: under which heading it stands, whether it is a figure, whether it names its row."""

    text: str
    column: str
    right: bool
    names: bool

    @property
    def long(self) -> bool:
        """Whether it takes a line of its own where a row is drawn as a record."""
        return cells(self.text) > PHONE_CELLS


class Shown(NamedTuple):
    """A block and what the template needs to know of it."""

    kind: str
    block: Block | tuple[Chart, ...]


class Identities:
    """Gives each id of some sections to one element as its HTML id: to the last that carries it, where most is said."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.left = Counter(id for section in sections for id in _ids(section))

    def taken(self, id: str) -> str:
        """Return `id` if no later element carries it, else nothing."""
        self.left[id] -= 1
        return id if id and self.left[id] == 0 else ""


def html(outline: Outline, charts: Charts, behind: tuple[Section, ...] = ()) -> str:
    """Return the outline with its charts as one page that fetches nothing, ending in one newline.

    What stands `behind` it follows folded.
    """
    page = _template().render(
        outline=outline, charts=charts, sections=outline.sections, behind=behind,
        shown=lambda section: [*_shown(section, charts)], charts_of=lambda section: _charts_of(section.id, charts),
        svg=_svg, cells=_cells, heads=_heads, fits=_fits, wide=_wide,
        taken=Identities((*outline.sections, *behind)).taken, gap=Markup(" ") if outline.colon.endswith(" ") else "",
    )  # fmt: skip
    return page.strip() + "\n"


def _svg(chart: Chart) -> Markup:
    return Markup(drawn(chart))  # noqa: S704  every text in it was escaped as the elements were written


@functools.cache
def _template() -> Template:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_finished,
    )  # fmt: skip
    return environment.get_template("page.html")


def _finished(value: object) -> object:
    """Spell out what cannot be seen in any text, and keep a figure and its unit on one line; markup stays as it is."""
    return _UNIT.sub("\u00a0", clean(value)) if type(value) is str else value


def _ids(section: Section) -> Iterator[str]:
    for block in section.blocks:
        match block:
            case Items(items=items):
                yield from (item.id for item in items)
            case Table(ids=ids):
                yield from ids
            case _:
                yield block.id


def _shown(section: Section, charts: Charts) -> Iterator[Shown]:
    """The blocks of a section, each chart under the heading it belongs to, neighbours side by side."""
    for block in section.blocks:
        yield Shown(type(block).__name__.lower(), block)
        under = _charts_of(block.id, charts) if isinstance(block, Heading) else ()
        if under:
            yield Shown("charts", under)


def _charts_of(id: str, charts: Charts) -> tuple[Chart, ...]:
    return tuple(chart for chart in charts.charts if id and chart.under == id)


def _fits(table: Table) -> bool:
    """Whether a table can be read as one on a phone: one column of words, and few short figures beside it."""
    figures = [index for index in _columns(table) if index in table.right]
    wide = sum(_needed(table, index) for index in figures)
    return len(figures) == len(_columns(table)) - 1 and wide <= PHONE_CELLS


def _wide(table: Table) -> bool:
    """Whether a table needs the whole width of a sheet."""
    return len(_columns(table)) >= WIDE_COLUMNS


def _needed(table: Table, column: int) -> int:
    """The cells that a column of figures takes: a figure is not broken, and a heading between its words alone."""
    words = table.columns[column].split()
    return max(map(cells, (*words, *(row[column] for row in table.rows)))) + 1


def _columns(table: Table) -> list[int]:
    return [index for index in range(len(table.columns)) if index not in table.drawn]


def _heads(table: Table) -> list[Cell]:
    return [Cell(table.columns[index], "", index in table.right, False) for index in _columns(table)]


def _cells(table: Table, row: tuple[str, ...]) -> list[Cell]:
    """The cells of a row; the first that is no figure names it."""
    shown = _columns(table)
    namer = next((index for index in shown if index not in table.right), shown[0])
    return [Cell(row[index], table.columns[index], index in table.right, index == namer) for index in shown]
