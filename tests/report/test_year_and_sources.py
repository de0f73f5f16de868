"""The year's end as one sum, its quarters, and where new customers come from, as the page says them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, build, example, raw_effect, raw_move, small_library
from helpers.reports import report_of, rows_of, said_in

from salesmode.business.profile import Profile
from salesmode.engine.plan import make_plan
from salesmode.report.document import Table
from salesmode.report.formats import Report
from salesmode.report.outlines import words_for
from salesmode.report.sections.sources import sources
from salesmode.report.sections.year import the_year

# 240,000, of which 222,000 stay; 48 join and bring 28,800 inside the year.
FEES: dict[str, Any] = {
    "relationship": "subscription", "customer_count": 200, "deal_value": 1200.0, "annual_churn": 0.15,
    "visits_per_month": 1000.0, "conversion_rate": 0.004,
}  # fmt: skip
PROJECTS: dict[str, Any] = {"relationship": "one_off", "quotes": 30, "orders": 6, "deal_value": 20_000.0}
LIKELY = 2  # the column


def rows(profile: Profile, start: date | None = None) -> dict[str, tuple[str, ...]]:
    """Return the rows of the year by id."""
    report = report_of(profile, start=start)
    return rows_of(the_year(report.plan, report.words).blocks)


def note(**answers: Any) -> str:
    """Return what stands under the year's end."""
    report = report_of(build(**answers))
    return said_in(the_year(report.plan, report.words).blocks)["year.end_note"]


def amount(text: str) -> float:
    """Return an amount as it is read on the page."""
    found = re.fullmatch(r"[A-Z]{3} (-?[\d,.]+)(k|m|bn)?", text)
    assert found is not None, text
    return float(found[1].replace(",", "")) * {None: 1, "k": 1e3, "m": 1e6, "bn": 1e9}[found[2]]


def test_the_years_end_is_a_sum_of_what_stays_what_is_won_and_what_the_plan_adds() -> None:
    """222,000 + 28,800; keeping a fifth of the 36,000 who leave, half of it this year, is 3,600 less a week or two."""
    effect = raw_effect("annual_churn", 0.2)
    library = small_library({"b2b.extra.keep": raw_move(effects=[effect], work=[{"role": "sales", "once": 4}])})
    plan = make_plan(build(**FEES, gross_margin=0.5), library)
    found = rows_of(the_year(plan, words_for(plan, library)).blocks)
    left = 51 / 52  # it runs from week 2
    adds = 36_000 * 0.2 * left**2 / 2
    likely = [amount(found[f"year.{part}"][LIKELY]) for part in ("base", "fresh", "adds", "total")]
    assert likely == pytest.approx([222_000, 28_800, adds, 250_800 + adds], rel=0.005)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_likely_column_adds_up(name: str) -> None:
    """On the page too, to the three figures that it shows."""
    found = rows(example(name))
    if "year.total" not in found:
        return
    parts = [
        amount(found[f"year.{part}"][LIKELY]) for part in ("base", "again", "fresh", "adds") if f"year.{part}" in found
    ]
    assert amount(found["year.total"][LIKELY]) == pytest.approx(sum(parts), rel=0.01)


def test_a_year_held_to_what_can_be_delivered_says_so() -> None:
    """2% to spare of 240,000: 244,800, of which 222,000 stay and 22,800 can still be taken on; dearer prices on top."""
    found = rows(build(**FEES, spare_capacity=0.02))
    dearer = make_plan(build(**FEES, spare_capacity=0.02), LIBRARY).selection.worth.dearer[1]
    assert [found[f"year.{part}"][LIKELY] for part in ("base", "fresh")] == ["USD 222k", "USD 22.8k"]
    assert amount(found["year.total"][LIKELY]) == pytest.approx(244_800 + dearer, rel=0.005)
    assert "held to what can be delivered" in note(**FEES, spare_capacity=0.02)
    assert "held to" not in note(**FEES)
    assert "held to" not in note(**FEES, spare_capacity=0.5)


def test_without_one_of_its_parts_the_year_is_no_sum() -> None:
    """The books alone do not part it."""
    assert not [id for id in rows(build(revenue=100_000.0)) if id.startswith("year.")]


