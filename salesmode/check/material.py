"""What is checked: the documents of a folder, and the ids that others may name."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from salesmode.knowledge.files import Document, Where

ALWAYS_INDUSTRY = "other"


@dataclass(frozen=True)
class Material:
    """Documents by name without suffix; `sound` are those that have the shape the schema asks for."""

    documents: Mapping[str, Document]
    sound: frozenset[str]

    def data(self, name: str) -> dict[str, Any]:
        """Return the data of a document, empty where it is missing or has another shape."""
        return self.documents[name].data if name in self.sound and name in self.documents else {}

    def under(self, *folders: str) -> Iterator[tuple[str, Document]]:
        """Yield name and document of every file below `folders` that has the right shape."""
        for name, document in self.documents.items():
            if name in self.sound and name.startswith(tuple(f"{folder}/" for folder in folders)):
                yield name, document

    def plays(self) -> Iterator[tuple[str, Document]]:
        """Yield id and document of every play that has the right shape."""
        for name, document in self.under("plays"):
            yield play_id(name), document

    @functools.cached_property
    def written(self) -> frozenset[str]:
        """Ids of the plays that have a file, whatever its shape."""
        return frozenset(play_id(name) for name in self.documents if name.startswith("plays/"))

    @functools.cached_property
    def known_plays(self) -> frozenset[str]:
        """Ids of the plays, written and planned."""
        return self.written | {item["id"] for item in self.data("planned").get("plays", ())}

    @functools.cached_property
    def industries(self) -> frozenset[str]:
        """Ids of the trades, and what stands for all others."""
        names = (name for name in self.documents if name.startswith("industries/"))
        return frozenset(name.split("/", 1)[1] for name in names) | {ALWAYS_INDUSTRY}

    @functools.cached_property
    def bands(self) -> frozenset[str]:
        """Ids of the money bands that every currency with bands has."""
        held = [
            frozenset(code["bands"]) for code in self.data("currencies").get("codes", {}).values() if code.get("bands")
        ]
        return frozenset.intersection(*held) if held else frozenset()


def play_id(name: str) -> str:
    """Return the id of the play in `plays/b2b/value`."""
    return name.removeprefix("plays/").replace("/", ".")


def walk(node: Any, where: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Yield everything inside `node` with its place, from the outside in."""
    yield where, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, (*where, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from walk(value, (*where, index))
