"""What the numbers say: do the answers agree, what does today's run end at, what is each lever worth."""

from __future__ import annotations

from salesmode.benchmark import benchmarks_for, money_barred, stated_facts
from salesmode.diagnose import Diagnosis
from salesmode.library import Library
from salesmode.profile import Profile
from salesmode.weigh.coverage import Coverage, cover
from salesmode.weigh.levers import LeverWorth, Range, price_levers
from salesmode.weigh.reconcile import Disagreement, reconcile
from salesmode.weigh.runs import run_of
from salesmode.weigh.targets import Target, targets
from salesmode.weigh.tornado import Swing, tornado
from salesmode.weigh.viability import Viability, viable
from salesmode.weigh.weighing import Weighing

__all__ = ["Coverage", "Disagreement", "LeverWorth", "Range", "Swing", "Target", "Viability", "Weighing", "weigh"]


def _pulls(priced: list[LeverWorth]) -> dict[str, float]:
    worths = {lever.id: max(0.0, lever.worth.mid) for lever in priced if lever.worth is not None}
    most = max(worths.values(), default=0.0)
    return {id: worth / most for id, worth in worths.items()} if most else {}


def weigh(profile: Profile, diagnosis: Diagnosis, library: Library, benchmarks: bool = True) -> Weighing:
    """Return what the numbers of `profile` say. What cannot be computed is `None`, never a guess.

    Without `benchmarks` no figure of other businesses is looked at.
    """
    run = run_of(profile, diagnosis.facts)
    others = benchmarks_for(stated_facts(profile, diagnosis.facts), library) if benchmarks else ()
    usable = () if money_barred(diagnosis.facts, library) else others
    levers = price_levers(profile, diagnosis, run, library, usable)
    priced = [lever for lever in levers if lever.worth is not None]
    coverage = cover(profile, run)
    workday = library.currencies.workday.get(profile.currency or "")
    known = {"uncovered_share": coverage.gap / coverage.target} if coverage and coverage.gap and coverage.target else {}
    return Weighing(
        agreement=reconcile(profile, run, library.index["choice"]["tolerance"]),
        coverage=coverage,
        levers=levers,
        bottleneck=priced[0].id if priced else None,
        pulls=_pulls(priced),
        viability=viable(profile, diagnosis.facts, library.index["diagnosis"]["economics"]["motions"], workday),
        targets=targets(profile, run),
        tornado=tornado(profile, run, diagnosis.facts, library.index["choice"]["tornado_step"]),
        facts={**diagnosis.facts, **known},
        benchmarks=others,
    )
