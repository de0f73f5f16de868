"""How customers buy: who pays (mode) and how (motion), each from weighed evidence and a few rules."""

import functools
import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from salesmode.business.conditions import N_A, Facts
from salesmode.business.profile import Profile
from salesmode.engine.diagnosis.evidence import Evidence, Place, Reason, Sums, gather, sums_of
from salesmode.knowledge.diagnosis import AxisName, CapabilityDemand, Contradiction, DiagnosisRules, MixedEdges
from salesmode.knowledge.library import Library

Mode = Literal["b2b", "b2c", "hybrid"]
Motion = Literal["considered", "fast", "mixed"]
Verdict = Literal["decided", "leaning", "undecided"]
ModeRule = Literal["stated", "contradicted", "share", "both", "private_label", "inferred"]
AXES: tuple[AxisName, AxisName] = ("mode", "motion")
HALF = 0.5
ORGANISATIONS = frozenset({"large_company", "small_business", "sole_trader", "public_body", "nonprofit"})
PEOPLE = frozenset({"household", "person"})
RESELLERS = frozenset({"distributors", "retailers", "online_retailers"})
BOUND = frozenset({"subscription", "multi_year_contract"})  # relationships in which orders come by themselves
STATED = frozenset({"buyer", "business_revenue_share", "declared_mode"})
# The answers that the rules of an axis ask for by name; any other answer counts by its weight alone.
RULED_BY: Mapping[AxisName, frozenset[str]] = {
    "mode": STATED | {"buyer_kind", "sold_through", "own_brand"},
    "motion": frozenset({"decision_cycle", "purchases_per_year", "relationship"}),
}
RULED = RULED_BY["mode"] | RULED_BY["motion"]


class Axis(Struct, frozen=True):
    """The reading of one axis.

    `position` in (-1, 1): + organisations pay, + considered; `margin` is the distance to the nearest boundary.
    """

    reading: str | None
    position: float
    margin: float
    runner_up: str | None
    confidence: float
    verdict: Verdict


NOTHING = Axis(None, 0.0, 0.0, None, 0.0, "undecided")


class Dimension(Struct, frozen=True):
    """One of the five dimensions: where it stands on each axis, and why."""

    id: str
    position: float
    motion_position: float
    reasons: tuple[Reason, ...]


class Need(NamedTuple):
    """One of the seven capabilities: what the way of buying demands, and what there is."""

    id: str
    demanded: int
    level: int | None


class Diagnosis(Struct, frozen=True):
    """The whole reading. `facts` are the profile's, with mode and motion added."""

    mode: Mode | None
    motion: Motion | None
    verdict: Verdict
    confidence: float
    axes: Mapping[AxisName, Axis]
    dimensions: tuple[Dimension, ...]
    contradictions: tuple[Contradiction, ...]
    capability_gap: tuple[Need, ...]
    facts: Facts
    sums: Sums


class Scales(Struct, frozen=True):
    """diagnosis.yaml, ready to weigh with."""

    rules: DiagnosisRules
    evidence: tuple[Evidence, ...]
    by_answer: Mapping[str, Sequence[Evidence]]
    caps: Mapping[AxisName, Mapping[Place, float]]

    def total(self, sums: Sums, axis: AxisName) -> float:
        """Return the log-odds of an axis: each dimension clipped at its cap, then added."""
        return math.fsum([self.clipped(sums, place) for place in self.caps[axis]])

    def clipped(self, sums: Sums, place: Place, change: float = 0.0) -> float:
        """Return the weights of a dimension, with `change` added, clipped at its cap."""
        cap = self.caps[place[0]].get(place, 0.0)
        return max(-cap, min(cap, sums.get(place, 0.0) + change))

    def room(self, totals: Mapping[AxisName, float]) -> dict[AxisName, float]:
        """Return how far each total may move before a reading that rests on weights alone can change."""
        half = 2 * math.atanh(self.rules.boundaries.motion)
        return {"mode": abs(totals["mode"]), "motion": abs(abs(totals["motion"]) - half)}

    def axis(self, reading: str, position: float, margin: float, runner_up: str, confidence: float) -> Axis:
        """Return a reading with its verdict."""
        limits = self.rules.verdict
        sure: Verdict = "decided" if confidence >= limits.decided else "undecided"
        verdict = "leaning" if limits.leaning <= confidence < limits.decided else sure
        return Axis(reading, position, margin, runner_up, confidence, verdict)


@functools.cache
def scales(library: Library) -> Scales:
    """Return the scales of a library."""
    evidence = tuple(Evidence.of(rule) for rule in library.diagnosis.evidence)
    by_answer: dict[str, list[Evidence]] = {}
    for item in evidence:
        by_answer.setdefault(item.answer, []).append(item)
    caps = {
        axis: {(axis, dimension): cap for dimension, cap in getattr(library.diagnosis.caps, axis).items()}
        for axis in AXES
    }
    return Scales(library.diagnosis, evidence, by_answer, caps)


