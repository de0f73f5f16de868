"""What a gate can tell from luck: by hand, at every edge, and in both languages without a fault."""

from __future__ import annotations

import math
from typing import Any

import pytest
from helpers.libraries import (
    EXAMPLES,
    LIBRARIES,
    LIBRARY,
    build,
    example,
    raw_action,
    raw_level,
    raw_play,
    small_library,
)

from salesmode.economics.rates import most_by_luck, trials_needed
from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.significance import Significance
from salesmode.report.outlines import words_for
from salesmode.report.sections.gates import luck_texts

LIMITS = LIBRARY.settings.gates
WIN = {"id": "win_rate", "low": 0.03, "high": 0.08, "sources": ["judgement"]}


def planned(lever: dict[str, Any] | None = WIN, hours: float = 10, week: int = 8, **answers: Any) -> Plan:
    """Return the plan of one play that moves a lever, one action of so many hours at five a week going before."""
    gate = {"week": week, "kpi": "count", "below": 2, "then": "stop", "sources": ["judgement"]}
    level = raw_level(raw_action("x", hours), gate=gate, levers=[lever] if lever else [])
    team = ({"role": "sales", "people": 1, "plan_hours": 5},)
    held = small_library({"b2b.a": raw_play(level)}, [], step_caps={})
    return make_plan(build(**{"buyer": "organization", "team": team, "horizon_weeks": 26, **answers}), held)


def lucky(lever: dict[str, Any] | None = WIN, **answers: Any) -> Significance | None:
    """Return what can be told from luck of that play."""
    return planned(lever, **answers).gates["b2b.a"].significance


def said(lang: Any, lever: dict[str, Any] | None = WIN, **answers: Any) -> str:
    """Return what is said of the luck of that play."""
    plan = planned(lever, **answers)
    luck = plan.gates["b2b.a"].significance
    words = words_for(plan, LIBRARIES[lang])
    return words.sentences(luck_texts(luck, words)) if luck else ""


def test_decisions_that_can_have_fallen_are_counted_by_hand() -> None:
    """Thirteen quotes a quarter are one a week; ten hours end in week 2; four weeks to a decision: two by week 8."""
    luck = lucky(quotes=13, win_rate=0.22, decision_cycle=28.0)
    assert luck is not None
    assert (luck.lever, luck.start, luck.week, luck.days) == ("win_rate", 2, 8, 28.0)
    assert luck.events == pytest.approx(2.0)
    assert luck.old == 0.22
    assert luck.new == pytest.approx(0.30)
    assert luck.needed == trials_needed(0.22, 0.30, LIMITS.chance, LIMITS.power)


def test_a_figure_too_far_off_is_shown_at_the_longest_wait() -> None:
    """One decision a week from week 6 on are 46 by week 52: 22 % is 10 of them, 30 % is 14, and so much is luck."""
    luck = lucky(quotes=13, win_rate=0.22, decision_cycle=28.0)
    assert luck is not None
    assert (luck.verdict, luck.judge_week) == ("far", None)
    assert luck.shown is not None
    assert (luck.shown.week, luck.shown.trials, luck.shown.old, luck.shown.new) == (52, 46, 10, 14)
    assert luck.shown.luck == most_by_luck(46, 0.22, LIMITS.chance)


def test_counts_too_few_to_differ_say_so() -> None:
    """A quote a quarter from week 6 on are three whole ones by week 52: 22 % and 30 % of them are both one."""
    answers: dict[str, Any] = {"quotes": 1, "win_rate": 0.22, "decision_cycle": 28.0}
    assert "By week 52 there are 3 decisions: 1 of them at either rate" in said("en", **answers)
    assert "好没好都是 1" in said("zh", **answers)


def test_nothing_begun_after_the_play_can_be_decided_before_a_cycle_is_over() -> None:
    """240 days at a gate in week 13, twenty a week: none yet, and judged when the needed ones have fallen."""
    luck = lucky(week=13, quotes=260, win_rate=0.22, decision_cycle=240.0)
    assert luck is not None
    assert (luck.verdict, luck.events) == ("none", 0)
    assert luck.judge_week == math.ceil(2 + 240 / 7 + luck.needed / 20)


def test_the_measured_cycle_goes_before_the_typical_one() -> None:
    """Days of won deals, where known."""
    luck = lucky(quotes=13, win_rate=0.22, decision_cycle=240.0, sales_cycle=28.0)
    assert luck is not None
    assert luck.days == 28


