"""A measurement as data that every command reads, and as a page for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from salesmode.business.profile import specs
from salesmode.knowledge.exports import MeasuresFile
from salesmode.knowledge.library import Library
from salesmode.measure.cells import read_columns
from salesmode.measure.measuring import Measurement, measures_of
from salesmode.measure.recognition import Export, places_of
from salesmode.report.document import Block, Outline, Paragraph, Section, Table
from salesmode.version import __version__

COLON: Final = {"en": ": ", "zh": "："}


def as_data(found: Measurement, library: Library) -> dict[str, Any]:
    """Return a measurement as `measured.yaml` and the JSON hold it: figures and counts, no person in it."""
    measures = measures_of(library)
    files = {
        Path(name).name: {
            "format": read.format, **({"sha256": read.sha256} if read.sha256 else {}), "lines": read.lines,
            "columns": list(read.columns),
            **({"from": read.period.start.isoformat(), "to": read.period.end.isoformat()} if read.period else {}),
        }
        for name, read in found.files.items()
    }  # fmt: skip
    return {
        "measured": {"by": f"salesmode {__version__}", "library": library.hash, "files": files},
        "answers": {id: {**one.entry(), "file": Path(name).name} for id, (one, name) in found.answers.items()},
        "left_out": {Path(name).name: dict(reasons) for name, reasons in found.left_out.items()},
        "not_measured": {
            id: measures.refusals[why.reason].format(**why.values) for id, why in found.not_measured.items()
        },
        "segments": [one.entry() for one in found.segments],
        "watched": {id: {**one.entry(), "file": Path(name).name} for id, (one, name) in found.watched.items()},
    }


def as_yaml(data: Mapping[str, Any]) -> str:
    """Return a measurement as YAML that a person can read and compare."""
    import yaml

    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=120)


def page(found: Measurement, library: Library) -> Outline:
    """Return a measurement as a page: what was read, the answers, what was left out, what could not be told."""
    measures = measures_of(library)
    words = measures.words
    sections = (
        Section("files", words["files"], (_files(found, words), *_columns(found, library))),
        Section(
            "answers",
            words["answers"],
            (
                _answers(found, library, measures),
                *_segments(found, measures),
                *_watched(found, measures),
                Paragraph(words["next"]),
            ),
        ),
        Section("left_out", words["left_out"], (left_out(found.left_out, measures),)),
        Section("not_measured", words["not_measured"], (_not_measured(found, library, measures),)),
    )
    return Outline(words["title"], "", COLON[library.lang], sections)


def read_page(export: Export, library: Library) -> Outline:
    """Return what is read of a file and what never is, as a page."""
    words, read = measures_of(library).words, read_columns(export.format, export)
    named = [column for columns in export.format.facts.values() for column in columns]
    facts = tuple(export.sheet.head[place].strip() for place in sorted(places_of(export.sheet, named).values()))
    head = tuple(cell.strip() for cell in export.sheet.head if cell.strip())
    never = tuple(cell for cell in head if cell not in (*read, *facts))
    blocks = (
        Paragraph(f"{export.format.title} ({export.format.id})", words["format"]),
        Paragraph(", ".join(read), words["columns"]),
        *([Paragraph(", ".join(facts), words["facts"])] if facts else []),
        Paragraph(", ".join(never), words["never_read"]),
        Paragraph(export.format.export, words["export"]),
    )
    return Outline(export.sheet.path.name, "", COLON[library.lang], (Section("files", words["files"], blocks),))


def _files(found: Measurement, words: Mapping[str, str]) -> Table:
    rows = tuple(
        (Path(name).name, read.format, str(read.lines),
         f"{read.period.start} – {read.period.end}" if read.period else "–")
        for name, read in found.files.items()
    )  # fmt: skip
    return Table(tuple(words[key] for key in ("file", "format", "lines", "period")), rows, frozenset({2}))


def _columns(found: Measurement, library: Library) -> Iterator[Block]:
    label = measures_of(library).words["columns"]
    for name, read in found.files.items():
        yield Paragraph(f"{Path(name).name}{COLON[library.lang]}{', '.join(read.columns)}", label)


def _answers(found: Measurement, library: Library, measures: MeasuresFile) -> Table:
    labels, words = library.questions.answers, measures.words
    rows = []
    for id, (one, _) in found.answers.items():
        between = "" if one.low is None or one.high is None else f"{said(id, one.low)} – {said(id, one.high)}"
        rows.append((labels[id].label, said(id, one.value), between, str(one.of), measures.answers[id].definition))
    head = tuple(words[key] for key in ("answer", "value", "between", "of", "definition"))
    return Table(head, tuple(rows), frozenset({1, 3}))


def _segments(found: Measurement, measures: MeasuresFile) -> Iterator[Block]:
    """Yield which parts differ and how, or that they do not."""
    words = measures.words
    for one in found.segments:
        if not one.differ:
            yield Paragraph(words[f"{one.by}_alike"].format(n=one.number))
            continue
        rows = tuple(
            (words.get(id, id), f"{part.value:.1%}", f"{part.low:.1%} – {part.high:.1%}", str(part.of))
            for id, part in one.parts.items()
        )  # fmt: skip
        yield Paragraph(words[f"{one.by}_differ"].format(n=one.number))
        yield Table(tuple(words[key] for key in (one.by, "value", "between", "of")), rows, frozenset({1, 3}))


def _watched(found: Measurement, measures: MeasuresFile) -> Iterator[Block]:
    """Yield what is counted for plans that are kept."""
    words, rows = measures.words, []
    for id, (one, _) in found.watched.items():
        value = f"{one.value:.1%}" if one.method == "share" else f"{one.value:,.6g}"
        rows.append((measures.watched[id].definition, value, str(one.of)))
    if rows:
        yield Paragraph(words["watched"])
        yield Table(tuple(words[key] for key in ("definition", "value", "of")), tuple(rows), frozenset({1, 2}))


def said(id: str, value: Any) -> str:
    """Return the value of a measured answer as a reader would write it."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{part} {n}" for part, n in value.items())
    if isinstance(value, str):
        return value
    return f"{value:.1%}" if specs()[id].kind == "rate" else f"{value:,.6g}" if abs(value) < 1000 else f"{value:,.0f}"


def left_out(found: Mapping[str, Mapping[str, Any]], measures: MeasuresFile) -> Block:
    """Return what was left out of each file and why, as a table."""
    words = measures.words
    rows = []
    for name, reasons in found.items():
        for reason, count in reasons.items():
            some = count.items() if isinstance(count, dict) else [("", count)]
            said = measures.reasons[reason]
            rows += [(Path(name).name, f"{said}: {word}" if word else said, str(n)) for word, n in some]
    head = tuple(words[key] for key in ("file", "reason", "count"))
    return Table(head, tuple(rows), frozenset({2})) if rows else Paragraph(words["nothing"])


def _not_measured(found: Measurement, library: Library, measures: MeasuresFile) -> Block:
    labels = library.questions.answers
    rows = tuple(
        (labels[id].label, measures.refusals[why.reason].format(**why.values)) for id, why in found.not_measured.items()
    )
    return Table((measures.words["answer"], measures.words["reason"]), rows)
