"""Whether every text reads in both languages, with its blanks filled and its figures vouched for."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator
from typing import Any, Final

from salesmode.business.conditions import Condition, Group, Leaf
from salesmode.business.facts import FIGURES
from salesmode.business.profile import specs
from salesmode.check.material import LANGS, OF_MOVES, Material, Text, walk
from salesmode.knowledge.files import Finding
from salesmode.knowledge.parts import APART, part_of
from salesmode.knowledge.skeletons import PLACEHOLDER
from salesmode.report.wording import BLANK

ALWAYS_KNOWN: Final = frozenset({"horizon_weeks", "currency"})
# Folders and files whose texts are filled with answers; those of the program are filled by the program.
FILLED: Final = ("plays/", "guards", "diagnosis", "industries/", "ways/", "buying_center", "capabilities")
BY_PROGRAM: Final = ("program/words", "program/page", "program/interview", "program/calc")
CHINESE: Final = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# What a Chinese reader does not take for a name or an abbreviation: a word of small letters.
FOREIGN: Final = re.compile(r"\b[a-z]{4,}\b")
DIGIT: Final = re.compile(r"\d")


def languages(material: Material) -> Iterator[Finding]:
    """Yield Chinese in an English text, and Chinese texts that are none."""
    for text in material.texts:
        english, chinese = (_without_blanks(text.words[lang]) for lang in LANGS)
        if CHINESE.search(english):
            yield text.file.finding((*text.where, "en"), "language", "the English text holds Chinese")
        if FOREIGN.search(chinese) and not CHINESE.search(chinese):
            yield text.file.finding((*text.where, "zh"), "language", "the Chinese text holds no Chinese")


def unwritten(material: Material) -> Iterator[Finding]:
    """Yield what a new file leaves to its author, and nobody has written yet."""
    for file in material.files.values():
        for where, node in walk(file.data):
            if node == PLACEHOLDER:
                spot = ".".join(map(str, where))
                yield file.finding(where, "unwritten", f"{spot}: nobody has written this yet ({PLACEHOLDER})")


def blanks(material: Material) -> Iterator[Finding]:
    """Yield blanks that no answer fills, that may stay empty, or that stand in one language only."""
    for text in material.texts:
        if text.file.id.startswith(FILLED) and part_of(text.file.id) != "moves" and not _of_a_move(text):
            sure = ALWAYS_KNOWN | sure_at(text.around)
            for lang in LANGS:
                for fault in _blank_faults(text.words[lang], sure):
                    yield text.file.finding((*text.where, lang), "placeholder", fault)
            yield from in_one_language(text, "placeholder", _answer_blanks)
        elif text.file.id in BY_PROGRAM:
            yield from in_one_language(text, "program-blank", program_blanks)


def _of_a_move(text: Text) -> bool:
    """Whether a trade says it in place of a move, whose figures it may name."""
    return part_of(text.file.id) in APART and text.where[0] == OF_MOVES


def _without_blanks(text: str) -> str:
    return BLANK.sub(lambda match: f" {match[2] or ''} ", text)


def _blank_faults(text: str, sure: frozenset[str]) -> Iterator[str]:
    for match in BLANK.finditer(text):
        id = match[1]
        if id not in specs() and id not in FIGURES:
            yield f"{{{id}}} is no answer and no figure"
        elif match[2] is None and id not in sure:
            yield f"{{{id}}} may be unknown: write {{{id}|words for that case}}"
    yield from stray_brace(text)


def stray_brace(text: str) -> Iterator[str]:
    """Yield what is wrong with a text that has a brace beside its blanks."""
    if re.search(r"[{}]", BLANK.sub("", text)):
        yield "a brace that opens or closes no blank"


def in_one_language(text: Text, rule: str, blanks_of: Callable[[str], set[str]]) -> Iterator[Finding]:
    """Yield that a text has blanks in one language which it lacks in the other."""
    english, chinese = (blanks_of(text.words[lang]) for lang in LANGS)
    if english != chinese:
        odd = ", ".join(sorted(f"{{{id}}}" for id in english ^ chinese))
        yield text.file.finding(text.where, rule, f"in one language only: {odd}")


def _answer_blanks(text: str) -> set[str]:
    return {match[1] for match in BLANK.finditer(text)}


def program_blanks(text: str) -> set[str]:
    """Return the blanks that the program fills in `text`; what is no blank counts as one named `?`."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}


def sure_at(around: tuple[Any, ...]) -> frozenset[str]:
    """Return the facts that are known wherever a text is shown: its condition and those around it ask for them."""
    conditions = [condition for thing in around if (condition := getattr(thing, "condition", None)) is not None]
    return frozenset().union(*map(_sure, conditions))


def _sure(condition: Condition) -> frozenset[str]:
    match condition:
        case Leaf(fact=fact, comparison=comparison, value=value):
            return frozenset() if comparison == "known" and not value else frozenset({fact})
        case Group(join="all", parts=parts):
            return frozenset.union(*map(_sure, parts))
        case Group(parts=parts):
            return frozenset.intersection(*map(_sure, parts))
    return frozenset()  # the opposite of a condition also holds where the question does not apply


def uncited(material: Material) -> Iterator[Finding]:
    """Yield texts with a figure in them that belong to nothing with sources."""
    for text in material.texts:
        if not text.file.id.startswith(FILLED) or _has_sources(text.around):
            continue
        for lang in LANGS:
            if DIGIT.search(_without_blanks(text.words[lang])):
                yield text.file.finding((*text.where, lang), "uncited", "a figure, and no sources around it")


def _has_sources(around: tuple[Any, ...]) -> bool:
    return any(getattr(thing, "sources", ()) or getattr(thing, "source", "") for thing in around)
