"""A paper as a Word file on A4. Only this file imports python-docx, which the extra `docx` installs."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from markdown_it.tree import SyntaxTreeNode

from salesmode.knowledge.library import Lang
from salesmode.report.kit.reading import is_box, is_empty, is_right, rows_of, title_of, tree_of, words_of
from salesmode.report.kit.tables import widths_of

WIDTH: Final = 174  # mm of a sheet of A4 between its margins
FONTS: Final = {"w:ascii": "Calibri", "w:hAnsi": "Calibri", "w:cs": "Calibri", "w:eastAsia": "Microsoft YaHei"}
THEMES: Final = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")
LANGUAGES: Final[dict[Lang, dict[str, str]]] = {
    "en": {"w:val": "en-GB", "w:eastAsia": "zh-CN"},
    "zh": {"w:val": "zh-CN", "w:eastAsia": "zh-CN"},
}
SIZES: Final = {"Normal": 10.5, "Heading 1": 18.0, "Heading 2": 13.0, "Heading 3": 11.0}
INK: Final = RGBColor(0x17, 0x58, 0x8F)
DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can name


def word_file(text: str, lang: Lang) -> bytes:
    """Return a paper as the bytes of a Word file, the same for the same text."""
    tree, document = tree_of(text), Document()
    _set_up(document, title_of(tree), lang)
    for node in tree.children:
        _block(document, node)
    kept = io.BytesIO()
    document.save(kept)
    return _undated(kept)


def _undated(file: io.BytesIO) -> bytes:
    """The file without the hour it was made at, by which an unedited one would be taken for edited."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name, DAY), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _set_up(document: Paper, title: str, lang: Lang) -> None:
    about, sheet = document.core_properties, document.sections[0]
    about.title, about.author, about.comments = title, "", ""
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Mm(18)
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        if name != "Normal":
            style.font.color.rgb = INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in THEMES:
            fonts.attrib.pop(qn(theme), None)
        for script, font in FONTS.items():
            fonts.set(qn(script), font)
    for language in document.styles.element.iter(qn("w:lang")):
        for script, spoken in LANGUAGES[lang].items():
            language.set(qn(script), spoken)


def _block(document: Paper, node: SyntaxTreeNode) -> None:
    match node.type:
        case "heading":
            _write(document.add_heading(level=int(node.tag[1])), node)
        case "paragraph":
            _write(document.add_paragraph(), node)
        case "bullet_list" | "ordered_list":
            _list(document, node)
        case "table":
            _table(document, node)
        case "blockquote":
            for held in node.children:
                _write(document.add_paragraph(style="Quote"), held)


def _list(document: Paper, node: SyntaxTreeNode) -> None:
    numbered = node.type == "ordered_list"
    number = _begun_anew(document) if numbered else None
    for item in node.children:
        style = "List Paragraph" if is_box(item) else "List Number" if numbered else "List Bullet"
        for held in item.children:
            if held.type.endswith("_list"):
                _list(document, held)
                continue
            paragraph = document.add_paragraph(style=style)
            _write(paragraph, held)
            if number is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number


def _begun_anew(document: Paper) -> int:
    """A numbering like that of the style which begins at 1: Word would count on from the list before."""
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    like = next(number for number in numbering.num_lst if number.numId == style)
    number = numbering.add_num(like.abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _table(document: Paper, node: SyntaxTreeNode) -> None:
    rows = rows_of(node)
    widths = widths_of([[words_of(cell) for cell in row] for row in rows])
    headed = not is_empty(rows[0])
    rows = rows if headed else rows[1:]
    table = document.add_table(len(rows), len(widths), "Table Grid")
    table.autofit = False
    _widen(table, widths)
    for drawn, row in zip(table.rows, rows, strict=True):
        drawn._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, cell in zip(drawn.cells, row, strict=True):
            _fill(place, cell)
    if headed:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(6)


def _widen(table: Table, widths: list[int]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(WIDTH * width / sum(widths))
        for cell in column.cells:
            cell.width = column.width


def _fill(place: _Cell, cell: SyntaxTreeNode) -> None:
    paragraph = place.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    _write(paragraph, cell, bold=cell.type == "th")
    for run in paragraph.runs:
        run.font.size = Pt(9)
    if is_right(cell):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _write(paragraph: Paragraph, node: SyntaxTreeNode, *, bold: bool = False, italic: bool = False) -> None:
    """Write the text of a node into a paragraph, bold and slanted as it is drawn; a link by its text."""
    for part in node.children:
        if part.type in ("softbreak", "hardbreak"):
            paragraph.add_run(" ")
        elif part.type in ("text", "code_inline"):
            run = paragraph.add_run(part.content)
            run.bold, run.italic = bold or None, italic or None
            if part.type == "code_inline":
                run.font.name = "Consolas"
        else:
            _write(paragraph, part, bold=bold or part.type == "strong", italic=italic or part.type == "em")
