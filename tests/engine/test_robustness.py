"""The advice held against itself: flips that really flip, questions that are really open, assumptions that are told."""

from __future__ import annotations

import io
import math
from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, build, example

from salesmode.business.profile import ANSWERS, Profile, specs
from salesmode.engine.business import diagnosed
from salesmode.engine.diagnosis import Diagnosis
from salesmode.engine.next_questions import MATURITY, advice_so_far
from salesmode.engine.plan import make_plan
from salesmode.engine.robustness import Robustness
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.terms import Band

EVIDENCE = LIBRARY.diagnosis.evidence
BORDERLINE: list[dict[str, Any]] = [
    {"decision_cycle": 10.0, "decision_makers": 2, "need": "configured", "deal_value": 900.0},
    {"business_revenue_share": 0.79, "decision_cycle": 30.0, "purchases_per_year": 5.0},
    {"buyer_kind": ("sole_trader",), "channels": ("stores", "events"), "buying_steps": ("quote", "in_store")},
    {"buyer": "both", "sold_through": ("retailers",), "own_brand": "private_label", "need": "standard"},
    {
        "purchase_drivers": ("brand", "roi"),
        "selling_motion": ("self_serve",),
        "relationship": "repeat",
        "customer_count": 60,
    },
]
PROFILES = [
    *((name, example(name)) for name in EXAMPLES),
    *((f"border-{i}", build(**x)) for i, x in enumerate(BORDERLINE)),
]
each_profile = pytest.mark.parametrize(
    "profile", [profile for _, profile in PROFILES], ids=[name for name, _ in PROFILES]
)


def challenged(profile: Profile) -> Robustness:
    """Return what is held against the advice."""
    return make_plan(profile, LIBRARY).robustness


def answered(text: str) -> Profile:
    """Return the profile of a file's text, with its origins."""
    return read_answers(Given(file="-", stdin=io.BytesIO(text.encode())), LIBRARY)


def changed(before: Diagnosis, after: Diagnosis) -> dict[str, str]:
    """Return what mode and motion became where they changed."""
    pairs = {"mode": (before.mode, after.mode), "motion": (before.motion, after.motion)}
    return {axis: new for axis, (old, new) in pairs.items() if new is not None and new != old}


def with_answer(profile: Profile, id: str, value: Any) -> Profile:
    """Return the profile with one answer changed."""
    return profile.replaced({id: tuple(sorted(value)) if isinstance(value, frozenset) else value})


# ----------------------------------------------------------------------------------------------------------- the flips


@each_profile
def test_every_flip_comes_true_when_the_answer_is_really_changed(profile: Profile) -> None:
    """Diagnose again with the one answer changed: they become what the flip says, and nothing else does."""
    before = diagnosed(profile, LIBRARY)
    for flip in challenged(profile).flips:
        ((id, value),) = flip.changes.items()
        assert getattr(profile, id) is not None
        after = diagnosed(with_answer(profile, id, value), LIBRARY)
        assert changed(before, after) == dict(flip.becomes), flip


@each_profile
def test_no_single_choice_that_flips_is_left_out(profile: Profile) -> None:
    """Try every option of every one-of answer: whatever changes the reading stands among the flips."""
    before = diagnosed(profile, LIBRARY)
    told = [(id, dict(flip.becomes)) for flip in challenged(profile).flips for id in flip.changes]
    for id in dict.fromkeys(item.answer for item in EVIDENCE):
        if specs()[id].kind == "one_of" and getattr(profile, id) is not None:
            for option in specs()[id].options:
                becomes = changed(before, diagnosed(with_answer(profile, id, option), LIBRARY))
                assert not becomes or (id, becomes) in told, (id, option)


@each_profile
def test_no_number_that_flips_is_left_out(profile: Profile) -> None:
    """A number just inside each band of each entry of diagnosis.yaml: whatever it turns is told for that answer."""
    before = diagnosed(profile, LIBRARY)
    told = [(id, dict(flip.becomes)) for flip in challenged(profile).flips for id in flip.changes]
    for item in EVIDENCE:
        id, answer = item.answer, getattr(profile, item.answer)
        for band in item.bands or () if answer is not None else ():
            edge = 1e9 if band.below is None else band.below
            if isinstance(edge, Band):
                edge = LIBRARY.currencies.bands[profile.currency or "USD"][edge.band]
            value = edge * 0.99 if not specs()[id].whole else max(1, int(edge) - 1)
            becomes = changed(before, diagnosed(with_answer(profile, id, value), LIBRARY))
            assert not becomes or (id, becomes) in told, (id, value, becomes)


