"""A plan as GitHub-flavoured Markdown. Whatever was typed in an answer comes out as text, never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from salesmode.errors import visible
from salesmode.report.document import Block, Heading, Items, Outline, Paragraph, Quote, Table
from salesmode.report.formats.wrap import cells

# Dashes of a column: its longest cell and the room beside it; a column of sentences leaves room for the others.
PADDING: Final = 5
WIDEST: Final = 28
# A sign is escaped only where it would be taken for markup: ordinary text is to read well unrendered too. Markup is
# what GitHub, Pandoc or Obsidian takes for it: tags (#x), links [[x]], ==marks==, $sums$, %%notes%%, ^raised^, :faces:.
_INLINE = [
    (re.compile(r"[\\`]"), r"\\\g<0>"),
    (re.compile(r"&(?=#?\w+;)"), "&amp;"),
    (re.compile(r"<(?![\s=\d]|$)|<(?=\S*@)"), "&lt;"),
    (re.compile(r"(?<!\s)\*|\*(?!\s)"), r"\\*"),
    (re.compile(r"\](?=[(:{])|\[(?=[!^\[]|[ xX]\])"), r"\\\g<0>"),
    (re.compile(r"(?i)(?:https?|ftp)(?=://)|(?<![a-z0-9])www(?=\.)"), r"\g<0>\\"),
    (re.compile(r"(?<!\S)#(?=\S*[^\W\d])|(?<=\S)\$(?!\d)|\^(?=\S)|(?<=\S)~|~(?=~)"), r"\\\g<0>"),
    (re.compile(r"=(?==)|%(?=%)|:(?=[a-z][a-z0-9_+-]*:)"), r"\\\g<0>"),
]
_SIGNS = frozenset("\\`&<*[]_~#$^")
_PAIRS = ("//", "--", "==", "%%")
_UNDERSCORES = re.compile(r"_+")
_HYPHENS = re.compile(r"(?<![\w`-])--[a-z][a-z0-9-]*(?!\w)|-{2,}")
_BLOCK_START = re.compile(
    r"#{1,6}(?=\s|$)|>|[-+:~](?=\s|$)|-(?=[- ]*$)"
    r"|\((?=\w{1,4}\)(?:\s|$))|(?:\d{1,9}|[a-z#]|[ivxlc]+)(?=[.)](?:\s|$))",
    re.IGNORECASE,
)
_TITLE_END = re.compile(r"(?<!\S)#+$|\{(?=[^{]*\}$)")


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it letter for letter, on one line, wherever a line does not start.

    A flag (--start) stands as code: two hyphens would become a dash.
    """
    plain = visible(" ".join(text.split()))
    if _is_plain(plain):
        return plain  # nearly every text, in a tenth of the time
    for pattern, replacement in _INLINE:
        plain = pattern.sub(replacement, plain)
    plain = _UNDERSCORES.sub(_underscores, plain)
    return _HYPHENS.sub(_hyphens, plain)


def _is_plain(text: str) -> bool:
    if not _SIGNS.isdisjoint(text) or any(pair in text for pair in _PAIRS):
        return False
    return text.count(":") < 2 and "www" not in text.lower()


def _hyphens(match: re.Match[str]) -> str:
    return f"`{match[0]}`" if match[0].strip("-") else r"\-" * len(match[0])


def _underscores(match: re.Match[str]) -> str:
    around = match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1]
    inside_a_word = match.start() > 0 and len(around) == 2 and around.isalnum()
    return match[0] if inside_a_word else r"\_" * len(match[0])


def escape_start(text: str) -> str:
    """Return `text` escaped for the start of a line, where it could be taken for a heading, a list or a quotation."""
    plain = escape(text)
    start = _BLOCK_START.match(plain)
    if start is None:
        return plain
    at = start.end() if start[0][-1].isalnum() else 0
    return f"{plain[:at]}\\{plain[at:]}"


def markdown(outline: Outline) -> str:
    """Return the outline as Markdown, ending in one newline."""
    stamp = f"`{visible(outline.stamp)}`" if outline.stamp else ""
    blocks = [f"# {_title(outline.title)}", escape_start(outline.byline), stamp]
    for section in outline.sections:
        blocks.append(f"## {_title(section.title)}")
        blocks += ("\n".join(_lines(block, outline.colon)) for block in section.blocks)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _title(text: str) -> str:
    return _TITLE_END.sub(r"\\\g<0>", escape(text))


def _lines(block: Block, colon: str) -> Iterator[str]:
    match block:
        case Heading(text=text, depth=depth):
            yield f"{'#' * (depth + 2)} {_title(text)}"
        case Paragraph():
            yield _paragraph(block, colon)
        case Quote(text=text, label=label):
            yield f"> {_paragraph(Paragraph(text, label), colon)}".rstrip()
        case Items():
            yield from _items(block, colon)
        case Table():
            yield from _table(block)


def _paragraph(block: Paragraph, colon: str) -> str:
    return f"{_label(block.label, colon)}{escape(block.text)}".rstrip() if block.label else _start(block.text)


def _start(text: str) -> str:
    plain = escape_start(text)
    return f"\\{plain}" if plain.startswith("|") else plain


def _label(label: str, colon: str) -> str:
    """A label in bold. Before a letter, a full-width colon inside the bold would keep it from closing."""
    if colon.endswith(" "):
        return f"**{escape(label)}{colon.strip()}** "
    return f"**{escape(label)}**{colon}"


def _items(block: Items, colon: str) -> Iterator[str]:
    if block.label and block.items:
        yield _label(block.label, colon).rstrip()
        yield ""
    for number, item in enumerate(block.items, 1):
        yield f"{f'{number}.' if block.numbered else '-'} {_paragraph(item, colon)}".rstrip()


def _table(block: Table) -> Iterator[str]:
    head, *rows = ([_cell(cell) for cell in row] for row in (block.columns, *block.rows))
    dashes = dashes_of([head, *rows])
    yield _row(head)
    yield _row([f"{dash[1:]}:" if index in block.right else dash for index, dash in enumerate(dashes)])
    yield from map(_row, rows)


def _cell(text: str) -> str:
    escaped = escape(text).replace("|", r"\|")
    # behind a backslash a bar would be a sign of the cell
    return f"{escaped} " if escaped.endswith("\\") else escaped


def table_row(cells: Sequence[str]) -> str:
    """Return one row of a table whose other rows are drawn elsewhere."""
    return _row([_cell(cell) for cell in cells])


def _row(row: Sequence[str]) -> str:
    return f"|{'|'.join(row)}|"


def dashes_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the line under a table's head, by column: where a table is too wide, Pandoc sets widths by the dashes."""
    return ["-" * (PADDING + max(1, min(WIDEST, max(map(cells, column))))) for column in zip(*rows, strict=True)]
