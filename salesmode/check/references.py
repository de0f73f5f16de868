"""Whether every id that a file names exists, stands once, and leads nowhere in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from salesmode.check.material import Material, play_id, walk
from salesmode.knowledge.files import Document, Finding, Where

JUDGED = ("founding", "judgement")
SOURCELESS = ("examples/", "situations/", "interview", "planned", "questions", "sources", "words")


def duplicates(material: Material) -> Iterator[Finding]:
    """Yield ids that stand twice in one list, and actions of a play that share an id across its levels."""
    for name, document in material.documents.items():
        for where, node in walk(document.data):
            if isinstance(node, list):
                yield from _twice(document, [((*where, index), item) for index, item in enumerate(node)])
        if name in material.sound and name.startswith("plays/"):
            yield from _twice_across_levels(document)


def _twice(document: Document, items: list[tuple[Where, Any]]) -> Iterator[Finding]:
    seen = set()
    for where, item in items:
        id = item.get("id") if isinstance(item, dict) else None
        if not isinstance(id, str):
            continue
        if id in seen:
            yield document.finding((*where, "id"), "duplicate-id", f"'{id}' stands twice in one list")
        seen.add(id)


def _twice_across_levels(document: Document) -> Iterator[Finding]:
    seen: dict[str, Any] = {}
    for number, level in levels(document):
        for index, action in enumerate(level["actions"]):
            if seen.setdefault(action["id"], number) != number:
                where = ("levels", number, "actions", index, "id")
                what = f"'{action['id']}' is an action of level {seen[action['id']]} already"
                yield document.finding(where, "duplicate-id", what)


def levels(document: Document) -> list[tuple[Any, dict[str, Any]]]:
    """Return the levels of a play by number, lowest first; the key as it stands in the file."""
    return sorted((document.data["levels"] or {}).items(), key=lambda item: int(item[0]))


def plays_named(material: Material) -> Iterator[Finding]:
    """Yield plays that nobody wrote or planned, where one is needed, switched to, forced or vetoed."""
    for _, document in material.plays():
        for where, node in walk(document.data):
            if where and (where[-1] == "play" or (where[-1] == "to" and "gate" in where)):
                yield from _known_play(material, document, where, node)
    guards = material.documents.get("guards")
    if guards is not None and "guards" in material.sound:
        for where, node in walk(guards.data):
            if where[-1:] == ("force",) or where[-2:-1] == ("plays",):
                yield from _known_play(material, guards, where, node)
    yield from _planned(material)


def _known_play(material: Material, document: Document, where: Where, node: Any) -> Iterator[Finding]:
    if node not in material.known_plays:
        yield document.finding(where, "unknown-play", f"no play '{node}', written or planned")


def _planned(material: Material) -> Iterator[Finding]:
    for index, item in enumerate(material.data("planned").get("plays", ())):
        if item["id"] in material.written:
            what = f"'{item['id']}' is written; it is planned no more"
            yield material.documents["planned"].finding(("plays", index), "planned-written", what)


def rewrites(material: Material) -> Iterator[Finding]:
    """Yield actions that a trade rewrites and that no play has."""
    actions = {
        f"{id}.{action['id']}"
        for id, document in material.plays()
        for _, level in levels(document)
        for action in level["actions"]
    }
    for _, document in material.under("industries"):
        for index, item in enumerate(document.data.get("rewrites", ())):
            planned = item["id"].rpartition(".")[0] in material.known_plays - material.written
            if item["id"] not in actions and not planned:
                where = ("rewrites", index, "id")
                yield document.finding(where, "unknown-action", f"no play has the action '{item['id']}'")


def gates(material: Material) -> Iterator[Finding]:
    """Yield gates that watch a KPI their level has not, or that do not say where to go."""
    for id, document in material.plays():
        for number, level in levels(document):
            gate, where = level["gate"], ("levels", number, "gate")
            if gate["kpi"] not in {kpi["id"] for kpi in level["kpis"]}:
                yield document.finding((*where, "kpi"), "unknown-kpi", f"level {number} has no KPI '{gate['kpi']}'")
            if (gate["then"] == "switch") is not bool(gate.get("to")):
                yield document.finding(
                    where, "gate", "a gate that switches names the play 'to'; one that stops does not"
                )
            if gate.get("to") == id:
                yield document.finding((*where, "to"), "gate", "a gate cannot switch to its own play")


def predecessors(material: Material) -> Iterator[Finding]:
    """Yield actions that wait for one that does not exist or comes later, and actions that wait in a circle."""
    for _, document in material.plays():
        earlier: set[str] = set()
        for number, level in levels(document):
            ids = earlier | {action["id"] for action in level["actions"]}
            for index, action in enumerate(level["actions"]):
                for place, id in enumerate(action.get("after", ())):
                    if id not in ids:
                        where = ("levels", number, "actions", index, "after", place)
                        yield document.finding(where, "unknown-after", f"no action '{id}' in this or an earlier level")
            yield from _waiting_in_circles(document, number, level)
            earlier = ids


def _waiting_in_circles(document: Document, number: Any, level: dict[str, Any]) -> Iterator[Finding]:
    graph = {action["id"]: action.get("after", ()) for action in level["actions"]}
    circle = _circle(graph)
    if circle:
        index = next(index for index, action in enumerate(level["actions"]) if action["id"] == circle[0])
        where = ("levels", number, "actions", index, "after")
        yield document.finding(where, "cycle", f"these wait for each other: {' → '.join(circle)}")


def needs(material: Material) -> Iterator[Finding]:
    """Yield levels of plays that need each other in a circle."""
    documents = dict(material.plays())
    graph: dict[str, list[str]] = {}
    for id, document in documents.items():
        for number, level in levels(document):
            needed = [f"{need['play']} level {need['level']}" for need in level.get("needs", ())]
            below = [f"{id} level {number - 1}"] if number > 1 else []
            graph[f"{id} level {number}"] = needed + below
    circle = _circle(graph)
    if circle:
        id, number = circle[0].split(" level ")
        where = ("levels", int(number), "needs")
        yield documents[id].finding(where, "cycle", f"these need each other: {' → '.join(circle)}")


def _circle(graph: dict[str, Any]) -> list[str]:
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
    if "sources" not in material.sound or "sources" not in material.documents:
        return
    known = material.data("sources")
    for name, document in material.documents.items():
        if name.startswith(SOURCELESS):
            continue
        for where, node in walk(document.data):
            named = where[-1:] == ("source",) or where[-2:-1] == ("sources",)
            if named and isinstance(node, str) and node not in known:
                yield document.finding(where, "unknown-source", f"no source '{node}' in sources.yaml")


def sources_complete(material: Material) -> Iterator[Finding]:
    """Yield sources that were read somewhere and do not say where, from when and on which day."""
    for id, source in material.data("sources").items():
        if source["kind"] in JUDGED:
            continue
        for key in ("address", "year", "read"):
            if source.get(key) is None:
                yield material.documents["sources"].finding((id,), "source-incomplete", f"'{id}' has no {key}")


def levers_named(material: Material) -> Iterator[Finding]:
    """Yield levers that a play moves and choice.yaml has no constants for."""
    if not material.data("choice"):
        return
    constants = material.data("choice")["levers"]
    for _, document in material.plays():
        for number, level in levels(document):
            for index, lever in enumerate(level.get("levers", ())):
                if lever["id"] not in constants:
                    where = ("levels", number, "levers", index, "id")
                    yield document.finding(where, "unknown-lever", f"choice.yaml has no constants for '{lever['id']}'")


def roles_named(material: Material) -> Iterator[Finding]:
    """Yield roles that do work and of which roles.yaml knows nothing."""
    known = material.data("roles").get("roles")
    if known is None:
        return
    for _, document in material.plays():
        for where, node in walk(document.data):
            if where[-1:] == ("role",) and node not in known:
                yield document.finding(where, "unknown-role", f"no role '{node}' in roles.yaml")


def names_of_plays(material: Material) -> Iterator[Finding]:
    """Yield files whose place does not make the id of a play."""
    for name, document in material.documents.items():
        if name.startswith("plays/") and play_id(name).count(".") != 1:
            yield document.finding((), "play-id", "a play lies in plays/b2b, b2c, shared or fusion, and nowhere deeper")
