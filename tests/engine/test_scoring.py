"""The score of a play: the published formula recomputed term by term, and the money behind its impact."""

from __future__ import annotations

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, example, raw_action, raw_level, raw_play, small_library
from helpers.selecting import MONEY, WIN, chosen, when

from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.scoring import Candidate

UNPRICED = {"id": "repeat_rate", "low": 0.1, "high": 0.1, "sources": ["judgement"]}


def candidates(plan: Plan) -> list[Candidate]:
    """Return every play that could have been taken."""
    return [*plan.selection.now, *plan.selection.next]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_term_of_the_score_can_be_recomputed(name: str) -> None:
    """`score = fit x gap x impact x confidence / effort`, each term from the play, the answers and the settings."""
    plan = make_plan(example(name), LIBRARY)
    profile, settings = plan.business.profile, LIBRARY.settings.selection
    hours = sum(plan.business.capacity.hours.values()) * (profile.horizon_weeks or 13)
    for one in candidates(plan):
        truths = [(rule.weight, rule.test(plan.facts)) for rule in one.play.when]
        known = sum(weight for weight, truth in truths if truth is not None)
        holds = sum(weight for weight, truth in truths if truth)
        fit, confidence = holds / known, known / sum(weight for weight, _ in truths)
        mode, motion = plan.business.diagnosis.mode, plan.business.diagnosis.motion
        sides = ("b2b", "b2c") if mode == "hybrid" else (mode,)
        demand: float = max(one.play.demand.of(str(side), str(motion)) for side in sides)
        worths = {lever.id: max(0.0, lever.worth.mid) for lever in plan.sizing.levers if lever.worth is not None}
        moved = max((worths.get(lever.id, 0.0) for lever in one.steps), default=0.0)
        near = moved / max(worths.values()) if moved else 0.0
        demand += near if near >= 0.5 else 0.0
        level = (profile.maturity or {}).get(one.play.id, 0)
        gap = max(0, min(demand, 4) - level) / 4
        work = sum(action.hours + action.cash * settings.cash_hour_rate for action in one.actions)
        effort = 1 + work / hours
        terms = one.terms
        assert (terms.fit, terms.gap, terms.confidence, terms.effort) == pytest.approx((fit, gap, confidence, effort))
        assert one.level.number == level + 1
        assert one.score == round(fit * gap * terms.impact * confidence / effort + terms.inherited, 4)
        if profile.revenue is None or profile.gross_margin is None:
            assert terms.impact == one.level.impact
        elif one.worth is not None and {lever.id for lever in one.steps} - {"cycle"} == one.attributed.keys():
            aim = max((profile.revenue_target or 0) - profile.revenue, 0.1 * profile.revenue)
            assert terms.impact == pytest.approx(min(1.0, max(0, one.worth.mid) / (profile.gross_margin * aim)))


def test_a_score_by_hand() -> None:
    """Three of four known weights hold, a fifth is unknown; two levels short; 26 of 130 hours."""
    reasons = [
        when("holds", {"answer": "buyer", "is": "organization"}, 3),
        when("fails", {"answer": "stage", "is": "idea"}, 1),
        when("unknown", {"answer": "goal", "is": "brand"}, 1),
    ]
    held = small_library({"b2b.a": raw_play(raw_level(raw_action("x", 10.0, cash=2.0), impact=0.6), when=reasons)}, [])
    (one,) = chosen(held, hours=10, stage="growth", need="tailored", horizon_weeks=13).now
    # fit 3/4 x gap 2/4 x impact .6 x confidence 4/5 / effort (1 + (10 + 2 x 8) / 130) = .18 / 1.2
    terms = one.terms
    assert (terms.fit, terms.gap, terms.impact, terms.confidence) == (0.75, 0.5, 0.6, 0.8)
    assert terms.effort == pytest.approx(1.2)
    assert one.score == 0.15
    assert [rule.id for rule in one.because] == ["holds"]


def test_impact_is_worth_over_what_the_target_asks_for() -> None:
    """Two to four points of a win rate: 30 x 1000 a year, 41 of 52 weeks, half of it kept; against half of 10,000."""
    (one,) = chosen(small_library({"b2b.a": raw_play(raw_level(levers=[WIN]))}, []), **MONEY).now
    point = 30 * 1000 * 0.01 * 41 / 52 * 0.5
    assert one.worth is not None
    assert (one.worth.low, one.worth.mid, one.worth.high) == pytest.approx((2 * point, 3 * point, 4 * point))
    assert one.terms.impact == pytest.approx(3 * point / 5000)


def test_with_the_target_reached_impact_is_held_against_a_tenth_of_revenue() -> None:
    """The reference never falls below margin x 10 % of revenue."""
    held = small_library({"b2b.a": raw_play(raw_level(levers=[{**WIN, "low": 0.001, "high": 0.001}]))}, [])
    (one,) = chosen(held, **{**MONEY, "revenue_target": 1.0}).now
    assert one.worth is not None
    assert one.terms.impact == pytest.approx(one.worth.mid / (0.5 * 1000))


def test_impact_is_never_more_than_one() -> None:
    """A play that would bring ten times the gap counts as one that closes it."""
    held = small_library({"b2b.a": raw_play(raw_level(levers=[{**WIN, "low": 1.0, "high": 2.0}]))}, [])
    assert chosen(held, **MONEY).now[0].terms.impact == 1.0


