"""Whether each move is for this business, and if so where, why, what it brings and what it takes."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from salesmode.business.conditions import Facts, Truth, compiled
from salesmode.business.shapes import first_holding, holding
from salesmode.engine.business import Business
from salesmode.engine.findings import Findings, FoundFinding
from salesmode.engine.ground import Ground
from salesmode.engine.guardrails import Guardrails
from salesmode.engine.moves.effects import DEMAND, NEW_DEMAND, NO_VOLUME, Cases, Claim, claim_of
from salesmode.knowledge.library import Library
from salesmode.knowledge.moves import Effect, Exclusion, Move, Reason
from salesmode.knowledge.plays import Guard
from salesmode.knowledge.told import told_in

Why = Literal[
    "not_for", "unknown", "in_place", "wrong", "ruled_out", "guard", "finding", "loses", "needs", "overlaps", "nobody",
    "hours", "busy", "starts", "full", "cash", "weeks", "season", "worth",
]  # fmt: skip


class Rejection(Struct, frozen=True):
    """A move that is not made, and its first binding reason.

    `rule` is what speaks against it; `detail` names the role short of hours, the move it needs, what was ruled out;
    `adds` is the contribution inside twelve months that it would bring beside the chosen ones, where it has a price.
    """

    move: str
    why: Why
    segment: str = "business"
    rule: Exclusion | Guard | FoundFinding | None = None
    detail: str | None = None
    adds: float | None = None

    @property
    def possible(self) -> bool:
        """Whether it is for this business, and only finds no room or is outdone."""
        return self.why in POSSIBLE


class RoleHours(Struct, frozen=True):
    """The hours of a move that one role works: `assignee` does it where nobody fills the `role`."""

    role: str
    assignee: str
    once: float
    weekly: float


class Candidate(msgspec.Struct, frozen=True, dict=True):
    """A move that could be made: for which part, why, what it claims of which levers, what it takes.

    `open_shares` are low, likely and high of what it achieves on a lever whose worth cannot be told. `pull` says how
    much speaks for it besides money: the goal it serves, the findings it answers. Money is in the currency of the
    answers.
    """

    move: Move
    ground: Ground
    figures: Mapping[str, float | None]
    because: Reason
    claims: tuple[Claim, ...]
    open_shares: Mapping[str, Cases]
    work: tuple[RoleHours, ...]
    cash_once: float
    cash_monthly: float
    cash_known: bool
    for_goal: bool
    answers: tuple[str, ...]
    pull: float

    @property
    def id(self) -> str:
        """The id of the move."""
        return self.move.id

    def is_for(self, found: FoundFinding) -> bool:
        """Return whether the move answers a finding, made where it holds: in all of the business or in that part."""
        return found.id in self.move.answers and (
            self.ground.id == "business" or found.ground.id in ("business", self.ground.id)
        )

    def done_by(self, role: str, short: str, deputy: str) -> Candidate:
        """Return the same move with what one who is short of hours was to do as a role done by a deputy.

        Of their own role that is all of their work.
        """
        work = tuple(
            replace(one, assignee=deputy) if one.assignee == short and role in (one.role, short) else one
            for one in self.work
        )
        return msgspec.structs.replace(self, work=work)

    @functools.cached_property
    def facts(self) -> Facts:
        """What the conditions of its texts are held against: the facts of its part, and its own figures."""
        return self.ground.with_figures(self.figures)

    @functools.cached_property
    def effects(self) -> tuple[Effect, ...]:
        """What the move changes in this part: the effects whose condition holds."""
        return tuple(holding(self.move.effects, self.facts))

    @property
    def unpriced(self) -> tuple[str, ...]:
        """The levers whose worth cannot be told."""
        return tuple(self.open_shares)

    @property
    def priced(self) -> bool:
        """Whether all that it brings has a price."""
        return bool(self.claims) and not self.unpriced

    @functools.cached_property
    def alone(self) -> float:
        """The contribution that it brings by itself, begun now: its claims, each at its likely share."""
        return sum(claim.contribution()[1] for claim in self.claims)

    @functools.cached_property
    def hours_once(self) -> float:
        """Hours of all roles to set it up."""
        return sum(one.once for one in self.work)

    @functools.cached_property
    def hours_weekly(self) -> float:
        """Hours of all roles a week while it runs."""
        return sum(one.weekly for one in self.work)

    @functools.cached_property
    def once_by_role(self) -> Mapping[str, float]:
        """Hours to set it up of each role that works any."""
        return _added((one.assignee, one.once) for one in self.work)

    @functools.cached_property
    def weekly_by_role(self) -> Mapping[str, float]:
        """Hours a week while it runs of each role that works any."""
        return _added((one.assignee, one.weekly) for one in self.work)


def _added(hours: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for role, each in hours:
        if each:
            found[role] = found.get(role, 0.0) + each
    return found


class Choosing(Struct, frozen=True, dict=True):
    """What every move is held against."""

    business: Business
    grounds: tuple[Ground, ...]
    findings: Findings
    guardrails: Guardrails
    library: Library

    def figures_of(self, move: Move, ground: Ground) -> dict[str, float | None]:
        """Return the figures of a move in a part; one for a sentence of the owner's counts with what that tells."""
        sentence = self.business.noted.of(move.told) if move.told else None
        return ground.figures(move.figures, told_in(sentence) if sentence is not None else None)

    @functools.cached_property
    def has_no_room(self) -> bool:
        """Whether a finding or a guard says that there is no room for more orders."""
        found = any(NEW_DEMAND in item.finding.against for item in self.findings.against)
        return found or any(NEW_DEMAND in guard.veto.uses for guard in self.guardrails.active)

    @functools.cached_property
    def in_own_words(self) -> frozenset[str]:
        """The moves in the trade's own words that do what the owner wrote of."""
        jobs = (one.concern.job for one in self.business.noted.heard)
        own = self.business.trade.first
        return frozenset(id for job in jobs if job is not None for id in job.overlaps if id in own)

    @property
    def cost_of_cash(self) -> float:
        """What a unit of money freed for a year spares."""
        settings, months = self.library.settings.selection, self.business.profile.cash_months
        short = months is not None and months < settings.cash_short.below
        return float(settings.cash_short.cost if short else settings.cost_of_cash)


