"""Words that people use for what an answer may be: titles, countries, roles, in either language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesmode.knowledge.library import Library


def other_words(id: str, libraries: list[Library]) -> Mapping[str, str]:
    """Return the option behind each word for it, in small letters, of one answer."""
    pairs = [pair for library in libraries for pair in _WORDS.get(id, _options)(library, id)]
    meanings = Counter(word for word, _ in set(pairs))
    return {word: option for word, option in pairs if meanings[word] == 1}


def _options(library: Library, id: str) -> Iterator[tuple[str, str]]:
    """Yield what the options of an answer are called, and by what other words."""
    words = library.questions.answers.get(id)
    for option, entry in words.options.items() if words else ():
        for word in (entry.text, *re.split("[,，、]", entry.also or "")):
            if word.strip():
                yield word.strip().casefold(), option


def _countries(library: Library, _: str) -> Iterator[tuple[str, str]]:
    for code, names in library.countries.items():
        for name in names.split(","):
            yield name.strip().casefold(), code


def _trades(library: Library, id: str) -> Iterator[tuple[str, str]]:
    """Yield the titles of the trades, and the words that show one trade alone."""
    for trade, industry in library.industries.items():
        yield industry.title.casefold(), trade
    for trade, known in library.known_trades.items():
        for word in known.know.both:
            yield word.casefold(), trade
    yield from _options(library, id)


_WORDS = {"region": _countries, "industry": _trades}
