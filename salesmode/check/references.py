"""Whether every id that a file names exists, stands once, and leads nowhere in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from salesmode.business.shapes import Entry
from salesmode.check.material import Material, play_id
from salesmode.knowledge.files import Finding, KnowledgeFile, Where
from salesmode.knowledge.plays import Action, Level, Need
from salesmode.knowledge.terms import JUDGEMENT

JUDGED = ("founding", JUDGEMENT)


def duplicates(material: Material) -> Iterator[Finding]:
    """Yield ids that stand twice in one list, and actions of a play that share an id across its levels."""
    for place, nodes in material.nodes.items():
        for where, node in nodes:
            if isinstance(node, tuple):
                yield from _twice(material.files[place], where, node)
    for file, play in material.plays():
        seen: dict[str, int] = {}
        for where, action in _actions(play.levels):
            number = int(where[1])
            if seen.setdefault(action.id, number) != number:
                what = f"'{_name(action.id)}' is an action of level {seen[action.id]} already"
                yield file.finding((*where, "id"), "duplicate-id", what)


def _twice(file: KnowledgeFile, where: Where, items: tuple[Any, ...]) -> Iterator[Finding]:
    seen = set()
    for index, item in enumerate(items):
        id = getattr(item, "id", None) if isinstance(item, Entry) else None
        if id is not None and id in seen:
            yield file.finding((*where, index, "id"), "duplicate-id", f"'{_name(id)}' stands twice in one list")
        seen.add(id)


def _name(id: str) -> str:
    """The id of an action as its file has it."""
    return id.rpartition(".")[2]


def _actions(levels: Mapping[int, Level]) -> Iterator[tuple[Where, Action]]:
    for number, level in levels.items():
        for index, action in enumerate(level.actions):
            yield ("levels", number, "actions", index), action


def plays_named(material: Material) -> Iterator[Finding]:
    """Yield plays that nobody wrote, where one is needed, switched to, forced or vetoed."""
    for file, _ in material.plays():
        for where, node in material.nodes[file.id]:
            if isinstance(node, Need):
                yield from _known_play(material, file, (*where, "play"), node.play)
            elif where[-2:] == ("gate", "to") and node is not None:
                yield from _known_play(material, file, where, node)
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


def rewrites(material: Material) -> Iterator[Finding]:
    """Yield actions that a trade rewrites and that no play has."""
    actions = {action.id for _, play in material.plays() for _, action in _actions(play.levels)}
    misshapen = material.known_plays - {play.id for _, play in material.plays()}
    for file, industry in material.under("industries"):
        for index, rewrite in enumerate(industry.rewrites):
            if rewrite.id not in actions and rewrite.id.rpartition(".")[0] not in misshapen:
                yield file.finding(
                    ("rewrites", index, "id"), "unknown-action", f"no play has the action '{rewrite.id}'"
                )


def gates(material: Material) -> Iterator[Finding]:
    """Yield gates that watch a KPI their level has not, or that do not say where to go."""
    for file, play in material.plays():
        for number, level in play.levels.items():
            gate, where = level.gate, ("levels", number, "gate")
            if gate.kpi not in {kpi.id for kpi in level.kpis}:
                yield file.finding((*where, "kpi"), "unknown-kpi", f"level {number} has no KPI '{gate.kpi}'")
            if (gate.then == "switch") is not bool(gate.to):
                what = "a gate that switches names the play 'to'; one that stops does not"
                yield file.finding(where, "gate", what)
            if gate.to == play.id:
                yield file.finding((*where, "to"), "gate", "a gate cannot switch to its own play")


def predecessors(material: Material) -> Iterator[Finding]:
    """Yield actions that wait for one that does not exist or comes later, and actions that wait in a circle."""
    for file, play in material.plays():
        earlier: set[str] = set()
        for number, level in play.levels.items():
            earlier |= {action.id for action in level.actions}
            for where, action in _actions({number: level}):
                for place, id in enumerate(action.after):
                    if id not in earlier:
                        what = f"no action '{_name(id)}' in this or an earlier level"
                        yield file.finding((*where, "after", place), "unknown-after", what)
            yield from _waiting_in_circles(file, number, level)


def _waiting_in_circles(file: KnowledgeFile, number: int, level: Level) -> Iterator[Finding]:
    circle = _circle({action.id: action.after for action in level.actions})
    if circle:
        index = next(index for index, action in enumerate(level.actions) if action.id == circle[0])
        what = f"these wait for each other: {' → '.join(map(_name, circle))}"
        yield file.finding(("levels", number, "actions", index, "after"), "cycle", what)


def needs(material: Material) -> Iterator[Finding]:
    """Yield levels of plays that need each other in a circle."""
    files = {play.id: file for file, play in material.plays()}
    graph: dict[str, list[str]] = {}
    for _, play in material.plays():
        for number, level in play.levels.items():
            needed = [f"{need.play} level {need.level}" for need in level.needs]
            below = [f"{play.id} level {number - 1}"] if number > 1 else []
            graph[f"{play.id} level {number}"] = needed + below
    circle = _circle(graph)
    if circle:
        play_named, _, number_named = circle[0].partition(" level ")
        what = f"these need each other: {' → '.join(circle)}"
        yield files[play_named].finding(("levels", int(number_named), "needs"), "cycle", what)


def _circle(graph: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the ids of a circle, each followed by what it waits for, the alphabetically first at both ends."""
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
    """Yield sources that were read somewhere and do not say where, from when and on which day."""
    for id, source in (material.thing("sources") or {}).items():
        if source.kind in JUDGED:
            continue
        for key in ("address", "year", "read"):
            if getattr(source, key) is None:
                yield material.files["sources"].finding((id,), "source-incomplete", f"'{id}' has no {key}")


def levers_named(material: Material) -> Iterator[Finding]:
    """Yield levers that a play moves and settings/sizing.yaml has no constants for."""
    sizing = material.thing("settings/sizing")
    for file, play in material.plays() if sizing is not None else ():
        for number, level in play.levels.items():
            for index, lever in enumerate(level.levers):
                if lever.id not in sizing.levers:
                    what = f"settings/sizing.yaml has no constants for '{lever.id}'"
                    yield file.finding(("levels", number, "levers", index, "id"), "unknown-lever", what)


def roles_named(material: Material) -> Iterator[Finding]:
    """Yield roles that do work and of which settings/capacity.yaml knows nothing."""
    capacity = material.thing("settings/capacity")
    for file, _ in material.plays() if capacity is not None else ():
        for where, node in material.nodes[file.id]:
            if where[-1:] == ("role",) and node not in capacity.roles:
                yield file.finding(where, "unknown-role", f"no role '{node}' in settings/capacity.yaml")


def names_of_plays(material: Material) -> Iterator[Finding]:
    """Yield files whose place does not make the id of a play."""
    for place, file in material.files.items():
        if place.startswith("plays/") and play_id(place).count(".") != 1:
            yield file.finding((), "play-id", "a play lies in plays/b2b, b2c, shared or fusion, and nowhere deeper")
