"""Whether trades and ways of selling name what exists, and whether a plan holds words of another trade."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from salesmode.business.profile import specs
from salesmode.business.vocabulary import NUMBERS, Way
from salesmode.check.figures import Owners, blank_faults, fillable_of
from salesmode.check.material import LANGS, OF_MOVES, Material
from salesmode.check.moves import unknown
from salesmode.knowledge.files import Finding
from salesmode.knowledge.industries import Industry
from salesmode.knowledge.moves import Move
from salesmode.knowledge.parts import APART, part_of
from salesmode.knowledge.spotting import holds


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
    trades = [(file, pack) for file, pack in material.under("industries") if pack.extends is None]
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


def foreign(pack: Industry | None, text: str, own: str) -> list[str]:
    """Return words of other trades that a plan for this one holds, those in the owner's `own` words left aside."""
    if pack is None:
        return []
    return [word for word in pack.foreign.both if holds(text, word) and not holds(own, word)]
