"""Everything that is wrong with a folder of playbooks, each with file, line and the id of the rule that found it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from salesmode.check import conditions, papers, references, tables, texts
from salesmode.check import tables as benchmarks
from salesmode.check import tables as calendars
from salesmode.check.coverage import Watch, run
from salesmode.check.material import Material
from salesmode.knowledge.files import Document, Finding, read_readable, schema_findings
from salesmode.knowledge.library import home_folder

__all__ = ["check"]

Validator = Callable[[Material], Iterator[Finding]]
VALIDATORS: Final[tuple[Validator, ...]] = (
    tables.files, tables.questions, tables.evidence, tables.answers_named, tables.currencies, tables.words_for_ids,
    references.names_of_plays, references.duplicates, references.plays_named, references.rewrites, references.gates,
    references.predecessors, references.needs, references.sources_named, references.sources_complete,
    references.levers_named, references.roles_named, benchmarks.benchmarks, calendars.calendars,
    papers.templates, papers.used, conditions.conditions, texts.languages, texts.blanks, texts.uncited,
    texts.unwritten,
)  # fmt: skip
DRAWN: Final = 2_000
# Faults that spoil a sentence and not the engine; with any other one no plan is made.
HARMLESS: Final = frozenset(
    {"uncited", "language", "source-incomplete", "placeholder", "planned-written", "hidden-currency"}
)


def check(folder: str | Path | None = None, drawn: int = DRAWN, watch: Watch = iter) -> list[Finding]:
    """Return everything wrong with the playbooks of `folder`, or with those in use, by file and line.

    Where nothing stands in the way of the engine, it is run over the examples, the situations and
    `drawn` profiles, to find what no business ever reaches. No fault of the folder raises.
    `watch` is given the profiles and yields them again: through it a caller sees how far the work is.
    """
    path = Path(folder) if folder is not None else home_folder()
    documents, findings = read_readable(path)
    if not documents:
        return sorted(finding._replace(file=str(path)) if finding.file == "." else finding for finding in findings)
    findings += _static(path, documents)
    if all(finding.rule in HARMLESS for finding in findings):
        findings += run(path, documents, drawn, watch)
    return sorted(set(findings))


def _static(folder: Path, documents: Mapping[str, Document]) -> list[Finding]:
    shape = list(schema_findings(documents, every=True))
    misshapen = {finding.file.removesuffix(".yaml") for finding in shape}
    material = Material(documents, frozenset(documents) - misshapen)
    found = [finding for validator in VALIDATORS for finding in validator(material)]
    home = home_folder()
    if folder.resolve() != home.resolve():
        found += tables.program_words(material, home)
    return shape + found
