"""The running of a plan as data: weeks, load, money, seasons, KPIs, gates and meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from salesmode.business.conditions import leaves
from salesmode.engine.diagnosis import Axis, Diagnosis
from salesmode.engine.diagnosis.evidence import Reason
from salesmode.engine.gates import KpiTarget, PlannedGate
from salesmode.engine.plan import Plan
from salesmode.engine.robustness import Reading
from salesmode.engine.significance import Significance
from salesmode.report.numbers import money, position, rate
from salesmode.report.sections.dates import season_title
from salesmode.report.sections.weeks import first_day
from salesmode.report.wording import Words

if TYPE_CHECKING:  # the types need Pydantic, which no plan waits for
    from salesmode.report.formats.json_types.diagnosis import (
        AxisData,
        BuyersData,
        DiagnosisData,
        DiagnosisOutput,
        ReadingData,
        ReasonData,
        SegmentData,
    )
    from salesmode.report.formats.json_types.running import (
        GateData,
        KpiData,
        LuckData,
        MeetingData,
        ReviewData,
        SeasonsData,
        SpoiltData,
        WeeksData,
    )

VERSION: Final = 2


def plain(value: Any) -> Any:
    """Return the value of an answer as JSON has it."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return rate(value) if isinstance(value, float) else value


def diagnosis_data(plan: Plan, words: Words) -> DiagnosisOutput:
    """Return what `diagnose` prints: a view of the reading, the sizing and the doubts."""
    return {"schema": VERSION, **diagnosis_view(plan, words)}


