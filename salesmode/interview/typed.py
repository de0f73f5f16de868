"""What a person types, made an answer as it stands in a file: options by number or word, maps without braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from salesmode.business.facts import LISTS
from salesmode.business.profile import Profile, dump_answers
from salesmode.business.vocabulary import Span
from salesmode.errors import InputError, Message, shown
from salesmode.intake import parse
from salesmode.intake.answers import read_answer
from salesmode.intake.parse import KEEP_ONE, FormError, Mark, Tree, closest, given_twice, plain, says_unknown
from salesmode.intake.parse.grouping import either_point
from salesmode.intake.parse.shorthand import divided, not_a_member
from salesmode.intake.questions import ROLE, Question, member_keys
from salesmode.intake.syntax import read_value
from salesmode.interview.prompts import NONE
from salesmode.knowledge.library import Library

FEWEST_HOURS: Final = 15  # our estimate: so many people in one role of a small firm are rarer than so many hours
# Answers made of maps that nobody is asked for yet: they are typed as they stand in a file.
_AS_IN_A_FILE: Final = frozenset(LISTS - {"team"})


def read_typed(question: Question, text: str, library: Library, currency: str) -> object:
    """Return the answer `text` gives to `question`, as it goes into a file; raises FormError."""
    if plain(text).casefold() == Mark.NOT_APPLICABLE.value:
        return Mark.NOT_APPLICABLE.value
    if says_unknown(text):
        return None
    text = _of_so_many(question, text)
    try:
        tree = _tree(question, text)
    except _NoOptionError as error:
        trade = library.trades_by_words.recognise(text).trade if question.id == "industry" else None
        if trade is None:
            raise _not_a_choice(question, error.word) from None
        tree = trade
    if isinstance(tree, str) or question.id in _AS_IN_A_FILE:
        value = read_answer(question.id, tree, library, currency)
    else:
        value = parse.parse_tree(question.spec, tree, None)
    if value is None:
        return None
    said = question.spec.kind in ("rate", "duration") and not plain(text)[-1].isdecimal()
    if said or isinstance(value, Span):
        return " ".join(plain(text).split())  # `3 months` says more to its owner than 90
    if isinstance(value, float) and either_point(repr(value)):
        return f"{value!r}0"  # 12.345 alone might be read as thousands
    read: dict[str, Any] = {question.id: value}
    return dump_answers(Profile(**read))[question.id]


def _of_so_many(question: Question, text: str) -> str:
    """Return a bare number as a share, where the question asks how many of ten or of a hundred."""
    number = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*[个块元]?", plain(text))
    if question.of is None or number is None or 0 < float(number[1]) < 1 or float(number[1]) > question.of:
        return text
    return f"{Decimal(number[1]) * 100 / question.of:f}%"


def read_yes_no(text: str) -> bool:
    """Return what `text` says to a yes or no, which stand there as 1 and 2; raises FormError."""
    return parse.yes_or_no({"1": "yes", "2": "no"}.get(plain(text), text))


def names_levels(text: str) -> bool:
    """Return whether `text` tells levels play by play, `b2b.value: 2` or none, where a yes or no was asked for."""
    return plain(text).casefold() == NONE or re.search("[:=]", plain(text)) is not None


def _tree(question: Question, text: str) -> Tree:
    kind = question.spec.kind
    if question.id in _AS_IN_A_FILE:
        return _as_in_a_file(question, text)
    if kind in ("levels", "counts", "list"):
        if plain(text).casefold() == NONE:
            return text
        return _scale(question, text) if kind != "list" else _team(question, text)
    if kind == "any_of":
        bare = re.fullmatch(r"[0-9\s]+", plain(text))  # `1 3` picks two
        return ",".join(_option(question, part) for part in (plain(text).split() if bare else _parts(text)))
    if question.options and kind != "yes_no":
        return _option(question, text)
    return _picked(question, text)


def _as_in_a_file(question: Question, text: str) -> Tree:
    """Return a list of maps typed as it would stand in a file; the brackets around one line may be left out."""
    line = plain(text)
    if line.casefold() == NONE:
        return text
    if question.id == "segments" and not re.search("[:{]", line):
        return [_named(part) for part in _parts(text)]
    shut = {"list": ("[", "]"), "map": ("{", "}")}[question.spec.kind]
    if not line.startswith(shut[0]):
        line = f"{shut[0]}{line}{shut[1]}"
    try:
        return read_value(line, question.id).tree()
    except InputError as error:
        raise FormError(error.what, question.hint) from None


def _named(part: str) -> dict[str, Tree]:
    """Return a group of customers by its name, with its share of revenue where a number stands behind it."""
    match = re.fullmatch(r"(?P<name>.*\S)\s*?[\s=](?P<share>[0-9.]+)\s*%?", part)
    return {"name": match["name"], "revenue_share": f"{match['share']}%"} if match else {"name": part}


def _parts(text: str) -> list[str]:
    line = plain(text).strip("[]{}")
    parts = [part.strip() for part in re.split(r"[,;、\n]", line) if part.strip()]
    if not parts:
        raise FormError(
            Message("names-nothing", "{text} names nothing", text=shown(text)),
            Message("names-nothing-fix", "Write none if it is none of them"),
        )
    return parts


class _NoOptionError(Exception):
    """A word that names no option."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(word)


