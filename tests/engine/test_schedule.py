"""The weeks by hand: hours, budget, order and waiting; what does not fit is cut and says why."""

from __future__ import annotations

import re
from typing import Any

import pytest
from helpers.libraries import Raw, build, raw_action, raw_level, raw_play, small_library
from helpers.scheduling import check_budget, cuts, members, scheduled, weeks

from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.schedule.tasks import ordered
from salesmode.errors import LibraryError
from salesmode.knowledge.settings import Slots

DAY = 500.0  # what a bought-in working day costs in dollars, by currencies.yaml


# ------------------------------------------------------------------------------------------------------------- by hand


def test_work_fills_the_hours_of_its_role_week_by_week() -> None:
    """Twelve hours at five a week take three weeks; another role begins in week one as well."""
    plan = scheduled((raw_action("a", 12), raw_action("b", 3, role="marketing")), hours={"sales": 5, "marketing": 5})
    assert weeks(plan) == {"p1.a": (1, 3), "p1.b": (1, 1)}
    assert {week: used for (role, week), used in plan.load.items() if role == "sales"} == {
        1: 5,
        2: 5,
        3: pytest.approx(2),
    }


def test_end_week_is_inclusive_and_waiting_is_added_to_it() -> None:
    """A successor may begin in the very week its predecessor ends; three weeks of waiting put it three weeks later."""
    actions = (
        raw_action("a", 10, wait=0),
        raw_action("b", 2, role="marketing", after=["a"], wait=3),
        raw_action("c", 1, role="marketing", after=["b"]),
    )
    plan = scheduled(actions, hours={"sales": 5, "marketing": 5})
    assert weeks(plan) == {"p1.a": (1, 2), "p1.b": (2, 2), "p1.c": (5, 5)}


def test_the_latest_predecessor_decides() -> None:
    """Two things must be done first: the later one counts, with its own waiting."""
    actions = (
        raw_action("short", 5, wait=1),
        raw_action("long", 20, role="marketing"),
        raw_action("last", 1, role="founder", after=["short", "long"]),
    )
    plan = scheduled(actions, hours={"sales": 5, "marketing": 5, "founder": 5})
    assert weeks(plan)["p1.last"] == (4, 4)


def test_an_action_may_stand_in_the_file_before_what_it_waits_for() -> None:
    """The order of the file is no order of the weeks."""
    plan = scheduled((raw_action("b", 5, after=["a"]), raw_action("a", 5)), hours={"sales": 5})
    assert weeks(plan) == {"p1.a": (1, 1), "p1.b": (2, 2)}


def test_the_first_ranked_play_takes_the_hours_first() -> None:
    """But each play's first step is held back for it, in rank order."""
    plan = scheduled(
        (raw_action("a", 20, first=2.0),), (raw_action("b", 8, first=2.0),), hours={"sales": 5}, horizon_weeks=6
    )
    placed = weeks(plan)
    assert placed["p1.a"] == (1, 5)  # 20 + 2 held back: four weeks and a bit
    assert placed["p2.b"] == (1, 6)
    assert plan.load["sales", 1] == pytest.approx(5)


def test_a_first_step_that_does_not_fit_into_the_first_week_goes_into_the_next_with_room() -> None:
    """Two hours a week and three first steps of an hour and a half: weeks one, two and three."""
    plays = tuple((raw_action(id, 1.5, first=1.5),) for id in "abc")
    assert weeks(scheduled(*plays, hours={"sales": 2})) == {"p1.a": (1, 1), "p2.b": (2, 2), "p3.c": (3, 3)}


def test_nothing_of_an_action_is_done_before_its_first_step() -> None:
    """Week one has half an hour left, too little for the first step: the action begins in week two."""
    plan = scheduled((raw_action("a", 1.5, first=1.5),), (raw_action("b", 4, first=1.5),), hours={"sales": 2})
    assert weeks(plan)["p2.b"][0] == 2


def test_what_does_not_fit_into_the_weeks_is_cut_never_squeezed() -> None:
    """Eleven hours do not go into two weeks of five; what waits for it goes too; the rest stays."""
    actions = (raw_action("a", 11), raw_action("b", 1, after=["a"]), raw_action("c", 10, role="marketing"))
    plan = scheduled(actions, hours={"sales": 5, "marketing": 5}, horizon_weeks=2)
    assert cuts(plan) == {"p1.a": ("hours", "sales"), "p1.b": ("after", "b2b.p1.a")}
    assert weeks(plan) == {"p1.c": (1, 2)}
    assert [role for role, _ in plan.load] == ["marketing", "marketing"]


