"""Counts and what chance brings of them: by hand, against the sum, and against trying every number."""

from __future__ import annotations

import itertools
import math

import pytest

from salesmode.economics.figures import Undefined
from salesmode.economics.rates import EXACT_UP_TO, at_most, fewest_by_luck, most_by_luck, trials_needed


def test_the_binomial_is_summed_by_hand() -> None:
    """Five tosses: one head or none in 6 of 32 cases; nothing below nought; all of them for sure."""
    assert at_most(1, 5, 0.5) == pytest.approx(6 / 32)
    assert (at_most(-1, 5, 0.5), at_most(5, 5, 0.5)) == (0, 1)
    assert (at_most(0, 5, 0.0), at_most(4, 5, 1.0)) == (1, 0)
    exact = sum(math.comb(19, k) * 0.22**k * 0.78 ** (19 - k) for k in range(7))
    assert at_most(6, 19, 0.22) == pytest.approx(exact)


def test_above_a_stated_size_the_normal_stands_in() -> None:
    """Within a tenth of a point of the sum on both sides of the edge."""
    for trials in (EXACT_UP_TO, EXACT_UP_TO + 1):
        hits = round(trials * 0.23)
        exact = math.fsum(math.comb(trials, k) * 0.22**k * 0.78 ** (trials - k) for k in range(hits + 1))
        assert at_most(hits, trials, 0.22) == pytest.approx(exact, abs=0.01)


def test_what_is_still_luck_is_the_count_that_a_tenth_of_cases_pass() -> None:
    """Of nineteen decisions at 22 %, seven wins are luck (eight or more: 4.6 %) and six all the more."""
    tail = {k: 1 - at_most(k, 19, 0.22) for k in (6, 7)}
    assert tail[6] > 0.1 >= tail[7]
    assert most_by_luck(19, 0.22, 0.1) == 7
    assert fewest_by_luck(19, 0.78, 0.1) == 12
    assert (most_by_luck(9, 0.0, 0.1), most_by_luck(9, 1.0, 0.1)) == (0, 9)
    assert abs(most_by_luck(EXACT_UP_TO, 0.22, 0.1) - most_by_luck(EXACT_UP_TO + 1, 0.22, 0.1)) <= 1


def test_trials_needed_reach_the_power_and_one_fewer_does_not() -> None:
    """5 % against 20 % at 5 % and 80 %: 27, found by trying every smaller number."""

    def power(trials: int) -> float:
        tails = (math.comb(trials, k) * 0.05**k * 0.95 ** (trials - k) for k in range(trials + 1))
        below = list(itertools.accumulate(tails))
        surprising = next(k for k in range(1, trials + 2) if 1 - below[k - 1] <= 0.05)
        return math.fsum(math.comb(trials, k) * 0.2**k * 0.8 ** (trials - k) for k in range(surprising, trials + 1))

    assert trials_needed(0.05, 0.20, 0.05, 0.8) == next(n for n in range(10, 99) if power(n) >= 0.8)
    assert trials_needed(0.80, 0.95, 0.05, 0.8) == trials_needed(0.20, 0.05, 0.05, 0.8)
    assert trials_needed(0.2, 0.2, 0.05, 0.8) == Undefined("rates_equal")
    assert trials_needed(1e-12, 2e-12, 0.05, 0.8) != Undefined("rates_equal")
