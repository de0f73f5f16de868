"""The page of evidence: every range of every move by what it rests on, as the files have it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from helpers.libraries import LIBRARY

from salesmode.business.formula import written
from salesmode.knowledge.moves import Effect, Evidence, Move
from salesmode.knowledge.terms import JUDGEMENT
from salesmode.report.sections.playbook_page import Unasked

PAGE = Path(__file__).resolve().parents[2] / "docs" / "evidence.md"
START, END = "<!-- made by make docs -->\n", "<!-- end -->\n"
HEADS = {
    "study": "A figure of a study",
    "published": "A published figure at one end",
    "counts": "Counts of the business",
    "estimate": "Our estimate",
}
WORDS = Unasked(LIBRARY, {}, "")


def ranges(evidence: str) -> list[tuple[Move, Effect]]:
    """Return the ranges of one strength, each with its move, in the order of ids."""
    return [
        (move, effect) for move in LIBRARY.moves.values() for effect in move.effects if effect.evidence == evidence
    ]  # fmt: skip


def _achieved(effect: Effect) -> str:
    low, likely, high = (f"{share * 100:g}" for share in (effect.low, effect.likely, effect.high))
    return f"{likely}% ({low} to {high})"


def _of(effect: Effect) -> str:
    parts = [written(effect.part)] if effect.part != (1.0,) else []
    parts += [written(effect.amount)] if effect.amount is not None else []
    return " of ".join(f"`{part}`" for part in parts)


def _linked(move: Move) -> str:
    return f"[{move.id}](../playbooks/plays/{move.id.replace('.', '/')}.yaml)"


def _sources(effect: Effect) -> list[str]:
    return [id for id in effect.sources if id != JUDGEMENT]


def _rows(evidence: str) -> Iterator[str]:
    yield "| move | lever | achieved | of | reason | source |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for move, effect in ranges(evidence):
        lever = WORDS.ui(f"levers.{effect.lever}")
        sources = ", ".join(f"`{id}`" for id in _sources(effect))
        cells = (_linked(move), lever, _achieved(effect), _of(effect), WORDS.fill(effect.why), sources)
        yield f"| {' | '.join(cells)} |"


def _read() -> Iterator[str]:
    """What was read for the ranges above, as a table."""
    yield "| source | what it says | who was studied | year | read on |"
    yield "| --- | --- | --- | --: | --- |"
    named = {id for move in LIBRARY.moves.values() for effect in move.effects for id in _sources(effect)}
    for id in sorted(named):
        source = LIBRARY.sources[id]
        yield f"| [`{id}`]({source.address}) | {source.says} | {source.population} | {source.year} | {source.read} |"


def page() -> str:
    """Return what stands between the marks of the page."""
    lines = ["| rests on | ranges |", "| --- | --: |"]
    lines += [f"| {head.lower()} | {len(ranges(evidence))} |" for evidence, head in HEADS.items()]
    for evidence, head in HEADS.items():
        lines += ["", f"## {head}", "", *_rows(evidence)]
    lines += ["", "## What was read for them", "", *_read()]
    silent = [move for move in LIBRARY.moves.values() if not move.effects]
    lines += ["", "## Moves without a range", "", "They find out, decide or make ready, and promise no figure.", ""]
    lines += [f"- {_linked(move)}: {WORDS.fill(move.title)}." for move in silent]
    return "\n".join(lines) + "\n"


def test_the_page_lists_every_range_as_the_files_have_it() -> None:
    """Move, lever, range, reason and source are those of the YAML."""
    text = PAGE.read_text(encoding="utf-8")
    assert text[text.index(START) + len(START) : text.index(END)] == page(), "If that is as it should be: make docs"


def test_the_page_has_a_part_for_each_strength() -> None:
    """No range is left out because nobody named its kind."""
    assert tuple(HEADS) == get_args(Evidence)
    assert sum(len(ranges(evidence)) for evidence in HEADS) == sum(len(m.effects) for m in LIBRARY.moves.values())


def test_what_no_source_backs_is_an_estimate_or_a_count() -> None:
    """Only a range that names something which was read may call itself more than ours."""
    named = [(move.id, effect.evidence) for move in LIBRARY.moves.values() for effect in move.effects
             if not _sources(effect)]  # fmt: skip
    assert {evidence for _, evidence in named} == {"counts", "estimate"}


if __name__ == "__main__":
    old = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(old[: old.index(START) + len(START)] + page() + old[old.index(END) :], encoding="utf-8")
