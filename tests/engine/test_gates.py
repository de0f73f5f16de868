"""KPIs with their figures, gates and where they lead: by hand."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, build, example, raw_action, raw_level, raw_play, small_library

from salesmode.engine.gates import KpiTarget
from salesmode.engine.plan import Plan, make_plan


def planned(level: dict[str, Any], **answers: Any) -> Plan:
    """Return the plan of a seller with five plan hours a week and one play."""
    team = ({"role": "sales", "people": 1, "plan_hours": 5},)
    held = small_library({"b2b.a": raw_play(level)}, [])
    return make_plan(build(**{"buyer": "organization", "team": team, "horizon_weeks": 26, **answers}), held)


def aimed(kpi: dict[str, Any], **answers: Any) -> KpiTarget:
    """Return the target of one KPI."""
    raw = {"id": "count", "unit": "share", "week": 20, "direction": "up", "sources": ["judgement"], **kpi}
    (target,) = planned(raw_level(kpis=[raw]), **answers).kpis["b2b.a"]
    return target


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
    after = LIBRARY.settings.gates.after.weeks
    for week, expected in ((1, 2 + after), (8, 8), (90, 26)):
        gate = {"week": week, "kpi": "count", "below": 2, "then": "stop", "sources": ["judgement"]}
        plan = planned(raw_level(raw_action("x", 10), gate=gate))
        assert plan.gates["b2b.a"].week == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_kpi_and_gate_of_every_example_has_figures(name: str) -> None:
    """A target or a change, a gate within the plan's weeks; a share is a share."""
    plan = make_plan(example(name), LIBRARY)
    assert [*plan.kpis] == [*plan.gates] == [one.play.id for one in plan.selection.now]
    for one in plan.selection.now:
        assert [aim.kpi for aim in plan.kpis[one.play.id]] == [*one.level.kpis]
        for aim in plan.kpis[one.play.id]:
            assert (aim.target is None) is (aim.change is not None)
            assert aim.week == aim.kpi.week
            assert aim.kpi.unit != "share" or aim.target is None or 0 <= aim.target <= 1
        gate = plan.gates[one.play.id]
        assert gate.kpi.id == one.level.gate.kpi
        assert 1 <= gate.week <= plan.schedule.weeks


def test_a_missed_gate_leads_to_the_play_it_names_else_to_the_next_in_rank() -> None:
    """Stop, go on, or turn to another: a play alone has no other."""
    gate = {"week": 8, "kpi": "count", "below": 2, "sources": ["judgement"]}
    stop, switch = {**gate, "then": "stop"}, {**gate, "then": "switch", "to": "b2c.ux"}
    alone = planned(raw_level(gate=stop))
    assert alone.gates["b2b.a"].switch_to is None
    named = planned(raw_level(gate=switch))
    assert named.gates["b2b.a"].switch_to == "b2c.ux"
    two = small_library({"b2b.a": raw_play(raw_level(gate=stop)), "b2b.b": raw_play(raw_level(impact=0.2))}, [])
    plan = make_plan(build(buyer="organization"), two)
    assert plan.gates["b2b.a"].switch_to == "b2b.b"


def test_a_missed_gate_never_leads_to_a_play_that_is_already_reached() -> None:
    """A gate names a play of which nothing more is asked: the next in rank follows."""
    gate = {"week": 8, "kpi": "count", "below": 2, "then": "switch", "to": "b2b.b", "sources": ["judgement"]}
    plays = {
        "b2b.a": raw_play(raw_level(impact=0.8, gate=gate)),
        "b2b.b": raw_play(),
        "b2b.c": raw_play(raw_level(impact=0.2)),
    }
    team = ({"role": "sales", "people": 1, "plan_hours": 5},)
    for level, leads_to in ((None, "b2b.b"), ({"b2b.b": 2}, "b2b.c")):
        plan = make_plan(build(buyer="organization", team=team, maturity=level), small_library(plays, []))
        assert [one.play.id for one in plan.selection.now] == ["b2b.a"]
        assert plan.gates["b2b.a"].switch_to == leads_to
