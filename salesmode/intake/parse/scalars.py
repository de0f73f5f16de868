"""One answer written as one text."""

from __future__ import annotations

import re

from salesmode.business.currencies import MoneyForm
from salesmode.business.vocabulary import Spec
from salesmode.errors import Message, shown, visible
from salesmode.intake.parse.basics import HOW, FormError, option, plain, spelt
from salesmode.intake.parse.months import months_of
from salesmode.intake.parse.numbers import number

_LONGEST = 2000
_SEPARATOR = re.compile(r"[,;、\n]")
YES = ("yes", "y", "true", "on", "yep", "yeah", "是", "是的", "有", "对", "对的")
NO = ("no", "n", "false", "off", "nope", "否", "不", "不是", "没有", "没", "无")


def parse(spec: Spec, text: str, money: MoneyForm | None) -> object:
    """Return the value of `text` as an answer of `spec`; the caller has dealt with unknown and `n/a`.

    Raises FormError for anything that is no such value or out of bounds.
    """
    if not text.strip():
        raise FormError(Message("empty", "nothing is written here"), HOW[spec.kind])
    match spec.kind:
        case "text":
            return _text(text)
        case "one_of":
            return option(text, spec.options)
        case "any_of":
            return any_of(spec, [part for part in _SEPARATOR.split(plain(text)) if part.strip()] or [text])
        case "yes_no":
            return yes_or_no(text)
        case "levels" | "counts" | "list" | "map":
            return _none_of(spec, text)
        case _:
            return number(spec, text, money)


def _text(text: str) -> str:
    read = visible(re.sub(r"\r\n?", "\n", text.strip()).replace("\t", " "))
    if len(read) <= _LONGEST:
        return read
    raise FormError(
        Message("text-too-long", "the text is {count} characters long", count=f"{len(read):,}"),
        Message("text-too-long-fix", "Shorten it to {most} characters", most=f"{_LONGEST:,}"),
    )


def yes_or_no(text: str) -> bool:
    """Return whether `text` says yes, in English or Chinese; raises FormError where it says neither yes nor no."""
    word = plain(text).casefold()
    if word in YES or word in NO:
        return word in YES
    raise FormError(Message("neither-yes-nor-no", "{text} is neither yes nor no", text=shown(text)), HOW["yes_no"])


def any_of(spec: Spec, parts: list[str]) -> tuple[object, ...]:
    """Return the options that `parts` name, each once; raises FormError for another word, or for too many."""
    if [spelt(part) for part in parts] == ["none"]:
        return ()
    months = "12" in spec.options
    named = [month for part in parts for month in months_of(part)] if months else parts
    chosen = dict.fromkeys(option(part, spec.options) for part in named)
    if spec.most and len(chosen) > spec.most:
        raise FormError(
            Message("too-many", "{count} are named, and at most {most} count", count=len(chosen), most=spec.most),
            Message("too-many-fix", "Keep the {most} that matter most", most=spec.most),
        )
    return tuple(int(id) for id in chosen) if months else tuple(chosen)


def _none_of(spec: Spec, text: str) -> object:
    if spelt(text) == "none" and spec.kind != "map":
        return () if spec.kind == "list" else {}
    raise FormError(cannot_stand(shown(text)), HOW[spec.kind])


def cannot_stand(shape: Message) -> Message:
    """Return what is wrong where an answer of another shape is wanted: not this text, or not a list."""
    return Message("cannot-stand-here", "{shape} cannot stand here", shape=shape)
