"""How the customers of a business buy: who pays (mode), and how (motion), each from weighed evidence and a few rules."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from salesmode.conditions import Facts
from salesmode.evidence import AxisName, Evidence, Place, Reason, Sums, gather, sums_of
from salesmode.knowledge import Data, Rule
from salesmode.library import Library

Mode = Literal["b2b", "b2c", "hybrid"]
Motion = Literal["considered", "fast", "mixed"]
Verdict = Literal["decided", "leaning", "undecided"]
ORGANISATIONS = frozenset({"large_company", "small_business", "sole_trader", "public_body", "nonprofit"})
PEOPLE = frozenset({"household", "person"})
RESELLERS = frozenset({"distributors", "retailers", "online_retailers"})
BOUND = frozenset({"subscription", "multi_year_contract"})
STATED = frozenset({"buyer", "business_revenue_share", "declared_mode"})


@dataclass(frozen=True, slots=True)
class Axis:
    """The reading of one axis. `position` in (-1, 1): + organisations pay, + considered; `margin` to the nearest boundary."""

    reading: str | None
    position: float
    margin: float
    runner_up: str | None
    confidence: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the five dimensions: where it stands on each axis, and why."""

    id: str
    position: float
    motion_position: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """One of the seven capabilities: what the way of buying demands, and what there is."""

    id: str
    demanded: int
    level: int | None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The whole reading. `facts` are the profile's, with mode and motion added."""

    mode: Mode | None
    motion: Motion | None
    verdict: Verdict
    confidence: float
    axes: Mapping[AxisName, Axis]
    dimensions: tuple[Dimension, ...]
    contradictions: tuple[Rule, ...]
    capability_gap: tuple[Need, ...]
    facts: Facts
    sums: Sums


@dataclass(frozen=True)
class Scales:
    """diagnosis.yaml, ready to weigh with."""

    raw: Data
    evidence: tuple[Evidence, ...]
    contradictions: tuple[Rule, ...]

    def total(self, sums: Sums, axis: AxisName) -> float:
        """Return the log-odds of an axis: each dimension clipped at its cap, then added."""
        result = 0.0
        for dimension, cap in self.raw["caps"][axis].items():
            result += max(-cap, min(cap, sums.get((axis, dimension), 0.0)))
        return result


@functools.cache
def scales(library: Library) -> Scales:
    """Return the scales of a library."""
    raw = library.index["diagnosis"]
    return Scales(
        raw,
        tuple(Evidence.read(item) for item in raw["evidence"]),
        tuple(Rule.read(item) for item in raw["contradictions"]),
    )


def diagnose(facts: Mapping[str, Any], library: Library) -> Diagnosis:
    """Return how the customers behind `facts` buy."""
    held = scales(library)
    reasons = gather(held.evidence, facts)
    sums = sums_of(reasons)
    mode, motion = read_mode(held, sums, facts), read_motion(held, sums, facts)
    known = {key: axis.reading for key, axis in (("mode", mode), ("motion", motion)) if axis.reading}
    weaker = min(mode, motion, key=lambda axis: axis.confidence)
    return Diagnosis(
        mode=mode.reading,  # type: ignore[arg-type]
        motion=motion.reading,  # type: ignore[arg-type]
        verdict=weaker.verdict,
        confidence=weaker.confidence,
        axes={"mode": mode, "motion": motion},
        dimensions=tuple(_dimension(item["id"], held, sums, reasons) for item in held.raw["dimensions"]),
        contradictions=tuple(rule for rule in held.contradictions if rule.test(facts)),
        capability_gap=_capability_gap(held.raw["capability"], mode.reading, motion.reading, facts),
        facts={**facts, **known},
        sums=sums,
    )


def read_mode(held: Scales, sums: Sums, facts: Facts) -> Axis:
    """Return who pays: what the buyer answer says, else the revenue share, else how they buy.

    A buyer on one side with over half of the revenue on the other is a contradiction and read as both.
    """
    total = held.total(sums, "mode")
    position = math.tanh(total / 2)
    buyer, share = facts.get("buyer"), facts.get("business_revenue_share")
    if buyer in ("organization", "individual"):
        return _stated(held, buyer, share, total, position)
    if share is not None and isinstance(share, float | int):
        return _by_share(held, share, position)
    if not any(axis == "mode" for axis, _ in sums):
        return Axis(None, 0.0, 0.0, None, 0.0, "undecided")
    if buyer == "both":
        return _both(held, facts, total, position)
    kinds = facts.get("buyer_kind")
    if isinstance(kinds, frozenset) and kinds & ORGANISATIONS and kinds & PEOPLE:
        return _axis(held, "hybrid", position, 1 - abs(position), _side(total), held.raw["boundaries"]["contradicted"])
    return _axis(held, _side(total), position, abs(position), _side(-total), _logistic(abs(total)))


