"""Answers taken away one at a time, and money moved between segments: nothing moves that does not rest on them."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment, settled
from helpers.libraries import EXAMPLES, LIBRARY, build, example
from helpers.reports import said_in
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.economy import Economy
from salesmode.business.profile import specs
from salesmode.business.year import YEAR_QUANTITIES
from salesmode.engine.business import settled as settled_by
from salesmode.engine.plan import make_plan
from salesmode.report.outlines import words_for
from salesmode.report.sections.summary import in_short
from salesmode.report.sections.year import the_year

QUALITIES = frozenset(id for id, spec in specs().items() if spec.kind in ("one_of", "any_of", "yes_no"))
OUTSIDE = frozenset({"ramp_to_full_use", "peak_months"})


def rests_on(economy: Economy) -> frozenset[str]:
    """Return the answers behind the quantities of the year."""
    known = [id for id in YEAR_QUANTITIES if economy.whole.value(id) is not None]
    return frozenset(economy.whole.answers(*known))


@pytest.mark.parametrize("name", EXAMPLES)
def test_without_an_answer_that_the_year_does_not_rest_on_the_year_stays(name: str) -> None:
    """Base, fresh and run are the same to the last digit."""
    profile = example(name)
    before = settled_by(profile, LIBRARY)
    aside = profile.answered().keys() - rests_on(before) - QUALITIES - OUTSIDE
    assert aside
    for id in aside:
        assert settled_by(profile.replaced({id: None}), LIBRARY).whole.year == before.whole.year, id


@pytest.mark.parametrize("name", EXAMPLES)
def test_without_an_answer_the_year_is_told_in_another_way_or_by_the_books(name: str) -> None:
    """It is never a year without what comes by itself where that could still be told."""
    profile = example(name)
    before = settled_by(profile, LIBRARY).whole.year
    for id in rests_on(settled_by(profile, LIBRARY)):
        after = settled_by(profile.replaced({id: None}), LIBRARY).whole
        if after.year.run is None or before.base is None or after.year.basis != "nothing":
            continue
        assert before.basis == "nothing", id


@given(st.integers(1, 99), st.integers(1, 99))
def test_money_moved_between_segments_keeps_the_totals(first: int, second: int) -> None:
    """Whatever share of a million a segment has, the two of them have a million, its profit and its year."""
    answers: dict[str, Any] = {"relationship": "repeat", "revenue": 1e6, "gross_margin": 0.4, "annual_churn": 0.2}
    one, other = (
        settled(**answers, segments=[segment("A", share / 100), segment("B", 1 - share / 100)])
        for share in (first, second)
    )
    for id in ("revenue", "gross_profit", "lost", "price_point"):
        assert one.whole.value(id) == other.whole.value(id), id
        parts = [part.value(id) for part in one.segments]
        if None not in parts:
            assert sum(value for value in parts if value is not None) == pytest.approx(one.whole.value(id)), id


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_first_page_and_the_table_of_the_year_say_the_same(name: str) -> None:
    """Run, gap and what the plan adds are in both, in the same words."""
    plan = make_plan(example(name), LIBRARY)
    words = words_for(plan, LIBRARY)
    gap_analysis, outlook = plan.sizing.gap_analysis, plan.outlook
    assert gap_analysis is not None
    assert outlook is not None
    assert words.money(gap_analysis.run.likely) in said_in(in_short(plan, words).blocks)["short.coverage"]
    assert outlook.year_end.likely == pytest.approx(
        gap_analysis.run.likely + (plan.selection.sales_uplift.mid if plan.selection.sales_uplift else 0.0)
    )
    assert the_year(plan, words).blocks


def test_a_year_is_never_told_above_what_can_be_delivered_with_what_the_plan_adds() -> None:
    """With a fifth spare, 1.2m is the end of it, whatever the plan would add to 1.19m."""
    plan = make_plan(build(
        buyer="organization", relationship="repeat", revenue=1e6, annual_churn=0.1, expansion_rate=0.28, quotes=20,
        orders=5, customer_count=50, deal_value=10_000.0, purchases_per_year=2.0, gross_margin=0.5, spare_capacity=0.2,
        decision_cycle=30, revenue_target=2e6, leads_per_month=10.0, win_rate=0.25,
    ), LIBRARY)  # fmt: skip
    assert plan.outlook is not None
    assert max(plan.outlook.year_end) <= 1.2e6
