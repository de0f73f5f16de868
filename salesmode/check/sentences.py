"""Whether every sentence of a move, a finding or the page can be read once and understood."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from salesmode.business.conditions import leaves
from salesmode.business.shapes import Lang
from salesmode.check.material import LANGS, OF_MOVES, Material, Text
from salesmode.knowledge.files import Finding
from salesmode.knowledge.parts import APART, part_of
from salesmode.knowledge.sentences import Avoided, SentenceRules
from salesmode.knowledge.skeletons import PLACEHOLDER
from salesmode.knowledge.verbs import has_verb

RULES: Final = "settings/sentences"
READ: Final = ("moves", "findings", "guards", "sorters", "nouns", "page")
# Printed beside the plan, in tables and pages of their own: read for their words and the length of sentences alone.
BESIDE: Final = (
    "plays", "diagnosis", "buying_center", "capabilities", "quantities", "words", "explain", "compare", "track",
)  # fmt: skip
OF_BESIDE: Final = ("wording", "long-sentence")
OF_TRADES: Final = (OF_MOVES, "leak", "leave", "mistake", "never")  # of a trade: what is said in sentences
TITLE: Final = ("title",)
NAMES: Final = (TITLE, ("measure", "name"))  # of a move: what is a name and no sentence
OWN_NAMES: Final = (TITLE, ("measure",))  # of a move in a trade's words
BLANK: Final = re.compile(r"\{[^{}|]*(?:\|([^{}]*))?\}")
STAND_IN: Final = {"en": "X", "zh": "某"}
ENDS: Final = {"en": re.compile(r"[.!?][\"'”’)]*$"), "zh": re.compile(r"[。！？][”’」』）]*$")}
SPLIT: Final = {"en": re.compile(r"(?<=[.!?])[\"'”’)]*\s+"), "zh": re.compile(r"(?<=[。！？])(?![。！？”’」』）])")}
COLONS: Final = {"en": re.compile(r":(?=\s|$)"), "zh": re.compile(r"：|:(?=\s|$)")}
HALF_WIDTH: Final = re.compile(r"[\u4e00-\u9fff](?:[,;:!?.](?=\s*(?:[\u4e00-\u9fff]|$))|\()")
COUNTED: Final = {"en": re.compile(r"\S*\w\S*"), "zh": re.compile(r"\S")}
CODE: Final = re.compile(r"`[^`]*`")
STEP: Final = {"en": re.compile(r"\bstep (\d)", re.IGNORECASE), "zh": re.compile(r"第([一二三四五六])步")}
NUMERALS: Final = "〇一二三四五六"
LEAST_VERBED = 3  # words: less is an exclamation
STOP: Final = {"en": ".", "zh": "。"}
UNIT: Final = {"en": "words", "zh": "characters"}


class Said(NamedTuple):
    """A text in one language: its sentences with a stand-in for every blank."""

    lang: Lang
    plain: str
    sentences: tuple[str, ...]


def sentences(material: Material) -> Iterator[Finding]:
    """Yield sentences that are too long, lack a verb, hold words of ours, have two colons, or do not end; long titles.

    Not read are drafts, which nobody sees, the titles and notes of sources, and the questions with what answers them.
    """
    rules: SentenceRules | None = material.thing(RULES)
    if rules is None:
        return
    for text in material.texts:
        whole, part = _is_read(text), part_of(text.file.id)
        if (whole or part in (*BESIDE, *APART)) and PLACEHOLDER not in text.words.values():
            said = {lang: _said(text.words[lang], lang, rules) for lang in LANGS}
            for lang in LANGS:
                for rule, what in _faults(said[lang], text, rules):
                    if whole or rule in OF_BESIDE:
                        yield text.file.finding((*text.where, lang), rule, what)
            yield from _ends(text, said["en"], said["zh"]) if whole else ()


def _is_read(text: Text) -> bool:
    part = part_of(text.file.id)
    return part in READ or (part in APART and text.where[0] in OF_TRADES)


def unknown_steps(material: Material) -> Iterator[Finding]:
    """Yield texts of a move that name a step by a number that not every business sees."""
    moves = {file.id: move for file, move in material.under("moves")}
    for text in material.texts:
        if move := moves.get(text.file.id):
            sure = next((place for place, step in enumerate(move.steps) if step.condition), len(move.steps))
            for lang in LANGS:
                for named in STEP[lang].findall(text.words[lang]):
                    if (NUMERALS.index(named) if named in NUMERALS else int(named)) > sure:
                        what = f"step {named} is not the same for everybody: {sure} come before the first 'if'"
                        yield text.file.finding((*text.where, lang), "unknown-step", what)


def few_steps(material: Material) -> Iterator[Finding]:
    """Yield moves of which too few steps hold for everybody."""
    rules: SentenceRules | None = material.thing(RULES)
    if rules is None:
        return
    for file, move in material.under("moves"):
        count = sum(step.condition is None for step in move.steps)
        if count < rules.steps:
            what = f"{count} steps hold for everybody, where {rules.steps} should: the others have an 'if'"
            yield file.finding(("steps",), "few-steps", what)


def _said(words: str, lang: Lang, rules: SentenceRules) -> Said:
    stand_in = STAND_IN[lang] * getattr(rules.blank, lang)
    plain = BLANK.sub(lambda match: max(match[1] or "", stand_in, key=len), CODE.sub(stand_in, words)).strip()
    return Said(lang, plain, tuple(one.strip() for one in SPLIT[lang].split(plain) if one.strip()))


def _faults(said: Said, text: Text, rules: SentenceRules) -> Iterator[tuple[str, str]]:
    if text.where[-1:] == TITLE:
        yield from _length(said.plain, said.lang, getattr(rules.title, said.lang), "long-title", "a title")
    else:
        for sentence in said.sentences:
            most = getattr(rules.longest, said.lang)
            yield from _length(sentence, said.lang, most, "long-sentence", "a sentence")
            if len(COLONS[said.lang].findall(sentence)) > 1:
                yield "colons", f"two colons in one sentence: {_short(sentence)}"
    if said.lang == "zh" and (found := HALF_WIDTH.search(said.plain)):
        yield "half-width", f"'{found[0]}': between Chinese characters punctuation is full-width: ，。；：？！（）"
    if said.lang == "en" and (_is_sentence(text) or _is_title(text)) and not _is_spoken(text):
        yield from _verbless(said, rules)
    for avoided in _looked_for(text, said.lang, rules):
        yield from _avoided(said, avoided)


def _looked_for(text: Text, lang: Lang, rules: SentenceRules) -> list[Avoided]:
    """What is looked for in a text: there, as it is said, and not behind a condition that allows it."""
    of_trade, elsewhere = part_of(text.file.id) in APART, "written" if _is_spoken(text) else "spoken"
    asked = {leaf.fact for thing in text.around if (one := getattr(thing, "condition", None)) for leaf in leaves(one)}
    return [
        one for one in rules.avoided
        if one.lang == lang and one.at != elsewhere
        and not (of_trade and (one.ours or one.unless)) and asked.isdisjoint(one.unless)
    ]  # fmt: skip


def _verbless(said: Said, rules: SentenceRules) -> Iterator[tuple[str, str]]:
    for sentence in said.sentences:
        words = [word.strip("\"'“”‘’.,:;!?()–").lower() for word in sentence.split()]
        if len(words) >= LEAST_VERBED and not has_verb(words, rules.verbs, rules.irregular):
            yield "no-verb", f"a sentence without a verb: {_short(sentence)}"


def _length(words: str, lang: Lang, most: int, rule: str, what: str) -> Iterator[tuple[str, str]]:
    count = len(COUNTED[lang].findall(words))
    if count > most:
        yield rule, f"{what} of {count} {UNIT[lang]}, where {most} are the most: {_short(words)}"


def _avoided(said: Said, avoided: Avoided) -> Iterator[tuple[str, str]]:
    pattern = _pattern(avoided)
    for sentence in said.sentences:
        found = pattern.search(sentence)
        if found is not None:
            yield "wording", f"'{found[0].strip()}': {avoided.why}"


@functools.cache
def _pattern(avoided: Avoided) -> re.Pattern[str]:
    if avoided.shape is not None:
        return re.compile(avoided.shape, re.IGNORECASE)
    ways = "|".join(re.escape(word).replace("…", "[^,，;；]*?") for word in avoided.words)
    bounded = rf"(?<![\w-])(?:{ways})(?![\w-])" if avoided.lang == "en" else f"(?:{ways})"
    return re.compile(rf"^[\"'“‘(]*{bounded}" if avoided.at == "first" else bounded, re.IGNORECASE)


def _ends(text: Text, english: Said, chinese: Said) -> Iterator[Finding]:
    """A sentence ends with a stop in both languages; what is none (a heading, a cell) in neither."""
    ended = {said.lang: bool(ENDS[said.lang].search(said.plain)) for said in (english, chinese)}
    for lang, has_ended in ended.items():
        if not has_ended and (_is_sentence(text) or any(ended.values())):
            what = f"a sentence without its full stop ({STOP[lang]})"
            yield text.file.finding((*text.where, lang), "full-stop", what)


def _is_sentence(text: Text) -> bool:
    return part_of(text.file.id) in ("moves", "findings", *APART) and not _is_name(text)


def _is_title(text: Text) -> bool:
    """Whether a text is the title of a move, which says what to do."""
    part = part_of(text.file.id)
    return (part == "moves" and text.where == TITLE) or (part in APART and text.where[2:] == TITLE)


def _is_name(text: Text) -> bool:
    """Whether a text of a move or a finding is a name that stands in a table or in a sentence."""
    part = part_of(text.file.id)
    return (part == "moves" and text.where in NAMES) or (part in APART and text.where[2:] in OWN_NAMES)


def _is_spoken(text: Text) -> bool:
    part = part_of(text.file.id)
    return (part == "moves" and text.where[0] == "words") or (part in APART and text.where[2:3] == ("words",))


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 60 else f"{sentence[:57]}..."
