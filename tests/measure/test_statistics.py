"""The statistics give what published libraries give, and what can be counted by hand."""

from __future__ import annotations

import pytest

from salesmode.measure.statistics import Cell, ended_so_by, happened_by, mean, median, ratio


def test_kaplan_meier_by_hand() -> None:
    """Of ten, two at day 5, one unseen after day 6, one of seven at day 8: 1 - 0.8 * 6/7."""
    cells = [Cell(5, "again", 2), Cell(6, None, 1), Cell(8, "again", 1), Cell(9, None, 6)]
    assert happened_by(cells, 8).value == pytest.approx(1 - 0.8 * 6 / 7)
    assert happened_by(cells, 7).value == pytest.approx(0.2)


def test_kaplan_meier_of_the_trial_of_freireich() -> None:
    """6-mercaptopurine, 21 children (Freireich 1963): at 10 weeks .7529 are left, as every textbook has it."""
    seen = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    ends = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    cells = [*(Cell(day, "end", 1) for day in ends), *(Cell(day, None, 1) for day in seen)]
    found = happened_by(cells, 10)
    assert 1 - found.value == pytest.approx(0.7529, abs=5e-5)
    assert 1 - found.high == pytest.approx(0.5032, abs=5e-4)
    assert 1 - found.low == pytest.approx(0.8894, abs=5e-4)


def test_competing_ends_share_what_has_ended() -> None:
    """Won and lost together are those no longer open."""
    cells = [Cell(3, "won", 2), Cell(4, "lost", 3), Cell(5, None, 2), Cell(9, "won", 3)]
    together = ended_so_by(cells, "won", 9) + ended_so_by(cells, "lost", 9)
    assert together == pytest.approx(1)
    assert ended_so_by(cells, "won", 4) == pytest.approx(0.2)


def test_the_median_is_the_middle_one() -> None:
    """Of even numbers the middle of the two."""
    assert median({1.0: 1, 2.0: 1, 4.0: 1, 9.0: 1}).value == 3
    assert median({5.0: 3, 7.0: 2}).value == 5


def test_a_mean_knows_how_sure_it_is() -> None:
    """2, 4, 6: mean 4, standard error 2 / sqrt(3)."""
    found = mean(12, 56, 3)
    assert found.value == 4
    assert found.high - found.value == pytest.approx(1.96 * 2 / 3**0.5, rel=1e-3)


def test_a_ratio_of_sums_that_move_together_is_sure() -> None:
    """Where each part is a tenth of its whole, nothing varies."""
    found = ratio((1.0, 10.0), (0.5, 5.0, 50.0), 3)
    assert found.high - found.low == pytest.approx(0, abs=1e-6)
