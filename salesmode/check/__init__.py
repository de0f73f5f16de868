"""Everything that is wrong with a folder of playbooks, each with file, line and the id of the rule that found it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from salesmode.check import (
    conditions,
    evidence,
    figures,
    heard,
    model,
    moves,
    papers,
    references,
    sentences,
    situations,
    tables,
    texts,
    trades,
)
from salesmode.check.material import LANGS, Material
from salesmode.check.random_profiles import Watch
from salesmode.knowledge.build import typed
from salesmode.knowledge.files import UNSPOKEN, Finding, KnowledgeFile, keeping_all
from salesmode.knowledge.layers import home_folder
from salesmode.knowledge.overlay import read_library

__all__ = ["DRAWN", "check"]

Validator = Callable[[Material], Iterator[Finding]]
VALIDATORS: Final[tuple[Validator, ...]] = (
    tables.files, tables.questions, tables.evidence, tables.answers_named, tables.currencies, tables.words_for_ids,
    tables.benchmarks, tables.calendars,
    references.places, references.duplicates, references.plays_named, references.sources_named,
    references.sources_complete, references.roles_named,
    moves.named, moves.circles, moves.carried, moves.repeated, trades.named, trades.leaders, trades.blanks,
    trades.nouns, trades.one_language, trades.foreign_said, evidence.backed,
    figures.formulas, figures.blanks,
    sentences.sentences, sentences.few_steps, sentences.unknown_steps, papers.templates, papers.used,
    situations.misshaped, situations.unproved, conditions.conditions, texts.languages, texts.blanks, texts.uncited,
    texts.unwritten, model.model, heard.examples, heard.phrases,
)  # fmt: skip
DRAWN: Final = 2_000
# Faults that spoil a sentence and not the engine; with any other one no plan is made.
HARMLESS: Final = frozenset({
    "uncited", "language", "source-incomplete", "placeholder", "hidden-currency", "not-carried", "few-steps", "wording",
    "no-situation", "long-sentence", "long-title", "colons", "half-width", "full-stop", "no-verb", "unknown-step",
    "unknown-finding", "read-answer", "then-cycle", "missing-noun", "foreign-word", "unheard", "near-repeat",
    "misheard", "unfound",
    "evidence",
})  # fmt: skip


# What asks for a proof by situations, or is found by what businesses happen to be drawn.
OF_PROOF: Final = frozenset({
    "no-situation", "never-decided", "one-sided", "never-taken", "always-taken", "unread", "idle-question",
})  # fmt: skip


def check(
    folder: str | Path | None = None, drawn: int = DRAWN, watch: Watch = iter, *, quick: bool = False
) -> list[Finding]:
    """Return everything wrong with the playbooks of `folder`, or with those in use, by file and line.

    Where nothing stands in the way of the engine, and it is not to be `quick`, the engine is run over the examples,
    the situations and `drawn` profiles, to find what no business ever reaches. No fault of the folder raises.
    `watch` is given the profiles and yields them again: through it a caller sees how far the work is.
    """
    path = Path(folder) if folder is not None else home_folder()
    with keeping_all():
        files, findings = read_library(path)
        if not files:
            return sorted(finding._replace(file=str(path)) if finding.file == "." else finding for finding in findings)
        material, shape = _typed(files)
        findings += shape + _static(path, material)
    if not quick and all(finding.rule in HARMLESS for finding in findings):
        from salesmode.check.coverage import run  # the engine and all that prints a plan

        findings += run(path, material, drawn, watch)
    return sorted({finding for finding in findings if not _is_idle(finding)})


def _is_idle(finding: Finding) -> bool:
    """Whether a pack need not hear it: words it does not speak, or proof of what we say, which is given at home."""
    return finding.rule == UNSPOKEN or (finding.rule in OF_PROOF and Path(finding.file).is_absolute())


def _typed(files: Mapping[str, KnowledgeFile]) -> tuple[Material, list[Finding]]:
    shape: list[Finding] = []
    things: dict[str, dict[str, object]] = {lang: {} for lang in LANGS}
    for place, file in files.items():
        readings = {lang: typed(file, lang) for lang in LANGS}
        shape += readings["en"].findings
        for lang, reading in readings.items():
            if reading.thing is not None:
                things[lang][place] = reading.thing
    return Material(files, {lang: things[lang] for lang in LANGS}), shape


def _static(folder: Path, material: Material) -> list[Finding]:
    findings = [finding for validator in VALIDATORS for finding in validator(material)]
    home = home_folder()
    whole = folder.resolve() == home.resolve()  # who keeps a few plays of their own need not hear every answer
    return [*findings, *(heard.heard(material) if whole else tables.program_words(material, home))]
