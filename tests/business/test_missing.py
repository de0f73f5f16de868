"""Why a quantity has no value: what it lacks, that it would divide by nothing, or within what it lies."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment, settled, whole
from helpers.libraries import build
from helpers.reports import report_of, rows_of

from salesmode.business.economy import Missing
from salesmode.report.formats.json import plan_data
from salesmode.report.sections.numbers import numbers

REPEAT: dict[str, Any] = {"relationship": "repeat"}
# Of 30 leads a month half are taken on and a fifth of opportunities is won, the other stages unknown.
BOUNDED: dict[str, Any] = {**REPEAT, "leads_per_month": 30.0, "sql_rate": 0.5, "win_rate": 0.2}


def lacks(quantity: str, **answers: Any) -> tuple[str, ...] | None:
    """Return what a quantity of a business lacks, `None` where it lacks nothing."""
    missing = whole(**answers).missing(quantity)
    return None if missing is None else missing.quantities


@pytest.mark.parametrize(
    ("quantity", "answers", "lacking"),
    [
        ("lost", {**REPEAT, "customer_count": 100}, ("churn",)),
        ("orders", {**REPEAT, "customer_count": 100}, ("orders_per_customer",)),
        ("gross_profit", {"revenue": 1000}, ("gross_margin",)),
        ("gross_profit", {"gross_margin": 0.4}, ("revenue",)),
        ("net_customers", {**REPEAT, "customer_count": 100, "annual_churn": 0.1}, ("won",)),
        # of the identities made for it, the one that lacks least: not the visits of a shop, whose rate nobody knows
        ("opportunities", {"leads_per_month": 30}, ("stage_rate",)),
        # made for it, though what is left over it would need but one quantity
        ("break_even", {"revenue": 1000, "gross_margin": 0.4}, ("costs_to_cover",)),
    ],
)
def test_a_quantity_names_what_it_lacks(quantity: str, answers: dict[str, Any], lacking: tuple[str, ...]) -> None:
    """The factors of the identity that would give it that have no value."""
    assert lacks(quantity, **answers) == lacking


def test_what_has_a_value_lacks_nothing() -> None:
    """Stated or worked out."""
    business = whole(**REPEAT, customer_count=100, annual_churn=0.1)
    assert business.missing("customers") is None
    assert business.missing("lost") is None


def test_nobody_leaving_gives_no_length_of_stay() -> None:
    """One over nothing: the answers are all there, and still no figure."""
    business = whole(**REPEAT, annual_churn=0.0)
    assert business.missing("stay") == Missing("stay", (), divides_by_nothing=True)


def test_a_part_names_what_other_parts_lack() -> None:
    """The share of one segment is unknown, and so is its revenue; of the whole's customers a segment's are missing."""
    parts = settled(revenue=1000.0, segments=[segment("A", customer_count=5), segment("B")])
    assert parts.whole.missing("customers") == Missing("segments_customers", ("s2.customers",))
    lacking = parts.segments[0].missing("revenue")
    assert lacking is not None
    assert parts.segments[0].value("revenue") is None


# ----------------------------------------------------------------------------------------------------------- the bounds


def test_a_quantity_without_a_value_may_lie_below_a_bound() -> None:
    """30 x 12 x 0.5 = 180 opportunities at most, 36 won; without the win rate 180, without the leads no bound."""
    business = whole(**BOUNDED)
    assert business.value("won") is None
    assert business.bound("opportunities") == pytest.approx((0, 180))
    assert business.bound("won") == pytest.approx((0, 36))
    assert whole(**{**BOUNDED, "win_rate": None}).bound("won") == pytest.approx((0, 180))
    assert whole(**{**BOUNDED, "leads_per_month": None}).bound("won") is None


@pytest.mark.parametrize(("lang", "most"), [("en", "at most 36"), ("zh", "至多 36")])
def test_the_owner_is_told_the_bound_as_one(lang: Any, most: str) -> None:
    """Not as a value."""
    report = report_of(build(**BOUNDED), lang)
    row = rows_of(numbers(report.plan, report.words).blocks)["quantity.business.won"]
    assert row[1:] == (most, report.words.ui("numbers.bound"))


# ------------------------------------------------------------------------------------------------------------- in JSON


def part_data(**answers: Any) -> Any:
    """Return the quantities of the whole business as other programs read them."""
    report = report_of(build(**answers))
    return plan_data(report.plan, report.words)["economics"]["segments"][0]


def test_json_says_why_a_quantity_is_not_computed() -> None:
    """What it lacks, or that it would divide by nothing; of what is computed it says nothing."""
    data = part_data(**REPEAT, customer_count=100, annual_churn=0.0)
    assert data["not_computed"]["orders"] == (
        "not computed, because these are unknown: orders of a customer a year"
    )  # fmt: skip
    assert data["not_computed"]["stay"] == "not computed, because it would divide by nothing"
    assert data["quantities"]["lost"]["likely"] == 0
    assert data["not_computed"].keys().isdisjoint({"lost", "customers"})


def test_json_tells_a_bound_without_a_likely_value() -> None:
    """Low and high only; the quantity is still not computed."""
    data = part_data(**BOUNDED)
    assert data["quantities"]["won"] == {
        "low": 0, "high": 36, "kind": "derived", "because": "a bound set by your other answers, not a value",
    }  # fmt: skip
    assert data["not_computed"]["won"] == "not computed, because these are unknown: opportunities a year"
