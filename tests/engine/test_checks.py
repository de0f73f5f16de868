"""When each move is judged, at which count it is stopped, what takes over, and what luck does to the year's rates."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import Raw, build, text
from helpers.moves import firm, library_of, raw_move

from salesmode.business.vocabulary import Member
from salesmode.engine.plan import Plan, make_plan

MINE = "b2b.crm."


def checked(weeks: int = 8, *, cases: str | None = None, aim: float = 0.4, failing: float = 0.1, **more: Any) -> Raw:
    """Return a move that is judged so many weeks after it runs, by a count where `cases` are given."""
    check: Raw = {"weeks": weeks, "text": text(), "sources": ["judgement"], **more.pop("check", {})}
    if cases is not None:
        check |= {"trial": {"cases": cases, "aim": aim, "failing": failing}, "unread": text("watch the step before")}
    return raw_move(**{"work": [{"role": "sales", "once": 20}], "check": check, **more})


def planned(answers: Raw | None = None, **moves: Raw) -> Plan:
    """Return the plan of a firm with ten hours of sales a week for 26 weeks, of these moves alone."""
    return make_plan(firm(**(answers or {})), library_of(**moves))


def test_a_move_is_judged_so_many_weeks_after_it_runs() -> None:
    """Twenty hours at ten a week: it runs from week 3, and eight weeks of it are over in week 10."""
    check = planned(a=checked()).checks[f"{MINE}a"]
    assert (check.week, check.cases, check.stop, check.switch_to, check.later) == (10, None, None, None, None)


def test_no_check_falls_after_the_last_week() -> None:
    """24 weeks from week 3 on are over in week 26, of 25 the result shows a week later: week 26 looks at the step."""
    checks = [planned(a=checked(weeks)).checks[f"{MINE}a"] for weeks in (24, 25)]
    assert [(check.week, check.later) for check in checks] == [(26, None), (26, 27)]
    assert checks[1].seen is not None
    assert checks[1].seen.end == 10


def test_a_count_that_tells_earlier_is_read_inside_the_plan() -> None:
    """Of 100 offers a year 46 come in the 24 weeks that are left, which tell as well; a fixed twenty do not."""
    rates: dict[str, Any] = {"aim": 0.4, "failing": 0.1}
    check = planned(a=checked(30, cases="quotes * running / 52", **rates)).checks[f"{MINE}a"]
    assert (check.week, check.cases, check.later) == (26, 46, None)
    check = planned(a=checked(30, cases="20", **rates)).checks[f"{MINE}a"]
    assert (check.week, check.cases, check.stop, check.later) == (26, None, None, 32)


@pytest.mark.parametrize(
    ("cases", "aim", "failing", "stop"),
    [("20", 0.4, 0.1, 4), ("12", 0.4, 0.1, 2), ("6", 0.5, 0.15, 1), ("3", 0.4, 0.1, None), ("10", 0.4, 0.35, None)],
)
def test_the_counts_at_which_the_plans_written_by_hand_stop(
    cases: str, aim: float, failing: float, stop: int | None
) -> None:
    """At most 4 of 20, 2 of 12, 1 of 6; three cases tell nothing, and ten not 35% from 40%."""
    check = planned(a=checked(cases=cases, aim=aim, failing=failing)).checks[f"{MINE}a"]
    assert (check.cases, check.stop) == (int(cases), stop)


def test_cases_come_in_the_weeks_that_it_runs() -> None:
    """100 offers a year are 15.4 in eight weeks, of which 15 are whole; a figure of the move may count them too."""
    check = planned(a=checked(cases="quotes * running / 52")).checks[f"{MINE}a"]
    assert check.cases == 15
    seen = checked(cases="seen", figures={"seen": {"value": "win_rate * 80", "shown": "count"}})
    assert planned(a=seen).checks[f"{MINE}a"].cases == 20


@pytest.mark.parametrize("cases", ["quotes * 0.001", "customers", "quotes * 2000"])
def test_what_cannot_be_counted_is_not(cases: str) -> None:
    """Less than one case, an unknown number, and more than luck has to do with."""
    check = planned(a=checked(cases=cases)).checks[f"{MINE}a"]
    assert (check.cases, check.stop) == (None, None)


def test_the_first_move_that_could_be_made_and_is_not_takes_over() -> None:
    """The one that is made already and the one for people are passed over; the third has no hours left."""
    then: dict[str, Any] = {"weeks": 2, "check": {"then": [f"{MINE}{id}" for id in ("made", "people", "waits")]}}
    plan = planned(
        {"horizon_weeks": 5, "team": (Member(role="sales", people=1, plan_hours=10),)},
        a=checked(**then),
        made=checked(),
        people=checked() | {"if": {"answer": "buyer", "is": "individual"}},
        waits=checked(work=[{"role": "sales", "once": 45}]),
    )
    assert {one.id for one in plan.selection.moves} == {f"{MINE}a", f"{MINE}made"}
    assert plan.checks[f"{MINE}a"].switch_to == f"{MINE}waits"
    assert plan.checks[f"{MINE}made"].switch_to is None


def test_the_figure_to_watch_is_never_aimed_at_worse_than_today() -> None:
    """Twenty visits where thirty are made already stay thirty; half-way and end where they are better."""
    for now, wanted in ((30, (30, 30, 30)), (5, (5, 10, 20))):
        measure = {"name": text(), "shown": "count", "now": now, "mid": 10, "end": 20}
        found = planned(a=checked(measure=measure)).watch[f"{MINE}a"]
        assert (found.now, found.mid, found.end) == wanted
    falling = {"name": text(), "shown": "share", "now": 0.1, "mid": 0.2, "end": 0.05, "direction": "down"}
    found = planned(a=checked(measure=falling)).watch[f"{MINE}a"]
    assert (found.mid, found.end) == (0.1, 0.05)


def test_an_aim_that_cannot_be_worked_out_is_not_watched() -> None:
    """Nobody knows how many customers there are; what stands today may be unknown."""
    measure = {"name": text(), "shown": "count", "mid": 1, "end": 2}
    assert planned(a=checked(measure={**measure, "end": "customers"})).watch == {}
    assert planned(a=checked(measure={**measure, "now": "customers"})).watch[f"{MINE}a"].now is None


# ----------------------------------------------------------------------------------------------------------- the luck


def test_luck_alone_moves_the_offers_won_of_a_year() -> None:
    """Of 100 offers at 25% 17 to 34 are won with 19 chances in 20; without a move nothing is proved."""
    (luck,) = planned().luck
    assert (luck.lever, luck.cases, luck.rate, luck.low, luck.high) == ("win_rate", 100, 0.25, 17, 34)
    assert (luck.to, luck.years) == (None, None)


def test_a_change_takes_years_to_prove() -> None:
    """From 25 to 26% it takes (1.96 x 0.433 + 0.8416 x 0.4386)² / 0.01² = 14,832 offers: 148 years."""
    (luck,) = planned({"goal": "win_rate"}, a=checked(goals=["win_rate"])).luck
    assert luck.to == pytest.approx(0.26)
    assert luck.years == pytest.approx(148.3, abs=0.6)


@pytest.mark.parametrize("answers", [{"win_rate": None}, {"win_rate": 1.0}, {"quotes": None}])
def test_a_rate_without_cases_or_without_chance_has_no_luck(answers: Raw) -> None:
    """Unknown, certain, or uncounted."""
    assert planned(answers).luck == ()


def test_customers_who_leave_are_luck_too() -> None:
    """Of 40 customers a tenth leaves: one to eight of them."""
    plan = make_plan(build(buyer="organization", customer_count=40, annual_churn=0.1), library_of())
    assert [(one.lever, one.cases, one.low, one.high) for one in plan.luck] == [("annual_churn", 40, 1, 8)]
