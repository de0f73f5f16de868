"""What the numbers say: do the answers agree, where does the baseline end, what is each lever worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesmode.business.contradictions import contradictions_of
from salesmode.engine.business import Business
from salesmode.engine.sizing.benchmarks import benchmarks_for, stated_facts
from salesmode.engine.sizing.consistency import MISMATCH_INPUTS, Mismatch, mismatches_of
from salesmode.engine.sizing.gap_analysis import GAP_INPUTS, GapAnalysis, analysed_gap
from salesmode.engine.sizing.inputs import LEVER_INPUTS
from salesmode.engine.sizing.levers import LeverWorth, price_levers
from salesmode.engine.sizing.needs import Need, needs_of
from salesmode.engine.sizing.scenarios import Rule, Scenario, rules_of, scenarios_of
from salesmode.engine.sizing.sellers import Sellers, full_in, sellers_of
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
    "Need",
    "Rule",
    "Scenario",
    "Sellers",
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


def size(business: Business, library: Library, benchmarks: bool = True, *, told: bool = True) -> Sizing:
    """Return what the numbers of a business say. What cannot be computed is `None`, never a guess.

    Without `benchmarks` no figure of other businesses is looked at. What is not to be `told` is without all that only
    a reader needs: what contradicts, what moves the year, what one answer more would give.
    """
    profile, diagnosis, economy = business.profile, business.diagnosis, business.economy
    settings = library.settings.sizing
    levers = price_levers(economy.whole, diagnosis, library, economy.segments)
    gap_analysis = analysed_gap(economy.whole, levers, settings.doubtful_growth)
    workday = library.currencies.workday.get(profile.currency or "")
    uncovered = gap_analysis.uncovered_share if gap_analysis else None
    others = benchmarks_for(stated_facts(profile, diagnosis.facts), library) if benchmarks else ()
    facts = diagnosis.facts if uncovered is None else {**diagnosis.facts, "uncovered_share": uncovered}
    return Sizing(
        contradictions=contradictions_of(economy) if told else (),
        mismatches=mismatches_of(economy.whole, settings.tolerance),
        gap_analysis=gap_analysis,
        levers=levers,
        segment_levers=tuple(lever for part in economy.segments for lever in price_levers(part, diagnosis, library)),
        unit_economics=unit_economics_of(profile, diagnosis.facts, library.diagnosis.economics.motions, workday),
        targets=targets(economy.whole),
        sensitivity=sensitivity_of(economy, settings.sensitivity_step) if told else (),
        facts=facts,
        benchmarks=others,
        scenarios=scenarios_of(economy, others) if told else (),
        rules=rules_of(economy) if told else (),
        needs=needs_of(economy.whole) if told else (),
        sellers=sellers_of(economy.whole, workday),
        full_in=full_in(economy.whole),
    )
