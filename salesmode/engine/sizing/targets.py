"""Month by month: what each stage must bring for the target to be reached, against what it brings today."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from salesmode.business.economy import PartEconomy
from salesmode.business.facts import ratio
from salesmode.economics.figures import DAYS, MONTHS, rounded_up
from salesmode.engine.sizing.inputs import SOLD_BY, YEAR_INPUTS

DAYS_A_MONTH: Final = DAYS / MONTHS
TARGET_INPUTS: Final = (YEAR_INPUTS | SOLD_BY) - {"repeat_rate"} | {
    "revenue_target", "spare_capacity", "sales_cycle", "decision_cycle",
}  # fmt: skip
STAGES = ("opportunity_rate", "sql_rate", "mql_rate")


class Target(Struct, frozen=True):
    """What a stage must bring in a month; `capacity` is what it brings, or can deliver, today."""

    stage: str
    month: int
    needed: float
    capacity: float | None


def targets(part: PartEconomy) -> tuple[Target, ...]:
    """Return the needs of every month in which a stage can still serve the target; empty where they cannot be told.

    New customers fall evenly on the months. A lead found in month m is decided a cycle later, so the months whose
    decisions fall after the year need none. A year's figure of each stage is rounded up and carried on to the stage
    before it; a month is a twelfth.
    """
    target = part.value("target")
    return () if target is None else (*_funnel(part, target), *_orders(part, target))


def _funnel(part: PartEconomy, target: float) -> Iterator[Target]:
    year, won, share = part.year, part.value("won"), part.value("win_rate")
    if not year.known or year.fresh is None or year.base is None or year.basis == "come_back" or not share:
        return
    new = ratio(target - year.base.likely, ratio(year.fresh.likely, won))
    if new is None or new <= 0:
        return
    wins = rounded_up(new)
    tries = ratio(wins, share)
    if tries is None:
        return
    yield from _months("wins", wins, won / MONTHS if won is not None else None, MONTHS)
    cycle = part.value("cycle")
    if cycle is None:
        return
    last = max(0, MONTHS - rounded_up(cycle / DAYS_A_MONTH))
    opportunities = part.value("opportunities")
    if opportunities is None:
        opportunities = part.value("quotes")
    today = None if opportunities is None else opportunities / MONTHS
    yield from _months("opportunities", rounded_up(tries), today, last)
    yield from _leads(part, rounded_up(tries), last)


def _leads(part: PartEconomy, opportunities: int, last: int) -> Iterator[Target]:
    needed = opportunities
    for stage in STAGES:
        before = ratio(needed, part.value(stage))
        if before is None:
            return
        needed = rounded_up(before)
    leads = part.value("leads")
    yield from _months("leads", needed, None if leads is None else leads / MONTHS, last)


def _orders(part: PartEconomy, target: float) -> Iterator[Target]:
    """Orders of a shop: what the target asks for, against what can be delivered with the capacity that is spare."""
    orders, run, spare = part.value("shop_orders"), part.year.run, part.value("spare_capacity")
    if not orders or run is None or part.year.basis not in ("books", "come_back"):
        return
    needed = ratio(target * orders, run.likely)
    able = orders / MONTHS * (1 + spare) if spare is not None else None
    if needed is not None:
        yield from _months("orders", rounded_up(needed), able, MONTHS)


def _months(stage: str, a_year: int, capacity: float | None, last: int) -> Iterator[Target]:
    for month in range(1, last + 1):
        yield Target(stage, month, a_year / MONTHS, capacity)
