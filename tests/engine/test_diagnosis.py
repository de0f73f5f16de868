"""How customers buy: who pays and how, by the design's section 3, and the cases of the first document."""

from __future__ import annotations

import math
from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, Build, example
from helpers.reading import COMMITTEE, SHOPPER, logistic, read, total

from salesmode.engine.business import diagnosed
from salesmode.engine.plan import make_plan

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
    diagnosis = diagnosed(example(name).replaced(dict.fromkeys(silent)), LIBRARY)
    assert diagnosis.mode == mode
    assert diagnosis.motion in motions
    assert diagnosis.axes["mode"].verdict == "decided"


def test_no_answers_still_make_a_plan(profile: Build) -> None:
    """With nothing known the plan holds what to answer next, and no move is given a price."""
    plan = make_plan(profile(), LIBRARY)
    assert plan.business.diagnosis.mode is None
    assert [one.id for one in plan.selection.moves if one.candidate.claims] == []
    assert plan.sizing.gap_analysis is None
    assert plan.robustness.ask_next != ()