def test_a_shop_with_many_visits_can_judge_its_conversion_itself() -> None:
    """Twenty thousand visits a month tell two in a hundred from two and a half by the gate."""
    lever = {"id": "conversion_rate", "low": 0.002, "high": 0.005, "sources": ["judgement"]}
    luck = lucky(lever, buyer="individual", visits_per_month=20_000.0, conversion_rate=0.02)
    assert luck is not None
    assert luck.verdict == "tells"
    assert luck.events == pytest.approx(6 * 240_000 / 52)


def test_a_rate_that_should_fall_is_judged_downwards() -> None:
    """Of customers lost, fewer are better: luck reaches down to a count below the expected one."""
    lever = {"id": "annual_churn", "low": 0.01, "high": 0.1, "sources": ["judgement"]}
    luck = lucky(lever, customer_count=400, annual_churn=0.2)
    assert luck is not None
    assert luck.new == pytest.approx(0.1)
    assert luck.shown is not None
    assert luck.shown.luck < luck.shown.old


@pytest.mark.parametrize("gone", [{"quotes": None}, {"quotes": 0}, {"decision_cycle": None}], ids=str)
def test_without_pace_or_cycle_the_rule_is_told(gone: dict[str, Any]) -> None:
    """How many decisions are needed, and no week."""
    luck = lucky(**{"quotes": 13, "win_rate": 0.22, "decision_cycle": 28.0, **gone})
    assert luck is not None
    assert (luck.verdict, luck.judge_week) == ("pace", None)
    assert luck.needed > 100


def test_without_todays_rate_it_is_to_be_counted_first() -> None:
    """And a handful of decisions tells nothing."""
    luck = lucky(quotes=13, decision_cycle=28.0)
    assert luck is not None
    assert (luck.verdict, luck.old, luck.needed) == ("rate", None, LIMITS.enough_decisions)


def test_a_rate_at_its_end_cannot_be_seen_to_move() -> None:
    """All won already; nobody lost."""
    churn = {"id": "annual_churn", "low": 0.01, "high": 0.1, "sources": ["judgement"]}
    for luck in (
        lucky(quotes=13, win_rate=1.0, decision_cycle=28.0),
        lucky(churn, customer_count=400, annual_churn=0.0),
    ):
        assert luck is not None
        assert luck.verdict == "same"


def test_from_nothing_won_a_few_decisions_tell() -> None:
    """At a rate of nought a single win is no luck: enough decisions for one to come are all it takes."""
    luck = lucky(quotes=130, win_rate=0.0, decision_cycle=7.0)
    assert luck is not None
    assert luck.needed == next(n for n in range(1, 99) if 1 - 0.92**n >= LIMITS.power)


def test_no_luck_is_told_where_nothing_is_scheduled_or_no_rate_moves() -> None:
    """What never begins is not judged; a level that moves no rate has none to judge."""
    assert lucky(hours=300, quotes=13, win_rate=0.22, decision_cycle=28.0) is None
    assert lucky(None, quotes=13, win_rate=0.22, decision_cycle=28.0) is None
    value = {"id": "deal_value", "low": 0.05, "high": 0.1, "sources": ["judgement"]}
    assert lucky(value, quotes=13, win_rate=0.22, decision_cycle=28.0, deal_value=5000.0) is None


def test_the_sentence_names_both_counts_and_how_far_luck_reaches() -> None:
    """In both languages; figures as in the test above."""
    answers: dict[str, Any] = {"quotes": 13, "win_rate": 0.22, "decision_cycle": 28.0}
    reach = most_by_luck(46, 0.22, LIMITS.chance)
    assert f"22 % is 10 of them and 30 % is 14; up to {reach} may still be luck." in said("en", **answers)
    assert f"22% 是 10，30% 是 14；{reach} 以内还可能是运气。" in said("zh", **answers)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("cycle", [0.01, 28.0, 3000.0, None])
@pytest.mark.parametrize("rate", [0.0, 0.0001, 0.5, 1.0, None])
@pytest.mark.parametrize("quotes", [1, 13, 10**9])
def test_every_edge_is_said(lang: str, cycle: float | None, rate: float | None, quotes: int) -> None:
    """Tiny and huge counts, rates at both ends, a cycle longer than any plan: a sentence, no blank left."""
    for horizon in (1, 104):
        text = said(lang, quotes=quotes, win_rate=rate, decision_cycle=cycle, horizon_weeks=horizon)
        assert "{" not in text


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_candid(name: str) -> None:
    """Whatever is said of luck holds together."""
    plan = make_plan(example(name), LIBRARY)
    for gate in plan.gates.values():
        luck = gate.significance
        if luck is not None:
            enough = luck.events is not None and 0 < luck.needed <= luck.events
            assert (luck.verdict == "tells") is (enough and luck.old is not None)
            assert luck.judge_week is None or luck.judge_week >= luck.start
