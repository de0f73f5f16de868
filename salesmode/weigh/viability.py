"""Does winning a customer pay: what it costs to win one against what the first year leaves."""

from typing import NamedTuple

from salesmode.conditions import N_A, Facts
from salesmode.profile import Profile


class Viability(NamedTuple):
    """Cost of winning a customer, contribution of the first year, and the order value at which the two are equal."""

    motion: str | None
    cost: float
    contribution: float
    break_even_order: float | None
    pays: bool


def viable(profile: Profile, facts: Facts) -> tuple[Viability, ...]:
    """Return whether today's way of selling pays; empty where cost or contribution is unknown."""
    contribution = facts.get("first_year_contribution")
    if profile.cac is None or contribution is None or contribution is N_A:
        return ()
    value = facts["first_year_value"]
    order = profile.aov if profile.aov is not None else profile.deal_value
    share = contribution / value if value else 0.0
    break_even = profile.cac * order / (value * share) if order is not None and value and share else None
    motions = profile.selling_motion or (None,)
    return (Viability(motions[0], profile.cac, contribution, break_even, contribution > profile.cac),)
