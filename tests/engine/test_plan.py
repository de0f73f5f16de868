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
    return {
        "reading": (plan.business.diagnosis.mode, plan.business.diagnosis.motion, plan.business.diagnosis.confidence),
        "numbers": (
            plan.sizing.mismatches,
            plan.sizing.gap_analysis,
            plan.sizing.bottleneck,
            plan.sizing.unit_economics,
        ),
        "levers": [(item.id, item.worth, item.run_rate) for item in plan.sizing.levers],
        "guards": [item.id for item in plan.guardrails.active],
        "plays": [(one.play.id, one.score, one.terms) for one in (*plan.selection.now, *plan.selection.next)],
        "not now": list(plan.selection.not_now),
        "weeks": [(slot.action.id, slot.role, slot.start, slot.end, slot.cash) for slot in plan.schedule.slots],
        "cut": [(cut.action.id, cut.why, cut.detail) for cut in plan.schedule.cut],
        "doubts": (plan.robustness.flips, plan.robustness.ask_next, plan.robustness.assumptions),
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_answers_make_the_same_plan(name: str) -> None:
    """Twice the same, also from answers written in another order."""
    profile = example(name)
    written = json.dumps(dict(reversed(dump_answers(profile).items()))).encode()
    shuffled = read_answers(Given("-", stdin=io.BytesIO(written)), LIBRARY).profile
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
    assert plan.facts["plan_hours_week"] == pytest.approx(33.75)
    assert "mode" not in make_plan(build(), LIBRARY).facts


def test_the_backbone_is_the_shared_plays() -> None:
    """What every plan stands on, and what no slot is taken for."""
    plan = make_plan(build(buyer="organization"), LIBRARY)
    assert [play.id for play in plan.backbone] == [id for id in LIBRARY.plays if id.startswith("shared.")]
    assert not any(one.play.backbone for one in (*plan.selection.now, *plan.selection.next))


def test_the_hospital_s_plan_takes_value_selling_first() -> None:
    """As in the sample: three plays are allowed, value and ROI selling leads, nothing overrides."""
    plan = make_plan(example("hospital-system"), LIBRARY)
    assert plan.selection.slots == 3
    assert plan.selection.now[0].play.id == "b2b.value"
    assert (plan.selection.now[0].level_now, plan.selection.now[0].level.number) == (1, 2)
    assert plan.guardrails.active == ()
    assert [rule.id for rule in plan.business.diagnosis.contradictions] == ["compliance_without_gatekeeper"]


def test_a_level_that_the_figures_belie_is_not_the_one_the_plan_starts_from() -> None:
    """Promotion said to be at 3, 78 % of orders discounted, margin as goal: level 2 comes next; the answers stay."""
    snacks = example("snacks")
    plan = make_plan(snacks, LIBRARY)
    first = plan.selection.now[0]
    assert (snacks.maturity or {})["b2c.promotion"] == 3
    assert (first.play.id, first.level_now, first.level.number) == ("b2c.promotion", 1, 2)
    assert plan.business.given == snacks
    assert plan.business.profile == snacks.replaced({"maturity": {**(snacks.maturity or {}), "b2c.promotion": 1}})


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
