"""The folder of YAML as its authors wrote it: every document with the line of every key, checked against the schema.

Read only when the cache of the library is built, or when the library itself is checked.
"""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from salesmode.errors import LibraryError
from salesmode.knowledge import schema

Where = tuple[str | int, ...]
# Without any of these no plan can be made; a library may do without the others.
NEEDED = ("choice", "currencies", "diagnosis", "guards", "questions", "roles", "sources", "words")
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Finding(NamedTuple):
    """A fault of the library: where, what, and the id of the rule that found it."""

    file: str
    line: int
    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} [{self.rule}]"


class Document(NamedTuple):
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

    Raises LibraryError where the folder is no library, lacks a file that no plan can do without, or holds one that
    cannot be read as YAML.
    """
    documents, unreadable = read_readable(folder)
    for finding in unreadable:
        where = f"{folder / finding.file}:{finding.line}" if finding.file != "." else str(folder)
        raise LibraryError(finding.what, where=where)
    for name in NEEDED:
        if name not in documents:
            fix = "Copy it there from the playbooks that come with salesmode"
            raise LibraryError("the library needs this file", where=str(folder / f"{name}.yaml"), fix=fix)
    return documents


def read_readable(folder: Path) -> tuple[dict[str, Document], list[Finding]]:
    """Return the documents that can be read, by name without suffix, and a finding for each file that cannot."""
    if not (folder / "plays").is_dir():
        return {}, [Finding(".", 1, "no-library", "no playbooks here: a library has a folder 'plays'")]
    read = [read_document(folder, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*.yaml"))]
    documents = {one.name.removesuffix(".yaml"): one for one in read if isinstance(one, Document)}
    return documents, [one for one in read if isinstance(one, Finding)]


def read_document(folder: Path, name: str) -> Document | Finding:
    """Return one YAML file with the line of every key, or why it cannot be read; duplicate keys are its faults."""
    reader = _Reader(name)
    try:
        node = yaml.compose((folder / name).read_text(encoding="utf-8"), Loader=LOADER)
        data = reader.plain(node, ()) if node is not None else None
    except (OSError, UnicodeDecodeError) as error:
        return Finding(name, 1, "unreadable", f"cannot be read: {error}")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Finding(name, line, "unreadable", f"is not YAML: {error.problem}")
    except yaml.YAMLError as error:
        return Finding(name, 1, "unreadable", f"is not YAML: {str(error).splitlines()[0]}")
    except (ValueError, TypeError, RecursionError) as error:  # no such day, a list as a key, an alias within itself
        line = max(reader.lines.values(), default=1)
        return Finding(name, line, "unreadable", f"holds what no playbook needs: {error}")
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
        value = self._constructor.construct_object(node)
        return value.isoformat() if isinstance(value, datetime.date) else value

    def _map(self, node: yaml.MappingNode, where: Where) -> dict[str | int, Any]:
        result: dict[str | int, Any] = {}
        for key_node, value_node in node.value:
            key = self._constructor.construct_object(key_node)
            line = key_node.start_mark.line + 1
            if key in result:
                self.faults.append(Finding(self.name, line, "duplicate-key", f"'{key}' stands twice in one map"))
            self.lines[(*where, key)] = line
            result[key] = self.plain(value_node, (*where, key))
        return result


Model = type[BaseModel] | TypeAdapter[Any]

# What the engine cannot do without is checked whenever the cache is built, the rest by `playbooks check`.
_BUILT: dict[str, tuple[Model, str]] = {
    "guards": (TypeAdapter(tuple[schema.GuardFile, ...]), "guards"),
    "sources": (TypeAdapter(dict[str, schema.SourceFile]), ""),
}
_CHECKED: dict[str, tuple[Model, str]] = {
    "capabilities": (schema.CapabilitiesFile, ""),
    "choice": (schema.ChoiceFile, ""),
    "currencies": (schema.CurrenciesFile, ""),
    "deciders": (schema.DecidersFile, ""),
    "diagnosis": (schema.DiagnosisFile, ""),
    "planned": (schema.PlannedFile, ""),
    "questions": (schema.QuestionsFile, ""),
    "roles": (schema.RolesFile, ""),
    "screens": (schema.ScreensFile, ""),
}
_NESTED = ("interview", "words")


def schema_findings(documents: Mapping[str, Document], every: bool = False) -> Iterator[Finding]:
    """Yield every place where a document does not have the shape the schema asks for; `every` looks at all of them."""
    for name, document in documents.items():
        yield from document.faults
        if every and name in _NESTED:
            yield from _nested(document, document.data, ())
        else:
            yield from _shape(document, *_model(name, every))


def _shape(document: Document, model: Model | None, key: str) -> Iterator[Finding]:
    if model is None:
        return
    data = document.data
    if key:
        data = data.get(key) if isinstance(data, dict) else None
    try:
        model.validate_python(data) if isinstance(model, TypeAdapter) else model.model_validate(data)
    except ValidationError as error:
        yield from _findings(document, error, (key,) if key else ())


def _model(name: str, every: bool) -> tuple[Model | None, str]:
    if name.startswith("plays/"):
        return schema.PlayFile, ""
    if name.startswith("benchmarks/"):
        return schema.BenchmarkFile, ""
    if name.startswith("calendars/"):
        return schema.CalendarFile, ""
    if name.startswith("kit/"):
        return schema.PaperFile, ""
    if every and name.startswith("industries/"):
        return schema.IndustryFile, ""
    return _BUILT.get(name) or (_CHECKED.get(name) if every else None) or (None, "")


def _nested(document: Document, node: Any, where: Where) -> Iterator[Finding]:
    """The texts of a map of maps; a text is a map with nothing below its languages."""
    if not isinstance(node, dict) or not node:
        yield document.finding(where, "schema", f"{_spot(where)}: should be a map of texts")
    elif any(isinstance(node.get(lang), str) for lang in ("en", "zh")):
        try:
            schema.Text.model_validate(node)
        except ValidationError as error:
            yield from _findings(document, error, where)
    else:
        for key, inner in node.items():
            yield from _nested(document, inner, (*where, key))


def _findings(document: Document, error: ValidationError, prefix: Where) -> Iterator[Finding]:
    for item in error.errors():
        where = tuple(part for part in (*prefix, *item["loc"]) if part != "[key]")
        yield document.finding(where, "schema", f"{_spot(where)}: {item['msg']}")


def _spot(where: Where) -> str:
    return ".".join(str(part) for part in where) or "the file"
