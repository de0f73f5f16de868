"""`salesmode track`: a kept plan, the log beside it, and what follows from the two."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import called
from helpers.libraries import LIBRARY

HOTEL = str(LIBRARY.folder / "examples" / "hotel-supplies.yaml")
LISTS, RISE, PAY = "fusion.self_serve.reorder_list", "shared.price.yearly_rise", "b2b.consultative.pay_for_kept"
TODAY = "2027-04-05"  # in week 14
pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.fixture(autouse=True)
def kept(elsewhere: Path) -> None:
    """Keep the plan of the hotel's supplier, its first day named."""
    ran = called("plan", "-a", HOTEL, "--start", "2027-01-04", "-f", "json", "-o", "plan.json")
    assert (ran.code, ran.err) == (0, "")


def log(*lines: str) -> None:
    """Write the log beside the plan."""
    Path("salesmode.log").write_text("\n".join(lines) + "\n", encoding="utf-8")


def tracked(*argv: str) -> dict[str, Any]:
    """Return how the plan stands, as data."""
    ran = called("track", "plan.json", "--today", TODAY, "-f", "json", *argv)
    assert (ran.code, ran.err) == (0, "")
    return dict(json.loads(ran.out))


def by_move(data: dict[str, Any], key: str, move: str) -> dict[str, Any]:
    """Return the row of a move in a list of the status."""
    return dict(next(row for row in data[key] if row.get("move", row["id"]) == move))


def test_without_a_log_all_that_is_told_is_the_week() -> None:
    """Moves are under way, and a check whose week has come asks for its count."""
    data = tracked()
    assert data["week"] == 14
    assert {row["state"] for row in data["moves"]} == {"doing"}
    assert by_move(data, "checks", LISTS)["follow"] == "count"
    assert by_move(data, "checks", RISE)["judge_week"] == 19


def test_what_is_done_and_dropped_is_said_with_its_day_and_reason() -> None:
    """What was dropped is checked no more."""
    log(f"2027-01-20 done {PAY}", f"2027-02-01 dropped {LISTS} nobody uses it")
    data = tracked()
    assert (by_move(data, "moves", PAY)["state"], by_move(data, "moves", PAY)["day"]) == ("done", "2027-01-20")
    assert by_move(data, "moves", LISTS)["reason"] == "nobody uses it"
    assert all(row["move"] != LISTS for row in data["checks"])


def test_the_order_of_lines_makes_no_difference() -> None:
    """Two copies merged, one line in both, with a comment and a blank line between."""
    lines = [f"2027-04-01 count {LISTS} 9/31", f"2027-01-20 done {PAY}", f"2027-03-01 count {LISTS} 2/20"]
    log(*lines)
    one = tracked()
    log("# merged", *reversed(lines), "", lines[0])
    two = tracked()
    for data in (one, two):
        assert by_move(data, "kpis", LISTS)["so_far"] == pytest.approx(9 / 31, abs=1e-6)
    assert one == two


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        (("2027-04-01", "31/100"), "reached"),  # where the plan has it by then, and more
        (("2027-04-01", "19/100"), "short"),
        (("2027-04-01", "12/100"), "luck"),
        (("2027-04-01", "1/100"), "worse"),
        (("2027-02-01", "40/100"), "too_early"),
    ],
)
def test_a_check_is_judged_by_what_was_usual_before(counts: tuple[str, str], verdict: str) -> None:
    """One in ten before the plan; the plan has it at a fifth in week 13."""
    log(f"2026-12-01 count {LISTS} 10/100", f"{counts[0]} count {LISTS} {counts[1]}")
    assert by_move(tracked(), "checks", LISTS)["verdict"] == verdict


def test_a_check_with_a_count_to_stop_at_says_its_rule() -> None:
    """Eleven or fewer of thirty stop it, twelve do not."""
    log(f"2027-03-20 count gate.{LISTS} 11/30")
    assert by_move(tracked(), "checks", LISTS)["follow"] == "stop"
    log(f"2027-03-20 count gate.{LISTS} 12/30")
    assert by_move(tracked(), "checks", LISTS)["follow"] == "go_on"


