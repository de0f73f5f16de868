"""Papers as HTML and as Word files: the same words as in Markdown, on A4, the same bytes for the same plan."""

from __future__ import annotations

import functools
import io
import re
import sys
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import Mm
from helpers.commands import called, refused
from helpers.libraries import LIBRARIES, LIBRARY, example
from helpers.rendered import blocks

from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.kit.forms import Form, writing
from salesmode.report.kit.pages import kit_pages
from salesmode.report.kit.reading import BOX, tree_of, words_of
from salesmode.report.kit.web import web_page
from salesmode.report.kit.word import word_file

HOSPITAL = str(LIBRARY.folder / "examples" / "hospital-system.yaml")
SOME = ("hospital-system", "snacks")  # with the most papers
PAPER = """# Title

1. one
2. two

text **bold** and `code` and *slanted*

1. one again

| no. | line | to fill in |
| ---: | --- | --- |
| 1 | a sentence that is longer than its neighbours, and longer still | |

- [ ] tick
- said \\[ ] by \\*somebody\\* with <b>signs</b>
"""


@functools.cache
def papers(name: str, lang: Lang) -> list[str]:
    """Return the papers of an example in Markdown."""
    return [page.text for page in kit_pages(make_plan(example(name), LIBRARIES[lang]), LIBRARIES[lang])]


def word(text: str, lang: Lang = "en") -> Document:
    """Return a paper as a Word file, opened."""
    return docx.Document(io.BytesIO(word_file(text, lang)))


def web(text: str, lang: Lang = "en") -> str:
    """Return a paper as HTML."""
    return web_page(text, lang).decode()


def in_word(document: Document) -> list[str]:
    """Return what is read in a Word file, block by block."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return sorted(text for text in (*(one.text for one in document.paragraphs), *cells) if text.strip())


def in_markdown(text: str) -> list[str]:
    """Return what is read in the paper itself, boxes drawn."""
    return sorted(block.letters for block in blocks(re.sub(r"(?<!\\)\[ \]", BOX, text), "editor"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SOME)
def test_a_word_file_says_what_the_paper_says(name: str, lang: Lang) -> None:
    """Letter for letter, every block once."""
    for text in papers(name, lang):
        assert in_word(word(text, lang)) == in_markdown(text)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SOME)
def test_a_web_page_says_what_the_paper_says_and_fetches_nothing(name: str, lang: Lang) -> None:
    """No script, no picture, no address of another place; the sheet is A4."""
    for text in papers(name, lang):
        page = web(text, lang)
        said = re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", page.partition("<main>")[2]))
        assert said == re.sub(r"\s+", "", words_of_html(text))
        assert not re.search(r"<script|<img|<link|https?:|url\(", page)
        assert "size: A4" in page


def words_of_html(text: str) -> str:
    """Return the words of a paper in their order, as HTML writes them."""
    plain = "".join(words_of(node) for node in tree_of(text).children)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_the_same_paper_is_the_same_file_to_the_byte(form: Form) -> None:
    """Or an unedited one would be taken for edited."""
    written = writing(form)
    assert written(PAPER, "en") == written(PAPER, "en")


def test_a_word_file_is_a_sheet_of_a4_whose_columns_are_in_proportion() -> None:
    """A column of sentences is the widest, one to fill in has room, figures stand to the right, the head returns."""
    document = word(PAPER)
    (table,), (sheet,) = document.tables, document.sections
    assert (round(sheet.page_width or 0, -4), round(sheet.page_height or 0, -4)) == (
        round(Mm(210), -4),
        round(Mm(297), -4),
    )
    first, second, third = (column.width or 0 for column in table.columns)
    assert 0 < first < third < second
    assert abs(first + second + third - Mm(174)) < Mm(1)
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert [str(cell.paragraphs[0].alignment) for cell in table.rows[1].cells] == ["RIGHT (2)", "None", "None"]


def test_each_numbered_list_begins_at_one() -> None:
    """Word would count on from the list before."""
    listed = [one for one in word(PAPER).paragraphs if one.style is not None and one.style.name == "List Number"]
    numbered = [one._p.xpath("./w:pPr/w:numPr/w:numId/@w:val") for one in listed]
    assert numbered[0] == numbered[1] != numbered[2]


def test_what_was_typed_stays_what_it_was() -> None:
    """A box of the paper is drawn; what somebody typed is neither a box nor bold nor an element."""
    read = in_word(word(PAPER))
    assert f"{BOX} tick" in read
    assert "said [ ] by *somebody* with <b>signs</b>" in read
    assert "said [ ] by *somebody* with &lt;b&gt;signs&lt;/b&gt;" in web(PAPER)


# ----------------------------------------------------------------------------------------------- the command


@pytest.mark.parametrize("form", ["html", "docx"])
def test_the_command_writes_the_papers_in_a_form(form: str, tmp_path: Path) -> None:
    """Every file ends so, and the page to begin with names the others so."""
    ran = called("kit", "-a", HOSPITAL, "-o", str(tmp_path), "-f", form, "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    written = [Path(line) for line in ran.out.splitlines()]
    assert {path.suffix for path in written} == {f".{form}"}
    start = written[0].read_bytes()
    read = start.decode() if form == "html" else "\n".join(in_word(docx.Document(io.BytesIO(start))))
    assert f"bid_card.{form}" in read
    assert "bid_card.md" not in read


def test_an_edited_word_file_is_left_and_the_new_one_goes_beside_it(tmp_path: Path) -> None:
    """As with every form; the same paper in another form is no stranger in the folder."""
    assert called("kit", "-a", HOSPITAL, "-o", str(tmp_path)).code == 0
    again = called("kit", "-a", HOSPITAL, "-o", str(tmp_path), "-f", "docx")
    assert (again.code, again.err) == (0, "")
    (tmp_path / "bid_card.docx").write_bytes(b"mine")
    third = called("kit", "-a", HOSPITAL, "-o", str(tmp_path), "-f", "docx", "--deal-value", "2m")
    assert "bid_card.docx was edited and is left as it is; the new one is bid_card.new.docx" in third.err
    assert (tmp_path / "bid_card.docx").read_bytes() == b"mine"


def test_a_form_that_is_none_is_told() -> None:
    """With those there are."""
    assert "Write -f md, -f html or -f docx" in refused("kit", "-a", HOSPITAL, "-o", "kit", "-f", "pdf")


def test_a_missing_library_is_told_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is written."""
    monkeypatch.delitem(sys.modules, "salesmode.report.kit.word", raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    said = refused("kit", "-a", HOSPITAL, "-o", str(tmp_path), "-f", "docx")
    assert "pip install 'salesmode[docx]'" in said
    assert list(tmp_path.iterdir()) == []
