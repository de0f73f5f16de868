"""Why a measured answer is what it is, or why it is none: from the file that `salesmode measure` wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from salesmode.errors import InputError, shown
from salesmode.intake import syntax
from salesmode.knowledge.exports import MeasuresFile
from salesmode.knowledge.library import Library
from salesmode.measure.measuring import measures_of
from salesmode.measure.telling import COLON, said
from salesmode.report.document import Block, Outline, Paragraph, Section, Table

KIND: Final = "measured."


def explain_measured(path: str, id: str, library: Library) -> Outline:
    """Return where a measured answer, or what was read of a file, comes from; `id` as `measured.ID`.

    Raises InputError where the file cannot be read, or holds no such thing.
    """
    where = syntax.place(path)
    held: Mapping[str, Any] = {
        key: node.tree() for key, node in syntax.read_map(syntax.fetch(path, None), where).items()
    }
    measures, name = measures_of(library), id.removeprefix(KIND)
    answers, missing, files = _map(held, "answers"), _map(held, "not_measured"), _map(_map(held, "measured"), "files")
    if name in measures.answers and (name in answers or name in missing):
        title = library.questions.answers[name].label
        blocks = [*_answer(name, answers, missing, measures)]
    elif name in files:
        title, blocks = name, [*_file(name, held, files[name], measures)]
    else:
        fix = f"Name one of: {', '.join(KIND + one for one in (*answers, *missing, *files))}"
        raise InputError(f"{shown(id)} is nothing of this file", where=where, fix=fix)
    return Outline(title, Path(path).name, COLON[library.lang], (Section("explain", title, tuple(blocks)),))


def _map(held: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = held.get(key)
    return value if isinstance(value, dict) else {}


def _answer(id: str, answers: Mapping[str, Any], missing: Mapping[str, Any], measures: MeasuresFile) -> Iterator[Block]:
    words = measures.words
    yield Paragraph(measures.answers[id].definition, words["definition"])
    if id not in answers:
        yield Paragraph(str(missing[id]), words["not_measured"])
        return
    entry = answers[id] if isinstance(answers[id], dict) else {"value": answers[id]}
    rows = [(words["value"], _said(id, entry.get("value")))]
    if "low" in entry and "high" in entry:
        rows.append((words["between"], f"{_said(id, entry['low'])} – {_said(id, entry['high'])}"))
    rows += [(words["of"], str(entry["of"]))] if "of" in entry else []
    rows += [(words["period"], f"{entry['from']} – {entry['to']}")] if "from" in entry and "to" in entry else []
    rows += [(words["file"], str(entry["file"]))] if "file" in entry else []
    yield Table((words["answer"], words["value"]), tuple(rows))


def _said(id: str, value: Any) -> str:
    try:
        return said(id, float(value))
    except (TypeError, ValueError):
        return said(id, value if isinstance(value, list) else str(value))


def _file(name: str, held: Mapping[str, Any], read: Any, measures: MeasuresFile) -> Iterator[Block]:
    words, read = measures.words, read if isinstance(read, dict) else {}
    rows = [(words["format"], str(read.get("format", ""))), (words["lines"], str(read.get("lines", "")))]
    rows += [(words["period"], f"{read['from']} – {read['to']}")] if "from" in read and "to" in read else []
    yield Table((words["file"], name), tuple(rows))
    columns = read.get("columns")
    yield Paragraph(", ".join(map(str, columns)) if isinstance(columns, list) else "", words["columns"])
    left, counts = (_map(_map(held, key), name) for key in ("left_out", "counts"))
    if left:
        yield _counted(words["left_out"], left, measures)
    else:
        yield Paragraph(words["nothing"])
    if counts:
        yield _counted(name, {id: value for id, value in counts.items() if id != "left_out"}, measures)


def _counted(head: str, counts: Mapping[str, Any], measures: MeasuresFile) -> Table:
    return Table((head, measures.words["count"]), tuple(_rows(counts, measures, "")), frozenset({1}))


def _rows(counts: Mapping[str, Any], measures: MeasuresFile, of: str) -> Iterator[tuple[str, str]]:
    """A row for each count; those of several things of one kind each with its own name."""
    for id, value in counts.items():
        called = f"{of}: {id}" if of else measures.reasons.get(id, id)
        if isinstance(value, dict):
            yield from _rows(value, measures, called)
        else:
            yield called, ", ".join(map(str, value)) if isinstance(value, list) else str(value)
