"""The nearest change of one answer: each that is named turns it, nothing nearer does, and none is left out."""

from __future__ import annotations

import functools
from typing import Any

from helpers.draws import cases
from helpers.libraries import EXAMPLES, LIBRARY, example
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.profile import ANSWERS, Profile, specs
from salesmode.business.vocabulary import NUMBERS
from salesmode.engine.nearest import Kind, Nearest, nearest
from salesmode.engine.plan import Plan, make_plan

THINGS: list[tuple[Kind, str]] = [
    *(("guard", guard.id) for guard in LIBRARY.guards.guards),
    *(("finding", finding.id) for rules in LIBRARY.findings.values() for finding in rules),
    *(("move", id) for id in LIBRARY.moves),
]


def held(plan: Plan, kind: Kind, id: str) -> bool:
    """Return whether a whole plan has a guard, a finding or a move."""
    if kind == "guard":
        return any(one.id == id for one in plan.guardrails.active)
    return any(one.id == id for one in (plan.findings if kind == "finding" else plan.selection.moves))


def holds(profile: Profile, kind: Kind, id: str) -> bool:
    """Return whether the plan made of answers has it."""
    return held(make_plan(profile, LIBRARY), kind, id)


@functools.cache
def around(name: str, kind: Kind, id: str) -> Nearest:
    """Return every change of one answer around an example."""
    return nearest(example(name), LIBRARY, kind, id)


@cases(60)
@given(st.sampled_from(EXAMPLES), st.sampled_from(THINGS))
def test_each_change_that_is_named_turns_it(name: str, thing: tuple[Kind, str]) -> None:
    """The whole plan of the changed answers has it where it had it not, or the other way; a step nearer does not."""
    found, profile = around(name, *thing), example(name)
    assert found.holds == holds(profile, *thing)
    for change in found.changes:
        assert holds(profile.replaced({change.answer: change.value}), *thing) is not found.holds, change
        before = a_step_nearer(profile, change.answer, change.value)
        if before is not None:
            assert holds(profile.replaced({change.answer: before}), *thing) is found.holds, change


def a_step_nearer(profile: Profile, answer: str, value: Any) -> float | None:
    """Return the value that differs by one in the third figure, towards what was said; `None` where there is none."""
    now = getattr(profile, answer)
    if specs()[answer].kind not in NUMBERS or now is None:
        return None
    step = (now - value) / 100
    before = round(value + step) if specs()[answer].whole else float(f"{value + step:.3g}")
    return before if before not in (value, now) and min(value, now) < before < max(value, now) else None


@cases(60)
@given(st.sampled_from(EXAMPLES), st.sampled_from(THINGS), st.data())
def test_no_other_answer_turns_it(name: str, thing: tuple[Kind, str], data: st.DataObject) -> None:
    """Whatever single answer is changed: where that turns it, the answer is among those named."""
    found, profile = around(name, *thing), example(name)
    answer = data.draw(st.sampled_from([id for id in ANSWERS if specs()[id].kind in ("one_of", "yes_no", *NUMBERS)]))
    spec, now = specs()[answer], getattr(profile, answer)
    if spec.kind in NUMBERS:
        if not now:
            return
        value = now * data.draw(st.sampled_from((0.25, 0.5, 0.8, 1.25, 2.0, 4.0)))
        value = min(max(value, spec.low or 0.0), spec.high or value)
        value = round(value) if spec.whole else float(f"{value:.3g}")
    else:
        value = data.draw(st.booleans() if spec.kind == "yes_no" else st.sampled_from(spec.options))
    if value != now and holds(profile.replaced({answer: value}), *thing) is not found.holds:
        assert answer in {change.answer for change in found.changes}


def test_a_number_is_told_where_it_turns() -> None:
    """The warning about a full house holds at a tenth to spare or less; the firm has a quarter."""
    found = around("hotel-supplies", "guard", "full_house")
    assert [(change.answer, change.value) for change in found.changes] == [("spare_capacity", 0.1)]
