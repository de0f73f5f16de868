"""The weeks of plays given by their actions, and the limits that no schedule may break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from helpers.libraries import LIBRARY, Raw, build, raw_level, raw_play, small_library
from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.schedule import Schedule
from salesmode.engine.scoring import Candidate
from salesmode.knowledge.settings import Slots

CAPACITY = LIBRARY.settings.capacity
EXACT = 1e-6


def members(hours: Mapping[str, float]) -> tuple[dict[str, Any], ...]:
    """Return a team of one person a role, with plan hours a week."""
    return tuple({"role": role, "people": 1, "plan_hours": held} for role, held in hours.items())


def planned(plays: Sequence[tuple[Raw, ...]], hours: Mapping[str, float], **answers: Any) -> Plan:
    """Return the plan of plays given by their actions, the first the most important, all of them taken at once."""
    impacts = (0.8, 0.4, 0.2)
    own = {
        f"b2b.p{number}": raw_play(raw_level(*actions, impact=impacts[number - 1]))
        for number, actions in enumerate(plays, 1)
    }
    held = small_library(own, [], slots=(Slots(now=3),))
    return make_plan(build(buyer="organization", team=members(hours), **answers), held)


def scheduled(*plays: tuple[Raw, ...], hours: Mapping[str, float], **answers: Any) -> Schedule:
    """Return the weeks of plays, each given by its actions."""
    return planned(plays, hours, **answers).schedule


def weeks(plan: Schedule) -> dict[str, tuple[int, int]]:
    """Return first and last week of every action, by its id without the side."""
    return {slot.action.id.removeprefix("b2b."): (slot.start, slot.end) for slot in plan.slots}


def cuts(plan: Schedule) -> dict[str, tuple[str, str]]:
    """Return what was cut, why, and the detail."""
    return {cut.action.id.removeprefix("b2b."): (cut.why, cut.detail) for cut in plan.cut}


def check_hours(plan: Schedule) -> None:
    """Assert that no role works more than it has in any week, and that every action gets all its hours."""
    for (role, week), used in plan.load.items():
        assert 1 <= week <= plan.weeks
        assert used <= plan.capacity[role] + EXACT, (role, week)
    for role in plan.capacity:
        work = sum(slot.action.hours for slot in plan.slots if slot.role == role)
        assert sum(used for (who, _), used in plan.load.items() if who == role) == pytest.approx(work)


def check_order(plan: Schedule) -> None:
    """Assert that nothing starts before what it waits for has ended, and waited."""
    placed = {slot.action.id: slot for slot in plan.slots}
    gone = {cut.action.id for cut in plan.cut}
    for slot in plan.slots:
        assert 1 <= slot.start <= slot.end <= plan.weeks
        for before in slot.action.after:
            assert before not in gone
            if before in placed:
                assert slot.start >= placed[before].end + placed[before].action.wait, (slot.action.id, before)


def check_budget(plan: Schedule) -> None:
    """Assert that no month costs more than its budget, and that all cash is counted once."""
    if plan.budget is not None:
        assert all(spend <= plan.budget + EXACT for spend in plan.spend.values()), plan.spend
    assert sum(plan.spend.values()) == pytest.approx(sum(slot.cash for slot in plan.slots))


def check_all_told(plan: Schedule, plays: tuple[Candidate, ...]) -> None:
    """Assert that every applicable action is either on the weeks or cut, once, and a cut names what is in its way."""
    told = [slot.action.id for slot in plan.slots] + [cut.action.id for cut in plan.cut]
    assert len(told) == len(set(told))
    assert {action.id for one in plays for action in one.actions} <= set(told)
    gone = {cut.action.id for cut in plan.cut}
    assert all(cut.detail in gone for cut in plan.cut if cut.why == "after")
