"""What sellers can carry, by hand."""

from __future__ import annotations

import pytest

from salesmode.economics.capacity import Reps, ramped_share, rep_capacity


def test_a_newcomer_counts_for_what_the_ramp_leaves() -> None:
    """With a ramp of six months three of twelve are lost; one who starts in July works half."""
    assert ramped_share(6) == pytest.approx(0.75)
    assert ramped_share(0, 6) == pytest.approx(0.5)
    assert ramped_share(12, 6) == pytest.approx(6 * 0.25 / 12)
    assert ramped_share(3, 12) == 0
    assert ramped_share(3, 0, 0) == 0


def test_sellers_carry_what_they_reach_of_their_quota() -> None:
    """Eight at three quarters and two beginners."""
    assert rep_capacity([Reps(8, 100, 0.75), Reps(2, 100, 0.3)]) == 660
