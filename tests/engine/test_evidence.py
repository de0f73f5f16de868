"""The evidence of a diagnosis: how it adds up, in which dimension it speaks, what it demands and contradicts."""

from __future__ import annotations

import math
from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, example
from helpers.reading import CAPS, COMMITTEE, RULES, logistic, read, total

from salesmode.engine.business import diagnosed
from salesmode.engine.diagnosis import read_mode, scales

# ----------------------------------------------------------------------------------------------------- the arithmetic


def test_evidence_that_cancels_out_leaves_the_other_side_as_runner_up() -> None:
    """As likely the one as the other: never the reading itself beside the reading."""
    axis = read_mode(scales(LIBRARY), {("mode", "deal"): 1.0, ("mode", "decision"): -1.0}, {})
    assert {axis.reading, axis.runner_up} == {"b2b", "b2c"}
    assert (axis.confidence, axis.verdict) == (0.5, "undecided")


def test_no_evidence_gives_no_reading() -> None:
    """Null and undecided, confidence nought, no demands on capability."""
    diagnosis = read()
    assert (diagnosis.mode, diagnosis.motion, diagnosis.verdict, diagnosis.confidence) == (None, None, "undecided", 0.0)
    assert diagnosis.capability_gap == ()


def test_what_does_not_apply_is_no_evidence() -> None:
    """A question that does not apply says nothing about how people buy."""
    diagnosis = read(decision_cycle="n/a", buyer_kind="n/a", buyer="n/a", business_revenue_share="n/a")
    assert (diagnosis.mode, diagnosis.motion) == (None, None)
    assert all(not item.reasons for item in diagnosis.dimensions)


@pytest.mark.parametrize("neutral", [{"own_brand": "own"}, {"channels": ()}, {"outside_voice": "none"}], ids=str)
def test_an_answer_that_says_nothing_about_who_pays_is_no_reading(neutral: dict[str, Any]) -> None:
    """A maker of its own brand is not thereby a seller to consumers: without evidence the mode is null."""
    assert read(**neutral).mode is None


def test_an_amount_without_bands_says_nothing() -> None:
    """Five billion Bhutanese ngultrum an order are no shopper's basket; without bands the amount is no evidence."""
    diagnosis = read(currency="BTN", deal_value=5e9)
    assert (diagnosis.mode, diagnosis.motion) == (None, None)


def test_evidence_for_one_axis_only_reads_that_axis_only() -> None:
    """Orders a year say nothing about who pays."""
    diagnosis = read(purchases_per_year=30.0)
    assert diagnosis.mode is None
    assert diagnosis.motion == "fast"
    assert diagnosis.verdict == "undecided"


def test_position_is_the_tanh_of_half_the_log_odds() -> None:
    """`buyer: organization` alone weighs five: tanh(2.5) = .9866."""
    assert read(buyer="organization").axes["mode"].position == pytest.approx(0.986614, abs=1e-6)


@pytest.mark.parametrize("name", EXAMPLES)
def test_positions_can_be_added_up_from_the_reasons_shown(name: str) -> None:
    """What is printed as reasons is all there is: clipped by dimension, added, halved, tanh."""
    diagnosis = diagnosed(example(name), LIBRARY)
    for axis in ("mode", "motion"):
        assert diagnosis.axes[axis].position == pytest.approx(math.tanh(total(diagnosis, axis) / 2))
    for item in diagnosis.dimensions:
        for axis, shown in (("mode", item.position), ("motion", item.motion_position)):
            weight = sum(reason.weight for reason in item.reasons if reason.axis == axis)
            cap = CAPS[axis].get(item.id, 0.0)
            assert shown == pytest.approx(math.tanh(max(-cap, min(cap, weight)) / 2))


def test_five_answers_on_one_thing_do_not_count_five_times() -> None:
    """Once a dimension is at its cap, more of the same moves nothing; another dimension does."""
    steps = ("tender",)  # 2.0: the cap of the decision dimension for who pays
    more = (*steps, "supplier_registration", "framework_agreement", "pilot", "implementation")
    one = read(buying_steps=steps).axes["mode"]
    five = read(buying_steps=more, decision_makers=9, decision_cycle=300.0).axes["mode"]
    assert one.position == five.position == pytest.approx(math.tanh(1.0))
    assert one.confidence == five.confidence
    assert read(buying_steps=steps, relationship="multi_year_contract").axes["mode"].position > one.position


@pytest.mark.parametrize(
    ("answers", "log_odds", "verdict"),
    [
        ({"buyer_kind": ("large_company",)}, 3.0, "decided"),
        ({"decision_makers": 4}, 1.0, "leaning"),
        ({"customer_count": 20}, 0.4, "undecided"),
        ({"buyer_kind": ("household",)}, -3.0, "decided"),
    ],
    ids=str,
)
def test_confidence_is_the_probability_of_the_reading(answers: dict[str, Any], log_odds: float, verdict: str) -> None:
    """Nine in ten is decided, seven in ten leaning, less undecided."""
    axis = read(**answers).axes["mode"]
    assert axis.confidence == pytest.approx(logistic(abs(log_odds)))
    assert axis.verdict == verdict


@pytest.mark.parametrize(("count", "log_odds"), [(49, 0.4), (50, 0.3), (499, 0.3), (500, 0.0)])
def test_a_band_ends_below_its_edge(count: int, log_odds: float) -> None:
    """Fifty active buyers are no longer fewer than fifty."""
    assert read(customer_count=count).axes["mode"].position == pytest.approx(math.tanh(log_odds / 2))