def test_a_line_of_something_else_and_one_of_a_day_to_come_are_kept_apart() -> None:
    """Neither is lost, neither counts."""
    log("2027-02-01 done my.own.thing", f"2027-09-01 done {PAY}")
    data = tracked()
    assert [row["id"] for row in data["not_in_plan"]] == ["my.own.thing"]
    assert [row["id"] for row in data["ahead"]] == [PAY]
    assert by_move(data, "moves", PAY)["state"] == "doing"
    page = called("track", "plan.json", "--today", TODAY, "-f", "md").out
    assert "## Not in the plan" in page


def test_the_next_plan_proposes_nothing_that_was_decided() -> None:
    """What was done is in place, what was dropped stays dropped, and the answers that changed are named."""
    log(f"2027-01-20 done {PAY}", f"2027-02-01 dropped {LISTS} nobody uses it")
    following = tracked("-a", HOTEL, "--annual-churn", "10%")["next"]
    assert set(following["decided"]) == {PAY, LISTS}
    assert following["maturity"] == {"b2b.consultative": 3}
    assert following["answers"] == ["annual_churn"]
    assert {PAY, LISTS}.isdisjoint([*following["stay"], *following["come"]])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2027-13-01 done x", "is no date"),
        ("2027-01-11 finished x", "is not done, dropped or count"),
        ("2027-01-11 done", "no move or figure is named"),
        ("2027-01-11 count x many", "is no count"),
        ("2027-01-11 count x 9/7", "more ended well than there were"),
        ("<<<<<<< mine", "unfinished merge"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_its_number(line: str, said: str) -> None:
    """And with what to write."""
    log("# log", line)
    ran = called("track", "plan.json", "--today", TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert "line 2: " in ran.err
    assert said in ran.err


def test_two_lines_of_a_day_that_clash_are_refused() -> None:
    """Which came last cannot be told."""
    log(f"2027-01-20 done {PAY}", f"2027-01-20 dropped {PAY}")
    assert "lines 1 and 2 say two things" in called("track", "plan.json", "--today", TODAY).err


def test_a_plan_that_is_none_or_has_no_first_day_is_refused() -> None:
    """With the command that makes one."""
    Path("other.json").write_text("{}", encoding="utf-8")
    assert "this is no plan" in called("track", "other.json", "--today", TODAY).err
    called("plan", "-a", HOTEL, "-f", "json", "-o", "undated.json")
    assert "has no first day" in called("track", "undated.json", "--today", TODAY).err
    assert "--today" in called("track", "plan.json").err


def test_it_speaks_chinese() -> None:
    """The frame; what the plan said stays as it was said."""
    assert "## 该查的" in called("track", "plan.json", "--today", TODAY, "-f", "md", "--lang", "zh").out


def test_so_many_of_so_many_may_be_written_as_one_says_it() -> None:
    """29 of 100 and 29 / 100 are 29/100."""
    for said in ("29 of 100", "29 / 100 on paper", "29 out of 100"):
        log(f"2027-03-30 count kpi.{LISTS} {said}")
        row = by_move(tracked(), "kpis", LISTS)
        assert (row["so_far"], row["cases"]) == (0.29, 100)


def test_more_than_all_is_no_share() -> None:
    """40 for a share is 40% or so many of so many: which, is asked."""
    log("# a merge", f"2027-03-30 count {LISTS} 40")
    ran = called("track", "plan.json", "--today", TODAY)
    assert ran.code == 2
    assert "line 2: " in ran.err
    assert "Write a share as 40%, or as 36/90" in ran.err


def test_a_figure_named_by_its_move_is_the_same_figure() -> None:
    """Two hands that counted differently on one day are told, whichever name each wrote."""
    log(f"2027-03-30 count kpi.{LISTS} 29/100", f"2027-03-30 count {LISTS} 33/100")
    ran = called("track", "plan.json", "--today", TODAY)
    assert ran.code == 2
    assert "lines 1 and 2 say two things" in ran.err


def test_a_check_whose_week_has_come_is_uncounted_not_too_early() -> None:
    """It asks for its count on the page."""
    page = called("track", "plan.json", "--today", TODAY, "-f", "md").out
    (row,) = [
        line for line in page.splitlines() if "Give each department its standing list" in line and "count" in line
    ]
    assert "|not counted|" in row
