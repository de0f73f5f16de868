"""Every published worked example to the digits printed, edges worked by hand, and figures that are not there."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.figures import number

from salesmode.economics import (
    bids,
    business_case,
    capacity,
    cash,
    coverage,
    efficiency,
    estimates,
    funnel,
    lifetime,
    loyalty,
    orders,
    pricing,
    promotion,
    readings,
    retention,
    shipping,
    surveys,
    trials,
    velocity,
)
from salesmode.economics.figures import Figure, Undefined, ratio, rounded_up, times
from salesmode.economics.normal import two_sided

SALESLOFT = ([53150, 666715, 636772, 647783], [0, 1606511, 3061331, 4229760], 0.10)


class TestPublished:
    """The rows of the table of worked examples."""

    def test_business_case(self) -> None:
        """Forrester's study for SalesLoft, page 19."""
        case = business_case.business_case(*SALESLOFT)
        assert (round(case.pv_costs), round(case.pv_benefits), round(case.npv)) == (1_672_201, 7_168_371, 5_496_170)
        assert f"{number(case.roi):.0%}" == "329%"
        assert number(case.payback_months) < 6

    def test_irr_that_is_not_unique(self) -> None:
        """Both 10 % and 40 % fit, so none is reported, and the NPV stands."""
        flows = [-1000.0, 2500.0, -1540.0]
        assert business_case.irrs(flows) == pytest.approx([0.10, 0.40])
        assert business_case.irr(flows) == Undefined("several_irr")
        assert math.isfinite(business_case.business_case([1000, 0, 1540], [0, 2500, 0], 0.1).npv)

    def test_velocity(self) -> None:
        """A day's sales, and what a shorter cycle gives: 25 % for a fifth, 11.1 % (never 10) for a tenth."""
        assert round(number(velocity.per_day(40, 25_000, 0.25, 90)), 2) == 2777.78
        assert number(velocity.shorter_cycle_gain(0.2)) == pytest.approx(0.25)
        assert round(number(velocity.shorter_cycle_gain(0.1)), 3) == 0.111
        assert velocity.pulled_forward(2777.78, 18) == pytest.approx(50_000, rel=1e-3)

    def test_reverse_funnel(self) -> None:
        """Each stage rounded up, and the rounded figure carried up."""
        found = funnel.reverse_funnel(10_000_000, 100_000, [0.10, 0.80, 0.40, 0.10], [2, 1, 3])
        assert found == ((31_250, 3_125, 2_500, 1_000, 100), 6)
        assert funnel.months_before([2, 1, 3], 5) == (6, 4, 3, 0, 0)

    def test_coverage(self) -> None:
        """Four times at a quarter; a range from the variance."""
        assert coverage.required_coverage(0.25) == 4
        worth = coverage.weighted_pipeline([(100, 0.5), (200, 0.25)])
        assert worth.expected == 100
        assert worth.deviation == pytest.approx(math.sqrt(100**2 * 0.25 + 200**2 * 0.1875))

    def test_retention(self) -> None:
        """99 % net, 87 % gross; by customer each is held at what it was."""
        found = retention.retention(100_000, 12_000, 5_000, 8_000)
        assert found == pytest.approx((0.99, 0.87))
        assert retention.retention_by_customer([(100, 150), (100, 50)]) == (1.0, 0.75)

    def test_cac_payback(self) -> None:
        """The brackets: by the month's margin, not divided by ARPA and then multiplied."""
        assert round(number(lifetime.cac_payback(50, 15, 1.0)), 2) == 3.33
        assert round(number(lifetime.cac_payback(50, 30, 0.5)), 2) == 3.33

    def test_ltv_conventions(self) -> None:
        """Three conventions a margin apart, and undiscounted."""
        found = [lifetime.ltv_multiple(0.8, 0.1, first) for first in ("after_first_renewal", "at_end", "at_start")]
        assert [round(number(one), 2) for one in found] == [2.67, 3.33, 3.67]
        assert number(lifetime.ltv_multiple(0.8, 0, "at_start")) == pytest.approx(5)

    def test_ltv_monthly(self) -> None:
        """Undiscounted, and at 10 % a year."""
        assert round(number(lifetime.monthly_ltv(100, 0.8, 0.03)), 2) == 2666.67
        assert round(number(lifetime.monthly_ltv(100, 0.8, 0.03, 0.1)), 2) == 2123.50

    def test_order_margin(self) -> None:
        """What is left of 79."""
        assert orders.order_margin(79, [18, 8.50, 2.77, 12, 1.98]).margin == pytest.approx(35.75)

    @pytest.mark.parametrize(("margin", "roas"), [(0.40, 2.5), (0.57, 1.754)])
    def test_break_even_roas(self, margin: float, roas: float) -> None:
        """One over the margin, not price over advertising."""
        assert round(number(orders.break_even_roas(margin)), 3) == roas

    def test_price_change(self) -> None:
        """Half as much again for a cut, a quarter less for a rise."""
        assert number(pricing.cut_break_even(0.30, 0.10)) == pytest.approx(0.5)
        assert number(pricing.rise_break_even(0.30, 0.10)) == pytest.approx(-0.25)

    def test_elasticity(self) -> None:
        """The midpoint formula, and the price of most profit."""
        assert round(number(pricing.arc_elasticity((70, 60), (2800, 3000))), 3) == -0.448
        assert number(pricing.best_price(25, -1.5)) == pytest.approx(75)

    def test_promotion(self) -> None:
        """Gross first; then what was pulled forward and cannibalised comes off."""
        gross = promotion.promotion(400, 1100, 0.5, 0.2)
        assert gross[:2] == (1.75, 700)
        assert promotion.promotion(400, 1100, 0.5, 0.2, 200, 100).incremental == 400

    @pytest.mark.parametrize(("buy", "discount"), [(10, 0.0909), (9, 0.10)])
    def test_loyalty(self, buy: int, discount: float) -> None:
        """One in eleven, one in ten; the cost is that of the goods."""
        assert round(number(loyalty.buy_get_discount(buy, 1)), 4) == discount
        assert loyalty.buy_get_cost(10, 1, 5, 2) == pytest.approx(0.04)

    def test_points(self) -> None:
        """IFRS 15, illustrative example 52, over two years."""
        first = loyalty.points(100_000, 10_000, 1, 0.95, 4500)
        assert [round(number(one)) for one in first] == [91_324, 8_676, 4_110]
        second = loyalty.points(100_000, 10_000, 1, 0.95, 8500, 9700)
        assert round(number(second.recognised) - number(first.recognised)) == 3_493

    def test_free_shipping(self) -> None:
        """Two questions."""
        assert number(shipping.free_shipping_break_even(8.50, 0.55, 0.35)) == pytest.approx(42.50)
        assert number(shipping.free_shipping_threshold(60, 9, 0.45)) == pytest.approx(80)

    @pytest.mark.parametrize(("baseline", "to", "visitors"), [(0.05, 0.06, 8158), (0.03, 0.036, 13_914)])
    def test_ab_size(self, baseline: float, to: float, visitors: int) -> None:
        """As R's power.prop.test, rounded up."""
        assert trials.per_arm(baseline, to) == visitors

    def test_ab_duration(self) -> None:
        """Whole weeks, at least two."""
        assert trials.trial_days(100, 1000) == 14
        assert trials.trial_days(16_316, 1000) == 21

    def test_ab_result(self) -> None:
        """A difference that may be luck, large and small."""
        found = readings.read_test(readings.Arm(100, 10_000), readings.Arm(120, 10_000))
        assert (round(number(found.z), 3), round(number(found.p), 3)) == (1.356, 0.175)
        few = readings.read_test(readings.Arm(2, 15), readings.Arm(6, 15))
        assert round(number(few.p), 3) == 0.099

    def test_peeking(self) -> None:
        """The published table, and what it does not hold."""
        assert (readings.false_alarms(5), readings.false_alarms(10)) == (0.142, 0.193)
        assert readings.false_alarms(7) == Undefined("not_in_table")

    def test_surveys(self) -> None:
        """NPS with its error; satisfaction with Wilson's interval."""
        score = surveys.net_promoter(50, 30, 20)
        assert (number(score.nps), round(number(score.margin), 1)) == (30, 15.3)
        assert [round(number(one), 3) for one in surveys.wilson(960, 1200)] == [0.8, 0.776, 0.822]

    def test_estimates(self) -> None:
        """PERT, RICE and WSJF."""
        assert [round(one, 2) for one in estimates.pert(4, 6, 12)] == [6.67, 1.33]
        assert round(number(estimates.rice(2000, 2, 0.8, 3))) == 1067
        assert estimates.wsjf(21, 2) == 10.5


