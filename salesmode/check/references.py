"""Whether every id that a file names exists, stands once, and leads nowhere in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from salesmode.business.shapes import Entry
from salesmode.check.material import Material
from salesmode.knowledge.files import Finding, KnowledgeFile, Where
from salesmode.knowledge.parts import id_of, part_of
from salesmode.knowledge.terms import JUDGEMENT

JUDGED = ("founding", JUDGEMENT)
PLACE: Final = re.compile(r"plays/(?:b2b|b2c|shared|fusion)/[a-z][a-z0-9_]*/[a-z][a-z0-9_]*")


def places(material: Material) -> Iterator[Finding]:
    """Yield files of plays/ whose place makes no id, and moves and waiting actions of a play that nobody wrote."""
    for place, file in material.files.items():
        if not place.startswith("plays/"):
            continue
        if PLACE.fullmatch(place) is None:
            what = "a play lies in plays/<b2b, b2c, shared or fusion>/<play>/play.yaml, its moves beside it"
            yield file.finding((), "play-id", what)
        elif (play := play_of(place)) not in material.known_plays:
            yield file.finding((), "unknown-play", f"no play '{play}': it needs {place.rpartition('/')[0]}/play.yaml")


def play_of(place: str) -> str:
    """Return the id of the play in whose folder a file lies."""
    return place.removeprefix("plays/").rpartition("/")[0].replace("/", ".")


def duplicates(material: Material) -> Iterator[Finding]:
    """Yield ids that stand twice in one list, findings of two files, and waiting actions that are a move by now."""
    for place, nodes in material.nodes.items():
        for where, node in nodes:
            if isinstance(node, tuple):
                yield from _twice(material.files[place], where, node)
    yield from _findings_twice(material)
    moves = {id_of(place) for place in material.files if part_of(place) == "moves"}
    for file, actions in material.under("waiting"):
        for index, action in enumerate(actions):
            if f"{id_of(file.id)}.{action.id}" in moves:
                what = f"'{action.id}' is a move of this play by now: it waits no longer"
                yield file.finding((index, "id"), "duplicate-id", what)


def _findings_twice(material: Material) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for file, findings in material.under("findings"):
        for index, finding in enumerate(findings):
            if seen.setdefault(finding.id, file.name) != file.name:
                what = f"'{finding.id}' is a finding of {seen[finding.id]} already"
                yield file.finding((index, "id"), "duplicate-id", what)


def _twice(file: KnowledgeFile, where: Where, items: tuple[Any, ...]) -> Iterator[Finding]:
    seen = set()
    for index, item in enumerate(items):
        id = getattr(item, "id", None) if isinstance(item, Entry) else None
        if id is not None and id in seen:
            yield file.finding((*where, index, "id"), "duplicate-id", f"'{id}' stands twice in one list")
        seen.add(id)


def plays_named(material: Material) -> Iterator[Finding]:
    """Yield plays that a guard forces or vetoes, and nobody wrote."""
    guards = material.thing("guards")
    for index, guard in enumerate(guards.guards if guards else ()):
        file, at = material.files["guards"], ("guards", index)
        if guard.force is not None:
            yield from _known_play(material, file, (*at, "force"), guard.force)
        for place, id in enumerate(guard.veto.plays):
            yield from _known_play(material, file, (*at, "veto", "plays", place), id)


def _known_play(material: Material, file: KnowledgeFile, where: Where, id: str) -> Iterator[Finding]:
    if id not in material.known_plays:
        yield file.finding(where, "unknown-play", f"no play '{id}'")


def circle(graph: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the ids of a circle, each followed by what it names, the alphabetically first at both ends."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = error.args[1][:0:-1]
        first = ring.index(min(ring))
        return [*ring[first:], *ring[:first], ring[first]]
    return []


def sources_named(material: Material) -> Iterator[Finding]:
    """Yield sources that sources.yaml does not have."""
    known = material.thing("sources")
    for place, nodes in material.nodes.items() if known is not None else ():
        for where, node in nodes:
            for inner, id in _sources_of(node) if isinstance(node, Entry) else ():
                if id not in known:
                    what = f"no source '{id}' in sources.yaml"
                    yield material.files[place].finding((*where, *inner), "unknown-source", what)


def _sources_of(entry: Entry) -> Iterator[tuple[Where, str]]:
    source = getattr(entry, "source", None)
    if source is not None:
        yield ("source",), source
    for index, id in enumerate(getattr(entry, "sources", ())):
        yield ("sources", index), id


def sources_complete(material: Material) -> Iterator[Finding]:
    """Yield sources that were read somewhere and do not say where, from when and on which day, and of whom."""
    for id, source in (material.thing("sources") or {}).items():
        if source.kind in JUDGED:
            continue
        for key in ("address", "year", "read", "population"):
            if getattr(source, key) is None:
                yield material.files["sources"].finding((id,), "source-incomplete", f"'{id}' has no {key}")


def roles_named(material: Material) -> Iterator[Finding]:
    """Yield roles that do work and of which settings/capacity.yaml knows nothing."""
    capacity = material.thing("settings/capacity")
    for place, nodes in material.nodes.items() if capacity is not None else ():
        if place.startswith("plays/"):
            for where, node in nodes:
                if where[-1:] == ("role",) and node not in capacity.roles:
                    what = f"no role '{node}' in settings/capacity.yaml"
                    yield material.files[place].finding(where, "unknown-role", what)
