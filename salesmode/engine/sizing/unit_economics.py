"""Does winning a customer pay: what it costs to win one, by way of selling, against what the first year leaves."""

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from salesmode.business.conditions import N_A, Facts
from salesmode.business.facts import FIRST_YEAR, ORDER, WON_SHARE, ratio, won_share
from salesmode.business.profile import Profile
from salesmode.knowledge.diagnosis import MotionHours

UNIT_ECONOMICS_INPUTS: Final = FIRST_YEAR | ORDER | WON_SHARE | {"cac", "selling_motion"}


class UnitEconomics(Struct, frozen=True):
    """Cost of winning a customer, contribution of the first year, and the order value at which the two are equal.

    `kind` is `own` where the cost was stated, `assumed` where it rests on the hours that a way of selling takes.
    """

    motion: str | None
    cost: float
    contribution: float
    break_even_order: float | None
    pays: bool
    kind: Literal["own", "assumed"]


def unit_economics_of(
    profile: Profile, facts: Facts, motions: MotionHours, workday: float | None
) -> tuple[UnitEconomics, ...]:
    """Return whether ways of selling pay: today's by its stated cost, the others by the hours they take.

    `motions` holds hours for a case that is worked, by way of selling; a case that can be lost counts 1 / win rate
    times. `workday` is the price of eight hours. Empty where the contribution of a first year is unknown.
    """
    contribution = facts.get("first_year_contribution")
    if contribution is None or contribution is N_A:
        return ()
    return (*_stated(profile, contribution), *_worked(profile, contribution, motions, workday))


def _stated(profile: Profile, contribution: float) -> Iterator[UnitEconomics]:
    if profile.cac is not None:
        yield _against(None, profile.cac, contribution, profile, "own")


def _worked(
    profile: Profile, contribution: float, motions: MotionHours, workday: float | None
) -> Iterator[UnitEconomics]:
    if workday is None:
        return
    used = profile.selling_motion or ()
    for motion, effort in motions.hours.items():
        tries = 1.0
        if motion in motions.by_offer:
            won = won_share(profile)
            if not won:
                continue
            tries = 1 / won
        cost = effort / motions.day * workday * tries
        # A way that is not used tells something only where it would not pay.
        if motion in used or cost >= contribution:
            yield _against(motion, cost, contribution, profile, "assumed")


def _against(
    motion: str | None, cost: float, contribution: float, profile: Profile,
    kind: Literal["own", "assumed"],
) -> UnitEconomics:  # fmt: skip
    order = profile.aov if profile.aov is not None else profile.deal_value
    per_order = ratio(contribution, order)
    break_even = ratio(cost, per_order) if contribution > 0 else None
    return UnitEconomics(motion, cost, contribution, break_even, contribution > cost, kind)
