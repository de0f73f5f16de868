"""The questions as they are asked: the order of questions.yaml, the types of Profile, the words of one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from salesmode.business.conditions import Facts, Test
from salesmode.business.profile import Member, Spec, specs
from salesmode.intake.parse import plain
from salesmode.knowledge.library import Lang, Library
from salesmode.knowledge.plays import Rule

ROLE = "role"
OTHER = "other"
ALSO = ".also"


class Question(NamedTuple):
    """One answer to ask for; `options` gives each option, key or role its word.

    `tests` says of some options whom they fit; `also` names the option behind other words for it.
    """

    spec: Spec
    ask: str
    label: str
    hint: str
    options: Mapping[str, str]
    unit: str = ""
    tests: Mapping[str, Test] = {}
    also: Mapping[str, str] = {}

    @property
    def id(self) -> str:
        """The id of the answer."""
        return self.spec.id

    @property
    def numbered(self) -> bool:
        """Whether the options are numbers themselves, as months are."""
        return all(option.isdigit() for option in self.options)

    def fits(self, option: str, facts: Facts) -> bool:
        """Return whether an option may be of use to a business of these facts."""
        return option not in self.tests or self.tests[option](facts) is not False


class Group(NamedTuple):
    """Questions that belong together."""

    id: str
    title: str
    questions: tuple[Question, ...]


class Phrases(NamedTuple):
    """The words of interview.yaml under one of its headings."""

    common: Mapping[str, str]
    heading: str

    def say(self, key: str, **filled: object) -> str:
        """Return the words of `key` with its places filled in."""
        return self.common[f"interview.{self.heading}.{key}"].format(**filled)


def catalog(library: Library, lang: Lang) -> tuple[Group, ...]:
    """Return the groups with their questions, in the order in which they are asked, with the words of `lang`."""
    words = library.texts(lang).common
    asked = library.index["questions"]
    members: dict[str, list[Question]] = {group["id"]: [] for group in asked["groups"]}
    for id, raw in asked["answers"].items():
        members[raw["group"]].append(_question(library, words, id))
    return tuple(Group(id, words[f"questions.groups.{id}.title"], tuple(held)) for id, held in members.items())


def _question(library: Library, words: Mapping[str, str], id: str) -> Question:
    at = f"questions.answers.{id}"
    start = f"{at}.options."
    named = {key.removeprefix(start): word for key, word in words.items() if key.startswith(start)}
    options = {id: word for id, word in named.items() if not id.endswith(ALSO)}
    held = library.index["questions"]["answers"][id].get("options") or {}
    tests = {option: Rule.read(raw, option).test for option, raw in held.items() if raw and "if" in raw}
    spec = specs()[id]
    if id == "maturity":
        options = {play: _title(words, play) for play in library.play_ids}
        spec = Spec(id, spec.kind, tuple(options))
    if id == "industry":
        options = _trades(library, words, options)
    return Question(
        spec, words[f"{at}.ask"], words[f"{at}.label"], words[f"{at}.hint"], options, words.get(f"{at}.unit", ""),
        tests, _also(named),
    )  # fmt: skip


def _also(named: Mapping[str, str]) -> dict[str, str]:
    """Return other words for options, each with its option."""
    return {
        plain(word).strip().casefold(): id.removesuffix(ALSO)
        for id, words in named.items() if id.endswith(ALSO) for word in re.split("[,，、]", words)
    }  # fmt: skip


def _title(words: Mapping[str, str], play: str) -> str:
    return words.get(f"plays.{play}.title") or words.get(f"planned.plays.{play}.title", play)


def _trades(library: Library, words: Mapping[str, str], named: Mapping[str, str]) -> dict[str, str]:
    """Return what the library knows of, `other` last; a trade named in a question alone would be read as `other`."""
    titles = {id: named.get(id) or words.get(f"industries.{id}.title", id) for id in library.industries}
    ordered = [*(id for id in named if id in titles), *(id for id in titles if id not in named)]
    return {id: titles[id] for id in ordered} | {OTHER: named.get(OTHER, OTHER)}


def member_keys() -> tuple[str, ...]:
    """Return what may be said of a role of the team besides the role itself."""
    return tuple(key for key in Member.model_fields if key != ROLE)
