"""The next twelve months as things run: what comes without new selling, what newcomers bring, and when."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from salesmode.business.quantities import BasisId, Form
from salesmode.business.span import Span, exactly

MONTHS: Final = 12
MOST: Final = 0.6  # of last year's revenue: where new customers bring less, they are not all who buy
# The quantities that a year is made of.
YEAR_QUANTITIES: Final = (
    "revenue", "shop_revenue", "won", "new_customer_value", "kept_value", "churn", "expansion", "repeat_rate",
    "continuing", "ceiling",
)  # fmt: skip
Basis = BasisId | Literal["books", "funnel", "segments"]
Value = Callable[[str], float | None]  # the likely value of a quantity by id
_Way = tuple[Basis | None, Span | None, Span | None]  # how the base is told, the base, what newcomers bring


class Ramps(NamedTuple):
    """Months until a new customer orders at full rhythm: the slow case, the likely one, the quick one."""

    low: float
    likely: float
    high: float


class Outside(Struct, frozen=True):
    """What the year rests on besides quantities.

    Until when newcomers ramp, whether growth holds those of last year, which months are strong and by how much, whether
    last year's revenue was stated, what of it customers pay beside their contracts, today's pace of selling as a share
    of last year's, how many days a decision usually takes where nobody says.
    """

    ramps: Ramps
    growth_holds_newcomers: bool = True
    peaks: frozenset[int] = frozenset()
    peak_weight: float = 1.0
    revenue_stated: bool = True
    beside: float = 0.0
    selling: float = 1.0
    usual_cycle: float = 0.0


class Year(NamedTuple):
    """Money of twelve months at today's pace; a part is `None` where it cannot be told.

    `base` comes from customers already won, `fresh` from those still to be won; `run` is their sum, never above what
    can be delivered (`capped`). Where one of the two is unknown the run is that of last year's books, or of what
    offers bring, and nothing says that the target is covered. `basis` says how the base is told, or the run. Newcomers
    come `evenly` where their first order is all that falls into the year; else they add up over it. Where the base can
    be told in a `second` way, that stands with its base and the run it gives. `again` is the part of the base that does
    not continue by itself: it had to be sold last year, by more than newcomers bring, and is sold again.
    """

    basis: Basis | None = None
    base: Span | None = None
    fresh: Span | None = None
    run: Span | None = None
    capped: bool = False
    evenly: bool = False
    second: tuple[Basis, Span, Span] | None = None
    again: Span | None = None

    @property
    def known(self) -> bool:
        """Whether both parts are known."""
        return self.base is not None and self.fresh is not None

    @property
    def by_itself(self) -> Span | None:
        """The base less what is sold again in it."""
        if self.base is None or self.again is None:
            return self.base
        return Span(*(whole - part for whole, part in zip(self.base, self.again, strict=True)))


def newcomers_months(ramp: float) -> float:
    """Return the months of full orders that customers won evenly over a year bring inside it, on average.

    A newcomer's orders rise evenly to full rhythm over `ramp` months: the mean over t from 0 to 12 of t²/2r below r and
    of t - r/2 from there on, which is (72 - 6r + r²/6) / 12, and 24 / r for a ramp longer than the year.
    """
    return _mean_orders(MONTHS, ramp)


def newcomers_share(value: Value, form: Form, outside: Outside, months: float) -> float | None:
    """Return what customers won evenly over the last `months` of the year bring inside it, of a full year of each.

    At the likely ramp; one order is the least where they order again and again. `None` where a new customer's value is
    unknown or nothing.
    """
    each = value("new_customer_value")
    if not each:
        return None
    first = (value("kept_value") or 0.0) / each if form.ramps else 0.0
    ramp = outside.ramps.likely if form.ramps else 0.0
    return months / MONTHS * max(first, _mean_orders(months, ramp) / MONTHS)


def _mean_orders(months: float, ramp: float) -> float:
    """The mean over t from 0 to `months` of the full orders t months after the first: t²/2r below r, t - r/2 above."""
    if months <= 0:
        return 0.0
    if months <= ramp:
        return months**2 / (6 * ramp)
    return (months**2 / 2 - ramp * months / 2 + ramp**2 / 6) / months


def year_of(value: Value, form: Form | None, outside: Outside, again: Span | None = None) -> Year:
    """Return the year of a business, or a segment, whose form is known; of the books alone where it is not.

    What is sold `again` beside what continues is worked out where it is not given.
    """
    newcomers = _newcomers(value, form, outside)
    ways = [*_ways(value, form, outside, newcomers)]
    whole = [way for way in ways if None not in way]
    basis, base, fresh = whole[0] if whole else ways[0] if ways else (None, None, newcomers)
    if basis == "nothing" and fresh is not None and _leaves_out(fresh, value, outside):
        base = None
    if base is None or fresh is None:
        return _as_last_year(value, base, fresh)
    again = (again or _sold_again(value, form, outside)) if basis == "continuing" else None
    base = base if again is None else base + again
    evenly = _first_orders_only(value, form, outside)
    second = _second(whole[1:], value("ceiling"))
    return _within(Year(basis, base, fresh, base + fresh, evenly=evenly, second=second, again=again), value("ceiling"))


def _leaves_out(fresh: Span, value: Value, outside: Outside) -> bool:
    """Whether new customers bring so much less than all brought last year that others must buy too."""
    revenue = _revenue(value)
    return outside.revenue_stated and revenue is not None and fresh.likely < MOST * revenue * min(1.0, outside.selling)


def _sold_again(value: Value, form: Form | None, outside: Outside) -> Span | None:
    """What had to be sold last year and is no newcomer's: it is sold again, at today's pace.

    Newcomers and growth with the customers there are were part of it, and so were those who replaced the leavers: where
    fewer come than leave, the level falls. `None` where nothing is left, or where newcomers are all that is sold.
    """
    revenue, continuing = value("revenue"), value("continuing")
    if form is None or form.newcomers == "whole" or not outside.revenue_stated or None in (revenue, continuing):
        return None
    growth = continuing * max(0.0, value("expansion") or 0.0)  # type: ignore[operator]
    sold = (revenue - continuing) * outside.selling - growth  # type: ignore[operator]
    won = _brought(value, form, outside, max(value("won") or 0.0, value("lost") or 0.0))
    again = Span(*(max(0.0, sold - part) for part in won or exactly(0.0)))
    return again if max(again) > 0 else None


def beside_contracts(value: Value, form: Form | None) -> float:
    """Return what customers paid last year beside the one order a year that their form takes for granted.

    Nothing where it is unknown, or negative.
    """
    revenue, customers, each = value("revenue"), value("customers"), value("kept_value")
    if form is None or "orders_per_customer" not in form.assumed or None in (revenue, customers, each):
        return 0.0
    return max(0.0, revenue - customers * each)  # type: ignore[operator]


def _second(ways: Sequence[_Way], ceiling: float | None) -> tuple[Basis, Span, Span] | None:
    """The next way to tell the base that rests on answers, with the run it gives."""
    for basis, base, fresh in ways:
        if basis is not None and base is not None and fresh is not None and basis != "nothing":
            run = base + fresh
            return basis, base, run if ceiling is None else run.at_most(ceiling)
    return None


def _ways(value: Value, form: Form | None, outside: Outside, newcomers: Span | None) -> Iterator[_Way]:
    """Yield every way to tell the base, the best first, with what is won beside it."""
    for basis in form.base if form else ():
        base = _BASES[basis](value, outside, newcomers)
        if base is not None:
            yield basis, base, _level(value, base) if basis == "come_back" else newcomers


def _level(value: Value, base: Span | None) -> Span | None:
    revenue = _revenue(value)
    return None if base is None or revenue is None else exactly(revenue - base.likely)


def _revenue(value: Value) -> float | None:
    revenue = value("revenue")
    return value("shop_revenue") if revenue is None else revenue


def _newcomers(value: Value, form: Form | None, outside: Outside) -> Span | None:
    won = value("won")
    return None if form is None or won is None else _brought(value, form, outside, won)


def _brought(value: Value, form: Form, outside: Outside, won: float) -> Span | None:
    """What so many customers, won evenly over the year, bring inside it."""
    each = value("kept_value" if form.newcomers == "whole" else "new_customer_value")
    if each is None:
        return None
    if form.newcomers == "whole":
        return exactly(won * each)
    ramps = outside.ramps if form.ramps else Ramps(0, 0, 0)
    first = value("kept_value") or 0.0 if form.ramps else 0.0  # who is won has ordered once
    low, likely, high = (won * max(first, each / MONTHS * newcomers_months(ramp)) for ramp in ramps)
    return Span(low, likely, high)


def _first_orders_only(value: Value, form: Form | None, outside: Outside) -> bool:
    """Whether the order that wins a customer is all that falls into the year, on average."""
    first, each = value("kept_value"), value("new_customer_value")
    if form is None or not form.ramps or first is None or each is None:
        return False
    return first >= each / MONTHS * newcomers_months(outside.ramps.likely)


def _continuing(value: Value, *_: object) -> Span | None:
    continuing = value("continuing")
    return None if continuing is None else exactly(continuing * (1 + (value("expansion") or 0.0)))


def _cohort(value: Value, outside: Outside, new: Span | None) -> Span | None:
    """Last year's revenue less those who leave; last year's newcomers fill their year, inside growth or beside it."""
    revenue, churn, growth = value("revenue"), value("churn"), value("expansion")
    if revenue is None or churn is None or not outside.revenue_stated:
        return None
    kept = revenue * (1 - churn + (growth or 0.0)) + outside.beside * (outside.selling - 1)
    if growth is not None and outside.growth_holds_newcomers:
        return exactly(kept)
    won, each = value("won"), value("new_customer_value")
    if new is None or won is None or each is None:
        return exactly(kept + revenue * churn / 2)  # last year's newcomers taken to have replaced last year's leavers
    return Span(*(kept + won * each - part for part in new))


def _held(value: Value, outside: Outside, new: Span | None) -> Span | None:
    """Today's customers, who leave and grow evenly over the year: half of a yearly rate falls inside it.

    Those won lately come to full rhythm meanwhile, as far as growth does not hold that.
    """
    revenue, churn, growth = value("revenue"), value("churn"), value("expansion")
    if revenue is None or churn is None:
        return None
    kept = revenue * (1 + ((growth or 0.0) - churn) / 2) + outside.beside * (outside.selling - 1)
    won, each = value("won"), value("new_customer_value")
    if new is None or won is None or each is None or (growth is not None and outside.growth_holds_newcomers):
        return exactly(kept)
    return Span(*(kept + won * each / 2 - part for part in new))


def _come_back(value: Value, *_: object) -> Span | None:
    revenue, share = _revenue(value), value("repeat_rate")
    return None if revenue is None or share is None else exactly(revenue * share)


def _nothing(*_: object) -> Span | None:
    return exactly(0.0)


_BASES: Final[dict[BasisId, Callable[[Value, Outside, Span | None], Span | None]]] = {
    "continuing": _continuing, "cohort": _cohort, "held": _held, "come_back": _come_back, "nothing": _nothing,
}  # fmt: skip


def summed(years: Sequence[Year]) -> Year:
    """Return the year of several parts together, all of which are known."""
    base, fresh, run = exactly(0.0), exactly(0.0), exactly(0.0)
    for year in years:
        if year.base is not None and year.fresh is not None and year.run is not None:
            base, fresh, run = base + year.base, fresh + year.fresh, run + year.run
    basis = {year.basis for year in years}
    again = [year.again for year in years if year.again is not None]
    return Year(
        basis.pop() if len(basis) == 1 else "segments", base, fresh, run, any(year.capped for year in years),
        again=functools.reduce(Span.__add__, again) if again else None,
    )  # fmt: skip


def _as_last_year(value: Value, base: Span | None, fresh: Span | None) -> Year:
    revenue = _revenue(value)
    if revenue is not None:
        return Year("books", base, fresh, exactly(revenue))
    if fresh is not None:
        return Year("funnel", base, fresh, fresh)
    return Year(None, base, fresh, None)


def _within(year: Year, ceiling: float | None) -> Year:
    """Return the year with nothing above what can be delivered: newcomers are turned away first."""
    if ceiling is None or year.run is None or year.base is None or year.run.high <= ceiling:
        return year
    run, base = year.run.at_most(ceiling), year.base.at_most(ceiling)
    fresh = Span(*(whole - part for whole, part in zip(run, base, strict=True)))
    return Year(year.basis, base, fresh, run, capped=True)


class Month(NamedTuple):
    """What one of the twelve months invoices, at the likely case."""

    base: float
    fresh: float

    @property
    def total(self) -> float:
        """Both together."""
        return self.base + self.fresh


def months_of(year: Year, form: Form | None, churn: float, first: int, outside: Outside) -> tuple[Month, ...]:
    """Return the year month by month, the first being calendar month `first`.

    Customers leave evenly, newcomers add up as they come and ramp, strong months weigh more. The sum is the year's.
    """
    if year.run is None:
        return ()
    peaks = [outside.peak_weight if (first + m - 1) % MONTHS + 1 in outside.peaks else 1.0 for m in range(MONTHS)]
    leaving = [1 - churn * (m + 0.5) / MONTHS for m in range(MONTHS)]
    rising = form is not None and form.newcomers == "rest_of_year" and not year.evenly
    ramp = outside.ramps.likely if form is not None and form.ramps else 0.0
    coming = [_full_orders(m + 0.5, ramp) if rising else 1.0 for m in range(MONTHS)]
    base = year.base.likely if year.base and year.fresh else year.run.likely
    fresh = year.fresh.likely if year.base and year.fresh else 0.0
    parts = zip(_spread(base, leaving, peaks), _spread(fresh, coming, peaks), strict=True)
    return tuple(Month(kept, new) for kept, new in parts)


def _full_orders(months: float, ramp: float) -> float:
    return months**2 / (2 * ramp) if months < ramp else months - ramp / 2


def _spread(total: float, weights: Sequence[float], peaks: Sequence[float]) -> list[float]:
    weighed = [weight * peak for weight, peak in zip(weights, peaks, strict=True)]
    whole = sum(weighed)
    return [total * weight / whole if whole else 0.0 for weight in weighed]
