"""Today's run: the sample plan's figures by hand, coverage on each basis, and figures that do not agree."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARY, build, example
from helpers.sizing import FUNNEL, SHOP, covered, known, lever, of, sized, stated

from salesmode.engine.capacity import capacity_of


def disagreements(**answers: Any) -> dict[str, tuple[float, float]]:
    """Return what does not agree: computed and stated, by id."""
    return {pair.id: (pair.computed, pair.stated) for pair in of(**answers).mismatches}


# --------------------------------------------------------------------------------------------- the sample plan, by hand

HOSPITAL = example("hospital-system")


class TestHospital:
    def test_the_run_ends_at_25_6_million(self) -> None:
        """13.6 m continue less 6 % churn; 18 x 12 x .5 x .5 x .6 x .22 = 7.128 contracts of 1.8 m come new."""
        gap_analysis = sized(HOSPITAL).gap_analysis
        assert gap_analysis is not None
        assert gap_analysis.basis == "contracts"
        assert gap_analysis.base == pytest.approx(12.784e6)  # 12.78 m
        assert gap_analysis.fresh == pytest.approx(12.8304e6)  # 12.83 m
        assert gap_analysis.baseline == pytest.approx(25.6144e6)  # 25.6 m
        assert gap_analysis.gap == pytest.approx(6.3856e6)  # 6.4 m short of 32

    def test_each_way_to_close_the_gap_alone_closes_it(self) -> None:
        """Put the needed win rate, leads or growth in place, and the run ends on the target."""
        gap_analysis = sized(HOSPITAL).gap_analysis
        assert gap_analysis is not None
        ways = gap_analysis.closers
        assert ways is not None
        for change in (
            {"win_rate": ways.win_rate},
            {"leads_per_month": ways.leads},
            {"expansion_rate": (ways.growth or 0) * 12.784 / 13.6},
        ):
            again = sized(HOSPITAL.replaced(change)).gap_analysis
            assert again is not None
            assert again.baseline == pytest.approx(32e6), change

    def test_a_win_rate_of_thirty_per_cent_ends_at_30_3_million(self) -> None:
        """The sample says so: 12.784 + 32.4 x .30 x 1.8."""
        again = sized(HOSPITAL.replaced({"win_rate": 0.3})).gap_analysis
        assert again is not None
        assert again.baseline == pytest.approx(30.28e6)

    def test_a_point_of_win_rate(self) -> None:
        """0.58 m a year; 0.34 m signed and 0.19 m contribution inside twelve months."""
        win = lever(sized(HOSPITAL), "win_rate")
        assert win.bookings_point == pytest.approx(0.5832e6)  # 32.4 x 1.8 m / 100
        assert win.sales_point == pytest.approx(0.34e6, abs=0.005e6)
        assert win.per_point == pytest.approx(0.187e6, abs=0.002e6)

    def test_three_to_eight_points_sign_1_to_2_7_million_inside_the_year(self) -> None:
        """The step that level 2 of value selling states."""
        win = lever(sized(HOSPITAL), "win_rate")
        assert win.step is not None
        assert (win.step_play, win.step.low, win.step.high) == ("b2b.value", 0.03, 0.08)
        assert win.bookings is not None
        assert win.bookings.low == pytest.approx(1.0e6, abs=0.05e6)
        assert win.bookings.high == pytest.approx(2.7e6, abs=0.05e6)
        assert win.worth is not None
        assert win.worth.mid == pytest.approx(1.03e6, abs=0.01e6)

    def test_ten_more_leads_a_month_sign_2_4_million_inside_the_year(self) -> None:
        """And 7.1 m a year once they all had time to close."""
        leads = lever(sized(HOSPITAL), "leads")
        points = 10 / 18 * 100
        assert known(leads.sales_point) * points == pytest.approx(2.4e6, abs=0.05e6)
        assert leads.bookings_point * points == pytest.approx(7.128e6)

    def test_leads_found_after_week_17_close_next_year(self) -> None:
        """240 days are 34.3 weeks; 52 less that leaves 17.7."""
        assert known(lever(sized(HOSPITAL), "leads").in_year_share) * 52 == pytest.approx(52 - 240 / 7)

    def test_a_point_of_renewal_and_of_selling_more(self) -> None:
        """0.14 m each, in the year and every year."""
        for id in ("annual_churn", "expansion"):
            point = lever(sized(HOSPITAL), id)
            assert point.bookings_point == point.sales_point == pytest.approx(0.136e6)

    def test_winning_a_hospital_pays(self) -> None:
        """260,000 to win one, 990,000 left in the first year, even at a contract of 473,000."""
        unit_economics = stated(sized(HOSPITAL))
        assert unit_economics.motion is None
        assert unit_economics.cost == 260_000
        assert unit_economics.contribution == pytest.approx(990_000)
        assert unit_economics.break_even_order == pytest.approx(472_727, abs=1)
        assert unit_economics.pays

    def test_the_funnel_disagrees_with_last_year(self) -> None:
        """7.1 wins by the funnel, 10.4 m / 1.8 m = 5.8 last year; the answers are named."""
        (pair,) = sized(HOSPITAL).mismatches
        assert pair.id == "wins"
        assert pair.computed == pytest.approx(7.128)
        assert pair.stated == pytest.approx(10.4 / 1.8)
        assert {"revenue", "continuing_revenue", "win_rate", "leads_per_month"} <= set(pair.answers)

    def test_the_team_has_33_75_plan_hours_a_week(self) -> None:
        """15 x .15 + 4 x 40 x .10 + 30 x .25 + 2 x 40 x .10."""
        assert capacity_of(HOSPITAL, LIBRARY.settings.capacity).week == pytest.approx(33.75)

    def test_the_bottleneck_is_the_win_rate(self) -> None:
        """The lever whose step is worth most, and the first in the list."""
        sizing = sized(HOSPITAL)
        assert sizing.bottleneck == "win_rate" == sizing.levers[0].id


# -------------------------------------------------------------------------------------------------------- today's run


def test_with_continuing_revenue_and_a_funnel_the_run_is_contracts() -> None:
    """800 continue, a tenth is lost and a twentieth added; six customers of 100 come new."""
    gap_analysis = covered(
        buyer="organization", continuing_revenue=800.0, annual_churn=0.1, expansion_rate=0.05, deal_value=100.0,
        relationship="multi_year_contract", revenue=1000.0, revenue_target=1500.0, **FUNNEL,
    )  # fmt: skip
    assert gap_analysis.basis == "contracts"
    assert gap_analysis.base == pytest.approx(760)
    assert gap_analysis.fresh == pytest.approx(600)
    assert gap_analysis.baseline == pytest.approx(1360)
    assert gap_analysis.gap == pytest.approx(140)
    assert gap_analysis.closers is not None
    assert gap_analysis.closers.growth == pytest.approx(140 / 760)
    assert gap_analysis.closers.win_rate == pytest.approx(0.2 * 740 / 600)
    assert gap_analysis.closers.leads == pytest.approx(20 * 740 / 600)


def test_customers_who_return_by_habit_carry_their_revenue_on() -> None:
    """Without a continuing figure revenue goes on less churn; who reorders is won half way through the year."""
    gap_analysis = covered(
        buyer="organization", relationship="repeat", purchases_per_year=8.0, revenue=10_000.0, annual_churn=0.2,
        deal_value=100.0, **FUNNEL,
    )  # fmt: skip
    assert gap_analysis.basis == "repeat"
    assert gap_analysis.base == pytest.approx(8000)
    assert gap_analysis.fresh == pytest.approx(6 * 100 * 4)
    assert gap_analysis.gap is None


def test_a_funnel_without_books_is_the_run() -> None:
    """Six won at 100 each."""
    gap_analysis = covered(
        buyer="organization", deal_value=100.0, relationship="one_off", revenue_target=900.0, **FUNNEL
    )
    assert (gap_analysis.basis, gap_analysis.base) == ("funnel", None)
    assert gap_analysis.baseline == gap_analysis.fresh == pytest.approx(600)
    assert gap_analysis.closers is not None
    assert gap_analysis.closers.win_rate == pytest.approx(0.3)
    assert gap_analysis.closers.growth is None


def test_books_are_repeated_where_nothing_else_is_known() -> None:
    """Last year's revenue once more; half as much again is needed for the target."""
    gap_analysis = covered(buyer="individual", revenue=1000.0, revenue_target=1500.0)
    assert (gap_analysis.basis, gap_analysis.baseline, gap_analysis.gap) == ("books", 1000, 500)
    assert gap_analysis.closers is not None
    assert gap_analysis.closers.orders == pytest.approx(0.5)
    assert (gap_analysis.base, gap_analysis.fresh, gap_analysis.closers.win_rate, gap_analysis.closers.leads) == (
        None,
        None,
        None,
        None,
    )


