"""Answers as text, YAML or strict JSON, made a plain tree that knows its lines.

Scalars stay text, so that `NO` is Norway and `1e5` a number the forms read. Nothing here recurses on what it is given
before its depth is known, and nothing reads more than a megabyte.
"""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal

from msgspec import Struct

from salesmode.errors import InputError, Message, Sentence, shown, shown_path, visible
from salesmode.intake.parse import KEEP_ONE, Tree, Where
from salesmode.knowledge.files import too_deep

LIMIT = 1_000_000
DEEPEST = 8
STDIN = "-"


class Node(Struct, frozen=True):
    """A value and the line it starts on; under a key, the line of the key. None is unknown."""

    line: int
    value: "str | list[Node] | dict[str, Node] | None"

    def tree(self) -> Tree:
        """Return the value without its lines."""
        if isinstance(self.value, list):
            return [node.tree() for node in self.value]
        if isinstance(self.value, dict):
            return {key: node.tree() for key, node in self.value.items()}
        return self.value

    def line_of(self, path: Where) -> int:
        """Return the line of `path` inside this value (list items count from 1), or of the nearest thing around it."""
        node = self
        for step in path:
            inner = node.value
            if isinstance(inner, dict) and step in inner:
                node = inner[str(step)]
            elif isinstance(inner, list) and isinstance(step, int) and 1 <= step <= len(inner):
                node = inner[step - 1]
            else:
                break
        return node.line


def read_map(text: str, where: str) -> dict[str, Node]:
    """Return the answers of a file's text, by key; none for an empty or comment-only one.

    Raises InputError, naming `where` and the line, for whatever the rules above refuse.
    """
    node = _json(text, where) if text.lstrip()[:1] in ("{", "[") else _yaml(text, where)
    if isinstance(node.value, dict):
        return node.value
    if node.value is None:
        return {}
    shape = "a list" if isinstance(node.value, list) else "one text"
    colon = " (with a plain colon and a space behind it)" if "：" in text else ""
    raise InputError(
        f"{shape} was found where answers were expected", where=f"{where}:{node.line}",
        fix=f"Write one answer a line as key: value{colon}, such as buyer: organization",
    )  # fmt: skip


def read_value(text: str, where: str) -> Node:
    """Return one value written as YAML, as after `--set key=`; raises InputError like `read_map`, without a line."""
    try:
        return _yaml(text, where)
    except InputError as error:
        raise InputError(error.what, where=where, fix=error.fix) from None


def fetch(path: str, stdin: BinaryIO | None) -> str:
    """Return the text of a file, or of `stdin` where the path is `-`.

    Raises InputError where there is none, where it is over a megabyte, or where it is not UTF-8.
    """
    where = place(path)
    if path == STDIN and (stdin is None or stdin.closed):
        raise InputError("standard input is closed", where=where, fix="Name a file instead: -a answers.yaml")
    try:
        data = _limited(path, stdin)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        why, fix = _cannot_open(error)
        raise InputError(why, where=where, fix=fix) from error
    if len(data) > LIMIT:
        fix = "Answers take a few kilobytes: is this the right file?"
        raise InputError("the file is over 1 MB", where=where, fix=fix)
    return _decoded(data, path)


def place(path: str) -> str:
    """Return how a path is called in messages and origins: `stdin` for `-`, on one line, its end if it is long."""
    return "stdin" if path == STDIN else shown_path(path)


def _limited(path: str, stdin: BinaryIO | None) -> bytes:
    if path != STDIN or stdin is None:
        with Path(path).open("rb") as file:
            return file.read(LIMIT + 1)
    data = b""
    while len(data) <= LIMIT and (more := stdin.read(LIMIT + 1 - len(data))):  # a pipe may give less than asked
        data += more
    return data


def _cannot_open(error: Exception) -> tuple[Sentence, str]:
    match error:
        case FileNotFoundError():
            fix = "Check the name; `salesmode questions -f yaml > answers.yaml` writes a blank one"
            return Message("no-file", "no such file"), fix
        case IsADirectoryError():
            return Message("is-folder", "this is a folder"), "Name a file in it: -a FOLDER/answers.yaml"
        case PermissionError():
            fix = "Ask for the right to read it, or name another file: -a FILE"
            return Message("not-readable", "this file may not be read"), fix
        case _:
            why = (error.strerror if isinstance(error, OSError) else None) or "no such file"
            return f"it cannot be read: {why}", "Name another file: -a FILE"