def outcome_of(id: str, choosing: Choosing) -> Candidate | Rejection:
    """Return a move as it could be made where it brings most, or why it cannot."""
    known, own = choosing.library.move(id), choosing.business.trade.first
    move = own[id].spoken(known) if id in own else known
    return _outcome_in_parts(move, choosing) if move.whole else _of_the_whole(_in_parts(move, choosing), choosing)


def _outcome_in_parts(move: Move, choosing: Choosing) -> Candidate | Rejection:
    """A move of the whole business: for all of it, else for the part whose own answers decide what it leaves open.

    Where the part with most of the revenue speaks against it, it is not for all of the business.
    """
    whole, parts = choosing.grounds[0], choosing.grounds[1:]
    outcome = _outcome(move, whole, choosing)
    if not parts or (isinstance(outcome, Rejection) and outcome.why not in UNDECIDED):
        return outcome
    if isinstance(outcome, Candidate) and not any(_speaks_against_it(move, part, choosing) for part in parts):
        return outcome
    found = [_outcome(move, part, choosing) for part in parts]
    possible = [other for other in found if isinstance(other, Candidate)]
    wrong = (other for other in found if isinstance(other, Rejection) and other.why == "wrong")
    return max(possible, key=_most) if possible else next(wrong, outcome)


def _speaks_against_it(move: Move, part: Ground, choosing: Choosing) -> bool:
    """Whether this part brings most of the revenue, and its own answers speak against a move."""
    share = part.look("revenue_share")
    if share is None or share <= MOST:
        return False
    outcome = _outcome(move, part, choosing)
    return isinstance(outcome, Rejection) and outcome.why == "wrong"


def _in_parts(move: Move, choosing: Choosing) -> Candidate | Rejection:
    grounds = choosing.grounds
    return _best([_outcome(move, ground, choosing) for ground in grounds[1:] or grounds])


def _of_the_whole(outcome: Candidate | Rejection, choosing: Choosing) -> Candidate | Rejection:
    """The same move for all of the business, where the whole has the counts that price it and no part of it has."""
    if isinstance(outcome, Rejection) or outcome.ground is choosing.grounds[0]:
        return outcome
    whole = _outcome(outcome.move, choosing.grounds[0], choosing)
    if isinstance(whole, Rejection) or not whole.priced or whole.alone <= outcome.alone:
        return outcome
    counted = any(claim.pool.lever not in outcome.ground.levers for claim in whole.claims)
    return whole if counted or outcome.unpriced else outcome


def _best(outcomes: Sequence[Candidate | Rejection]) -> Candidate | Rejection:
    """What a move brings where it brings most, else the most telling reason why it is not made."""
    if len(outcomes) == 1:
        return outcomes[0]
    possible = [outcome for outcome in outcomes if isinstance(outcome, Candidate)]
    if possible:
        return max(possible, key=_most)
    return min((item for item in outcomes if isinstance(item, Rejection)), key=_telling)


def _most(candidate: Candidate) -> tuple[float, float]:
    return candidate.alone, candidate.pull


MORE_PEOPLE = ("more_leads", "new_channel", "first_customers")  # goals that nothing but more who ask would meet
POSSIBLE: frozenset[Why] = frozenset({"needs", "hours", "busy", "starts", "full", "cash", "weeks", "season", "worth"})
MOST = 0.5  # of the revenue: what has more of it than this speaks for the whole
UNDECIDED: frozenset[Why] = frozenset({"not_for", "unknown"})
TELLING: tuple[Why, ...] = (
    "in_place",
    "wrong",
    "ruled_out",
    "guard",
    "finding",
    "loses",
    "nobody",
    "unknown",
    "not_for",
)


def _telling(rejection: Rejection) -> int:
    return TELLING.index(rejection.why)


