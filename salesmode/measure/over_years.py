"""What only several years tell: months that stand out in each, and what customers who stayed paid more."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure.answers import YEAR, Measured, Period, Refusal, answer, dated, exactly
from salesmode.measure.rows import fetched
from salesmode.measure.statistics import Estimate, ratio

STRONG = 1.25  # of the mean month: a quarter above it
MONTHS = 12
FLOAT = "float64"


def product(one: Any, other: Any) -> Any:
    """Return a product that is added up to the last digit, whatever order the threads come in."""
    return (one * other).cast("decimal(38,4)")


def expansion(rows: Any, period: Period, measures: MeasuresFile) -> Measured:
    """Return how much more customers who stayed paid in the last year than in the year before.

    Only those who bought before both years count: who came in the midst of the first one had no whole year to compare.
    """
    year = period.last(YEAR)
    before = year.start - datetime.timedelta(days=YEAR)
    bought = rows.filter(rows.customer.notnull() & ~rows.refund)
    paid, late = bought.money - bought.refunded, bought.day >= year.start
    each = bought.group_by("customer").aggregate(
        begun=bought.day.min(), now=paid.sum(where=late), then=paid.sum(where=(bought.day >= before) & ~late)
    )  # fmt: skip
    stayed = each.filter((each.begun < before) & each.now.notnull() & (each.then > 0))
    squares = {"xx": (stayed.now, stayed.now), "xy": (stayed.now, stayed.then), "yy": (stayed.then, stayed.then)}
    whole = fetched(stayed.aggregate(
        n=stayed.count(), now=stayed.now.sum(), then=stayed.then.sum(),
        **{name: product(*pair).sum().cast(FLOAT) for name, pair in squares.items()},
    ))[0]  # fmt: skip
    judged = answer("expansion_rate", _growth(whole), period, measures)
    grown = float(whole["now"] or 0) / float(whole["then"] or 1)
    if not isinstance(judged, Refusal) and not 1 <= grown <= 1 + 1:
        return Refusal("no_growth", {"share": f"{grown:.1%}"})
    return dated(judged, Period(before, period.end))


def _growth(whole: Mapping[str, Any]) -> Estimate:
    if not whole["n"]:
        return exactly(0, 0)
    share = ratio((float(whole["now"]), float(whole["then"])), (whole["xx"], whole["xy"], whole["yy"]), whole["n"])
    return Estimate(share.value - 1, max(0.0, share.low - 1), min(1.0, share.high - 1), share.of)


def peaks(rows: Any, period: Period, measures: MeasuresFile) -> Measured:
    """Return the months that stand out in every whole year; the year is counted back from the last whole month."""
    sold = rows.filter(~rows.refund)
    months = sold.mutate(month=sold.day.year() * MONTHS + sold.day.month() - 1)
    found = fetched(months.group_by("month").aggregate(money=months.money.sum(), n=months.count()))
    by_month = {row["month"]: float(row["money"].quantize(1)) if row["money"] is not None else 0.0 for row in found}
    of = sum(row["n"] for row in found)
    judged = answer("peak_months", exactly(1, of), period, measures)
    if isinstance(judged, Refusal):
        return judged
    whole = (period.end + datetime.timedelta(days=1)).day == 1
    last = period.end.year * MONTHS + period.end.month - 1 + whole  # the first month that is no whole one
    first = period.start.year * MONTHS + period.start.month - 1 + (period.start.day > 1)
    years = [range(end - MONTHS, end) for end in range(last, first + MONTHS - 1, -MONTHS)]
    strong = [_strong({month: by_month.get(month, 0.0) for month in year}) for year in years]
    steady = sorted(set.intersection(*strong)) if strong else []
    return judged._replace(value=steady) if steady else Refusal("not_steady", {})


def _strong(year: Mapping[int, float]) -> set[int]:
    """Return the months of a year, from 1, that stand a quarter above its mean."""
    return {month % MONTHS + 1 for month, money in year.items() if money * MONTHS > STRONG * sum(year.values())}