class TestByHand:
    """Edges worked by hand."""

    def test_payback_is_linear_within_the_year(self) -> None:
        """Half way through the second year; at once; never; and not while money goes out again later."""
        assert business_case.payback_months([-100, 50, 100]) == pytest.approx(18)
        assert business_case.payback_months([0, 10]) == 0
        assert business_case.payback_months([-100, 50]) == Undefined("not_paid_back")
        assert business_case.payback_months([-100, 250, -154]) == Undefined("not_paid_back")
        assert business_case.payback_months([-100, 150, -100, 100]) == pytest.approx(30)

    @pytest.mark.parametrize(
        ("flows", "expected"),
        [
            ([-100, 110], [0.1]),
            ([-100, 0, 121], [0.1]),
            ([100, 100], []),
            ([0, 0], []),
            ([-100, 220, -121], [0.1]),  # touches zero without crossing it
            ([-100, 150, -100], []),
            ([-1000, 6000, -11_000, 6000], [0, 1, 2]),
        ],
    )
    def test_every_rate_of_return_is_found(self, flows: list[float], expected: list[float]) -> None:
        """Also where it touches zero only, and where there is none."""
        assert business_case.irrs(flows) == pytest.approx(expected, abs=1e-5)

    def test_a_case_of_other_lengths_is_no_case(self) -> None:
        """Costs and benefits cover the same years."""
        with pytest.raises(ValueError, match="zip"):
            business_case.business_case([1], [1, 2], 0.1)

    def test_rounding_up_forgives_floating_point(self) -> None:
        """0.1 + 0.2 is not above 0.3."""
        assert rounded_up((0.1 + 0.2) / 0.3) == 1
        assert rounded_up(1.001) == 2

    def test_less_than_one_lead_is_one(self) -> None:
        """There is no half a lead."""
        assert funnel.reverse_funnel(10, 100, [0.5]).needed == (2, 1)

    def test_ramp(self) -> None:
        """A newcomer with a ramp of six months loses three of twelve; one who starts in July works half."""
        assert capacity.ramped_share(6) == pytest.approx(0.75)
        assert capacity.ramped_share(0, 6) == pytest.approx(0.5)
        assert capacity.ramped_share(12, 6) == pytest.approx(6 * 0.25 / 12)
        assert capacity.ramped_share(3, 12) == 0
        assert capacity.ramped_share(3, 0, 0) == 0
        assert capacity.rep_capacity([capacity.Reps(8, 100, 0.75), capacity.Reps(2, 100, 0.3)]) == 660

    def test_shrinking_is_not_efficient(self) -> None:
        """A falling revenue has a negative number and no payback, however small the spend."""
        found = efficiency.magic_number(90, 100, 10)
        assert found == (-4, Undefined("no_growth"))
        assert efficiency.magic_number(120, 100, 80) == (1, 12)
        assert efficiency.magic_number(120, 100, 0).magic_number == Undefined("no_spend")

    def test_everybody_gets_the_discount(self) -> None:
        """Profit = gained x margin - sold x discount - fixed, times the price."""
        assert promotion.promotion(400, 1100, 0.5, 0.2, 200, 100, 50, 10).profit == pytest.approx(-250)

    def test_live_session(self) -> None:
        """Returned orders earn neither margin nor commission; the slot fee is due."""
        assert orders.live_session(100, 50, 0.6, 0.2, 1000, 0.25) == pytest.approx(500)
        assert orders.live_break_even(50, 0.6, 0.2, 1000, 0.25) == pytest.approx(1000 / 15)
        assert orders.live_break_even(50, 0.2, 0.2, 1000, 0.25) == Undefined("order_loses")

    def test_bid_and_cash(self) -> None:
        """What a bid is worth, from which chance on, and what growth ties up."""
        assert bids.bid_value(0.2, 300, 40) == pytest.approx(20)
        assert number(bids.least_chance(300, 40)) == pytest.approx(2 / 15)
        assert cash.cash_gap(365, 90, 0.3) == pytest.approx(63)

    def test_net_price(self) -> None:
        """Shares are taken of what is left, amounts as they are."""
        steps = [pricing.Deduction(0.1, True), pricing.Deduction(0.05, True), pricing.Deduction(4, False)]
        found = pricing.net_price(100, steps)
        assert found.steps == pytest.approx((90, 85.5, 81.5))
        assert (found.net, number(found.rate)) == pytest.approx((81.5, 0.815))

    def test_sample_ratio(self) -> None:
        """44,000 against 45,000 is no fair coin; even is."""
        assert number(readings.srm_p(44_000, 45_000)) == pytest.approx(0.0008, abs=1e-4)
        assert readings.srm_p(10, 10) == 1

    def test_normal(self) -> None:
        """The 1.96 of everybody."""
        assert two_sided(0.05) == pytest.approx(1.959964, abs=1e-6)


