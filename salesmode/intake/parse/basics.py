"""What every form shares: the error, the names of things, and the plain spelling of what people type."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from salesmode.business.vocabulary import Kind
from salesmode.errors import Message, Sentence, shown

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
Where: TypeAlias = tuple[str | int, ...]
ReadOne: TypeAlias = "Callable[[str, Tree], object]"


class FormError(ValueError):
    """An answer that cannot be read: what is wrong with it, what to write instead, and where inside it."""

    def __init__(self, what: Sentence, fix: Sentence, path: Where = ()) -> None:
        self.what, self.fix, self.path = what, fix, path
        super().__init__(f"{what}\n{fix}")

    def within(self, key: str | int) -> FormError:
        """Return this error as seen from around `key`."""
        return FormError(self.what, self.fix, (key, *self.path))


HOW: Mapping[Kind, Message] = {
    "one_of": Message("write-one-of", "Write one of the options"),
    "any_of": Message("write-any-of", "Write options separated by commas, or none"),
    "number": Message("write-number", "Write a number such as 12, 1,200 or 1.2k"),
    "rate": Message("write-rate", "Write 35% or 0.35"),
    "money": Message("write-money", "Write an amount such as 3000, 120k or 1.2m"),
    "duration": Message("write-duration", "Write 45 days, 2 weeks, 3 months or 2 h (a bare number is days)"),
    "yes_no": Message("write-yes-no", "Write yes or no"),
    "text": Message("write-text", 'Write one text; put it in quotes if it holds ": " or starts with a sign: "..."'),
    "levels": Message(
        "write-levels", "Write one level from 0 to 4 under each key, such as {{negotiation: 2}}, or none"
    ),
    "counts": Message(
        "write-counts", "Write how many of the last ten came each way, such as {{referrals: 4, website: 2}}, or none"
    ),
    "map": Message("write-map", "Write keys and values, such as {{by: 5%, months_ago: 4}}"),
    "list": Message(
        "write-list", "Write a list of maps, such as [{{role: founder, people: 1}}] or [{{name: Online}}], or none"
    ),
}
# What is said by whoever cannot tell: no answer, and no text either.
UNKNOWN = (
    "don't know", "dont know", "do not know", "i don't know", "i do not know", "dunno", "idk", "no idea", "not sure",
    "unknown", "不知道", "不清楚", "不确定", "不晓得", "没数", "说不清", "说不好",
)  # fmt: skip
KEEP_ONE = Message("keep-one", "Keep one of the two")
_PLAIN = {0xFF01 + n: 0x21 + n for n in range(94)} | str.maketrans("￥￡￦−’\u3000\u00a0\u2009\u202f", "¥£₩-'    ")


def plain(text: str) -> str:
    """Return `text` trimmed, its full-width signs, no-break spaces and typographic minus and apostrophe made plain."""
    return text.translate(_PLAIN).strip()


def says_unknown(text: str) -> bool:
    """Return whether a text says that the answer is not known."""
    return plain(text).casefold().rstrip(".!。！") in UNKNOWN


def given_twice(name: str) -> Message:
    """Return what is wrong where an answer or an option, as a person calls it, has two values."""
    return Message("given-twice", "{name} is given twice", name=name)


def nearest(text: str, ids: Collection[str]) -> Sentence:
    """Return "Did you mean X? " when one of `ids` is close to `text`, else nothing."""
    close = closest(text, ids)
    return Message("nearest", "Did you mean {id}? ", id=close) if close else ""


def closest(text: str, ids: Collection[str]) -> str | None:
    """Return the one of `ids` that `text` most likely means, if one is close."""
    return next(iter(close(text, ids, 1)), None)


def close(text: str, ids: Collection[str], most: int) -> list[str]:
    """Return those of `ids` that `text` may mean, so many at most, the likeliest first."""
    return difflib.get_close_matches(spelt(text[:80]), ids, n=most)


def option(text: str, options: Collection[str]) -> str:
    """Return the option that `text` names, whatever its case, hyphens or spaces; raises FormError if it names none."""
    wanted = spelt(text)
    if wanted in options:
        return wanted
    raise FormError(
        Message("not-an-option", "{text} is not one of the options", text=shown(text)),
        Message(
            "not-an-option-fix",
            "{nearest}One of: {options}",
            nearest=nearest(text, options),
            options=", ".join(options),
        ),
    )


def fields(tree: Tree, keys: Collection[str]) -> dict[str, Tree]:
    """Return what a map holds under `keys`, without what is unknown; raises FormError for another key or no map."""
    if not isinstance(tree, dict):
        raise FormError(
            Message("keys-expected", "keys and values were expected here"),
            Message("keys-expected-fix", "Write a map with some of: {keys}", keys=", ".join(keys)),
        )
    for key in tree:
        if key not in keys:
            close, known = nearest(key, keys), ", ".join(keys)
            fix = Message("unknown-key-fix", "{nearest}Known: {keys}", nearest=close, keys=known)
            raise FormError(Message("unknown-key", "unknown key {key}", key=shown(key)), fix, (key,))
    return {key: value for key, value in tree.items() if value is not None}


def spelt(text: str) -> str:
    """Return `text` as ids are spelt: small letters, underscores for spaces and hyphens."""
    return re.sub(r"[\s-]+", "_", plain(text).casefold())
