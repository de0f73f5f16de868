"""What orders tell besides money and customers: what payments cost, who orders, through which channels."""

from __future__ import annotations

from typing import Any

from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure.answers import Answer, Found, Measured, Period, Refusal, answer, exactly
from salesmode.measure.rows import Table, fetched
from salesmode.measure.statistics import Estimate


def details(rows: Any, year: Period, period: Period, measures: MeasuresFile) -> Found:
    """Yield what the orders of the last year tell of fees, organisations and channels."""
    sold = rows.filter(~rows.refund)
    paid = sold.filter(sold.fee.notnull() & (sold.charged > 0))
    business = sold.business == 1
    sums = fetched(sold.aggregate(
        told=sold.count(where=sold.business.notnull()), money=sold.money.sum(where=sold.business.notnull()),
        business=sold.money.sum(where=business),
    ))[0]  # fmt: skip
    fees = fetched(paid.aggregate(n=paid.count(), fee=paid.fee.sum(), charged=paid.charged.sum()))[0]
    fee = exactly(float(fees["fee"]) / float(fees["charged"]), fees["n"]) if fees["n"] else None
    yield "payment_fee", _dated(answer("payment_fee", fee, period, measures), year)
    told = exactly(float(sums["business"] or 0) / float(sums["money"]), sums["told"]) if sums["money"] else None
    yield "business_revenue_share", _dated(answer("business_revenue_share", told, period, measures), year)
    yield "channels", _channels(sold, year, period, measures)


def _dated(found: Measured, year: Period) -> Measured:
    return found._replace(start=year.start, end=year.end) if isinstance(found, Answer) else found


def _channels(sold: Any, year: Period, period: Period, measures: MeasuresFile) -> Measured:
    """Return each channel through which enough was sold to be printed."""
    known = sold.filter(sold.channel.notnull())
    rows = fetched(known.group_by("channel").aggregate(n=known.count()).order_by("channel"))
    enough = [row for row in rows if row["n"] >= measures.smallest]
    if not rows:
        return Refusal("no_column", {})
    judged = answer("channels", exactly(1, sum(row["n"] for row in enough)), period, measures)
    return _dated(judged._replace(value=[row["channel"] for row in enough]), year) \
        if isinstance(judged, Answer) else judged  # fmt: skip


def relationship(repeat: Measured, measures: MeasuresFile) -> Measured:
    """Return of which kind the business is by its repeat rate, where the whole interval is of one kind."""
    if isinstance(repeat, Refusal):
        return repeat
    steps = sorted(measures.relationship.items(), key=lambda step: step[1])
    low, high = (repeat.value if end is None else end for end in (repeat.low, repeat.high))
    kinds = {[id for id, share in steps if share <= value][-1] for value in (low, high)}
    rule = measures.answers["relationship"]
    if len(kinds) > 1:
        return Refusal("between", {})
    return repeat._replace(value=kinds.pop(), method=rule.method, low=None, high=None)


def spent_per_new_customer(
    orders: Table, spend: Table, measures: MeasuresFile
) -> Measured:  # fmt: skip
    """Return what was spent on advertising for each customer whose first order lies in the days of the spending."""
    days = fetched(spend.rows.aggregate(start=spend.rows.day.min(), end=spend.rows.day.max()))[0]
    seen = fetched(orders.buyers.aggregate(start=orders.buyers["first"].min(), end=orders.buyers["last"].max()))[0]
    if days["end"] is None or seen["end"] is None:
        return Refusal("no_customer", {})
    if orders.currency != spend.currency and None not in (orders.currency, spend.currency):
        return Refusal("two_currencies", {})
    before, least = (days["start"] - seen["start"]).days, int(measures.answers["cac"].days)
    if before < least:
        return Refusal("begins_late", {"n": max(0, before), "least": least})
    both = Period(days["start"], min(days["end"], seen["end"]))
    buyers = orders.buyers
    begun = buyers.filter((buyers["first"] >= both.start) & (buyers["first"] <= both.end))
    new = fetched(begun.aggregate(n=begun.count()))[0]["n"]
    spent = spend.rows.filter(spend.rows.day <= both.end)
    money = float(fetched(spent.aggregate(money=spent.money.sum()))[0]["money"] or 0)
    return _enough(exactly(money / new, new) if new else exactly(0, 0), both, measures)


def _enough(found: Estimate, both: Period, measures: MeasuresFile) -> Measured:
    """Return the answer with its days, or that there are too few; how far back the orders go was looked at before."""
    rule = measures.answers["cac"]
    if found.of < rule.least:
        return Refusal("too_few", {"n": found.of, "least": int(rule.least)})
    return Answer(round(found.value, 2), found.of, both.start, both.end, rule.method)