class TestUndefined:
    """A figure that is not there is named, never rated, zero or infinite."""

    @pytest.mark.parametrize(
        ("figure", "because"),
        [
            (lambda: coverage.required_coverage(0), "win_rate_zero"),
            (lambda: coverage.actual_coverage(1, 0), "no_target"),
            (lambda: velocity.per_day(1, 1, 1, 0), "no_cycle"),
            (lambda: velocity.shorter_cycle_gain(1), "no_cycle"),
            (lambda: funnel.reverse_funnel(1, 1, [0.5, 0]).needed, "rate_zero"),
            (lambda: funnel.reverse_funnel(1, 0, [0.5]).needed, "no_deal_value"),
            (lambda: funnel.reverse_funnel(1e9, 1, [1e-200, 1e-200]).needed, "beyond_numbers"),
            (lambda: lifetime.monthly_ltv(100, 0.8, 0), "churn_zero"),
            (lambda: lifetime.monthly_ltv(100, 0.8, 0, 0.1), "churn_zero"),
            (lambda: lifetime.cac_payback(50, 0, 0.5), "arpa_zero"),
            (lambda: lifetime.cac_payback(50, 9, 0), "no_margin"),
            (lambda: lifetime.value_over_cost(9, 0), "no_cac"),
            (lambda: pricing.cut_break_even(0.3, 0.3), "cut_over_margin"),
            (lambda: pricing.rise_break_even(0, 0), "no_margin"),
            (lambda: pricing.arc_elasticity((5, 5), (1, 2)), "prices_equal"),
            (lambda: pricing.arc_elasticity((0, 0), (1, 2)), "prices_zero"),
            (lambda: pricing.best_price(25, -1), "inelastic"),
            (lambda: pricing.best_price(25, Undefined("prices_equal")), "prices_equal"),
            (lambda: trials.per_arm(0.05, 0.05), "rates_equal"),
            (lambda: trials.per_arm(0.05, 0.06, power=1), "certainty"),
            (lambda: trials.per_arm(0.05, 0.06, alpha=0), "certainty"),
            (lambda: trials.per_arm(0.05, 0.06, alpha=5e-324), "certainty"),
            (lambda: trials.per_arm(0, 1e-300), "beyond_numbers"),
            (lambda: trials.trial_days(10, 0), "no_visitors"),
            (lambda: trials.trial_days(10, 1e-310), "beyond_numbers"),
            (lambda: trials.detectable(0.05, 1, True), "too_few"),
            (lambda: readings.read_test(readings.Arm(0, 9), readings.Arm(0, 9)).p, "all_alike"),
            (lambda: readings.read_test(readings.Arm(0, 0), readings.Arm(1, 9)).p, "empty_arm"),
            (lambda: readings.srm_p(0, 0), "no_visitors"),
            (lambda: surveys.net_promoter(0, 0, 0).nps, "no_answers"),
            (lambda: surveys.net_promoter(5, 0, 0).margin, "one_group"),
            (lambda: surveys.wilson(0, 0).share, "no_answers"),
            (lambda: loyalty.buy_get_discount(0, 0), "nothing_bought"),
            (lambda: loyalty.points(100, 10, 1, 0.5, 6).recognised, "more_redeemed"),
            (lambda: loyalty.points(0, 0, 1, 0.5, 0).recognised, "none_expected"),
            (lambda: shipping.free_shipping_break_even(5, 0.3, 0.3), "margin_under_aim"),
            (lambda: shipping.free_shipping_threshold(5, 3, 0), "no_margin"),
            (lambda: orders.order_margin(0, [1]).rate, "no_price"),
            (lambda: estimates.rice(1, 1, 1, 0), "no_effort"),
        ],
    )
    def test_it_says_why(self, figure: Callable[[], Figure], because: str) -> None:
        """The reason is a key whose words stand in calc.yaml."""
        assert figure() == Undefined(because)

    def test_it_goes_through(self) -> None:
        """What is worked out from an undefined figure is undefined for the same reason."""
        nothing = Undefined("x")
        assert [ratio(nothing, 1, "y"), ratio(1, nothing, "y"), times(nothing, 2)] == [nothing] * 3

    def test_every_reason_has_words(self) -> None:
        """No reason is given that nobody can read."""
        root = Path(__file__).resolve().parents[2]
        text = (root / "playbooks" / "calc.yaml").read_text(encoding="utf-8")
        assert all(f"  {because}: {{en:" in text for because in sorted(reasons_named(root)))


def reasons_named(root: Path) -> set[str]:
    """Return every reason that the economics and the calculations give."""
    named: set[str] = set()
    for folder in ("economics", "calc"):
        for path in (root / "salesmode" / folder).glob("*.py"):
            words = path.read_text(encoding="utf-8").split('Undefined("')[1:]
            named |= {word.split('"', 1)[0] for word in words}
    return named - {"no_threshold"}