def test_what_would_start_after_the_last_week_is_cut() -> None:
    """Waiting may reach beyond the plan."""
    actions = (raw_action("a", 1, wait=9), raw_action("b", 1, after=["a"]))
    assert cuts(scheduled(actions, hours={"sales": 5}, horizon_weeks=9)) == {"p1.b": ("hours", "sales")}
    assert weeks(scheduled(actions, hours={"sales": 5}, horizon_weeks=10))["p1.b"] == (10, 10)


def test_months_are_four_four_and_five_weeks() -> None:
    """One bought-in day a month is affordable: it lands in weeks 1, 5, 9, 14, 18, 22 and 27."""
    actions = tuple(raw_action(f"a{number}", 2, cash=1.0) for number in range(7))
    plan = scheduled(actions, hours={"sales": 40}, monthly_budget=DAY, horizon_weeks=30)
    starts = [slot.start for slot in plan.slots]
    assert starts == [1, 5, 9, 14, 18, 22, 27]
    assert plan.spend == dict.fromkeys(range(1, 8), DAY)
    check_budget(plan)


def test_what_no_month_can_pay_is_cut_for_cash() -> None:
    """Three days cost more than a month's budget of two; one more hour of budget and it fits."""
    actions = (raw_action("a", 2, cash=3.0), raw_action("b", 1))
    plan = scheduled(actions, hours={"sales": 5}, monthly_budget=2 * DAY)
    assert cuts(plan) == {"p1.a": ("cash", "sales")}
    assert weeks(plan) == {"p1.b": (1, 1)}
    assert cuts(scheduled(actions, hours={"sales": 5}, monthly_budget=3 * DAY)) == {}


def test_a_budget_of_nought_cuts_what_costs_money_and_an_unknown_one_nothing() -> None:
    """Nought is an answer."""
    actions = (raw_action("a", 2, cash=1.0), raw_action("b", 1))
    assert cuts(scheduled(actions, hours={"sales": 5}, monthly_budget=0.0)) == {"p1.a": ("cash", "sales")}
    free = scheduled(actions, hours={"sales": 5})
    assert cuts(free) == {}
    assert free.spend[1] == DAY


def test_money_is_spent_in_a_month_that_can_pay_it() -> None:
    """Month two is spent already; the only week with hours lies in it."""
    actions = (
        raw_action("busy", 20, wait=1),  # weeks 1-4 of sales
        raw_action("costly", 1, role="marketing", after=["busy"], cash=1.0),  # week 5: month two is spent
        raw_action("also_costly", 1, cash=1.0),
    )
    check_budget(scheduled(actions, hours={"sales": 5, "marketing": 5}, monthly_budget=DAY))


def test_a_short_action_waits_for_a_month_that_can_pay_it() -> None:
    """Two plays open with an hour that costs a month's budget: the second goes into month two."""
    plan = scheduled(
        (raw_action("a", 1, cash=1.0),), (raw_action("b", 1, cash=1.0),), hours={"sales": 5}, monthly_budget=DAY
    )
    check_budget(plan)


def test_nobody_has_hours() -> None:
    """A team without plan hours does nothing, and each action says so."""
    for hours in ({}, {"sales": 0.0}):
        plan = scheduled((raw_action("a", 2), raw_action("b", 1, after=["a"])), hours=hours)
        assert plan.slots == ()
        assert cuts(plan)["p1.a"] == ("nobody", "sales")
        assert set(cuts(plan)) == {"p1.a", "p1.b"}
        assert plan.load == {}


def test_a_week_and_two_years() -> None:
    """The shortest and the longest horizon; a quarter where none was given."""
    actions = (raw_action("a", 5), raw_action("b", 400, role="marketing"))
    hours = {"sales": 5.0, "marketing": 4.0}
    short, long = scheduled(actions, hours=hours, horizon_weeks=1), scheduled(actions, hours=hours, horizon_weeks=104)
    assert (weeks(short), set(cuts(short)), set(short.spend)) == ({"p1.a": (1, 1)}, {"p1.b"}, {1})
    assert weeks(long)["p1.b"] == (1, 100)
    assert set(long.spend) == set(range(1, 25))
    assert scheduled(actions, hours=hours).weeks == 13


