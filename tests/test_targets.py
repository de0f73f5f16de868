"""KPIs with their figures, and how far a gate can be told from luck: by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest
from conftest import EXAMPLES, LIBRARY, build, example, raw_action, raw_level, raw_play, small_library

from salesmode.plan import Plan, make_plan
from salesmode.targets import Aim, Luck, aim_of, gate_week, luck_of


def planned(level: dict[str, Any], **answers: Any) -> Plan:
    """Return the plan of a seller with five plan hours a week and one play."""
    team = ({"role": "sales", "people": 1, "plan_hours": 5},)
    held = small_library({"b2b.a": raw_play(level)}, [])
    return make_plan(build(**{"buyer": "organization", "team": team, "horizon_weeks": 26, **answers}), held)


def aimed(kpi: dict[str, Any], **answers: Any) -> Aim:
    """Return the aim of one KPI."""
    raw = {"id": "count", "unit": "share", "week": 20, "direction": "up", "sources": ["judgement"], **kpi}
    plan = planned(raw_level(kpis=[raw]), **answers)
    one = plan.choice.now[0]
    return aim_of(one.level.kpis[0], plan)


def lucky(hours: float = 10, week: int = 8, **answers: Any) -> Luck | None:
    """Return how much luck there is at a gate, one action of so many hours at five a week going before."""
    gate = {"week": week, "kpi": "count", "below": 2, "then": "stop", "sources": ["judgement"]}
    plan = planned(raw_level(raw_action("x", hours), gate=gate), **answers)
    return luck_of(plan.choice.now[0], plan)


def test_a_fixed_target_stands_beside_where_the_figure_is() -> None:
    """From 22 % to 50 % by week 20."""
    aim = aimed({"from": {"answer": "win_rate"}, "to": 0.5}, win_rate=0.22)
    assert (aim.start, aim.target, aim.change, aim.week) == (0.22, 0.5, None, 20)


def test_a_relative_target_starts_where_the_figure_is() -> None:
    """Five points more; a fifth more."""
    added = aimed({"from": {"answer": "win_rate"}, "to": {"add": 0.05}}, win_rate=0.22)
    assert added.start == 0.22
    assert added.target == pytest.approx(0.27)
    times = aimed({"from": {"answer": "deal_value"}, "to": {"times": 1.2}, "unit": "money"}, deal_value=500.0)
    assert times.target == pytest.approx(600)


def test_a_share_stays_between_nought_and_one_and_no_target_is_negative() -> None:
    """98 % and five points more are all of them; 2 % and five points less are none."""
    assert aimed({"from": {"answer": "win_rate"}, "to": {"add": 0.05}}, win_rate=0.98).target == 1.0
    assert aimed({"from": {"answer": "win_rate"}, "to": {"add": -0.05}}, win_rate=0.02).target == 0.0
    assert (
        aimed({"from": {"answer": "days_to_cash"}, "to": {"add": -30}, "unit": "days"}, days_to_cash=10.0).target == 0.0
    )


def test_without_a_start_only_the_change_is_told() -> None:
    """Unknown and "does not apply" give no start; a factor becomes a share of change."""
    for gone in (None, "n/a"):
        aim = aimed({"from": {"answer": "win_rate"}, "to": {"add": 0.05}}, win_rate=gone)
        assert (aim.start, aim.target, aim.change, aim.change_kind) == (None, None, 0.05, "add")
    times = aimed({"from": {"answer": "deal_value"}, "to": {"times": 1.2}})
    assert times.change == pytest.approx(0.2)
    assert times.change_kind == "times"


def test_a_figure_can_be_where_one_starts() -> None:
    """Orders over quotes, derived."""
    assert aimed(
        {"from": {"answer": "quote_win_rate"}, "to": {"add": 0.1}}, quotes=12, orders=3
    ).target == pytest.approx(0.35)


def test_a_gate_is_not_before_the_play_is_under_way_nor_after_the_plan() -> None:
    """Ten hours at five a week end in week 2; a gate in week 1 waits for that, one in week 90 is in the last."""
    after = LIBRARY.index["choice"]["gate_after"]["weeks"]
    for week, expected in ((1, 2 + after), (8, 8), (90, 26)):
        gate = {"week": week, "kpi": "count", "below": 2, "then": "stop", "sources": ["judgement"]}
        plan = planned(raw_level(raw_action("x", 10), gate=gate))
        assert gate_week(plan.choice.now[0], plan) == expected


def test_decisions_that_can_have_fallen_are_counted_by_hand() -> None:
    """Thirteen quotes a quarter are one a week; ten hours end in week 2; four weeks to a decision: two by week 8."""
    luck = lucky(quotes=13, decision_cycle=28.0)
    assert luck is not None
    assert (luck.start, luck.week, luck.cycle) == (2, 8, 28.0)
    assert luck.decisions == pytest.approx(2.0)
    assert luck.judge_week == 16  # 2 + 4 weeks, and ten decisions


def test_nothing_begun_after_the_play_can_be_decided_before_a_cycle_is_over() -> None:
    """240 days at a gate in week 13: none."""
    luck = lucky(week=13, quotes=13, decision_cycle=240.0)
    assert luck is not None
    assert luck.decisions == 0
    assert luck.judge_week == math.ceil(2 + 240 / 7 + 10)


def test_the_measured_cycle_goes_before_the_typical_one() -> None:
    """Days of won deals, where known."""
    luck = lucky(quotes=13, decision_cycle=240.0, sales_cycle=28.0)
    assert luck is not None
    assert luck.cycle == 28


@pytest.mark.parametrize("gone", [{"quotes": None}, {"quotes": 0}, {"decision_cycle": None}], ids=str)
def test_luck_is_not_told_without_pace_or_cycle(gone: dict[str, Any]) -> None:
    """No opportunities, or no days to a decision: nothing can be counted."""
    assert lucky(**{"quotes": 13, "decision_cycle": 28.0, **gone}) is None


def test_luck_is_not_told_of_a_play_whose_actions_were_all_cut() -> None:
    """What never begins is not judged."""
    assert lucky(hours=300, quotes=13, decision_cycle=28.0) is None


def test_a_gate_after_the_last_week_is_judged_in_the_last_week() -> None:
    """Week 8 of a plan of six weeks is week 6."""
    luck = lucky(quotes=13, decision_cycle=7.0, horizon_weeks=6)
    assert luck is not None
    assert luck.week == 6
    assert luck.decisions == pytest.approx(3.0)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_kpi_and_gate_of_every_example_has_figures(name: str) -> None:
    """A target or a change, a gate within the plan's weeks; a share is a share."""
    plan = make_plan(example(name), LIBRARY)
    for one in plan.choice.now:
        for kpi in one.level.kpis:
            aim = aim_of(kpi, plan)
            assert (aim.target is None) is (aim.change is not None)
            assert aim.week == kpi.week
            assert kpi.unit != "share" or aim.target is None or 0 <= aim.target <= 1
        assert 1 <= gate_week(one, plan) <= plan.schedule.weeks
        luck = luck_of(one, plan)
        assert luck is None or (luck.decisions >= 0 and luck.judge_week >= luck.start)


def test_at_a_pace_too_slow_for_any_week_luck_is_not_told() -> None:
    """The week in which there are decisions enough is beyond all numbers."""
    rates: dict[str, Any] = {"mql_rate": 1.0, "sql_rate": 1.0, "opportunity_rate": 1.0}
    assert lucky(leads_per_month=1e-310, decision_cycle=7.0, **rates) is None
    assert lucky(leads_per_month=10.0, decision_cycle=7.0, **rates) is not None