def _decoded(data: bytes, path: str) -> str:
    encoding = _WIDE.get(data[:2]) or ("binary" if data.startswith(_MAGIC) else None)
    if encoding is None and b"\0" in data[:4096]:
        encoding = _by_zeros(data[:4096])
    line = 1
    if encoding is None:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            encoding, line = _by_runs(data), data.count(b"\n", 0, error.start) + 1
    if encoding == "binary":
        fix = "Save the answers as plain text in UTF-8 (from a spreadsheet or a word processor: copy the text out)"
        raise InputError("this is a binary file, not text", where=place(path), fix=fix)
    name, call = _CALLED[encoding], f"iconv -f {encoding} -t UTF-8"
    file = shlex.quote(visible(path)) if len(path) <= 100 else "FILE"
    fix = f"... | {call} | salesmode ... -a -" if path == STDIN else f"{call} {file} > answers-utf8.yaml"
    raise InputError(
        f"this is not UTF-8 but most likely {name}", where=f"{place(path)}:{line}", fix=f"Convert it: {fix}"
    )


_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_MAGIC = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"SQLite")
_CALLED = {
    "UTF-16": "UTF-16", "UTF-16LE": "UTF-16", "UTF-16BE": "UTF-16",
    "GBK": "GBK (Chinese)", "WINDOWS-1252": "Latin-1 (Western European)",
}  # fmt: skip


