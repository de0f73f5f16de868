"""Is the target covered by today's run, and what it would take to cover it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from salesmode.business.facts import ratio, won_share
from salesmode.business.profile import Profile
from salesmode.economics.cash import cash_gap
from salesmode.economics.figures import rounded_up
from salesmode.engine.sizing.baseline import RUN_INPUTS, Basis, Run

MONTHS = 12

# What the figure below, and the coverage, are made of.
MADE_OF: Final[Mapping[str, frozenset[str]]] = {"uncovered_share": RUN_INPUTS | {"revenue_target"}}
COVERAGE_INPUTS: Final = RUN_INPUTS | {"revenue_target", "quota", "ramp_months", "days_to_cash", "deposit_rate"}


class Ways(NamedTuple):
    """Ways to close the gap, each alone and from the first day on; `None` where it cannot be told.

    `win_rate` and `leads` (a month) by new customers; `growth` (a share) by the base; `orders` (a share) by more of the
    same sales; `hires` by sellers who sell nothing while they learn and then carry their quota.
    """

    win_rate: float | None
    leads: float | None
    growth: float | None
    orders: float | None
    hires: int | None


class Coverage(NamedTuple):
    """Money of twelve months at today's run, against the target.

    `gap` is what the run leaves open, `gap_last_year` what it would leave if new customers brought what they brought
    last year, `tied` the cash that growth from last year's revenue to the target holds between delivery and payment.
    """

    basis: Basis
    run: float
    base: float | None
    fresh: float | None
    target: float | None
    gap: float | None
    gap_last_year: float | None
    tied: float | None
    ways: Ways | None

    @property
    def uncovered_share(self) -> float | None:
        """The gap as a share of the target, `None` where there is none."""
        return ratio(self.gap, self.target) if self.gap else None


def cover(profile: Profile, run: Run) -> Coverage | None:
    """Return how today's run stands against the target, `None` where no run can be told."""
    if run.total is None or run.basis is None:
        return None
    target = profile.revenue_target
    gap = max(0.0, target - run.total) if target is not None else None
    return Coverage(
        run.basis, run.total, run.base, run.fresh, target, gap,
        gap_last_year=_last_year(profile, run), tied=_tied(profile), ways=_ways(profile, run, gap) if gap else None,
    )  # fmt: skip


def _ways(profile: Profile, run: Run, gap: float) -> Ways:
    by_new = run.basis in ("contracts", "repeat", "funnel")
    wanted = gap + run.fresh if run.fresh and by_new else None
    return Ways(
        win_rate=_scaled(won_share(profile), wanted, run.fresh),
        leads=_scaled(profile.leads_per_month, wanted, run.fresh),
        growth=ratio(gap, run.base),
        orders=ratio(gap, run.total),
        hires=_hires(profile, gap),
    )


def _scaled(figure: float | None, wanted: float | None, today: float | None) -> float | None:
    share = ratio(wanted, today)
    return figure * share if figure is not None and share is not None else None


def _hires(profile: Profile, gap: float) -> int | None:
    if not profile.quota or profile.ramp_months is None or profile.ramp_months >= MONTHS:
        return None
    sellers = ratio(gap, profile.quota * (1 - profile.ramp_months / MONTHS))
    return rounded_up(sellers) if sellers is not None else None


def _last_year(profile: Profile, run: Run) -> float | None:
    revenue, continuing, target = profile.revenue, profile.continuing_revenue, profile.revenue_target
    if revenue is None or continuing is None or target is None or run.base is None or run.basis != "contracts":
        return None
    return max(0.0, target - run.base - (revenue - continuing))


def _tied(profile: Profile) -> float | None:
    """What growth from last year's revenue to the target ties up; nothing where customers prepay."""
    if profile.revenue is None or profile.revenue_target is None or profile.days_to_cash is None:
        return None
    growth = max(0.0, profile.revenue_target - profile.revenue)
    return cash_gap(growth, max(0.0, profile.days_to_cash), profile.deposit_rate or 0.0)
