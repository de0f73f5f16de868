"""The reading and the running of a plan as data: weeks, load, money, seasons, figures to watch, gates, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from salesmode.business.conditions import leaves
from salesmode.engine.checks import PlannedCheck, Watched
from salesmode.engine.diagnosis import Axis, Diagnosis
from salesmode.engine.diagnosis.evidence import Reason
from salesmode.engine.plan import Plan
from salesmode.engine.robustness import Reading, TippingPoint
from salesmode.engine.schedule import Row, Schedule
from salesmode.engine.selection import Chosen
from salesmode.report.dates import season_title
from salesmode.report.numbers import money, position, rate
from salesmode.report.page.saying import check_text, move_title, words_of_move
from salesmode.report.wording import Words

if TYPE_CHECKING:  # the types need Pydantic, which no plan waits for
    from salesmode.report.formats.json_types.diagnosis import (
        AxisData,
        BuyersData,
        DiagnosisData,
        DiagnosisOutput,
        FlipData,
        ReadingData,
        ReasonData,
        SegmentData,
    )
    from salesmode.report.formats.json_types.plan import DoubtsData
    from salesmode.report.formats.json_types.running import (
        ActionData,
        GateData,
        KpiData,
        MeetingData,
        SeasonsData,
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
        **doubts_data(plan),
        "segments": _segments(plan),
    }  # fmt: skip


def doubts_data(plan: Plan) -> DoubtsData:
    """Return the single answers that would change the reading, and what to answer next."""
    return {"flips": [_flip(flip) for flip in plan.robustness.flips], "ask_next": list(plan.robustness.ask_next)}


def _flip(flip: TippingPoint) -> FlipData:
    return {"changes": {id: plain(value) for id, value in flip.changes.items()}, "becomes": flip.becomes}


def _segments(plan: Plan) -> list[SegmentData]:
    pairs = zip(plan.business.segments, plan.business.economy.segments, strict=True)
    return [
        {
            "id": part.id, "name": segment.name, "revenue_share": rate(segment.revenue_share),
            **reading_view(segment.diagnosis),
        }
        for segment, part in pairs
    ]  # fmt: skip


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
    """Return the work on the weeks, hours by role and week, money by month."""
    schedule = plan.schedule
    return {
        "actions": [_action(row, schedule, words) for row in schedule.rows],
        "load": [
            {"role": role, "week": week, "hours": rate(hours), "capacity": rate(schedule.capacity[role])}
            for (role, week), hours in schedule.load.items()
        ],
        "cash": [
            {"month": month, "spend": money(spend), "budget": money(schedule.budget)}
            for month, spend in enumerate(schedule.spend, 1)
        ],
    }  # fmt: skip


def _action(row: Row, schedule: Schedule, words: Words) -> ActionData:
    return {
        "id": row.id, "move": row.move, "play": words.library.move(row.move).play,
        "title": words.ui(f"phase.{row.phase}", title=move_title(row.move, words)), "role": row.role,
        "hours": rate(row.hours), "weekly": rate(row.weekly), "cash": money(row.cash), "start_week": row.start,
        "end_week": row.end, "after": list(schedule.before(row)),
    }  # fmt: skip


def kpis_data(plan: Plan, words: Words) -> list[KpiData]:
    """Return the figures to watch, of the moves that have one."""
    return [_kpi(plan.watch[one.id], one, plan, words) for one in plan.selection.moves if one.id in plan.watch]


def _kpi(watched: Watched, one: Chosen, plan: Plan, words: Words) -> KpiData:
    measure = watched.measure
    return {
        "id": f"kpi.{one.id}", "move": one.id, "name": words_of_move(one.candidate, words).fill(measure.name),
        "from": rate(watched.now), "mid": rate(watched.mid), "to": rate(watched.end), "unit": measure.shown,
        "mid_week": max(1, plan.schedule.weeks // 2), "week": plan.schedule.weeks, "direction": measure.direction,
    }  # fmt: skip


def gates_data(plan: Plan, words: Words) -> list[GateData]:
    """Return the week in which each move proves itself, and at what it is stopped."""
    return [_gate(plan.checks[one.id], one, words) for one in plan.selection.moves]


def _gate(check: PlannedCheck, one: Chosen, words: Words) -> GateData:
    return {
        "id": f"gate.{one.id}", "move": one.id, "week": check.week, "cases": check.cases, "stop": check.stop,
        "switch_to": check.switch_to, "later": check.later, "text": check_text(check, one.candidate, words),
    }  # fmt: skip


def seasons_data(plan: Plan, words: Words) -> SeasonsData:
    """Return the seasons on the weeks, what is ready for each, and dates that are not known."""
    untold = plan.calendar.untold if plan.calendar else ()
    return {
        "seasons": [
            {
                "id": f"season.{event.id}", "title": season_title(event, words), "kind": event.kind,
                "date": event.day.isoformat(), "last": event.last.isoformat(), "week": event.week,
                "from_week": event.from_week, "until_week": event.until_week,
                "estimated": event.known.certainty == "estimated", "certainty": event.known.certainty,
                "opening": event.opening.certainty, "serves": list(ready),
            }
            for event, ready in plan.schedule.prepared
        ],
        "seasons_undated": [{"id": f"season.{item.season}.{item.year}", "year": item.year} for item in untold],
    }  # fmt: skip


def rhythm_data(plan: Plan, words: Words) -> list[MeetingData]:
    """Return the meetings with who leads them, how long they are and what they ask."""
    return [
        {
            "id": f"rhythm.{meeting.every}", "every": meeting.every, "role": meeting.role, "minutes": meeting.minutes,
            "agenda": [words.fill(item.text) for item in meeting.agenda], "sources": list(meeting.sources),
        }
        for meeting in plan.meetings
    ]  # fmt: skip
