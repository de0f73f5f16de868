"""Is the target covered by the baseline, and what it would take to cover it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from salesmode.business.facts import ratio, won_share
from salesmode.business.profile import Profile
from salesmode.economics.cash import cash_gap
from salesmode.economics.figures import rounded_up
from salesmode.engine.sizing.baseline import BASELINE_INPUTS, Baseline, Basis

MONTHS = 12

# What the figure, and the gap analysis, are made of.
MADE_OF: Final[Mapping[str, frozenset[str]]] = {"uncovered_share": BASELINE_INPUTS | {"revenue_target"}}
GAP_INPUTS: Final = BASELINE_INPUTS | {"revenue_target", "quota", "ramp_months", "days_to_cash", "deposit_rate"}


class GapClosers(NamedTuple):
    """Ways to close the gap, each alone and from the first day on; `None` where it cannot be told.

    `win_rate` and `leads` (a month) by new customers; `growth` (a share) by the base; `orders` (a share) by more of the
    same sales; `hires` by sellers who sell nothing while they learn and then carry their quota.
    """

    win_rate: float | None
    leads: float | None
    growth: float | None
    orders: float | None
    hires: int | None


class GapAnalysis(NamedTuple):
    """Money of twelve months at the baseline, against the target.

    `gap` is what the baseline leaves open, `gap_last_year` what it would leave if new customers brought what they
    brought last year, `working_capital` the cash that growth from last year's revenue to the target holds between
    delivery and payment.
    """

    basis: Basis
    baseline: float
    base: float | None
    fresh: float | None
    target: float | None
    gap: float | None
    gap_last_year: float | None
    working_capital: float | None
    closers: GapClosers | None

    @property
    def uncovered_share(self) -> float | None:
        """The gap as a share of the target, `None` where there is none."""
        return ratio(self.gap, self.target) if self.gap else None


def analysed_gap(profile: Profile, baseline: Baseline) -> GapAnalysis | None:
    """Return how the baseline stands against the target, `None` where none can be told."""
    if baseline.total is None or baseline.basis is None:
        return None
    target = profile.revenue_target
    gap = max(0.0, target - baseline.total) if target is not None else None
    return GapAnalysis(
        basis=baseline.basis,
        baseline=baseline.total,
        base=baseline.base,
        fresh=baseline.fresh,
        target=target,
        gap=gap,
        gap_last_year=_last_year(profile, baseline),
        working_capital=_working_capital(profile),
        closers=_closers(profile, baseline, gap) if gap else None,
    )


def _closers(profile: Profile, baseline: Baseline, gap: float) -> GapClosers:
    by_new = baseline.basis in ("contracts", "repeat", "funnel")
    wanted = gap + baseline.fresh if baseline.fresh and by_new else None
    return GapClosers(
        win_rate=_scaled(won_share(profile), wanted, baseline.fresh),
        leads=_scaled(profile.leads_per_month, wanted, baseline.fresh),
        growth=ratio(gap, baseline.base),
        orders=ratio(gap, baseline.total),
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


def _last_year(profile: Profile, baseline: Baseline) -> float | None:
    revenue, continuing, target = profile.revenue, profile.continuing_revenue, profile.revenue_target
    if (
        revenue is None
        or continuing is None
        or target is None
        or baseline.base is None
        or baseline.basis != "contracts"
    ):
        return None
    return max(0.0, target - baseline.base - (revenue - continuing))


def _working_capital(profile: Profile) -> float | None:
    """What growth from last year's revenue to the target ties up; nothing where customers prepay."""
    if profile.revenue is None or profile.revenue_target is None or profile.days_to_cash is None:
        return None
    growth = max(0.0, profile.revenue_target - profile.revenue)
    return cash_gap(growth, max(0.0, profile.days_to_cash), profile.deposit_rate or 0.0)
