"""Month by month: what each stage must bring for the target to be reached, against what it brings today."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from salesmode.business.facts import DECISION_DAYS, decision_days, order_value, orders_a_month, ratio, won_share
from salesmode.business.profile import Profile
from salesmode.economics.figures import rounded_up
from salesmode.engine.sizing.baseline import BASELINE_INPUTS, Baseline

MONTHS, DAYS_A_MONTH = 12, 365 / 12
TARGET_INPUTS: Final = BASELINE_INPUTS | DECISION_DAYS | {"revenue_target", "spare_capacity"}
STAGES = ("opportunity_rate", "sql_rate", "mql_rate")


class Target(NamedTuple):
    """What a stage must bring in a month; `capacity` is what it brings, or can deliver, today."""

    stage: str
    month: int
    needed: float
    capacity: float | None


def targets(profile: Profile, baseline: Baseline) -> tuple[Target, ...]:
    """Return the needs of every month in which a stage can still serve the target; empty where they cannot be told.

    New customers fall evenly on the months. A lead found in month m is decided a cycle later, so the months whose
    decisions fall after the year need none. A year's figure of each stage is rounded up and carried on to the stage
    before it; a month is a twelfth.
    """
    if profile.revenue_target is None:
        return ()
    return (*_funnel(profile, baseline, profile.revenue_target), *_orders(profile, baseline, profile.revenue_target))


def _funnel(profile: Profile, baseline: Baseline, target: float) -> Iterator[Target]:
    share = won_share(profile)
    new = (
        ratio(target - baseline.base, baseline.customer)
        if baseline.base is not None and baseline.basis != "books"
        else None
    )
    if new is None or new <= 0 or not share:
        return
    cycle = decision_days(profile)
    wins = rounded_up(new)
    tries = ratio(wins, share)
    if tries is None:
        return
    opportunities = rounded_up(tries)
    won_today = baseline.opportunities * share / MONTHS if baseline.opportunities is not None else None
    yield from _months("wins", wins, won_today, MONTHS)
    if cycle is None:
        return
    last = max(0, MONTHS - rounded_up(cycle / DAYS_A_MONTH))
    yield from _months("opportunities", opportunities, baseline.opportunities and baseline.opportunities / MONTHS, last)
    leads = _leads(profile, opportunities)
    if leads is not None:
        yield from _months("leads", leads, profile.leads_per_month, last)


def _leads(profile: Profile, opportunities: int) -> int | None:
    needed = opportunities
    for stage in STAGES:
        before = ratio(needed, getattr(profile, stage))
        if before is None:
            return None
        needed = rounded_up(before)
    return needed


def _orders(profile: Profile, baseline: Baseline, target: float) -> Iterator[Target]:
    """Orders of a shop: what the target asks for, against what can be delivered with the capacity that is spare."""
    today, value = orders_a_month(profile), order_value(profile)
    if not today or value is None or baseline.total is None or baseline.basis not in ("books", "shop"):
        return
    needed = ratio(target * today * MONTHS, baseline.total)
    able = today * (1 + profile.spare_capacity) if profile.spare_capacity is not None else None
    if needed is not None:
        yield from _months("orders", rounded_up(needed), able, MONTHS)


def _months(stage: str, a_year: int, capacity: float | None, last: int) -> Iterator[Target]:
    for month in range(1, last + 1):
        yield Target(stage, month, a_year / MONTHS, capacity)
