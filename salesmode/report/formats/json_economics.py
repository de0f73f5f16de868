"""What the numbers of a plan say, as data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from salesmode.business.contradictions import Contradiction
from salesmode.business.economy import PartEconomy
from salesmode.business.span import Span
from salesmode.engine.ground import WHOLE
from salesmode.engine.moves.effects import Cases
from salesmode.engine.plan import Plan
from salesmode.engine.sizing import LeverWorth, Mismatch, Need, Rule, Scenario
from salesmode.knowledge.tables import Benchmark
from salesmode.report.formats.json_moves import cases_data
from salesmode.report.numbers import money, rate
from salesmode.report.quantities import because_text, missing_text
from salesmode.report.sections.benchmarks import reported
from salesmode.report.sections.levers import STATED_AS, contradiction_text, mismatch_text
from salesmode.report.wording import Words

if TYPE_CHECKING:  # the types need Pydantic, which no plan waits for
    from salesmode.report.formats.json_types.economics import (
        AgreementData,
        BenchmarkData,
        BottleneckData,
        CoverageData,
        EconomicsData,
        LeverData,
        NeedData,
        QuantityData,
        RuleData,
        ScenarioData,
        SegmentEconomicsData,
    )
    from salesmode.report.formats.json_types.values import RangeData


def economics_data(plan: Plan, words: Words, quantities: bool = True) -> EconomicsData:
    """Return what the numbers of a plan say; without `quantities` those of no part are listed."""
    sizing = plan.sizing
    return {
        "agreement": [
            *(_mismatch(pair, words) for pair in sizing.mismatches),
            *(_contradiction(item, plan, words) for item in sizing.contradictions),
        ],
        "segments": [_part(part, plan, words) for part in plan.business.economy.parts if quantities],
        "needs": [_need(need) for need in sizing.needs],
        "rules": [_rule(rule) for rule in sizing.rules],
        "scenarios": [_scenario(scenario) for scenario in sizing.scenarios],
        "coverage": _coverage(plan),
        "bottleneck": _bottleneck(plan),
        "levers": [_lever(lever, plan) for lever in _levers(plan)],
        "benchmarks": [_benchmark(benchmark) for benchmark in sizing.benchmarks],
        "viability": [
            {
                "motion": item.motion, "cost": money(item.cost), "contribution": money(item.contribution),
                "break_even_order": money(item.break_even_order), "pays": item.pays, "kind": item.kind,
            }
            for item in sizing.unit_economics
        ],
        "targets": [
            {
                "stage": target.stage, "month": target.month, "needed": rate(target.needed),
                "capacity": rate(target.capacity),
            }
            for target in sizing.targets
        ],
        "tornado": [
            {
                "id": f"tornado.{swing.answer}", "answer": swing.answer, "low": money(swing.low),
                "high": money(swing.high),
            }
            for swing in sizing.sensitivity
        ],
    }  # fmt: skip


def _coverage(plan: Plan) -> CoverageData | None:
    gap_analysis, year = plan.sizing.gap_analysis, plan.business.economy.whole.year
    if gap_analysis is None or plan.outlook is None:
        return None
    priced = any(one.candidate.claims for one in plan.selection.moves)
    adds, known = cases_data(plan.selection.worth.sales) if priced else None, year if year.known else None
    return {
        "run": _range(gap_analysis.run),
        "basis": gap_analysis.basis,
        "adds": adds,
        "target": money(gap_analysis.target),
        "gap": money(gap_analysis.gap),
        "covered": gap_analysis.covered,
        "year_end": {
            "base": range_data(known.by_itself) if known else None, "again": range_data(known.again) if known else None,
            "fresh": range_data(known.fresh) if known else None, "adds": adds,
            "total": _range(plan.outlook.year_end),
        },
        "months": [{"base": money(month.base), "fresh": money(month.fresh)} for month in plan.outlook.months],
        "money": {
            "booked": money(plan.outlook.money.booked), "invoiced": money(plan.outlook.money.invoiced),
            "paid": money(plan.outlook.money.paid),
        },
    }  # fmt: skip


def _contradiction(item: Contradiction, plan: Plan, words: Words) -> AgreementData:
    return {
        "id": f"agreement.{item.identity}", "segment": segment_id(item.segment, plan), "quantity": item.quantity,
        "cause": item.cause, "computed": rate(item.other), "stated": rate(item.used), "answers": list(item.answers),
        "text": contradiction_text(item, words),
    }  # fmt: skip


def _levers(plan: Plan) -> tuple[LeverWorth, ...]:
    return (*plan.sizing.levers, *plan.sizing.segment_levers)


def _lever(lever: LeverWorth, plan: Plan) -> LeverData:
    others = reported(STATED_AS.get(lever.id, lever.id), plan)
    worth = _best(lever, plan)
    return {
        "id": f"lever.{lever.id}", "segment": segment_id(lever.segment, plan), "today": rate(lever.today),
        "unit": "point" if lever.in_points else "percent", "worth": None if worth is None else cases_data(worth),
        "run_rate": money(lever.run_rate), "per_point": money(lever.per_point),
        "lifetime_point": money(lever.lifetime_point),
        "benchmark": f"benchmark.{others.id}" if others else None,
    }  # fmt: skip


def _best(lever: LeverWorth, plan: Plan) -> Cases | None:
    """What the move that could be made and brings most by a lever brings by it, begun now."""
    pool = f"{segment_id(lever.segment, plan) or WHOLE}.{lever.id}"
    claims = [claim for one in plan.selection.candidates for claim in one.claims if claim.pool.id == pool]
    return max((claim.contribution() for claim in claims), key=lambda cases: cases[1], default=None)


def _bottleneck(plan: Plan) -> BottleneckData | None:
    """The lever with the most such worth; the first of equals in the order of the levers."""
    worths = [(worth[1], lever) for lever in _levers(plan) if (worth := _best(lever, plan)) is not None]
    most, best = max(worths, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or most <= 0:
        return None
    return {"id": f"lever.{best.id}", "segment": segment_id(best.segment, plan)}


def _benchmark(benchmark: Benchmark) -> BenchmarkData:
    return {
        "id": f"benchmark.{benchmark.id}", "answer": benchmark.answer, "unit": benchmark.unit or "rate",
        "low": rate(benchmark.low), "high": rate(benchmark.high), "year": benchmark.year, "n": benchmark.n,
        "source": benchmark.source, "title": benchmark.title, "population": benchmark.population,
    }  # fmt: skip


def _range(span: Span) -> RangeData:
    return {"low": money(min(span)), "likely": money(span[1]), "high": money(max(span))}


def range_data(span: Span | None) -> RangeData | None:
    """Return a range as data, low to high, `None` where there is none."""
    return None if span is None else _range(span)


def _mismatch(pair: Mismatch, words: Words) -> AgreementData:
    return {
        "id": f"agreement.{pair.id}", "segment": None, "quantity": None, "cause": None,
        "computed": rate(pair.computed), "stated": rate(pair.stated), "answers": list(pair.answers),
        "text": mismatch_text(pair, words),
    }  # fmt: skip


def _need(need: Need) -> NeedData:
    return {
        "goal": need.goal, "money": money(need.money), "customers": rate(need.customers), "offers": rate(need.offers),
        "leads": rate(need.leads),
    }  # fmt: skip


def _rule(rule: Rule) -> RuleData:
    per: Literal["point", "unit"] = "point" if rule.in_points else "unit"
    return {"quantity": rule.quantity, "answer": rule.answer, "each": rate(rule.each), "per": per}


def _scenario(scenario: Scenario) -> ScenarioData:
    return {
        "quantity": scenario.quantity, "answer": scenario.answer, "benchmark": f"benchmark.{scenario.benchmark.id}",
        "rows": [[rate(given), rate(gives)] for given, gives in scenario.rows],
    }  # fmt: skip


def segment_id(name: str | None, plan: Plan) -> str | None:
    """Return the id of a segment by its name, `None` for the whole business."""
    return next((part.id for part in plan.business.economy.segments if part.name == name), None)


def _part(part: PartEconomy, plan: Plan, words: Words) -> SegmentEconomicsData:
    """The settled quantities of a part; of what is only narrowed, its bounds."""
    quantities: dict[str, QuantityData] = {}
    for id in plan.business.economy.model.ids:
        data = _quantity(part, id, plan, words)
        if data is not None:
            quantities[id] = data
    missing = {
        id: text
        for id, quantity in plan.business.economy.model.quantities.items()
        if quantity.said and (text := missing_text(part, id, words)) is not None
    }
    return {
        "id": part.id, "name": part.name, "form": part.form.id if part.form else None, "quantities": quantities,
        "not_computed": missing,
    }  # fmt: skip


def _quantity(part: PartEconomy, id: str, plan: Plan, words: Words) -> QuantityData | None:
    span = part.span(id)
    if span is None:
        ends = part.bound(id) if plan.business.economy.model.quantities[id].bound_said else None
        if ends is None:
            return None
        low, high = (rate(end) if math.isfinite(end) else None for end in ends)
        return {"low": low, "high": high, "kind": "derived", "because": words.ui("numbers.bound")}
    return {
        "low": rate(span.low), "likely": rate(span.likely), "high": rate(span.high), "kind": part.kind(id),
        "because": because_text(part, id, plan.business.economy, words),
    }  # fmt: skip
