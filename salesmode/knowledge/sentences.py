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
    """What no text holds, in one language, and why: words, or a shape, which is a regular expression.

    `…` between two words is anything up to the next comma. They are looked for `anywhere`, as the `first` words of a
    sentence, or only in what is `spoken`, the words to say, or in what is `written`, all else. Where `unless` names
    answers they may stand behind a condition that asks for one of these. What is `ours` alone may be said by a trade.
    """

    lang: Lang
    why: str
    words: tuple[str, ...] = ()
    shape: str | None = None
    at: Literal["anywhere", "first", "spoken", "written"] = "anywhere"
    unless: tuple[str, ...] = ()
    ours: bool = False


class SentenceRules(Entry, frozen=True):
    """sentences.yaml: the longest sentence and title, what a blank counts as, the fewest steps for everybody.

    `verbs` and the `irregular` forms tell that an English sentence has a verb: words with a space between.
    """

    source: str
    longest: PerLanguage
    title: PerLanguage
    blank: PerLanguage
    steps: Count
    avoided: tuple[Avoided, ...]
    verbs: str
    irregular: str