def test_quarters_hold_three_months_each() -> None:
    """20,000 x (3 - 0.15 x 4.5 / 12) = 58,875 and so on, 222,000 in all; 28,800 x 4.5 / 72 = 1,800 to 12,600."""
    found = rows(build(**FEES))
    quarters = [found[f"year.quarter.{place}"] for place in (1, 2, 3, 4)]
    assert [row[0] for row in quarters] == ["months 1 to 3", "months 4 to 6", "months 7 to 9", "months 10 to 12"]
    assert [row[1] for row in quarters] == ["USD 58.9k", "USD 56.6k", "USD 54.4k", "USD 52.1k"]
    assert [row[2] for row in quarters] == ["USD 1,800", "USD 5,400", "USD 9,000", "USD 12.6k"]
    assert {row[3] for row in quarters} == {"not known"}


def test_a_target_is_spread_over_the_quarters_as_the_run_is() -> None:
    """A run of 480,000 in quarters of 3, 3, 3 and 4 thirteenths asks 650,000 for 150, 150, 150 and 200 thousand."""
    found = rows(build(**PROJECTS, peak_months=(11, 12), revenue_target=650_000.0), date(2027, 1, 4))
    quarters = [found[f"year.quarter.{place}"] for place in (1, 2, 3, 4)]
    assert [row[2] for row in quarters] == ["USD 111k", "USD 111k", "USD 111k", "USD 148k"]
    assert [row[3] for row in quarters] == ["USD 150k", "USD 150k", "USD 150k", "USD 200k"]


def test_a_need_is_written_in_whole_customers() -> None:
    """19,000 of 600 each are 31.7 customers: 32; nobody knows their offers."""
    found = rows(build(**{**FEES, "revenue": 241_000.0, "continuing_revenue": 222_000.0}))
    assert found["need.hold"] == ("to sell as much as last year", "USD 19k", "32", "not known", "not known")


# ------------------------------------------------------------------------------------------------- where they come from


def reported(**answers: Any) -> Report:
    """Return the plan of a business of fees with a few answers more."""
    return report_of(build(**{**FEES, **answers}))


def won_from(**answers: Any) -> list[tuple[str, str]]:
    """Return the sources of new sales, id and text, in order."""
    report = reported(**answers)
    found = said_in(sources(report.plan, report.words))
    return [(id, text) for id, text in found.items() if id.startswith("source.")]


def test_the_last_ten_part_the_new_sales() -> None:
    """Five, three and two of ten of 28,800; whoever brought nobody is left out."""
    assert won_from(won_from={"referrals": 2, "website": 5, "events": 3, "stores": 0}) == [
        ("source.website", "own website: 5 of ten, USD 14.4k a year."),
        ("source.events", "trade fairs and events: 3 of ten, USD 8,640 a year."),
        ("source.referrals", "recommendations: 2 of ten, USD 5,760 a year."),
    ]


def test_sources_share_what_can_still_be_delivered() -> None:
    """Half of 22,800, not of 28,800."""
    (one,) = won_from(won_from={"website": 5}, spare_capacity=0.02)
    assert one == ("source.website", "own website: 5 of ten, USD 11.4k a year.")


@pytest.mark.parametrize("answers", [{}, {"won_from": {}}, {"won_from": {"website": 5}, "conversion_rate": None}])
def test_without_the_ten_or_new_sales_nothing_is_parted(answers: dict[str, Any]) -> None:
    """Nobody counted where they came from, or what they bring."""
    assert won_from(**answers) == []


RESULTS = (
    {"channel": "events", "spend": 1000.0, "enquiries": 20, "orders": 4, "revenue": 6000.0},
    {"channel": "website", "spend": 500.0, "enquiries": 0, "orders": 2},
    {"channel": "email", "spend": 0.0, "enquiries": 8, "orders": 2, "revenue": 900.0},
    {"channel": "outbound", "enquiries": 5, "orders": 1, "revenue": 700.0},
)


def test_a_channel_says_what_an_enquiry_and_an_order_cost_and_what_comes_back() -> None:
    """1,000 / 20, 1,000 / 4, 6,000 / 1,000; by nothing nobody divides, and of nothing spent nothing comes back."""
    report = reported(channel_results=RESULTS)
    (table,) = (block for block in sources(report.plan, report.words) if isinstance(block, Table))
    assert rows_of([table]) == {
        "channel.events": ("trade fairs and events", "USD 50", "USD 250", "6"),
        "channel.website": ("own website", "not known", "USD 250", "not known"),
        "channel.email": ("email", "USD 0", "USD 0", "not known"),
        "channel.outbound": ("cold calls and visits", "not known", "not known", "not known"),
    }
