"""Putting numbers to work not yet done, and to what to do first."""

from typing import NamedTuple

from salesmode.economics.figures import Figure, ratio


class Estimate(NamedTuple):
    """Expected and standard deviation, in the unit of the three guesses."""

    expected: float
    deviation: float


def pert(optimistic: float, likely: float, pessimistic: float) -> Estimate:
    """Return (o + 4m + p) / 6 with deviation (p - o) / 6: the three-point estimate of PERT (Malcolm et al. 1959)."""
    return Estimate((optimistic + 4 * likely + pessimistic) / 6, (pessimistic - optimistic) / 6)


def rice(reach: float, impact: float, confidence: float, effort: float) -> Figure:
    """Return reach x impact x confidence / effort: Intercom's RICE score."""
    return ratio(reach * impact * confidence, effort, "no_effort")


def wsjf(cost_of_delay: float, size: float) -> Figure:
    """Return cost of delay / job size: weighted shortest job first (Reinertsen 2009)."""
    return ratio(cost_of_delay, size, "no_effort")
