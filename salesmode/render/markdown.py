"""A plan as GitHub-flavoured Markdown. Whatever was typed in an answer comes out as text, never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesmode.outline.blocks import Block, Heading, Items, Outline, Paragraph, Quote, Table

# Everything that Markdown or HTML could take for markup, wherever it stands in a line.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$!]")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(\s|$)")
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp)(:)(?=//)|\b(www)(\.)|(?<=\w)(@)(?=\w)")


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it letter for letter, on one line."""
    plain = _SPECIAL.sub(lambda match: "\\" + match[0] if match[0] not in _ENTITY else _ENTITY[match[0]], _one_line(text))
    plain = _AUTOLINK.sub(_unlinked, plain)
    return _LINE_START.sub(r"\1\\\2\3", plain) if _LINE_START.match(plain) else plain


_ENTITY = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _unlinked(match: re.Match[str]) -> str:
    # An entity in place of the sign keeps the text and stops the link.
    return re.sub(r"[:.@]", lambda sign: f"&#{ord(sign[0])};", match[0])


def markdown(outline: Outline) -> str:
    """Return the outline as Markdown, ending in one newline."""
    blocks = [f"# {escape(outline.title)}", f"`{outline.stamp}`"]
    for section in outline.sections:
        blocks.append(f"## {escape(section.title)}")
        blocks += ("\n".join(_lines(block, outline.colon)) for block in section.blocks)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _lines(block: Block, colon: str) -> Iterator[str]:
    match block:
        case Heading(text=text, depth=depth):
            yield f"{'#' * (depth + 2)} {escape(text)}"
        case Paragraph():
            yield _paragraph(block, colon)
        case Quote(text=text, label=label):
            yield f"> {_paragraph(Paragraph(text, label), colon)}"
        case Items():
            yield from _items(block, colon)
        case Table():
            yield from _table(block)


def _paragraph(block: Paragraph, colon: str) -> str:
    return f"**{escape(block.label)}{colon.strip()}** {escape(block.text)}" if block.label else escape(block.text)


def _items(block: Items, colon: str) -> Iterator[str]:
    if block.label and block.items:
        yield f"**{escape(block.label)}{colon.strip()}**"
        yield ""
    for number, item in enumerate(block.items, 1):
        yield f"{f'{number}.' if block.numbered else '-'} {_paragraph(item, colon)}"


def _table(block: Table) -> Iterator[str]:
    yield _row(block.columns)
    yield "| " + " | ".join("---:" if index in block.right else "---" for index in range(len(block.columns))) + " |"
    for row in block.rows:
        yield _row(row)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escape(cell) or " " for cell in cells) + " |"
