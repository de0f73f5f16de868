"""What economics says must hold whatever the figures."""

from __future__ import annotations

import itertools
import math

import pytest
from helpers.figures import number
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from salesmode.economics import (
    business_case,
    cash,
    coverage,
    funnel,
    lifetime,
    loyalty,
    pricing,
    readings,
    retention,
    roots,
    surveys,
    trials,
    velocity,
)
from salesmode.economics.figures import Undefined

settings.register_profile("quick", max_examples=60, deadline=None)
settings.load_profile("quick")

money = st.floats(0, 1e9)
some_money = st.floats(0.01, 1e9)
rates = st.floats(0, 1)
some_rate = st.floats(0.001, 1)
counts = st.integers(0, 10_000)


class TestProperties:
    """What must hold whatever the figures."""

    @given(some_money, some_money, st.lists(some_rate, min_size=1, max_size=5), st.integers(0, 4), some_rate)
    def test_a_better_rate_never_needs_more_leads(
        self, target: float, value: float, stages: list[float], place: int, better: float
    ) -> None:
        """Nor a higher deal value."""
        place %= len(stages)
        assume(better >= stages[place])
        improved = [*stages[:place], better, *stages[place + 1 :]]
        before, after = (funnel.reverse_funnel(target, value, one).needed for one in (stages, improved))
        dearer = funnel.reverse_funnel(target, value * 2, stages).needed
        assume(not isinstance(before, Undefined))
        assert not isinstance(before, Undefined)
        assert not isinstance(after, Undefined)
        assert not isinstance(dearer, Undefined)
        assert after[0] <= before[0] >= dearer[0]
        assert len(before) == len(stages) + 1

    @given(some_money, some_money, some_rate, some_rate, st.floats(1, 400))
    def test_velocity_rises_with_the_win_rate_and_falls_with_the_cycle(
        self, open_: float, value: float, one: float, other: float, cycle: float
    ) -> None:
        """Monotone in both."""
        low, high = sorted((one, other))
        assert number(velocity.per_day(open_, value, low, cycle)) <= number(velocity.per_day(open_, value, high, cycle))
        assert number(velocity.per_day(open_, value, low, cycle + 1)) <= number(
            velocity.per_day(open_, value, low, cycle)
        )

    @given(st.lists(st.tuples(money, money), min_size=1, max_size=6), rates, st.floats(0.01, 1000))
    def test_a_business_case_is_free_of_the_currency(
        self, years: list[tuple[float, float]], rate: float, scale: float
    ) -> None:
        """Money scales, ROI does not."""
        costs, benefits = [cost for cost, _ in years], [benefit for _, benefit in years]
        assume(math.fsum(costs) > 1)
        one = business_case.business_case(costs, benefits, rate)
        other = business_case.business_case(
            [cost * scale for cost in costs], [benefit * scale for benefit in benefits], rate
        )
        assert other.pv_costs == pytest.approx(one.pv_costs * scale)
        assert number(other.roi) == pytest.approx(number(one.roi), abs=1e-6)

    @given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=6))
    def test_at_a_rate_of_return_the_case_is_worth_nothing(self, flows: list[float]) -> None:
        """Each root is one, and one change of sign means one rate."""
        flows = [round(flow, 2) for flow in flows]
        found = roots.positive_roots(flows)
        for root in found:
            size = math.fsum(abs(flow) * root**power for power, flow in enumerate(flows))
            assert abs(math.fsum(flow * root**power for power, flow in enumerate(flows))) <= 1e-6 * size
        signs = [flow > 0 for flow in flows if flow]
        if sum(one != other for one, other in itertools.pairwise(signs)) == 1:
            assert len(found) == 1

    @given(st.lists(st.tuples(money, rates), max_size=8))
    def test_the_range_of_a_pipeline_holds_its_worth(self, deals: list[tuple[float, float]]) -> None:
        """And stays between nothing won and everything won."""
        worth = coverage.weighted_pipeline(deals)
        everything = math.fsum(amount for amount, _ in deals)
        assert 0 <= worth.low <= worth.expected * (1 + 1e-9)
        assert worth.expected <= worth.high * (1 + 1e-9) <= everything * (1 + 1e-6)

    @given(some_money, money, rates, rates)
    def test_gross_retention_never_exceeds_one_or_the_net(
        self, start: float, expansion: float, shrunk: float, gone: float
    ) -> None:
        """What is kept is part of what was there."""
        assume(shrunk + gone <= 1)
        found = retention.retention(start, expansion, start * shrunk, start * gone)
        assert 0 <= number(found.grr) <= 1
        assert number(found.grr) <= number(found.nrr) + 1e-9

    @given(some_money, some_rate, some_rate, some_rate, rates)
    def test_less_churn_is_worth_more_and_discounting_less(
        self, arpa: float, margin: float, one: float, other: float, discount: float
    ) -> None:
        """Monotone; never below a month's margin."""
        low, high = sorted((one, other))
        loyal, fickle = (number(lifetime.monthly_ltv(arpa, margin, churn, discount)) for churn in (low, high))
        assert loyal >= fickle * (1 - 1e-9)
        assert fickle >= arpa * margin * (1 - 1e-9)
        assert loyal <= number(lifetime.monthly_ltv(arpa, margin, low)) * (1 + 1e-9)

    @given(st.floats(0.05, 1), st.floats(0, 1))
    def test_the_volume_asked_for_leaves_the_gross_profit_as_it_was(self, margin: float, change: float) -> None:
        """Cut or rise."""
        cut = pricing.cut_break_even(margin, change)
        if isinstance(cut, Undefined):
            assert change >= margin
        else:
            assert (1 + cut) * (margin - change) == pytest.approx(margin)
        assert (1 + number(pricing.rise_break_even(margin, change))) * (margin + change) == pytest.approx(margin)

    @given(st.floats(-20, -1.05), some_money)
    def test_the_best_price_earns_most(self, elasticity: float, unit_cost: float) -> None:
        """At a constant elasticity no neighbour earns more."""
        price = number(pricing.best_price(unit_cost, elasticity))

        def profit(at: float) -> float:
            return (at - unit_cost) * math.pow(at / price, elasticity)

        assert profit(price) >= max(profit(price * 0.99), profit(price * 1.01)) * (1 - 1e-9)

    @given(st.floats(0.001, 0.999), st.floats(0.001, 0.999), st.floats(0.5, 0.99))
    def test_a_surer_or_finer_test_needs_more(self, baseline: float, to: float, power: float) -> None:
        """More power more visitors; what is detectable with them is what was asked for."""
        assume(abs(to - baseline) > 0.01)
        needed, surer = trials.per_arm(baseline, to, power), trials.per_arm(baseline, to, (1 + power) / 2)
        assert not isinstance(needed, Undefined)
        assert not isinstance(surer, Undefined)
        assert needed <= surer
        seen = number(trials.detectable(baseline, needed, to > baseline, power))
        assert abs(seen - baseline) <= abs(to - baseline) * (1 + 1e-6)

    @given(counts, counts, counts, counts)
    def test_the_interval_holds_the_difference(self, hits: int, more: int, other: int, rest: int) -> None:
        """And p is a chance; the order of the arms changes the sign alone."""
        control, variant = readings.Arm(hits, hits + more), readings.Arm(other, other + rest)
        found, swapped = readings.read_test(control, variant), readings.read_test(variant, control)
        if isinstance(found.z, Undefined):
            return
        difference = other / (other + rest) - hits / (hits + more)
        assert number(found.low) - 1e-9 <= difference <= number(found.high) + 1e-9
        assert 0 <= number(found.p) <= 1
        assert number(swapped.z) == pytest.approx(-found.z)

    @given(counts, counts, counts)
    def test_intervals_of_scores_hold_the_point(self, yes: int, maybe: int, no: int) -> None:
        """NPS within its bounds, Wilson's interval around the share and inside 0 to 1."""
        score, share = surveys.net_promoter(yes, maybe, no), surveys.wilson(yes, yes + no)
        if not isinstance(score.nps, Undefined):
            assert -100 <= score.nps <= 100
        if not isinstance(share.share, Undefined):
            assert 0 <= number(share.low) <= share.share <= number(share.high) <= 1

    @given(money, money, money, rates, rates)
    def test_points_split_and_never_exceed_the_sale(
        self, sales: float, issued: float, value: float, redemption: float, used: float
    ) -> None:
        """Now and later add up to what was taken."""
        found = loyalty.points(sales, issued, value, redemption, issued * redemption * used)
        if isinstance(found.deferred, Undefined):
            assert sales == 0 or not math.isfinite(sales + issued * value * redemption)
            return
        assert number(found.revenue_now) + found.deferred == pytest.approx(sales)
        if not isinstance(found.recognised, Undefined):
            assert 0 <= found.recognised <= found.deferred * (1 + 1e-9)

    @given(money, money, st.floats(0, 1000), rates)
    def test_a_deposit_never_ties_up_more(self, growth: float, more: float, days: float, deposit: float) -> None:
        """More growth ties up more, a deposit less."""
        assert cash.cash_gap(growth, days, deposit) <= cash.cash_gap(growth, days)
        assert cash.cash_gap(growth, days) <= cash.cash_gap(growth + more, days)