@functools.cache
def made_of(library: Library) -> Mapping[AxisName, frozenset[str]]:
    """Return the answers that the reading of each axis is made of: its evidence, and what its rules ask for."""
    evidence = scales(library).evidence
    return {axis: RULED_BY[axis] | {item.answer for item in evidence if item.axis == axis} for axis in AXES}


def diagnose(facts: Mapping[str, Any], library: Library) -> Diagnosis:
    """Return how the customers behind `facts` buy."""
    scale = scales(library)
    reasons = gather(scale.evidence, facts)
    sums = sums_of(reasons)
    mode, motion = read_mode(scale, sums, facts), read_motion(scale, sums, facts)
    known = {key: axis.reading for key, axis in (("mode", mode), ("motion", motion)) if axis.reading}
    weaker = min(mode, motion, key=lambda axis: axis.confidence)
    return Diagnosis(
        mode=mode.reading,  # type: ignore[arg-type]
        motion=motion.reading,  # type: ignore[arg-type]
        verdict=weaker.verdict,
        confidence=weaker.confidence,
        axes={"mode": mode, "motion": motion},
        dimensions=tuple(_dimension(item.id, scale, sums, reasons) for item in scale.rules.dimensions),
        contradictions=tuple(rule for rule in scale.rules.contradictions if rule.test(facts) and _lowers(rule, facts)),
        capability_gap=_capability_gap(scale.rules.capability, mode.reading, motion.reading, facts),
        facts={**facts, **known},
        sums=sums,
    )


def _lowers(rule: Contradiction, facts: Facts) -> bool:
    """Whether a contradiction that doubts a level finds one to doubt; any other has nothing more to find."""
    stated = facts.get("maturity")
    if not isinstance(stated, Mapping):  # unknown, or it does not apply
        stated = {}
    return not rule.lowers or any(stated.get(play, 0) > level for play, level in rule.lowers.items())


def cap_claimed_levels(profile: Profile, diagnosis: Diagnosis) -> Profile:
    """Return `profile` with no play at a higher level than the contradictions that were found leave it."""
    levels = dict(profile.maturity or {})
    for rule in diagnosis.contradictions:
        for play, level in rule.lowers.items():
            levels[play] = min(levels.get(play, 0), level)
    return profile if levels == (profile.maturity or {}) else profile.replaced({"maturity": levels})


def with_segments(diagnosis: Diagnosis, parts: Sequence[Diagnosis], library: Library) -> Diagnosis:
    """Return the reading of a whole with segments read as `parts`: hybrid, leaning, where they differ in who pays."""
    modes = {part.mode for part in parts if part.mode is not None}
    if len(modes) <= 1 or diagnosis.mode == "hybrid":
        return diagnosis
    scale, mode = scales(library), diagnosis.axes["mode"]
    sure: float = scale.rules.boundaries.contradicted
    axis = scale.axis("hybrid", mode.position, 0.0, mode.reading or _side(mode.position), sure)
    weaker = min(axis, diagnosis.axes["motion"], key=lambda reading: reading.confidence)
    return replace(
        diagnosis,
        mode="hybrid",
        verdict=weaker.verdict,
        confidence=weaker.confidence,
        axes={**diagnosis.axes, "mode": axis},
        facts={**diagnosis.facts, "mode": "hybrid"},
    )


def mode_of(scale: Scales, total: float, facts: Facts) -> tuple[Mode, ModeRule]:
    """Return who pays, and by which rule.

    What the buyer answer says, else the revenue share, else the kinds of buyers, else how they buy.

    A buyer on one side with over half of the revenue on the other is a contradiction and read as both.
    """
    buyer, given = facts.get("buyer"), facts.get("business_revenue_share")
    share = float(given) if isinstance(given, float | int) else None
    if buyer in ("organization", "individual"):
        side: Mode = "b2b" if buyer == "organization" else "b2c"
        against = share is not None and (share < HALF if side == "b2b" else share > HALF)
        return ("hybrid", "contradicted") if against else (side, "stated")
    if share is not None:
        edges = scale.rules.boundaries.share
        return ("b2b" if share > edges.b2b else "b2c" if share < edges.b2c else "hybrid"), "share"
    if buyer == "both":
        return ("b2b", "private_label") if _private_label(facts) else ("hybrid", "both")
    kinds = facts.get("buyer_kind")
    if not isinstance(kinds, frozenset) or not kinds:
        return _side(total), "inferred"
    if kinds & ORGANISATIONS and kinds & PEOPLE:
        return "hybrid", "both"
    return ("b2b" if kinds & ORGANISATIONS else "b2c"), "stated"


