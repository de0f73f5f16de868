"""Counts and luck, held against values from statistical tables and from R's pbinom and qbinom."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmode.economics.figures import Undefined
from salesmode.economics.rates import EXACT_UP_TO, at_most, cases_to_tell, stop_at, usual_count, usual_range


@pytest.mark.parametrize(("count", "cases", "rate", "chance"), [
    (2, 10, 0.5, 56 / 1024), (0, 5, 0.2, 0.32768), (4, 20, 0.4, 0.05095), (2, 12, 0.4, 0.08344), (1, 8, 0.25, 0.3671),
])  # fmt: skip
def test_the_chance_of_a_count_or_fewer(count: int, cases: int, rate: float, chance: float) -> None:
    """1 + 10 + 45 of 1,024 ways; the others from tables of the binomial."""
    assert at_most(count, cases, rate) == pytest.approx(chance, abs=5e-5)


def test_outside_the_cases_a_count_is_sure_or_impossible() -> None:
    """Nobody has fewer than none, nobody more than all."""
    assert (at_most(-1, 5, 0.3), at_most(5, 5, 0.3), at_most(9, 5, 0.3)) == (0.0, 1.0, 1.0)


def test_above_the_limit_the_normal_is_near_the_sum() -> None:
    """Both sides of the limit say nearly the same."""
    below, above = at_most(200, EXACT_UP_TO, 0.2), at_most(200, EXACT_UP_TO + 1, 0.2)
    assert below == pytest.approx(above, abs=0.02)


@pytest.mark.parametrize(("cases", "aim", "failing", "stop"), [(20, 0.4, 0.1, 4), (12, 0.4, 0.1, 2), (6, 0.5, 0.15, 1)])
def test_a_stop_is_the_largest_count_that_luck_seldom_gives(cases: int, aim: float, failing: float, stop: int) -> None:
    """P(X <= 4) of 20 at 0.4 is 0.051, and P(X <= 5) is 0.126, over an eighth; a failure shows 4 or fewer 96 times."""
    assert stop_at(cases, aim, failing, 1 / 8, 0.7) == stop


def test_too_few_cases_give_no_stop() -> None:
    """Of three trials none succeeds in one of five even if 0.4 is reached; of ten, 0.35 against 0.4 tells nothing."""
    assert stop_at(3, 0.4, 0.1, 1 / 8, 0.7) is None
    assert stop_at(10, 0.4, 0.35, 1 / 8, 0.7) is None


@pytest.mark.parametrize(("cases", "rate", "low", "high"), [(72, 0.18, 7, 20), (24, 0.25, 2, 10), (64, 0.1, 2, 11)])
def test_the_usual_range_is_that_of_the_binomial(cases: int, rate: float, low: int, high: int) -> None:
    """As qbinom(0.025, n, p) and qbinom(0.975, n, p) in R."""
    assert usual_range(cases, rate) == (low, high)


@given(st.integers(1, 400), st.floats(0.01, 0.99))
def test_the_usual_range_leaves_no_more_than_it_says_outside(cases: int, rate: float) -> None:
    """Two and a half per cent at most on either side, and the mirror of a rate has the mirrored range."""
    low, high = usual_range(cases, rate)
    assert 0 <= low <= high <= cases
    assert at_most(low - 1, cases, rate) <= 0.025 + 1e-9
    assert 1 - at_most(high, cases, rate) <= 0.025 + 1e-9


@pytest.mark.parametrize(("old", "new", "needed"), [(0.18, 0.22, 759), (0.25, 28 / 96, 874), (0.5, 0.6, 194)])
def test_cases_that_tell_a_rate_from_a_known_one(old: float, new: float, needed: int) -> None:
    """For 0.5 and 0.6: ((1.95996 x 0.5 + 0.84162 x 0.4899) / 0.1)^2 = 193.9."""
    assert cases_to_tell(old, new, 0.05, 0.8) == needed


def test_equal_rates_and_rates_too_near_have_no_such_count() -> None:
    """Nothing tells a rate from itself."""
    assert cases_to_tell(0.2, 0.2, 0.05, 0.8) == Undefined("rates_equal")
    assert cases_to_tell(0.5, 0.5 + 1e-9, 0.05, 0.8) == Undefined("beyond_numbers")


def test_no_chance_and_certainty_are_exact() -> None:
    """At a rate of nought or one a count is what it is."""
    assert (at_most(0, 9, 0.0), at_most(8, 9, 1.0)) == (1.0, 0.0)
    assert usual_range(9, 0.0) == (0, 0)
    assert math.isclose(at_most(3, 9, 0.5), 130 / 512)


@pytest.mark.parametrize(("expected", "low", "high"), [(4.0, 1, 8), (30.0, 20, 41), (0.5, 0, 2)])
def test_the_usual_count_is_that_of_the_poisson_distribution(expected: float, low: int, high: int) -> None:
    """As qpois(0.025, m) and qpois(0.975, m) in R."""
    assert usual_count(expected) == (low, high)


def test_a_usual_count_above_the_limit_is_that_of_the_normal() -> None:
    """1.96 roots of 2,500 on either side."""
    assert usual_count(2500.0) == (2402, 2598)


@given(st.floats(0.01, 100_000))
def test_a_usual_count_lies_around_what_is_expected(expected: float) -> None:
    """Of few and of many: within four roots of it, one case more for what is rounded."""
    low, high = usual_count(expected)
    assert max(0, expected - 4 * math.sqrt(expected) - 1) <= low <= expected <= high + 1
    assert high <= expected + 4 * math.sqrt(expected) + 2
