"""What a shell offers behind Tab: Typer's own protocol, with the words of the library for the values of options."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from salesmode.business.profile import specs

VARIABLE: Final = "_SALESMODE_COMPLETE"  # as Typer makes it of the name of the program
SWITCHES: Final = ("--install-completion", "--show-completion")
_TYPED: Final = ("_TYPER_COMPLETE_ARGS", "COMP_WORDS")
_HELP_OF_ALL: Final = (["--help"], ["-h"])
_PARTED: Final = (",", ";")
Offer = tuple[str, str]
Completer = Callable[[str], list[Offer]]  # Typer hands over what is typed of the word by the name `incomplete`


def typed_so_far() -> list[str] | None:
    """Return the words on the line that a shell wants completed, `None` where none asks."""
    if VARIABLE not in os.environ:
        return None
    line = next((os.environ[name] for name in _TYPED if name in os.environ), "")
    return line.split()[1:]


def wanted(argv: Sequence[str]) -> bool:
    """Whether completion is asked for, or how to have it, or the help that names it."""
    return VARIABLE in os.environ or any(word in SWITCHES for word in argv) or list(argv) in _HELP_OF_ALL


def one_of(*words: str) -> Completer:
    """Return what offers words."""

    def offered(incomplete: str) -> list[Offer]:
        return _begun([(word, "") for word in words], incomplete)

    return offered


def values_of(id: str) -> Completer:
    """Return what offers the values of an answer, of several the one that is being typed."""

    def offered(incomplete: str) -> list[Offer]:
        kept, last = _last(incomplete) if specs()[id].kind == "any_of" else ("", incomplete)
        return [(f"{kept}{value}", said) for value, said in _begun(list(_values(id)), last)]

    return offered


def examples(incomplete: str) -> list[Offer]:
    """Return the names of the examples."""
    return _begun([(name, "") for name in _library().examples()], incomplete)


def calculations(incomplete: str) -> list[Offer]:
    """Return the names of the calculations."""
    from salesmode.calc import CALCULATIONS

    return _begun([(name, "") for name in CALCULATIONS], incomplete)


def playbook_ids(incomplete: str) -> list[Offer]:
    """Return ids of plays, moves and papers with their titles."""
    library = _library()
    titled = [(play.id, play.title) for play in library.plays.values()]
    titled += [(move.id, move.title) for move in library.every_move.values()]
    return _begun([*titled, *((id, "") for id in library.worksheets)], incomplete)


def _values(id: str) -> Iterator[Offer]:
    from salesmode.intake.questions import catalog

    library, spec = _library(), specs()[id]
    if id == "region":
        yield from ((code, names.split(",")[0]) for code, names in library.countries.items())
    elif id == "currency":
        yield from ((code, "") for code in sorted(library.currencies.codes))
    elif spec.kind in ("one_of", "any_of", "yes_no") or id == "industry":
        asked = next(one for group in catalog(library) for one in group.questions if one.id == id)
        yield from (asked.options or dict.fromkeys(spec.options, "")).items()


def _library() -> Any:
    from salesmode.knowledge.library import load_library

    return load_library()


def _last(begun: str) -> tuple[str, str]:
    """Return what is done of several values, and the one that is begun."""
    at = max(begun.rfind(sign) for sign in _PARTED) + 1
    return begun[:at], begun[at:]


def _begun(offers: Sequence[Offer], begun: str) -> list[Offer]:
    return [offer for offer in offers if offer[0].startswith(begun)]
