"""What could be run and what it is worth: the terms of a play's score, and the money of its next level."""

import math
from collections.abc import Mapping
from typing import Final, NamedTuple

from salesmode.business.profile import Profile
from salesmode.engine.sizing import Range, Sizing
from salesmode.knowledge.plays import Action, Level, Lever, Play, Reason
from salesmode.knowledge.settings import SelectionSettings

PLACES = 4
# A shorter cycle brings the same money sooner, once.
ONCE: Final = frozenset({"cycle"})


class ScoreTerms(NamedTuple):
    """The terms of a score; `inherited` is what blocked plays hand on to the play they wait for."""

    fit: float
    gap: float
    impact: float
    confidence: float
    effort: float
    inherited: float = 0.0

    @property
    def score(self) -> float:
        """The priority, rounded to four places."""
        return round(self.fit * self.gap * self.impact * self.confidence / self.effort + self.inherited, PLACES)


class Candidate(NamedTuple):
    """A play that could be run: where it stands, what it scores and why, and what its next level is worth."""

    play: Play
    level_now: int
    level: Level
    steps: tuple[Lever, ...]
    terms: ScoreTerms
    because: tuple[Reason, ...]
    actions: tuple[Action, ...]
    worth: Range | None
    attributed: Mapping[str, Range]

    @property
    def score(self) -> float:
        """The priority."""
        return self.terms.score


def priced(
    candidates: list[Candidate], sizing: Sizing, profile: Profile, settings: SelectionSettings
) -> list[Candidate]:
    """Return the candidates with money on the next level of each, in the currency of the answers inside twelve months.

    A lever's money is claimed once and split by the steps that the plays state.
    """
    reference = _reference(profile, settings)
    points = {lever.id: lever.per_point for lever in sizing.levers if lever.per_point is not None}
    shares = _shares(candidates)
    result = []
    for candidate in candidates:
        attributed = {
            lever.id: _attributed_money(lever, points[lever.id], shares[lever.id])
            for lever in candidate.steps
            if lever.id in points
        }
        worth = _sum(list(attributed.values()))
        result.append(candidate._replace(worth=worth, attributed=attributed))
    return result if reference is None else _sized_by_money(result, reference)


def _sized_by_money(candidates: list[Candidate], reference: float) -> list[Candidate]:
    """Replace what the plays state by their money; what has no price counts as stated, on the scale of the rest."""
    claimed = [sum(claim.mid for claim in candidate.attributed.values()) / reference for candidate in candidates]
    stated = [candidate.terms.impact * _priced_share(candidate) for candidate in candidates]
    scale = max(0.0, math.fsum(claimed)) / math.fsum(stated) if any(stated) else 1.0
    impacts = [
        min(1.0, max(0.0, own) + scale * (candidate.terms.impact - of_it))
        for candidate, own, of_it in zip(candidates, claimed, stated, strict=True)
    ]
    return [
        candidate._replace(terms=candidate.terms._replace(impact=impact))
        for candidate, impact in zip(candidates, impacts, strict=True)
    ]


def _priced_share(candidate: Candidate) -> float:
    """How much of what a play states has a price: its levers alike, without those that only move money forward.

    A play without a lever has no price; what it states tells nothing of the scale.
    """
    if not candidate.steps:
        return 0.0
    earning = [lever for lever in candidate.steps if lever.id not in ONCE]
    return sum(lever.id in candidate.attributed for lever in earning) / len(earning) if earning else 1.0


def _shares(candidates: list[Candidate]) -> dict[str, float]:
    """For each lever the largest step over the sum of all steps: what a play's own step counts for."""
    steps: dict[str, list[float]] = {}
    for candidate in candidates:
        for lever in candidate.steps:
            steps.setdefault(lever.id, []).append(lever.low + lever.high)
    return {id: max(all_steps) / sum(all_steps) for id, all_steps in steps.items()}


def _attributed_money(step: Lever, point: float, share: float = 1.0) -> Range:
    low, high = (size * 100 * share * point for size in (step.low, step.high))
    return Range(low, (low + high) / 2, high)


def _reference(profile: Profile, settings: SelectionSettings) -> float | None:
    if profile.gross_margin is None or profile.revenue is None:
        return None
    gap = (profile.revenue_target or 0.0) - profile.revenue
    return profile.gross_margin * max(gap, settings.reference_growth * profile.revenue) or None


def uplift(now: list[Candidate], sizing: Sizing, *, sales: bool) -> Range | None:
    """Return what the plays taken now add inside twelve months: each lever once, by the largest step among them."""
    steps: dict[str, Lever] = {}
    for candidate in now:
        for lever in candidate.steps:
            if lever.id not in steps or lever.low + lever.high > steps[lever.id].low + steps[lever.id].high:
                steps[lever.id] = lever
    ranges: list[Range | None] = []
    for priced in sizing.levers:
        step = steps.get(priced.id)
        point = priced.sales_point if sales else priced.per_point
        if step is not None and point is not None:
            ranges.append(_attributed_money(step, point))
    return _sum(ranges)


def _sum(ranges: list[Range | None]) -> Range | None:
    known = [amount for amount in ranges if amount is not None]
    if not known:
        return None
    return Range(
        sum(amount.low for amount in known), sum(amount.mid for amount in known), sum(amount.high for amount in known)
    )
