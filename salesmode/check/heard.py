"""What owners give and nothing hears: answers that no advice rests on, and sentences that their own concern misses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from salesmode.business.conditions import QUANTITY, leaves
from salesmode.business.facts import MADE_OF
from salesmode.business.formula import names_in
from salesmode.business.profile import ANSWERS
from salesmode.business.quantities import Quantity, factor
from salesmode.check.figures import formulas_of, things
from salesmode.check.material import LANGS, Material
from salesmode.engine.next_questions.behind import AROUND
from salesmode.knowledge.counting import written
from salesmode.knowledge.files import Finding, KnowledgeFile, Where
from salesmode.knowledge.moves import Concern
from salesmode.knowledge.noting import NotesReader
from salesmode.knowledge.parts import part_of
from salesmode.knowledge.terms import Phrases

NOTES: Final = "settings/notes"
ADVICE: Final = frozenset({"moves", "findings", "guards", "sorters", "diagnosis"})
# What other parts of a plan are made of, and why no condition needs to name it.
READ_ELSEWHERE: Final[Mapping[str, str]] = {
    "name": "the title of the plan",
    "offer": "the trade is recognised by it",
    "notes": "the figures in them are answers",
    "language": "the words of the plan",
    "currency": "the money of the plan, and what is much of it",
    "capability": "the diagnosis of what the team can do",
    "maturity": "moves of a play up to that stage are in place",
    "segments": "each is a part of the business with findings and moves of its own",
    "scarce_side": "the way of selling of a platform",
}


def heard(material: Material) -> Iterator[Finding]:
    """Yield the answers that neither a rule of advice nor what such a rule counts with is made of."""
    asked, file = material.thing("questions"), material.files.get("questions")
    if asked is None or file is None:
        return
    known = _answers_of(_named(material), material)
    for id, words in asked.answers.items():
        if id in ANSWERS and id not in known and id not in READ_ELSEWHERE and not words.unread:
            what = f"no finding, move, guard or figure of one is made of '{id}': what follows from it is not said"
            yield file.finding(("answers", id), "unheard", what)


def examples(material: Material) -> Iterator[Finding]:
    """Yield the concerns that do not hear the sentence they are said by, or that another one is answered before."""
    rules, files = material.thing(NOTES), [*material.under("concerns")]
    if rules is None:
        return
    reader = NotesReader(rules, [one for _, few in files for one in few])
    for file, _ in files:
        for lang in LANGS:
            for index, concern in enumerate(material.things[lang][file.id]):
                what = _misheard(concern, reader)
                if what is not None:
                    yield file.finding((index, "said", lang), "misheard", what)


def phrases(material: Material) -> Iterator[Finding]:
    """Yield the phrases for answers that no sentence holds, because notes are read with their numerals as digits."""
    for where, node in material.nodes.get(NOTES, ()):
        if isinstance(node, Phrases):
            yield from _unfound(material.files[NOTES], where, node)


def _unfound(file: KnowledgeFile, where: Where, words: Phrases) -> Iterator[Finding]:
    for lang in LANGS:
        for index, phrase in enumerate(getattr(words, lang)):
            if (as_read := written(phrase)) != phrase:
                what = f"'{phrase}' is in no sentence as notes are read: write '{as_read}'"
                yield file.finding((*where, lang, index), "unfound", what)


def _misheard(concern: Concern, reader: NotesReader) -> str | None:
    """Return what is wrong with how the sentence of a concern is heard, `None` where nothing is."""
    heard = [one.concern for one in reader.read(concern.said).heard]
    if concern.id not in [one.id for one in heard]:
        return f"'{concern.id}' does not hear this: no phrase of one of its 'words' is in it, or one of its 'unless' is"
    first = max(heard, key=lambda one: len(one.words))
    if first.id == concern.id:
        return None
    return f"'{first.id}' is answered here, not '{concern.id}': give it an 'unless', or this one more 'words'"


def _named(material: Material) -> set[str]:
    """Every fact that advice asks for or counts with."""
    named = {
        leaf.fact
        for file, _, condition in material.conditions
        if part_of(file.id) in ADVICE
        for leaf in leaves(condition)
    }
    for _, _, thing in things(material):
        for one in formulas_of(thing):
            named |= set(names_in(one.formula))
    return {name.removeprefix(QUANTITY) for name in named}


def _answers_of(named: set[str], material: Material) -> frozenset[str]:
    """Return the answers behind facts: themselves, through figures, through quantities and what makes these."""
    quantities: Mapping[str, Quantity] = material.thing("quantities") or {}
    made_of: dict[str, set[str]] = {}
    for identity in material.thing("identities") or ():
        parts = {one for term in identity.terms if (one := factor(term).quantity) is not None}
        for id in {identity.of, identity.id, identity.id.partition("_by_")[0]} & quantities.keys():
            made_of.setdefault(id, set()).update(parts)
    seen: set[str] = set()
    waiting = list(named)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        waiting += made_of.get(name, ())
        waiting += [read.answer for read in quantities[name].read] if name in quantities else []
        waiting += [*MADE_OF.get(name, ()), *AROUND.get(name, ())]
    return frozenset(seen)
