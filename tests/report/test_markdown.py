"""Markdown: what was typed is shown letter for letter, nothing else is markup, and the source reads well raw."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from helpers.draws import cases
from helpers.libraries import EXAMPLES, example
from helpers.reports import report_of
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from salesmode.errors import visible
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.document import Heading, Items, Outline, Paragraph, Quote, Section, Table
from salesmode.report.formats import FORMATS
from salesmode.report.formats.markdown import escape, markdown

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = """a _ __ * ** ` [ ] ( ) ! < b> </b> <script> & amp; # ## - --- + 1. 2) > | ~ ~~ \\ http://x.y www.x.y a@b.c
中 “ ” $ = === : [x] [^1] [!NOTE] <!-- --> {{7*7}} {deal_value} x_y 😀 。"""
PIECES = [*MARKS.split(), " ", "  ", "\n", "\t", "[ ]"]


@functools.cache
def drawn(name: str, lang: Lang) -> str:
    """Return an example's plan as Markdown."""
    return FORMATS["md"](report_of(example(name), lang))


def seen(text: str) -> list[str]:
    """Return what a reader of rendered Markdown sees, block by block; markup but emphasis of labels is named."""
    return [line for line in _seen(PARSER.parse(text)) if line.strip()]


def _seen(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline(child) for child in token.children or []).strip()
        elif token.type in ("code_block", "fence", "html_block", "hr"):
            yield f"<<{token.type}>>"


def _inline(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    return "" if token.type in ("strong_open", "strong_close") else f"<<{token.type}>>"


def one_line(text: str) -> str:
    """Return a text as it stands in a document: on one line, no control characters."""
    return visible(" ".join(text.split()))


some_text = st.lists(st.sampled_from(PIECES), max_size=9).map("".join).filter(lambda text: bool(text.strip()))


@cases(400)
@given(some_text, some_text)
def test_any_text_is_shown_letter_for_letter_wherever_it_stands(one: str, two: str) -> None:
    """Any text is shown letter for letter, in a heading, a paragraph, a label, a quotation, a list and a table."""
    items = (Paragraph(one), Paragraph(two, one))
    lists = (Items(items, label=two), Items(items, numbered=True))
    table = Table((one, two), ((two, one),))
    blocks = (Heading(one), Paragraph(one), Paragraph(one, two), Quote(two), *lists, table)
    text = markdown(Outline(one, "stamp", ": ", (Section("id", two, blocks),)))
    a, b = one_line(one), one_line(two)
    listed = [a, f"{a}: {b}"]
    assert seen(text) == [a, "stamp", b, a, a, f"{b}: {a}", b, f"{b}:", *listed, *listed, a, b, b, a]


@pytest.mark.parametrize(
    "text",
    [
        "snake_case and more_of_it", "3 * 4 = 12", "~50 of them", "EUR 5 & USD 6", "R&D", "$5!", "a < b > c", "no. 7",
        "[补偿]", "C# and F#", "-5 to +5", "1–4", "“quoted”", "a (b) c", "50% | 40%", "me@x.com", "{deal_value}",
    ],
)  # fmt: skip
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    """Ordinary text reads well raw: nothing is escaped that needs no escape."""
    assert escape(text) == text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_plan_is_tidy_markdown(name: str, lang: Lang) -> None:
    """One title, headings that go down one at a time, blank lines round blocks, even tables, no stray spaces."""
    text = drawn(name, lang)
    lines = text.split("\n")
    assert text.endswith("\n")
    assert "\n\n\n" not in text
    assert [line for line in lines if line != line.rstrip() or "\t" in line] == []
    depths = [len(match[0]) for line in lines if (match := re.match(r"#+(?= )", line))]
    assert depths.count(1) == 1
    assert depths[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(depths))
    assert not re.search(r"(?<![\\\w])(https?://|www\.)", text)
    kinds = [_kind(line) for line in lines]
    assert all(a == b or "" in (a, b) for a, b in pairwise(kinds))


def _kind(line: str) -> str:
    match = re.match(r"#+ |[-] |\d+\. |\| |> ", line)
    return re.sub(r"\d+", "1", match[0]) if match else line[:1] and "text"


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_of_a_table_has_as_many_cells(name: str) -> None:
    """Every row of a table has as many cells as its head."""
    text = drawn(name, "en")
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_plan_holds_no_markup_but_ours(lang: Lang) -> None:
    """Rendered, a plan has headings, labels, lists, tables and quotations; no link, image, code block or HTML."""
    for name in EXAMPLES:
        text = drawn(name, lang)
        assert [line for line in seen(text) if "<<" in line] == []
