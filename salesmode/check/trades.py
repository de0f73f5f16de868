"""Whether trades and ways of selling name what exists, and whether a plan holds words of another trade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, get_args

from salesmode.business.profile import specs
from salesmode.business.shapes import Lang
from salesmode.business.vocabulary import NUMBERS, Way
from salesmode.check.figures import Owners, blank_faults, fillable_of
from salesmode.check.material import LANGS, OF_MOVES, Material, texts_in
from salesmode.check.moves import unknown
from salesmode.knowledge.files import Finding, Where
from salesmode.knowledge.industries import Industry
from salesmode.knowledge.moves import Move
from salesmode.knowledge.parts import APART, part_of
from salesmode.knowledge.skeletons import PLACEHOLDER
from salesmode.knowledge.spotting import held, holds
from salesmode.report.wording import ROLE

TRADES: Final = "industries"
LISTS: Final = ("know", "foreign")  # words that are looked for in offers and in plans of either language
SAID: Final = {"en": "English", "zh": "Chinese"}


def named(material: Material) -> Iterator[Finding]:
    """Yield trades, moves, nouns and answers that a trade names and nobody wrote."""
    moves = {move.id for _, move in material.under("moves")}
    trades = {pack.id for _, pack in material.packs}
    ways = set(get_args(Way))
    for file, pack in material.packs:
        base = () if pack.extends is None else (pack.extends,)
        yield from unknown(file, ("extends",), base, trades - ways, "trade", listed=False)
        for place, one in enumerate(pack.elsewhere):
            yield from unknown(file, ("elsewhere", place, "to"), (one.to,), trades, "trade", listed=False)
        for place, one in enumerate(pack.ranges):
            if one.answer not in specs() or specs()[one.answer].kind not in NUMBERS:
                yield file.finding(("ranges", place), "unknown-answer", f"'{one.answer}' is no answer that is a number")
        yield from unknown(file, (OF_MOVES,), pack.first, moves, "move", listed=False)
        yield from unknown(file, ("nouns",), pack.nouns, material.thing("nouns") or (), "noun", listed=False)


def leaders(material: Material) -> Iterator[Finding]:
    """Yield families of several trades, variants aside, that not exactly one leads, and leaders that are not of it."""
    trades = [(file, pack) for file, pack in material.under(TRADES) if pack.extends is None]
    for family in sorted({family for _, pack in trades for family in pack.families}):
        members = [(file, pack) for file, pack in trades if family in pack.families]
        leading = [pack.id for _, pack in members if family in pack.leads]
        if len(members) > 1 and len(leading) != 1:
            found = " and ".join(leading) or "none"
            what = f"of the trades of '{family}' exactly one leads, not {found}: `leads: [{family}]`"
            yield members[0][0].finding(("families",), "leader", what)
    for file, pack in trades:
        for family in set(pack.leads) - set(pack.families):
            yield file.finding(("leads",), "leader", f"'{pack.id}' leads '{family}' and is not of it")


def blanks(material: Material) -> Iterator[Finding]:
    """Yield blanks in a trade's words for a move that the move cannot fill there."""
    owners = Owners(material)
    for text in material.texts:
        move = owners.of(text.file.id, text.where) if part_of(text.file.id) in APART else None
        if not isinstance(move, Move):
            continue
        may_be, sure = fillable_of(move, text, material)
        for lang in LANGS:
            for fault in blank_faults(text.words[lang], may_be, sure, material):
                yield text.file.finding((*text.where, lang), "placeholder", fault)


def nouns(material: Material) -> Iterator[Finding]:
    """Yield nouns that a trade does not name, nor the one it extends; of a way, those of which it names one number.

    A way is laid over a trade, and what it leaves out is that trade's. Roles have a word that fits all.
    """
    known: Mapping[str, str] = material.thing("nouns") or {}
    asked = [id for id in known if not id.startswith(ROLE)]
    trades = {file.id for file, _ in material.under(TRADES)}
    for file, pack in material.packs:
        named = _whole(pack, material, "en").nouns
        missing = [id for id in asked if id not in named and (file.id in trades or _other_number(id, known) in named)]
        if missing:
            what = f"this trade has no word for {', '.join(missing)}: nouns.yaml says what each is"
            yield file.finding(("nouns",), "missing-noun", what)


def _other_number(id: str, known: Mapping[str, str]) -> str | None:
    """The noun that names the same thing once, or several times."""
    stem = re.sub(r"(ies|y|s)$", "", id)
    return next((other for other in known if other != id and re.sub(r"(ies|y|s)$", "", other) == stem), None)


def one_language(material: Material) -> Iterator[Finding]:
    """Yield lists of words of one language only: an offer or a plan in the other is not read by them."""
    for file, pack in material.packs:
        for key in LISTS:
            lacking = [lang for lang in LANGS if not getattr(getattr(pack, key), lang)]
            if len(lacking) == 1:
                yield file.finding((key,), "language", f"'{key}' has no {SAID[lacking[0]]} words")


def foreign_said(material: Material) -> Iterator[Finding]:
    """Yield words of other trades in the texts of a trade that no plan for it may hold, those it inherits included."""
    for file, pack in material.packs:
        for lang in LANGS:
            for where, word in _foreign_in(_whole(material.things[lang][file.id], material, lang)):
                what = f"'{word}' is a word of another trade than {pack.title}: 'foreign' lists it"
                yield file.finding((*where, lang), "foreign-word", what)


def _foreign_in(pack: Industry) -> Iterator[tuple[Where, str]]:
    texts = [(where, words) for where, words, _ in texts_in(pack)]
    for word in foreign(pack, "\n".join(words for _, words in texts), ""):
        if word != PLACEHOLDER:
            yield from ((where, word) for where, words in texts if holds(words, word))


def _whole(pack: Industry, material: Material, lang: Lang) -> Industry:
    """A trade with what it takes from the one it extends."""
    base = material.things[lang].get(f"{TRADES}/{pack.extends}")
    return pack.extending(base) if base is not None else pack


def foreign(pack: Industry | None, text: str, own: str) -> list[str]:
    """Return words of other trades that a plan for this one holds, those in the owner's `own` words left aside."""
    if pack is None:
        return []
    found = held(text, pack.foreign.both)
    owned = held(own, found)
    return [word for word in found if word not in owned]
