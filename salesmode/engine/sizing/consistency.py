"""Do the answers agree? Figures that multiply to something else than what was said are named, never mended."""

import math
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from salesmode.business.facts import EXPECTED_PIPELINE, ORDERS_A_YEAR, QUARTERS, expected_pipeline, order_value
from salesmode.business.profile import Profile
from salesmode.engine.sizing.baseline import BASELINE_INPUTS, CONTRACT, Baseline, yearly_orders_value

# The answers that are held against each other, those that say whether two of them may be included.
MISMATCH_INPUTS: Final = BASELINE_INPUTS | EXPECTED_PIPELINE | ORDERS_A_YEAR | {
    "customer_count", "open_pipeline", "sales_reps", "quota", "revenue_target", "buying_steps", "sold_through",
    "channels",
}  # fmt: skip


class Mismatch(NamedTuple):
    """`computed` follows from other answers, `stated` was answered; the answers are named."""

    id: str
    computed: float
    stated: float
    unit: Literal["money", "rate", "count"]
    answers: tuple[str, ...]


def mismatches_of(profile: Profile, baseline: Baseline, tolerance: float) -> tuple[Mismatch, ...]:
    """Return the pairs of figures that differ by more than `tolerance` (a share), the widest apart first."""
    pairs = (pair for pair in _pairs(profile, baseline) if _apart(pair) > tolerance)
    given = profile.answered()
    found = [pair._replace(answers=tuple(id for id in pair.answers if id in given)) for pair in pairs]
    return tuple(sorted(found, key=lambda pair: (-_apart(pair), pair.id)))


def _apart(pair: Mismatch) -> float:
    if not pair.stated:
        return math.inf if pair.computed else 0.0
    return abs(pair.computed / pair.stated - 1)


def _pairs(profile: Profile, baseline: Baseline) -> Iterator[Mismatch]:
    answers: tuple[str, ...]
    product = yearly_orders_value(profile)
    if product is not None and profile.revenue is not None and profile.relationship != CONTRACT:
        answers = ("customer_count", "purchases_per_year", "orders_per_customer", "deal_value", "aov", "revenue")
        yield Mismatch("customers_revenue", product, profile.revenue, "money", answers)
    if baseline.shop is not None and profile.revenue is not None and not _sells_elsewhere(profile):
        answers = ("visits_per_month", "conversion_rate", "aov", "deal_value", "revenue")
        yield Mismatch("shop_revenue", baseline.shop, profile.revenue, "money", answers)
    value = order_value(profile)
    if profile.relationship in ("one_off", "occasional") and None not in (profile.orders, value, profile.revenue):
        answers = ("orders", "deal_value", "aov", "revenue")
        yield Mismatch("orders_revenue", QUARTERS * profile.orders * value, profile.revenue, "money", answers)  # type: ignore[operator, arg-type]
    yield from _pipeline(profile)
    yield from _wins(profile, baseline)
    yield from _quota(profile, baseline)
    if profile.win_rate is not None and profile.quotes and profile.orders is not None:
        share = profile.orders / profile.quotes
        yield Mismatch("win_rate_counts", share, profile.win_rate, "rate", ("orders", "quotes", "win_rate"))
    if profile.aov is not None and profile.deal_value is not None:
        yield Mismatch("order_value", profile.aov, profile.deal_value, "money", ("aov", "deal_value"))


def _sells_elsewhere(profile: Profile) -> bool:
    """Whether visits to the site cannot explain all of the revenue."""
    steps, routes = profile.buying_steps or (), profile.sold_through or ()
    return "in_store" in steps or "stores" in (profile.channels or ()) or bool(set(routes) - {"direct", "marketplaces"})


def _pipeline(profile: Profile) -> Iterator[Mismatch]:
    expected = expected_pipeline(profile)
    if expected is not None and profile.open_pipeline is not None:
        answers = ("open_pipeline", "leads_per_month", "quotes", "sales_cycle", "decision_cycle", "deal_value")
        yield Mismatch("pipeline", expected, profile.open_pipeline, "money", answers)


def _wins(profile: Profile, baseline: Baseline) -> Iterator[Mismatch]:
    if profile.revenue is None or profile.continuing_revenue is None or not baseline.fresh or not baseline.customer:
        return
    last_year = (profile.revenue - profile.continuing_revenue) / baseline.customer
    answers = ("revenue", "continuing_revenue", "leads_per_month", "quotes", "orders", "win_rate")
    yield Mismatch("wins", baseline.fresh / baseline.customer, last_year, "count", answers)


def _quota(profile: Profile, baseline: Baseline) -> Iterator[Mismatch]:
    if profile.sales_reps is None or profile.quota is None or profile.revenue_target is None or baseline.base is None:
        return
    needed = profile.revenue_target - baseline.base
    if needed > 0:
        answers = ("sales_reps", "quota", "revenue_target")
        yield Mismatch("quota", profile.sales_reps * profile.quota, needed, "money", answers)
