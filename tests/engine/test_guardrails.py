"""What overrides everything: each threshold on both sides, the order, vetoes, and the one move that comes first."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARY, build, raw_effect, raw_finding, raw_move, small_library, text
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
    ("cash", {"cash_months": 1.0}, {"cash_months": 1.1}),
    ("cash", {"cash_months": 3.0, "goal": "cash"}, {"cash_months": 3.1, "goal": "cash"}),
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
    """Return the plan of a firm that wins a fifth of 30 offers a year, with 30 hours of sales a week for 13 weeks."""
    team = ({"role": "sales", "people": 1, "plan_hours": 30},)
    firm = {"buyer": "organization", "relationship": "one_off", "deal_value": 1000.0, "gross_margin": 0.5, **FUNNEL}
    return make_plan(build(**{**firm, "decision_cycle": 7.0, "team": team, **answers}), held)


def refused(selection: Selection) -> dict[str, str]:
    """Return the moves that are not made, each with the reason."""
    return {item.move: item.why for item in selection.rejections}


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


MINE: dict[str, Any] = {"if": {"answer": "buyer", "is": "organization"}, "effects": [raw_effect()]}
# A guard that holds from three months of cash down.
TIGHT: dict[str, Any] = {"id": "tight", "if": {"answer": "cash_months", "at_most": 3}}


def made(*guards: dict[str, Any], **moves: Any) -> Library:
    """Return a library of the moves `a`, `b` and `c` of plays of the same name, under the guards given."""
    own = {f"b2b.{id}.move": raw_move(**{**MINE, **moves.get(id, {})}) for id in "abc"}
    return small_library(own, (), guards)


def test_a_guard_takes_moves_off_by_their_play_and_by_what_they_use() -> None:
    """A vetoed move is refused because of the guard; without the guard it is made."""
    guard = {**TIGHT, "veto": {"uses": ["ads"], "plays": ["b2b.b"]}}
    held = made(guard, a={"uses": ["ads", "traffic"]})
    tight, easy = planned(held, cash_months=2.0).selection, planned(held, cash_months=9.0).selection
    assert refused(tight) == {"b2b.a.move": "guard", "b2b.b.move": "guard"}
    assert [item.rule for item in tight.rejections] == [held.guards.guards[0]] * 2
    assert [one.id for one in tight.moves] == ["b2b.c.move"]
    assert len(easy.moves) == 3


def test_what_is_unknown_vetoes_nothing() -> None:
    """Nobody said how long the cash lasts."""
    held = made({**TIGHT, "veto": {"plays": ["b2b.a"]}})
    assert refused(planned(held).selection) == {}


def test_the_first_guard_that_forces_a_play_decides_what_comes_first() -> None:
    """Its move is in the plan and stands first whatever it brings; a second guard forces nothing more."""
    guards = ({**TIGHT, "id": "one", "force": "b2b.c"}, {**TIGHT, "id": "two", "force": "b2b.b"})
    held = made(*guards, a={"effects": [raw_effect(likely=0.2)]}, c={"effects": [raw_effect(likely=0.01)]})
    plan = planned(held, cash_months=2.0)
    assert (plan.guardrails.forced, plan.guardrails.forced_by) == ("b2b.c", "one")
    assert plan.selection.forced == ("b2b.c.move",)
    assert next(one.id for one in plan.selection.moves) == "b2b.c.move"


def test_of_a_forced_play_the_move_that_brings_most_is_made() -> None:
    """One of two, though the other stands before it in the library."""
    own = {f"b2b.c.{id}": raw_move(**MINE, work=[{"role": "sales", "once": 200}]) for id in ("one", "two")}
    own["b2b.c.two"]["effects"] = [raw_effect(likely=0.3)]
    plan = planned(small_library(own, (), ({**TIGHT, "force": "b2b.c"},)), cash_months=2.0)
    assert plan.selection.forced == ("b2b.c.two",)
    assert [one.id for one in plan.selection.moves] == ["b2b.c.two"]


def test_a_forced_move_is_made_though_it_does_not_pay() -> None:
    """It has no price, and another would bring more with its hours."""
    work = [{"role": "sales", "once": 300}]
    held = made({**TIGHT, "force": "b2b.c"}, a={"work": work}, b={"work": work}, c={"work": work, "effects": []})
    assert [one.id for one in planned(held, cash_months=2.0).selection.moves] == ["b2b.c.move"]
    assert "b2b.c.move" not in [one.id for one in planned(held, cash_months=9.0).selection.moves]


def test_its_own_exclusions_bind_a_forced_move() -> None:
    """What is wrong here stays wrong, and nothing takes its place."""
    wrong = {"id": "no", "if": {"answer": "buyer", "is": "organization"}, "so": text(), "sources": ["judgement"]}
    plan = planned(made({**TIGHT, "force": "b2b.c"}, c={"wrong_when": [wrong]}), cash_months=2.0)
    assert plan.selection.forced == ()
    assert refused(plan.selection) == {"b2b.c.move": "wrong"}


def test_a_veto_binds_a_forced_move_too() -> None:
    """A guard that wants cash forces no advertising."""
    held = made({**TIGHT, "force": "b2b.c", "veto": {"uses": ["ads"]}}, c={"uses": ["ads"]})
    assert planned(held, cash_months=2.0).selection.forced == ()


def fault_and(sell: float) -> Plan:
    """Return a plan with time for one move: two answers to a fault, or one that sells more by this share."""
    own = {f"b2b.a.{id}": raw_move(**MINE, work=[{"role": "sales", "once": 200}]) for id in ("mend", "patch", "sell")}
    own["b2b.a.mend"] |= {"answers": ["broken"], "effects": [raw_effect(likely=0.02)]}
    own["b2b.a.patch"] |= {"answers": ["broken"], "effects": [raw_effect(likely=0.01)]}
    own["b2b.a.sell"] |= {"effects": [raw_effect(likely=sell)]}
    return planned(small_library(own, (raw_finding("broken", first=True),), ()))


def test_the_best_answer_to_a_fault_is_made_first() -> None:
    """A fault stands above a sum: of two answers to it the one that brings more, though another would bring three."""
    plan = fault_and(0.03)
    assert plan.selection.forced[0] == "b2b.a.mend"
    assert [one.id for one in plan.selection.moves] == ["b2b.a.mend"]


def test_what_brings_more_than_twice_as_much_goes_before_a_fault() -> None:
    """Two of a hundred mended beside five of a hundred sold: where there is time for one, it is the five."""
    assert [one.id for one in fault_and(0.05).selection.moves] == ["b2b.a.sell"]
