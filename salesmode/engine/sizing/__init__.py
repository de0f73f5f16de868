"""What the numbers say: do the answers agree, what does today's run end at, what is each lever worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesmode.engine.business import Business
from salesmode.engine.sizing.baseline import run_of
from salesmode.engine.sizing.benchmarks import benchmarks_for, money_barred, stated_facts
from salesmode.engine.sizing.consistency import AGREEMENT_INPUTS, Disagreement, reconcile
from salesmode.engine.sizing.gap_analysis import COVERAGE_INPUTS, Coverage, cover
from salesmode.engine.sizing.levers import LEVER_INPUTS, LeverWorth, Range, price_levers
from salesmode.engine.sizing.sensitivity import Swing, tornado
from salesmode.engine.sizing.sizing import Weighing
from salesmode.engine.sizing.targets import TARGET_INPUTS, Target, targets
from salesmode.engine.sizing.unit_economics import VIABILITY_INPUTS, Viability, viable
from salesmode.knowledge.library import Library

__all__ = [
    "INPUTS",
    "Coverage",
    "Disagreement",
    "LeverWorth",
    "Range",
    "Swing",
    "Target",
    "Viability",
    "Weighing",
    "weigh",
]

# The answers that the parts of a weighing are made of, those that only stand in for another one included.
INPUTS: Final[Mapping[str, frozenset[str]]] = {
    "agreement": AGREEMENT_INPUTS,
    "coverage": COVERAGE_INPUTS,
    "levers": LEVER_INPUTS,
    "viability": VIABILITY_INPUTS,
    "targets": TARGET_INPUTS,
}


def _pulls(priced: list[LeverWorth]) -> dict[str, float]:
    worths = {lever.id: max(0.0, lever.worth.mid) for lever in priced if lever.worth is not None}
    most = max(worths.values(), default=0.0)
    return {id: worth / most for id, worth in worths.items()} if most else {}


def weigh(business: Business, library: Library, benchmarks: bool = True) -> Weighing:
    """Return what the numbers of a business say. What cannot be computed is `None`, never a guess.

    Without `benchmarks` no figure of other businesses is looked at.
    """
    profile, diagnosis = business.profile, business.diagnosis
    run = run_of(profile, diagnosis.facts)
    others = benchmarks_for(stated_facts(profile, diagnosis.facts), library) if benchmarks else ()
    usable = () if money_barred(diagnosis.facts, library) else others
    levers = price_levers(profile, diagnosis, run, library, usable)
    priced = [lever for lever in levers if lever.worth is not None]
    coverage = cover(profile, run)
    workday = library.currencies.workday.get(profile.currency or "")
    uncovered = coverage.uncovered_share if coverage else None
    return Weighing(
        agreement=reconcile(profile, run, library.settings.sizing.tolerance),
        coverage=coverage,
        levers=levers,
        bottleneck=priced[0].id if priced else None,
        pulls=_pulls(priced),
        viability=viable(profile, diagnosis.facts, library.diagnosis.economics.motions, workday),
        targets=targets(profile, run),
        tornado=tornado(profile, run, diagnosis.facts, library.settings.sizing.sensitivity_step),
        facts=diagnosis.facts if uncovered is None else {**diagnosis.facts, "uncovered_share": uncovered},
        benchmarks=others,
    )
