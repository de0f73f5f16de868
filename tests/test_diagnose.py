"""How customers buy: each rule of the design's section 3, and the cases of the first document."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest
from conftest import EXAMPLES, LIBRARY, Build, build, example

from salesmode.diagnose import Diagnosis, read_mode, scales
from salesmode.plan import make_plan, read_business

RAW = LIBRARY.index["diagnosis"]
CAPS: Mapping[str, Mapping[str, float]] = RAW["caps"]

# Bought the considered way by organisations, whatever `buyer` may say.
COMMITTEE: dict[str, Any] = {
    "decision_makers": 7,
    "decision_cycle": 240.0,
    "need": "tailored",
    "buying_steps": ("tender", "pilot", "contract_negotiation"),
    "purchase_drivers": ("roi", "compliance"),
    "selling_motion": ("field_sales",),
}
# Bought in minutes by one person.
SHOPPER: dict[str, Any] = {
    "decision_makers": 1,
    "decision_cycle": 0.01,
    "need": "standard",
    "buying_steps": ("browse_and_pay",),
    "purchase_drivers": ("emotion", "price_deals"),
    "selling_motion": ("self_serve", "live_commerce"),
}


def read(**answers: Any) -> Diagnosis:
    """Return the reading of a few answers."""
    return read_business(build(**answers), LIBRARY)


def logistic(x: float) -> float:
    """Return the probability that log-odds stand for."""
    return 1 / (1 + math.exp(-x))


def total(diagnosis: Diagnosis, axis: str) -> float:
    """Return the log-odds of an axis, added up from the reasons shown: clipped by dimension, then summed."""
    result = 0.0
    for dimension, cap in CAPS[axis].items():
        own = next(item for item in diagnosis.dimensions if item.id == dimension)
        weight = sum(reason.weight for reason in own.reasons if reason.axis == axis)
        result += max(-cap, min(cap, weight))
    return result


# ------------------------------------------------------------------------------------------------------------ who pays


@pytest.mark.parametrize("behaviour", [{}, COMMITTEE, SHOPPER], ids=["nothing", "committee", "shopper"])
def test_the_buyer_decides_who_pays(behaviour: dict[str, Any]) -> None:
    """However people buy, the one who must be won over is the mode."""
    assert read(buyer="organization", **behaviour).mode == "b2b"
    assert read(buyer="individual", **behaviour).mode == "b2c"


def test_how_they_buy_makes_the_buyer_answer_less_sure_but_never_turns_it() -> None:
    """Shoppers' behaviour under an organisation lowers confidence, down to an even chance, and the mode stays."""
    against, for_it = read(buyer="organization", **SHOPPER), read(buyer="organization", **COMMITTEE)
    assert against.mode == "b2b"
    assert 0.5 <= against.axes["mode"].confidence < for_it.axes["mode"].confidence


@pytest.mark.parametrize(
    ("buyer", "share"), [("organization", 0.49), ("organization", 0.0), ("individual", 0.51), ("individual", 1.0)]
)
def test_over_half_of_revenue_on_the_other_side_is_a_contradiction_read_as_both(buyer: str, share: float) -> None:
    """It is read hybrid, leaning, and named."""
    diagnosis = read(buyer=buyer, business_revenue_share=share)
    assert diagnosis.mode == "hybrid"
    assert diagnosis.axes["mode"].verdict == "leaning"
    assert [rule.id for rule in diagnosis.contradictions] == [
        "organisation_with_consumer_revenue" if buyer == "organization" else "individual_with_business_revenue"
    ]


@pytest.mark.parametrize(("buyer", "mode"), [("organization", "b2b"), ("individual", "b2c")])
def test_exactly_half_is_not_over_half(buyer: str, mode: str) -> None:
    """At one half the buyer answer stands."""
    assert read(buyer=buyer, business_revenue_share=0.5).mode == mode


@pytest.mark.parametrize("buyer", ["organization", "individual"])
def test_at_exactly_half_no_contradiction_is_named(buyer: str) -> None:
    """The text and the reading agree about where the contradiction begins."""
    assert read(buyer=buyer, business_revenue_share=0.5).contradictions == ()


@pytest.mark.parametrize("buyer", [None, "both"])
@pytest.mark.parametrize(
    ("share", "mode"),
    [(1.0, "b2b"), (0.81, "b2b"), (0.8, "hybrid"), (0.5, "hybrid"), (0.2, "hybrid"), (0.19, "b2c"), (0.0, "b2c")],
)
def test_the_share_of_revenue_decides_between_the_sides(buyer: str | None, share: float, mode: str) -> None:
    """Above .8 organisations, below .2 individuals, both in between."""
    assert read(buyer=buyer, business_revenue_share=share).mode == mode