def test_what_is_unknown_or_does_not_apply_is_no_flip() -> None:
    """Only answers that were given can be changed."""
    flips = challenged(build(buyer="organization", need="configured", decision_cycle="n/a")).flips
    assert {id for flip in flips for id in flip.changes} <= {"buyer", "need"}


def test_a_flip_is_an_answer_one_can_give() -> None:
    """Of at most three drivers, a fourth cannot be added."""
    profile = build(purchase_drivers=("service", "brand", "product_experience"))
    for flip in challenged(profile).flips:
        assert all(len(value) <= 3 for value in flip.changes.values()), flip


def test_a_flip_never_names_an_infinite_amount() -> None:
    """Kenyan shillings have no bands: there is no other band to move to."""
    flips = challenged(build(currency="BTN", deal_value=5000.0, need="configured", decision_makers=2)).flips
    assert [flip for flip in flips if math.inf in flip.changes.values()] == []


def test_the_hospital_flips_by_its_buyer_alone() -> None:
    """The sample plan says so: no change of one answer but `buyer` flips either."""
    assert {id for flip in challenged(example("hospital-system")).flips for id in flip.changes} == {"buyer"}


# ---------------------------------------------------------------------------------------------------------- to ask next


@each_profile
def test_only_open_answers_are_asked(profile: Profile) -> None:
    """Neither one that was given nor one that does not apply; none twice; at most eight."""
    asked = challenged(profile).ask_next
    open_ = {id for id in ANSWERS if getattr(profile, id) is None or id == MATURITY} - profile.not_applicable
    assert set(asked) <= open_  # levels of plays are asked for as long as one that could come first has none
    assert len(asked) == len(set(asked)) <= 8


def test_with_nothing_known_who_must_be_won_over_comes_among_the_first() -> None:
    """The answer that decides the mode, and the steps and cycle that decide the motion."""
    asked = challenged(build()).ask_next
    assert len(asked) == 8
    assert "buyer" in asked[:3]


def test_an_answer_expected_to_change_less_than_the_least_worth_an_answer_is_not_asked() -> None:
    """The order is that of what each is worth, up to eight of those that are worth it."""
    least = LIBRARY.settings.next_questions.least_value
    for _, profile in PROFILES:
        value = advice_so_far(profile, LIBRARY).information_value
        asked = challenged(profile).ask_next
        assert list(asked) == [id for id in value if value[id] >= least][:8]


def test_what_a_move_waits_for_is_asked_until_it_is_answered() -> None:
    """Whether silent customers are rung hangs on how often they order, which is still open."""
    firm: dict[str, Any] = {
        "buyer": "organization", "relationship": "repeat", "customer_count": 130, "deal_value": 900.0,
        "decision_cycle": 20.0, "need": "standard", "gross_margin": 0.4, "buying_steps": ("quote",),
    }  # fmt: skip
    assert "purchases_per_year" in challenged(build(**firm)).ask_next
    assert "purchases_per_year" not in challenged(build(**firm, purchases_per_year=6.0)).ask_next
    assert "purchases_per_year" not in challenged(build(**firm, purchases_per_year="n/a")).ask_next


# ---------------------------------------------------------------------------------------------------------- assumptions


def told(profile: Profile) -> dict[str, tuple[Any, str]]:
    """Return every assumption: its value and kind, by id."""
    return {item.id: (item.value, item.kind) for item in challenged(profile).assumptions}


def test_a_currency_nobody_gave_is_told() -> None:
    """Assumed without a region, derived with one, not told when given."""
    assert told(answered("buyer: both"))["currency"] == ("USD", "assumed")
    assert told(answered("region: JP"))["currency"] == ("JPY", "derived")
    assert "currency" not in told(answered("currency: EUR"))


def test_a_horizon_and_a_team_nobody_gave_are_told() -> None:
    """A quarter, and one founder with eight hours a week."""
    found = told(answered("buyer: organization"))
    assert found["horizon_weeks"] == (13, "assumed")
    assert found["team"] == (8.0, "assumed")
    given = told(answered("horizon_weeks: 20\nteam: [{role: sales, people: 1, plan_hours: 4}]"))
    assert {"horizon_weeks", "team", "plan_hours.sales"} & set(given) == set()


