"""Counts and what chance brings of them: by hand, against the sum, and against trying every number."""

from __future__ import annotations

import itertools
import math

import pytest

from salesmode.economics.figures import Undefined
from salesmode.economics.rates import EXACT_UP_TO, at_most, fewest_by_luck, most_by_luck, trials_needed


def exactly(hits: int, trials: int, rate: float) -> float:
    """Return the chance of so many hits, term by term as the book has it."""
    return math.comb(trials, hits) * rate**hits * (1 - rate) ** (trials - hits)


def power(trials: int, old: float, new: float) -> float:
    """Return the chance at `new` of a count that `old` brings in one case of twenty or fewer."""
    below = list(itertools.accumulate(exactly(k, trials, old) for k in range(trials + 1)))
    surprising = next(k for k in range(1, trials + 2) if 1 - below[k - 1] <= 0.05)
    return math.fsum(exactly(k, trials, new) for k in range(surprising, trials + 1))


def test_the_binomial_is_summed_by_hand() -> None:
    """Five tosses: one head or none in 6 of 32 cases; nothing below nought; all of them for sure."""
    assert at_most(1, 5, 0.5) == pytest.approx(6 / 32)
    assert (at_most(-1, 5, 0.5), at_most(5, 5, 0.5)) == (0, 1)
    assert (at_most(0, 5, 0.0), at_most(4, 5, 1.0)) == (1, 0)
    assert at_most(6, 19, 0.22) == pytest.approx(math.fsum(exactly(k, 19, 0.22) for k in range(7)))


def test_above_a_stated_size_the_normal_stands_in() -> None:
    """Within a tenth of a point on both sides of the edge; at a rate of nought or one nothing is in doubt."""
    for trials in (EXACT_UP_TO, EXACT_UP_TO + 1):
        hits = round(trials * 0.23)
        exact = math.fsum(exactly(k, trials, 0.22) for k in range(hits + 1))
        assert at_most(hits, trials, 0.22) == pytest.approx(exact, abs=0.001)
    assert (at_most(9, 10**6, 0.0), at_most(9, 10**6, 1.0)) == (1, 0)


def test_what_is_still_luck_is_the_count_that_a_tenth_of_cases_pass() -> None:
    """Of nineteen decisions at 22 %, seven wins are luck (eight or more: 4.6 %) and six all the more."""
    tail = {k: 1 - at_most(k, 19, 0.22) for k in (6, 7)}
    assert tail[6] > 0.1 >= tail[7]
    assert most_by_luck(19, 0.22, 0.1) == 7
    assert fewest_by_luck(19, 0.78, 0.1) == 12


@pytest.mark.parametrize("trials", [9, 10**9])
def test_where_chance_has_no_part_there_is_no_luck(trials: int) -> None:
    """None at a rate of nought, all of them at a rate of one."""
    assert (most_by_luck(trials, 0.0, 0.1), most_by_luck(trials, 1.0, 0.1)) == (0, trials)


def test_luck_does_not_jump_where_the_normal_takes_over() -> None:
    """One trial more makes at most one hit more."""
    assert 0 <= most_by_luck(EXACT_UP_TO + 1, 0.22, 0.1) - most_by_luck(EXACT_UP_TO, 0.22, 0.1) <= 1


@pytest.mark.parametrize(("old", "new"), [(0.05, 0.20), (0.22, 0.30), (0.58, 0.70), (0.0, 0.03)])
def test_trials_needed_reach_the_power_and_no_fewer_do(old: float, new: float) -> None:
    """At 5 % and 80 %, found by trying every number; the same downwards."""
    needed = trials_needed(old, new, 0.05, 0.8)
    assert needed == next(n for n in range(1, 500) if power(n, old, new) >= 0.8)
    assert trials_needed(1 - old, 1 - new, 0.05, 0.8) == needed


def test_from_nothing_a_single_hit_tells() -> None:
    """At a rate of nought one hit is no luck: at half a percent it comes with four chances in five among 322."""
    assert trials_needed(0.0, 0.005, 0.1, 0.8) == next(n for n in range(1, 500) if 0.995**n <= 0.2) == 322


def test_rates_too_close_are_not_told_apart() -> None:
    """Equal rates never, others by numbers that still can be counted."""
    assert trials_needed(0.2, 0.2, 0.05, 0.8) == Undefined("rates_equal")
    assert trials_needed(0.5, 0.5 + 1e-9, 0.05, 0.8) == Undefined("beyond_numbers")
    assert not isinstance(trials_needed(1e-12, 2e-12, 0.05, 0.8), Undefined)
