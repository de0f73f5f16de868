"""Choices as they are typed behind `--with`, read as those in an answers file are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from salesmode.business.profile import ANSWERS, Profile
from salesmode.business.vocabulary import Choice
from salesmode.errors import InputError, shown
from salesmode.intake.answers import read_answer
from salesmode.intake.parse import FormError, Tree, nearest
from salesmode.intake.syntax import read_value
from salesmode.knowledge.library import Library

NAMED: Final = re.compile(r"\s*([^:：=]+?)\s*[:：]\s*(.*)", re.DOTALL)
NEXT: Final = re.compile(r"\s*[,，;；]\s*(?=[A-Za-z][\w-]*\s*=)")
WRITE: Final = "Write --with 'NAME: key=value, key=value', as in --with 'dearer: deal_value=360, win_rate=20%'"


def with_options(given: Profile, texts: Sequence[str], library: Library) -> Profile:
    """Return the answers with what was typed added to their options; raises InputError for what cannot be read."""
    added = tuple(_read(text, given, library) for text in texts)
    return given.replaced({"options": (*(given.options or ()), *added)}) if added else given


def _read(text: str, given: Profile, library: Library) -> Choice:
    name, pairs = _parted(text)
    where = f"--with {name}"
    held: dict[str, Tree] = {}
    for key, value in pairs:
        if key not in ANSWERS:
            fix = f"{nearest(key, ANSWERS)}`salesmode questions -f yaml` lists every key"
            raise InputError(f"unknown key {shown(key)}", where=where, fix=fix)
        if key in held:
            raise InputError(f"{key} is given twice", where=where, fix="Keep one of them")
        held[key] = read_value(value, f"{where}: {key}").tree()
    try:
        choices = read_answer("options", [{"name": name, "set": held}], library, given.currency or "")
    except FormError as error:
        at = "".join(f"{step}: " for step in error.path if step in held)
        raise InputError(f"{at}{error.what}", where=where, fix=error.fix) from None
    choice: Choice = choices[0]  # type: ignore[index]  # a list of choices by the kind of its answer
    return choice


def _parted(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a choice as its name and its pairs of key and text."""
    found = NAMED.fullmatch(text)
    if found is None:
        raise InputError(f"{shown(text)} has no name before a colon", where="--with", fix=WRITE)
    parts = [part.partition("=") for part in NEXT.split(found[2].strip()) if part.strip()]
    if any(not equals for _, equals, _ in parts):
        raise InputError(f"{shown(text)} has no answer of the form key=value", where="--with", fix=WRITE)
    return found[1], [(key.strip(), value.strip()) for key, _, value in parts]
