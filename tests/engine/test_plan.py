"""The whole engine: one frozen object, the same every time, for any profile."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, build, example
from msgspec.structs import replace

from salesmode.business.profile import dump_answers
from salesmode.business.vocabulary import Segment
from salesmode.engine.plan import Plan, make_plan
from salesmode.intake.answers import Given, read_answers


def essence(plan: Plan) -> dict[str, Any]:
    """Return all that a plan decided, as plain values that can be compared."""
    selection = plan.selection
    return {
        "reading": (plan.business.diagnosis.mode, plan.business.diagnosis.motion, plan.business.diagnosis.confidence),
        "numbers": (plan.sizing.mismatches, plan.sizing.gap_analysis, plan.sizing.unit_economics),
        "levers": plan.sizing.levers,
        "findings": [(found.id, found.ground.id, found.figures, found.money) for found in plan.findings],
        "guards": [item.id for item in plan.guardrails.active],
        "moves": [(one.id, one.candidate.ground.id, one.worth, one.placement.start) for one in selection.moves],
        "together": (selection.worth, selection.near_ties, selection.for_goal, selection.forced),
        "not made": [(item.move, item.why, item.segment, item.detail, item.adds) for item in selection.rejections],
        "weeks": replace(plan.schedule, prepared=()),
        "checks": (plan.checks, plan.watch, plan.luck, plan.goal),
        "doubts": (plan.robustness.flips, plan.robustness.ask_next, plan.robustness.assumptions),
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_answers_make_the_same_plan(name: str) -> None:
    """Twice the same, also from answers written in another order."""
    profile = example(name)
    written = json.dumps(dict(reversed(dump_answers(profile).items()))).encode()
    shuffled = read_answers(Given("-", stdin=io.BytesIO(written)), LIBRARY)
    assert essence(make_plan(profile, LIBRARY)) == essence(make_plan(example(name), LIBRARY))
    assert essence(make_plan(profile, LIBRARY)) == essence(make_plan(shuffled, LIBRARY))


def test_the_order_of_a_list_of_options_changes_nothing() -> None:
    """Any-of answers are sets."""
    profile = example("hospital-system")
    turned = profile.replaced({"buying_steps": tuple(reversed(profile.buying_steps or ()))})
    assert essence(make_plan(profile, LIBRARY)) == essence(make_plan(turned, LIBRARY))


def test_a_plan_never_changes() -> None:
    """It is frozen."""
    plan = make_plan(build(), LIBRARY)
    with pytest.raises(AttributeError):
        plan.start = date(2027, 1, 4)  # type: ignore[misc]


def test_the_start_is_carried_and_changes_no_decision() -> None:
    """Weeks are relative; a date only names them."""
    profile = example("hospital-system")
    dated = make_plan(profile, LIBRARY, date(2027, 1, 4))
    assert dated.start == date(2027, 1, 4)
    assert essence(dated) == essence(make_plan(profile, LIBRARY))


def test_facts_are_the_answers_with_the_reading_added() -> None:
    """Conditions may ask for mode and motion."""
    plan = make_plan(example("hospital-system"), LIBRARY)
    assert (plan.facts["mode"], plan.facts["motion"]) == ("b2b", "considered")
    assert plan.facts["plan_hours_week"] == pytest.approx(64.5)
    assert "mode" not in make_plan(build(), LIBRARY).facts


def test_the_backbone_is_the_shared_plays() -> None:
    """What the meetings of every plan are made of."""
    plan = make_plan(build(buyer="organization"), LIBRARY)
    assert [play.id for play in plan.backbone] == [id for id in LIBRARY.plays if id.startswith("shared.")]


def test_the_hospital_s_plan_makes_a_few_moves_of_its_own_figures() -> None:
    """No guard overrides, each move made has a price or a reason, and one contradiction is named."""
    plan = make_plan(example("hospital-system"), LIBRARY)
    assert 4 <= len(plan.selection.moves) <= 6
    assert plan.selection.worth.contribution[1] > 0
    assert plan.guardrails.active == ()
    assert [rule.id for rule in plan.business.diagnosis.contradictions] == ["compliance_without_gatekeeper"]


def test_a_stage_that_the_figures_belie_is_not_the_one_the_plan_starts_from() -> None:
    """Promotion said to be at 3, 78% of orders discounted, margin as goal: stage 1 is in place; the answers stay."""
    snacks = example("snacks")
    plan = make_plan(snacks, LIBRARY)
    assert (snacks.maturity or {})["b2c.promotion"] == 3
    assert plan.business.given == snacks
    assert plan.business.profile == snacks.replaced({"maturity": {**(snacks.maturity or {}), "b2c.promotion": 1}})
    done = {item.move for item in plan.selection.rejections if item.why == "in_place"}
    assert {LIBRARY.moves[id].stage for id in done if LIBRARY.moves[id].play == "b2c.promotion"} <= {1}


# ------------------------------------------------------------------------------------------------------------- segments


def segmented(*segments: Segment, **answers: Any) -> Plan:
    """Return the plan of a business in segments."""
    return make_plan(build(**answers, segments=segments), LIBRARY)


HOTELS = Segment(name="Hotels", revenue_share=0.6, changes={"buyer": "organization", "decision_cycle": 90.0})
SHOPPERS = Segment(name="Shoppers", revenue_share=0.4, changes={"buyer": "individual", "decision_cycle": 0.1})


def test_a_segment_is_the_parent_with_its_own_answers_in_place() -> None:
    """Each segment's reading is its own, with what it does not change taken from the whole."""
    plan = segmented(HOTELS, SHOPPERS, need="standard")
    assert [(part.name, part.revenue_share, part.diagnosis.mode) for part in plan.business.segments] == [
        ("Hotels", 0.6, "b2b"),
        ("Shoppers", 0.4, "b2c"),
    ]
    assert all(part.diagnosis.facts["need"] == "standard" for part in plan.business.segments)
    assert all("segments" not in part.diagnosis.facts for part in plan.business.segments)


def test_a_segment_may_say_that_a_question_does_not_apply() -> None:
    """Then the parent's answer does not count there."""
    mute = Segment(name="Mute", not_applicable=frozenset({"buyer"}))
    plan = segmented(mute, buyer="organization")
    assert plan.business.segments[0].diagnosis.mode is None
    assert plan.business.diagnosis.mode == "b2b"


@pytest.mark.parametrize("answers", [{}, {"buyer": "organization"}], ids=["nothing on top", "one side on top"])
def test_segments_that_differ_make_the_whole_hybrid(answers: dict[str, Any]) -> None:
    """Design section 3: mode is `hybrid` when they differ."""
    assert segmented(HOTELS, SHOPPERS, **answers).business.diagnosis.mode == "hybrid"


# ---------------------------------------------------------------------------------------------------------------- stamp


def test_the_stamp_follows_the_answers() -> None:
    """The same answers, the same hash; one answer changed, another; what was only assumed does not count."""
    plan = make_plan(example("snacks"), LIBRARY)
    same = plan.stamp
    assert make_plan(example("snacks"), LIBRARY).stamp == same
    other = make_plan(example("snacks").replaced({"goal": "brand"}), LIBRARY)
    assert other.stamp.answers != same.answers
    assert same.library == LIBRARY.hash
    assumed = replace(build(), origins={"currency": "assumed"})
    euros = replace(assumed, currency="EUR")
    assert make_plan(assumed, LIBRARY).stamp == make_plan(euros, LIBRARY).stamp
