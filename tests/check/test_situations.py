"""Sentences of behaviour that stand beside the knowledge: businesses in a few answers, and what their plan must say."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARY

from salesmode.check.situations import KEYS, Situation, profile_of, situations, told
from salesmode.engine.plan import make_plan
from salesmode.knowledge.files import read_folder
from salesmode.knowledge.library import Library

SITUATIONS = [*situations(read_folder(LIBRARY.folder))]


def named() -> list[Any]:
    """Return every situation with its file and sentence for a name."""
    return [pytest.param(one, id=f"{one.document.name}: {one.says}") for one in SITUATIONS]


@pytest.mark.parametrize("situation", named())
def test_a_situation_gets_the_plan_it_should(situation: Situation, library: Library) -> None:
    """The plan is as the sentence says."""
    assert situation.plan.keys() <= KEYS
    plan = make_plan(profile_of(situation, library), library)
    assert told(plan, situation.plan, library) == situation.plan


def test_every_guard_and_contradiction_has_its_situations(library: Library) -> None:
    """None can be added without a sentence that it fires in."""
    fired = {id for one in SITUATIONS for key in ("guards", "contradictions") for id in one.plan.get(key, ())}
    guards = {guard.rule.id for guard in library.guards}
    contradictions = {item["id"] for item in library.index["diagnosis"]["contradictions"]}
    assert guards | contradictions <= fired


def test_every_play_with_levels_is_first_in_one_situation_and_passed_over_in_another(library: Library) -> None:
    """None can be added without a business made for it and one that it is wrong for."""
    plays = {id for id, play in library.plays.items() if play.levels and not play.backbone}
    assert plays <= {one.plan.get("first") for one in SITUATIONS}
    assert plays <= {play for one in SITUATIONS for play in one.plan.get("passed", ())}
