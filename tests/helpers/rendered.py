"""What a reader sees of Markdown in two programs: GitHub's own, and one that editors use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Final, NamedTuple

import cmarkgfm
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt

BLOCKS: Final = frozenset(
    ("p", "li", *(f"h{depth}" for depth in range(1, 7)), "td", "th", "blockquote", "ul", "ol", "pre", "hr", "table")
)
EMPTY: Final = frozenset(("br", "hr", "img", "input"))
LISTS: Final = frozenset(("ul", "ol"))
CODE: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
# Signs that a reader should never see; a line of prose may not begin as a list or a quotation does.
_ANYWHERE = re.compile(r"\*\*|`|~~|\|")
_AT_THE_START = re.compile(r"(?:[-+*>]|#+|\d{1,3}[.)])(?: |$)")
_BOX = re.compile(r"^\[ \] ")
_EDITOR = MarkdownIt("gfm-like")


class Seen(NamedTuple):
    """A block as it is read: the element it stands in, and its text with code as one sign, or letter for letter."""

    element: str
    text: str
    letters: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open, self.seen, self.lists, self.elements = list[str](), list[Seen](), 0, set[str]()
        self._text, self._letters = "", ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.add(tag)
        self.lists += tag in LISTS
        if tag in BLOCKS:
            self.end_block()
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
        while tag in self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._text += CODE if "code" in self.open else data
        self._letters += data

    def end_block(self) -> None:
        element = next((tag for tag in reversed(self.open) if tag in BLOCKS), "")
        text, letters = (_BOX.sub("", text.strip()) for text in (self._text, self._letters))
        if letters:
            self.seen.append(Seen(element, text, letters))
        self._text = self._letters = ""


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.end_block()
    return reader


def _github(text: str) -> str:
    html: str = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    return html


def _editor(text: str) -> str:
    return str(_EDITOR.render(text))


RENDERERS: Final[Mapping[str, Callable[[str], str]]] = {"github": _github, "editor": _editor}


def blocks(text: str, renderer: str) -> list[Seen]:
    """Return what is read of a text, block by block; the box of a task is no text."""
    return _read(RENDERERS[renderer](text)).seen


def lists(text: str, renderer: str) -> int:
    """Return how many lists a text has."""
    return _read(RENDERERS[renderer](text)).lists


def elements(text: str, renderer: str) -> set[str]:
    """Return the elements that a text is made of."""
    return _read(RENDERERS[renderer](text)).elements


def markers(text: str) -> list[str]:
    """Return every block in which either program leaves a marker standing, and where the two differ."""
    read = {name: blocks(text, name) for name in RENDERERS}
    found = [f"{name}: {block.text}" for name, seen in read.items() for block in seen if _marked(block)]
    one, other = ([block.letters for block in seen] for seen in read.values())
    return found if one == other else [*found, "the two programs show different texts"]


def _marked(block: Seen) -> bool:
    begins = block.element in ("p", "li", "blockquote") and _AT_THE_START.match(block.text)
    return bool(begins or _ANYWHERE.search(block.text))
