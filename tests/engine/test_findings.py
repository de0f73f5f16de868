"""What the numbers say: what stands first, what is found of segments, and what keeps a finding away."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment
from helpers.libraries import Raw, build, raw_finding, small_library, text

from salesmode.engine.findings import FoundFinding
from salesmode.engine.plan import make_plan

LOST: Raw = {"lost": {"value": "revenue * churn", "shown": "money"}}


def found(*rules: Raw, **answers: Any) -> tuple[FoundFinding, ...]:
    """Return what is found of a business in a few answers, of these findings alone."""
    return make_plan(build(**answers), small_library({}, rules)).findings


def ids(*rules: Raw, **answers: Any) -> list[str]:
    """Return the ids of what is found, in order."""
    return [one.id for one in found(*rules, **answers)]


def test_faults_stand_first_then_most_money_then_what_has_none() -> None:
    """A fault of no price before 900 before 100, and what cannot be priced last."""
    rules = (
        raw_finding("none"), raw_finding("small", money="100"), raw_finding("large", money="revenue * 0.9"),
        raw_finding("fault", first=True), raw_finding("unpriced", money="revenue * churn"),
    )  # fmt: skip
    assert ids(*rules, revenue=1000.0) == ["fault", "large", "small", "none", "unpriced"]


def test_the_money_at_stake_is_worked_out_of_the_figures() -> None:
    """1,000 of which a tenth leaves: 100, of which half is left."""
    (one,) = found(raw_finding(figures=LOST, money="lost * gross_margin"), revenue=1000.0, annual_churn=0.1,
                   gross_margin=0.5)  # fmt: skip
    assert one.figures == pytest.approx({"lost": 100})
    assert one.money == pytest.approx(50)


@pytest.mark.parametrize(
    ("answers", "money"), [({"revenue": 1000.0}, None), ({"revenue": 1000.0, "gross_margin": 0.5}, 500.0)]
)
def test_money_that_cannot_be_told_keeps_no_finding_away(answers: dict[str, Any], money: float | None) -> None:
    """It is found, and stands last."""
    (one,) = found(raw_finding(money="revenue * gross_margin"), **answers)
    assert one.money == money


def test_a_figure_that_is_unknown_keeps_a_finding_away() -> None:
    """Its sentence could not be said."""
    rule = raw_finding(figures=LOST)
    assert ids(rule, revenue=1000.0) == []
    assert ids(rule, revenue=1000.0, annual_churn=0.1) == ["found"]


def test_a_condition_may_ask_for_a_figure_of_its_own() -> None:
    """A hundred lost are enough, ninety are not."""
    rule = raw_finding(figures=LOST, condition={"figure": "lost", "at_least": 100})
    assert ids(rule, revenue=1000.0, annual_churn=0.1) == ["found"]
    assert ids(rule, revenue=900.0, annual_churn=0.1) == []


def leaving(low: float, high: float) -> dict[str, Any]:
    """Return the answer that so many leave a year, between the two."""
    return {"annual_churn": (low + high) / 2, "ranges": {"annual_churn": (low, high)}}


def test_a_condition_that_is_unknown_finds_nothing() -> None:
    """Neither does one of which a part of the range says no: 8 to 16% is not surely a tenth or more."""
    rule = raw_finding(condition={"quantity": "churn", "at_least": 0.1})
    assert ids(rule) == []
    assert ids(rule, **leaving(0.08, 0.16)) == []
    assert ids(rule, **leaving(0.1, 0.16)) == ["found"]


def test_a_mere_bound_decides_nothing() -> None:
    """10 to 40% is further apart than three times: no figure is made of it, and no finding."""
    rule = raw_finding(figures=LOST)
    assert ids(rule, revenue=1000.0, **leaving(0.1, 0.25)) == ["found"]
    assert ids(rule, revenue=1000.0, **leaving(0.1, 0.4)) == []


PARTS: dict[str, Any] = {
    "segments": (
        segment("Shop", buyer="individual", revenue=200.0, annual_churn=0.4),
        segment("Trade", buyer="organization", revenue=1000.0, annual_churn=0.1),
    )
}


def test_a_finding_of_segments_is_looked_for_in_each_and_not_in_the_whole() -> None:
    """The trade loses 100, the shop 80."""
    rule = raw_finding(segments=True, figures=LOST, money="lost")
    held = found(rule, **PARTS)
    assert [(one.ground.name, one.ground.id) for one in held] == [("Trade", "s2"), ("Shop", "s1")]
    assert [one.money for one in held] == pytest.approx([100, 80])
    (whole,) = found(rule, revenue=1000.0, annual_churn=0.1)
    assert (whole.ground.name, whole.ground.id) == (None, "business")


def test_a_finding_of_the_whole_is_looked_for_once() -> None:
    """Whatever the segments say."""
    (one,) = found(raw_finding(money="revenue"), **PARTS)
    assert one.ground.id == "business"
    assert one.money == pytest.approx(1200)


def test_only_the_segment_of_which_it_holds_is_named() -> None:
    """Four in ten leave the shop alone."""
    rule = raw_finding(segments=True, condition={"quantity": "churn", "at_least": 0.3})
    assert [one.ground.name for one in found(rule, **PARTS)] == ["Shop"]


def test_equal_findings_stand_by_their_names() -> None:
    """So that the order of the files is of no account."""
    rules = [raw_finding(id, money="5", text=text()) for id in ("b", "a", "c")]
    assert ids(*rules) == ["a", "b", "c"]


def test_a_finding_about_what_is_counted_is_looked_for_where_it_is_counted() -> None:
    """Fewer visits are those of the part that counts visits, and the whole's where no part does."""
    rule = raw_finding(counted="visits", figures={"sum": {"value": "revenue", "shown": "money"}}, money="revenue * 0.1")
    counting = [segment("counter", 0.4, visits_per_month=100.0), segment("kegs", 0.6)]
    (one,) = found(rule, revenue=1000.0, segments=counting)
    assert one.ground.name == "counter"
    assert one.figures == pytest.approx({"sum": 400})
    (one,) = found(rule, revenue=1000.0, segments=[segment("counter", 0.4), segment("kegs", 0.6)])
    assert one.ground.name is None
    assert one.figures == pytest.approx({"sum": 1000})
