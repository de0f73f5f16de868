"""What each lever is worth per point, on the part of the revenue it touches."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from salesmode.business.economy import PartEconomy
from salesmode.business.facts import ratio
from salesmode.business.model import WEEKS
from salesmode.business.year import MONTHS, newcomers_share
from salesmode.engine.diagnosis import Diagnosis
from salesmode.knowledge.library import Library

POINT = 0.01
STAGES: Final = ("mql_rate", "sql_rate", "opportunity_rate")
RISING: Final = frozenset({*STAGES, "win_rate", "conversion_rate", "repeat_rate", "gross_margin"})
FALLING: Final = frozenset({"return_rate", "annual_churn", "discount_rate"})
RATES = RISING | FALLING
# Levers that move what an order leaves rather than what is sold.
KEPT_WHOLE = frozenset({"gross_margin", "discount_rate"})
HOURS: Final = "hours_sold"
PRICE: Final = "price"  # a per cent more on every order: all of it is left but the fees
# When the money of a lever comes: with customers won later in the year, with customers who leave or grow evenly over
# it, or with every order from then on.
Flow = Literal["winning", "staying", "ordering"]
FLOWS: Final[dict[str, Flow]] = {
    **dict.fromkeys(("leads", *STAGES, "win_rate"), "winning"), "annual_churn": "staying", "expansion": "staying",
}  # fmt: skip


class LeverWorth(Struct, frozen=True):
    """A lever in money, for the whole business or one `segment`. A point is a hundredth: of the rate, or the quantity.

    `in_year_share` is the part of a full year's money of it that comes inside twelve months, `None` where what
    newcomers bring is unknown; it waits for so many decision `cycles`. `bookings_point` is sales a year per point once
    it runs; `per_point` the contribution that lands inside twelve months; `lifetime_point` what the customers that a
    point wins in a year leave over their stay.
    """

    id: str
    today: float | None
    in_year_share: float | None
    bookings_point: float
    contribution_rate: float | None
    cycles: float = 0.0
    segment: str | None = None
    lifetime_point: float | None = None

    @property
    def in_points(self) -> bool:
        """Whether the lever is a rate, moved in points, rather than a quantity, moved in per cent."""
        return self.id in RATES

    @property
    def kept_whole(self) -> bool:
        """Whether a point of it is contribution as it stands."""
        return self.id in KEPT_WHOLE

    @property
    def run_rate(self) -> float | None:
        """Contribution a year of one point, once it runs."""
        return _times(self.bookings_point, self.contribution_rate)

    @property
    def per_point(self) -> float | None:
        """Contribution per point that lands inside twelve months."""
        return _times(self.bookings_point, self.in_year_share, self.contribution_rate)

    @property
    def sales_point(self) -> float | None:
        """Sales per point that land inside twelve months; none for a lever that only moves what is kept."""
        return 0.0 if self.kept_whole else _times(self.bookings_point, self.in_year_share)


def _times(*factors: float | None) -> float | None:
    known = [factor for factor in factors if factor is not None]
    return math.prod(known) if len(known) == len(factors) else None


def price_levers(
    part: PartEconomy, diagnosis: Diagnosis, library: Library, segments: Sequence[PartEconomy] = ()
) -> tuple[LeverWorth, ...]:
    """Return every lever of a part of the business whose value per point follows; most worth first.

    `segments` are those of the whole.
    """
    lags = library.settings.sizing.levers
    levers = []
    for id, today, bookings in _per_point(part, diagnosis, library.settings.sizing.again, segments):
        if id in FALLING and today == 0:
            continue
        lag = lags[id]
        share = in_year_share(part, id, lag.cycles)(lag.weeks)
        lifetime = _lifetime(part, bookings) if _flow(part, id) == "winning" and not _single_orders(part) else None
        levers.append(LeverWorth(id, today, share, bookings, _left_of(part, id), lag.cycles, part.name, lifetime))
    return tuple(sorted(levers, key=_most_first))


def _most_first(lever: LeverWorth) -> tuple[float, float, str]:
    return -(lever.per_point or -1.0), -lever.bookings_point, lever.id


def _left_of(part: PartEconomy, id: str) -> float | None:
    """What a unit of the sales that a lever moves leaves.

    More in the same parcel costs no second one; of what is not sent back fees and delivery are paid already.
    """
    if id in KEPT_WHOLE:
        return 1.0
    if id == PRICE:
        return 1.0 - (part.value("fees") or 0.0)
    margin = part.value("gross_margin")
    if id == "return_rate":
        return margin
    if id in ("aov", "deal_value"):
        profit, fees, kept = part.value("margin_of_order"), part.value("fees_of_order"), part.value("kept_value")
        return (profit - fees) / kept if profit is not None and fees is not None and kept else margin
    rate = part.value("contribution_rate")
    return margin if rate is None else rate


def _flow(part: PartEconomy, id: str) -> Flow:
    return "winning" if id in ("visits", "conversion_rate") and _joins(part) else FLOWS.get(id, "ordering")


def _lifetime(part: PartEconomy, bookings: float) -> float | None:
    """What the customers that a point wins in a year leave for as long as they stay, not discounted."""
    leaves, stay = part.value("new_customer_leaves"), part.value("stay")
    customers = ratio(bookings, part.value("new_customer_value"))
    return _times(customers, leaves, stay)


def in_year_share(part: PartEconomy, id: str, waits: float) -> Callable[[float], float | None]:
    """Return how much of a full year's money of a lever comes inside twelve months, by the weeks until its work tells.

    After that so many decision cycles pass, of the usual length where nobody says it.
    """
    known, flow = part.value("cycle"), _flow(part, id)
    cycle = part.outside.usual_cycle if known is None else known

    def share(weeks: float) -> float | None:
        months = max(0.0, WEEKS - weeks - waits * cycle / 7) * MONTHS / WEEKS
        if flow == "staying":
            return months / MONTHS * months / 2 / MONTHS  # kept evenly over the months left, each for half of them
        if flow == "winning" and not _single_orders(part) and part.form and part.form.newcomers != "whole":
            return newcomers_share(part.value, part.form, part.outside, months)
        return months / MONTHS

    return share


# ---------------------------------------------------------------------------------------- the sales a year of one point

Point = tuple[str, float | None, float]  # a lever, where it stands, the sales a year that one more point brings


def _per_point(
    part: PartEconomy, diagnosis: Diagnosis, again: float, segments: Sequence[PartEconomy]
) -> Iterator[Point]:
    yield from _winning(part.value, segments)
    yield from _staying(part)
    yield from _visiting(part)
    yield from _ordering(part, diagnosis, again)
    if (empty := part.value("empty_worth")) is not None and empty > 0:
        yield HOURS, part.value("hours_sold_week"), empty * POINT  # a point of the hours that stay empty
    if part.year.run is not None:
        yield PRICE, None, part.year.run.likely * POINT
    revenue = part.value("revenue")
    if revenue is not None:
        if (margin := part.value("gross_margin")) is not None:
            yield "gross_margin", margin, revenue * POINT
        if (depth := part.value("discount_depth")) is not None and (listed := part.value("list_revenue")) is not None:
            yield "discount_rate", depth, listed * (part.value("discount_share") or 0.0) * POINT


def _winning(value: Callable[[str], float | None], segments: Sequence[PartEconomy]) -> Iterator[Point]:
    """A point of the rates between a lead and a customer, each at a full year of the customers it wins.

    Where nobody says how often these order, or that an offer wins somebody new, at the one order that is won; offers
    bring no more than there was of revenue.
    """
    opportunities, won, rate = value("opportunities"), value("won"), value("win_rate")
    leads = value("leads")
    each = value("win_value" if opportunities is None else "new_customer_value")
    if each is None:
        each = value("kept_value")
    if each is None:
        return
    cases = opportunities if opportunities is not None else value("quotes")
    if cases is not None and rate is not None:
        each = _offered(each, cases * rate, segments) if opportunities is None else each
        each = each if leads else _within_revenue(each, cases * rate, value("revenue"))
        yield "win_rate", rate, cases * each * POINT
    if won is None or opportunities is None or rate is None or not leads:
        if cases is not None and rate is not None:  # who asks is counted by the offers
            yield "leads", None, cases * rate * each * POINT
        return
    sales = opportunities * rate * each
    yield "leads", leads / MONTHS, sales * POINT
    for stage in STAGES:
        if share := value(stage):
            yield stage, share, sales / share * POINT


def _offered(usual: float, won: float, segments: Sequence[PartEconomy]) -> float:
    """Return what an offer that is won brings on average, so many a year.

    Where segments buy once, each of their orders was won by an offer; the other offers won bring a `usual` order.
    """
    once = [part for part in segments if part.profile.relationship == "one_off"]
    pairs = [(part.value("orders") or 0.0, part.value("kept_value") or 0.0) for part in once]
    orders = math.fsum(count for count, _ in pairs)
    if not orders or not won:
        return usual
    part = min(1.0, won / orders)
    return (part * math.fsum(count * each for count, each in pairs) + max(0.0, won - orders) * usual) / won


def _single_orders(part: PartEconomy) -> bool:
    """Whether what is won by offers is counted as orders: of those who come again nobody says which are new."""
    return part.value("opportunities") is None and part.value("quotes") is not None


def _within_revenue(each: float, won: float, revenue: float | None) -> float:
    """Return what an offer that is won brings, all of last year's together no more than last year's revenue."""
    most = ratio(revenue, won)
    return each if most is None else min(each, most)


def _staying(part: PartEconomy) -> Iterator[Point]:
    """A point of customers who stay, or of growth with them, on the revenue that can be kept."""
    revenue, churn = part.value("revenue"), part.value("churn")
    kept = revenue if revenue is not None and churn is not None else part.value("continuing")
    if kept is None:
        return
    if churn is not None:
        yield "annual_churn", churn, kept * POINT
    if part.form is not None and part.form.newcomers == "rest_of_year":
        yield "expansion", part.value("expansion"), kept * POINT


def _joins(part: PartEconomy) -> bool:
    """Whether a visit that ends well is somebody who joins, not an order."""
    return part.form is not None and part.form.id in ("subscription", "donations")


def _visiting(part: PartEconomy) -> Iterator[Point]:
    """A per cent of visits, a point of conversion and of returns, on the revenue that comes from visits."""
    value, visits, sales = part.value, part.value("visits"), _joiners(part)
    if sales is None:
        sales = value("shop_revenue")
    if sales is None and part.form is not None and part.form.id == "shop":
        sales = value("revenue")  # whoever orders there came, counted or not
    if sales is None or sales <= 0:
        return
    yield "visits", visits and visits / MONTHS, sales * POINT
    if rate := value("conversion_rate"):
        yield "conversion_rate", rate, sales / rate * POINT
    returned, kept = value("return_rate"), value("not_returned")
    if returned and kept:
        yield "return_rate", returned, sales / kept * POINT


def _joiners(part: PartEconomy) -> float | None:
    """A full year of those who join by a visit, where visits end in a subscription, a contract or a gift."""
    if part.value("shop_orders") is not None:
        return None
    return _times(part.value("visits"), part.value("conversion_rate"), part.value("new_customer_value"))


def _ordering(part: PartEconomy, diagnosis: Diagnosis, again: float) -> Iterator[Point]:
    """A per cent of what an order brings, of how often customers order, a point of those who come again."""
    value, year = part.value, part.year
    order = value("order_value")
    if order is None or year.run is None:
        return
    touched = year.run.likely
    if part.form is not None and part.form.id == "contract" and year.fresh is not None:
        touched = year.fresh.likely  # a running contract keeps its price
    yield ("deal_value" if diagnosis.mode == "b2b" else "aov"), order, touched * POINT
    customers, kept, share = value("customers"), value("kept_value"), value("repeat_rate")
    if customers and kept and share is not None and diagnosis.mode != "b2b":
        yield "repeat_rate", share, customers * kept * _again(value("orders_per_customer"), share, again) * POINT
    often = value("orders_per_customer")
    if often and _come_again(part.profile.relationship, often):
        yield "purchases_per_year", often, year.run.likely * POINT


def _come_again(relationship: str | None, often: float) -> bool:
    """Whether customers order more than once; of whom nobody says it, those who order more than once a year do."""
    return often > 1 if relationship is None else relationship in ("repeat", "occasional", "subscription")


def _again(often: float | None, share: float, again: float) -> float:
    """Orders a year after the first of somebody who newly comes back: a part of what people who come back order today.

    Customers order `often` on average, those who come once count in it; one more order where nobody says how often.
    """
    if often is None or not share:
        return 1.0
    return max(1.0, (often - 1) / share * again)
