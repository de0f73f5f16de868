"""A funnel read backwards: what must come in at the top for a target to come out."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from salesmode.economics.figures import MOST, Undefined, rounded_up


class Funnel(NamedTuple):
    """Whole things needed at each stage, first stage to deals, and the months from the first to a deal."""

    needed: tuple[int, ...] | Undefined
    months: float


def reverse_funnel(target: float, deal_value: float, rates: Sequence[float], lags: Sequence[float] = ()) -> Funnel:
    """Return what is needed at each stage for sales of `target`; `rates` and `lags` (months) go first stage to last.

    deals = target / deal value; a stage = the next one / its rate. Each is rounded up, ceil(x - 1e-9), and the rounded
    figure is carried up: there is no half a lead. The last lags may be left out; they are 0. Worked backwards as in
    Digital Body Language (2009).
    """
    months = math.fsum(lags)
    if not deal_value:
        return Funnel(Undefined("no_deal_value"), months)
    if not all(rates):
        return Funnel(Undefined("rate_zero"), months)
    needed: list[int] = []
    wanted = target / deal_value
    for rate in (*reversed(rates), 1.0):
        if wanted > MOST:
            return Funnel(Undefined("beyond_numbers"), months)
        needed.append(rounded_up(wanted))
        wanted = needed[-1] / rate
    return Funnel(tuple(reversed(needed)), months)


def months_before(lags: Sequence[float], stages: int) -> tuple[float, ...]:
    """Return for each of `stages` how many months before the deal it must be filled: the lags still ahead of it."""
    padded = [*lags, *(0.0 for _ in range(stages - 1 - len(lags)))]
    return tuple(math.fsum(padded[stage:]) for stage in range(stages))
