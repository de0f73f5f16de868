"""A/B tests planned and read: published examples, edges by hand, and what holds whatever the figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from helpers.figures import counts, number
from hypothesis import assume, given
from hypothesis import strategies as st

from salesmode.economics.experiments import Arm, detectable, false_alarms, per_arm, read_test, srm_p, trial_days
from salesmode.economics.figures import Figure, Undefined


@pytest.mark.parametrize(("baseline", "to", "visitors"), [(0.05, 0.06, 8158), (0.03, 0.036, 13_914)])
def test_visitors_an_arm(baseline: float, to: float, visitors: int) -> None:
    """As R's power.prop.test, rounded up."""
    assert per_arm(baseline, to) == visitors


def test_days_are_whole_weeks() -> None:
    """And two of them at least."""
    assert trial_days(100, 1000) == 14
    assert trial_days(16_316, 1000) == 21


def test_a_difference_that_may_be_luck() -> None:
    """Large and small."""
    found = read_test(Arm(100, 10_000), Arm(120, 10_000))
    assert (round(number(found.z), 3), round(number(found.p), 3)) == (1.356, 0.175)
    few = read_test(Arm(2, 15), Arm(6, 15))
    assert round(number(few.p), 3) == 0.099


def test_a_split_is_sound_or_not() -> None:
    """44,000 against 45,000 is no fair coin; even is."""
    assert number(srm_p(44_000, 45_000)) == pytest.approx(0.0008, abs=1e-4)
    assert srm_p(10, 10) == 1


def test_looking_early_costs_false_alarms() -> None:
    """The published table, and what it does not hold."""
    assert (false_alarms(5), false_alarms(10)) == (0.142, 0.193)
    assert false_alarms(7) == Undefined("not_in_table")


@pytest.mark.parametrize(
    ("figure", "because"),
    [
        (lambda: per_arm(0.05, 0.05), "rates_equal"),
        (lambda: per_arm(0.05, 0.06, power=1), "certainty"),
        (lambda: per_arm(0.05, 0.06, alpha=0), "certainty"),
        (lambda: per_arm(0.05, 0.06, alpha=5e-324), "certainty"),
        (lambda: per_arm(0, 1e-300), "beyond_numbers"),
        (lambda: trial_days(10, 0), "no_visitors"),
        (lambda: trial_days(10, 1e-310), "beyond_numbers"),
        (lambda: detectable(0.05, 1, True), "too_few"),
        (lambda: read_test(Arm(0, 9), Arm(0, 9)).p, "all_alike"),
        (lambda: read_test(Arm(0, 0), Arm(1, 9)).p, "empty_arm"),
        (lambda: srm_p(0, 0), "no_visitors"),
    ],
)
def test_what_is_not_there_says_why(figure: Callable[[], Figure], because: str) -> None:
    """Certainty, rates that are one, arms without visitors."""
    assert figure() == Undefined(because)


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999), st.floats(0.5, 0.99))
def test_a_surer_or_finer_test_needs_more(baseline: float, to: float, power: float) -> None:
    """More power more visitors; what is detectable with them is what was asked for."""
    assume(abs(to - baseline) > 0.01)
    needed, surer = per_arm(baseline, to, power), per_arm(baseline, to, (1 + power) / 2)
    assert not isinstance(needed, Undefined)
    assert not isinstance(surer, Undefined)
    assert needed <= surer
    seen = number(detectable(baseline, needed, to > baseline, power))
    assert abs(seen - baseline) <= abs(to - baseline) * (1 + 1e-6)


@given(counts, counts, counts, counts)
def test_the_interval_holds_the_difference(hits: int, more: int, other: int, rest: int) -> None:
    """And p is a chance; the order of the arms changes the sign alone."""
    control, variant = Arm(hits, hits + more), Arm(other, other + rest)
    found, swapped = read_test(control, variant), read_test(variant, control)
    if isinstance(found.z, Undefined):
        return
    difference = other / (other + rest) - hits / (hits + more)
    assert number(found.low) - 1e-9 <= difference <= number(found.high) + 1e-9
    assert 0 <= number(found.p) <= 1
    assert number(swapped.z) == pytest.approx(-found.z)
