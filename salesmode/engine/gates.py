"""KPIs with their figures, the week of each gate, and which play takes over when it is missed."""

import math
from typing import Literal, NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.profile import Profile
from salesmode.engine.schedule import EXACT, Schedule
from salesmode.engine.scoring import Candidate
from salesmode.engine.selection import Selection
from salesmode.engine.significance import Significance, significance_of
from salesmode.knowledge.plays import Change, Gate, Kpi
from salesmode.knowledge.settings import GateSettings


class KpiTarget(NamedTuple):
    """A KPI with its figures: where it stands and should be; by how much it should move where the start is unknown."""

    play: str
    kpi: Kpi
    start: float | None
    target: float | None
    change: float | None
    change_kind: Literal["add", "times"] | None
    week: int


class PlannedGate(NamedTuple):
    """The gate of a play taken now: the KPI it watches, its week, and the play to turn to when it is missed.

    `switch_to` is `None` where this play is all there is; `significance` says what can be told from luck by then,
    `None` where nothing of the play is scheduled or it moves no rate.
    """

    play: str
    gate: Gate
    kpi: Kpi
    week: int
    switch_to: str | None
    significance: Significance | None


def kpi_targets(candidate: Candidate, facts: Facts) -> tuple[KpiTarget, ...]:
    """Return the KPIs of a play's next level with their figures for this business."""
    return tuple(_target(candidate.play.id, kpi, facts) for kpi in candidate.level.kpis)


def _target(play: str, kpi: Kpi, facts: Facts) -> KpiTarget:
    answer = facts.get(kpi.start.answer) if kpi.start else None
    start = float(answer) if isinstance(answer, int | float) else None
    if not isinstance(kpi.to, Change):
        return KpiTarget(play, kpi, start, float(kpi.to), None, None, kpi.week)
    adds = kpi.to.add is not None
    step = float((kpi.to.add if adds else kpi.to.times) or 0.0)
    if start is None:
        return KpiTarget(play, kpi, None, None, step if adds else step - 1, "add" if adds else "times", kpi.week)
    target = start + step if adds else start * step
    bounded = min(max(target, 0.0), 1.0) if kpi.unit == "share" else max(target, 0.0)
    return KpiTarget(play, kpi, start, bounded, None, None, kpi.week)


def planned_gate(
    candidate: Candidate,
    profile: Profile,
    facts: Facts,
    selection: Selection,
    schedule: Schedule,
    settings: GateSettings,
) -> PlannedGate:
    """Return the gate of a play taken now, not before the work is under way, nor after the plan."""
    gate = candidate.level.gate
    start = _under_way(candidate, schedule, settings.after.share)
    earliest = start + settings.after.weeks if start is not None else 0
    week = min(max(gate.week, earliest), schedule.weeks)
    significance = None if start is None else significance_of(candidate, profile, facts, start, week, settings)
    kpi = next(kpi for kpi in candidate.level.kpis if kpi.id == gate.kpi)
    return PlannedGate(candidate.play.id, gate, kpi, week, _switch_to(candidate, selection), significance)


def _under_way(candidate: Candidate, schedule: Schedule, share: float) -> int | None:
    """The week in which a share of the play's hours is done, `None` where nothing of it is scheduled."""
    slots = sorted(
        (slot for slot in schedule.slots if slot.action.play == candidate.play.id), key=lambda slot: slot.end
    )
    left = math.fsum(slot.action.hours for slot in slots) * share
    for slot in slots:
        left -= slot.action.hours
        if left <= EXACT:
            return slot.end
    return None


def _switch_to(candidate: Candidate, selection: Selection) -> str | None:
    """The play to turn to when the gate is missed: the one it names, else the next in rank.

    A named play that is refused here is nothing to turn to, unless it only ranks lower or waits for another. Where none
    is next, another play taken now; `None` where this one is all there is.
    """
    named = candidate.level.gate.to
    refused = {item.play for item in selection.not_now if item.why not in ("rank", "needs")}
    if named is not None and named not in refused:
        return named
    others = [other.play.id for other in (*selection.next, *selection.now) if other.play.id != candidate.play.id]
    return others[0] if others else None