@pytest.mark.parametrize("share", [0.79, 0.21])
def test_beside_a_share_boundary_the_reading_is_not_decided(share: float) -> None:
    """A hundredth from the boundary is nearly even: logistic of thirty times the distance."""
    axis = read(business_revenue_share=share).axes["mode"]
    assert axis.margin == pytest.approx(0.01)
    assert axis.confidence == pytest.approx(logistic(0.3))
    assert axis.verdict == "undecided"


def test_within_both_the_sign_of_the_position_says_which_side_leads() -> None:
    """More revenue from organisations puts the position above nought."""
    assert read(buyer="both", business_revenue_share=0.7).axes["mode"].position > 0
    assert read(buyer="both", business_revenue_share=0.3).axes["mode"].position < 0


@pytest.mark.parametrize("route", ["distributors", "retailers", "online_retailers"])
def test_with_resellers_in_between_the_buyer_still_decides(route: str) -> None:
    """Won over individuals: b2c. Both and the own brand: hybrid. Private label: b2b."""
    between = {"sold_through": (route,)}
    assert read(buyer="individual", own_brand="own", **between).mode == "b2c"
    assert read(buyer="both", own_brand="own", **between).mode == "hybrid"
    assert read(buyer="both", own_brand="private_label", **between).mode == "b2b"


def test_neither_buyer_nor_share_known_is_read_from_how_they_buy() -> None:
    """A committee is read as organisations, a shopper as an individual, with the confidence of the evidence."""
    for behaviour, mode, sign in ((COMMITTEE, "b2b", 1), (SHOPPER, "b2c", -1)):
        diagnosis = read(**behaviour)
        axis = diagnosis.axes["mode"]
        assert diagnosis.mode == mode
        assert axis.confidence == pytest.approx(logistic(sign * total(diagnosis, "mode")))


@pytest.mark.parametrize(
    "kind",
    [
        "small_business",
        "sole_trader",
    ],
)
def test_shopkeepers_and_sole_traders_are_organisations_that_may_buy_fast(kind: str) -> None:
    """They buy to earn, and in minutes."""
    diagnosis = read(
        buyer_kind=(kind,), decision_makers=1, decision_cycle=0.1, buying_steps=("browse_and_pay",), need="standard"
    )
    assert (diagnosis.mode, diagnosis.motion) == ("b2b", "fast")


# ------------------------------------------------------------------------------------------------------- how they buy


def test_a_committee_considers_and_a_shopper_is_fast() -> None:
    """The two ends of the second axis, both decided."""
    for behaviour, motion in ((COMMITTEE, "considered"), (SHOPPER, "fast")):
        axis = read(**behaviour).axes["motion"]
        assert (axis.reading, axis.verdict) == (motion, "decided")


def test_who_pays_and_how_are_two_questions() -> None:
    """Organisations may be fast, individuals may consider."""
    fast, slow = read(buyer="organization", **SHOPPER), read(buyer="individual", **COMMITTEE)
    assert (fast.mode, fast.motion) == ("b2b", "fast")
    assert (slow.mode, slow.motion) == ("b2c", "considered")


@pytest.mark.parametrize(
    ("days", "orders", "motion"),
    [(14, 6, "mixed"), (90, 12, "mixed"), (13.9, 6, "considered"), (14, 5.9, "considered")],
)
def test_won_slowly_and_reordered_fast_is_mixed(days: float, orders: float, motion: str) -> None:
    """Fourteen days and six orders a year are enough; a shade less of either is not."""
    rest = {"need": "tailored", "decision_makers": 5, "buying_steps": ("quote", "sample", "site_visit_or_audit")}
    assert read(decision_cycle=days, purchases_per_year=orders, **rest).motion == motion


def test_a_position_near_the_middle_is_mixed() -> None:
    """Inside a fifth of the middle it is neither fast nor considered."""
    diagnosis = read(decision_cycle=10.0)  # +0.3 in log-odds: position tanh(.15) = .149
    axis = diagnosis.axes["motion"]
    assert axis.position == pytest.approx(math.tanh(0.15))
    assert (axis.reading, axis.verdict) == ("mixed", "undecided")
    assert axis.margin == pytest.approx(0.2 - math.tanh(0.15))


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
    """Five billion Kenyan shillings an order are no shopper's basket; without bands the amount is no evidence."""
    diagnosis = read(currency="KES", deal_value=5e9)
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
    diagnosis = read_business(example(name), LIBRARY)
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
    diagnosis = read_business(example(name), LIBRARY)
    weaker = min(diagnosis.axes.values(), key=lambda axis: axis.confidence)
    assert (diagnosis.confidence, diagnosis.verdict) == (weaker.confidence, weaker.verdict)


