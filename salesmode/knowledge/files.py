"""The folder of YAML as its authors wrote it: every file with the line of every key.

Read only when the cache of the library is built, or when the library itself is checked. A library may come from
anybody, so what is no ordinary file, too large, too deep, grows without end through aliases, or holds characters that
move a cursor is refused.
"""

import datetime
import functools
import gc
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from salesmode.errors import visible
from salesmode.knowledge.layers import NO_LIBRARY

Where = tuple[str | int, ...]
TEXT_TAG: Final = "tag:yaml.org,2002:str"  # what it marks is the text as it stands
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RESOLVER: Final[Any] = yaml.resolver.Resolver()
LARGEST: Final = 4_000_000  # bytes of one file; ours have 200,000 at most
MOST: Final = 400_000  # things in one file once aliases are followed; ours have 20,000 at most
DEEPEST: Final = 100  # maps and lists in one another; ours have 12 at most
LONGEST_NUMBER: Final = 40  # signs of a number or a day; what is longer is a text


UNSPOKEN: Final = "unspoken"  # the rule of any fault in words of a language that a pack does not speak
TOO_MUCH: Final = "too-much"  # the rule of what is refused before it costs memory or time


TOO_DEEP: Final = "its lists and maps stand too deep in one another"


class TooMuchError(ValueError):
    """What no playbook needs so much of."""


class Finding(NamedTuple):
    """A fault of the library: where, what, and the id of the rule that found it."""

    file: str
    line: int
    rule: str
    what: str

    def __str__(self) -> str:
        return visible(f"{self.file}:{self.line}: {self.what} [{self.rule}]").replace("\n", " ")


class KnowledgeFile(NamedTuple):
    """One file: its name below the folder, its plain data and the line of each key.

    Where a pack lies over ours, `own` are the places that the pack says, and `home` is the file of all others;
    `unspoken` are texts that it leaves out because it does not speak their language.
    """

    name: str
    data: Any
    lines: Mapping[Where, int]
    faults: tuple[Finding, ...] = ()
    home: str = ""
    own: frozenset[Where] | None = None
    unspoken: frozenset[Where] = frozenset()

    @property
    def id(self) -> str:
        """The name without its suffix: `plays/b2b/value`."""
        return self.name.removesuffix(".yaml")

    def line(self, where: Where) -> int:
        """Return the line of `where`, or of the nearest thing around it."""
        return self.lines.get(self._nearest(where), 1)

    def finding(self, where: Where, rule: str, what: str) -> Finding:
        """Return a finding at `where` in this file, or in ours where a pack leaves that to us."""
        theirs = self.own is None or self._nearest(where) in self.own
        if any(where[:end] in self.unspoken for end in range(1, len(where) + 1)):
            rule = UNSPOKEN
        return Finding(self.name if theirs else self.home, self.line(where), rule, what)

    def _nearest(self, where: Where) -> Where:
        while where and where not in self.lines:
            where = where[:-1]
        return where