def test_the_order_that_ends_first_is_kept_where_nothing_more_is_cut() -> None:
    """By rank, sales would begin with what nothing hangs on, and marketing would end in week 3; it can in week 2."""
    actions = (raw_action("a", 5), raw_action("b", 4), raw_action("c", 10, role="marketing", after=["b"]))
    plan = scheduled(actions, hours={"sales": 5, "marketing": 5})
    assert weeks(plan) == {"p1.a": (1, 2), "p1.b": (1, 1), "p1.c": (1, 2)}


def test_hours_of_the_first_play_count_before_any_of_the_second() -> None:
    """Two weeks hold eight hours of one or of the other: the first play's stay, though the second's are a chain."""
    long = (raw_action("b", 1), raw_action("c", 8, after=["b"]))
    plan = scheduled((raw_action("a", 8),), long, hours={"sales": 5}, horizon_weeks=2)
    assert set(weeks(plan)) == {"p1.a", "p2.b"}
    assert cuts(plan) == {"p2.c": ("hours", "sales")}


# ------------------------------------------------------------------------------------------- plays that wait for plays


def forced(*below: Raw, needed: tuple[Raw, ...] = (), level: int = 1, **answers: Any) -> Plan:
    """Return the plan of a play that a guard puts first though it needs a level of another play."""
    needs = [{"play": "b2b.base", "level": level}]
    plays = {"b2b.top": raw_play(raw_level(*below, needs=needs)), "b2b.base": raw_play(raw_level(*needed))}
    rule = {"id": "first", "if": {"answer": "buyer", "known": True}, "force": "b2b.top", "sources": ["judgement"]}
    answers = {"team": members({"sales": 5, "marketing": 5}), **answers}
    return make_plan(build(buyer="organization", **answers), small_library(plays, [rule], slots=(Slots(now=3),)))


def test_a_play_that_builds_on_another_taken_now_comes_after_its_actions() -> None:
    """Though it ranks first; the last week of work and the waiting of the other count."""
    plan = forced(raw_action("a", 5, role="marketing"), needed=(raw_action("x", 10, wait=2),))
    assert [one.play.id for one in plan.selection.now] == ["b2b.top", "b2b.base"]
    assert weeks(plan.schedule) == {"base.x": (1, 2), "top.a": (4, 4)}


def test_a_level_that_is_reached_is_not_waited_for() -> None:
    """The other play stands at level 1 already."""
    base = (raw_level(), raw_level(raw_action("x", 10)))
    needs = [{"play": "b2b.base", "level": 1}]
    top = raw_play(raw_level(raw_action("a", 5, role="marketing"), needs=needs))
    plays = {"b2b.top": top, "b2b.base": raw_play(*base)}
    team = members({"sales": 5, "marketing": 5})
    held = small_library(plays, [], slots=(Slots(now=3),))
    plan = make_plan(build(buyer="organization", team=team, maturity={"b2b.base": 1}), held)
    assert weeks(plan.schedule) == {"top.a": (1, 1), "base.x": (1, 2)}


def test_a_play_is_cut_when_the_one_it_builds_on_does_not_get_done() -> None:
    """The reason names that play."""
    plan = forced(raw_action("a", 5, role="marketing"), needed=(raw_action("x", 100),), horizon_weeks=4)
    assert cuts(plan.schedule) == {"top.a": ("needs", "b2b.base"), "base.x": ("hours", "sales")}


def test_a_circle_of_actions_is_a_fault_of_the_library_never_an_endless_loop() -> None:
    """Two actions that wait for each other, and one that waits for itself."""
    for actions in (
        (raw_action("a", after=["b"]), raw_action("b", after=["a"])),
        (raw_action("a", after=["a"]),),
    ):
        with pytest.raises(LibraryError, match="wait for each other"):
            scheduled(actions, hours={"sales": 5})


def test_a_circle_of_plays_is_a_fault_of_the_library() -> None:
    """Both are put first by a guard and each needs the other."""
    graph = {"b2b.a": ["b2b.b"], "b2b.b": ["b2b.a"]}
    with pytest.raises(LibraryError, match=re.escape("these levels wait for each other: b2b.a, b2b.b")):
        ordered(graph, "levels")
