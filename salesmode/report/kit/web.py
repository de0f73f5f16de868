"""A paper as a page of HTML that fetches nothing and prints on A4."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

from salesmode.knowledge.library import Lang
from salesmode.report.formats import html
from salesmode.report.kit.reading import is_box, is_empty, is_right, rows_of, title_of, tree_of, words_of
from salesmode.report.kit.tables import widths_of

COLONS: Final[dict[Lang, str]] = {"en": ":", "zh": "："}
FOLDERS: Final = (Path(__file__).parent, Path(html.__file__).parent)


def web_page(text: str, lang: Lang) -> bytes:
    """Return a paper as HTML."""
    tree = tree_of(text)
    for node in tree.walk():
        if node.type == "table":
            _marked(node, COLONS[lang])
        elif node.type == "list_item" and is_box(node):
            node.attrs["class"] = "box"
    paper = MarkdownIt("commonmark").renderer.render(_with_widths(tree), MarkdownIt("commonmark").options, {})
    page = _template().render(title=title_of(tree), lang=lang, paper=Markup(paper))  # noqa: S704  escaped by the parser
    return f"{page.strip()}\n".encode()


@functools.cache
def _template() -> Template:
    environment = SandboxedEnvironment(loader=FileSystemLoader(FOLDERS), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("web.html")


def _marked(table: SyntaxTreeNode, colon: str) -> None:
    """Tell each cell whether it holds a figure, and under which head it stands: a phone shows rows as records."""
    head, *rows = rows_of(table)
    if is_empty(head):
        table.children[0].attrs["hidden"] = ""
    for cell in (*head, *(cell for row in rows for cell in row)):
        if is_right(cell):
            cell.attrs.pop("style")
            cell.attrs["class"] = "right"
    for row in rows:
        for name, cell in zip(head, row, strict=True):
            cell.attrs["data-column"] = f"{words_of(name)}{colon}" if words_of(name) else ""


def _with_widths(tree: SyntaxTreeNode) -> list[Token]:
    """The tokens of a paper, with the widths of its columns behind the beginning of each table."""
    tables = iter([node for node in tree.walk() if node.type == "table"])
    tokens: list[Token] = []
    for token in tree.to_tokens():
        tokens.append(token)
        if token.type == "table_open":
            tokens.append(Token("html_block", "", 0, content=_columns(next(tables))))
    return tokens


def _columns(table: SyntaxTreeNode) -> str:
    widths = widths_of([[words_of(cell) for cell in row] for row in rows_of(table)])
    columns = "".join(f'<col style="--share: {100 * width / sum(widths):.1f}%">' for width in widths)
    return f"<colgroup>{columns}</colgroup>\n"