# ------------------------------------------------------------------------------ dimensions, capability, contradictions


def test_every_answer_speaks_within_its_dimension() -> None:
    """Five dimensions in the document's order; each holds its own reasons, strongest first, with a source."""
    diagnosis = read_business(example("hospital-system"), LIBRARY)
    assert [item.id for item in diagnosis.dimensions] == ["customer", "logic", "decision", "deal", "relationship"]
    known = LIBRARY.index["sources"]
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
    assert needs["emotional_engagement"].demanded == RAW["capability"]["considered_b2b"]["emotional_engagement"]


def test_selling_to_both_demands_the_higher_of_both() -> None:
    """Hybrid takes the larger demand of either side; mixed that of either way."""
    table = RAW["capability"]
    both = read(buyer="both", **COMMITTEE)
    assert both.mode == "hybrid"
    for need in both.capability_gap:
        assert need.demanded == max(table["considered_b2b"][need.id], table["considered_b2c"][need.id])
    mixed = read(buyer="organization", decision_cycle=30.0, purchases_per_year=12.0)
    assert mixed.motion == "mixed"
    for need in mixed.capability_gap:
        assert need.demanded == max(table["considered_b2b"][need.id], table["fast_b2b"][need.id])


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
    ("one_off_that_repeats", {"relationship": "one_off", "purchases_per_year": 4.0}, {"purchases_per_year": 1.0}),
]


@pytest.mark.parametrize(("id", "answers", "mended"), CONTRADICTIONS, ids=[item[0] for item in CONTRADICTIONS])
def test_answers_that_contradict_each_other_are_named(id: str, answers: dict[str, Any], mended: dict[str, Any]) -> None:
    """Both answers, and the contradiction stands; one mended, and it is gone; one unknown, and it was never there."""
    assert id in [rule.id for rule in read(**answers).contradictions]
    assert id not in [rule.id for rule in read(**{**answers, **mended}).contradictions]
    for answer in answers:
        assert id not in [rule.id for rule in read(**{**answers, answer: None}).contradictions]


# ------------------------------------------------------------------------------------------------ the document's cases

CASES = {
    "industrial-robots": ("b2b", {"considered"}),
    "hospital-system": ("b2b", {"considered"}),
    "enterprise-software": ("b2b", {"considered"}),
    "appliances": ("b2c", {"considered", "mixed"}),  # compared for weeks, by two people
    "infant-formula": ("b2c", {"fast", "mixed"}),  # the first tin slowly, then every month
    "clothing": ("b2c", {"fast"}),
    "coffee-chain": ("b2c", {"fast"}),
    "commerce-platform": ("b2c", {"fast"}),
    "cosmetics": ("b2c", {"fast"}),
    "smartphones": ("b2c", {"fast"}),
    "snacks": ("b2c", {"fast"}),
}


def test_every_case_of_the_document_has_its_example() -> None:
    """Eleven cases, none without an expectation."""
    assert set(CASES) <= set(EXAMPLES)
    assert len(CASES) == 11


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    "silent",
    [(), ("declared_mode",), ("buyer", "business_revenue_share", "declared_mode")],
    ids=["all", "undeclared", "behaviour"],
)
def test_the_document_s_cases_read_as_the_document_says(name: str, silent: tuple[str, ...]) -> None:
    """With every answer, without what the owner says it is, and from behaviour alone."""
    mode, motions = CASES[name]
    diagnosis = read_business(example(name).replaced(dict.fromkeys(silent)), LIBRARY)
    assert diagnosis.mode == mode
    assert diagnosis.motion in motions
    assert diagnosis.axes["mode"].verdict == "decided"


def test_no_answers_still_make_a_plan(profile: Build) -> None:
    """With nothing known the plan holds what to answer next, and nothing is invented."""
    plan = make_plan(profile(), LIBRARY)
    assert plan.diagnosis.mode is None
    assert plan.choice.now == ()
    assert plan.weighing.coverage is None
    assert plan.challenge.ask_next != ()
