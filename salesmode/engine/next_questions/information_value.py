"""What to answer next: how much each open answer is expected to change the advice, for a plan or an interview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.profile import ANSWERS, Profile
from salesmode.engine.business import Business
from salesmode.engine.diagnosis import AXES, Diagnosis, scales
from salesmode.engine.guardrails import Guardrails
from salesmode.engine.next_questions.screens import not_asked, ranked
from salesmode.engine.next_questions.uses import LOOKED_AT, Use, contradictions, exclusions, guards, reasons
from salesmode.engine.selection import Selection, fit_of
from salesmode.engine.sizing.levers import demanded, level_now
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Play
from salesmode.knowledge.settings import InformationValue

MATURITY = "maturity"
MOVED = 0.1  # of what a rule counts that is settled, and that another figure could still settle otherwise


class Lead(NamedTuple):
    """How near a play is to being the first, 0 to 1, and the share of its reasons that is known, by weight."""

    chance: float
    confidence: float


class NextQuestions(NamedTuple):
    """What the open answers of a business can still change.

    `information_value` holds every answer that can change the advice, with how much it is expected to, as `ranked`
    orders them; `lead_chance` how near each play is to being the first, 0 to 1.
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
    leads = _leads(business, facts, selection, library)
    unknown = _Unknown(business, facts, _open(business.profile) - not_asked(facts, library), library)
    values: dict[str, float] = {}
    for id, more in _expected(unknown, guardrails, leads):
        values[id] = values.get(id, 0.0) + more
    return NextQuestions(ranked(values, library), {id: lead.chance for id, lead in leads.items()})


def _open(profile: Profile) -> frozenset[str]:
    unknown = (id for id in ANSWERS if id != MATURITY and getattr(profile, id) is None)
    return frozenset(unknown) - profile.not_applicable


class _Unknown(NamedTuple):
    """What is known of a business, and the ids of the answers that are not."""

    business: Business
    facts: Facts
    ids: frozenset[str]
    library: Library

    @property
    def sizes(self) -> InformationValue:
        """What each thing that hangs on an answer counts."""
        return self.library.settings.next_questions.influence

    def shared(self, uses: Iterable[Use], size: float) -> Iterator[tuple[str, float]]:
        """Divide what hangs on each rule among the open answers that it waits for, or that could move it again."""
        for use in uses:
            if self.ids.isdisjoint(use.answers):
                continue
            truth = use.test(self.facts)
            if truth is None or use.by_figure:
                waits = self.ids & use.answers
                each = size * use.share / len(waits) * (1.0 if truth is None else MOVED)
                for id in waits:
                    yield id, each


def _expected(unknown: _Unknown, guardrails: Guardrails, leads: Mapping[str, Lead]) -> Iterator[tuple[str, float]]:
    sizes, library = unknown.sizes, unknown.library
    yield from _reading(unknown, unknown.business.diagnosis)
    yield from unknown.shared(_deciding(guardrails, library), sizes.guard)
    for play, lead in leads.items():
        near = lead.chance**sizes.sharpness
        yield from unknown.shared(reasons(library, play), near * sizes.reason)
        yield from unknown.shared(exclusions(library, play), near * sizes.wrong)
    yield from _levels(unknown, leads)
    yield from unknown.shared(contradictions(library), sizes.contradiction)
    yield from _arithmetic(unknown)


def _reading(unknown: _Unknown, diagnosis: Diagnosis) -> Iterator[tuple[str, float]]:
    """What the evidence could still say of who pays and how they buy, as far as that is unsure."""
    scale = scales(unknown.library)
    room = scale.room({axis: scale.total(diagnosis.sums, axis) for axis in AXES})
    whole = {axis: 2 * sum(scale.caps[axis].values()) for axis in AXES}
    for item in scale.evidence:
        axis = diagnosis.axes[item.axis]
        spread = min(item.spread, 2 * scale.caps[item.axis].get(item.place, 0.0))
        if item.answer in unknown.ids and not (axis.verdict == "decided" and spread < room[item.axis]):
            yield (
                item.answer,
                getattr(unknown.sizes.reading, item.axis) * (1 - axis.confidence) * spread / whole[item.axis],
            )


def _deciding(guardrails: Guardrails, library: Library) -> Iterable[Use]:
    """What the guards ask for, but those that would put another play in front than the one already there."""
    if guardrails.forced is None:
        return guards(library)
    outdone = {guard.id for guard in library.guards.guards if guard.force and guard.id != guardrails.forced_by}
    return [use for use in guards(library) if use.owner not in outdone]


def _levels(unknown: _Unknown, leads: Mapping[str, Lead]) -> Iterator[tuple[str, float]]:
    """What a level is worth of a play that has none and is asked for; before its reasons are known it says little."""
    sizes, profile = unknown.sizes, unknown.business.profile
    if MATURITY in profile.not_applicable:
        return
    for play, lead in leads.items():
        if lead.chance >= sizes.least_promise and play not in (profile.maturity or {}):
            yield MATURITY, lead.chance**sizes.sharpness * sizes.level * lead.confidence


def _arithmetic(unknown: _Unknown) -> Iterator[tuple[str, float]]:
    sizes, ids = unknown.sizes, unknown.ids
    for unlock in unknown.library.settings.next_questions.unlocks:
        truth = unlock.test(unknown.facts) if unlock.answer in ids else False
        if truth is not False:
            yield unlock.answer, sizes.money * unlock.worth * (1.0 if truth else 0.5)
    if "capability" in ids and any(need.level is None for need in unknown.business.diagnosis.capability_gap):
        yield "capability", sizes.detail
    yield from ((id, sizes.detail) for id in ids & LOOKED_AT)


def _leads(business: Business, facts: Facts, selection: Selection, library: Library) -> dict[str, Lead]:
    """How near each play could come to being the first: the gap it closes x the fit and the impact it may yet have."""
    profile, diagnosis = business.profile, business.diagnosis
    ruled_out = {rejection.play for rejection in selection.not_now if rejection.why in ("wrong", "guard")}
    taken = {candidate.play.id: candidate.terms for candidate in (*selection.now, *selection.next)}
    levels = library.settings.selection.levels
    leads = {}
    for id, play in library.plays.items():
        now = level_now(profile, id)
        level = play.next_level(now)
        wanted = demanded(play, diagnosis) if diagnosis.mode else _average_demand(play)
        if play.backbone or id in ruled_out or level is None or wanted <= now:
            continue
        terms = taken.get(id)
        fit, confidence = (terms.fit, terms.confidence) if terms else fit_of(play.when, facts)[:2]
        hoped = fit * confidence + (1 - confidence) / 2  # reasons that hold in full, open ones by half
        leads[id] = Lead(min(wanted - now, levels) / levels * hoped * level.impact, confidence)
    best = max((lead.chance for lead in leads.values()), default=0.0)
    return {id: lead._replace(chance=lead.chance / best) for id, lead in leads.items()} if best else {}


def _average_demand(play: Play) -> float:
    demands = [level for side in (play.demand.b2b, play.demand.b2c) for level in (side.considered, side.fast)]
    return sum(demands) / len(demands)
