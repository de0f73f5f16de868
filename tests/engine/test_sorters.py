"""Which firm is it: the rows for a business without counts, and when they are not shown."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARY, build

from salesmode.engine.findings import FoundSorter
from salesmode.engine.plan import make_plan

KITCHENS: dict[str, Any] = {
    "buyer": "individual", "deal_value": 46_000.0, "decision_cycle": 75.0, "need": "tailored",
    "buying_steps": ("quote", "consultation"),
}  # fmt: skip


def sorted_by(**answers: Any) -> FoundSorter | None:
    """Return the sorter of a business in a few answers."""
    return make_plan(build(**answers), LIBRARY).sorter


def test_a_business_that_quotes_and_never_counted_gets_its_rows() -> None:
    """46,000 x 25% = 11,500 an order; 24 x 25 / 30 = 20 orders earn the same 5% dearer; 11,500 x 0.45 / 3 = 1,725."""
    found = sorted_by(**KITCHENS)
    assert found is not None
    assert found.sorter.id == "quoted"
    assert found.figures == pytest.approx({"margin": 0.25, "leaves": 11_500, "fewer": 20, "ceiling": 1725})


def test_a_stated_margin_takes_the_place_of_the_stand_in() -> None:
    """46,000 x 40%; 24 x 40 / 45."""
    found = sorted_by(**KITCHENS, gross_margin=0.4)
    assert found is not None
    assert (found.figures["leaves"], found.figures["fewer"]) == pytest.approx((18_400, 24 * 0.4 / 0.45))


@pytest.mark.parametrize("counted", [{"win_rate": 0.3}, {"quotes": 24, "orders": 6}])
def test_whoever_has_counted_is_not_asked_to_find_the_row(counted: dict[str, Any]) -> None:
    """The figures say which firm it is."""
    found = sorted_by(**KITCHENS, **counted)
    assert found is None or found.sorter.id != "quoted"


def test_nothing_known_is_no_sorter() -> None:
    """Who buys and how must be said first."""
    assert sorted_by() is None


def test_nothing_else_of_a_plan_rests_on_a_stand_in() -> None:
    """No year, no lever and no sum is made of the 24 orders of its rows."""
    plan = make_plan(build(**KITCHENS), LIBRARY)
    assert plan.sizing.gap_analysis is None
    assert plan.selection.worth.sales == (0, 0, 0)
