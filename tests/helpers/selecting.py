"""Choices among plays made by hand, for a business that sells to organisations."""

from __future__ import annotations

from typing import Any

from helpers.libraries import build
from helpers.sizing import FUNNEL
from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.selection import Selection
from salesmode.knowledge.library import Library

MONEY: dict[str, Any] = {
    "buyer": "organization", "deal_value": 1000.0, "relationship": "one_off", "decision_cycle": 91.0,
    "gross_margin": 0.5, "revenue": 10_000.0, "revenue_target": 20_000.0, **FUNNEL,
}  # fmt: skip
WIN = {"id": "win_rate", "low": 0.02, "high": 0.04, "sources": ["judgement"]}


def team(hours: float) -> tuple[dict[str, Any], ...]:
    """Return one seller with so many plan hours a week."""
    return ({"role": "sales", "people": 1, "plan_hours": hours},)


def planned(held: Library, hours: float = 30, **answers: Any) -> Plan:
    """Return the plan of a business that sells to organisations."""
    return make_plan(build(**{"buyer": "organization", "team": team(hours), **answers}), held)


def chosen(held: Library, hours: float = 30, **answers: Any) -> Selection:
    """Return the choice for a business that sells to organisations."""
    return planned(held, hours, **answers).selection


def when(id: str, condition: dict[str, Any], weight: float = 1) -> dict[str, Any]:
    """Return a reason of a play."""
    return {"id": id, "if": condition, "weight": weight, "sources": ["judgement"]}
