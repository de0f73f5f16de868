"""KPIs with their figures, the week of each gate, and which play takes over when it is missed."""

import math
from typing import Literal, NamedTuple

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import EXACT
from salesmode.engine.scoring import Candidate
from salesmode.knowledge.plays import Change, Kpi

WEEKS = 52
DAYS = 7


class Aim(NamedTuple):
    """A KPI with its figures: where it stands and should be; by how much it should move where the start is unknown."""

    kpi: Kpi
    start: float | None
    target: float | None
    change: float | None
    change_kind: Literal["add", "times"] | None
    week: int


def aim_of(kpi: Kpi, plan: Plan) -> Aim:
    """Return a KPI of the level with its figures for this business."""
    held = plan.facts.get(kpi.start.answer) if kpi.start else None
    start = float(held) if isinstance(held, int | float) else None
    week = kpi.week
    if not isinstance(kpi.to, Change):
        return Aim(kpi, start, float(kpi.to), None, None, week)
    adds = kpi.to.add is not None
    step = float((kpi.to.add if adds else kpi.to.times) or 0.0)
    if start is None:
        return Aim(kpi, None, None, step if adds else step - 1, "add" if adds else "times", week)
    target = start + step if adds else start * step
    bounded = min(max(target, 0.0), 1.0) if kpi.unit == "share" else max(target, 0.0)
    return Aim(kpi, start, bounded, None, None, week)


def under_way(one: Candidate, plan: Plan) -> int | None:
    """Return the week in which a stated share of the play's hours is done, `None` where nothing of it is scheduled."""
    slots = sorted((slot for slot in plan.schedule.slots if slot.action.play == one.play.id), key=lambda slot: slot.end)
    left = math.fsum(slot.action.hours for slot in slots) * plan.settings.gates.after.share
    for slot in slots:
        left -= slot.action.hours
        if left <= EXACT:
            return slot.end
    return None


def gate_week(one: Candidate, plan: Plan) -> int:
    """Return the week of a play's gate: the one its level names, not before work is under way, nor after the plan."""
    start = under_way(one, plan)
    earliest = start + plan.settings.gates.after.weeks if start is not None else 0
    return int(min(max(one.level.gate.week, earliest), plan.schedule.weeks))


def switch_to(one: Candidate, plan: Plan) -> str | None:
    """Return the play to turn to when the gate is missed: the one it names, else the next in rank.

    A named play that is refused here is nothing to turn to, unless it only ranks lower or waits for another. Where none
    is next, another play taken now; `None` where this one is all there is.
    """
    named = one.level.gate.to
    refused = {item.play for item in plan.choice.not_now if item.why not in ("rank", "needs")}
    if named is not None and named not in refused:
        return named
    others = [other.play.id for other in (*plan.choice.next, *plan.choice.now) if other.play.id != one.play.id]
    return others[0] if others else None
