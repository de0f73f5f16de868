"""What a customer is worth over the time they stay, and how long the cost of winning one takes to return."""

from typing import Literal

from salesmode.economics.figures import Figure, Undefined, ratio, times

MONTHS = 12
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
