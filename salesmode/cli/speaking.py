"""In which language an error is told on the command line: that of `--lang`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from salesmode.errors import LibraryError, SalesmodeError

E = TypeVar("E", bound=SalesmodeError)
_LANG = "--lang"


def named_language(argv: Sequence[str]) -> str | None:
    """Return what stands behind `--lang` among the words of a command."""
    for n, word in enumerate(argv):
        if word == _LANG:
            return next(iter(argv[n + 1 : n + 2]), None)
        if word.startswith(f"{_LANG}="):
            return word.partition("=")[2]
    return None


def in_language(error: E, lang: object) -> E:
    """Return an error in the words of a language; what has none there, and where no library can be read, is English."""
    if lang != "zh":
        return error
    from salesmode.interview.translation import translated
    from salesmode.knowledge.library import load_library

    try:
        return translated(error, load_library(None, "zh").interview)
    except LibraryError:
        return error
