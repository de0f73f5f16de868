"""Every page in two programs that render Markdown: no marker is left standing, lists stay apart, widths are told."""

from __future__ import annotations

import functools
import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from helpers.draws import cases, deep, some
from helpers.libraries import EXAMPLES, LIBRARIES, LIBRARY, example
from helpers.reach import some_situations
from helpers.rendered import RENDERERS, blocks, elements, lists, markers
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.profile import Profile
from salesmode.engine.nearest import Kind, Nearest, nearest
from salesmode.engine.plan import Plan, make_plan
from salesmode.knowledge.library import LANGS, Lang, Library
from salesmode.report.document import Heading, Items, Outline, Paragraph, Quote, Section, Table
from salesmode.report.explaining import explain
from salesmode.report.formats import OUTLINES
from salesmode.report.formats.markdown import markdown
from salesmode.report.kit import blank_paper
from salesmode.report.kit.pages import kit_pages
from salesmode.report.outlines import words_for
from salesmode.report.sections.move_page import outline_move
from salesmode.report.sections.playbook_page import outline_play

SEVERAL = range(8)  # parts that the sample of situations is read in
PANDOC = shutil.which("pandoc")
LEFT_STANDING = re.compile(r"\*\*|`|~~|(?:^|\s)\|(?:\s|$)|^> |\\")
# All that is asked of one example in both languages is asked in turn, so that one worker makes its pages once.
of_examples = pytest.mark.parametrize(("name", "lang"), [*itertools.product(EXAMPLES, LANGS)], scope="module")


@functools.cache
def planned(name: str, lang: Lang) -> Plan:
    """Return the plan of an example."""
    return make_plan(example(name), LIBRARIES[lang])


def outlines(plan: Plan, lang: Lang, *, traced: bool) -> Iterator[Outline]:
    """Yield every page of a plan, and why of its first moves and findings.

    What would turn a move is looked for where its reasons are `traced`: that takes six hundred plans a move.
    """
    words = words_for(plan, LIBRARIES[lang])
    yield from (page(plan, words) for page in OUTLINES.values())
    yield from (explain(plan, one.id, words, trace=traced) for one in plan.selection.moves[:2])
    yield from (explain(plan, one.finding.id, words, trace=True) for one in plan.findings[:2])


@pytest.fixture(scope="module", autouse=True)
def _sought_once() -> Iterator[None]:
    """What would turn a thing is an answer and a value, the same whatever language tells it: sought once for both."""
    held = dict[tuple[str, str, str], Nearest]()

    def sought(profile: Profile, library: Library, kind: Kind, id: str) -> Nearest:
        key = (repr(profile), kind, id)
        if key not in held:
            held[key] = nearest(profile, library, kind, id)
        return held[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("salesmode.report.explaining.nearest.nearest", sought)
        yield


@functools.cache
def sample() -> list[Profile]:
    """Return every fortieth of the situations; read when first asked for, not where tests are gathered."""
    return some_situations(LIBRARY, 40)


@functools.cache
def pages_of(name: str, lang: Lang) -> tuple[tuple[Outline, str], ...]:
    """Return every page of an example, with its Markdown."""
    made = outlines(planned(name, lang), lang, traced=name in some(EXAMPLES))
    return tuple((outline, markdown(outline)) for outline in made)


def papers(plan: Plan, lang: Lang) -> Iterator[str]:
    """Yield the papers of a plan."""
    yield from (page.text for page in kit_pages(plan, LIBRARIES[lang]))


def told(texts: Iterator[str]) -> list[str]:
    """Return the markers that are left standing in any of the texts."""
    return [marker for text in texts for marker in markers(text)]


@of_examples
def test_no_page_of_an_example_shows_a_marker(name: str, lang: Lang) -> None:
    """Plan, brief, whole, diagnosis, reasons and papers; both programs show the same text."""
    assert told(text for _, text in pages_of(name, lang)) == []
    assert told(papers(planned(name, lang), lang)) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", SEVERAL)
def test_no_page_of_a_situation_shows_a_marker(part: int, lang: Lang) -> None:
    """A sample of the businesses that the playbooks are tried on."""
    profiles = sample()[part :: len(SEVERAL)]
    assert profiles
    for profile in profiles:
        plan = make_plan(profile, LIBRARIES[lang])
        assert told(map(markdown, outlines(plan, lang, traced=deep()))) == []
        assert told(papers(plan, lang)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_page_of_the_playbooks_shows_a_marker(lang: Lang) -> None:
    """Every play, move and blank paper, as `playbooks show` prints them."""
    library = LIBRARIES[lang]
    assert told(markdown(outline_play(id, library)) for id in library.plays) == []
    assert told(markdown(outline_move(id, library)) for id in library.moves) == []
    assert told(blank_paper(id, library) for id in library.worksheets) == []


@of_examples
def test_lists_stay_apart_and_whole(name: str, lang: Lang) -> None:
    """Each list of a page is one list in both programs: no two run together, none breaks."""
    for outline, text in pages_of(name, lang):
        meant = sum(isinstance(one, Items) and bool(one.items) for part in outline.sections for one in part.blocks)
        assert {lists(text, renderer) for renderer in RENDERERS} == {meant}


# ---------------------------------------------------------------------------------------------------- what was typed

TYPED = [
    "me@example.com", "a*b*c", "**bold**", "_x_", "snake_case", "#tag", "# Name", "<b>Name</b>", "~~gone~~", "5~8 6~9",
    "https://example.com/a_b", "www.example.com", "1. Platz", "[[note]]", "==mark==", "$x$ und $y$", "%%hidden%%",
    "x ^anchor", "--start", "a -- b", ":smile:", "`code`", "| a | b |", "> said", "- item", "[x](y)", "[^1]", "a) b",
    "(1) one", "# {#id}", "Müller & Söhne &amp; Co", "\\alpha", "![x](y)", "---", "***", "+ plus", "12) zwölf",
]  # fmt: skip


def page_of(one: str, two: str, colon: str) -> str:
    """Return a page on which two texts stand wherever a text can stand."""
    items = (Paragraph(one), Paragraph(two, one))
    held = (Heading(one), Paragraph(one), Paragraph(one, two), Quote(two), Quote(one, two), Items(items))
    more = (Items(items, numbered=True, label=two), Table((one, two), ((two, one),)))
    return markdown(Outline(one, "stamp", colon, (Section("id", two, (*held, *more)),)))


def as_read(one: str, two: str, colon: str) -> list[str]:
    """Return what is to be read on that page."""
    listed = [one, f"{one}{colon}{two}"]
    label = f"{two}{colon}"
    return [one, "stamp", two, one, one, label + one, two, label + one, *listed, label.strip(), *listed,
            one, two, two, one]  # fmt: skip


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("colon", [": ", "："])
@pytest.mark.parametrize("text", TYPED)
def test_what_was_typed_stays_what_it_was(text: str, colon: str, renderer: str) -> None:
    """Letter for letter, in a title, a paragraph, a label, a quotation, a list and a table."""
    page = page_of(text, "中文。", colon)
    assert [block.letters for block in blocks(page, renderer)] == as_read(text, "中文。", colon)
    assert not elements(page, renderer) & {"em", "del", "img", "hr", "pre", "br", "input"}


@cases(150)
@given(*[st.lists(st.sampled_from([*TYPED, " ", "中", "。", "x"]), min_size=1, max_size=3).map("".join)] * 2)
def test_typed_texts_side_by_side_stay_what_they_were(one: str, two: str) -> None:
    """Also where one ends in what the other would make a pair with."""
    one, two = one.strip() or "x", two.strip() or "x"
    for renderer in RENDERERS:
        read = [block.letters for block in blocks(page_of(one, two, "："), renderer)]
        assert read == as_read(one, two, "：")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("#tag", r"\#tag"), ("[[note]]", r"\[[note]]"), ("==mark==", r"\==mark\=="), ("%%no%%", r"\%%no\%%"),
        ("$x$", r"$x\$"), ("see ^here", r"see \^here"), (":smile:", r"\:smile:"), ("5~8", r"5\~8"),
    ],
)  # fmt: skip
def test_signs_of_note_programs_are_escaped(typed: str, written: str) -> None:
    """Tags, links, marks, hidden notes, sums, anchors and faces of Obsidian, Pandoc and GitHub come out as typed."""
    assert page_of(typed, "x", ": ").splitlines()[0] == f"# {written}"


