"""`salesmode track -m`: figures of a kept plan counted in exports, told apart from those that were typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import called
from helpers.libraries import LIBRARY

CLOTHING = str(LIBRARY.folder / "examples" / "clothing.yaml")
RULES = "b2c.promotion.discount_rules"
KPI = f"kpi.{RULES}"
TODAY = "2027-04-05"
pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.fixture(autouse=True)
def kept(elsewhere: Path) -> None:
    """Keep the plan of a clothes shop, its first day named; it wants fewer orders reduced."""
    ran = called("plan", "-a", CLOTHING, "--start", "2027-01-04", "-f", "json", "-o", "plan.json")
    assert (ran.code, ran.err) == (0, "")


def measured(start: str, end: str, share: float = 0.3, of: int = 400) -> None:
    """Write what `measure` found in an export of some days."""
    entry = f"{{value: {share}, of: {of}, from: '{start}', to: '{end}', method: share, file: orders.csv}}"
    Path("measured.yaml").write_text(f"answers:\n  discount_share: {entry}\n", encoding="utf-8")


def tracked(*argv: str) -> dict[str, Any]:
    """Return how the plan stands by the export, as data."""
    ran = called("track", "plan.json", "--today", TODAY, "-m", "measured.yaml", "-f", "json", *argv)
    assert (ran.code, ran.err) == (0, "")
    return dict(json.loads(ran.out))


def figure(data: dict[str, Any]) -> dict[str, Any]:
    """Return the row of the figure that the export tells."""
    return dict(next(row for row in data["kpis"] if row["id"] == KPI))


def test_a_figure_is_counted_in_an_export_of_the_plans_own_days() -> None:
    """120 of 400 orders went out reduced; nobody typed it, and its check is judged by it."""
    measured("2027-01-04", "2027-04-01")
    data = tracked()
    row = figure(data)
    assert (row["so_far"], row["cases"], row["day"], row["file"]) == (0.3, 400, "2027-04-01", "orders.csv")
    assert [(one["id"], one["taken"]) for one in data["measured"]] == [(KPI, "since")]
    (check,) = [one for one in data["checks"] if one["move"] == RULES]
    assert check["verdict"] == "reached"
    page = called("track", "plan.json", "--today", TODAY, "-m", "measured.yaml", "-f", "md").out
    assert "**Counted in your exports, not typed:**" in page
    assert "30% of 400 in orders.csv, 2027-01-04 to 2027-04-01" in page


def test_days_before_the_plan_tell_what_was_usual() -> None:
    """They are no count of the plan."""
    measured("2026-10-01", "2026-12-31", 0.8)
    data = tracked()
    assert figure(data)["so_far"] is None
    assert data["measured"][0]["taken"] == "before"


def test_days_on_both_sides_of_the_first_day_count_for_neither() -> None:
    """It says so, and which days to export."""
    measured("2026-10-01", "2027-04-01")
    data = tracked()
    assert (figure(data)["so_far"], data["measured"][0]["taken"]) == (None, "across")
    page = called("track", "plan.json", "--today", TODAY, "-m", "measured.yaml", "-f", "md", "--lang", "zh").out
    assert "从计划第一天起导出再数" in page


def test_a_later_count_of_the_log_goes_before_an_export() -> None:
    """Whoever types knows something the file does not; an earlier one gives way."""
    measured("2027-01-04", "2027-04-01")
    for day, share, taken in (("2027-04-02", 0.5, "typed"), ("2027-03-01", 0.3, "since")):
        Path("salesmode.log").write_text(f"{day} count {KPI} 50/100\n", encoding="utf-8")
        data = tracked()
        assert (figure(data)["so_far"], data["measured"][0]["taken"]) == (share, taken)


def test_exports_alone_make_no_next_plan() -> None:
    """They are no answers of today; with these they count in it as in any plan."""
    measured("2027-01-04", "2027-04-01")
    assert tracked()["next"] is None
    assert "discount_share" in tracked("-a", CLOTHING, "--set", "discount_share=30%")["next"]["answers"]
