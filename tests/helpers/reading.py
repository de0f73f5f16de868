"""How a business of a few answers is read, and two ways of buying that stand at the ends."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from helpers.libraries import LIBRARY, build
from salesmode.engine.business import diagnosed
from salesmode.engine.diagnosis import Diagnosis

RULES = LIBRARY.diagnosis
CAPS: Mapping[str, Mapping[str, float]] = {"mode": RULES.caps.mode, "motion": RULES.caps.motion}

# Bought the considered way by organisations, whatever `buyer` may say.
COMMITTEE: dict[str, Any] = {
    "decision_makers": 7,
    "decision_cycle": 240.0,
    "need": "tailored",
    "buying_steps": ("tender", "pilot", "contract_negotiation"),
    "purchase_drivers": ("roi", "compliance"),
    "selling_motion": ("field_sales",),
}
# Bought in minutes by one person.
SHOPPER: dict[str, Any] = {
    "decision_makers": 1,
    "decision_cycle": 0.01,
    "need": "standard",
    "buying_steps": ("browse_and_pay",),
    "purchase_drivers": ("emotion", "price_deals"),
    "selling_motion": ("self_serve", "live_commerce"),
}


def read(**answers: Any) -> Diagnosis:
    """Return the reading of a few answers."""
    return diagnosed(build(**answers), LIBRARY)


def logistic(x: float) -> float:
    """Return the probability that log-odds stand for."""
    return 1 / (1 + math.exp(-x))


def total(diagnosis: Diagnosis, axis: str) -> float:
    """Return the log-odds of an axis, added up from the reasons shown: clipped by dimension, then summed."""
    result = 0.0
    for dimension, cap in CAPS[axis].items():
        own = next(item for item in diagnosis.dimensions if item.id == dimension)
        weight = sum(reason.weight for reason in own.reasons if reason.axis == axis)
        result += max(-cap, min(cap, weight))
    return result