def test_a_flag_stands_as_code() -> None:
    """Two hyphens would become a dash in a typeset page."""
    assert "`--start`" in page_of("Give it with --start, please.", "x", ": ")


# ------------------------------------------------------------------------------------------------- the width of tables


def dashes(text: str) -> list[list[int]]:
    """Return the dashes of every table, by column."""
    lines = re.findall(r"^\|[ |:-]+\|$", text, re.MULTILINE)
    return [[len(cell) for cell in re.findall(r"[:-]+", line)] for line in lines if "---" in line]


def test_a_column_of_sentences_is_wider_than_one_of_figures() -> None:
    """By the dashes under its head, from which Pandoc takes the widths of a wide table; Chinese counts double."""
    table = Table(("a", "b", "c"), (("a sentence of many words that goes on", "12", "六个字的句子"),), frozenset({1}))
    (widths,) = dashes(markdown(Outline("t", "s", ": ", (Section("id", "t", (table,)),))))
    assert widths == [33, 7, 17]


def test_a_column_to_fill_in_by_hand_has_room() -> None:
    """However short its head is."""
    text = blank_paper("stages", LIBRARIES["en"])
    assert all(min(widths) >= 3 for widths in dashes(text))
    assert "| -------------- |" in blank_paper("weekly_review", LIBRARIES["en"])


@pytest.mark.slow
@pytest.mark.skipif(PANDOC is None, reason="Pandoc is not on the path")
@of_examples
def test_pandoc_makes_a_word_file_without_markers_whose_columns_are_in_proportion(
    name: str, lang: Lang, tmp_path: Path
) -> None:
    """Its own dialect, which has more signs than GitHub's."""
    source, target = tmp_path / "plan.md", tmp_path / "plan.docx"
    source.write_text(
        markdown(OUTLINES["plan"](planned(name, lang), words_for(planned(name, lang), LIBRARIES[lang]))), "utf-8"
    )
    subprocess.run([str(PANDOC), str(source), "-o", str(target)], check=True)
    made = docx.Document(str(target))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    texts = [*(paragraph.text for paragraph in made.paragraphs), *cells]
    assert [text for text in texts if LEFT_STANDING.search(text)] == []
    moves = next(table for table in made.tables if len(table.columns) > 5)
    widths = [column.width or 0 for column in moves.columns]
    assert widths[1] == max(widths) > 3 * min(widths) > 0