def _stated(held: Scales, buyer: str, share: Any, total: float, position: float) -> Axis:
    side, sign = ("b2b", 1) if buyer == "organization" else ("b2c", -1)
    if isinstance(share, float | int) and (share - 0.5) * sign < 0:
        confidence = held.raw["boundaries"]["contradicted"]
        return _axis(held, "hybrid", position, min(abs(share - 0.5), 0.5), side, confidence)
    # What they say decides; how they buy can only make it less sure.
    return _axis(held, side, position, max(0.0, sign * position), "hybrid", max(0.5, _logistic(sign * total)))


def _by_share(held: Scales, share: float, position: float) -> Axis:
    edges = held.raw["boundaries"]["share"]
    if share > edges["b2b"]:
        reading, runner_up = "b2b", "hybrid"
    elif share < edges["b2c"]:
        reading, runner_up = "b2c", "hybrid"
    else:
        reading, runner_up = "hybrid", "b2b" if share >= 0.5 else "b2c"  # noqa: PLR2004  half is half
    margin = min(abs(share - edges["b2b"]), abs(share - edges["b2c"]))
    return _axis(held, reading, position, margin, runner_up, _logistic(held.raw["boundaries"]["steepness"] * margin))


def _both(held: Scales, facts: Facts, total: float, position: float) -> Axis:
    routes = facts.get("sold_through")
    resold = isinstance(routes, frozenset) and bool(routes & RESELLERS)
    if resold and facts.get("own_brand") == "private_label":
        return _axis(held, "b2b", position, abs(position), "hybrid", max(0.5, _logistic(abs(total))))
    return _axis(held, "hybrid", position, 1 - abs(position), _side(total), held.raw["boundaries"]["contradicted"])


def read_motion(held: Scales, sums: Sums, facts: Facts) -> Axis:
    """Return how they buy: considered, fast, or mixed where a slow first order is followed by many fast ones."""
    total = held.total(sums, "motion")
    position = math.tanh(total / 2)
    if not any(axis == "motion" for axis, _ in sums):
        return Axis(None, 0.0, 0.0, None, 0.0, "undecided")
    limits = held.raw["boundaries"]
    slow_then_often = _slow_then_often(limits["mixed"], facts)
    leaning = "considered" if total > 0 else "fast"
    if slow_then_often >= 1:
        return _axis(held, "mixed", position, min(1.0, slow_then_often - 1), leaning, _logistic(2 * math.log2(slow_then_often)))
    edge = limits["motion"]
    half = 2 * math.atanh(edge)
    if abs(position) >= edge:
        return _axis(held, leaning, position, abs(position) - edge, "mixed", _logistic(abs(total) - half))
    confidence = _logistic(half - total) - _logistic(-half - total)
    return _axis(held, "mixed", position, edge - abs(position), leaning, confidence)


def _slow_then_often(mixed: Data, facts: Facts) -> float:
    """How many times over a business is won slowly and reordered fast; under 1 it is not."""
    cycle, orders = facts.get("decision_cycle"), facts.get("purchases_per_year")
    if facts.get("relationship") in BOUND or not isinstance(cycle, float | int) or not isinstance(orders, float | int):
        return 0.0
    return float(min(cycle / mixed["decision_cycle"], orders / mixed["orders"]))


def _axis(held: Scales, reading: str, position: float, margin: float, runner_up: str, confidence: float) -> Axis:
    limits = held.raw["verdict"]
    verdict: Verdict = (
        "decided" if confidence >= limits["decided"] else "leaning" if confidence >= limits["leaning"] else "undecided"
    )
    return Axis(reading, position, margin, runner_up, confidence, verdict)


def _side(total: float) -> Mode:
    return "b2b" if total > 0 else "b2c"


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-min(x, 700.0))) if x > -700 else 0.0  # noqa: PLR2004  where exp overflows


def _dimension(id: str, held: Scales, sums: Sums, reasons: list[Reason]) -> Dimension:
    own = sorted((r for r in reasons if r.dimension == id), key=lambda r: (-abs(r.weight), r.answer, r.axis))
    return Dimension(id, _clipped(held, sums, ("mode", id)), _clipped(held, sums, ("motion", id)), tuple(own))


def _clipped(held: Scales, sums: Sums, place: Place) -> float:
    cap = held.raw["caps"][place[0]].get(place[1], 0.0)
    return math.tanh(max(-cap, min(cap, sums.get(place, 0.0))) / 2)


def _capability_gap(raw: Data, mode: str | None, motion: str | None, facts: Facts) -> tuple[Need, ...]:
    if mode is None or motion is None:
        return ()
    sides = ("b2b", "b2c") if mode == "hybrid" else (mode,)
    ways = ("considered", "fast") if motion == "mixed" else (motion,)
    tables = [raw[f"{way}_{side}"] for way in ways for side in sides]
    have = facts.get("capability")
    levels = have if isinstance(have, Mapping) else {}
    return tuple(Need(id, max(table[id] for table in tables), levels.get(id)) for id in tables[0])
