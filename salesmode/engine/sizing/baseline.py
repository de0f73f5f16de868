"""The baseline: what the next twelve months bring if everything stays as it is."""

from typing import Final, Literal, NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.facts import (
    KEPT_SHARE,
    OPPORTUNITIES,
    ORDER_VALUE,
    ORDERS_A_MONTH,
    WON_SHARE,
    kept_share,
    opportunities_a_year,
    order_value,
    orders_a_month,
    orders_a_year,
    won_share,
)
from salesmode.business.profile import Profile

Basis = Literal["contracts", "repeat", "funnel", "books", "shop"]
CONTRACT = "multi_year_contract"
RETURNING = frozenset({"repeat", "subscription", CONTRACT})
MONTHS = 12

# The answers that the baseline is made of, those that only stand in for another one included.
BASELINE_INPUTS: Final = OPPORTUNITIES | WON_SHARE | ORDER_VALUE | ORDERS_A_MONTH | KEPT_SHARE | {
    "revenue", "continuing_revenue", "annual_churn", "expansion_rate", "relationship", "purchases_per_year",
}  # fmt: skip


class Baseline(NamedTuple):
    """Money of twelve months at today's pace; each part `None` where it cannot be known.

    `base` comes by itself from customers already won, `before_churn` is the same before losses; `fresh` is what new
    customers sign, `customer` the value of one of them inside the year; `shop` sales of the shop; `total` the whole.
    """

    basis: Basis | None
    base: float | None
    before_churn: float | None
    fresh: float | None
    customer: float | None
    opportunities: float | None
    shop: float | None
    total: float | None


def baseline_of(profile: Profile, facts: Facts) -> Baseline:
    """Return the baseline.

    Customers under contract or by habit carry on less churn, plus expansion; new ones come through the funnel.
    A customer who reorders is won, on average, half way through the year, so half of a year's orders count.
    A business that knows neither repeats its last twelve months, or sells what its shop figures multiply to.
    """
    before, base = _base(profile)
    opportunities = opportunities_a_year(profile)
    customer = _customer(profile)
    share = won_share(profile)
    fresh = opportunities * share * customer if None not in (opportunities, share, customer) else None  # type: ignore[operator]
    shop = _shop(profile)
    basis, total = _total(profile, base, fresh, shop, facts)
    return Baseline(basis, base, before, fresh, customer, opportunities, shop, total)


def _base(profile: Profile) -> tuple[float | None, float | None]:
    if profile.continuing_revenue is not None:
        before = profile.continuing_revenue
    elif profile.relationship in RETURNING and profile.revenue is not None and profile.annual_churn is not None:
        before = profile.revenue
    else:
        return None, None
    return before, before * (1 - (profile.annual_churn or 0.0) + (profile.expansion_rate or 0.0))


def _customer(profile: Profile) -> float | None:
    value = order_value(profile)
    if value is None:
        return None
    if profile.relationship in ("repeat", "occasional") and profile.purchases_per_year:
        return value * max(1.0, profile.purchases_per_year / 2)
    return value


def _shop(profile: Profile) -> float | None:
    orders, value = orders_a_month(profile), order_value(profile)
    if orders is None or value is None:
        return None
    return MONTHS * orders * value * kept_share(profile)


def yearly_orders_value(profile: Profile) -> float | None:
    """Return what customers x orders a year x order value multiply to, as revenue."""
    orders, value = orders_a_year(profile), order_value(profile)
    if profile.customer_count is None or orders is None or value is None:
        return None
    return profile.customer_count * orders * value * kept_share(profile)


def _total(
    profile: Profile, base: float | None, fresh: float | None, shop: float | None, facts: Facts
) -> tuple[Basis | None, float | None]:
    sells_to_people = facts.get("mode") == "b2c"
    if base is not None and fresh is not None:
        return ("contracts" if profile.continuing_revenue is not None else "repeat"), base + fresh
    if profile.revenue is not None and (sells_to_people or fresh is None):
        return "books", profile.revenue
    if fresh is not None:
        return "funnel", fresh
    if shop is not None:
        return "shop", shop
    return None, None
