"""Businesses of a few numbers, and what weighing says of them."""

from __future__ import annotations

from typing import Any

from helpers.libraries import LIBRARY, build
from salesmode.business.profile import Profile
from salesmode.engine.business import business_of
from salesmode.engine.sizing import GapAnalysis, LeverWorth, Sizing, UnitEconomics, size

FUNNEL: dict[str, Any] = {
    "leads_per_month": 20.0,
    "mql_rate": 0.5,
    "sql_rate": 0.5,
    "opportunity_rate": 0.5,
    "win_rate": 0.2,
}  # 30 opportunities a year, 6 won
SHOP: dict[str, Any] = {"visits_per_month": 10_000.0, "conversion_rate": 0.02, "aov": 100.0}  # 240,000 a year
ONCE: dict[str, Any] = {"buyer": "organization", "relationship": "one_off"}  # each order is won anew


def sized(profile: Profile) -> Sizing:
    """Return what the numbers of a profile say."""
    return size(business_of(profile, LIBRARY), LIBRARY)


def stated(sizing: Sizing) -> UnitEconomics:
    """Return whether today's way of selling pays, by the cost that was stated."""
    return next(one for one in sizing.unit_economics if one.kind == "own")


def known(figure: float | None) -> float:
    """Return a figure that must not be unknown."""
    assert figure is not None
    return figure


def of(**answers: Any) -> Sizing:
    """Return what the numbers of a few answers say."""
    return sized(build(**answers))


def covered(**answers: Any) -> GapAnalysis:
    """Return the coverage, which is there."""
    gap_analysis = of(**answers).gap_analysis
    assert gap_analysis is not None
    return gap_analysis


def lever(sizing: Sizing, id: str) -> LeverWorth:
    """Return one lever by id."""
    return next(item for item in sizing.levers if item.id == id)