def diagnosis_view(plan: Plan, words: Words) -> DiagnosisData:
    """Return the reading with what speaks for it, against it, and what would change it."""
    diagnosis, readings = plan.business.diagnosis, plan.robustness.readings
    return {
        **reading_view(diagnosis),
        "readings": {
            "declared": _reading(readings["declared"]),
            "behaviour": _reading(readings["behaviour"]),
            "economics": _reading(readings["economics"]),
        },
        "contradictions": [
            {
                "id": f"contradiction.{rule.id}",
                "answers": list(dict.fromkeys(leaf.fact for leaf in leaves(rule.condition))) if rule.condition else [],
                "text": words.fill(rule.text),
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
            {"changes": {id: plain(value) for id, value in flip.changes.items()}, "becomes": flip.becomes}
            for flip in plan.robustness.flips
        ],
        "ask_next": list(plan.robustness.ask_next),
        "segments": segments_data(plan),
    }  # fmt: skip


def segments_data(plan: Plan) -> list[SegmentData]:
    """Return the reading of each part of the business."""
    return [
        {"name": part.name, "revenue_share": rate(part.revenue_share), **reading_view(part.diagnosis)}
        for part in plan.business.segments
    ]


def reading_view(diagnosis: Diagnosis) -> BuyersData:
    """Return mode and motion with the reasons of every dimension, for the business or a part of it."""
    return {
        "mode": diagnosis.mode,
        "motion": diagnosis.motion,
        "verdict": diagnosis.verdict,
        "confidence": rate(diagnosis.confidence),
        "axes": {"mode": _axis(diagnosis.axes["mode"]), "motion": _axis(diagnosis.axes["motion"])},
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


def _reading(reading: Reading) -> ReadingData:
    return {"mode": reading.mode, "motion": reading.motion, "because": list(reading.because)}


def _axis(axis: Axis) -> AxisData:
    return {
        "position": position(axis.position), "margin": position(axis.margin), "runner_up": axis.runner_up,
        "verdict": axis.verdict, "confidence": rate(axis.confidence),
    }  # fmt: skip


def _reason(reason: Reason) -> ReasonData:
    return {
        "id": reason.id, "answer": reason.answer, "axis": reason.axis, "value": plain(reason.value),
        "weight": rate(reason.weight), "source": reason.source,
    }  # fmt: skip


def weeks_data(plan: Plan, words: Words) -> WeeksData:
    """Return the actions on the weeks, what was cut, hours by role and week, money by month."""
    schedule = plan.schedule
    return {
        "actions": [
            {
                "id": slot.action.id, "play": slot.action.play,
                "title": words.fill(slot.action.title),
                "role": slot.role, "hours": rate(slot.action.hours), "cash": money(slot.cash),
                "start_week": slot.start, "end_week": slot.end, "after": list(slot.action.after),
                "first_step": words.fill(slot.action.first_step.text),
                "done_when": words.fill(slot.action.done_when),
                "sources": list(slot.action.sources),
            }
            for slot in schedule.slots
        ],
        "cut": [{"id": item.action.id, "why": item.why, "because": item.detail} for item in schedule.cut],
        "load": [
            {"role": role, "week": week, "hours": rate(hours), "capacity": rate(schedule.capacity[role])}
            for (role, week), hours in schedule.load.items()
        ],
        "cash": [
            {"month": month, "spend": money(spend), "budget": money(schedule.budget)}
            for month, spend in schedule.spend.items()
        ],
    }  # fmt: skip


def kpi_data(target: KpiTarget) -> KpiData:
    """Return a KPI with its figures."""
    kpi = target.kpi
    return {
        "id": f"kpi.{target.play}.{kpi.id}", "play": target.play, "from": rate(target.start),
        "to": rate(target.target), "change": rate(target.change), "unit": kpi.unit, "week": target.week,
        "direction": kpi.direction, "leading": kpi.leading, "sources": list(kpi.sources),
    }  # fmt: skip


def gate_data(planned: PlannedGate) -> GateData:
    """Return the gate of a play: missed, it stops or switches to another play; how far its figure may be luck."""
    gate, significance = planned.gate, planned.significance
    return {
        "id": f"gate.{planned.play}", "week": planned.week, "kpi": f"kpi.{planned.play}.{gate.kpi}",
        "below": rate(gate.below), "then": gate.then, "to": gate.to, "switch_to": planned.switch_to,
        "luck": None if significance is None else _luck(significance),
    }  # fmt: skip


def _luck(luck: Significance) -> LuckData:
    count = luck.shown
    return {
        "verdict": luck.verdict, "lever": f"lever.{luck.lever}", "from_week": luck.start,
        "decisions": money(luck.events), "needed": luck.needed, "judge_week": luck.judge_week,
        "old": rate(luck.old), "new": rate(luck.new),
        "count": None if count is None else {
            "week": count.week, "of": count.trials, "old": count.old, "new": count.new, "luck": count.luck,
        },
    }  # fmt: skip


def seasons_data(plan: Plan, words: Words) -> SeasonsData:
    """Return the seasons on the weeks, what is ready for each, the tests they spoil, and dates that are not known."""
    spoilt: dict[str, list[SpoiltData]] = {}
    for item in plan.schedule.spoilt:
        for event in item.events:
            spoilt.setdefault(event.id, []).append({"action": item.slot.action.id, "move_to_week": item.move_to})
    untold = plan.calendar.untold if plan.calendar else ()
    return {
        "seasons": [
            {
                "id": f"season.{event.id}", "title": season_title(event, words), "kind": event.kind,
                "date": event.day.isoformat(), "week": event.week, "from_week": event.from_week,
                "until_week": event.until_week, "estimated": event.estimated,
                "serves": [action.id for action in ready], "late": [action.id for action in late],
                "spoils": spoilt.get(event.id, []),
            }
            for event, ready, late in plan.schedule.prepared
        ],
        "seasons_undated": [{"id": f"season.{item.season}.{item.year}", "year": item.year} for item in untold],
    }  # fmt: skip


def review_data(plan: Plan) -> ReviewData:
    """Return the week in which the plan is reviewed, and the day that week begins."""
    day = first_day(plan, plan.schedule.weeks)
    return {"week": plan.schedule.weeks, "date": day.isoformat() if day else None}


def rhythm_data(plan: Plan, words: Words) -> list[MeetingData]:
    """Return the meetings with who leads them, how long they are and what they ask."""
    return [
        {
            "id": f"rhythm.{meeting.every}", "every": meeting.every, "role": meeting.role, "minutes": meeting.minutes,
            "agenda": [words.fill(item.text) for item in meeting.agenda], "sources": list(meeting.sources),
        }
        for meeting in plan.meetings
    ]  # fmt: skip
