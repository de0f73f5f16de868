"""A YAML file as its author wrote it: maps, lists and words in order, with every comment and blank line at its place.

Read with PyYAML's reader, because the playbooks are read with it; comments, of which it tells nothing, are looked for
between the things it finds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import yaml

LOADER: Final[type[Any]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ALIAS: Final = "*"
QUOTES: Final = ("'", '"')
BLOCK: Final = ("|", ">")
_LINE_END: Final = re.compile("[\n\x85\u2028\u2029]")
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*")
_PROPERTIES: Final = re.compile(r"(?:[&!]\S*(?:\s+|\Z)|#[^\n]*\s*)+")
_TYPE: Final = "tag:yaml.org,2002:"


@dataclass(slots=True)
class Scalar:
    """A word, a figure or a text: its letters, how it is quoted, and how it stands in the file.

    `style` is `'`, `"`, `|`, `>`, `*` for what an anchor names, or nothing where it stands plain. `properties` are its
    anchor and tag.
    """

    value: str
    style: str = ""
    raw: str = ""
    properties: str = ""


@dataclass(slots=True)
class Collection:
    """A map or a list; `flow` where it stands in brackets, `tail` are the comments below its last entry."""

    is_map: bool
    flow: bool
    properties: str
    entries: list[Entry] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)


Node = Scalar | Collection


@dataclass(slots=True)
class Entry:
    """A key with its value, an item, or the whole file; comments and blank lines (`""`) above it, a comment beside.

    `column` is where the comment beside it begins.
    """

    above: list[str]
    key: Scalar | None = None
    value: Node = field(default_factory=lambda: Scalar(""))
    beside: str = ""
    column: int = 0


class _Comment(NamedTuple):
    text: str
    line: int
    column: int


def read_tree(text: str) -> Entry:
    """Return the whole file as an entry, its value an empty word where it holds comments alone.

    Raises yaml.YAMLError where it is no YAML or holds several documents.
    """
    return _Reader(text).document()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = _LINE_END.split(text)
        self.starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        self.events: Iterator[Any] = yaml.parse(text, Loader=LOADER)
        self.index, self.line = 0, -1  # where the last thing ended, and in which line a comment stands beside it
        self.last = Entry([])  # what a comment beside the last thing belongs to
        self.begun = -1  # the line in which the last entry began
        self.waiting: list[_Comment] = []

    def document(self) -> Entry:
        whole = self.last
        self._next()
        if isinstance(self._next(), yaml.DocumentStartEvent):
            whole.value = self._node(self._next(), whole, -1)
            self._next()
            if isinstance(self._next(), yaml.DocumentStartEvent):
                raise yaml.composer.ComposerError(problem="several documents in one file")
        self._between(self.index, len(self.text))
        below = whole.value.tail if isinstance(whole.value, Collection) and not whole.value.flow else whole.above
        below += self._taken(0)
        return whole

    def _next(self) -> Any:
        """Return the next event, once the comments before it are taken."""
        event = next(self.events)
        begin, end = event.start_mark, event.end_mark
        self._between(self.index, begin.index)
        if begin.index < end.index or isinstance(event, yaml.ScalarEvent):  # others have no letters of their own
            self.index = end.index
            self.line = -1 if getattr(event, "style", None) in BLOCK else end.line
        return event

    def _between(self, start: int, end: int) -> None:
        """Take the comments from `start` to `end`, where nothing else holds a `#`."""
        place = self.text.find("#", start, end)
        while place >= 0:
            text = self.text[place : end if (stop := self.text.find("\n", place, end)) < 0 else stop]
            line = bisect_right(self.starts, place) - 1
            self._found(_Comment(text.rstrip(), line, place - self.starts[line]))
            place = self.text.find("#", place + len(text), end)
        self.index = max(self.index, end)

    def _found(self, comment: _Comment) -> None:
        if comment.line != self.line:
            self.waiting.append(comment)
            return
        if self.last.beside:
            self.last.above.append(self.last.beside)
        self.last.beside, self.last.column = comment.text, comment.column

    def _node(self, event: Any, owner: Entry, outer: int) -> Node:
        """Return the value that begins with `event`; `outer` is the column of the block it stands in."""
        if isinstance(event, yaml.CollectionStartEvent):
            properties = self._properties(event, owner)
            if not event.flow_style:
                return self._block(event, owner, outer, properties)
            owner.above += self._taken(0)
            return self._flow(event, owner, properties)
        owner.above += self._taken(0)
        return self._scalar(event, owner)

    def _block(self, event: Any, owner: Entry, outer: int, properties: str) -> Collection:
        made = Collection(isinstance(event, yaml.MappingStartEvent), False, properties)
        column = outer + 1
        while not isinstance(event := self._next(), yaml.CollectionEndEvent):
            if not made.entries:
                column = max(column, event.start_mark.column - (0 if made.is_map else len("- ")))
            entry = Entry([*self._taken(0), *self._blank_above(event.start_mark.line)])
            self.begun = event.start_mark.line
            self._fill(made, entry, event, column)
        made.tail = self._taken(column)
        self.last = owner
        return made

    def _flow(self, event: Any, owner: Entry, properties: str) -> Collection:
        made = Collection(isinstance(event, yaml.MappingStartEvent), True, properties)
        while not isinstance(event := self._next(), yaml.CollectionEndEvent):
            self._fill(made, Entry(self._taken(0)), event, 0)
        made.tail = self._taken(0)
        if not made.entries:
            owner.above += made.tail
            made.tail = []
        self.last = owner
        return made

    def _fill(self, made: Collection, entry: Entry, event: Any, column: int) -> None:
        made.entries.append(entry)
        self.last = entry
        if made.is_map:
            if isinstance(event, yaml.CollectionStartEvent):
                raise yaml.constructor.ConstructorError(problem="a map or a list as a key")
            entry.key = self._scalar(event, entry)
            event = self._next()
        entry.value = self._node(event, entry, column)
        self.last = entry

    def _scalar(self, event: Any, owner: Entry) -> Scalar:
        if isinstance(event, yaml.AliasEvent):
            return Scalar(str(event.anchor), ALIAS)
        raw = self.text[event.start_mark.index : event.end_mark.index]
        properties = self._properties(event, owner)
        if properties and (before := _PROPERTIES.match(raw)):
            raw = raw[before.end() :]
        if event.style in BLOCK:
            owner.above += _COMMENT.findall(raw.partition("\n")[0])
        return Scalar(event.value, event.style or "", raw, properties)

    def _properties(self, event: Any, owner: Entry) -> str:
        """Return anchor and tag as they are written before a value, and keep the comments behind them."""
        if event.anchor is None and event.tag is None:
            return ""
        begin = event.start_mark.index
        if before := _PROPERTIES.match(self.text, begin, event.end_mark.index):
            owner.above += _COMMENT.findall(before[0])
        anchor = f"&{event.anchor} " if event.anchor else ""
        if not event.tag:
            return anchor
        return f"{anchor}!!{event.tag.removeprefix(_TYPE)} " if event.tag.startswith(_TYPE) else f"{anchor}{event.tag} "

    def _taken(self, column: int) -> list[str]:
        """Take the first of the comments waiting that begin at `column` or right of it, with the blank lines above."""
        taken: list[str] = []
        while self.waiting and self.waiting[0].column >= column:
            comment = self.waiting.pop(0)
            taken += [*self._blank_above(comment.line), comment.text]
        return taken

    def _blank_above(self, line: int) -> list[str]:
        """Return a blank line where one stands above `line`, and nothing else has begun in it."""
        return [""] if line > 0 and line != self.begun and not self.lines[line - 1].strip() else []
