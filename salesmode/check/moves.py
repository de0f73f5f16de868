"""Whether what a move or a finding names exists: other moves, findings, sources, and no circle among them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, get_args

from salesmode.business.profile import specs
from salesmode.check.material import Material
from salesmode.check.references import circle
from salesmode.knowledge.files import Finding, KnowledgeFile, Where
from salesmode.knowledge.moves import Move
from salesmode.knowledge.parts import id_of, part_of
from salesmode.knowledge.skeletons import PLACEHOLDER
from salesmode.knowledge.terms import Use

BY_AMOUNT: Final = ("saved", "cash")  # levers that need no constants
FOUNDING: Final = "founding"
SAME: Final = 0.5  # of the steps of two moves: as many in the same words are one move told twice


def named(material: Material) -> Iterator[Finding]:
    """Yield moves, findings, levers and vetoes that a move, a finding or a concern names and nobody wrote."""
    moves = _ids(material, "moves")
    findings = {one.id for _, few in material.under("findings") for one in few}
    for file, move in material.under("moves"):
        yield from unknown(file, ("answers",), move.answers, findings, "finding")
        yield from unknown(file, ("rules_out",), move.rules_out, specs()["rules_out"].options, "option")
        yield from unknown(file, ("check", "then"), move.check.then, moves, "move")
        yield from unknown(file, ("overlaps",), move.overlaps, moves, "move")
        for index, need in enumerate(move.needs):
            yield from unknown(file, ("needs", index, "move"), (need.move,), moves, "move", listed=False)
        yield from _levers(material, file, move)
    known = {*moves, *material.known_plays, *get_args(Use)}
    for file, few in material.under("findings"):
        for index, finding in enumerate(few):
            yield from unknown(file, (index, "against"), finding.against, known, "move, play or use")
    for file, few in material.under("concerns"):
        for index, concern in enumerate(few):
            yield from unknown(file, (index, "moves"), concern.moves, moves, "move")


def _ids(material: Material, part: str) -> frozenset[str]:
    return frozenset(id_of(place) for place in material.files if part_of(place) == part)


def unknown(
    file: KnowledgeFile, where: Where, ids: Iterable[str], known: Iterable[str], kind: str, *, listed: bool = True
) -> Iterator[Finding]:
    """Yield those of the ids named at a place that are not `known`."""
    for index, id in enumerate(ids):
        if id not in known:
            rule = f"unknown-{kind.partition(',')[0]}"
            yield file.finding((*where, index) if listed else where, rule, f"no {kind} '{id}'")


def _levers(material: Material, file: KnowledgeFile, move: Move) -> Iterator[Finding]:
    sizing = material.thing("settings/sizing")
    for index, effect in enumerate(move.effects if sizing is not None else ()):
        if effect.lever not in sizing.levers and effect.lever not in BY_AMOUNT:
            what = f"settings/sizing.yaml has no constants for '{effect.lever}'"
            yield file.finding(("effects", index, "lever"), "unknown-lever", what)


def repeated(material: Material) -> Iterator[Finding]:
    """Yield moves that say again what another one says: the same condition, and half of the steps word for word."""
    told = [(file, move, {step.text for step in move.steps} - {PLACEHOLDER}) for file, move in material.under("moves")]
    for (_, first, steps), (file, second, others) in itertools.combinations(told, 2):
        same = len(steps & others)
        if first.condition == second.condition and same >= SAME * max(len(steps), len(others)):
            what = f"it has the condition and {same} steps of '{first.id}': make one move of the two"
            yield file.finding(("steps",), "near-repeat", what)


def circles(material: Material) -> Iterator[Finding]:
    """Yield moves that need each other in a circle, and moves whose checks turn to each other in one."""
    held = {move.id: (file, move) for file, move in material.under("moves")}
    needs = {id: [need.move for need in move.needs] for id, (_, move) in held.items()}
    turns = {id: list(move.check.then) for id, (_, move) in held.items()}
    rules: tuple[tuple[str, Where, str, Mapping[str, list[str]]], ...] = (
        ("cycle", ("needs",), "need each other", needs),
        ("then-cycle", ("check", "then"), "turn to each other", turns),
    )
    for rule, where, what, graph in rules:
        ring = circle(graph)
        if ring:
            yield held[ring[0]][0].finding(where, rule, f"these {what}: {' → '.join(ring)}")


def carried(material: Material) -> Iterator[Finding]:
    """Yield points that a move carries and no source says, and points of the founding documents nothing carries."""
    sources = material.thing("sources")
    if sources is None:
        return
    points: set[str] = set()
    for file, move in material.under("moves"):
        points.update(move.carries)
        yield from unknown(file, ("carries",), move.carries, sources, "source")
    for id, source in sources.items():
        if source.kind == FOUNDING and id not in points:
            what = f"no move carries '{id}': name it in the 'carries' of one"
            yield material.files["sources"].finding((id,), "not-carried", what)
