"""The reading of the customers as data: a view of the diagnosis, the weighing and the doubts."""

from __future__ import annotations

from salesmode.conditions import leaves
from salesmode.diagnose import Axis, Diagnosis
from salesmode.evidence import Reason
from salesmode.library import Lang, Library
from salesmode.outline import words_for
from salesmode.plan import Plan
from salesmode.render.plain import VERSION, Data, plain, position, rate
from salesmode.words import Words


def diagnosis_data(plan: Plan, library: Library, lang: Lang) -> Data:
    """Return what `diagnose` prints: a view of the reading, the weighing and the doubts."""
    words = words_for(plan, library, lang)
    return {"schema": VERSION, **diagnosis_view(plan, words)}


def diagnosis_view(plan: Plan, words: Words) -> Data:
    """Return the reading with what speaks for it, against it, and what would change it."""
    diagnosis = plan.diagnosis
    return {
        **reading_view(diagnosis),
        "readings": {
            name: {"mode": reading.mode, "motion": reading.motion, "because": list(reading.because)}
            for name, reading in plan.challenge.readings.items()
        },
        "contradictions": [
            {
                "id": f"contradiction.{rule.id}",
                "answers": list(dict.fromkeys(leaf.fact for leaf in leaves(rule.condition))) if rule.condition else [],
                "text": words.common(f"diagnosis.contradictions.{rule.id}.text"),
                "sources": list(rule.sources),
            }
            for rule in diagnosis.contradictions
        ],
        "capability_gap": [
            {
                "id": f"capability.{need.id}", "level": need.level, "demanded": need.demanded,
                "gap": None if need.level is None else max(0, need.demanded - need.level),
            }
            for need in diagnosis.capability_gap
        ],
        "flips": [
            {"changes": {id: plain(value) for id, value in flip.changes.items()}, "becomes": dict(flip.becomes)}
            for flip in plan.challenge.flips
        ],
        "ask_next": list(plan.challenge.ask_next),
        "segments": [
            {"name": part.name, "revenue_share": rate(part.revenue_share), **reading_view(part.diagnosis)}
            for part in plan.parts
        ],
    }  # fmt: skip


def reading_view(diagnosis: Diagnosis) -> Data:
    """Return mode and motion with the reasons of every dimension, for the business or a part of it."""
    return {
        "mode": diagnosis.mode,
        "motion": diagnosis.motion,
        "verdict": diagnosis.verdict,
        "confidence": rate(diagnosis.confidence),
        "axes": {name: _axis(axis) for name, axis in diagnosis.axes.items()},
        "dimensions": [
            {
                "id": item.id,
                "position": position(item.position),
                "motion_position": position(item.motion_position),
                "reasons": [_reason(reason) for reason in item.reasons],
            }
            for item in diagnosis.dimensions
        ],
    }


def _axis(axis: Axis) -> Data:
    return {
        "position": position(axis.position), "margin": position(axis.margin), "runner_up": axis.runner_up,
        "verdict": axis.verdict, "confidence": rate(axis.confidence),
    }  # fmt: skip


def _reason(reason: Reason) -> Data:
    return {
        "id": reason.id, "answer": reason.answer, "axis": reason.axis, "value": plain(reason.value),
        "weight": rate(reason.weight), "source": reason.source,
    }  # fmt: skip
