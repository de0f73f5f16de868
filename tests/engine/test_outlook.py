"""Whether the target is covered: the baseline of a hundred against a target, with what the plays taken add to it."""

from __future__ import annotations

import pytest

from salesmode.engine.outlook import Outlook, Verdict, outlook
from salesmode.engine.sizing import GapAnalysis, Range


def analysed(target: float | None) -> GapAnalysis:
    """Return a baseline of a hundred against a target."""
    gap = None if target is None else max(0.0, target - 100.0)
    return GapAnalysis("books", 100.0, None, None, target, gap, None, None, None)


def test_without_a_baseline_there_is_no_outlook() -> None:
    """Where the year ends today is not known, so neither is where it ends with the plan."""
    assert outlook(None, Range(1.0, 2.0, 3.0)) is None


@pytest.mark.parametrize(
    ("target", "verdict", "covered"),
    [
        (None, "no_target", None),
        (90.0, "covered", True),
        (100.0, "covered", True),
        (110.0, "within", True),
        (111.0, "stretched", False),
        (130.0, "stretched", False),
        (131.0, "not_covered", False),
    ],
)
def test_the_verdict_follows_the_end_that_reaches_the_target(
    target: float | None, verdict: Verdict, covered: bool | None
) -> None:
    """Ten to thirty more: 110 is reached by the low end, 130 by the high end alone, 131 by neither."""
    assert outlook(analysed(target), Range(10.0, 20.0, 30.0)) == Outlook(verdict, covered, 110.0, 130.0)


@pytest.mark.parametrize("uplift", [None, Range(0.0, 0.0, 0.0)])
def test_plays_without_a_price_leave_the_year_where_it_is(uplift: Range | None) -> None:
    """The gap stays, and nobody says that they close it."""
    assert outlook(analysed(150.0), uplift) == Outlook("unpriced", False, 100.0, 100.0)
