"""The terminal: no line wider than the screen, no word lost, readable without colour, Chinese broken where it may."""

from __future__ import annotations

import functools
import re

import pytest
from helpers.draws import cases
from helpers.libraries import EXAMPLES, example
from helpers.reports import report_of
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len  # noqa: TID251  the measure of a terminal

from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.document import Block, Heading, Items, Outline, Paragraph, Quote, Section, Table
from salesmode.report.formats import FORMATS
from salesmode.report.formats.markdown import markdown
from salesmode.report.formats.terminal import terminal
from salesmode.report.formats.wrap import wrapped

WIDTHS = (20, 40, 60, 80, 120)
LEADING = "，。、；：？！）》」』】”’…"
TRAILING = "（《「『【“‘"


@functools.cache
def drawn(name: str, lang: Lang) -> Outline:
    """Return the outline of an example's plan."""
    return report_of(example(name), lang).outline


def letters(text: str) -> str:
    """Return a text without what only lays it out, so that broken words are whole again."""
    return re.sub(r"[\s─•·“”|#>*\\:-]|&lt;|\d+\.", "", text)


def words(text: str) -> set[str]:
    """Return the words of a text; each Chinese character is one."""
    return set(re.findall(r"[\u4e00-\u9fff]|[A-Za-z]+|\d+", text))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(name: str, width: int, lang: Lang) -> None:
    """No line is wider than the screen, and every word of the Markdown is there."""
    outline = drawn(name, lang)
    text = terminal(outline, width, colour=False)
    assert [line for line in text.split("\n") if cell_len(line) > width] == []
    lost = {word for word in words(markdown(outline)) - words(text) if not _split(word, text)}
    assert lost == set()


def _split(word: str, text: str) -> bool:
    return word in re.sub(r"\s+", "", text)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_short_forms_fit_too(width: int) -> None:
    """`--brief` and `diagnose` keep to the width as well."""
    for name in EXAMPLES:
        reports = report_of(example(name), "zh", content="brief"), report_of(example(name), "en", content="diagnosis")
        for report in reports:
            text = FORMATS["terminal"](replace(report, width=width))
            assert all(cell_len(line) <= width for line in text.split("\n"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_colour_changes_nothing_but_colour(name: str) -> None:
    """Without its escape codes the coloured text is the plain one."""
    outline = drawn(name, "en")
    coloured = terminal(outline, 80, colour=True)
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in bare.split("\n")] == terminal(outline, 80, colour=False).split("\n")


def test_chinese_lines_begin_and_end_with_the_right_marks() -> None:
    """No line begins with a closing mark or ends with an opening one."""
    for name in EXAMPLES:
        for line in terminal(drawn(name, "zh"), 60, colour=False).split("\n"):
            assert not line.strip().startswith(tuple(LEADING))
            assert not line.endswith(tuple(TRAILING))


def test_a_figure_stays_with_its_unit() -> None:
    """A figure stays with its unit, its per cent sign and its currency."""
    for width in range(8, 40):
        assert "第 2\n级" not in broken("这一步是第 2 级写的，属我们的估计", width)
        assert "35\n%" not in broken("a win rate of 35% or more", width)
        assert "EUR\n5" not in broken("a plan of EUR 5k and more", width)
        assert "EUR\n5" not in broken("what leaves −EUR 5k or +EUR 5k a year", width)


def broken(text: str, width: int) -> str:
    """Return a text broken into lines."""
    return "\n".join(text[start:end] for start, end in wrapped(text, width, cell_len))


@cases(300)
@given(st.text("ab c1%　中文，。（）“”😀-—EUR", max_size=60), st.integers(2, 30))
def test_breaking_a_text_loses_only_spaces_and_never_overflows(text: str, width: int) -> None:
    """Breaking a text loses only spaces, and no line overflows."""
    lines = broken(text, width).split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


def outline_of(*blocks: Block, title: str = "T") -> Outline:
    """Return an outline of one section."""
    return Outline(title, "stamp", ": ", (Section("id", "Section", blocks),))


def test_a_table_that_is_too_wide_turns_into_records() -> None:
    """A table that is too wide turns into records: the name leads, short fields stand side by side."""
    cells = ("a name", "12", "3–4", "a long sentence " * 5, "another long sentence " * 5)
    text = terminal(outline_of(Table(("name", "hours", "weeks", "what", "why"), (cells,))), 40, colour=False)
    assert "\nname\n────\na name\n   hours: 12 · weeks: 3–4\n   what: a long sentence" in text


def test_a_quotation_stands_in_and_in_quotation_marks() -> None:
    """A quotation is indented and in quotation marks, its label before them."""
    assert "\n    Say: “Well.”\n" in terminal(outline_of(Quote("Well.", "Say")), 60, colour=False)


def test_headings_are_told_apart_without_colour() -> None:
    """A heading inside a section carries a mark, a section a rule."""
    text = terminal(outline_of(Heading("One"), Paragraph("x"), Items((Paragraph("y"),), label="L")), 40, colour=False)
    assert "\nSection ────" in text
    assert "\n── One\nx\n\nL:\n  • y\n" in text


def test_a_title_of_two_thousand_characters_is_broken() -> None:
    """A very long title, with or without spaces, is broken, not cut."""
    for title in ("x" * 2000, "中" * 2000, "word " * 400, "😀" * 2000):
        text = terminal(outline_of(title=title.strip()), 60, colour=False)
        assert all(cell_len(line) <= 60 for line in text.split("\n"))
        assert letters(title) in letters(text)


def test_control_characters_reach_no_terminal() -> None:
    """Even a text that was never read by a form cannot move the cursor or turn the writing round."""
    text = terminal(outline_of(Paragraph("\x1b[31mred\x07 \u202eabc"), title="a\x1b[2Jb"), 60, colour=True)
    assert "\x1b[31m" not in text
    assert "\x1b[2J" not in text
    assert "\u202e" not in text
    assert "\\x1b[31mred\\x07 \\u202eabc" in text
