"""What to answer next: how much each open answer is expected to change the advice, for a plan or an interview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from salesmode.business.conditions import Facts, Truth
from salesmode.business.facts import DECISION_DAYS, ORDER_VALUE, ORDERS_A_YEAR
from salesmode.business.profile import ANSWERS, Profile
from salesmode.engine.business import Business
from salesmode.engine.diagnosis import AXES, Diagnosis, scales
from salesmode.engine.findings import looked_at
from salesmode.engine.guardrails import Guardrails
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.next_questions.behind import lacking
from salesmode.engine.next_questions.leads import Lead, leads_of
from salesmode.engine.next_questions.screens import not_asked, ranked
from salesmode.engine.next_questions.uses import (
    LOOKED_AT,
    Use,
    answers_to,
    contradictions,
    findings,
    guards,
    of_move,
)
from salesmode.engine.selection import Selection
from salesmode.knowledge.library import Library
from salesmode.knowledge.settings import InformationValue

MATURITY = "maturity"
MOVED = 0.1  # of what a rule counts that is settled, and that another figure could still settle otherwise


class NextQuestions(Struct, frozen=True):
    """What the open answers of a business can still change.

    `information_value` holds every answer that can change the advice, with how much it is expected to, as `ranked`
    orders them; `lead_chance` how near each move is to being made, against the nearest: 0 to 1. `decides` holds, of the
    moves that fit already, the one that hangs most on an answer: of others nobody knows whether they are for it.
    """

    information_value: Mapping[str, float]
    lead_chance: Mapping[str, float]
    decides: Mapping[str, str]


def next_questions(choosing: Choosing, selection: Selection) -> NextQuestions:
    """Return the open answers of a plan, or of an interview, and how much each is expected to change the advice.

    An answer that no business like this is asked for is not among them; the stages of plays are, as long as a move
    that could be made hangs on one that nobody has stated.
    """
    library, facts = choosing.library, choosing.grounds[0].facts
    leads = leads_of(choosing, selection)
    unknown = _Unknown(choosing.business, facts, _open(choosing.business.profile) - not_asked(facts, library), library)
    values, hanging = dict[str, float](), dict[str, dict[str, float]]()
    for id, more, move in _of_moves(unknown, leads):
        values[id] = values.get(id, 0.0) + more
        if leads[move].possible:
            moves = hanging.setdefault(id, {})
            moves[move] = moves.get(move, 0.0) + more
    for id, more in _expected(unknown, choosing):
        values[id] = values.get(id, 0.0) + more
    decides = {id: max(moves.items(), key=lambda pair: (pair[1], pair[0]))[0] for id, moves in hanging.items()}
    return NextQuestions(ranked(values, library), {id: lead.chance for id, lead in leads.items()}, decides)


def _open(profile: Profile) -> frozenset[str]:
    unknown = {id for id in ANSWERS if id != MATURITY and getattr(profile, id) is None}
    for alike in (ORDER_VALUE, ORDERS_A_YEAR, DECISION_DAYS):  # one of them known, another need not be asked
        if alike - unknown:
            unknown -= alike
    told = {answer for segment in profile.segments or () for answer in segment.changes}  # of a part, where it differs
    return frozenset(unknown) - told - profile.not_applicable


class _Unknown(Struct, frozen=True):
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
        """Divide what hangs on each rule, as the whole business shows it."""
        for use in uses:
            yield from self.divided(use, size, self.facts)

    def divided(self, use: Use, size: float, facts: Facts, holds: Truth = True) -> Sequence[tuple[str, float]]:
        """Divide what hangs on a rule among the open answers that it waits for, or that could move it again.

        `holds` is what is known already of its condition, where its test does not ask for that.
        """
        if self.ids.isdisjoint(use.answers):
            return ()
        truth = use.test(facts) if holds else holds
        if truth is not None and not use.by_figure:
            return ()
        waits = (self.ids & answers_to(lacking(use.asks, facts), self.library)) if truth is None else None
        waits = waits or self.ids & use.answers
        each = size * use.share / len(waits) * (1.0 if truth is None else MOVED)
        return [(id, each) for id in waits]


def _expected(unknown: _Unknown, choosing: Choosing) -> Iterator[tuple[str, float]]:
    """What else than moves hangs on each answer."""
    sizes, library = unknown.sizes, unknown.library
    yield from _reading(unknown, unknown.business.diagnosis)
    yield from unknown.shared(_deciding(choosing.guardrails, library), sizes.guard)
    yield from _of_findings(unknown, choosing)
    yield from unknown.shared(contradictions(library), sizes.contradiction)
    yield from _arithmetic(unknown)


def _of_moves(unknown: _Unknown, leads: Mapping[str, Lead]) -> Iterator[tuple[str, float, str]]:
    """What hangs on the rules of each move, and on the stage of its play, by what the move promises; and the move.

    Many moves count together for no more than a plan makes, or a large library would ask of moves alone.
    """
    sizes, profile = unknown.sizes, unknown.business.profile
    promised = {id: lead.chance**sizes.sharpness for id, lead in leads.items()}
    scale = min(1.0, sizes.moves / sum(promised.values())) if promised else 0.0
    for id, lead in leads.items():
        part = scale * promised[id]
        for use in of_move(unknown.library, id):
            yield from ((*one, id) for one in unknown.divided(use, part * getattr(sizes, use.kind), lead.facts))
        asked = lead.possible and lead.chance >= sizes.least_promise and MATURITY not in profile.not_applicable
        if asked and lead.move.play not in (profile.maturity or {}):
            yield MATURITY, part * sizes.stage, id


def _of_findings(unknown: _Unknown, choosing: Choosing) -> Iterator[tuple[str, float]]:
    """What hangs on the findings, each alike, in every part of the business in which it is looked for."""
    uses, size = findings(unknown.library), unknown.sizes.findings
    for looked in choosing.findings.looked_for:
        use, grounds = uses[looked.finding.id], looked_at(looked.finding, choosing.grounds)
        yield from unknown.divided(use, size / len(uses) / len(grounds), looked.ground.asked_for, looked.holds)


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
    """What the guards ask for, but those that would force another play than the one already forced."""
    if guardrails.forced is None:
        return guards(library)
    outdone = {guard.id for guard in library.guards.guards if guard.force and guard.id != guardrails.forced_by}
    return [use for use in guards(library) if use.owner not in outdone]


def _arithmetic(unknown: _Unknown) -> Iterator[tuple[str, float]]:
    sizes, ids = unknown.sizes, unknown.ids
    for unlock in unknown.library.settings.next_questions.unlocks:
        truth = unlock.test(unknown.facts) if unlock.answer in ids else False
        if truth is not False:
            yield unlock.answer, sizes.money * unlock.worth * (1.0 if truth else 0.5)
    if "capability" in ids and any(need.level is None for need in unknown.business.diagnosis.capability_gap):
        yield "capability", sizes.detail
    yield from ((id, sizes.detail) for id in ids & LOOKED_AT)
