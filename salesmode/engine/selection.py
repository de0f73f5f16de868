"""Which few plays to run: `score = fit x gap x impact x confidence / effort`, every term shown."""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.profile import Profile
from salesmode.engine.business import Business
from salesmode.engine.capacity import Capacity
from salesmode.engine.guardrails import Guardrails
from salesmode.engine.industry import as_taken, rewrites
from salesmode.engine.scoring import Candidate, ScoreTerms, priced, uplift
from salesmode.engine.sizing import Range, Sizing
from salesmode.engine.sizing.levers import demanded, level_now
from salesmode.engine.sizing.steps import steps_of
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Action, Guard, Play, Reason, Stop
from salesmode.knowledge.settings import SelectionSettings

Why = Literal["wrong", "guard", "reached", "unneeded", "unwritten", "fit", "needs", "rank"]


class Rejection(NamedTuple):
    """A play not run now, and why: the rule or guard that speaks against it, or what the reason `why` is told with.

    `level` is the one it stands at, `waits_for` the play it waits for, `reasons` how many of how many hold.
    """

    play: str
    why: Why
    rule: Reason | Guard | None = None
    level: int | None = None
    waits_for: str | None = None
    reasons: tuple[int, int] | None = None


class Selection(NamedTuple):
    """Plays now, in rank order; next; not now, because; what to stop.

    `for_goal` is the play taken for the stated goal; `uplift` is the contribution, `sales_uplift` the sales that the
    plays now add inside twelve months.
    """

    now: tuple[Candidate, ...]
    next: tuple[Candidate, ...]
    not_now: tuple[Rejection, ...]
    stop: tuple[tuple[str, Stop], ...]
    forced: str | None
    for_goal: str | None
    uplift: Range | None
    sales_uplift: Range | None
    slots: int


def select(business: Business, sizing: Sizing, guardrails: Guardrails, library: Library) -> Selection:
    """Return the plays taken now and next, and why each other one was passed over."""
    settings, profile = library.settings.selection, business.profile
    candidates, rejected = _candidates(business, sizing, guardrails, library)
    ranked, blocked = _hand_on(candidates, profile, guardrails.forced)
    slots = _slots(settings, business.capacity)
    goal = settings.goals.get(profile.goal, ()) if profile.goal else ()
    worthy = _worthy(
        ranked,
        guardrails.forced,
        goal,
        settings.min_share,
        settings.aside_fit.get(profile.goal, 0.0) if profile.goal else 0.0,
    )
    now, for_goal = _take(ranked, worthy, slots, guardrails.forced, goal)
    taken = {candidate.play.id for candidate in now}
    rest = [candidate for candidate in ranked if candidate.play.id not in taken]
    later = rest[: settings.next]
    rejected += blocked
    rejected += [Rejection(candidate.play.id, "rank") for candidate in rest[settings.next :]]
    stop = tuple(
        (candidate.play.id, rule) for candidate in now for rule in candidate.play.stops if rule.test(sizing.facts)
    )
    return Selection(
        now=tuple(now),
        next=tuple(later),
        not_now=tuple(sorted(rejected, key=lambda rejection: rejection.play)),
        stop=stop,
        forced=guardrails.forced,
        for_goal=for_goal,
        uplift=uplift(now, sizing, sales=False),
        sales_uplift=uplift(now, sizing, sales=True),
        slots=slots,
    )


def _candidates(
    business: Business, sizing: Sizing, guardrails: Guardrails, library: Library
) -> tuple[list[Candidate], list[Rejection]]:
    candidates, rejected = [], []
    for play in library.plays.values():
        forced = play.id == guardrails.forced
        if play.backbone and not forced:
            continue
        outcome = _candidate(play, business, sizing, guardrails, library)
        if isinstance(outcome, Rejection):
            rejected.append(outcome)
        else:
            candidates.append(outcome)
    return priced(candidates, sizing, business.profile, library.settings.selection), rejected


def _candidate(
    play: Play, business: Business, sizing: Sizing, guardrails: Guardrails, library: Library
) -> Candidate | Rejection:
    profile, facts, settings = business.profile, sizing.facts, library.settings.selection
    forced = play.id == guardrails.forced
    wrong = next((rule for rule in play.wrong_when if rule.test(facts)), None)
    if wrong and not forced:
        return Rejection(play.id, "wrong", wrong)
    veto = guardrails.veto(play)
    if veto:
        return Rejection(play.id, "guard", veto)
    now = level_now(profile, play.id)
    level = play.next_level(now)
    steps = steps_of(level, profile, facts, library.settings.sizing.step_caps) if level else ()
    pull = max((sizing.relative_worth.get(step.id, 0.0) for step in steps), default=0.0)
    wanted = demanded(play, business.diagnosis) + (
        settings.bottleneck_step * pull if pull >= settings.bottleneck_from else 0
    )
    gap = max(0.0, (min(wanted, settings.levels) - now) / settings.levels)
    if not forced and (level is None or gap == 0):
        why: Why = "unneeded" if not wanted else "reached" if gap == 0 else "unwritten"
        return Rejection(play.id, why, level=now)
    fit, confidence, because = fit_of(play.when, facts)
    if not forced and (not confidence or fit < settings.min_fit):
        return Rejection(play.id, "fit", reasons=(len(because), len(play.when)))
    if level is None:
        return Rejection(play.id, "unwritten", level=now)
    own_way = rewrites(profile.industry, library)
    actions = tuple(
        as_taken(action, own_way.get(action.id))
        for action in level.actions
        if action.test(facts) and not guardrails.veto_action(action.uses)
    )
    effort = 1 + _hours(actions, settings) / max(business.capacity.week * business.horizon, 1.0)
    terms = ScoreTerms(fit, gap, level.impact, confidence, effort)
    return Candidate(play, now, level, steps, terms, because, actions, None, {})


