"""The moves chosen are those that bring most together: every set of a few drawn ones is tried against the search."""

from __future__ import annotations

import pytest
from helpers.instances import Instance, best, choosing, drawn, found


@pytest.mark.parametrize("instance", [drawn(seed) for seed in range(12)], ids=lambda instance: str(instance.name))
def test_no_set_is_worth_more_than_the_one_found(instance: Instance) -> None:
    """What is cut off unseen holds no better set, each set put on the weeks as the search puts it."""
    held = choosing(instance)
    assert found(held) == pytest.approx(best(held, any_order=False))


def test_the_drawn_choices_are_no_easy_ones() -> None:
    """Most have hours for fewer moves than there are, so that something must be left out."""
    left_out = [best(choosing(one), any_order=False) for one in (drawn(seed, 3) for seed in range(4))]
    assert all(value > 0 for value in left_out)
