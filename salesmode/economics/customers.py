"""Customers: what one is worth and costs to win, how much of their revenue stays, what they answer."""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from salesmode.economics.figures import MONTHS, Figure, Undefined, ratio, times
from salesmode.economics.intervals import two_sided

QUARTERS = 4
POINTS = 100
# When the first margin of a period comes in: at its start, at its end, or only after the first renewal.
FirstMargin = Literal["at_start", "at_end", "after_first_renewal"]


def ltv_multiple(retention: float, discount: float, first: FirstMargin) -> Figure:
    """Return customer value in periods' margins, of one period's retention and discount rate, r and d.

    at_start (1 + d) / (1 + d - r); at_end 1 / (1 + d - r); after_first_renewal r / (1 + d - r), as Gupta and Lehmann
    (2003). The three differ by a margin: a figure without its convention says little.
    """
    shares = {"at_start": 1 + discount, "at_end": 1.0, "after_first_renewal": retention}
    return ratio(shares[first], 1 + discount - retention, "churn_zero")


def monthly_ltv(arpa: float, gross_margin: float, churn: float, discount: float = 0.0) -> Figure:
    """Return the margin in money that a customer leaves over their time, discounted at `discount` a year.

    Month's margin x (1 + i) / (1 + i - (1 - churn)), i the monthly rate that compounds to `discount`; the first margin
    comes at the start of the first month. Undiscounted that is margin / churn. With no churn seen there is no end to
    the time, and no figure.
    """
    if not churn:
        return Undefined("churn_zero")
    monthly = (1 + discount) ** (1 / MONTHS) - 1
    return times(ltv_multiple(1 - churn, monthly, "at_start"), arpa * gross_margin)


def cac_payback(cac: float, arpa: float, gross_margin: float) -> Figure:
    """Return the months until a month's margin has paid the cost of winning: CAC / (ARPA x margin), undiscounted."""
    return ratio(cac, arpa * gross_margin, "no_margin" if arpa else "arpa_zero")


def value_over_cost(ltv: Figure, cac: float) -> Figure:
    """Return lifetime value over the cost of winning."""
    return ratio(ltv, cac, "no_cac")


class Efficiency(NamedTuple):
    """The magic number, and the months of revenue that pay the spend back."""

    magic_number: Figure
    payback_months: Figure


def magic_number(revenue_now: float, revenue_before: float, spend: float) -> Efficiency:
    """Return (this quarter's revenue - last quarter's) x 4 / last quarter's sales and marketing spend, and 12 / it.

    The convention of Scale Venture Partners. Where revenue did not grow the number is zero or below and nothing is
    paid back: a small spend makes shrinking no more efficient.
    """
    number = ratio((revenue_now - revenue_before) * QUARTERS, spend, "no_spend")
    if isinstance(number, Undefined):
        return Efficiency(number, number)
    return Efficiency(number, ratio(MONTHS, number, "no_growth") if number > 0 else Undefined("no_growth"))


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
    kept = math.fsum(min(start, now) for start, now in customers)
    return Retention(ratio(now, before, "no_start"), ratio(kept, before, "no_start"))


class Nps(NamedTuple):
    """Net promoter score in points from -100 to 100, and its margin of error in points."""

    nps: Figure
    margin: Figure


def net_promoter(promoters: float, passives: float, detractors: float, alpha: float = 0.05) -> Nps:
    """Return promoters less detractors per hundred answers, and its error: z sqrt((p + d - (p - d)^2) / n).

    Score by Reichheld (2003), error that of a difference of two shares of one sample. Where all answers fall in one
    group that formula gives no width, and the error is undefined.
    """
    answers = promoters + passives + detractors
    if not answers:
        return Nps(Undefined("no_answers"), Undefined("no_answers"))
    likes, dislikes = promoters / answers, detractors / answers
    score = likes - dislikes
    variance = max(0.0, likes + dislikes - score**2)
    if answers in (promoters, passives, detractors):
        return Nps(POINTS * score, Undefined("one_group"))
    return Nps(POINTS * score, POINTS * two_sided(alpha) * math.sqrt(variance / answers))
