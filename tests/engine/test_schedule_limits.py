"""Who does the work of the weeks, and the limits that hold for any plays, team and budget."""

from __future__ import annotations

import math
import statistics

import pytest
from helpers.draws import cases
from helpers.instances import every_instance
from helpers.instances import planned as solved
from helpers.libraries import EXAMPLES, LIBRARY, Raw, build, example, raw_action
from helpers.scheduling import (
    CAPACITY,
    check_all_told,
    check_budget,
    check_hours,
    check_order,
    cuts,
    members,
    planned,
    scheduled,
    weeks,
)
from hypothesis import Phase, given
from hypothesis import strategies as st

from salesmode.engine.capacity import Team, team_of
from salesmode.engine.plan import make_plan
from salesmode.engine.schedule import Slot

# --------------------------------------------------------------------------------------------------- who does the work


def test_a_role_nobody_fills_falls_to_its_deputies_in_order() -> None:
    """Marketing: first e-commerce, then an agency, then the founder, then sales; else whoever has most hours."""
    order = CAPACITY.roles["marketing"].deputies
    assert order == ("ecommerce", "agency", "founder", "sales")
    deputies = {"marketing": order}
    for index, role in enumerate(order):
        hours = dict.fromkeys(order[index:], 1.0)
        assert Team(hours, (), False, deputies).assignee("marketing") == role
    others = Team({"finance": 2.0, "data": 3.0}, (), False, deputies)
    assert others.assignee("marketing") == "data"
    assert Team({"marketing": 1.0, "ecommerce": 9.0}, (), False, deputies).assignee("marketing") == "marketing"
    assert Team({"marketing": 0.0, "sales": 1.0}, (), False, deputies).assignee("marketing") == "sales"
    assert Team({}, (), False, deputies).assignee("marketing") is None


def test_a_deputy_gives_its_own_hours() -> None:
    """The work of a role nobody fills counts against who does it."""
    plan = scheduled((raw_action("a", 5), raw_action("b", 5, role="channel")), hours={"sales": 5})
    assert weeks(plan) == {"p1.a": (1, 1), "p1.b": (2, 2)}
    assert {slot.role for slot in plan.slots} == {"sales"}


def test_plan_hours_are_stated_or_a_share_of_the_week() -> None:
    """Stated ones are a person's; else hours a week x the role's share, named as assumed; nought is nought."""
    team = (
        {"role": "sales", "people": 4, "hours_per_week": 40},
        {"role": "marketing", "people": 2, "plan_hours": 7},
        {"role": "founder", "people": 1, "hours_per_week": 40, "plan_hours": 0},
        {"role": "store", "people": 1},
    )
    held = team_of(build(team=team), CAPACITY)
    assert held.hours == {"sales": pytest.approx(16), "marketing": 14, "founder": 0, "store": pytest.approx(2)}
    assert held.assumed == ("sales", "store")
    assert held.week == pytest.approx(32)


def test_without_a_team_there_is_a_founder() -> None:
    """Five hours a week, said to be invented; an empty team is nobody."""
    alone = team_of(build(), CAPACITY)
    assert (alone.hours, alone.invented) == ({"founder": 5.0}, True)
    nobody = team_of(build(team=()), CAPACITY)
    assert (nobody.week, nobody.invented) == (0, False)


@pytest.mark.parametrize("name", ["industrial-robots", "clothing"])
def test_a_founder_alone_and_a_team_of_twelve_get_different_plans(name: str) -> None:
    """The same business: with five hours a week one play and little done, with twelve people more of both."""
    business = example(name)
    roles = ("founder", "sales", "marketing", "customer_success", "ecommerce", "data")
    pairs = tuple({"role": role, "people": 2, "plan_hours": 8} for role in roles)
    alone, twelve = (
        make_plan(business.replaced({"team": build(team=team).team}), LIBRARY)
        for team in (members({"founder": 5}), pairs)
    )
    assert len(alone.choice.now) == 1 < len(twelve.choice.now)
    done = [math.fsum(slot.action.hours for slot in plan.schedule.slots) for plan in (alone, twelve)]
    assert done[0] < done[1]
    assert {slot.role for slot in alone.schedule.slots} == {"founder"}
    assert len({slot.role for slot in twelve.schedule.slots}) > 1


def test_no_budget_cuts_what_costs_and_leaves_the_rest() -> None:
    """Nought a month."""
    plan = scheduled((raw_action("a", 2, cash=1.0), raw_action("b", 2)), hours={"sales": 5}, monthly_budget=0.0)
    assert cuts(plan) == {"p1.a": ("cash", "sales")}
    assert weeks(plan) == {"p1.b": (1, 1)}


