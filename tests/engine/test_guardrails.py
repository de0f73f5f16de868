"""What overrides everything: each threshold on both sides, the order, vetoes, and the one play that comes first."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARY, build, raw_action, raw_level, raw_play, small_library, text
from helpers.sizing import FUNNEL

from salesmode.engine.guardrails import Guardrails
from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.selection import Selection
from salesmode.knowledge.library import Library

ORDER = [
    "not_allowed", "cash", "no_fit_yet", "loses_on_trade_orders", "loses_on_orders", "slow_money", "leak",
    "one_customer", "full_house",
]  # fmt: skip

# Guard, answers under which it holds, and the same a shade to the other side: thresholds of guards.yaml.
THRESHOLDS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("not_allowed", {"industry": "infant_formula"}, {"industry": "food_drink"}),
    ("cash", {"cash_months": 3.0}, {"cash_months": 3.1}),
    ("no_fit_yet", {"stage": "idea", "customer_count": 10}, {"stage": "idea", "customer_count": 11}),
    ("no_fit_yet", {"stage": "launch", "customer_count": 0}, {"stage": "growth", "customer_count": 0}),
    (
        "loses_on_orders",
        {"aov": 100.0, "gross_margin": 0.3, "fulfilment_cost": 30.0},
        {"aov": 100.0, "gross_margin": 0.3, "fulfilment_cost": 29.0},
    ),
    ("slow_money", {"days_to_cash": 90.0}, {"days_to_cash": 89.0}),
    ("slow_money", {"overdue_share": 0.15}, {"overdue_share": 0.14}),
    (
        "leak",
        {**FUNNEL, "customer_count": 30, "annual_churn": 0.1},
        {**FUNNEL, "customer_count": 29, "annual_churn": 0.1},
    ),
    ("one_customer", {"largest_customer_share": 0.3}, {"largest_customer_share": 0.29}),
    ("full_house", {"spare_capacity": 0.1}, {"spare_capacity": 0.11}),
]


def guarded(held: Library = LIBRARY, **answers: Any) -> Guardrails:
    """Return the guards that hold for a few answers."""
    return make_plan(build(**answers), held).guardrails


def active(**answers: Any) -> list[str]:
    """Return the ids of the guards that hold."""
    return [item.id for item in guarded(**answers).active]


def planned(held: Library, **answers: Any) -> Plan:
    """Return the plan of a small business that sells to organisations, with a small library."""
    team = ({"role": "sales", "people": 1, "plan_hours": 30},)
    return make_plan(build(**{"buyer": "organization", "team": team, **answers}), held)


def passed(selection: Selection) -> dict[str, str]:
    """Return the plays passed over, each with the reason."""
    return {item.play: item.why for item in selection.not_now}


@pytest.mark.parametrize(("id", "holds", "fails"), THRESHOLDS, ids=[f"{x[0]}-{i}" for i, x in enumerate(THRESHOLDS)])
def test_a_guard_holds_on_its_threshold_and_not_beside_it(
    id: str, holds: dict[str, Any], fails: dict[str, Any]
) -> None:
    """The threshold itself is included; a shade beside it is not; without the answers no guard speaks."""
    assert active(**holds) == [id]
    assert active(**fails) == []
    for answer in holds:
        assert active(**{**holds, answer: None}) == []
        assert active(**{**holds, answer: "n/a"}) == []


def test_guards_speak_in_the_order_of_the_design() -> None:
    """Not allowed, cash, no fit, loses, slow money, leak, one customer, full house."""
    assert [item.id for item in LIBRARY.guards.guards] == ORDER
    everything: dict[str, Any] = {
        "industry": "infant_formula", "cash_months": 1.0, "stage": "launch", "customer_count": 9, "annual_churn": 0.9,
        "aov": 100.0, "gross_margin": 0.1, "fulfilment_cost": 30.0, "days_to_cash": 200.0, "spare_capacity": 0.0,
        "largest_customer_share": 0.9, "buyer": "organization", **FUNNEL,
    }  # fmt: skip
    assert active(**everything) == ORDER


def made(*guards: dict[str, Any], **plays: Any) -> Library:
    """Return a library of the plays `a`, `b` and `c` of `b2b`, with `plays` in their place, under the guards given."""
    own = {f"b2b.{id}": plays.get(id, raw_play()) for id in "abc"}
    return small_library(own, list(guards))


def raw_guard(id: str = "tight", **more: Any) -> dict[str, Any]:
    """Return a guard that holds from three months of cash down."""
    return {"id": id, "if": {"answer": "cash_months", "at_most": 3}, "so": text(), "sources": ["judgement"], **more}


def test_a_guard_takes_plays_off_by_name_and_by_what_they_use() -> None:
    """A vetoed play is passed over because of the guard; without the guard it is taken."""
    held = made(raw_guard(veto={"uses": ["ads"], "plays": ["b2b.b"]}), a=raw_play(uses=["ads", "traffic"]))
    tight, easy = planned(held, cash_months=2.0).selection, planned(held, cash_months=9.0).selection
    assert passed(tight) == {"b2b.a": "guard", "b2b.b": "guard"}
    assert [one.play.id for one in tight.now] == ["b2b.c"]
    assert sorted(one.play.id for one in easy.now) == ["b2b.a", "b2b.b", "b2b.c"]


def test_a_guard_takes_single_actions_off_and_they_are_cut_with_its_name() -> None:
    """The play goes on without them; what waits for them is cut as well, and says for what it waits."""
    actions = (raw_action("ads", uses=["ads"]), raw_action("page"), raw_action("after_ads", after=["ads"]))
    held = made(raw_guard(veto={"uses": ["ads"]}), a=raw_play(raw_level(*actions)))
    plan = planned(held, cash_months=2.0)
    cut = {item.action.id: (item.why, item.detail) for item in plan.schedule.cut}
    assert cut == {"b2b.a.ads": ("guard", "tight"), "b2b.a.after_ads": ("after", "b2b.a.ads")}
    assert "b2b.a.page" in [slot.action.id for slot in plan.schedule.slots]


def test_the_first_guard_that_forces_a_play_decides_which_comes_first() -> None:
    """The forced play stands first whatever it scores; a second guard forces nothing more."""
    guards = (raw_guard("one", force="b2b.c"), raw_guard("two", force="b2b.b"))
    held = made(*guards, a=raw_play(raw_level(impact=0.8)), c=raw_play(raw_level(impact=0.2)))
    plan = planned(held, cash_months=2.0)
    assert (plan.guardrails.forced, plan.guardrails.forced_by, plan.guardrails.missing) == ("b2b.c", "one", None)
    assert plan.selection.forced == "b2b.c"
    scores = {one.play.id: one.score for one in plan.selection.now}
    assert next(iter(scores)) == "b2b.c"
    assert scores["b2b.c"] == min(scores.values())


def test_a_forced_play_comes_first_though_it_fits_badly_or_a_guard_vetoes_what_it_uses() -> None:
    """What overrides everything also overrides fit, a gap of nought and another guard's veto."""
    nobody = [{"id": "x", "if": {"answer": "goal", "is": "brand"}, "weight": 1, "sources": ["judgement"]}]
    demand = {side: {"considered": 0, "mixed": 0, "fast": 0} for side in ("b2b", "b2c")}
    held = made(raw_guard(force="b2b.c", veto={"uses": ["ads"]}), c=raw_play(when=nobody, demand=demand, uses=["ads"]))
    assert planned(held, cash_months=2.0).selection.now[0].play.id == "b2b.c"
    assert set(passed(planned(held, cash_months=9.0).selection)) == {"b2b.c"}


