"""What one missing answer would give: a rule where the rest is exact, and three rows by what others report."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import settled
from helpers.libraries import LIBRARY, NOT_APPLICABLE, build, typed_thing, with_parts
from helpers.libraries import text as in_both
from msgspec.structs import replace

from salesmode.business.profile import make_profile
from salesmode.engine.plan import make_plan
from salesmode.engine.sizing import Rule, Scenario
from salesmode.engine.sizing.scenarios import MOST, WANTED, rules_of

SHOP: dict[str, Any] = {
    "buyer": "individual", "industry": "apparel", "selling_motion": ("self_serve",), "visits_per_month": 10_000.0,
    "aov": 50.0, "decision_cycle": 2.0,
}  # fmt: skip
SELLER: dict[str, Any] = {
    "buyer": "organization", "relationship": "one_off", "quotes": 10, "deal_value": 1000.0, "gross_margin": 0.5,
    "decision_cycle": 60.0,
}  # fmt: skip


def rules(**answers: Any) -> dict[str, Any]:
    """Return the rules by the answer that is missing: the quantity, how much of it, whether a point."""
    found = rules_of(settled(**answers))
    return {rule.answer: (rule.quantity, pytest.approx(rule.each), rule.in_points) for rule in found}


# ------------------------------------------------------------------------------------------------------------ the rules

EACH: list[tuple[dict[str, Any], tuple[str, str, float, bool]]] = [
    # twelve orders of 300: revenue = 3,600 x customers
    (
        {"relationship": "repeat", "orders_per_customer": 12, "deal_value": 300},
        ("customer_count", "revenue", 3600, False),
    ),
    # one per cent of 430 customers
    ({"relationship": "repeat", "customer_count": 430, "revenue": 1.0}, ("annual_churn", "lost", 4.3, True)),
    # a lead a month is twelve a year, one in ten of them an opportunity
    (
        {"mql_rate": 0.5, "sql_rate": 0.5, "opportunity_rate": 0.4},
        ("leads_per_month", "opportunities", 1.2, False),
    ),
    # a day more until payment is one day of sales
    ({"revenue": 730_000}, ("days_to_cash", "receivables", 2000, False)),
    # one per cent of 500,000
    ({"revenue": 500_000}, ("gross_margin", "gross_profit", 5000, True)),
    # one per cent of 120,000 visits
    (
        {"buyer": "individual", "selling_motion": ["self_serve"], "visits_per_month": 10_000},
        ("conversion_rate", "shop_orders", 1200, True),
    ),
]


@pytest.mark.parametrize(("answers", "rule"), EACH, ids=lambda value: value[1] if isinstance(value, tuple) else "")
def test_where_one_factor_is_missing_the_rest_is_a_rule(
    answers: dict[str, Any], rule: tuple[str, str, float, bool]
) -> None:
    """So much of the quantity for each unit of the answer, or each point of a share."""
    answer, *said = rule
    assert rules(**answers)[answer] == tuple(said)


def test_two_missing_factors_are_no_rule() -> None:
    """Orders of a customer and how many there are: neither alone gives the revenue."""
    assert "customer_count" not in rules(relationship="repeat", deal_value=300)
    assert rules() == {}


def test_what_is_known_needs_no_rule() -> None:
    """With the customers said, revenue is a figure."""
    known = rules(relationship="repeat", orders_per_customer=12, deal_value=300, customer_count=10)
    assert "customer_count" not in known
    assert "revenue" not in [quantity for quantity, *_ in known.values()]


def test_an_answer_that_does_not_apply_is_no_missing_one() -> None:
    """Whoever says that nobody buys again is not asked for the share who do."""
    asked = {"relationship": "repeat", "customer_count": 400}
    assert "repeat_rate" in rules(**asked)
    assert "repeat_rate" not in rules(**asked, repeat_rate=NOT_APPLICABLE)


def test_each_answer_is_asked_for_once_by_its_most_telling_quantity() -> None:
    """A margin gives what an order of 80 leaves, and the gross profit of 500,000: the first is told."""
    found = rules_of(settled(revenue=500_000, aov=80.0))
    assert len(found) <= MOST
    assert len({rule.answer for rule in found}) == len(found)
    places = [WANTED.index(rule.quantity) for rule in found]
    assert places == sorted(places)


# -------------------------------------------------------------------------------------------------------- the scenarios


def only(answer: str, low: float, high: float, **applies: Any) -> Any:
    """Return a library with one benchmark, of consumers unless said otherwise."""
    raw = {
        "answer": answer, "low": low, "high": high, "year": 2024, "source": "bench.cart_2024", "population": in_both(),
        "title": in_both(), "note": in_both(), "applies": applies or {"modes": ["b2c"]},
    }  # fmt: skip
    return with_parts(benchmarks={"made": typed_thing("benchmarks/made", raw)})


def rows(quantity: float, *rates: float) -> Any:
    """Return three rows to compare with: each rate, and so much of the quantity."""
    return tuple((pytest.approx(rate), pytest.approx(quantity * rate)) for rate in rates)


def scenarios(library: Any, **answers: Any) -> tuple[Scenario, ...]:
    """Return the scenarios of a plan."""
    return make_plan(build(**answers), library).sizing.scenarios


def test_the_ends_and_the_middle_of_a_benchmark_are_three_rows() -> None:
    """120,000 visits at 1%, 2% and 3%: orders, the first wanted quantity that follows."""
    (one,) = scenarios(only("conversion_rate", 0.01, 0.03), **SHOP)
    assert (one.quantity, one.answer, one.benchmark.id) == ("shop_orders", "conversion_rate", "made")
    assert one.rows == rows(120_000, 0.01, 0.02, 0.03)


def test_a_sellers_missing_win_rate_gives_what_would_be_won() -> None:
    """Forty offers a year at 20%, 30% and 40%: 8, 12 and 16 orders of 1,000 are the revenue."""
    (one,) = scenarios(only("win_rate", 0.2, 0.4, modes=["b2b"]), **SELLER)
    assert one.quantity == "revenue"
    assert one.rows == rows(40_000, 0.2, 0.3, 0.4)


def test_a_benchmark_of_others_gives_no_row() -> None:
    """One of organisations says nothing to a shop, one of another trade neither."""
    assert scenarios(only("conversion_rate", 0.01, 0.03, modes=["b2b"]), **SHOP) == ()
    assert scenarios(only("conversion_rate", 0.01, 0.03, modes=["b2c"], industries=["cosmetics"]), **SHOP) == ()


def test_an_answer_given_as_a_wide_range_is_not_called_missing() -> None:
    """From 0.5% to 5% is no value to reckon with, but the owner has said it."""
    library = only("conversion_rate", 0.01, 0.03)
    wide = make_profile(currency="USD", **SHOP, conversion_rate=0.02, ranges={"conversion_rate": (0.005, 0.05)})
    plan = make_plan(wide, library)
    assert plan.business.economy.whole.value("conversion_rate") is None
    assert plan.sizing.scenarios == ()


@pytest.mark.parametrize(
    ("answers", "more"), [(SHOP, {"channels": ("website",)}), (SELLER, {})], ids=["shop", "seller"]
)
def test_with_benchmarks_switched_off_nothing_else_changes(answers: dict[str, Any], more: dict[str, Any]) -> None:
    """Levers, year, needs, rules and moves are the same; the rows and what they rest on are gone."""
    answers = {**answers, "revenue": 100_000.0, "revenue_target": 150_000.0, "region": "US", **more}
    used, off = (make_plan(build(**answers), LIBRARY, benchmarks=on) for on in (True, False))
    assert used.sizing.scenarios != ()
    assert used.sizing.benchmarks != ()
    assert off.sizing == replace(used.sizing, scenarios=(), benchmarks=())
    assert off.selection.worth == used.selection.worth
    assert off.selection.gains == used.selection.gains
    assert [one.placement.start for one in off.selection.moves] == [one.placement.start for one in used.selection.moves]
    assert off.outlook == used.outlook
    assert off.business.economy.whole.year == used.business.economy.whole.year


def test_a_rule_is_what_it_says() -> None:
    """Give the missing answer, and the quantity is the rule times it."""
    asked: dict[str, Any] = {"relationship": "repeat", "orders_per_customer": 12, "deal_value": 300}
    (rule,) = rules_of(settled(**asked))
    assert rule == Rule("revenue", "customer_count", 3600.0, in_points=False)
    assert settled(**asked, customer_count=43).whole.value("revenue") == pytest.approx(43 * rule.each)