@contextmanager
def keeping_all() -> Iterator[None]:
    """Leave Python's collector of garbage out of what is all kept: it takes a third of the time to find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_readable(folder: Path) -> tuple[dict[str, KnowledgeFile], list[Finding]]:
    """Return the files that can be read, by name without suffix, and a finding for each file that cannot."""
    if not (folder / "plays").is_dir():
        return {}, [Finding(".", 1, "no-library", NO_LIBRARY)]
    read = read_files(folder)
    if not any(one.id.startswith("plays/") for one in read if isinstance(one, KnowledgeFile)):
        read.append(Finding("plays", 1, "no-library", "no play here: a library has one at least"))
    files = {one.id: one for one in read if isinstance(one, KnowledgeFile)}
    return files, [one for one in read if isinstance(one, Finding)]


def read_files(folder: Path) -> list[KnowledgeFile | Finding]:
    """Return every YAML file of a folder, or why it cannot be read, in the order of names."""
    return [read_file(folder, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*.yaml"))]


def read_file(folder: Path, name: str) -> KnowledgeFile | Finding:
    """Return one YAML file with the line of every key, or why it cannot be read; duplicate keys are its faults."""
    refused = "its name holds characters that cannot be seen" if not name.isprintable() else _refused(folder / name)
    if refused:
        return Finding(name, 1, TOO_MUCH, refused)
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Finding(name, 1, "unreadable", f"cannot be read: {error}")
    reader = _Reader(name, text)
    try:
        data = reader.data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        if too_deep(error):
            return Finding(name, line, TOO_MUCH, f"holds what no playbook needs: {TOO_DEEP}")
        return Finding(name, line, "unreadable", f"is not YAML: {error.problem}")
    except yaml.YAMLError as error:
        return Finding(name, 1, "unreadable", f"is not YAML: {str(error).splitlines()[0]}")
    except (ValueError, TypeError, RecursionError) as error:  # no such day, a list as a key, an alias within itself
        line = max(reader.lines.values(), default=1)
        rule = TOO_MUCH if isinstance(error, TooMuchError | RecursionError) else "unreadable"
        return Finding(name, line, rule, f"holds what no playbook needs: {error}")
    return KnowledgeFile(name, data, reader.lines, tuple(reader.faults))


def too_deep(error: yaml.MarkedYAMLError) -> bool:
    """Return whether the parser gave up on depth by itself, before whoever reads its events could; since 6.0.4."""
    return "nesting depth" in (error.problem or "")


def _refused(path: Path) -> str:
    """Why a file is not even opened; empty where it may be."""
    try:
        found = path.stat()
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if not stat.S_ISREG(found.st_mode):
        return "is no ordinary file"
    return f"has {found.st_size:,} bytes, more than any playbook needs" if found.st_size > LARGEST else ""


class _Reader:
    """Reads the events of one file, which cost a fraction of the nodes that PyYAML would make of them."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines: dict[Where, int] = {}
        self.faults: list[Finding] = []
        self._text = text
        self._parser: Any = None
        self._events: list[Any] = []  # those read so far: what is too deep is left before all is parsed
        self._next = 0
        self._anchors: dict[str, int] = {}  # where in the events the thing under a name begins
        self._count = 0
        self._depth = 0

    def data(self) -> Any:
        """Return the plain data of the file, `None` of an empty one."""
        self._parser = LOADER(self._text)
        self._parser.get_event()  # the start of the stream
        if isinstance(self._take(), yaml.StreamEndEvent):
            return None
        data = self._thing(self._take(), ())
        self._take()  # the end of the document
        after = self._take()
        if not isinstance(after, yaml.StreamEndEvent):
            raise yaml.MarkedYAMLError(problem="but found another document", problem_mark=after.start_mark)
        return data

    def _take(self) -> Any:
        if self._next == len(self._events):
            self._events.append(self._parser.get_event())
        self._next += 1
        return self._events[self._next - 1]

    def _thing(self, event: Any, where: Where) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self._again(event, where)
        if event.anchor is not None:
            self._anchors[event.anchor] = self._next - 1
        self._count += 1
        if self._count > MOST:
            raise TooMuchError(f"more than {MOST:,} things, once its aliases are followed")
        self.lines.setdefault(where, event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooMuchError(TOO_DEEP)
        thing = self._map(where) if isinstance(event, yaml.MappingStartEvent) else self._list(where)
        self._depth -= 1
        return thing

    def _again(self, alias: Any, where: Where) -> Any:
        """Read the thing under a name once more, in its new place."""
        if alias.anchor not in self._anchors:
            raise yaml.MarkedYAMLError(
                problem=f"found undefined alias '{alias.anchor}'", problem_mark=alias.start_mark
            )  # fmt: skip
        after, self._next = self._next, self._anchors[alias.anchor]
        thing = self._thing(self._take(), where)
        self._next = after
        return thing

    def _list(self, where: Where) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := self._take(), yaml.SequenceEndEvent):
            result.append(self._thing(event, (*where, len(result))))
        return result

    def _map(self, where: Where) -> dict[str | int, Any]:
        result: dict[str | int, Any] = {}
        while not isinstance(event := self._take(), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                raise TypeError("a key is a word or a number")
            key = self._scalar(event)
            if key in result:
                self.faults.append(Finding(self.name, line, "duplicate-key", f"'{key}' stands twice in one map"))
            place = (*where, key)
            self.lines[place] = line
            result[key] = self._thing(self._take(), place)
        return result

    def _scalar(self, event: Any) -> Any:
        if not event.value.isprintable() and visible(event.value) != event.value:
            what = f"characters that cannot be seen: {visible(event.value)[:LONGEST_NUMBER]}"
            self.faults.append(Finding(self.name, event.start_mark.line + 1, "unseen", what))
        return _value(event)


def _value(event: Any) -> Any:
    if event.tag in (None, "!"):
        return _unmarked(event.value) if event.implicit[0] else event.value
    return _constructed(yaml.ScalarNode(event.tag, event.value, event.start_mark, event.end_mark))


@functools.lru_cache(maxsize=4096)
def _unmarked(value: str) -> Any:
    """Return what a scalar without quotes is: a number, a truth, a day as text, a text."""
    tag = RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) if len(value) <= LONGEST_NUMBER else TEXT_TAG
    return value if tag == TEXT_TAG else _constructed(yaml.ScalarNode(tag, value))


def _constructed(node: yaml.ScalarNode) -> Any:
    if node.tag != TEXT_TAG and len(node.value) > LONGEST_NUMBER:
        raise TooMuchError("a number or a day longer than any")
    value = node.value if node.tag == TEXT_TAG else yaml.constructor.SafeConstructor().construct_object(node)
    return value.isoformat() if isinstance(value, datetime.date) else value
