"""What the numbers say: do the answers agree, where does the baseline end, what is each lever worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesmode.engine.business import Business
from salesmode.engine.sizing.baseline import baseline_of
from salesmode.engine.sizing.benchmarks import benchmarks_for, money_barred, stated_facts
from salesmode.engine.sizing.consistency import MISMATCH_INPUTS, Mismatch, mismatches_of
from salesmode.engine.sizing.gap_analysis import GAP_INPUTS, GapAnalysis, analysed_gap
from salesmode.engine.sizing.levers import LEVER_INPUTS, LeverWorth, Range, price_levers
from salesmode.engine.sizing.sensitivity import Sensitivity, sensitivity_of
from salesmode.engine.sizing.sizing import Sizing
from salesmode.engine.sizing.targets import TARGET_INPUTS, Target, targets
from salesmode.engine.sizing.unit_economics import UNIT_ECONOMICS_INPUTS, UnitEconomics, unit_economics_of
from salesmode.knowledge.library import Library

__all__ = [
    "INPUTS",
    "GapAnalysis",
    "LeverWorth",
    "Mismatch",
    "Range",
    "Sensitivity",
    "Sizing",
    "Target",
    "UnitEconomics",
    "size",
]

# The answers that the parts of a sizing are made of, those that only stand in for another one included.
INPUTS: Final[Mapping[str, frozenset[str]]] = {
    "mismatches": MISMATCH_INPUTS,
    "gap_analysis": GAP_INPUTS,
    "levers": LEVER_INPUTS,
    "unit_economics": UNIT_ECONOMICS_INPUTS,
    "targets": TARGET_INPUTS,
}


def _relative_worth(priced: list[LeverWorth]) -> dict[str, float]:
    worths = {lever.id: max(0.0, lever.worth.mid) for lever in priced if lever.worth is not None}
    most = max(worths.values(), default=0.0)
    return {id: worth / most for id, worth in worths.items()} if most else {}


def size(business: Business, library: Library, benchmarks: bool = True) -> Sizing:
    """Return what the numbers of a business say. What cannot be computed is `None`, never a guess.

    Without `benchmarks` no figure of other businesses is looked at.
    """
    profile, diagnosis = business.profile, business.diagnosis
    baseline = baseline_of(profile, diagnosis.facts)
    others = benchmarks_for(stated_facts(profile, diagnosis.facts), library) if benchmarks else ()
    usable = () if money_barred(diagnosis.facts, library) else others
    levers = price_levers(profile, diagnosis, baseline, library, usable)
    priced = [lever for lever in levers if lever.worth is not None]
    gap_analysis = analysed_gap(profile, baseline)
    workday = library.currencies.workday.get(profile.currency or "")
    uncovered = gap_analysis.uncovered_share if gap_analysis else None
    return Sizing(
        mismatches=mismatches_of(profile, baseline, library.settings.sizing.tolerance),
        gap_analysis=gap_analysis,
        levers=levers,
        bottleneck=priced[0].id if priced else None,
        relative_worth=_relative_worth(priced),
        unit_economics=unit_economics_of(profile, diagnosis.facts, library.diagnosis.economics.motions, workday),
        targets=targets(profile, baseline),
        sensitivity=sensitivity_of(profile, baseline, diagnosis.facts, library.settings.sizing.sensitivity_step),
        facts=diagnosis.facts if uncovered is None else {**diagnosis.facts, "uncovered_share": uncovered},
        benchmarks=others,
    )
