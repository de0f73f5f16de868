"""The library as an agent is spoken to: no options of a terminal, the ids of answers and tools instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from salesmode.knowledge.library import Lang, Library

INSTEAD: Final = "instead."
SPOKEN: Final = frozenset({"words", "page", "explain", "track"})  # parts that speak of options of a terminal


class AgentLibrary(Library):
    """The same library, its words for agents in place of those for a terminal; both languages are kept."""

    def __init__(self, library: Library) -> None:
        super().__init__(library.folder, library.lang)
        self._languages: dict[Lang, Library] = {library.lang: self}

    def part(self, name: str) -> Any:
        """Return a part by name; of the program's own words those for agents where they have their own."""
        held = super().part(name)
        return {**held, **self._instead(f"{INSTEAD}{name}.")} if name in SPOKEN else held

    def in_language(self, lang: Lang) -> Library:
        """Return the same library in the words of `lang`, read once."""
        if lang not in self._languages:
            other = AgentLibrary(super().in_language(lang))
            other._languages = self._languages
            self._languages[lang] = other
        return self._languages[lang]

    def _instead(self, prefix: str) -> Mapping[str, str]:
        return {key.removeprefix(prefix): text for key, text in self.agent.items() if key.startswith(prefix)}
