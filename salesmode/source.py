"""The folder of YAML as its authors wrote it: every document with the line of every key, checked against the schema.

Read only when the cache of the library is built, or when the library itself is checked.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from salesmode import schema
from salesmode.errors import LibraryError

Where = tuple[str | int, ...]
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the library: where, what, and the id of the rule that found it."""

    file: str
    line: int
    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} [{self.rule}]"


@dataclass(frozen=True)
class Document:
    """One file: its name below the folder, its plain data and the line of each key."""

    name: str
    data: Any
    lines: Mapping[Where, int]
    faults: tuple[Finding, ...] = ()

    def line(self, where: Where) -> int:
        """Return the line of `where`, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def finding(self, where: Where, rule: str, what: str) -> Finding:
        """Return a finding at `where` in this file."""
        return Finding(self.name, self.line(where), rule, what)


def read_folder(folder: Path) -> dict[str, Document]:
    """Return every document of the folder by its name without suffix (`plays/b2b/value`).

    Raises LibraryError where the folder is no library or a file cannot be read as YAML.
    """
    if not (folder / "plays").is_dir():
        raise LibraryError("no playbooks here: a library has a folder 'plays'", where=str(folder))
    names = sorted(path.relative_to(folder) for path in folder.rglob("*.yaml"))
    return {name.with_suffix("").as_posix(): read_document(folder, name.as_posix()) for name in names}


def read_document(folder: Path, name: str) -> Document:
    """Return one YAML file with the line of every key; duplicate keys are faults of the document."""
    path = folder / name
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"cannot be read: {error}", where=str(path)) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LibraryError(f"is not YAML: {error.problem}", where=f"{path}:{line}") from error
    except yaml.YAMLError as error:
        raise LibraryError(f"is not YAML: {error}", where=str(path)) from error
    reader = _Reader(name)
    data = reader.plain(node, ()) if node is not None else None
    return Document(name, data, reader.lines, tuple(reader.faults))


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Where, int] = {}
        self.faults: list[Finding] = []
        self._constructor = yaml.constructor.SafeConstructor()

    def plain(self, node: yaml.Node, where: Where) -> Any:
        self.lines.setdefault(where, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._map(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*where, index)) for index, item in enumerate(node.value)]
        value = self._constructor.construct_object(node)  # type: ignore[no-untyped-call]
        return value.isoformat() if isinstance(value, datetime.date) else value

    def _map(self, node: yaml.MappingNode, where: Where) -> dict[str | int, Any]:
        result: dict[str | int, Any] = {}
        for key_node, value_node in node.value:
            key = self._constructor.construct_object(key_node)  # type: ignore[no-untyped-call]
            line = key_node.start_mark.line + 1
            if key in result:
                self.faults.append(Finding(self.name, line, "duplicate-key", f"'{key}' stands twice in one map"))
            self.lines[(*where, key)] = line
            result[key] = self.plain(value_node, (*where, key))
        return result


_TOP: dict[str, tuple[Any, str]] = {
    "guards": (TypeAdapter(tuple[schema.GuardFile, ...]), "guards"),
    "sources": (TypeAdapter(dict[str, schema.SourceFile]), ""),
}


def schema_findings(documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Yield every place where a document does not have the shape the schema asks for."""
    for name, document in documents.items():
        yield from document.faults
        model, key = _model(name)
        if model is None:
            continue
        data = document.data.get(key) if key and isinstance(document.data, dict) else document.data
        try:
            model.validate_python(data) if isinstance(model, TypeAdapter) else model.model_validate(data)
        except ValidationError as error:
            yield from _findings(document, error, (key,) if key else ())


def _model(name: str) -> tuple[type[BaseModel] | TypeAdapter[Any] | None, str]:
    if name.startswith("plays/"):
        return schema.PlayFile, ""
    return _TOP.get(name, (None, ""))


def _findings(document: Document, error: ValidationError, prefix: Where) -> Iterator[Finding]:
    for item in error.errors():
        where = tuple(part for part in (*prefix, *item["loc"]) if part != "[key]")
        spot = ".".join(str(part) for part in where) or "the file"
        yield document.finding(where, "schema", f"{spot}: {item['msg']}")
