"""In which language the command line speaks: that of `--lang`, of the answers, of the screen."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from salesmode.cli.result import stdout_is_terminal
from salesmode.errors import InputError, LibraryError, Message, SalesmodeError, shown
from salesmode.knowledge.library import LANGS, Lang

if TYPE_CHECKING:  # not imported where nobody has answered anything
    from salesmode.business.profile import Profile

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


def chosen_language(given: str | None) -> Lang | None:
    """Return what `--lang` names; raises InputError for a language that salesmode does not speak."""
    if given is not None and given not in LANGS:
        fix = Message("write-either", "Write {first} or {second}", first="--lang en", second="--lang zh")
        what = Message("no-language", "{text} is no language of salesmode", text=shown(given))
        raise InputError(what, where="--lang", fix=fix)
    return given


def language_of_profile(profile: Profile) -> Lang:
    """Return the language to speak: that of the answers, else of the screen, else English."""
    return profile.language or shown_language() or "en"


def shown_language() -> Lang | None:
    """Return the locale's language where a person reads the screen, so that pipes never depend on it."""
    return locale_language() if stdout_is_terminal() else None


def locale_language() -> Lang | None:
    """Return the language of the locale, `None` where it is none that salesmode speaks."""
    named = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "")
    return "zh" if named.lower().startswith("zh") else None
