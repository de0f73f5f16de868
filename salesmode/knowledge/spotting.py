"""Where words stand in a text: an English word alone, in the singular or the plural; a Chinese one anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

LATIN: Final = re.compile(r"[a-z0-9]")
# One may write them or not: a hyphen in a word, a space between Chinese and Latin letters.
HYPHEN: Final = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")
SPACE: Final = "(?<=[一-鿿]) (?=[a-z0-9])|(?<=[a-z0-9]) (?=[一-鿿])"  # compiled when it is first used
ENDING: Final = re.compile(r"(?:s|es|'s)?(?![a-z0-9])")
ENDING_Y: Final = re.compile(r"(?:y|ys|y's|ies)(?![a-z0-9])")
LETTERS: Final = 3  # of a word, by which it is looked up


class Hit(NamedTuple):
    """A word of a trade in a text, and what it tells."""

    start: int
    end: int
    trade: str
    weight: float

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.start, self.end


class Words:
    """Words that each tell of a trade so much, by the letters that they begin with."""

    def __init__(self, told: Iterable[tuple[str, float, Iterable[str]]]) -> None:
        self._by_letters: defaultdict[str, list[tuple[str, str, float]]] = defaultdict(list)
        for trade, weight, words in told:
            for word in words:
                self._by_letters[_first(word)].append((word, trade, weight))

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield every word that a plain text holds, once for each trade that it tells of."""
        for start in _beginnings(text):
            for size in range(1, min(LETTERS, len(text) - start) + 1):
                for word, trade, weight in self._by_letters.get(text[start : start + size], ()):
                    if (end := _end(text, start, word)) is not None:
                        yield Hit(start, end, trade, weight)


def plain(text: str) -> str:
    """Return a text as words are looked for in it: lower case, one way of writing what may be written in two."""
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())
    words = HYPHEN.sub(" ", words)
    return words if words.isascii() else re.sub(SPACE, "", words)


def holds(text: str, word: str) -> bool:
    """Return whether a text holds a word, an English one as a whole word in the singular or the plural."""
    return bool(held(text, (word,)))


def held(text: str, words: Iterable[str]) -> list[str]:
    """Return those of the words that a text holds."""
    whole = plain(text)
    return [word for word in words if _stands(whole, plain(word))]


def _stands(whole: str, sought: str) -> bool:
    if sought.removesuffix("y") not in whole:
        return False
    return any(_end(whole, start, sought) is not None for start in _beginnings(whole))


def _beginnings(text: str) -> Iterator[int]:
    """Yield where in a plain text a word may begin: not within one of Latin letters."""
    inside = False
    for start, letter in enumerate(text):
        latin = "a" <= letter <= "z" or "0" <= letter <= "9"
        if not (latin and inside):
            yield start
        inside = latin


def _first(word: str) -> str:
    return word[:LETTERS] if len(word) > LETTERS else word[: LETTERS - 1]  # the plural of "spy" has no "y"


def _end(text: str, start: int, word: str) -> int | None:
    """Where a word ends that begins at a place of a text, `None` where another one stands there."""
    stem = word.removesuffix("y")
    if not text.startswith(stem, start):
        return None
    end = start + len(stem)
    if not LATIN.search(word):
        return end
    match = (ENDING if stem == word else ENDING_Y).match(text, end)
    return match.end() if match else None


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits in their order in the text: of words that lie in one another only the longest tells.

    The same words may tell of several trades.
    """
    kept: list[Hit] = []
    taken: set[tuple[int, int]] = set()
    covered: set[int] = set()
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if hit.span in taken or covered.isdisjoint(range(hit.start, hit.end)):
            taken.add(hit.span)
            covered.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept)
