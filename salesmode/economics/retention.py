"""How much of last year's recurring revenue is still there."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from salesmode.economics.figures import Figure, ratio


class Retention(NamedTuple):
    """Net and gross revenue retention as shares of the start; gross never counts what was added."""

    nrr: Figure
    grr: Figure


def retention(start: float, expansion: float, contraction: float, churn: float) -> Retention:
    """Return NRR = (start + expansion - contraction - churn) / start and GRR = (start - contraction - churn) / start.

    All money of the customers there at the start; new customers do not count. GRR is held between 0 and 1.
    """
    kept = start - contraction - churn
    return Retention(
        ratio(kept + expansion, start, "no_start"), ratio(min(max(kept, 0.0), start), start, "no_start")
    )  # fmt: skip


def retention_by_customer(customers: Sequence[tuple[float, float]]) -> Retention:
    """Return NRR and GRR of customers as (revenue before, revenue now), for GRR each held at what it was before."""
    before = math.fsum(start for start, _ in customers)
    now = math.fsum(now for _, now in customers)
    held = math.fsum(min(start, now) for start, now in customers)
    return Retention(ratio(now, before, "no_start"), ratio(held, before, "no_start"))
