"""A plan as data: the JSON that other programs read. Ids never follow the language, texts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmode.business.profile import dump_answers
from salesmode.engine.plan import Plan
from salesmode.engine.scoring import Candidate
from salesmode.knowledge.plays import Guard
from salesmode.report.formats.json_economics import economics_data, range_data
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
from salesmode.report.numbers import rate
from salesmode.report.sections.plays import reason_text, rejection_text
from salesmode.report.wording import Words

if TYPE_CHECKING:  # the types need Pydantic, which no plan waits for
    from salesmode.report.formats.json_types.plan import BusinessData, GuardData, PlanOutput, PlayData, PlayReasonData

__all__ = ["diagnosis_data", "plan_data"]


def plan_data(plan: Plan, words: Words, *, quantities: bool = True) -> PlanOutput:
    """Return the whole plan as plain data, floats rounded at the edge; without `quantities` none of those is listed."""
    stamp = plan.stamp
    return {
        "schema": VERSION,
        "language": words.library.lang,
        "start": plan.start.isoformat() if plan.start else None,
        "business": _business(plan),
        "answers": dump_answers(plan.business.given),
        "diagnosis": diagnosis_view(plan, words),
        "economics": economics_data(plan, words, quantities),
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


def _business(plan: Plan) -> BusinessData:
    profile = plan.business.given
    return {
        "name": profile.name, "currency": profile.currency, "language": profile.language,
        "industry": {"id": profile.industry, "recognised": False}, "ways": list(profile.ways or ()),
    }  # fmt: skip


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
        "worth": range_data(candidate.worth),
        "because": reasons,
        "sources": sorted({
            *candidate.play.sources, *candidate.level.sources, *(s for rule in candidate.because for s in rule.sources),
        }),
        "kpis": [f"kpi.{candidate.play.id}.{kpi.id}" for kpi in candidate.level.kpis],
        "gate": f"gate.{candidate.play.id}",
    }  # fmt: skip