def _outcome(move: Move, ground: Ground, choosing: Choosing) -> Candidate | Rejection:
    if move.test(ground.facts) is False:  # most of the library, and no figure of its own can make it true
        return Rejection(move.id, "not_for", ground.id)
    figures = choosing.figures_of(move, ground)
    facts = ground.with_figures(figures)
    refused = _refused(move, ground, facts, choosing)
    if refused is not None:
        return refused
    claims, unpriced = _claims(move, ground, facts, figures, choosing.cost_of_cash)
    if claims and all(claim.pool.contribution <= 0 for claim in claims) and NO_VOLUME.isdisjoint(unpriced):
        return Rejection(move.id, "loses", ground.id)
    work = tuple(_work(move, ground, facts, figures, choosing.business))
    if not work:
        return Rejection(move.id, "nobody", ground.id, detail=move.work[0].role)
    for_goal, answers = spoken_for(move, choosing)
    once, monthly = ground.work_out(move.cash.once, figures), ground.work_out(move.cash.monthly, figures)
    return Candidate(
        move, ground, figures, move.reason(facts), tuple(claims), unpriced, work, once or 0.0, monthly or 0.0,
        once is not None and monthly is not None, for_goal, answers, pull_of(move, facts, for_goal, answers),
    )  # fmt: skip


def spoken_for(move: Move, choosing: Choosing) -> tuple[bool, tuple[str, ...]]:
    """Return whether a move serves the stated goal, and the findings it is an answer to."""
    answers = tuple(item.finding.id for item in choosing.findings.found if item.finding.id in move.answers)
    return choosing.business.profile.goal in move.goals and not goal_waits(choosing), answers


def goal_waits(choosing: Choosing) -> bool:
    """Whether the stated goal is more people who ask, and a finding or a guard says that there is no room for them."""
    return choosing.business.profile.goal in MORE_PEOPLE and choosing.has_no_room


def uses_of(move: Move) -> frozenset[str]:
    """Return what a move uses: what it says itself, and demand where all it brings is more people who ask."""
    brings = {effect.lever for effect in move.effects}
    return frozenset({*move.uses, *([NEW_DEMAND] if brings and brings <= DEMAND else [])})


def pull_of(move: Move, facts: Facts, for_goal: bool, answers: Sequence[str]) -> float:
    """Return how much speaks for a move besides money, from a quarter to two and a quarter.

    An effect that rests on what the owner told counts only where it holds.
    """
    told = [effect.likely for effect in move.effects if not effect.told or effect.test(facts)]
    strength = min(1.0, 5 * sum(told))
    return 0.25 + for_goal + 0.25 * min(2, len(answers)) + 0.5 * strength


def _refused(move: Move, ground: Ground, facts: Facts, choosing: Choosing) -> Rejection | None:
    profile, guardrails = choosing.business.profile, choosing.guardrails
    holds: Truth = move.test(facts)
    if holds is False:
        return Rejection(move.id, "not_for", ground.id)
    if (profile.maturity or {}).get(move.play, 0) >= move.stage or (
        move.in_place is not None and compiled(move.in_place)(facts)
    ):
        return Rejection(move.id, "in_place", ground.id)
    wrong = first_holding(move.wrong_when, facts)
    if wrong is not None:
        return Rejection(move.id, "wrong", ground.id, rule=wrong)
    barred = next((item for item in profile.rules_out or () if item in move.rules_out), None)
    if barred is not None:
        return Rejection(move.id, "ruled_out", ground.id, detail=barred)
    uses = uses_of(move)
    guard = guardrails.veto(move.play, uses)
    if guard is not None:
        return Rejection(move.id, "guard", ground.id, rule=guard)
    against = next((item for item in choosing.findings.against if _speaks_against(item, move, uses, ground)), None)
    if against is not None:
        return Rejection(move.id, "finding", ground.id, rule=against)
    if holds is None:
        return Rejection(move.id, "unknown", ground.id)
    return None


def _speaks_against(item: FoundFinding, move: Move, uses: frozenset[str], ground: Ground) -> bool:
    against = item.finding.against
    named = move.id in against or move.play in against or not uses.isdisjoint(against)
    return named and item.ground.id in ("business", ground.id)


def _claims(
    move: Move, ground: Ground, facts: Facts, figures: Mapping[str, float | None], cost_of_cash: float
) -> tuple[list[Claim], dict[str, Cases]]:
    claims: list[Claim] = []
    unpriced: dict[str, Cases] = {}
    for effect in holding(move.effects, facts):
        claim = claim_of(effect, ground, figures, cost_of_cash)
        if claim is None:
            part = ground.work_out(effect.part, figures) or 0.0
            unpriced[effect.lever] = (effect.low * part, effect.likely * part, effect.high * part)
        else:
            claims.append(claim)
    return claims, unpriced


def _work(
    move: Move, ground: Ground, facts: Facts, figures: Mapping[str, float | None], business: Business
) -> Iterator[RoleHours]:
    for work in move.work:
        if work.test(facts) is False:
            continue
        assignee = business.capacity.assignee(work.role)
        once, weekly = ground.work_out(work.once, figures), ground.work_out(work.weekly, figures)
        if assignee is not None:
            yield RoleHours(work.role, assignee, max(0.0, once or 0.0), max(0.0, weekly or 0.0))
