"""Whether what a move brings rests on what it says: a study, a published figure, counts of the business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from salesmode.business.formula import names_in
from salesmode.check.material import Material
from salesmode.check.references import JUDGED
from salesmode.knowledge.files import Finding
from salesmode.knowledge.moves import Effect
from salesmode.knowledge.terms import Source

STUDIES: Final = ("paper", "survey")


def backed(material: Material) -> Iterator[Finding]:
    """Yield ranges that name no source of the kind they claim, or claim counts that they do not use."""
    sources: Mapping[str, Source] | None = material.thing("sources")
    for file, move in material.under("moves") if sources is not None else ():
        for index, effect in enumerate(move.effects):
            lacking = _lacking(effect, sources or {})
            if lacking:
                what = f"evidence is '{effect.evidence}', but {lacking}"
                yield file.finding(("effects", index, "evidence"), "evidence", what)


def _lacking(effect: Effect, sources: Mapping[str, Source]) -> str:
    """What a range lacks of that which it claims to rest on; empty where nothing is."""
    kinds = {sources[id].kind for id in effect.sources if id in sources}
    if effect.evidence == "study" and not kinds.intersection(STUDIES):
        return "its sources name no study: one of kind paper or survey"
    if effect.evidence == "published" and not kinds.difference(JUDGED):
        return "its sources name nothing that was published"
    if effect.evidence == "counts" and not any(names_in((*effect.part, *(effect.amount or ())))):
        return "neither 'part' nor 'amount' names anything that the business counts"
    if effect.evidence == "estimate" and "judgement" not in kinds:
        return "its sources do not say judgement"
    return ""
