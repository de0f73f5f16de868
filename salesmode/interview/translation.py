"""What the code says in English, said in the language of an interview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from salesmode.errors import Message, SalesmodeError, Sentence

FAULTS: Final = "faults."

E = TypeVar("E", bound=SalesmodeError)


def translate(sentence: Sentence, words: Mapping[str, str]) -> str:
    """Return `sentence`, and whatever fills it, in the language of `words`; what has no words there stays English."""
    if not isinstance(sentence, Message):
        return sentence
    pattern = words.get(f"{FAULTS}{sentence.code}", sentence.english)
    values = {
        name: translate(value, words) if isinstance(value, Message) else value
        for name, value in sentence.values.items()
    }
    return pattern.format(**values)


def translated(error: E, words: Mapping[str, str]) -> E:
    """Return the same error in the language of `words`."""
    return type(error)(translate(error.what, words), where=error.where, fix=translate(error.fix, words))
