"""Is the target covered by today's run, and what it would take to cover it."""

from typing import NamedTuple

from salesmode.facts import won_share
from salesmode.profile import Profile
from salesmode.weigh.runs import Basis, Run


class Coverage(NamedTuple):
    """Money of twelve months at today's run, against the target.

    `gap` is what the run leaves open, `gap_last_year` what it would leave if new customers brought what they brought
    last year. The last four are ways to close the gap alone, where known: `win_rate_needed` and `leads_needed` (a
    month) by new customers, `growth_needed` (a share) by the base, `orders_needed` (a share) by more of the same sales.
    """

    basis: Basis
    run: float
    base: float | None
    fresh: float | None
    target: float | None
    gap: float | None
    gap_last_year: float | None
    win_rate_needed: float | None
    leads_needed: float | None
    growth_needed: float | None
    orders_needed: float | None


def cover(profile: Profile, run: Run) -> Coverage | None:
    """Return how today's run stands against the target, `None` where no run can be told."""
    if run.total is None or run.basis is None:
        return None
    target = profile.revenue_target
    gap = max(0.0, target - run.total) if target is not None else None
    if not gap:
        return Coverage(
            run.basis, run.total, run.base, run.fresh, target, gap, _last_year(profile, run), None, None, None, None
        )
    wanted = gap + run.fresh if run.fresh else None
    win_rate, leads = won_share(profile), profile.leads_per_month
    new_customers_count = run.basis in ("contracts", "repeat", "funnel")
    return Coverage(
        run.basis, run.total, run.base, run.fresh, target, gap, _last_year(profile, run),
        win_rate_needed=_scaled(win_rate, wanted, run.fresh) if new_customers_count else None,
        leads_needed=_scaled(leads, wanted, run.fresh) if new_customers_count else None,
        growth_needed=gap / run.base if run.base else None,
        orders_needed=gap / run.total if run.total else None,
    )  # fmt: skip


def _last_year(profile: Profile, run: Run) -> float | None:
    if (
        None in (profile.revenue, profile.continuing_revenue, profile.revenue_target, run.base)
        or run.basis != "contracts"
    ):
        return None
    fresh = profile.revenue - profile.continuing_revenue  # type: ignore[operator]
    return max(0.0, profile.revenue_target - run.base - fresh)  # type: ignore[operator]


def _scaled(figure: float | None, wanted: float | None, today: float | None) -> float | None:
    return figure * wanted / today if figure is not None and wanted is not None and today else None
