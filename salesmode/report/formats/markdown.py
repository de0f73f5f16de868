"""A plan as GitHub-flavoured Markdown. Whatever was typed in an answer comes out as text, never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesmode.errors import visible
from salesmode.report.document import Block, Heading, Items, Outline, Paragraph, Quote, Table

# A sign is escaped only where it would be taken for markup: ordinary text is to read well unrendered too.
_INLINE = [
    (re.compile(r"[\\`]"), r"\\\g<0>"),
    (re.compile(r"&(?=#?\w+;)"), "&amp;"),
    (re.compile(r"<(?![\s=\d]|$)|<(?=\S*@)"), "&lt;"),
    (re.compile(r"(?<!\s)\*|\*(?!\s)"), r"\\*"),
    (re.compile(r"\](?=[(:])|\[(?=[!^]|[ xX]\])"), r"\\\g<0>"),
    (re.compile(r"(?i)(?:https?|ftp)(?=://)|(?<![a-z0-9])www(?=\.)"), r"\g<0>\\"),
]
_SIGNS = frozenset("\\`&<*[]_~")
_UNDERSCORES = re.compile(r"_+")
_BLOCK_START = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-(?=[- ]*$)|\d{1,9}(?=[.)](?:\s|$))")
_CLOSING_HASHES = re.compile(r"(?<!\S)#+$")


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it letter for letter, on one line, wherever a line does not start."""
    plain = visible(" ".join(text.split()))
    if _SIGNS.isdisjoint(plain) and "//" not in plain and "www" not in plain.lower():
        return plain  # nearly every text, in a tenth of the time
    for pattern, replacement in _INLINE:
        plain = pattern.sub(replacement, plain)
    plain = _UNDERSCORES.sub(_underscores, plain)
    return plain.replace("~", r"\~") if plain.count("~") > 1 else plain


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
    at = start.end() if start[0][0].isdigit() else 0
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
    return _CLOSING_HASHES.sub(r"\\\g<0>", escape(text))


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
    return f"{_label(block.label, colon)} {escape(block.text)}".rstrip() if block.label else escape_start(block.text)


def _label(label: str, colon: str) -> str:
    return f"**{escape(label)}{colon.strip()}**"


def _items(block: Items, colon: str) -> Iterator[str]:
    if block.label and block.items:
        yield _label(block.label, colon)
        yield ""
    for number, item in enumerate(block.items, 1):
        yield f"{f'{number}.' if block.numbered else '-'} {_paragraph(item, colon)}".rstrip()


def _table(block: Table) -> Iterator[str]:
    yield _row(block.columns)
    yield "|" + "|".join("---:" if index in block.right else "---" for index in range(len(block.columns))) + "|"
    for row in block.rows:
        yield _row(row)


def _row(cells: tuple[str, ...]) -> str:
    escaped = (escape(cell).replace("|", r"\|") for cell in cells)
    # behind a backslash a bar would be a sign of the cell
    return "|" + "|".join(f"{cell} " if cell.endswith("\\") else cell for cell in escaped) + "|"
