"""The advice held against itself: three readings, what would flip it, what to answer next, what was assumed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict

from msgspec import Struct

from salesmode.business.conditions import BAND, N_A, Facts
from salesmode.business.facts import likely_region
from salesmode.business.profile import specs
from salesmode.engine.business import Business
from salesmode.engine.diagnosis import (
    AXES,
    RULED,
    STATED,
    Diagnosis,
    Mode,
    Motion,
    Scales,
    mode_of,
    motion_of,
    read_mode,
    read_motion,
    scales,
)
from salesmode.engine.diagnosis.evidence import Evidence, sums_of
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.next_questions.information_value import next_questions
from salesmode.engine.selection import Selection
from salesmode.engine.sizing import Sizing
from salesmode.knowledge.diagnosis import AxisName

Source = Literal["own", "measured", "derived", "benchmark", "assumed"]


class Reading(Struct, frozen=True):
    """One of three ways to read a business; `because` are the ids of the answers or figures it rests on."""

    mode: Mode | None
    motion: Motion | None
    because: tuple[str, ...]


class Becomes(TypedDict, total=False):
    """What mode and motion become, where they change."""

    mode: Mode
    motion: Motion


class TippingPoint(Struct, frozen=True):
    """One changed answer, and what mode and motion become where they change."""

    changes: Mapping[str, Any]
    becomes: Becomes


class Assumption(Struct, frozen=True):
    """A value nobody stated that the advice rests on."""

    id: str
    value: Any
    kind: Source
    source: str


class Robustness(Struct, frozen=True):
    """What to hold against the advice; `decides` is the move that hangs most on an answer."""

    readings: Mapping[str, Reading]
    flips: tuple[TippingPoint, ...]
    ask_next: tuple[str, ...]
    decides: Mapping[str, str]
    assumptions: tuple[Assumption, ...]


def robustness(choosing: Choosing, sizing: Sizing, selection: Selection) -> Robustness:
    """Return what speaks against the advice and what would sharpen it."""
    business, library = choosing.business, choosing.library
    scale, diagnosis, declared = scales(library), business.diagnosis, business.profile.declared_mode
    questions, limits = next_questions(choosing, selection), library.settings.next_questions
    values = questions.information_value
    spoken_of = [id for id in business.noted.named if id in values]  # the owner began to tell it
    worthy = [id for id, value in values.items() if value >= limits.least_value and id not in spoken_of]
    return Robustness(
        readings={
            "declared": Reading(declared, None, ("declared_mode",) if declared else ()),
            "behaviour": _behaviour(scale, diagnosis),
            "economics": _economics(scale, diagnosis, sizing),
        },
        flips=tuple(_flips(scale, diagnosis)),
        ask_next=tuple((*spoken_of, *worthy)[: limits.ask_next]),
        decides=questions.decides,
        assumptions=tuple(_assumptions(business, selection)),
    )


def _behaviour(scale: Scales, diagnosis: Diagnosis) -> Reading:
    facts = {id: value for id, value in diagnosis.facts.items() if id not in STATED}
    every = (reason for dimension in diagnosis.dimensions for reason in dimension.reasons)
    reasons = [reason for reason in every if reason.answer not in STATED]
    sums = sums_of(reasons)
    strongest = sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.answer))
    because = tuple(dict.fromkeys(reason.answer for reason in strongest if reason.weight))[:4]
    mode, motion = read_mode(scale, sums, facts), read_motion(scale, sums, facts)
    return Reading(mode.reading, motion.reading, because)  # type: ignore[arg-type]


def _economics(scale: Scales, diagnosis: Diagnosis, sizing: Sizing) -> Reading:
    """Which way of selling a first year's contribution carries; who pays cannot be read off money."""
    contribution = diagnosis.facts.get("first_year_contribution")
    edges = scale.rules.economics
    considered, fast = (diagnosis.facts.get(BAND + edge.band) for edge in (edges.considered, edges.fast))
    if contribution is None or considered is None or fast is None:
        return Reading(None, None, ())
    stated = any(economics.kind == "own" for economics in sizing.unit_economics)
    because = ("first_year_contribution", "cac") if stated else ("first_year_contribution",)
    motion: Motion = "considered" if contribution >= considered else "fast" if contribution < fast else "mixed"
    return Reading(None, motion, because)


def _flips(scale: Scales, diagnosis: Diagnosis) -> Iterator[TippingPoint]:
    """Changes of one answer that change a reading, worked out from what the answer adds, without diagnosing again."""
    totals = {axis: scale.total(diagnosis.sums, axis) for axis in AXES}
    room = scale.room(totals)
    for answer, items in scale.by_answer.items():
        value = diagnosis.facts.get(answer)
        if (
            value is None
            or value is N_A
            or not (answer in RULED or any(item.spread > room[item.axis] for item in items))
        ):
            continue
        seen, facts = set(), dict(diagnosis.facts)
        for other, after in _changed(scale, diagnosis, items, value, totals):
            if answer in RULED:
                facts[answer] = other
            becomes = _becomes(scale, diagnosis, after, facts)
            if becomes and tuple(becomes.items()) not in seen:
                seen.add(tuple(becomes.items()))
                yield TippingPoint({answer: other}, becomes)


def _changed(
    scale: Scales, diagnosis: Diagnosis, items: Sequence[Evidence], value: Any, totals: Mapping[AxisName, float]
) -> Iterator[tuple[Any, Mapping[AxisName, float]]]:
    """Other values of an answer, each with the log-odds of both axes as they would be."""
    facts, sums = diagnosis.facts, diagnosis.sums
    now = [(item, item.weight(value, facts), scale.clipped(sums, item.place)) for item in items]
    most = specs()[items[0].answer].most
    for other in dict.fromkeys(x for item in items for x in item.alternatives(value, facts)):
        if most is not None and len(other) > most:
            continue
        after = dict(totals)
        for item, weight, counted in now:
            after[item.axis] += scale.clipped(sums, item.place, item.weight(other, facts) - weight) - counted
        yield other, after


def _becomes(scale: Scales, diagnosis: Diagnosis, totals: Mapping[AxisName, float], facts: Facts) -> Becomes:
    mode, motion = mode_of(scale, totals["mode"], facts)[0], motion_of(scale, totals["motion"], facts)[0]
    becomes: Becomes = {}
    if diagnosis.mode is not None and mode != diagnosis.mode:
        becomes["mode"] = mode
    if diagnosis.motion is not None and motion != diagnosis.motion:
        becomes["motion"] = motion
    return becomes


def _assumptions(business: Business, selection: Selection) -> Iterator[Assumption]:
    profile, capacity = business.profile, business.capacity
    if profile.origins.get("currency") == "assumed":
        yield Assumption("currency", profile.currency, "assumed", "judgement")
    elif profile.origins.get("currency", "").startswith("region"):
        yield Assumption("currency", profile.currency, "derived", "region")
    if profile.region is None:
        yield Assumption("region", likely_region(profile), "assumed", "judgement")
    if profile.horizon_weeks is None:
        yield Assumption("horizon_weeks", business.horizon, "assumed", "judgement")
    if capacity.invented:
        yield Assumption("team", capacity.week, "assumed", "judgement")
    for role in capacity.assumed:
        yield Assumption(f"plan_hours.{role}", capacity.hours[role], "assumed", "judgement")
    for one in selection.moves:
        for effect in one.candidate.effects:
            yield Assumption(
                f"effect.{one.id}.{effect.lever}", (effect.low, effect.likely, effect.high), "assumed",
                effect.sources[0],
            )  # fmt: skip