def test_a_shop_without_books_sells_what_its_figures_multiply_to() -> None:
    """12 x 10,000 x 2 % x 100, less a tenth returned."""
    gap_analysis = covered(buyer="individual", **SHOP, return_rate=0.1)
    assert gap_analysis.basis == "shop"
    assert gap_analysis.baseline == pytest.approx(216_000)


def test_a_platform_s_revenue_is_its_take_of_the_orders() -> None:
    """The same shop at a take of 7 %."""
    assert covered(buyer="individual", **SHOP, take_rate=0.07).baseline == pytest.approx(16_800)


def test_hires_and_tied_up_cash_by_hand() -> None:
    """A hire with a quota of 400 who learns for three months carries 300; 73 days hold a fifth of the growth."""
    answers: dict[str, Any] = {"revenue": 1000.0, "revenue_target": 1500.0, "quota": 400.0, "ramp_months": 3.0}
    gap_analysis = covered(buyer="organization", **answers, days_to_cash=73.0, deposit_rate=0.4)
    assert gap_analysis.closers is not None
    assert gap_analysis.closers.hires == 2
    assert gap_analysis.working_capital == pytest.approx(500 * 0.2 * 0.6)
    assert covered(buyer="organization", **answers).working_capital is None


def test_a_target_already_reached_leaves_no_gap() -> None:
    """Nothing is needed to close what is not open."""
    gap_analysis = covered(buyer="individual", revenue=1000.0, revenue_target=900.0)
    assert gap_analysis.gap == 0
    assert gap_analysis.closers is None


