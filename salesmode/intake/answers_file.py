"""The answers file of an interview: one answer put in at a time, a person's comments and order kept."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesmode.atomic import try_writing, write_whole
from salesmode.business.profile import ANSWERS, Profile, dump_answers
from salesmode.errors import InputError, Message
from salesmode.intake.answers import Given, read_answers
from salesmode.intake.syntax import STDIN, place
from salesmode.knowledge.library import Library

ELSEWHERE = Message(
    "write-elsewhere",
    "Make room or ask for the right to write there, or name another file: salesmode interview -a FILE",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """The file with one more answer, what it then says, and that answer alone as a line of a file."""

    id: str
    line: str
    text: str
    profile: Profile


class AnswersFile:
    """An answers file as it was read or last saved, there or not there yet."""

    def __init__(self, path: Path, library: Library) -> None:
        """Read `path` where it exists.

        Raises InputError where it cannot be read, or not be written back as it is; OutputError where it may not be
        written.
        """
        self.path = path
        self.place = place(str(path))
        self._unsaved: dict[str, str] = {}
        self._library = library
        if path.exists():
            read_answers(Given(file=str(path)), library)  # refuses what cannot be read
        self._saved = self._on_disk()
        text = (self._saved or b"").decode("utf-8-sig")
        self._text = "{}" if not text.strip() and path.suffix == ".json" else text
        self.profile = self._read(self._text)
        self.draft(ANSWERS[0], None)  # so that a file whose comments cannot be kept is refused before anything is asked
        try_writing(str(path), ELSEWHERE)

    @property
    def answered(self) -> Collection[str]:
        """Ids of the answers in the file, those that do not apply included."""
        return dump_answers(self.profile).keys()

    def given(self, id: str) -> object:
        """Return the answer to `id` as it would stand in a file."""
        return dump_answers(self.profile)[id]

    def draft(self, id: str, value: object) -> Draft:
        """Return the file with `value` as the answer to `id`, without it where `value` is None; writes nothing.

        Raises InputError where the file could then not be read any more.
        """
        text = _edited(self._text, id, value, self.place)
        line = _edited("", id, value, self.place).strip()
        return Draft(id, line, text, self._read(text))

    def changed(self) -> bool:
        """Return whether somebody else has written to the file since it was read or saved here."""
        now = self._on_disk()
        return now is not None and now != self._saved

    @property
    def unsaved(self) -> Sequence[str]:
        """Lines of the answers that could not be written yet, as they would stand in the file."""
        return tuple(self._unsaved.values())

    def save(self, draft: Draft) -> None:
        """Take `draft` for what the file says, and write it; ask `changed` first.

        Raises OutputError where it cannot be written: then the answer is kept, and written with the next one or by
        `write`.
        """
        self._text, self.profile = draft.text, draft.profile
        self._unsaved[draft.id] = draft.line
        self.write()

    def write(self) -> None:
        """Write what is not written yet, whole or not at all; raises OutputError."""
        if self._unsaved:
            write_whole(str(self.path), self._text, ELSEWHERE)
            self._saved, self._unsaved = self._text.encode(), {}

    def _on_disk(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except OSError:  # what cannot be read cannot be written either, and that is said when it is
            return None

    def _read(self, text: str) -> Profile:
        given = Given(file=STDIN, stdin=io.BytesIO(text.encode()), name=self.place)
        return read_answers(given, self._library)


def _edited(text: str, id: str, value: object, where: str) -> str:
    if text.lstrip().startswith("{"):
        answers = {**json.loads(text), id: value}
        return json.dumps(answers, ensure_ascii=False, indent=2) + "\n"
    lines = text.replace("\r\n", "\n")
    edited = _edited_yaml(lines, id, value, where)
    return edited.replace("\n", "\r\n") if lines != text else edited


def _edited_yaml(text: str, id: str, value: object, where: str) -> str:
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.error import YAMLError

    start = re.match(r"(?:[ \t]*(?:#[^\n]*)?\n)*---[ \t]*\n", text)  # ruamel would lose it, and what stands above
    head, body = (start[0], text[start.end() :]) if start else ("", text)
    yaml = _yaml(body)
    try:
        answers = yaml.load(body)
        if answers is None:  # comments alone
            head, answers = head + body + ("\n" if body and not body.endswith("\n") else ""), CommentedMap()
        answers[id] = _node(value)
        stream = io.StringIO()
        yaml.dump(answers, stream)
    except YAMLError as error:
        what = Message("comments-lost", "the comments of this file could not be kept")
        fix = Message("comments-lost-fix", "Write it more plainly, or name another file: -a FILE")
        raise InputError(what, where=where, fix=fix) from error
    return head + stream.getvalue()


def _yaml(text: str) -> Any:
    """Return a reader and writer that leaves every scalar as it is written, quotes, lines and indents too."""
    from ruamel.yaml import YAML
    from ruamel.yaml.resolver import VersionedResolver

    class AllText(VersionedResolver):
        @property
        def versioned_resolver(self) -> Any:
            return {}

    yaml = YAML()
    yaml.Resolver = AllText
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    dash = re.search(r"^[^\s#][^\n]*:[^\S\n]*\n( +)- ", text, re.MULTILINE)
    offset = len(dash[1]) if dash else 0
    yaml.indent(mapping=2, sequence=2 + offset, offset=offset)
    return yaml


def _node(value: object) -> object:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    node: Any
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case dict():
            node = CommentedMap({key: _node(inner) for key, inner in value.items()})
        case list():
            node = CommentedSeq([_node(inner) for inner in value])
        case _:
            text = str(value)
            return DoubleQuotedScalarString(text) if _ODD.search(text) else text
    node.fa.set_flow_style()
    return node


# What a YAML reader might not give back as written: words for null, several lines, signs beyond the common plane.
_ODD = re.compile(r"\A(?:~|null)\Z|[\n\\]|[^\u0020-\ud7ff\ue000-\ufffd]", re.IGNORECASE)
