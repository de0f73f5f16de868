"""A paper read as a tree, for the forms that are no Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

BOX: Final = "\u2610"
_BOX = re.compile(r"(?<!\\)\[ \]")
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


def tokens_of(text: str) -> Sequence[Token]:
    """Return the tokens of a paper, its boxes to tick drawn as such."""
    return _PARSER.parse(_BOX.sub(BOX, text))


def tree_of(text: str) -> SyntaxTreeNode:
    """Return a paper as a tree."""
    return SyntaxTreeNode(tokens_of(text))


def title_of(tree: SyntaxTreeNode) -> str:
    """Return what a paper is called."""
    return words_of(next(node for node in tree.children if node.type == "heading"))


def words_of(node: SyntaxTreeNode) -> str:
    """Return the text of a node without its marks."""
    return "".join(leaf.content for leaf in node.walk() if leaf.type in ("text", "code_inline"))


def rows_of(table: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """Return the cells of a table, row by row, the head first."""
    return [list(row.children) for part in table.children for row in part.children]


def is_box(item: SyntaxTreeNode) -> bool:
    """Whether an item of a list begins with a box to tick."""
    return words_of(item).startswith(BOX)


def is_empty(row: Sequence[SyntaxTreeNode]) -> bool:
    """Whether nothing stands in a row."""
    return not any(words_of(cell) for cell in row)


def is_right(cell: SyntaxTreeNode) -> bool:
    """Whether a cell belongs to a column of figures."""
    return "right" in str(cell.attrs.get("style", ""))