def fit_of(rules: Sequence[Reason], facts: Facts) -> tuple[float, float, tuple[Reason, ...]]:
    """Return fit, confidence and the reasons that hold, heaviest first.

    Fit is the share of the known reasons that hold, by weight; confidence the share of the weight that is known.
    """
    holds, known, total = 0.0, 0.0, 0.0
    because = []
    for rule in rules:
        truth = rule.test(facts)
        total += rule.weight
        if truth is not None:
            known += rule.weight
        if truth:
            holds += rule.weight
            because.append(rule)
    because.sort(key=lambda rule: -rule.weight)
    return (holds / known if known else 0.0), (known / total if total else 0.0), tuple(because)


def _hours(actions: Sequence[Action], settings: SelectionSettings) -> float:
    return math.fsum(action.hours + action.cash * settings.cash_hour_rate for action in actions)


def _hand_on(
    candidates: list[Candidate], profile: Profile, forced: str | None
) -> tuple[list[Candidate], list[Rejection]]:
    """Take out the plays that wait for another and pass their score on to one that can be run; the rest ranked."""
    waits = {candidate.play.id: _unmet(candidate, profile) for candidate in candidates if candidate.play.id != forced}
    waits = {play: unmet for play, unmet in waits.items() if unmet}
    handed: dict[str, float] = {}
    for candidate in candidates:
        runs, seen = candidate.play.id, {candidate.play.id}
        while (unmet := waits.get(runs)) and unmet not in seen:
            runs = unmet
            seen.add(runs)
        if runs != candidate.play.id:
            handed[runs] = handed.get(runs, 0.0) + candidate.score
    free = [
        candidate._replace(terms=candidate.terms._replace(inherited=handed.get(candidate.play.id, 0.0)))
        for candidate in candidates
        if candidate.play.id not in waits
    ]
    return sorted(free, key=_rank), [Rejection(play, "needs", waits_for=unmet) for play, unmet in waits.items()]


def _unmet(candidate: Candidate, profile: Profile) -> str | None:
    return next((need.play for need in candidate.level.needs if level_now(profile, need.play) < need.level), None)


def _rank(candidate: Candidate) -> tuple[float, float, str]:
    return -candidate.score, -(candidate.worth.mid if candidate.worth else 0.0), candidate.play.id


def _slots(settings: SelectionSettings, capacity: Capacity) -> int:
    return next(row.now for row in settings.slots if row.below is None or capacity.week < row.below)


def _worthy(
    ranked: list[Candidate], forced: str | None, goal: Sequence[str], least_share: float, aside_fit: float
) -> list[Candidate]:
    """The plays that are worth a slot: what scores a small part of the first would only take hours from it.

    So would, after the first, a play that does not serve the stated goal and fits less than `aside_fit`.
    """
    best = max((candidate.score for candidate in ranked), default=0.0)
    worthy = [candidate for candidate in ranked if candidate.play.id == forced or candidate.score >= least_share * best]
    first = forced or next((candidate.play.id for candidate in worthy), None)
    return [
        candidate
        for candidate in worthy
        if candidate.play.id == first or candidate.terms.fit >= aside_fit or _serves(candidate, goal)
    ]


def _take(
    ranked: list[Candidate], worthy: list[Candidate], slots: int, forced: str | None, goal: Sequence[str]
) -> tuple[list[Candidate], str | None]:
    """The forced play, then the worthy ones; where none serves the goal, the last slot goes to the best that does."""
    now = sorted(worthy, key=lambda candidate: candidate.play.id != forced)[:slots]
    if slots < 2 or not goal or any(_serves(candidate, goal) for candidate in now):
        return now, None
    for_goal = next((candidate for candidate in ranked if _serves(candidate, goal)), None)
    if for_goal is None:
        return now, None
    return [*now[: slots - 1], for_goal], for_goal.play.id


def _serves(candidate: Candidate, goal: Sequence[str]) -> bool:
    return any(lever.id in goal for lever in candidate.steps)