def test_money_of_a_lever_is_claimed_once_and_split_by_steps() -> None:
    """Two plays move the win rate by three points and by one: they claim three together, and the plan adds three."""
    small = {**WIN, "low": 0.01, "high": 0.01}
    held = small_library({"b2b.a": raw_play(raw_level(levers=[WIN])), "b2b.b": raw_play(raw_level(levers=[small]))}, [])
    selection = chosen(held, **MONEY)
    point = 30 * 1000 * 0.01 * 41 / 52 * 0.5
    attributed = {one.play.id: one.worth.mid for one in selection.now if one.worth}
    assert sum(attributed.values()) == pytest.approx(3 * point)
    assert attributed["b2b.a"] == pytest.approx(3 * attributed["b2b.b"])
    assert selection.uplift is not None
    assert selection.uplift.mid == pytest.approx(3 * point)
    assert selection.sales_uplift is not None
    assert selection.sales_uplift.mid == pytest.approx(6 * point)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_lever_is_claimed_beyond_its_largest_step(name: str) -> None:
    """All claims on a lever together are at most what its largest stated step brings."""
    plan = make_plan(example(name), LIBRARY)
    for priced in plan.sizing.levers:
        attributed = [one.attributed[priced.id].mid for one in candidates(plan) if priced.id in one.attributed]
        steps = [
            (lever.low + lever.high) / 2
            for one in candidates(plan)
            for lever in one.level.levers
            if lever.id == priced.id
        ]
        if attributed and priced.per_point is not None:
            assert sum(attributed) <= max(steps) * 100 * priced.per_point * (1 + 1e-9)


@pytest.mark.parametrize("gone", ["revenue", "gross_margin"])
def test_without_money_the_play_s_stated_impact_counts(gone: str) -> None:
    """Take away what prices the lever, and the file's own figure stands."""
    held = small_library({"b2b.a": raw_play(raw_level(levers=[WIN], impact=0.2))}, [])
    assert chosen(held, **{**MONEY, gone: None}).now[0].terms.impact == 0.2
    assert chosen(held, **MONEY).now[0].terms.impact != 0.2


def test_an_order_nobody_priced_is_what_the_books_make_of_the_wins() -> None:
    """10,000 over six wins a year are 1,667 each: three points of 30 cases, 41 of 52 weeks, half of it kept."""
    held = small_library({"b2b.a": raw_play(raw_level(levers=[WIN], impact=0.2))}, [])
    impact = chosen(held, **{**MONEY, "deal_value": None}).now[0].terms.impact
    assert impact == pytest.approx(3 * (30 * 10_000 / 6 * 0.01 * 41 / 52 * 0.5) / 5000)


def test_a_play_without_a_price_stands_to_the_priced_ones_as_the_files_say() -> None:
    """Stated .6 and .4, of which the .4 comes to a tenth of the gap: the other counts .15, not .6."""
    plays = {
        "b2b.a": raw_play(raw_level(levers=[WIN], impact=0.4)),
        "b2b.b": raw_play(raw_level(levers=[UNPRICED], impact=0.6)),
    }
    impacts = {one.play.id: one.terms.impact for one in chosen(small_library(plays, []), **MONEY).now}
    assert impacts["b2b.b"] == pytest.approx(1.5 * impacts["b2b.a"])
    assert impacts["b2b.a"] == pytest.approx(3 * (30 * 1000 * 0.01 * 41 / 52 * 0.5) / 5000)


def test_a_play_without_a_lever_does_not_set_the_scale() -> None:
    """Collecting money moves no lever: beside it a play without a price still counts as stated, not nothing."""
    plays = {
        "b2b.a": raw_play(raw_level(impact=0.8)),
        "b2b.b": raw_play(raw_level(levers=[UNPRICED], impact=0.6)),
    }
    impacts = {one.play.id: one.terms.impact for one in chosen(small_library(plays, []), **MONEY).now}
    assert impacts == {"b2b.a": 0.8, "b2b.b": 0.6}


def test_half_a_price_is_made_up_to_a_whole_one() -> None:
    """Both plays state .4; one lever of the second has no price: that half counts as the first play's money says."""
    small = {**WIN, "low": 0.001, "high": 0.001}
    plays = {
        "b2b.a": raw_play(raw_level(levers=[WIN], impact=0.4)),
        "b2b.b": raw_play(raw_level(levers=[small, UNPRICED], impact=0.4)),
    }
    found = {one.play.id: one for one in chosen(small_library(plays, []), **MONEY).now}
    own = {id: one.worth.mid / 5000 for id, one in found.items() if one.worth}
    scale = (own["b2b.a"] + own["b2b.b"]) / (0.4 + 0.2)
    assert found["b2b.b"].terms.impact == pytest.approx(own["b2b.b"] + scale * 0.2)


def test_a_shorter_cycle_earns_nothing_of_its_own() -> None:
    """A play that also shortens the cycle counts the same money, neither made up nor cut."""
    cycle = {"id": "cycle", "low": 0.1, "high": 0.1, "sources": ["judgement"]}
    impacts = [
        chosen(small_library({"b2b.a": raw_play(raw_level(levers=levers))}, []), **MONEY).now[0].terms.impact
        for levers in ([WIN], [WIN, cycle])
    ]
    assert impacts[0] == impacts[1]


def test_a_longer_cycle_never_makes_a_play_more_important() -> None:
    """At three years to a decision nothing lands inside twelve months; that is less than what lands at 600 days."""
    held = small_library({"b2b.a": raw_play(raw_level(levers=[WIN], impact=0.8))}, [])
    impacts = [chosen(held, **{**MONEY, "decision_cycle": days}).now[0].terms.impact for days in (91.0, 300.0, 600.0)]
    assert impacts == sorted(impacts, reverse=True)
    late = chosen(held, **{**MONEY, "decision_cycle": 1100.0}).now
    assert not late or late[0].terms.impact <= impacts[-1]
