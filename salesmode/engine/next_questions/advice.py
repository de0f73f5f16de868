"""Where the advice stands with the answers so far, and what each open answer is expected to change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.profile import ANSWERS, Profile, specs
from salesmode.engine.capacity import team_of
from salesmode.engine.diagnosis import AXES, Diagnosis, believed, scales
from salesmode.engine.guardrails import Guarding, guard
from salesmode.engine.next_questions.uses import Asking, Use, contradictions, guards, reasons, work
from salesmode.engine.plan import read_business
from salesmode.engine.schedule import schedule
from salesmode.engine.selection import Choice, choose, fit_of
from salesmode.engine.sizing import Weighing, weigh
from salesmode.engine.sizing.levers import demanded, level_now
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Data, Play, Rule

MATURITY = "maturity"
Worth = Mapping[str, float]


class Standing(NamedTuple):
    """The advice so far. `worth` holds every answer that can still change it, with how much it is expected to.

    `promise` is how near each play is to being the first, 0 to 1.
    """

    profile: Profile
    diagnosis: Diagnosis
    weighing: Weighing
    guarding: Guarding
    choice: Choice
    promise: Mapping[str, float]
    worth: Worth

    @property
    def first(self) -> str | None:
        """The play that would be run first."""
        return self.choice.now[0].play.id if self.choice.now else None


def stand(given: Profile, library: Library) -> Standing:
    """Return the advice that the answers so far give, and what the open ones could change."""
    diagnosis = read_business(given, library)
    profile = believed(given, diagnosis, library)
    asking = Asking.of(profile)
    weighing = weigh(asking, diagnosis, library)
    guarding = guard(weighing, library)
    team = team_of(asking, library.index["roles"])
    choice = choose(asking, diagnosis, weighing, guarding, team, library)
    schedule(asking, weighing.facts, choice, guarding, team, library)
    promise = _promises(profile, diagnosis, weighing, guarding, library)
    worth: dict[str, float] = {}
    for id, more in _expected(profile, diagnosis, weighing.facts, guarding, promise, library, asking.missed):
        worth[id] = worth.get(id, 0.0) + more
    still = {id: worth[id] for id in ANSWERS if id in worth and _open(profile, id)}
    return Standing(given, diagnosis, weighing, guarding, choice, promise, still)


def _open(profile: Profile, id: str) -> bool:
    return id == MATURITY or (getattr(profile, id) is None and id not in profile.not_applicable)


def _expected(
    profile: Profile, diagnosis: Diagnosis, facts: Facts, guarding: Guarding, promise: Mapping[str, float],
    library: Library, missed: frozenset[str],
) -> Iterator[tuple[str, float]]:  # fmt: skip
    held: Data = library.index["screens"]["influence"]
    open_ids = frozenset(id for id in ANSWERS if id != MATURITY and _open(profile, id))
    yield from _reading(held, diagnosis, library)
    for use in guards(library):
        if guarding.forced is None or use.owner == guarding.forced_by or not _forces(use, library):
            yield from _shared(use, facts, open_ids, held["guard"])
    for play, near in promise.items():
        yield from _of_play(library.plays[play], near, profile, facts, open_ids, held, library)
    for use in contradictions(library):
        yield from _shared(use, facts, open_ids, held["contradiction"])
    for raw in library.index["choice"]["unlocks"]:
        rule = Rule.read({**raw, "id": raw["answer"]})
        truth = rule.test(facts)
        if truth is not False:
            yield raw["answer"], held["money"] * raw["worth"] * (1.0 if truth else 0.5)
    if any(need.level is None for need in diagnosis.capability_gap):
        yield "capability", held["detail"]
    yield from ((id, held["detail"]) for id in missed & open_ids)


def _forces(use: Use, library: Library) -> bool:
    return any(one.rule.id == use.owner and one.force for one in library.guards)


def _reading(held: Data, diagnosis: Diagnosis, library: Library) -> Iterator[tuple[str, float]]:
    """What the evidence could still say of who pays and how they buy, as far as that is unsure."""
    measure = scales(library)
    totals = {axis: measure.total(diagnosis.sums, axis) for axis in AXES}
    room = measure.room(totals)
    for item in measure.evidence:
        axis = diagnosis.axes[item.axis]
        spread = min(item.spread, 2 * measure.raw["caps"][item.axis].get(item.dimension, 0.0))
        if axis.verdict == "decided" and spread < room[item.axis]:
            continue
        whole = 2 * sum(measure.raw["caps"][item.axis].values())
        yield item.answer, held["reading"][item.axis] * (1 - axis.confidence) * spread / whole


def _of_play(
    play: Play, near: float, profile: Profile, facts: Facts, open_ids: frozenset[str], held: Data, library: Library
) -> Iterator[tuple[str, float]]:
    weight = sum(rule.weight for rule in play.when) or 1.0
    near **= held["sharpness"]
    for use in reasons(library)[play.id]:
        size = held["reason"] * use.rule.weight / weight if use.kind == "reason" else held["wrong"]
        yield from _shared(use, facts, open_ids, near * size)
    now = level_now(profile, play.id)
    for use in work(library, play.id, now + 1):
        yield from _shared(use, facts, open_ids, near * held["detail"])
    if play.id not in (profile.maturity or {}) and near:
        _, confidence, _ = fit_of(play.when, facts)  # before the reasons are known a level says little
        yield MATURITY, near * held["level"] * confidence


def _shared(use: Use, facts: Facts, open_ids: frozenset[str], size: float) -> Iterator[tuple[str, float]]:
    """Divide what hangs on a rule among the open answers that it still waits for, or that could move it again."""
    truth = use.rule.test(facts)
    waits = open_ids & use.answers
    if not waits or size <= 0:
        return
    if truth is None:
        yield from ((id, size / len(waits)) for id in waits)
    elif use.facts - specs().keys():  # a figure that one more answer would make another
        yield from ((id, size / len(waits) / 10) for id in waits)


def _promises(
    profile: Profile, diagnosis: Diagnosis, weighing: Weighing, guarding: Guarding, library: Library
) -> dict[str, float]:
    """How near each play could come to being the first: the gap it closes x the fit and the impact it may yet have."""
    facts, levels = weighing.facts, library.index["choice"]["levels"]
    found = {}
    for play in library.plays.values():
        if play.backbone or guarding.veto(play) or any(rule.test(facts) for rule in play.wrong_when):
            continue
        now = level_now(profile, play.id)
        level = play.next_level(now)
        wanted = demanded(play, diagnosis) if diagnosis.mode else _average_demand(play)
        if level is None or wanted <= now:
            continue
        fit = _hoped_fit(play.when, facts)
        found[play.id] = min(wanted - now, levels) / levels * fit * level.impact
    best = max(found.values(), default=0.0)
    return {id: value / best for id, value in found.items()} if best else {}


def _average_demand(play: Play) -> float:
    demands = [level for side in play.demand.values() for level in side.values()]
    return sum(demands) / len(demands)


def _hoped_fit(rules: tuple[Rule, ...], facts: Facts) -> float:
    """Reasons that hold in full and open ones by half, over all of them."""
    total = sum(rule.weight for rule in rules) or 1.0
    truths = [(rule.weight, rule.test(facts)) for rule in rules]
    return sum(weight * (1.0 if truth else 0.5 if truth is None else 0.0) for weight, truth in truths) / total
