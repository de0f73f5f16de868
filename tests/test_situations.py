"""Sentences of behaviour: businesses in a few answers, and what their plan must say. Only what is named is compared."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from salesmode.answers import Given, read_answers
from salesmode.library import Library
from salesmode.outline import outline_plan
from salesmode.plan import Plan, make_plan
from salesmode.render.markdown import markdown

FOLDER = Path(__file__).parent / "situations"
Situation = Mapping[str, Any]


def situations() -> list[Any]:
    """Return every situation with its file and sentence for a name."""
    files = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}
    return [pytest.param(item, id=f"{name}: {item['says']}") for name, items in files.items() for item in items]


def taken(plan: Plan) -> list[str]:
    """Return the plays taken now, in rank order."""
    return [one.play.id for one in plan.choice.now]


def passed(plan: Plan) -> dict[str, set[str]]:
    """Return for every play passed over the reason, and the rule it rests on."""
    return {item.play: {item.why, item.rule.id if item.rule else item.why} for item in plan.choice.not_now}


SHOWN: dict[str, Callable[[Plan], Any]] = {
    "mode": lambda plan: plan.diagnosis.mode,
    "motion": lambda plan: plan.diagnosis.motion,
    "verdict": lambda plan: plan.diagnosis.verdict,
    "count": lambda plan: len(plan.choice.now),
    "first": lambda plan: taken(plan)[0] if plan.choice.now else None,
    "guards": lambda plan: [guard.rule.id for guard in plan.guarding.active],
    "forced": lambda plan: plan.guarding.forced,
    "missing": lambda plan: plan.guarding.missing,
    "contradictions": lambda plan: [rule.id for rule in plan.diagnosis.contradictions],
}
AMONG: dict[str, Callable[[Plan], Any]] = {
    "now": taken,
    "next": lambda plan: [one.play.id for one in plan.choice.next],
    "stop": lambda plan: [f"{play}.{rule.id}" for play, rule in plan.choice.stop],
    "ask": lambda plan: plan.challenge.ask_next,
}
ABSENT: dict[str, Callable[[Plan], Any]] = {"not": taken, "ask_not": lambda plan: plan.challenge.ask_next}
IN_WORDS = ("has", "lacks")


@pytest.mark.parametrize("situation", situations())
def test_a_situation_gets_the_plan_it_should(situation: Situation, library: Library) -> None:
    """The plan is as the sentence says."""
    answers = io.BytesIO(json.dumps(situation["answers"]).encode())
    read = read_answers(Given("-", stdin=answers), library)
    assert read.warnings == ()
    plan = make_plan(read.profile, library)
    assert told(plan, situation["plan"], library) == situation["plan"]


def told(plan: Plan, wanted: Situation, library: Library) -> dict[str, Any]:
    """Return what the plan says of everything in `wanted`, in the same shape."""
    result: dict[str, Any] = {}
    text = markdown(outline_plan(plan, library, "en")) if any(key in wanted for key in IN_WORDS) else ""
    for key, value in wanted.items():
        if key in SHOWN:
            result[key] = SHOWN[key](plan)
        elif key in AMONG:
            result[key] = [id for id in value if id in AMONG[key](plan)]
        elif key in ABSENT:
            result[key] = [id for id in value if id not in ABSENT[key](plan)]
        elif key == "passed":
            reasons = passed(plan)
            result[key] = {
                play: why if why in reasons.get(play, ()) else reasons.get(play) for play, why in value.items()
            }
        elif key in IN_WORDS:
            result[key] = [part for part in value if (part in text) is (key == "has")]
    return result


def test_every_guard_and_contradiction_has_its_situations(library: Library) -> None:
    """None can be added without a sentence that it fires in."""
    plans = [item.values[0]["plan"] for item in situations()]
    fired = {id for plan in plans for key in ("guards", "contradictions") for id in plan.get(key, ())}
    guards = {guard.rule.id for guard in library.guards}
    contradictions = {item["id"] for item in library.index["diagnosis"]["contradictions"]}
    assert guards | contradictions <= fired


def test_every_play_with_levels_is_first_in_one_situation_and_passed_over_in_another(library: Library) -> None:
    """None can be added without a business made for it and one that it is wrong for."""
    plans = [item.values[0]["plan"] for item in situations()]
    plays = {id for id, play in library.plays.items() if play.levels and not play.backbone}
    assert plays <= {plan.get("first") for plan in plans}
    assert plays <= {play for plan in plans for play in plan.get("passed", ())}
