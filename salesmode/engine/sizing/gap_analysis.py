"""Is the target covered as things run, and what it would take to cover it."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from salesmode.business.economy import PartEconomy
from salesmode.business.facts import ratio
from salesmode.business.span import Span
from salesmode.business.year import MONTHS, Basis, Year
from salesmode.economics.capacity import ramped_share
from salesmode.economics.cash import cash_gap
from salesmode.economics.figures import rounded_up
from salesmode.engine.sizing.inputs import SOLD_BY, YEAR_INPUTS
from salesmode.engine.sizing.levers import POINT, LeverWorth
from salesmode.engine.sizing.sellers import attained

Covered = Literal["yes", "no", "if", "unknown"]

# What the figure, and the gap analysis, are made of.
MADE_OF: Final[Mapping[str, frozenset[str]]] = {"uncovered_share": (YEAR_INPUTS - {"repeat_rate"}) | {"revenue_target"}}
GAP_INPUTS: Final = YEAR_INPUTS | SOLD_BY | {
    "revenue_target", "quota", "sales_reps", "ramp_months", "days_to_cash", "deposit_rate", "sales_cycle",
    "decision_cycle",
}  # fmt: skip


class GapClosers(NamedTuple):
    """Ways to close the gap, each alone, begun now and with its delay; `None` where it cannot be told.

    `win_rate` and `leads` (a month) by new customers, `growth` (a share) with those there are, each at the price of the
    lever; `orders` (a share) by more of the same sales; `hires` by sellers who reach their quota after a while.
    """

    win_rate: float | None
    leads: float | None
    growth: float | None
    orders: float | None
    hires: int | None


class GapAnalysis(Struct, frozen=True):
    """Money of twelve months as things run, against the target.

    `run` is `base`, what is sold `again` and `fresh`, where these are known. `gap` is what it leaves open,
    `gap_last_year` what it would leave if new customers brought what they brought last year, `working_capital` the cash
    that growth from last year's revenue to the target holds between delivery and payment. A target is covered `if` the
    run is far above last year.
    """

    basis: Basis
    run: Span
    base: float | None
    fresh: float | None
    capped: bool
    target: float | None
    covered: Covered | None
    gap: float | None
    gap_last_year: float | None
    working_capital: float | None
    closers: GapClosers | None
    again: float | None = None

    @property
    def baseline(self) -> float:
        """The run, at the likely case."""
        return self.run.likely

    @property
    def uncovered_share(self) -> float | None:
        """The gap as a share of the target, `None` where there is none."""
        return ratio(self.gap, self.target) if self.gap else None


def analysed_gap(part: PartEconomy, levers: tuple[LeverWorth, ...], doubtful: float) -> GapAnalysis | None:
    """Return how the year stands against the target, `None` where it cannot be told.

    A run above last year's revenue by the share `doubtful` covers nothing for sure.
    """
    year = part.year
    if year.run is None or year.basis is None:
        return None
    target = part.value("target")
    gap = max(0.0, target - year.run.likely) if target is not None else None
    return GapAnalysis(
        basis=year.basis,
        run=year.run,
        base=year.by_itself.likely if year.known and year.by_itself else None,
        fresh=year.fresh.likely if year.known and year.fresh else None,
        capped=year.capped,
        target=target,
        covered=None if target is None else _covered(year, target, part.value("revenue"), doubtful),
        gap=gap,
        gap_last_year=_last_year(part, year),
        working_capital=_working_capital(part),
        closers=_closers(part, {lever.id: lever for lever in levers}, gap) if gap else None,
        again=year.again.likely if year.again else None,
    )


def _covered(year: Year, target: float, revenue: float | None, doubtful: float) -> Covered:
    if year.run is None or not year.known:
        return "unknown"
    if year.run.likely < target:
        return "no"
    return "if" if revenue and year.run.likely > revenue * (1 + doubtful) else "yes"


def _closers(part: PartEconomy, levers: Mapping[str, LeverWorth], gap: float) -> GapClosers:
    points = {id: ratio(gap, lever.sales_point) for id, lever in levers.items()}
    rate, leads = _moved(levers, points, "win_rate"), _moved(levers, points, "leads")
    growth = points.get("expansion")
    run = part.year.run
    return GapClosers(
        win_rate=rate,
        leads=leads,
        growth=None if growth is None else growth * POINT,
        orders=ratio(gap, run.likely) if run else None,
        hires=_hires(part, gap),
    )


def _moved(levers: Mapping[str, LeverWorth], points: Mapping[str, float | None], id: str) -> float | None:
    """Where a lever would have to stand: a rate so many points higher, a quantity so many per cent."""
    lever, needed = levers.get(id), points.get(id)
    if lever is None or needed is None or lever.today is None:
        return None
    if not lever.in_points:
        return lever.today * (1 + needed * POINT)
    rate = lever.today + needed * POINT
    return rate if rate <= 1 else None  # no rate closes the gap alone


def _hires(part: PartEconomy, gap: float) -> int | None:
    """Sellers who reach as much of their quota as those there are, after their ramp."""
    quota, ramp = part.profile.quota, part.profile.ramp_months
    if not quota or ramp is None:
        return None
    sellers = ratio(gap, quota * attained(part) * ramped_share(ramp, months=MONTHS))
    return rounded_up(sellers) if sellers is not None else None


def _last_year(part: PartEconomy, year: Year) -> float | None:
    new, target = part.value("new_last_year"), part.value("target")
    if new is None or target is None or year.by_itself is None or year.basis != "continuing":
        return None
    return max(0.0, target - year.by_itself.likely - new)


def _working_capital(part: PartEconomy) -> float | None:
    """What growth from last year's revenue to the target ties up; nothing where customers prepay."""
    growth, days = part.value("target_growth"), part.value("days_to_cash")
    if growth is None or days is None:
        return None
    return cash_gap(max(0.0, growth), max(0.0, days), part.profile.deposit_rate or 0.0)
