"""How long pages are: words, in Chinese characters and signs with every word in Latin letters, and lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from salesmode.report.document import Block, Heading, Items, Paragraph, Quote, Section, Table

# A pattern that is compiled when it is first used: of so many signs that takes time, and English pages need none.
HAN = r"[\u2014\u2018\u2019\u201c\u201d\u2026\u25c7\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
MARK = {False: "- ", True: ""}  # before a line of a list, a heading or words to say: a word of English pages


def length(sections: Iterable[Section], zh: bool) -> int:
    """Return how long sections are, marks of Markdown counted as words in English alone."""
    lines = [line for section in sections if section.blocks for line in _lines(section, zh)]
    if not zh:
        return sum(len(line.split()) for line in lines)
    return sum(len(re.findall(HAN, line)) + len(re.sub(HAN, " ", line).split()) for line in lines)


def lines(sections: Iterable[Section]) -> int:
    """Return on how many lines sections stand, their titles and the line under the head of a table counted."""
    return sum(1 + sum(map(_height, section.blocks)) for section in sections if section.blocks)


def _height(block: Block) -> int:
    match block:
        case Table(rows=rows):
            return len(rows) + 2
        case Items(items=items, label=label):
            return len(items) + bool(label)
    return 1


def _lines(section: Section, zh: bool) -> Iterator[str]:
    yield MARK[zh] + section.title
    for block in section.blocks:
        yield from _of_block(block, zh)


def _of_block(block: Block, zh: bool) -> Iterator[str]:
    match block:
        case Table():
            joint = " " if zh else "|"  # cells stand against each other
            yield from (joint.join(row) for row in (block.columns, *block.rows))
        case Items():
            yield block.label
            yield from (MARK[zh] + _said(item) for item in block.items)
        case Heading():
            yield MARK[zh] + block.text
        case Quote():
            yield MARK[zh] + _said(block)
        case Paragraph():
            yield _said(block)


def _said(block: Paragraph | Quote) -> str:
    return f"{block.label} {block.text}"