def test_no_run_no_coverage() -> None:
    """A target alone says nothing about where today's pace ends."""
    assert of(buyer="organization", revenue_target=1000.0, win_rate=0.3).gap_analysis is None


# ------------------------------------------------------------------------------------------------------- do they agree

PAIRS: list[tuple[str, dict[str, Any], str, float]] = [
    ("customers_revenue", {"customer_count": 100, "purchases_per_year": 5.0, "deal_value": 20.0}, "revenue", 10_000),
    ("shop_revenue", {"buyer": "individual", **SHOP, "channels": ("website",)}, "revenue", 240_000),
    ("pipeline", {**FUNNEL, "decision_cycle": 73.0, "deal_value": 100.0}, "open_pipeline", 600),  # 30 x 73/365 x 100
    ("quota", {"continuing_revenue": 400.0, "revenue_target": 1000.0, "sales_reps": 2.0}, "quota", 300),
    ("win_rate_counts", {"quotes": 12, "orders": 3}, "win_rate", 0.25),
    ("order_value", {"deal_value": 80.0}, "aov", 80),
]


@pytest.mark.parametrize(("id", "answers", "stated", "agreed"), PAIRS, ids=[item[0] for item in PAIRS])
@pytest.mark.parametrize(("factor", "told"), [(1.0, False), (1.14, False), (0.88, False), (1.3, True), (0.7, True)])
def test_two_figures_are_said_to_disagree_beyond_15_per_cent_only(
    id: str, answers: dict[str, Any], stated: str, agreed: float, factor: float, told: bool
) -> None:
    """Within 15 % nobody is bothered; beyond, both figures are shown."""
    found = disagreements(**{**answers, stated: agreed * factor})
    assert (id in found) is told
    if told:
        assert min(found[id]) == pytest.approx(min(1, factor) * (agreed if stated != "quota" else 600))


def test_a_contract_s_first_year_is_not_held_against_revenue() -> None:
    """Customers x orders x value says nothing of revenue where contracts run for years."""
    answers = {"customer_count": 100, "purchases_per_year": 5.0, "deal_value": 20.0, "revenue": 1.0}
    assert "customers_revenue" in disagreements(**answers)
    assert "customers_revenue" not in disagreements(**answers, relationship="multi_year_contract")


def test_nothing_disagrees_with_what_was_not_said() -> None:
    """A figure that nobody stated is not contradicted, only unknown."""
    for id, answers, figure, _ in PAIRS:
        assert id not in disagreements(**{**answers, figure: None})


def test_a_stated_nought_disagrees_with_what_the_others_multiply_to() -> None:
    """A hundred customers who bought for 10,000, and no revenue: that is further apart than 15 %."""
    assert "customers_revenue" in disagreements(
        customer_count=100, purchases_per_year=5.0, deal_value=20.0, revenue=0.0
    )


def test_a_disagreement_names_the_answers_it_rests_on() -> None:
    """Only what was answered can be wrong."""
    profile = build(
        customer_count=100, orders_per_customer=5.0, aov=20.0, revenue=99.0, deal_value=None,
        quotes=10, sales_cycle=30.0, open_pipeline=5.0,
    )  # fmt: skip
    for pair in sized(profile).mismatches:
        assert [id for id in pair.answers if getattr(profile, id) is None] == []
