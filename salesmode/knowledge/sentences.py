"""What a sentence of a move, a finding or a page may be: its length, and the words a reader stumbles over."""

from __future__ import annotations

from typing import Annotated, Literal

from salesmode.business.shapes import Bounds, Entry, Lang

Count = Annotated[int, Bounds(ge=1)]


class PerLanguage(Entry, frozen=True):
    """A number of words in English, of characters in Chinese."""

    en: Count
    zh: Count


class Avoided(Entry, frozen=True):
    """Words that no text holds, in one language, and why.

    `…` between two words is anything up to the next comma. They are looked for `anywhere`, as the `first` words of a
    sentence, or only in what is `spoken`: the words to say.
    """

    lang: Lang
    words: Annotated[tuple[str, ...], Bounds(min_length=1)]
    why: str
    at: Literal["anywhere", "first", "spoken"] = "anywhere"


class SentenceRules(Entry, frozen=True):
    """sentences.yaml: the longest sentence and title, what a blank counts as, the fewest steps for everybody."""

    source: str
    longest: PerLanguage
    title: PerLanguage
    blank: PerLanguage
    steps: Count
    avoided: tuple[Avoided, ...]
