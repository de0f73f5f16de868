"""Whether the target is covered: a run of a hundred against a target, with what the moves add to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from helpers.businesses import whole
from helpers.libraries import LIBRARY, build

from salesmode.business.economy import PartEconomy
from salesmode.business.span import Span, exactly
from salesmode.engine.moves.effects import Cases, Worth
from salesmode.engine.outlook import Outlook, Verdict, outlook
from salesmode.engine.plan import make_plan
from salesmode.engine.sizing import GapAnalysis
from salesmode.engine.sizing.gap_analysis import Covered

HUNDRED = exactly(100.0)
BOOKS = whole(revenue=100.0)
NOTHING = (0.0, 0.0, 0.0)


def analysed(target: float | None, run: Span = HUNDRED) -> GapAnalysis:
    """Return a run of a hundred against a target."""
    gap = None if target is None else max(0.0, target - 100.0)
    covered: Covered | None = None if target is None else "no" if gap else "yes"
    return GapAnalysis("continuing", run, None, None, False, target, covered, gap, None, None, None)


def worth(uplift: Cases, dearer: Cases = NOTHING) -> Worth:
    """Return what moves bring in sales alone, some of it by better prices."""
    return Worth(uplift, NOTHING, NOTHING, dearer)


def seen(gap_analysis: GapAnalysis, uplift: Cases, dearer: Cases = NOTHING, part: PartEconomy = BOOKS) -> Outlook:
    """Return the outlook, which is there."""
    found = outlook(gap_analysis, worth(uplift, dearer), part, None)
    assert found is not None
    return found


def test_without_a_baseline_there_is_no_outlook() -> None:
    """Where the year ends today is not known, so neither is where it ends with the plan."""
    assert outlook(None, worth((1.0, 2.0, 3.0)), BOOKS, None) is None


def test_better_prices_raise_what_can_be_delivered() -> None:
    """Of a hundred five more can be made, at prices a tenth higher: 105 and the 10 that nobody has to make, not 120."""
    full = whole(revenue=100.0, spare_capacity=0.05)
    year = seen(analysed(None), (20.0, 20.0, 20.0), (10.0, 10.0, 10.0), full)
    assert (year.year_end, year.capped) == (exactly(115.0), True)
    assert seen(analysed(None), (20.0, 20.0, 20.0), part=full).year_end == exactly(105.0)


@pytest.mark.parametrize(
    ("target", "verdict", "covered"),
    [
        (None, "no_target", None),
        (90.0, "covered", True),
        (100.0, "covered", True),
        (110.0, "within", True),
        (111.0, "stretched", False),
        (130.0, "stretched", False),
        (131.0, "not_covered", False),
    ],
)
def test_the_verdict_follows_the_end_that_reaches_the_target(
    target: float | None, verdict: Verdict, covered: bool | None
) -> None:
    """Ten to thirty more: 110 is reached by the low end, 130 by the high end alone, 131 by neither."""
    year = seen(analysed(target), (10.0, 20.0, 30.0))
    assert (year.verdict, year.covered, year.year_end) == (verdict, covered, Span(110.0, 120.0, 130.0))


def test_moves_without_a_price_leave_the_year_where_it_is() -> None:
    """The gap stays, and nobody says that they close it."""
    year = seen(analysed(150.0), (0.0, 0.0, 0.0))
    assert (year.verdict, year.covered, year.year_end) == ("unpriced", False, HUNDRED)


def test_the_doubt_of_the_run_and_of_the_plan_do_not_both_go_wrong() -> None:
    """Ten less and ten less are the root of 200 less, not 20; likely is 100 and 20 in any case."""
    year = seen(analysed(150.0, Span(90.0, 100.0, 110.0)), (10.0, 20.0, 30.0))
    assert year.year_end == pytest.approx((120 - 200**0.5, 120, 120 + 200**0.5))


# ------------------------------------------------------------------------------------- the months, and money three ways

# 24 orders of 20,000, won anew and evenly over the year.
PROJECTS: dict[str, Any] = {"relationship": "one_off", "quotes": 30, "orders": 6, "deal_value": 20_000.0}
# 240,000, of which 222,000 stay; 48 join and bring 28,800 inside the year.
FEES: dict[str, Any] = {
    "relationship": "subscription", "customer_count": 200, "deal_value": 1200.0, "annual_churn": 0.15,
    "visits_per_month": 1000.0, "conversion_rate": 0.004,
}  # fmt: skip


def year_of(start: date | None = None, **answers: Any) -> Outlook:
    """Return where a year ends for a business of a few answers."""
    found = make_plan(build(**answers), LIBRARY, start).outlook
    assert found is not None
    return found


def test_who_leaves_and_who_joins_do_so_evenly_over_the_months() -> None:
    """Of 20,000 a month 15% are gone by the end, half a month's part in the first; joiners add up to 4,600.

    20,000 x (1 - 0.15 x 0.5 / 12) = 19,875 and x (1 - 0.15 x 11.5 / 12) = 17,125; 28,800 x 0.5 / 72 and x 11.5 / 72.
    """
    months = year_of(**FEES).months
    assert len(months) == 12
    assert (*months[0], *months[-1]) == pytest.approx((19_875, 200, 17_125, 4600))
    assert months[0].total == pytest.approx(20_075)
    assert sum(month.base for month in months) == pytest.approx(222_000)
    assert sum(month.fresh for month in months) == pytest.approx(28_800)


@pytest.mark.parametrize("start", [None, date(2027, 9, 6)])
@pytest.mark.parametrize("answers", [PROJECTS, FEES, {**FEES, "spare_capacity": 0.02}, {"revenue": 120_000.0}], ids=str)
def test_the_months_are_the_run_and_none_of_what_the_plan_adds(answers: dict[str, Any], start: date | None) -> None:
    """Held to what can be delivered too, and where the year is told by the books alone."""
    business = build(**answers, peak_months=(11, 12))
    plan = make_plan(business, LIBRARY, start)
    assert plan.outlook is not None
    run = plan.business.economy.whole.year.run
    assert run is not None
    assert sum(month.total for month in plan.outlook.months) == pytest.approx(run.likely)


def test_a_strong_month_sells_half_as_much_again_once_its_place_is_known() -> None:
    """Ten months and two of one and a half are 13: 480,000 x 1.5 / 13 in the eleventh, or in the third from September.

    Without a first day nobody knows which month is November: 40,000 each.
    """
    strong, plain = 480_000 * 1.5 / 13, 480_000 / 13
    from_january = year_of(date(2027, 1, 4), **PROJECTS, peak_months=(11, 12)).months
    assert [month.total for month in from_january] == pytest.approx([plain] * 10 + [strong] * 2)
    from_september = year_of(date(2027, 9, 6), **PROJECTS, peak_months=(11, 12)).months
    assert [month.total for month in from_september] == pytest.approx([plain] * 2 + [strong] * 2 + [plain] * 8)
    undated = year_of(**PROJECTS, peak_months=(11, 12)).months
    assert [month.total for month in undated] == pytest.approx([40_000] * 12)


def test_growth_is_signed_in_full_and_paid_later() -> None:
    """48 x 1,200 are signed; of 10,800 of growth 73 of 365 days are paid after the year: 250,800 less 2,160."""
    assert year_of(**FEES, days_to_cash=73.0).money == pytest.approx((57_600, 250_800, 248_640))


def test_a_year_that_shrinks_is_paid_more_than_it_invoices() -> None:
    """180,000 after 240,000, for nobody replaces the 120 who leave: 60,000 x 73 / 365 of the larger year come in."""
    money = year_of(relationship="multi_year_contract", continuing_revenue=180_000.0, revenue=240_000.0,
                    customer_count=240, annual_churn=0.5, days_to_cash=73.0, quotes=0, win_rate=0.5,
                    deal_value=1000.0).money  # fmt: skip
    assert money == pytest.approx((0, 180_000, 192_000))


@pytest.mark.parametrize("days", [0.0, None, "n/a"])
def test_what_is_paid_is_told_only_with_the_days_until_then(days: object) -> None:
    """At once, all that is invoiced; unknown, nothing."""
    assert year_of(**FEES, days_to_cash=days).money.paid == (pytest.approx(250_800) if days == 0 else None)