def test_shares_of_hours_are_told_by_role() -> None:
    """The hospital stated no plan hours: four roles, 64.5 hours in all."""
    found = told(example("hospital-system"))
    hours = {id: value for id, (value, _) in found.items() if id.startswith("plan_hours.")}
    assert hours == {
        "plan_hours.founder": pytest.approx(4.5),
        "plan_hours.sales": pytest.approx(32),
        "plan_hours.marketing": pytest.approx(12),
        "plan_hours.customer_success": pytest.approx(16),
    }


@each_profile
def test_what_each_move_made_is_taken_to_achieve_is_told(profile: Profile) -> None:
    """For every effect that holds here of every move of the plan: low, likely, high, as its file has them."""
    plan = make_plan(profile, LIBRARY)
    found = {item.id: item.value for item in plan.robustness.assumptions}
    effects = [
        (one, effect)
        for one in plan.selection.moves
        for effect in one.candidate.move.effects
        if effect.test(one.candidate.facts)
    ]
    assert len([id for id in found if id.startswith("effect.")]) == len(effects)
    for one, effect in effects:
        assert found[f"effect.{one.id}.{effect.lever}"] == (effect.low, effect.likely, effect.high)
    kinds = ("own", "measured", "derived", "benchmark", "assumed")
    assert all(item.kind in kinds for item in plan.robustness.assumptions)
    assert len(found) == len(plan.robustness.assumptions)


# ------------------------------------------------------------------------------------------------------------- readings


def test_declared_is_what_the_owner_says() -> None:
    """And nothing where nothing was said."""
    assert challenged(build(declared_mode="hybrid", buyer="organization")).readings["declared"].mode == "hybrid"
    silent = challenged(build(buyer="organization")).readings["declared"]
    assert (silent.mode, silent.because) == (None, ())


def test_behaviour_leaves_out_what_was_merely_said() -> None:
    """Who the owner says must be won over does not touch it; how they buy does."""
    shopper: dict[str, Any] = {
        "decision_makers": 1,
        "decision_cycle": 0.01,
        "buying_steps": ("browse_and_pay", "in_store"),
    }
    behaviour = challenged(
        build(buyer="organization", declared_mode="b2b", business_revenue_share=1.0, **shopper)
    ).readings["behaviour"]
    assert (behaviour.mode, behaviour.motion) == ("b2c", "fast")
    assert set(behaviour.because) <= set(shopper)
    assert challenged(build(buyer="organization")).readings["behaviour"].mode is None


@pytest.mark.parametrize(("value", "motion"), [(20_000, "considered"), (19_999, "mixed"), (50, "mixed"), (49, "fast")])
def test_economics_says_which_way_of_selling_a_first_year_carries(value: float, motion: str) -> None:
    """From the high band on visits can be paid, below the small one only a sale without a person."""
    reading = challenged(build(deal_value=float(value * 2), purchases_per_year=1.0, gross_margin=0.5)).readings[
        "economics"
    ]
    assert (reading.mode, reading.motion) == (None, motion)
    assert "first_year_contribution" in reading.because


def test_without_a_contribution_economics_says_nothing() -> None:
    """No margin, or a currency without bands: no reading, and no reason."""
    for answers in (
        {"deal_value": 9.0},
        {"deal_value": 9.0, "purchases_per_year": 1.0, "gross_margin": 0.5, "currency": "GMD"},
    ):
        reading = challenged(build(**answers)).readings["economics"]
        assert (reading.motion, reading.because) == (None, ())


def test_the_economics_name_the_cost_of_winning_only_where_it_was_stated() -> None:
    """Hours that a way of selling takes are no answer."""
    answers: dict[str, Any] = {"buyer": "organization", "deal_value": 1000.0, "relationship": "one_off",
                               "gross_margin": 0.4, "win_rate": 0.25, "selling_motion": ("field_sales",)}  # fmt: skip
    without, with_cost = (make_plan(build(**answers, **more), LIBRARY) for more in ({}, {"cac": 90.0}))
    assert without.sizing.unit_economics
    assert without.robustness.readings["economics"].because == ("first_year_contribution",)
    assert with_cost.robustness.readings["economics"].because == ("first_year_contribution", "cac")
