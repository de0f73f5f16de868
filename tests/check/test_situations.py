"""Sentences of behaviour that stand beside the knowledge: businesses in a few answers, and what their plan must say."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.libraries import LIBRARY

from salesmode.knowledge.build import typed
from salesmode.knowledge.files import KnowledgeFile, read_file
from salesmode.knowledge.library import Library
from salesmode.knowledge.situations import Situation


def situations() -> Iterator[tuple[str, Situation]]:
    """Yield every situation of the shipped library with the name of its file."""
    for path in sorted((LIBRARY.folder / "situations").glob("*.yaml")):
        file = read_file(LIBRARY.folder, f"situations/{path.name}")
        assert isinstance(file, KnowledgeFile), file
        yield from ((path.stem, one) for one in typed(file, "en").thing)


NAMED = [*situations()]
SITUATIONS = [one for _, one in NAMED]


def test_every_guard_and_contradiction_has_its_situations(library: Library) -> None:
    """None can be added without a sentence that it fires in."""
    fired = {id for one in SITUATIONS for key in ("guards", "contradictions") for id in one.plan.get(key, ())}
    guards = {guard.id for guard in library.guards.guards}
    contradictions = {rule.id for rule in library.diagnosis.contradictions}
    assert guards | contradictions <= fired


def test_every_move_is_made_in_one_situation_and_refused_in_another(library: Library) -> None:
    """None can be added without a business made for it and one that it is not for."""
    made = {id for one in SITUATIONS for id in (*one.plan.get("moves", ()), one.plan.get("first"))}
    assert library.moves.keys() <= made
    assert library.moves.keys() <= {id for one in SITUATIONS for id in one.plan.get("refused", ())}


def test_every_finding_is_shown_by_one_situation_and_not_by_another(library: Library) -> None:
    """None can be added without a business on either side of it."""
    findings = {finding.id for few in library.findings.values() for finding in few}
    for key in ("findings", "not_findings"):
        assert findings <= {id for one in SITUATIONS for id in one.plan.get(key, ())}
