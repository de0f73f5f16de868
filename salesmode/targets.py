"""KPIs with their figures, and how far a gate can be told from luck."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

from salesmode.choose import Candidate
from salesmode.knowledge import Kpi
from salesmode.plan import Plan

WEEKS = 52
DAYS = 7


class Aim(NamedTuple):
    """A KPI with its figures: where it stands and should be, or by how much it should move where the start is unknown."""

    kpi: Kpi
    start: float | None
    target: float | None
    change: float | None
    change_kind: Literal["add", "times"] | None
    week: int


class Luck(NamedTuple):
    """How many decisions begun after `start` have fallen by the gate's `week`, and from which week on there are enough."""

    start: int
    week: int
    cycle: float
    decisions: float
    judge_week: int


def aim_of(kpi: Kpi, one: Candidate, plan: Plan) -> Aim:
    """Return a KPI of the level with its figures for this business."""
    held = plan.facts.get(kpi.start) if kpi.start else None
    start = float(held) if isinstance(held, int | float) else None
    week = min(kpi.week, plan.schedule.weeks)
    if not isinstance(kpi.to, Mapping):
        return Aim(kpi, start, float(kpi.to), None, None, week)
    add, times = kpi.to.get("add"), kpi.to.get("times")
    if start is None:
        change = add if add is not None else times - 1
        return Aim(kpi, None, None, change, "add" if add is not None else "times", week)
    target = start + add if add is not None else start * times
    bounded = min(max(target, 0.0), 1.0) if kpi.unit == "share" else max(target, 0.0)
    return Aim(kpi, start, bounded, None, None, week)


def luck_of(one: Candidate, plan: Plan) -> Luck | None:
    """Return how many decisions can have fallen by the gate, `None` where the pace or the cycle is unknown.

    A decision falls a cycle after it begins; those begun before the play is in use say nothing about it.
    """
    opportunities = plan.facts.get("opportunities_year")
    cycle = plan.profile.sales_cycle if plan.profile.sales_cycle is not None else plan.profile.decision_cycle
    slots = [slot for slot in plan.schedule.slots if slot.action.play == one.play.id]
    if not isinstance(opportunities, int | float) or not opportunities or cycle is None or not slots:
        return None
    start = min(slot.end for slot in slots)
    week = min(one.level.gate.week, plan.schedule.weeks)
    pace, lag = opportunities / WEEKS, cycle / DAYS
    decisions = max(0.0, week - start - lag) * pace
    return Luck(start, week, cycle, decisions, math.ceil(start + lag + plan.enough_decisions / pace))
