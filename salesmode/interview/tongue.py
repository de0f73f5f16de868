"""Errors in the language of the interview: whoever raises them knows English alone, its patterns lead to the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from salesmode.errors import Said, SalesmodeError
from salesmode.library import Lang, Library

E = TypeVar("E", bound=SalesmodeError)
FAULTS: Final = "interview.faults."


class Tongue:
    """What turns an English sentence into one of the language; what has no words there stays English."""

    def __init__(self, library: Library, lang: Lang) -> None:
        english, words = library.texts("en").common, library.texts(lang).common
        self._words: Mapping[str, str] = {english[key]: words[key] for key in english if key.startswith(FAULTS)}
        self._capitals = lang == "en"

    def of(self, text: str) -> str:
        """Return `text`, and whatever fills it, in the language."""
        if not isinstance(text, Said):
            return self._words.get(text, text)
        if self._capitals:
            return str(text)
        filled = {name: self.of(held) if isinstance(held, Said) else held for name, held in text.filled.items()}
        pattern = self._words.get(text.pattern, text.pattern)
        return pattern.format(**filled) if filled else pattern

    def error(self, error: E) -> E:
        """Return the same error in the language."""
        return type(error)(self.of(error.what), where=error.where, fix=self.of(error.fix))
