"""The questions as they are asked: the order of questions.yaml, the types of Profile, the words of one language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from salesmode.business.conditions import Facts, Test
from salesmode.business.profile import specs
from salesmode.business.shapes import Entry
from salesmode.business.vocabulary import ChannelResult, Member, PriceChange, Shift, Spec, specs_of
from salesmode.intake.parse import plain
from salesmode.knowledge.library import Library
from salesmode.knowledge.questions import QuestionWords

ROLE = "role"
OTHER = "other"


class Question(NamedTuple):
    """One answer to ask for; `options` gives each option, key or role its word.

    `tests` says of some options whom they fit; `also` names the option behind other words for it;
    `of` says of a share that it is asked as a count of so many.
    """

    spec: Spec
    ask: str
    label: str
    hint: str
    options: Mapping[str, str]
    unit: str = ""
    tests: Mapping[str, Test] = {}
    also: Mapping[str, str] = {}
    of: int | None = None

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

    words: Mapping[str, str]
    heading: str

    def say(self, key: str, **filled: object) -> str:
        """Return the words of `key` with its places filled in."""
        return self.words[f"{self.heading}.{key}"].format(**filled)


def catalog(library: Library) -> tuple[Group, ...]:
    """Return the groups with their questions, in the order in which they are asked."""
    asked = library.questions
    members: dict[str, list[Question]] = {group.id: [] for group in asked.groups}
    for id, words in asked.answers.items():
        members[words.group].append(_question(library, words, id))
    return tuple(Group(group.id, group.title, tuple(members[group.id])) for group in asked.groups)


def _question(library: Library, words: QuestionWords, id: str) -> Question:
    named = {option: entry.text for option, entry in words.options.items()}
    tests = {option: entry.test for option, entry in words.options.items() if entry.condition is not None}
    spec = specs()[id]
    if id == "maturity":
        named = {play.id: play.title for play in library.plays.values()}
        spec = Spec(id, spec.kind, tuple(named))
    also = _also(words)
    if id == "team":
        also = {**library.other_words(id), **also}
    if id == "industry":
        named = _trades(library, named)
        spec, also = Spec(id, "one_of", tuple(named)), {**_trade_words(library), **also}
    return Question(spec, words.ask, words.label, words.hint, named, words.unit or "", tests, also, words.of)


def _also(words: QuestionWords) -> dict[str, str]:
    """Return other words for options, each with its option."""
    return {
        plain(word).strip().casefold(): option
        for option, entry in words.options.items() for word in re.split("[,，、]", entry.also or "") if word
    }  # fmt: skip


def _trades(library: Library, named: Mapping[str, str]) -> dict[str, str]:
    """Return what the library knows of: the trades, the wider names of several, `other` last."""
    titles = {id: industry.title for id, industry in library.industries.items()}
    wider = {id: named.get(id, id) for id in sorted(library.trade_names) if id not in titles}
    return {**titles, **wider, OTHER: named.get(OTHER, OTHER)}


def _trade_words(library: Library) -> dict[str, str]:
    """Return the words that show one trade alone, each with its trade: "hairdresser"."""
    words = [(word, id) for id, known in library.known_trades.items() for word in known.know.both]
    shared = Counter(word for word, _ in words)
    return {word: id for word, id in words if shared[word] == 1}


def member_keys() -> tuple[str, ...]:
    """Return what may be said of a role of the team besides the role itself."""
    return tuple(key for key in Member.__struct_fields__ if key != ROLE)


# Answers that are a map, or a list of maps, with keys of their own.
_ENTRIES: Mapping[str, type[Entry]] = {
    "team": Member, "changed": Shift, "channel_results": ChannelResult, "last_price_change": PriceChange,
}  # fmt: skip


def entry_specs(id: str) -> dict[str, Spec]:
    """Return the keys of one map of an answer with what may stand under each; none where it has no keys of its own.

    What the map is about is the first, one of the options of the question.
    """
    return specs_of(_ENTRIES[id]) if id in _ENTRIES else {}
