"""What is checked: the files of a folder, the typed thing of each in both languages, and every place inside them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, get_args

from salesmode.business.conditions import Condition, Group, Leaf, Negation
from salesmode.business.shapes import LANGS, Entry, InBothLanguages, Lang, fields_of, text_mark
from salesmode.business.vocabulary import Way
from salesmode.knowledge.files import KnowledgeFile, Where
from salesmode.knowledge.parts import APART, SITUATIONS, id_of, part_of

ALWAYS_INDUSTRY: Final = "other"
OF_MOVES: Final = "first"  # of a trade: the moves that it says in its own words
SURE: Final = frozenset({"horizon", "plan_hours"})  # known of every business


class Held(NamedTuple):
    """A file, and the thing it holds in the words of one language."""

    file: KnowledgeFile
    thing: Any


class Text(NamedTuple):
    """A text in both languages, its place, and the things around it from the outside in."""

    file: KnowledgeFile
    where: Where
    words: Mapping[Lang, str]
    around: tuple[Any, ...]


@dataclass(frozen=True)
class Material:
    """Files by place, and what those hold that have the right shape, by language."""

    files: Mapping[str, KnowledgeFile]
    things: Mapping[Lang, Mapping[str, Any]]

    def thing(self, place: str) -> Any:
        """Return what a file holds, `None` where it is missing or has another shape."""
        return self.things["en"].get(place)

    def under(self, part: str) -> Iterator[Held]:
        """Yield every file of a part that has the right shape."""
        yield from (pair for pair in self if part_of(pair.file.id) == part)

    def __iter__(self) -> Iterator[Held]:
        yield from (Held(self.files[place], thing) for place, thing in self.things["en"].items())

    @functools.cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the things that have the right shape."""
        return tuple(self._texts())

    def _texts(self) -> Iterator[Text]:
        for place, thing in self.things["en"].items():
            other = self.things["zh"][place]
            for (where, english, around), (_, chinese, _) in zip(texts_in(thing), texts_in(other), strict=True):
                yield Text(self.files[place], where, {"en": english, "zh": chinese}, around)

    @functools.cached_property
    def nodes(self) -> Mapping[str, tuple[tuple[Where, Any], ...]]:
        """Everything inside each thing that has the right shape, by file; situations are answers, not knowledge."""
        return {pair.file.id: tuple(walk(pair.thing)) for pair in self if part_of(pair.file.id) != SITUATIONS}

    @functools.cached_property
    def conditions(self) -> tuple[tuple[KnowledgeFile, Where, Condition], ...]:
        """Every condition of the things that have the right shape."""
        return tuple(
            (self.files[place], where, node)
            for place, nodes in self.nodes.items()
            for where, node in nodes
            if isinstance(node, Leaf | Group | Negation)
        )

    @functools.cached_property
    def told_by(self) -> Mapping[str, frozenset[str]]:
        """The answers of which any one tells a quantity; of one that is assumed, what is always known."""
        return {
            id: SURE if one.assumed is not None else frozenset(read.answer for read in one.read)
            for id, one in (self.thing("quantities") or {}).items()
        }

    @functools.cached_property
    def known_plays(self) -> frozenset[str]:
        """Ids of the plays that have a file, whatever its shape."""
        return frozenset(id_of(place) for place in self.files if part_of(place) == "plays")

    @functools.cached_property
    def industries(self) -> frozenset[str]:
        """Ids of the trades, the wider names of several, and what stands for all others."""
        trades = {pack.id for _, pack in self.packs} - set(get_args(Way))
        return frozenset(trades).union({ALWAYS_INDUSTRY}, *(pack.families for _, pack in self.packs))

    @functools.cached_property
    def packs(self) -> tuple[Held, ...]:
        """Every trade and every way of selling."""
        return tuple(Held(file, pack) for name in APART for file, pack in self.under(name))

    @functools.cached_property
    def bands(self) -> frozenset[str]:
        """Ids of the money bands that every currency with bands has."""
        currencies = self.thing("currencies")
        band_sets = (
            [frozenset(currency.bands) for currency in currencies.codes.values() if currency.bands]
            if currencies
            else []
        )
        return frozenset.intersection(*band_sets) if band_sets else frozenset()


def walk(node: Any, where: Where = ()) -> list[tuple[Where, Any]]:
    """Return everything inside a thing, or the plain data of a file, with its place there, from the outside in.

    A condition of a thing is one whole.
    """
    nodes = [(where, node)]
    if isinstance(node, Entry):
        for name, key, _ in _fields(type(node)):
            nodes += walk(getattr(node, name), (*where, key) if key else where)
    elif isinstance(node, dict):
        for key, value in node.items():
            nodes += walk(value, (*where, key))
    elif isinstance(node, tuple | list):
        for index, value in enumerate(node):
            nodes += walk(value, (*where, index))
    return nodes


def texts_in(
    node: Any, where: Where = (), around: tuple[Any, ...] = (), is_text: bool = True
) -> Iterator[tuple[Where, str, tuple[Any, ...]]]:
    """Yield every text inside a thing: its place, its words, and what stands around it from the outside in.

    The place of a text that stands in the map of its thing is the thing's. `is_text` says of a map whether it is one
    of texts.
    """
    if isinstance(node, str):
        if is_text:
            yield where, node, around
    elif isinstance(node, Entry):
        for name, key, has_words in _fields(type(node)):
            inner = (*where, key) if key else where
            yield from texts_in(getattr(node, name), inner, (*around, node), has_words)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            parts = key.split(".") if isinstance(value, str) else (key,)
            yield from texts_in(value, (*where, *parts), around, is_text)
    elif isinstance(node, tuple):
        for index, value in enumerate(node):
            yield from texts_in(value, (*where, index), around, is_text)


@functools.cache
def _fields(cls: type[Entry]) -> tuple[tuple[str, str, bool], ...]:
    """The attributes of a class with their keys in the YAML, and whether they are texts; inline ones have no key."""
    return tuple(
        (name, "" if (mark := _mark_in(hint)) and mark.inline else field.encode_name, mark is not None)
        for name, field, hint in fields_of(cls)
    )


def _mark_in(hint: Any) -> InBothLanguages | None:
    """The mark of a text, or of the texts that a map or a choice of types holds."""
    inner = (mark for part in getattr(hint, "__args__", ()) if (mark := _mark_in(part)))
    return text_mark(hint) or next(inner, None)


__all__ = ["LANGS", "Held", "Material", "Text", "texts_in", "walk"]
