"""The normal distribution, and Wilson's interval around a share."""

from __future__ import annotations

import pytest
from helpers.figures import counts, number
from hypothesis import given

from salesmode.economics.figures import Undefined
from salesmode.economics.intervals import student_tail, two_sided, two_sided_p, wilson


def test_the_normal() -> None:
    """The 1.96 of everybody, and back."""
    assert two_sided(0.05) == pytest.approx(1.959964, abs=1e-6)
    assert two_sided_p(two_sided(0.05)) == pytest.approx(0.05)


@pytest.mark.parametrize(("freedom", "t"), [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (30, 2.042)])
def test_students_tail(freedom: int, t: float) -> None:
    """One in forty beyond the values of the tables, as much below their opposites, half beyond nought."""
    assert student_tail(t, freedom) == pytest.approx(0.025, abs=2e-5)
    assert student_tail(-t, freedom) == pytest.approx(0.975, abs=2e-5)
    assert student_tail(0.0, freedom) == 0.5


def test_a_share_with_its_interval() -> None:
    """960 of 1,200 satisfied: between 77.6 and 82.2%."""
    assert [round(number(one), 3) for one in wilson(960, 1200)] == [0.8, 0.776, 0.822]


def test_without_answers_there_is_no_share() -> None:
    """Nor an interval."""
    assert wilson(0, 0) == (Undefined("no_answers"),) * 3


@given(counts, counts)
def test_the_interval_holds_the_share_inside_nought_and_one(yes: int, no: int) -> None:
    """Also where everybody or nobody said yes."""
    share = wilson(yes, yes + no)
    if not isinstance(share.share, Undefined):
        assert 0 <= number(share.low) <= share.share <= number(share.high) <= 1