def test_the_weaker_axis_stands_on_top() -> None:
    """Who pays is decided and how is not: the whole is not."""
    diagnosis = read(buyer="organization", need="configured")
    mode, motion = diagnosis.axes["mode"], diagnosis.axes["motion"]
    assert (mode.verdict, motion.verdict) == ("decided", "undecided")
    assert diagnosis.verdict == "undecided"
    assert diagnosis.confidence == min(mode.confidence, motion.confidence) == motion.confidence


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_top_is_the_weaker_of_the_axes_for_every_example(name: str) -> None:
    """Confidence is the smaller one, and its verdict goes with it."""
    diagnosis = diagnosed(example(name), LIBRARY)
    weaker = min(diagnosis.axes.values(), key=lambda axis: axis.confidence)
    assert (diagnosis.confidence, diagnosis.verdict) == (weaker.confidence, weaker.verdict)


# ------------------------------------------------------------------------------ dimensions, capability, contradictions


def test_every_answer_speaks_within_its_dimension() -> None:
    """Five dimensions in the document's order; each holds its own reasons, strongest first, with a source."""
    diagnosis = diagnosed(example("hospital-system"), LIBRARY)
    assert [item.id for item in diagnosis.dimensions] == ["customer", "logic", "decision", "deal", "relationship"]
    known = LIBRARY.sources
    for item in diagnosis.dimensions:
        weights = [abs(reason.weight) for reason in item.reasons]
        assert weights == sorted(weights, reverse=True)
        assert all(reason.dimension == item.id and reason.source in known for reason in item.reasons)
    decision = next(item for item in diagnosis.dimensions if item.id == "decision")
    assert {reason.answer for reason in decision.reasons} == {
        "decision_cycle", "decision_makers", "decision_roles", "buying_steps",
    }  # fmt: skip


def test_capability_is_held_against_what_the_way_of_buying_demands() -> None:
    """Seven capabilities, the demand of considered selling to organisations, and unknown levels as unknown."""
    diagnosis = read(buyer="organization", **COMMITTEE, capability={"negotiation": 1})
    needs = {need.id: need for need in diagnosis.capability_gap}
    assert len(needs) == 7
    assert (needs["negotiation"].demanded, needs["negotiation"].level) == (3, 1)
    assert needs["solution_design"].level is None
    assert needs["emotional_engagement"].demanded == RULES.capability.considered_b2b["emotional_engagement"]


def test_selling_to_both_demands_the_higher_of_both() -> None:
    """Hybrid takes the larger demand of either side; mixed that of either way."""
    table = RULES.capability
    both = read(buyer="both", **COMMITTEE)
    assert both.mode == "hybrid"
    for need in both.capability_gap:
        assert need.demanded == max(table.considered_b2b[need.id], table.considered_b2c[need.id])
    mixed = read(buyer="organization", decision_cycle=30.0, purchases_per_year=12.0)
    assert mixed.motion == "mixed"
    for need in mixed.capability_gap:
        assert need.demanded == max(table.considered_b2b[need.id], table.fast_b2b[need.id])


CONTRADICTIONS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("committee_in_a_day", {"decision_cycle": 1.0, "decision_makers": 6}, {"decision_cycle": 30.0}),
    ("tender_in_a_week", {"decision_cycle": 7.0, "buying_steps": ("tender",)}, {"buying_steps": ("quote",)}),
    ("margin_goal_paid_on_signature", {"goal": "margin", "paid_on": "signed"}, {"paid_on": "margin"}),
    ("retention_goal_paid_on_new", {"goal": "retention", "paid_on": "signed"}, {"paid_on": "cash_in"}),
    ("says_b2b_sells_to_people", {"declared_mode": "b2b", "buyer": "individual"}, {"declared_mode": "b2c"}),
    ("says_b2c_sells_to_organisations", {"declared_mode": "b2c", "buyer": "organization"}, {"declared_mode": "b2b"}),
    (
        "compliance_without_gatekeeper",
        {"purchase_drivers": ("compliance",), "decision_roles": ("decider",)},
        {"decision_roles": ("gatekeeper",)},
    ),
    ("margin_goal_mostly_discounted", {"goal": "margin", "discount_share": 0.5}, {"discount_share": 0.49}),
    (
        "promotion_mastered_mostly_discounted",
        {"goal": "margin", "discount_share": 0.5, "maturity": {"b2c.promotion": 2}},
        {"maturity": {"b2c.promotion": 1}},
    ),
    ("idea_with_revenue", {"stage": "idea", "revenue": 9000.0}, {"stage": "launch"}),
    ("one_off_that_repeats", {"relationship": "one_off", "purchases_per_year": 4.0}, {"purchases_per_year": 1.0}),
]


@pytest.mark.parametrize(("id", "answers", "mended"), CONTRADICTIONS, ids=[item[0] for item in CONTRADICTIONS])
def test_answers_that_contradict_each_other_are_named(id: str, answers: dict[str, Any], mended: dict[str, Any]) -> None:
    """Both answers, and the contradiction stands; one mended, and it is gone; one unknown, and it was never there."""
    assert id in [rule.id for rule in read(**answers).contradictions]
    assert id not in [rule.id for rule in read(**{**answers, **mended}).contradictions]
    for answer in answers:
        assert id not in [rule.id for rule in read(**{**answers, answer: None}).contradictions]
