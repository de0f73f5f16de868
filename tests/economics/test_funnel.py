"""Funnel, velocity, coverage and bids: published examples, edges by hand, and what holds whatever the figures."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from helpers.figures import money, number, rates, some_money, some_rate
from hypothesis import assume, given
from hypothesis import strategies as st

from salesmode.economics.figures import Undefined
from salesmode.economics.funnel import (
    actual_coverage,
    bid_value,
    least_chance,
    pulled_forward,
    required_coverage,
    reverse_funnel,
    shorter_cycle_gain,
    velocity_per_day,
    velocity_per_year,
    weighted_pipeline,
)


def test_the_funnel_read_backwards() -> None:
    """Each stage rounded up, and the rounded figure carried up; two, one and three months are six."""
    found = reverse_funnel(10_000_000, 100_000, [0.10, 0.80, 0.40, 0.10], [2, 1, 3])
    assert found == ((31_250, 3_125, 2_500, 1_000, 100), 6)


def test_less_than_one_lead_is_one() -> None:
    """There is no half a lead."""
    assert reverse_funnel(10, 100, [0.5]).needed == (2, 1)


def test_velocity_and_a_shorter_cycle() -> None:
    """A day's sales; 25% more for a cycle shorter by a fifth, 11.1% (never 10) for a tenth; brought forward once."""
    daily = number(velocity_per_day(40, 25_000, 0.25, 90))
    assert round(daily, 2) == 2777.78
    assert velocity_per_year(daily) == pytest.approx(365 * 2777.78, rel=1e-5)
    assert number(shorter_cycle_gain(0.2)) == pytest.approx(0.25)
    assert round(number(shorter_cycle_gain(0.1)), 3) == 0.111
    assert pulled_forward(daily, 18) == pytest.approx(50_000)


def test_coverage_and_what_a_pipeline_is_worth() -> None:
    """Four times at a quarter; twice with half as much again open; a range from the variance."""
    assert required_coverage(0.25) == 4
    assert actual_coverage(3_000_000, 1_500_000) == 2
    worth = weighted_pipeline([(100, 0.5), (200, 0.25)])
    assert worth.expected == 100
    assert worth.deviation == pytest.approx(math.sqrt(100**2 * 0.25 + 200**2 * 0.1875))


def test_what_a_bid_is_worth() -> None:
    """A fifth of 300 less 40; worth it from 2 in 15 on."""
    assert bid_value(0.2, 300, 40) == pytest.approx(20)
    assert number(least_chance(300, 40)) == pytest.approx(2 / 15)


@pytest.mark.parametrize(
    ("figure", "because"),
    [
        (lambda: reverse_funnel(1, 1, [0.5, 0]).needed, "rate_zero"),
        (lambda: reverse_funnel(1, 0, [0.5]).needed, "no_deal_value"),
        (lambda: reverse_funnel(1e9, 1, [1e-200, 1e-200]).needed, "beyond_numbers"),
        (lambda: velocity_per_day(1, 1, 1, 0), "no_cycle"),
        (lambda: shorter_cycle_gain(1), "no_cycle"),
        (lambda: required_coverage(0), "win_rate_zero"),
        (lambda: actual_coverage(1, 0), "no_target"),
        (lambda: least_chance(0, 40), "no_margin"),
    ],
)
def test_what_is_not_there_says_why(figure: Callable[[], object], because: str) -> None:
    """A stage that lets nothing through, a cycle of no days, a target of nothing."""
    assert figure() == Undefined(because)


@given(some_money, some_money, st.lists(some_rate, min_size=1, max_size=5), st.integers(0, 4), some_rate)
def test_a_better_rate_never_needs_more_leads(
    target: float, value: float, stages: list[float], place: int, better: float
) -> None:
    """Nor a higher deal value."""
    place %= len(stages)
    assume(better >= stages[place])
    improved = [*stages[:place], better, *stages[place + 1 :]]
    before, after = (reverse_funnel(target, value, one).needed for one in (stages, improved))
    dearer = reverse_funnel(target, value * 2, stages).needed
    assume(not isinstance(before, Undefined))
    assert not isinstance(before, Undefined)
    assert not isinstance(after, Undefined)
    assert not isinstance(dearer, Undefined)
    assert after[0] <= before[0] >= dearer[0]
    assert len(before) == len(stages) + 1


@given(some_money, some_money, some_rate, some_rate, st.floats(1, 400))
def test_velocity_rises_with_the_win_rate_and_falls_with_the_cycle(
    open_: float, value: float, one: float, other: float, cycle: float
) -> None:
    """Monotone in both."""
    low, high = sorted((one, other))
    slow = number(velocity_per_day(open_, value, low, cycle))
    assert slow <= number(velocity_per_day(open_, value, high, cycle))
    assert number(velocity_per_day(open_, value, low, cycle + 1)) <= slow


@given(st.lists(st.tuples(money, rates), max_size=8))
def test_the_range_of_a_pipeline_holds_its_worth(deals: list[tuple[float, float]]) -> None:
    """And stays between nothing won and everything won."""
    worth = weighted_pipeline(deals)
    everything = math.fsum(amount for amount, _ in deals)
    assert 0 <= worth.low <= worth.expected * (1 + 1e-9)
    assert worth.expected <= worth.high * (1 + 1e-9) <= everything * (1 + 1e-6)