def _private_label(facts: Facts) -> bool:
    routes = facts.get("sold_through")
    return facts.get("own_brand") == "private_label" and isinstance(routes, frozenset) and bool(routes & RESELLERS)


def read_mode(scale: Scales, sums: Sums, facts: Facts) -> Axis:
    """Return the reading of who pays, with how sure it is."""
    silent = not any(axis == "mode" for axis, _ in sums)
    if silent and facts.get("buyer") in (None, N_A) and facts.get("business_revenue_share") in (None, N_A):
        return NOTHING
    total = scale.total(sums, "mode")
    position = math.tanh(total / 2)
    mode, rule = mode_of(scale, total, facts)
    limits = scale.rules.boundaries
    match rule:
        case "stated":
            # What they say decides; how they buy can only make it less sure.
            sign = 1 if mode == "b2b" else -1
            return scale.axis(mode, position, max(0.0, sign * position), "hybrid", max(HALF, _logistic(sign * total)))
        case "contradicted":
            side = "b2b" if facts["buyer"] == "organization" else "b2c"
            return scale.axis(mode, position, abs(facts["business_revenue_share"] - HALF), side, limits.contradicted)
        case "share":
            share = facts["business_revenue_share"]
            margin = min(abs(share - edge) for edge in (limits.share.b2b, limits.share.b2c))
            runner_up = ("b2b" if share >= HALF else "b2c") if mode == "hybrid" else "hybrid"
            return scale.axis(mode, position, margin, runner_up, _logistic(limits.steepness * margin))
        case "both":
            return scale.axis(mode, position, 1 - abs(position), _side(total), limits.contradicted)
        case "private_label":
            return scale.axis(mode, position, abs(position), "hybrid", max(HALF, _logistic(total)))
        case "inferred":
            return scale.axis(mode, position, abs(position), "b2c" if mode == "b2b" else "b2b", _logistic(abs(total)))


def motion_of(scale: Scales, total: float, facts: Facts) -> tuple[Motion, float]:
    """Return how they buy, and how many times over they are won slowly and reordered fast; under 1 they are not."""
    limits = scale.rules.boundaries
    slow_then_often = _slow_then_often(limits.mixed, facts)
    if slow_then_often >= 1 or abs(math.tanh(total / 2)) < limits.motion:
        return "mixed", slow_then_often
    return ("considered" if total > 0 else "fast"), slow_then_often


def read_motion(scale: Scales, sums: Sums, facts: Facts) -> Axis:
    """Return the reading of how they buy, with how sure it is."""
    if not any(axis == "motion" for axis, _ in sums):
        return NOTHING
    total = scale.total(sums, "motion")
    position = math.tanh(total / 2)
    motion, slow_then_often = motion_of(scale, total, facts)
    leaning = "considered" if total > 0 else "fast"
    edge = scale.rules.boundaries.motion
    half = 2 * math.atanh(edge)
    if slow_then_often >= 1:
        margin, confidence = min(1.0, slow_then_often - 1), _logistic(2 * math.log2(slow_then_often))
        return scale.axis(motion, position, margin, leaning, confidence)
    if motion == "mixed":
        confidence = _logistic(half - total) - _logistic(-half - total)
        return scale.axis(motion, position, edge - abs(position), leaning, confidence)
    return scale.axis(motion, position, abs(position) - edge, "mixed", _logistic(abs(total) - half))


def _slow_then_often(mixed: MixedEdges, facts: Facts) -> float:
    cycle, orders = facts.get("decision_cycle"), facts.get("purchases_per_year")
    if facts.get("relationship") in BOUND or not isinstance(cycle, float | int) or not isinstance(orders, float | int):
        return 0.0
    return float(min(cycle / mixed.decision_cycle, orders / mixed.orders))


def _side(total: float) -> Mode:
    return "b2b" if total > 0 else "b2c"


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-min(x, 700.0))) if x > -700 else 0.0


def _dimension(id: str, scale: Scales, sums: Sums, reasons: list[Reason]) -> Dimension:
    own = sorted((r for r in reasons if r.dimension == id), key=lambda r: (-abs(r.weight), r.answer, r.axis))
    mode, motion = (math.tanh(scale.clipped(sums, (axis, id)) / 2) for axis in AXES)
    return Dimension(id, mode, motion, tuple(own))


def _capability_gap(demand: CapabilityDemand, mode: str | None, motion: str | None, facts: Facts) -> tuple[Need, ...]:
    if mode is None or motion is None:
        return ()
    sides = ("b2b", "b2c") if mode == "hybrid" else (mode,)
    ways = ("considered", "fast") if motion == "mixed" else (motion,)
    tables = [getattr(demand, f"{way}_{side}") for way in ways for side in sides]
    have = facts.get("capability")
    levels = have if isinstance(have, Mapping) else {}
    return tuple(Need(id, max(table[id] for table in tables), levels.get(id)) for id in tables[0])
