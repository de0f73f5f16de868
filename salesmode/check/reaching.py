"""Sentences that no example and no situation ever shows: what was written and never read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from salesmode.check.material import play_id
from salesmode.check.situations import all_words
from salesmode.library import INDEX, Library
from salesmode.plan import make_plan
from salesmode.profile import Profile
from salesmode.render.data import plan_data
from salesmode.source import Document, Finding, Where

LANG: Final = "en"
# What of the shared words is knowledge rather than the program's own speech.
KNOWLEDGE: Final = ("guards.", "diagnosis.contradictions.", "deciders.", "capabilities.")
# Words that the browser of the library, the interview and the kit use, not a plan.
BROWSED: Final = ("title",)
EVERYTHING: tuple[str, ...] = ("",)
NOTHING: tuple[str, ...] = ("-",)
# A play without levels speaks in the meetings alone.
WITHOUT_LEVELS: tuple[str, ...] = ("idea", "why", "when.", "wrong_when.")
SPOKEN_ELSEWHERE: tuple[str, ...] = ("words.",)


class Read(dict[str, str]):
    """Words that note which of them were asked for."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self.seen: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.seen.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the words of `key` as a mapping does, and note it."""
        self.seen.add(key)
        return super().get(key, default)


def unread(
    profiles: Sequence[Profile], library: Library, shelves: Mapping[str, dict[str, Any]],
    documents: Mapping[str, Document],
) -> Iterator[Finding]:  # fmt: skip
    """Yield every sentence of the plays, trades, guards and contradictions that no plan of `profiles` shows."""
    read = {name: Read(words) for name, words in shelves.items() if name != INDEX}
    noting = Library(library.folder, library.hash, library.index, {**shelves, **read})
    for profile in profiles:
        plan = make_plan(profile, noting)
        plan_data(plan, noting, LANG)
        all_words(plan, noting)
    for name, document in documents.items():
        for place in _sentences(name, read):
            yield document.finding(_where(document.data, place), "unread", f"no example or situation shows '{place}'")


def _sentences(name: str, read: Mapping[str, Read]) -> Iterator[str]:
    """Yield the places of the sentences of a file that were never read."""
    prefix, kinds, elsewhere = "", EVERYTHING, SPOKEN_ELSEWHERE
    if name.startswith("plays/"):
        words = read[f"{play_id(name)}.{LANG}"]
        if not any(key.startswith("levels.") for key in words):
            elsewhere = WITHOUT_LEVELS
    elif name.startswith("industries/"):
        words = read[f"trade.{name.partition('/')[2]}.{LANG}"]
    else:
        words, prefix = read[f"common.{LANG}"], f"{name}."
        kinds = tuple(kind for kind in KNOWLEDGE if kind.startswith(prefix)) or NOTHING
    for key in sorted(words.keys() - words.seen):
        place = key.removeprefix(prefix)
        if key.startswith(kinds) and place not in BROWSED and not place.startswith(elsewhere):
            yield place


def _where(node: Any, path: str) -> Where:
    """Return the place of a sentence in its file: ids of items back to their numbers."""
    where: list[str | int] = []
    while path:
        if isinstance(node, list):
            index, path = _item(node, path)
            where.append(index)
            node = node[index]
        else:
            key, _, path = path.partition(".")
            name: str | int = key if key in node else int(key)
            where.append(name)
            node = node[name]
    return tuple(where)


def _item(items: list[Any], path: str) -> tuple[int, str]:
    for index, item in enumerate(items):
        id = str(item["id"]) if isinstance(item, dict) and "id" in item else str(index)
        if path == id or path.startswith(f"{id}."):
            return index, path[len(id) + 1 :]
    raise AssertionError(f"no item at {path}")
