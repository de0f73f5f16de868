"""Everything that can go wrong, as one family.

    SalesmodeError          says what, where and what to type next; carries the exit code
    ├── InputError          the answers, flags or files given were wrong            exit 2
    ├── OutputError         the result could not be written where asked             exit 2
    └── LibraryError        the playbooks folder is not fit to be read              exit 2

A check that found something is not an error: it prints its findings and exits 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

SHOWN = 60
LONGEST_PATH = 100


class Message:
    """A sentence with a code by which another language finds its own words for it; `str()` is the English.

    `values` fill the blanks of either. A value may be a message itself.
    """

    def __init__(self, code: str, english: str, /, **values: Value) -> None:
        self.code: Final = code
        self.english: Final = english
        self.values: Final[Mapping[str, Value]] = values

    def __str__(self) -> str:
        return self.english.format(**self.values)


Value: TypeAlias = "Message | str | int"
# What is said in English alone, as of flags and pipes, needs no code and is a text.
Sentence: TypeAlias = Message | str


class SalesmodeError(Exception):
    """Base of the family: `str(error)` is the whole message for a person, in English."""

    exit_code = 2

    def __init__(self, what: Sentence, *, where: str = "", fix: Sentence = "") -> None:
        self.what, self.where, self.fix = what, where, fix
        super().__init__("\n".join(part for part in (f"{where}: {what}" if where else str(what), str(fix)) if part))


class InputError(SalesmodeError):
    """An answer, flag or file given was wrong."""


class OutputError(SalesmodeError):
    """The result could not be written where it was asked for."""


class LibraryError(SalesmodeError):
    """The playbooks folder is missing or not fit to be read."""


def shown(value: str) -> Message:
    """Return `value` quoted, on one line, control characters visible, cut at 60 characters."""
    text = visible(value).replace("\n", " ")
    if len(text) <= SHOWN:
        return Message("quoted", "'{text}'", text=text)
    return Message("quoted-long", "'{text}…' ({count} characters)", text=text[:SHOWN], count=len(value))


def visible(text: str) -> str:
    r"""Return `text` with every control, direction and unpaired surrogate character spelt out (`\x1b`)."""
    return text if text.isprintable() else "".join(_spelt(char) for char in text)


def shown_path(path: str) -> str:
    """Return a path on one line, control characters visible, its end alone if it is long."""
    name = visible(path).replace("\n", " ")
    return name if len(name) <= LONGEST_PATH else f"…{name[-LONGEST_PATH:]}"


def _spelt(char: str) -> str:
    if char.isprintable() or char == "\n" or char in _HARMLESS:
        return char
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"


# No-break and ideographic spaces and the emoji joiner are unprintable to Python but are ordinary writing.
_HARMLESS = frozenset("\u00a0\u3000\u2009\u202f\u200d")
