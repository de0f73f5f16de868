"""Everything that can go wrong, as one family.

    SalesmodeError          says what, where and what to type next; carries the exit code
    ├── InputError          the answers, flags or files given were wrong            exit 2
    ├── OutputError         the result could not be written where asked             exit 2
    └── LibraryError        the playbooks folder is not fit to be read              exit 2

A check that found something is not an error: it prints its findings and exits 1.
"""

from __future__ import annotations

from collections.abc import Mapping

SHOWN = 60
LONGEST_PATH = 100


def shown(value: str) -> str:
    """Return `value` quoted, on one line, control characters visible, cut at 60 characters."""
    text = visible(value).replace("\n", " ")
    if len(text) <= SHOWN:
        return Said("'{text}'", text=text)
    return Said("'{text}…' ({count} characters)", text=text[:SHOWN], count=len(value))


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


class Said(str):
    """An English sentence that remembers its pattern and what fills it, so that another language can say the same.

    To everything else it is a text. What fills it may be sentences too; joined to other texts it forgets.
    """

    __slots__ = ("filled", "pattern")
    pattern: str
    filled: Mapping[str, object]

    def __new__(cls, pattern: str, **filled: object) -> Said:
        """Return `pattern` filled in; one that nothing fills stands as it is, braces too."""
        return cls._of(pattern.format(**filled) if filled else pattern, pattern, filled)

    @classmethod
    def _of(cls, text: str, pattern: str, filled: Mapping[str, object]) -> Said:
        made = super().__new__(cls, text)
        made.pattern, made.filled = pattern, filled
        return made

    @classmethod
    def begun(cls, text: str) -> Said:
        """Return `text` beginning with a capital."""
        capital = text[:1].upper() + text[1:]
        return cls._of(capital, text.pattern, text.filled) if isinstance(text, Said) else cls._of(capital, text, {})


class SalesmodeError(Exception):
    """Base of the family: `str(error)` is the whole message for a person."""

    code = 2

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what, self.where, self.fix = what, where, fix
        super().__init__("\n".join(part for part in (f"{where}: {what}" if where else what, fix) if part))


class InputError(SalesmodeError):
    """An answer, flag or file given was wrong."""


class OutputError(SalesmodeError):
    """The result could not be written where it was asked for."""


class LibraryError(SalesmodeError):
    """The playbooks folder is missing or not fit to be read."""
