"""A plan as data: the JSON that other programs read. Ids never follow the language, texts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmode.engine.plan import Plan
from salesmode.engine.scoring import Candidate
from salesmode.engine.sizing import LeverWorth, Range
from salesmode.knowledge.plays import Guard
from salesmode.knowledge.tables import Benchmark
from salesmode.report.formats.json_parts import (
    VERSION,
    diagnosis_data,
    diagnosis_view,
    gate_data,
    kpi_data,
    plain,
    review_data,
    rhythm_data,
    seasons_data,
    segments_data,
    weeks_data,
)
from salesmode.report.numbers import money, rate
from salesmode.report.sections.benchmarks import reported
from salesmode.report.sections.levers import STATED_AS, mismatch_text
from salesmode.report.sections.plays import reason_text, rejection_text
from salesmode.report.wording import Words

if TYPE_CHECKING:  # the types need Pydantic, which no plan waits for
    from salesmode.report.formats.json_types.economics import BenchmarkData, CoverageData, EconomicsData, LeverData
    from salesmode.report.formats.json_types.plan import GuardData, PlanOutput, PlayData, PlayReasonData
    from salesmode.report.formats.json_types.values import RangeData

__all__ = ["diagnosis_data", "plan_data"]


def plan_data(plan: Plan, words: Words) -> PlanOutput:
    """Return the whole plan as plain data, floats rounded at the edge."""
    stamp = plan.stamp
    return {
        "schema": VERSION,
        "language": words.library.lang,
        "start": plan.start.isoformat() if plan.start else None,
        "diagnosis": diagnosis_view(plan, words),
        "economics": _economics(plan, words),
        "guards": [_guard(guard, words) for guard in plan.guardrails.active],
        "plays": [_play(rank, candidate, words) for rank, candidate in enumerate(plan.selection.now, 1)],
        "next": [{"id": candidate.play.id, "score": rate(candidate.score)} for candidate in plan.selection.next],
        "not_now": [
            {"id": item.play, "why": item.why, "because": rejection_text(item, words)}
            for item in plan.selection.not_now
        ],
        "stop": [
            {"id": f"stop.{play}.{rule.id}", "because": words.fill(rule.text)} for play, rule in plan.selection.stop
        ],
        **weeks_data(plan, words),
        **seasons_data(plan, words),
        "kpis": [kpi_data(target) for targets in plan.kpis.values() for target in targets],
        "gates": [gate_data(gate) for gate in plan.gates.values()],
        "rhythm": rhythm_data(plan, words),
        "review": review_data(plan),
        "assumptions": [
            {"id": f"assumption.{item.id}", "value": plain(item.value), "kind": item.kind, "source": item.source}
            for item in plan.robustness.assumptions
        ],
        "segments": segments_data(plan),
        "stamp": {"version": stamp.version, "library": stamp.library, "answers": stamp.answers},
    }


def _economics(plan: Plan, words: Words) -> EconomicsData:
    sizing = plan.sizing
    return {
        "agreement": [
            {
                "id": f"agreement.{pair.id}", "computed": rate(pair.computed), "stated": rate(pair.stated),
                "answers": list(pair.answers),
                "text": mismatch_text(pair, words),
            }
            for pair in sizing.mismatches
        ],
        "coverage": _coverage(plan),
        "bottleneck": f"lever.{sizing.bottleneck}" if sizing.bottleneck else None,
        "levers": [_lever(lever, plan) for lever in sizing.levers],
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
    gap_analysis = plan.sizing.gap_analysis
    if gap_analysis is None:
        return None
    uplift = plan.selection.sales_uplift
    return {
        "run": money(gap_analysis.baseline),
        "basis": gap_analysis.basis,
        "adds": {"low": money(uplift.low), "high": money(uplift.high)} if uplift else None,
        "target": money(gap_analysis.target),
        "gap": money(gap_analysis.gap),
        "covered": plan.outlook.covered if plan.outlook else None,
    }


def _lever(lever: LeverWorth, plan: Plan) -> LeverData:
    published = lever.benchmark
    others = published or reported(STATED_AS.get(lever.id, lever.id), plan)
    return {
        "id": f"lever.{lever.id}", "today": rate(lever.today), "unit": "point" if lever.in_points else "percent",
        "worth": _range(lever.worth), "signed": _range(lever.bookings), "step_from": lever.step_play,
        "run_rate": None if published else money(lever.run_rate),
        "run_rate_range": _range(lever.spanned(lever.run_rate)) if published else None,
        "per_point": None if published else money(lever.per_point),
        "per_point_range": _range(lever.spanned(lever.per_point)) if published else None,
        "kind": lever.kind, "source": published.source if published else None,
        "benchmark": f"benchmark.{others.id}" if others else None,
    }  # fmt: skip


def _benchmark(benchmark: Benchmark) -> BenchmarkData:
    return {
        "id": f"benchmark.{benchmark.id}", "answer": benchmark.answer, "unit": benchmark.unit or "rate",
        "low": rate(benchmark.low), "high": rate(benchmark.high), "year": benchmark.year, "n": benchmark.n,
        "source": benchmark.source, "title": benchmark.title, "population": benchmark.population,
    }  # fmt: skip


def _range(span: Range | None) -> RangeData | None:
    return None if span is None else {"low": money(span.low), "mid": money(span.mid), "high": money(span.high)}


def _guard(guard: Guard, words: Words) -> GuardData:
    so = words.fill(guard.so)
    because = words.because(words.said(guard.condition), so) if guard.condition is not None else so
    return {
        "id": f"guard.{guard.id}", "because": because,
        "effect": {"veto": sorted({*guard.veto.uses, *guard.veto.plays}), "force": guard.force},
        "sources": list(guard.sources),
    }  # fmt: skip


def _play(rank: int, candidate: Candidate, words: Words) -> PlayData:
    terms = candidate.terms
    reasons: list[PlayReasonData] = [
        {"id": f"reason.{candidate.play.id}.{rule.id}", "text": reason_text(rule, words), "sources": list(rule.sources)}
        for rule in candidate.because
    ]
    return {
        "id": candidate.play.id, "title": words.title(candidate.play.id), "rank": rank,
        "level_now": candidate.level_now, "level_next": candidate.level.number, "score": rate(candidate.score),
        "terms": {
            "fit": rate(terms.fit), "gap": rate(terms.gap), "impact": rate(terms.impact),
            "confidence": rate(terms.confidence), "effort": rate(terms.effort), "passed": rate(terms.inherited),
        },
        "worth": _range(candidate.worth),
        "because": reasons,
        "sources": sorted({
            *candidate.play.sources, *candidate.level.sources, *(s for rule in candidate.because for s in rule.sources),
        }),
        "kpis": [f"kpi.{candidate.play.id}.{kpi.id}" for kpi in candidate.level.kpis],
        "gate": f"gate.{candidate.play.id}",
    }  # fmt: skip