def test_a_shared_play_takes_a_slot_only_when_forced() -> None:
    """The backbone is no candidate; a guard makes it one."""
    shared = {"shared.cash": raw_play(), "b2b.a": raw_play()}
    held = small_library(shared, [raw_guard(force="shared.cash")])
    assert [one.play.id for one in planned(held, cash_months=9.0).selection.now] == ["b2b.a"]
    assert [one.play.id for one in planned(held, cash_months=2.0).selection.now] == ["shared.cash", "b2b.a"]


def test_a_forced_play_that_is_not_written_is_said_to_be_missing() -> None:
    """No play stands in its place, and the veto still holds."""
    held = made(raw_guard(force="shared.cash", veto={"plays": ["b2b.a"]}))
    plan = planned(held, cash_months=2.0)
    assert (plan.guardrails.forced, plan.guardrails.missing, plan.selection.forced) == (None, "shared.cash", None)
    assert plan.guardrails.forced_by == "tight"
    assert passed(plan.selection) == {"b2b.a": "guard"}


def test_a_play_without_levels_counts_as_not_written() -> None:
    """A file that holds only the rhythm has no next level to force."""
    empty = raw_play()
    empty["levels"] = {}
    held = small_library({"shared.cash": empty, "b2b.a": raw_play()}, [raw_guard(force="shared.cash")])
    assert planned(held, cash_months=2.0).guardrails.missing == "shared.cash"


def test_a_forced_play_stands_first_though_it_builds_on_another() -> None:
    """Whichever comes first, the choice must not claim a forced play that it left out."""
    needy = raw_play(raw_level(needs=[{"play": "b2b.a", "level": 1}]))
    selection = planned(made(raw_guard(force="b2b.c"), c=needy), cash_months=2.0).selection
    assert selection.forced in [one.play.id for one in selection.now]
