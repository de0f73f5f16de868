"""Capacity: what the sellers one has can carry."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from salesmode.economics.figures import MONTHS


class Reps(NamedTuple):
    """Sellers alike: how many, the yearly quota of one in money, and the share of it that they reach."""

    people: float
    quota: float
    attainment: float


def rep_capacity(groups: Sequence[Reps]) -> float:
    """Return the sales a year the groups can carry: the sum of people x quota x attainment."""
    return math.fsum(group.people * group.quota * group.attainment for group in groups)


def ramped_share(ramp_months: float, start_month: float = 0.0, months: float = MONTHS) -> float:
    """Return the share of `months` that a seller who starts after `start_month` works at full strength.

    Nothing before the start, then rising evenly from nothing to all over `ramp_months`, then all: the area under it.
    """
    if months <= 0:
        return 0.0
    there = max(0.0, months - start_month)
    ramping = min(ramp_months, there)
    lost = ramping - ramping**2 / (2 * ramp_months) if ramp_months else 0.0
    return (there - lost) / months
