"""What to answer next: how much each open answer is expected to change the advice, for a plan or an interview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.profile import ANSWERS, Profile
from salesmode.engine.business import Business
from salesmode.engine.diagnosis import AXES, Diagnosis, scales
from salesmode.engine.guardrails import Guardrails
from salesmode.engine.next_questions.screens import not_asked, ranked_screens
from salesmode.engine.next_questions.uses import LOOKED_AT, Use, contradictions, guards, reasons, work
from salesmode.engine.selection import Selection, fit_of
from salesmode.engine.sizing.levers import demanded, level_now
from salesmode.knowledge.diagnosis import AxisName
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Play, Reason
from salesmode.knowledge.settings import InformationValue

MATURITY = "maturity"


class NextQuestions(NamedTuple):
    """What the open answers of a business can still change.

    `information_value` holds every answer that can change the advice, with how much it is expected to, screen by
    screen as `ranked_screens` orders them; `lead_chance` how near each play is to being the first, 0 to 1.
    """

    information_value: Mapping[str, float]
    lead_chance: Mapping[str, float]


def next_questions(
    business: Business, facts: Facts, guardrails: Guardrails, selection: Selection, library: Library
) -> NextQuestions:
    """Return the open answers of a plan, or of an interview, and how much each is expected to change the advice.

    `facts` are those of the sizing. An answer that no business like this is asked for is not among them; the levels
    of plays are, as long as a play that could come first has none.
    """
    lead_chance = _lead_chance(business, facts, selection, library)
    ids = frozenset(id for id in _open(business.profile) if id != MATURITY) - not_asked(facts, library)
    unknown = _Unknown(facts, ids, library.settings.next_questions.influence, library)
    values: dict[str, float] = {}
    for id, more in _expected(unknown, business, guardrails, selection, lead_chance):
        values[id] = values.get(id, 0.0) + more
    asked = [
        (screen, asked_on)
        for screen in library.screens.screens
        if (asked_on := tuple(id for id in screen.answers if id in values))
    ]
    ranked = ranked_screens(asked, values, library)
    return NextQuestions({id: values[id] for _, asked_on in ranked for id in asked_on}, lead_chance)


class _Unknown(NamedTuple):
    """What is known of a business and which answers are not; `sizes` says what each thing that hangs on one counts."""

    facts: Facts
    ids: frozenset[str]
    sizes: InformationValue
    library: Library

    def waiting(self, uses: Iterable[Use]) -> list[Use]:
        """Return those of `uses` that an open answer stands behind."""
        return [use for use in uses if not self.ids.isdisjoint(use.answers)]

    def shared(self, uses: Iterable[Use], size: float) -> Iterator[tuple[str, float]]:
        """Divide what hangs on each rule among the open answers that it waits for, or that could move it again."""
        for use in self.waiting(uses) if size > 0 else ():
            truth = use.test(self.facts)
            if truth is None or use.by_figure:
                waits = self.ids & use.answers
                each = size / len(waits) if truth is None else size / len(waits) / 10
                for id in waits:
                    yield id, each


def _open(profile: Profile) -> frozenset[str]:
    return frozenset(id for id in ANSWERS if getattr(profile, id) is None) - profile.not_applicable


def _expected(
    unknown: _Unknown,
    business: Business,
    guardrails: Guardrails,
    selection: Selection,
    lead_chance: Mapping[str, float],
) -> Iterator[tuple[str, float]]:
    sizes, library = unknown.sizes, unknown.library
    yield from _reading(unknown, business.diagnosis)
    yield from unknown.shared(_deciding(guardrails, library), sizes.guard)
    for play, near in lead_chance.items():
        yield from _reasons(unknown, library.plays[play], near**sizes.sharpness)
    yield from _levels(unknown, business.profile, lead_chance)
    for one in selection.now:
        uses = work(library, one.play.id, one.level.number)
        yield from unknown.shared(uses, sizes.detail * lead_chance.get(one.play.id, 0.0))
    yield from unknown.shared(contradictions(library), sizes.contradiction)
    yield from _arithmetic(unknown, business.diagnosis)


def _reading(unknown: _Unknown, diagnosis: Diagnosis) -> Iterator[tuple[str, float]]:
    """What the evidence could still say of who pays and how they buy, as far as that is unsure."""
    held = scales(unknown.library)
    caps: Mapping[AxisName, Mapping[str, float]] = {axis: getattr(held.rules.caps, axis) for axis in AXES}
    room = held.room({axis: held.total(diagnosis.sums, axis) for axis in AXES})
    whole = {axis: 2 * sum(caps[axis].values()) for axis in AXES}
    for item in held.evidence:
        axis = diagnosis.axes[item.axis]
        spread = min(item.spread, 2 * caps[item.axis].get(item.dimension, 0.0))
        if item.answer in unknown.ids and not (axis.verdict == "decided" and spread < room[item.axis]):
            yield (
                item.answer,
                getattr(unknown.sizes.reading, item.axis) * (1 - axis.confidence) * spread / whole[item.axis],
            )


def _deciding(guardrails: Guardrails, library: Library) -> Iterable[Use]:
    """What the guards ask for, but those that would put another play in front than the one already there."""
    if guardrails.forced is None:
        return guards(library)
    outdone = {one.id for one in library.guards.guards if one.force and one.id != guardrails.forced_by}
    return [use for use in guards(library) if use.owner not in outdone]


def _reasons(unknown: _Unknown, play: Play, near: float) -> Iterator[tuple[str, float]]:
    weight = sum(rule.weight for rule in play.when) or 1.0
    for use in unknown.waiting(reasons(unknown.library)[play.id]):
        wrong = use.kind == "wrong"
        size = unknown.sizes.wrong if wrong else unknown.sizes.reason * use.weight / weight
        yield from unknown.shared((use,), near * size)


def _levels(unknown: _Unknown, profile: Profile, lead_chance: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """What a level is worth of a play that has none and is asked for; before its reasons are known it says little."""
    if MATURITY in profile.not_applicable:
        return
    least = unknown.sizes.least_promise
    for play, near in lead_chance.items():
        if near >= least and play not in (profile.maturity or {}):
            _, confidence, _ = fit_of(unknown.library.plays[play].when, unknown.facts)
            yield MATURITY, near**unknown.sizes.sharpness * unknown.sizes.level * confidence


def _arithmetic(unknown: _Unknown, diagnosis: Diagnosis) -> Iterator[tuple[str, float]]:
    sizes, ids = unknown.sizes, unknown.ids
    for unlock in unknown.library.settings.next_questions.unlocks:
        truth = unlock.test(unknown.facts) if unlock.answer in ids else False
        if truth is not False:
            yield unlock.answer, sizes.money * unlock.worth * (1.0 if truth else 0.5)
    if "capability" in ids and any(need.level is None for need in diagnosis.capability_gap):
        yield "capability", sizes.detail
    yield from ((id, sizes.detail) for id in ids & LOOKED_AT)


def _lead_chance(business: Business, facts: Facts, selection: Selection, library: Library) -> dict[str, float]:
    """How near each play could come to being the first: the gap it closes x the fit and the impact it may yet have."""
    levels = library.settings.selection.levels
    ruled_out = {one.play for one in selection.not_now if one.why in ("wrong", "guard")}
    found = {}
    for play in library.plays.values():
        if play.backbone or play.id in ruled_out:
            continue
        now = level_now(business.profile, play.id)
        level = play.next_level(now)
        wanted = demanded(play, business.diagnosis) if business.diagnosis.mode else _average_demand(play)
        if level is None or wanted <= now:
            continue
        found[play.id] = min(wanted - now, levels) / levels * _hoped_fit(play.when, facts) * level.impact
    best = max(found.values(), default=0.0)
    return {id: value / best for id, value in found.items()} if best else {}


def _average_demand(play: Play) -> float:
    demands = [level for side in (play.demand.b2b, play.demand.b2c) for level in (side.considered, side.fast)]
    return sum(demands) / len(demands)


def _hoped_fit(rules: tuple[Reason, ...], facts: Facts) -> float:
    """Reasons that hold in full and open ones by half, over all of them."""
    total = sum(rule.weight for rule in rules) or 1.0
    truths = [(rule.weight, rule.test(facts)) for rule in rules]
    return sum(weight * (1.0 if truth else 0.5 if truth is None else 0.0) for weight, truth in truths) / total