def _by_zeros(data: bytes) -> str:
    """A zero in most characters, always on the same side, is UTF-16 without its mark."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) * 4 < len(data) or min(even, odd) * 4 > max(even, odd):
        return "binary"
    return "UTF-16BE" if even > odd else "UTF-16LE"


def _by_runs(data: bytes) -> str:
    """Chinese characters of GBK stand in pairs of bytes, mostly above 0xA0; accented letters stand alone."""
    if sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:4096]) * 20 > len(data[:4096]):
        return "binary"
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", data[:65536])]
    pairs = sum(length % 2 == 0 for length in runs)
    return "GBK" if pairs * 2 > len(runs) else "WINDOWS-1252"


def _yaml(text: str, where: str) -> Node:
    events = _events(text, where)
    first = next(events, None)
    node = _node(first, events, 1, where) if first else Node(1, None)
    for _ in events:  # to the end, so that what follows the answers is checked too
        pass
    return node


class _Event(Struct, frozen=True):
    kind: Literal["Scalar", "SequenceStart", "SequenceEnd", "MappingStart", "MappingEnd"]
    line: int
    text: str | None


def _events(text: str, where: str) -> Iterator[_Event]:
    """Yield the events of one YAML document that make up values; refuse everything beyond plain values."""
    import yaml  # only here: answers given by flags or as JSON do without its 20 ms

    documents = 0
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            line = event.start_mark.line + 1 if event.start_mark else 1
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise _refused(where, line, "a second document starts here", "Keep one, and remove the line ---")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _refused(where, line, "anchors and aliases (& and *) are not used here", _IN_QUOTES)
            if getattr(event, "tag", None):
                raise _refused(where, line, "tags (!) are not used here", _IN_QUOTES)
            kind: Any = type(event).__name__.removesuffix("Event")
            if isinstance(event, yaml.ScalarEvent):
                plain_null = not event.style and event.value in ("null", "Null", "NULL", "~")
                yield _Event(kind, line, None if plain_null or not event.value.strip() else event.value)
            elif isinstance(event, (yaml.CollectionStartEvent, yaml.CollectionEndEvent)):
                yield _Event(kind, line, None)
    except yaml.MarkedYAMLError as error:
        mark, problem = error.problem_mark or error.context_mark, str(error.problem or error.context)
        fix = _YAML_FIXES.get(problem, "Write one answer a line as key: value; put text with signs in quotes")
        line = min(mark.line, text.rstrip().count("\n")) + 1 if mark else 1  # not the line after the last
        if too_deep(error):
            raise _refused(where, line, *_TOO_DEEP) from error
        if wide := re.search(r"^[ \t]*[a-z][a-z0-9_]*(?=：)", text, re.MULTILINE):  # it makes a line no key at all
            at, fix = text.count("\n", 0, wide.start()) + 1, f"Write {wide[0].strip()}: with a plain colon and a space"
            raise _refused(where, at, "a full-width colon stands behind a key", fix) from error
        raise _refused(where, line, f"not readable as YAML: {problem}", fix) from error
    except (yaml.YAMLError, UnicodeError) as error:
        character = re.search(_CONTROL, text)
        line = text.count("\n", 0, character.start()) + 1 if character else 1
        fix = "Remove control characters and save it as plain text in UTF-8"
        raise _refused(where, line, "a character here is not allowed in YAML", fix) from error


def _node(event: _Event, events: Iterator[_Event], depth: int, where: str) -> Node:
    if event.kind == "Scalar":
        return Node(event.line, event.text)
    if depth > DEEPEST:
        raise _refused(where, event.line, *_TOO_DEEP)
    if event.kind == "MappingStart":
        return Node(event.line, _keys(events, depth, where))
    items = []
    while (item := next(events)).kind != "SequenceEnd":
        items.append(_node(item, events, depth + 1, where))
    return Node(event.line, items)


def _keys(events: Iterator[_Event], depth: int, where: str) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    while (event := next(events)).kind != "MappingEnd":
        key = _node(event, events, depth + 1, where).value
        if not isinstance(key, str):
            raise _refused(where, event.line, "there is no key here", "Write each answer as key: value")
        if key in nodes:
            raise _refused(where, event.line, *_twice(key, nodes[key].line))
        nodes[key] = Node(event.line, _node(next(events), events, depth + 1, where).value)
    return nodes


_IN_QUOTES = 'If it is text, put it in quotes: "..."; otherwise write the value out'
_TOO_DEEP = (f"this is nested over {DEEPEST} levels deep", "Answers need three: a key, a list, keys in it")
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
_COLON = 'Put text that holds ": " in quotes: offer: "snacks: by post"'
_YAML_FIXES = {
    "mapping values are not allowed in this context": _COLON,  # libyaml's words
    "mapping values are not allowed here": _COLON,  # PyYAML's own
    "found character that cannot start any token": "Indent with spaces, not tabs; put text with signs in quotes",
}


def _refused(where: str, line: int, what: Sentence, fix: Sentence) -> InputError:
    return InputError(what, where=f"{where}:{line}", fix=fix)


def _twice(key: str, line: int) -> tuple[Message, Message]:
    what = Message("given-twice-since", "{key} is given twice, first in line {line}", key=shown(key), line=line)
    return what, KEEP_ONE


# Whole strings (with their colon, if they are keys), brackets, and bare words; possessive, so never slower than linear.
_TOKEN = re.compile(r"""(?:"(?:[^"\\]++|\\.)*+"?+)(?:\s*+:)?+|[{\[\]}]|[^\s{}\[\],:"]++""", re.DOTALL)


def _json(text: str, where: str) -> Node:
    lines = iter(list(_json_lines(text, where)))  # depth is known before anything recurses
    try:
        pairs = json.loads(text, object_pairs_hook=_Pairs, parse_int=str, parse_float=_decimal)
    except json.JSONDecodeError as error:
        fix = "Check commas, quotes and brackets: JSON wants double quotes and no comma at the end"
        raise _refused(where, error.lineno, f"not readable as JSON: {error.msg}", fix) from error
    return _json_node(pairs, lines, where)


def _decimal(text: str) -> str:
    """Return a number of JSON, whose point is always the decimal one, so that it is not taken for thousands: 12.345."""
    return f"{text}0" if re.fullmatch(r"[0-9]+\.[0-9]{3}", text) else text


class _Pairs(list[tuple[str, Any]]):
    """The keys and values of a JSON object as they stand, so that a duplicate is seen."""


def _json_lines(text: str, where: str) -> Iterator[int]:
    """Yield the line of each key and value, in order; refuse what is too deep and what is not JSON but Python reads."""
    line, at, depth = 1, 0, 0
    for token in _TOKEN.finditer(text):
        line, at = line + text.count("\n", at, token.start()), token.start()
        word = token[0]
        if word in ("]", "}"):
            depth -= 1
            continue
        depth += word in ("[", "{")
        if depth > DEEPEST:
            raise _refused(where, line, *_TOO_DEEP)
        if word in ("NaN", "Infinity", "-Infinity"):
            raise _refused(where, line, f"{word} is no number", "Write a number, or null if unknown")
        yield line


def _json_node(value: Any, lines: Iterator[int], where: str) -> Node:
    line = next(lines)
    if isinstance(value, _Pairs):
        nodes: dict[str, Node] = {}
        for key, inner in value:
            at = next(lines)
            if key in nodes:
                raise _refused(where, at, *_twice(key, nodes[key].line))
            nodes[key] = Node(at, _json_node(inner, lines, where).value)
        return Node(line, nodes)
    if isinstance(value, list):
        return Node(line, [_json_node(inner, lines, where) for inner in value])
    if isinstance(value, bool):
        return Node(line, "true" if value else "false")
    return Node(line, value if isinstance(value, str) and value.strip() else None)
