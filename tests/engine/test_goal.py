"""The stated goal answered: how far the plan moves it, whether it serves it, and what leaves more."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import Raw, text
from helpers.moves import firm, library_of, raw_move

from salesmode.engine.goal import GoalAnswer
from salesmode.engine.plan import Plan, make_plan

MINE = "b2b.crm."


def effect(lever: str, likely: float, **more: Any) -> Raw:
    """Return an effect from half to twice what is likely."""
    return {
        "lever": lever, "low": likely / 2, "likely": likely, "high": 2 * likely, "why": text(),
        "sources": ["judgement"], **more,
    }  # fmt: skip


def planned(answers: Raw | None = None, **moves: Raw) -> Plan:
    """Return the plan of a firm that wants to win more of its 100 offers a year, of these moves alone."""
    held = {id: raw_move(**more) for id, more in moves.items()}
    return make_plan(firm(**{"goal": "win_rate", **(answers or {})}), library_of(**held))


def answered(answers: Raw | None = None, **moves: Raw) -> GoalAnswer:
    """Return what the plan does for the goal, which is stated."""
    goal = planned(answers, **moves).goal
    assert goal is not None
    return goal


SERVES: Raw = {"goals": ["win_rate"]}


def test_a_goal_is_moved_by_the_share_of_what_is_left_to_one() -> None:
    """A quarter is won and could come to three; 1, 2 and 4% of these 50 points are half a point, one and two."""
    goal = answered(a=SERVES)
    assert (goal.goal, goal.verdict, goal.lever, goal.today) == ("win_rate", "moved", "win_rate", 0.25)
    assert goal.to == pytest.approx((0.255, 0.26, 0.27))
    assert goal.moved == {"win_rate": pytest.approx(0.01)}


def test_two_moves_on_the_goal_share_what_is_left() -> None:
    """1 - 0.98² = 3.96% of 0.5."""
    goal = answered(a=SERVES, b=SERVES)
    assert goal.to is not None
    assert goal.to[1] == pytest.approx(0.25 + 0.5 * 0.0396)


def test_what_should_fall_falls() -> None:
    """A tenth leaves; a move that keeps a fifth of those leaves 8%, 9 to 6%."""
    answers = {"goal": "retention", "relationship": "repeat", "revenue": 1e6, "annual_churn": 0.1}
    goal = answered(answers, a={"goals": ["retention"], "effects": [effect("annual_churn", 0.2)]})
    assert (goal.verdict, goal.lever) == ("moved", "annual_churn")
    assert goal.to == pytest.approx((0.09, 0.08, 0.06))


def test_a_goal_is_served_where_nothing_tells_how_far() -> None:
    """A move for the goal without an effect on its lever."""
    goal = answered({"gross_margin": None}, a={"goals": ["win_rate"], "effects": []})
    assert (goal.verdict, goal.to) == ("served", None)


def test_a_goal_that_no_move_of_the_plan_is_for_is_not_served() -> None:
    """Also where one happens to move its lever."""
    goal = answered(a={})
    assert (goal.verdict, goal.share) == ("not_served", 0)
    assert answered().verdict == "not_served"


def test_without_a_goal_there_is_no_answer() -> None:
    """Nobody asked."""
    assert planned({"goal": None}, a=SERVES).goal is None


def test_a_point_of_the_goal_is_told_for_this_year_and_a_full_one() -> None:
    """One order of 10,000; of 52 weeks four and a half of work and one of deciding go by."""
    goal = answered(a=SERVES)
    assert goal.point_full == pytest.approx(10_000)
    assert goal.point_now == pytest.approx(10_000 * (52 - 4.5 - 1) / 52)


def test_what_leaves_more_than_the_goal_is_named() -> None:
    """A tenth on every price leaves 25,000 a year; a hundredth of what is lost of the offers leaves 3,000."""
    small = {**SERVES, "effects": [effect("win_rate", 0.01)]}
    goal = answered(a=small, dearer={"effects": [effect("price", 0.1)]})
    assert goal.first == f"{MINE}dearer"
    assert goal.share is not None
    assert 0 < goal.share < 0.5
    assert answered(a=SERVES).first is None


def test_without_money_it_is_told_of_a_hundred_offers() -> None:
    """At a stand-in of 25% won, 1, 2 and 4% of the 75 others."""
    goal = answered({"quotes": None, "win_rate": None}, a=SERVES)
    assert goal.verdict == "served"
    assert goal.per_hundred == pytest.approx((0.75, 1.5, 3))
    assert answered(a=SERVES).per_hundred is None


def test_the_move_that_serves_the_goal_most_begins_before_all_others() -> None:
    """Though another one leaves far more; but where both cannot begin at once, the far larger one keeps its place."""
    small = {**SERVES, "effects": [effect("win_rate", 0.01)]}
    plan = planned(a={"effects": [effect("price", 0.1)]}, z=small)
    assert [one.id for one in plan.selection.moves] == [f"{MINE}z", f"{MINE}a"]
    assert plan.selection.goal_first == f"{MINE}z"
    large = {"work": [{"role": "sales", "once": 60, "weekly": 4}]}
    plan = planned({"horizon_weeks": 16}, a={"effects": [effect("price", 0.1)], **large}, z={**small, **large})
    assert {one.id: one.placement.start for one in plan.selection.moves}[f"{MINE}a"] == 1


def test_the_goal_says_which_moves_serve_it_what_they_bring_and_why_none_does() -> None:
    """Two hundred hours are more than there are."""
    goal = answered(a=SERVES, b={})
    assert goal.serving == (f"{MINE}a",)
    assert goal.brings[1] > 0
    assert goal.unserved is None
    busy = answered(a={**SERVES, "work": [{"role": "sales", "once": 9000}]}, b={})
    assert (busy.serving, busy.unserved) == ((), "hours")


def test_what_the_goal_is_told_to_bring_is_the_sum_of_the_table() -> None:
    """Whoever adds the rows of the moves for the goal gets the figure of the first sentence."""
    plan = planned(a=SERVES, b={**SERVES, "effects": [effect("win_rate", 0.05)]}, c={"effects": [effect("price", 0.1)]})
    assert plan.goal is not None
    rows = [one.worth.sales[1] for one in plan.selection.moves if one.id in plan.goal.serving]
    assert len(rows) == 2 < len(plan.selection.moves)
    assert plan.goal.brings[1] == pytest.approx(sum(rows))


def test_a_move_on_the_lever_of_the_goal_serves_it_before_one_that_only_names_it() -> None:
    """A review serves keeping customers too, but the one that keeps some of those who leave is watched."""
    answers = {"goal": "retention", "relationship": "repeat", "revenue": 1e6, "annual_churn": 0.1}
    keeps = {"goals": ["retention"], "effects": [effect("annual_churn", 0.05)]}
    asks = {"goals": ["retention"], "effects": [effect("price", 0.1)]}
    assert planned(answers, asks=asks, keeps=keeps).selection.goal_first == f"{MINE}keeps"


FULL: Raw = {"goal": "more_leads", "spare_capacity": 0.03, "revenue": 1e6}


def test_where_the_house_is_full_no_move_that_only_brings_people_is_made() -> None:
    """More who ask could not be served; a better price can, and a better rate serves those who ask anyway."""
    more, price = {"effects": [effect("leads", 0.1)]}, {"effects": [effect("price", 0.02)]}
    plan = planned(FULL, a=more, b=price, c={})
    assert [item.why for item in plan.selection.rejections if item.move == f"{MINE}a"] == ["guard"]
    assert {one.id for one in plan.selection.moves} == {f"{MINE}b", f"{MINE}c"}
    room = planned({**FULL, "spare_capacity": 0.5}, a=more)
    assert [one.id for one in room.selection.moves] == [f"{MINE}a"]


def test_where_the_house_is_full_the_goal_of_more_people_waits() -> None:
    """It is not met by a move that names it, and the plan says that there is no room."""
    goal = answered(FULL, b={"goals": ["more_leads"], "effects": [effect("price", 0.02)]})
    assert (goal.serving, goal.unserved) == ((), "no_room")
    other = answered({**FULL, "goal": "margin"}, b={"goals": ["margin"], "effects": [effect("price", 0.02)]})
    assert other.serving == (f"{MINE}b",)