# ------------------------------------------------------------------------------------------------------------ always


def test_known_problems_are_solved_within_a_twentieth_of_their_optimum() -> None:
    """Eighty problems whose best answer is known: none is beaten, and the mean gap is under 5 %."""
    gaps = []
    for instance in every_instance():
        plan = solved(instance, 3 * instance.optimum).schedule
        assert not plan.cut
        assert plan.end >= instance.optimum, instance.name
        gaps.append(plan.end / instance.optimum - 1)
    assert statistics.mean(gaps) < 0.05


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_weeks_of_every_example_keep_all_limits(name: str) -> None:
    """Hours, order, money, and every applicable action told."""
    plan = make_plan(example(name), LIBRARY)
    check_hours(plan.schedule)
    check_order(plan.schedule)
    check_all_told(plan.schedule, plan.choice.now)
    assert plan.schedule.budget is None or max(plan.schedule.spend.values()) <= plan.schedule.budget


def test_each_play_of_the_example_begins_in_the_first_week() -> None:
    """Enough hours for all: the hospital's first steps are this week's."""
    plan = make_plan(example("hospital-system"), LIBRARY)
    for one in plan.choice.now:
        assert min(slot.start for slot in plan.schedule.slots if slot.action.play == one.play.id) == 1


WORKERS = st.sampled_from(["sales", "marketing", "founder", "data"])


@st.composite
def play_actions(draw: st.DrawFn) -> tuple[Raw, ...]:
    """Draw the actions of a play, each waiting for some that stand before it."""
    actions: list[Raw] = []
    for number in range(draw(st.integers(1, 5))):
        hours = draw(st.sampled_from([0.5, 1, 2, 6.5, 16, 40]))
        after = (
            draw(st.lists(st.sampled_from([item["id"] for item in actions]), max_size=2, unique=True))
            if actions
            else []
        )
        actions.append(
            raw_action(
                f"a{number}",
                hours,
                role=draw(WORKERS),
                after=after,
                wait=draw(st.integers(0, 4)),
                cash=draw(st.sampled_from([0, 0, 1, 3.5])),
                first=min(hours, draw(st.sampled_from([0.5, 1, 2]))),
            )
        )
    return tuple(actions)


HOURS = st.dictionaries(WORKERS, st.sampled_from([0.0, 0.75, 2.0, 5.0, 20.0]), max_size=4)
PLAYS = st.lists(play_actions(), min_size=1, max_size=3)


@cases(150)
@given(PLAYS, HOURS, st.sampled_from([1, 4, 13, 26, 104]), st.sampled_from([None, 0.0, 500.0, 1750.0, 1e6]))
def test_hours_order_and_telling_hold_for_any_plays(
    plays: list[tuple[Raw, ...]], hours: dict[str, float], horizon: int, budget: float | None
) -> None:
    """Whatever the plays, the team, the weeks and the budget."""
    whole = planned(plays, hours, horizon_weeks=horizon, monthly_budget=budget)
    plan, choice = whole.schedule, whole.choice
    check_hours(plan)
    check_order(plan)
    check_all_told(plan, choice.now)
    again = planned(plays, hours, horizon_weeks=horizon, monthly_budget=budget).schedule
    assert [(slot.start, slot.end, slot.role) for slot in plan.slots] == [(s.start, s.end, s.role) for s in again.slots]


@cases(300, phases=[Phase.generate], report_multiple_bugs=False)
@given(PLAYS, HOURS, st.sampled_from([4, 13, 26]), st.sampled_from([0.0, 500.0, 1750.0]))
def test_no_month_costs_more_than_its_budget(
    plays: list[tuple[Raw, ...]], hours: dict[str, float], horizon: int, budget: float
) -> None:
    """Whatever the plays, the team and the weeks."""
    check_budget(planned(plays, hours, horizon_weeks=horizon, monthly_budget=budget).schedule)


@cases(60)
@given(PLAYS, HOURS.filter(lambda hours: any(x >= 2 for x in hours.values())))
def test_the_first_play_s_first_step_is_for_the_first_week(
    plays: list[tuple[Raw, ...]], hours: dict[str, float]
) -> None:
    """Where whoever does it has the hours for it, and the action is not cut."""
    whole = planned(plays, hours, horizon_weeks=26)
    plan, choice = whole.schedule, whole.choice
    opening = choice.now[0].actions[0]
    team = team_of(build(team=members(hours)), CAPACITY)
    role = team.assignee(opening.role)
    placed: list[Slot] = [slot for slot in plan.slots if slot.action.id == opening.id]
    if placed and role is not None and team.hours[role] >= opening.first_step.hours:
        assert placed[0].start == 1
