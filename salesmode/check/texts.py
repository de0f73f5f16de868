"""Whether every text reads in both languages, with its blanks filled and its figures vouched for."""

from __future__ import annotations

import contextlib
import re
import string
from collections.abc import Callable, Iterator
from typing import Any, Final

from salesmode.business.conditions import Condition, ConditionError, Group, Leaf, read_condition
from salesmode.business.facts import FIGURES
from salesmode.business.profile import specs
from salesmode.check.material import Material, walk
from salesmode.knowledge.files import Document, Finding, Where
from salesmode.knowledge.skeletons import PLACEHOLDER
from salesmode.report.wording import BLANK

LANGS: Final = ("en", "zh")
ALWAYS_KNOWN: Final = frozenset({"horizon_weeks", "currency"})
# Folders and files whose texts are filled with answers; those of the program are filled by the program.
FILLED: Final = ("plays/", "guards", "diagnosis", "industries/", "deciders", "capabilities")
BY_PROGRAM: Final = ("words", "interview", "calc")
SILENT: Final = ("examples/", "situations/", "currencies")
CHINESE: Final = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# What a Chinese reader does not take for a name or an abbreviation: a word of small letters.
FOREIGN: Final = re.compile(r"\b[a-z]{4,}\b")
DIGIT: Final = re.compile(r"\d")


def languages(material: Material) -> Iterator[Finding]:
    """Yield Chinese in an English text, and Chinese texts that are none."""
    for document, where, text in _texts(material):
        english, chinese = (_without_blanks(text[lang]) for lang in LANGS)
        if CHINESE.search(english):
            yield document.finding((*where, "en"), "language", "the English text holds Chinese")
        if FOREIGN.search(chinese) and not CHINESE.search(chinese):
            yield document.finding((*where, "zh"), "language", "the Chinese text holds no Chinese")


def unwritten(material: Material) -> Iterator[Finding]:
    """Yield what a new file leaves to its author, and nobody has written yet."""
    for document in material.documents.values():
        for where, node in walk(document.data):
            if node == PLACEHOLDER:
                spot = ".".join(map(str, where))
                yield document.finding(where, "unwritten", f"{spot}: nobody has written this yet ({PLACEHOLDER})")


def blanks(material: Material) -> Iterator[Finding]:
    """Yield blanks that no answer fills, that may stay empty, or that stand in one language only."""
    for document, where, text in _texts(material):
        name = document.name.removesuffix(".yaml")
        if name.startswith(FILLED):
            for lang in LANGS:
                sure = ALWAYS_KNOWN | _sure_at(document, where)
                for fault in _blank_faults(text[lang], sure):
                    yield document.finding((*where, lang), "placeholder", fault)
            yield from _same(document, where, text, "placeholder", _answer_blanks)
        elif name in BY_PROGRAM:
            yield from _same(document, where, text, "program-blank", program_blanks)


def _texts(material: Material) -> Iterator[tuple[Document, Where, dict[str, Any]]]:
    for name, document in material.documents.items():
        if name.startswith(SILENT):
            continue
        for where, node in walk(document.data):
            if isinstance(node, dict) and all(isinstance(node.get(lang), str) for lang in LANGS):
                yield document, where, node


def _without_blanks(text: str) -> str:
    return BLANK.sub(lambda match: f" {match[2] or ''} ", text)


def _blank_faults(text: str, sure: frozenset[str]) -> Iterator[str]:
    for match in BLANK.finditer(text):
        id = match[1]
        if id not in specs() and id not in FIGURES:
            yield f"{{{id}}} is no answer and no figure"
        elif match[2] is None and id not in sure:
            yield f"{{{id}}} may be unknown: write {{{id}|words for that case}}"
    if re.search(r"[{}]", BLANK.sub("", text)):
        yield "a brace that opens or closes no blank"


def _same(
    document: Document, where: Where, text: dict[str, Any], rule: str, blanks_of: Callable[[str], set[str]]
) -> Iterator[Finding]:
    english, chinese = (blanks_of(text[lang]) for lang in LANGS)
    if english != chinese:
        odd = ", ".join(sorted(f"{{{id}}}" for id in english ^ chinese))
        yield document.finding(where, rule, f"in one language only: {odd}")


def _answer_blanks(text: str) -> set[str]:
    return {match[1] for match in BLANK.finditer(text)}


def program_blanks(text: str) -> set[str]:
    """Return the blanks that the program fills in `text`; what is no blank counts as one named `?`."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}


def _sure_at(document: Document, where: Where) -> frozenset[str]:
    """The facts that are known wherever a text is shown: its own condition and those around it ask for them."""
    found: set[str] = set()
    node = document.data
    for key in (*where, None):
        if isinstance(node, dict) and "if" in node:
            with contextlib.suppress(ConditionError, KeyError):
                found |= _sure(read_condition(node["if"]))
        if key is not None:
            node = node[key]
    return frozenset(found)


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
    for document, where, text in _texts(material):
        name = document.name.removesuffix(".yaml")
        if not name.startswith(FILLED) or _has_sources(document, where):
            continue
        for lang in LANGS:
            if DIGIT.search(_without_blanks(text[lang])):
                yield document.finding((*where, lang), "uncited", "a figure, and no sources around it")


def _has_sources(document: Document, where: Where) -> bool:
    """Whether the text or a thing around it, short of the whole file, rests on sources."""
    node, found = document.data, False
    for key in where:
        node = node[key]
        if isinstance(node, dict) and (node.get("sources") or node.get("source")):
            found = True
    return found or bool(isinstance(document.data, dict) and document.data.get("sources"))
