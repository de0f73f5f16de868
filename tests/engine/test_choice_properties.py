"""Whatever is answered, the moves made keep within people, money and weeks, and add up to what is printed."""

from __future__ import annotations

import itertools

import pytest
from helpers.libraries import LIBRARY
from helpers.profiles import SOME, profiles
from hypothesis import given

from salesmode.business.profile import Profile
from salesmode.engine.moves.effects import NO_VOLUME
from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.selection import Selection

EXACT = 1e-6


def plan_of(profile: Profile) -> Plan:
    """Return the plan of a profile."""
    return make_plan(profile, LIBRARY)


def hours_by_week(selection: Selection) -> dict[tuple[str, int], float]:
    """Return the hours of every role in every week, counted anew from the moves."""
    load: dict[tuple[str, int], float] = {}
    for one in selection.moves:
        for key, hours in one.placement.set_up.items():
            load[key] = load.get(key, 0.0) + hours
        for work in one.candidate.work:
            for week in range(one.placement.runs_from, one.placement.runs_to + 1):
                load[work.assignee, week] = load.get((work.assignee, week), 0.0) + work.weekly
    return load


@SOME
@given(profiles())
def test_no_week_of_a_role_holds_more_than_its_hours(profile: Profile) -> None:
    """Running work to the end of the plan included, and a part of all hours stays free."""
    plan = plan_of(profile)
    capacity, weeks = plan.business.capacity.hours, plan.business.horizon
    load = hours_by_week(plan.selection)
    for (role, week), hours in load.items():
        assert hours <= capacity[role] + EXACT, (role, week)
    free = LIBRARY.settings.selection.free_hours
    for role, hours in capacity.items():
        used = sum(amount for (busy, _), amount in load.items() if busy == role)
        assert used <= hours * weeks * (1 - free) + EXACT
    assert plan.schedule.load == pytest.approx({key: hours for key, hours in load.items() if hours > EXACT})


@SOME
@given(profiles())
def test_no_month_spends_what_was_not_there(profile: Profile) -> None:
    """What one month leaves the next may spend; nothing is borrowed."""
    plan = plan_of(profile)
    if plan.schedule.budget is not None:
        for month, spent in enumerate(itertools.accumulate(plan.schedule.spend), 1):
            assert spent <= plan.schedule.budget * month + EXACT


@SOME
@given(profiles())
def test_nobody_works_who_is_not_in_the_team(profile: Profile) -> None:
    """A role the team lacks is done by somebody it has."""
    plan = plan_of(profile)
    assert {row.role for row in plan.schedule.rows} <= plan.business.capacity.hours.keys()


@SOME
@given(profiles())
def test_a_move_is_set_up_inside_the_plan_and_judged_after_it_ran(profile: Profile) -> None:
    """No check before its work can have told; where that is after the plan, its last week looks at the step before."""
    plan = plan_of(profile)
    for one in plan.selection.moves:
        placement, check = one.placement, plan.checks[one.id]
        assert 1 <= placement.start <= placement.ready <= plan.business.horizon or not placement.set_up
        due = placement.runs_from - 1 + one.candidate.move.check.weeks
        assert check.week == min(due, plan.business.horizon)
        assert check.later is None or check.later == due > plan.business.horizon
        assert check.week >= placement.runs_from


@SOME
@given(profiles())
def test_every_move_is_made_or_refused_once_with_a_reason(profile: Profile) -> None:
    """And nothing that an exclusion, a guard or the owner rules out is made, forced or not."""
    selection = plan_of(profile).selection
    told = [one.id for one in selection.moves] + [item.move for item in selection.rejections]
    assert sorted(told) == sorted(LIBRARY.moves)


@SOME
@given(profiles())
def test_moves_together_bring_no_more_than_each_alone(profile: Profile) -> None:
    """What two moves on one lever share is counted once; what one is worth is what the plan loses without it."""
    selection = plan_of(profile).selection
    total = selection.worth.contribution[1]
    lost = [one.worth.contribution[1] for one in selection.moves]
    assert sum(lost) <= total + abs(total) * EXACT + EXACT
    assert all(low <= likely + EXACT and likely <= high + EXACT for low, likely, high in (selection.worth.sales,))


@SOME
@given(profiles())
def test_no_figure_to_watch_aims_at_worse_than_today(profile: Profile) -> None:
    """Up means no less, down means no more."""
    for item in plan_of(profile).watch.values():
        if item.now is not None:
            better = item.end >= item.now if item.measure.direction == "up" else item.end <= item.now
            assert better


@SOME
@given(profiles())
def test_nothing_is_turned_to_that_runs_already_or_is_refused(profile: Profile) -> None:
    """So no two moves take over from each other in a circle."""
    plan = plan_of(profile)
    possible = {item.move for item in plan.selection.rejections if item.possible}
    for check in plan.checks.values():
        assert check.switch_to is None or check.switch_to in possible


@SOME
@given(profiles())
def test_the_year_never_ends_above_what_can_be_delivered(profile: Profile) -> None:
    """A full house gets no volume promised."""
    plan = plan_of(profile)
    ceiling = plan.grounds[0].look("ceiling")
    if plan.outlook is not None and ceiling is not None:
        dearest = ceiling + plan.selection.worth.dearer[2]
        assert plan.outlook.year_end.high <= max(dearest, plan.outlook.year_end.low) * (1 + EXACT)


@SOME
@given(profiles())
def test_an_order_that_loses_money_is_never_multiplied(profile: Profile) -> None:
    """No move made claims only levers whose every unit costs money, unless it also mends what a unit leaves."""
    for one in plan_of(profile).selection.moves:
        claims = one.candidate.claims
        mends = not NO_VOLUME.isdisjoint(one.candidate.unpriced)
        assert not claims or mends or any(claim.pool.contribution > 0 for claim in claims)