def _not_a_choice(question: Question, word: str) -> FormError:
    """Return the error for a word that names no option, which speaks of the options as a person sees them."""
    what = Message("not-a-choice", "{text} is not among the choices", text=shown(word))
    near = closest(word, (*question.options, *question.options.values()))
    if near is not None:
        meant = question.options.get(near, near)
        return FormError(what, Message("nearest-choice", "Did you mean {meant}?", meant=meant))
    count = len(question.options)
    fix = Message("not-a-choice-fix", "Choose one of the {count}, by its number or its words", count=count)
    return FormError(what, fix)


def _option(question: Question, text: str) -> str:
    """Return the id of the option that `text` names; raises _NoOptionError where it names none."""
    picked = _picked(question, text)
    if picked in question.options or plain(picked).casefold() == NONE or question.numbered:
        return picked
    try:
        return parse.option(picked, question.options)
    except FormError:
        completed = _completed(question, picked)
    if completed is None:
        raise _NoOptionError(text.strip())
    return completed


def _completed(question: Question, text: str) -> str | None:
    """Return the only option whose words begin with `text`, two letters at least."""
    word = plain(text).casefold()
    ids = [id for id, called in question.options.items() if plain(called).casefold().startswith(word)]
    return ids[0] if len(ids) == 1 and len(word) > 1 else None


def _picked(question: Question, text: str) -> str:
    """Return the id of the option that `text` names by id, number or word; otherwise `text` for the forms to read."""
    word, ids = plain(text).casefold(), tuple(question.options)
    if word in ids:
        return word
    if re.fullmatch(r"[0-9]{1,3}", word) and 1 <= int(word) <= len(ids):
        return ids[int(word) - 1]
    called = next((id for id, called in question.options.items() if plain(called).casefold() == word), None)
    return called or question.also.get(word, text)


def _scale(question: Question, text: str) -> dict[str, Tree]:
    read: dict[str, Tree] = {}
    for key, value in _pairs(question, text):
        id = _option(question, key)
        if id in read:
            raise FormError(given_twice(question.options[id]), KEEP_ONE)
        read[id] = value
    return read


def _pairs(question: Question, text: str) -> Iterator[tuple[str, str]]:
    for part in _parts(text):
        match = re.fullmatch(r"([^:=]+)[:=]\s*(.+)|(.+)\s+(\S+)", part, re.DOTALL)
        if not match:
            what = Message("no-number-behind", "{text} has no number behind it", text=shown(part))
            raise FormError(what, question.hint)
        key, value, other_key, other_value = match.groups()
        yield (key or other_key).strip(), (value or other_value).strip()


def _team(question: Question, text: str) -> list[Tree]:
    if re.search(rf"\b{ROLE}\s*[:=]", plain(text)):
        return _keyed(question, text)
    parts = divided(plain(text).strip("[]{}"))
    return [_member(question, part) for part in parts or _parts(text)]


def _member(question: Question, part: str) -> dict[str, Tree]:
    """Read a role and up to three numbers: people, hours a week, hours for the plan."""
    match = re.fullmatch(r"(?P<role>[0-9]+|[^0-9]+?)[\s:]*(?P<numbers>(?<![0-9])[0-9].*)?", part)
    numbers = (match["numbers"] or "").split() if match else []
    if not match or len(numbers) > len(member_keys()) or _without_role(match["role"], numbers):
        raise not_a_member(part)
    return {ROLE: _option(question, match["role"].strip()), **dict(zip(member_keys(), numbers, strict=False))}


def _without_role(role: str, numbers: list[str]) -> bool:
    """Return whether two bare numbers are rather people and their hours than the number of a role and its people."""
    return role.isdecimal() and len(numbers) == 1 and numbers[0].isdecimal() and int(numbers[0]) >= FEWEST_HOURS


def _keyed(question: Question, text: str) -> list[Tree]:
    members: list[dict[str, Tree]] = []
    for key, value in _pairs(question, re.sub(r"[\[\]{}]|(?<!\S)-\s", " ", plain(text))):
        if key == ROLE or not members:
            members.append({})
        if key in members[-1]:
            what = Message("given-twice-for-role", "{text} is given twice for one role", text=shown(key))
            raise FormError(what, KEEP_ONE)
        members[-1][key] = _option(question, value) if key == ROLE else value
    return [*members]
