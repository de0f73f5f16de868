"""Whether the target is covered: by the baseline, or by what the plan adds to it."""

from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from salesmode.business.economy import PartEconomy
from salesmode.business.span import Span, exactly, swung
from salesmode.business.year import Month, months_of
from salesmode.economics.figures import DAYS
from salesmode.engine.moves.effects import Worth
from salesmode.engine.sizing import GapAnalysis

Verdict = Literal["no_target", "covered", "unpriced", "within", "stretched", "not_covered"]


class Money(NamedTuple):
    """The same year three times: orders signed at a full year's value, deliveries invoiced, money received."""

    booked: float | None
    invoiced: float
    paid: float | None


class Outlook(Struct, frozen=True):
    """Where the year ends with this plan, in money of twelve months, and what that means for the target.

    `year_end` is the run of the year and what the plan adds to it, low and high by the swing of both, and never above
    what can be delivered at the prices it brings (`capped`); `covered` is whether the low end reaches the target,
    `None` without one. A gap is `unpriced` where no move made has a price, `within` reach where the low end closes it,
    `stretched` where only the high end does, and neither where the target is more than can be delivered. `months` is
    the run month by month, from the plan's first month, `money` the run signed, invoiced and paid.
    """

    verdict: Verdict
    covered: bool | None
    year_end: Span
    capped: bool
    months: tuple[Month, ...]
    money: Money

    @property
    def low(self) -> float:
        """The low end of the year."""
        return self.year_end.low

    @property
    def high(self) -> float:
        """The high end of the year."""
        return self.year_end.high


def outlook(gap_analysis: GapAnalysis | None, worth: Worth, part: PartEconomy, start: date | None) -> Outlook | None:
    """Return the outlook of a plan with this worth, its months those after `start`; `None` without a baseline.

    Without a start nobody knows which month is a strong one: none of them is.
    """
    if gap_analysis is None:
        return None
    run = gap_analysis.run
    adds = Span(*worth.sales)
    ends = [(run.low + adds.likely, run.high + adds.likely), (run.likely + adds.low, run.likely + adds.high)]
    year_end = swung(run.likely + adds.likely, ends)
    ceiling = _ceiling(part, worth)
    capped = ceiling is not None and year_end.high > ceiling.high
    if ceiling is not None:
        year_end = Span(*map(min, year_end, ceiling))
    covered = year_end.low >= gap_analysis.target if gap_analysis.target is not None else None
    return Outlook(
        verdict=_verdict(gap_analysis, adds, ceiling),
        covered=covered,
        year_end=year_end,
        capped=capped,
        months=_months(part, start),
        money=_money(part, run.likely),
    )


def _ceiling(part: PartEconomy, worth: Worth) -> Span | None:
    """What can be delivered, at the prices that the plan brings."""
    ceiling = part.value("ceiling")
    return None if ceiling is None else exactly(ceiling) + Span(*worth.dearer)


def _months(part: PartEconomy, start: date | None) -> tuple[Month, ...]:
    outside = part.outside if start else replace(part.outside, peaks=frozenset())
    return months_of(part.year, part.form, part.value("churn") or 0.0, start.month if start else 1, outside)


def _money(part: PartEconomy, run: float) -> Money:
    """What is paid inside the year lags what is invoiced by the days to cash: growth is paid for later."""
    revenue, days = part.value("revenue"), part.value("days_to_cash")
    paid = None if revenue is None or days is None else run - (run - revenue) * days / DAYS
    return Money(part.value("booked"), run, paid)


def _verdict(analysis: GapAnalysis, adds: Span, ceiling: Span | None) -> Verdict:
    gap, target = analysis.gap, analysis.target
    if gap is None or target is None:
        return "no_target"
    if gap == 0:
        return "covered"
    if not adds.high:
        return "unpriced"
    if ceiling is not None and ceiling.high < target:
        return "not_covered"
    return "within" if adds.low >= gap else "stretched" if adds.high >= gap else "not_covered"
