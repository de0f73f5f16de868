"""Which plays: the published formula recomputed term by term, slots, ties, prerequisites, and what excludes."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import EXAMPLES, LIBRARY, build, example, raw_action, raw_level, raw_play, small_library

from salesmode.candidate import Candidate
from salesmode.choose import Choice
from salesmode.library import Library
from salesmode.plan import Plan, make_plan

FUNNEL: dict[str, Any] = {
    "leads_per_month": 20.0,
    "mql_rate": 0.5,
    "sql_rate": 0.5,
    "opportunity_rate": 0.5,
    "win_rate": 0.2,
}  # 30 opportunities a year
MONEY: dict[str, Any] = {
    "buyer": "organization", "deal_value": 1000.0, "relationship": "one_off", "decision_cycle": 91.0,
    "gross_margin": 0.5, "revenue": 10_000.0, "revenue_target": 20_000.0, **FUNNEL,
}  # fmt: skip
UNPRICED = {"id": "repeat_rate", "low": 0.1, "high": 0.1, "sources": ["judgement"]}
WIN = {"id": "win_rate", "low": 0.02, "high": 0.04, "sources": ["judgement"]}


def team(hours: float) -> tuple[dict[str, Any], ...]:
    """Return one seller with so many plan hours a week."""
    return ({"role": "sales", "people": 1, "plan_hours": hours},)


def planned(held: Library, hours: float = 30, **answers: Any) -> Plan:
    """Return the plan of a business that sells to organisations."""
    return make_plan(build(**{"buyer": "organization", "team": team(hours), **answers}), held)


def chosen(held: Library, hours: float = 30, **answers: Any) -> Choice:
    """Return the choice for a business that sells to organisations."""
    return planned(held, hours, **answers).choice


def now(choice: Choice) -> list[str]:
    """Return the plays taken now."""
    return [one.play.id for one in choice.now]


def passed(choice: Choice) -> dict[str, str]:
    """Return the plays passed over, each with the reason."""
    return {item.play: item.why for item in choice.not_now}


def when(id: str, condition: dict[str, Any], weight: float = 1) -> dict[str, Any]:
    """Return a reason of a play."""
    return {"id": id, "if": condition, "weight": weight, "sources": ["judgement"]}


def candidates(plan: Plan) -> list[Candidate]:
    """Return every play that could have been taken."""
    return [*plan.choice.now, *plan.choice.next]


# -------------------------------------------------------------------------------------------------------- the formula


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_term_of_the_score_can_be_recomputed(name: str) -> None:
    """`score = fit x gap x impact x confidence / effort`, each term from the play, the answers and choice.yaml."""
    plan = make_plan(example(name), LIBRARY)
    profile, constants = plan.profile, LIBRARY.index["choice"]
    hours = sum(plan.team.hours.values()) * (profile.horizon_weeks or 13)
    for one in candidates(plan):
        truths = [(rule.weight, rule.test(plan.facts)) for rule in one.play.when]
        known = sum(weight for weight, truth in truths if truth is not None)
        holds = sum(weight for weight, truth in truths if truth)
        fit, confidence = holds / known, known / sum(weight for weight, _ in truths)
        mode, motion = plan.diagnosis.mode, plan.diagnosis.motion
        sides = ("b2b", "b2c") if mode == "hybrid" else (mode,)
        demand = max(one.play.demand[side][motion] for side in sides)  # type: ignore[index]
        worths = {lever.id: max(0.0, lever.worth.mid) for lever in plan.weighing.levers if lever.worth is not None}
        moved = max((worths.get(lever.id, 0.0) for lever in one.steps), default=0.0)
        near = moved / max(worths.values()) if moved else 0.0
        demand += near if near >= 0.5 else 0.0
        level = (profile.maturity or {}).get(one.play.id, 0)
        gap = max(0, min(demand, 4) - level) / 4
        work = sum(action.hours + action.cash * constants["cash_hour_rate"] for action in one.actions)
        effort = 1 + work / hours
        terms = one.terms
        assert (terms.fit, terms.gap, terms.confidence, terms.effort) == pytest.approx((fit, gap, confidence, effort))
        assert one.level.number == level + 1
        assert one.score == round(fit * gap * terms.impact * confidence / effort + terms.passed, 4)
        if profile.revenue is None or profile.gross_margin is None:
            assert terms.impact == one.level.impact
        elif one.worth is not None and {lever.id for lever in one.steps} - {"cycle"} == one.claims.keys():
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
    choice = chosen(held, **MONEY)
    point = 30 * 1000 * 0.01 * 41 / 52 * 0.5
    claims = {one.play.id: one.worth.mid for one in choice.now if one.worth}
    assert sum(claims.values()) == pytest.approx(3 * point)
    assert claims["b2b.a"] == pytest.approx(3 * claims["b2b.b"])
    assert choice.adds is not None
    assert choice.adds.mid == pytest.approx(3 * point)
    assert choice.adds_sales is not None
    assert choice.adds_sales.mid == pytest.approx(6 * point)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_lever_is_claimed_beyond_its_largest_step(name: str) -> None:
    """All claims on a lever together are at most what its largest stated step brings."""
    plan = make_plan(example(name), LIBRARY)
    for priced in plan.weighing.levers:
        claims = [one.claims[priced.id].mid for one in candidates(plan) if priced.id in one.claims]
        steps = [
            (lever.low + lever.high) / 2
            for one in candidates(plan)
            for lever in one.level.levers
            if lever.id == priced.id
        ]
        if claims and priced.per_point is not None:
            assert sum(claims) <= max(steps) * 100 * priced.per_point * (1 + 1e-9)


@pytest.mark.parametrize("gone", ["revenue", "gross_margin", "deal_value"])
def test_without_money_the_play_s_stated_impact_counts(gone: str) -> None:
    """Take away what prices the lever, and the file's own figure stands."""
    held = small_library({"b2b.a": raw_play(raw_level(levers=[WIN], impact=0.2))}, [])
    assert chosen(held, **{**MONEY, gone: None}).now[0].terms.impact == 0.2
    assert chosen(held, **MONEY).now[0].terms.impact != 0.2


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


# -------------------------------------------------------------------------------------------------- slots, order, goal

SIX = {
    f"b2b.{id}": raw_play(raw_level(impact=impact))
    for id, impact in zip("abcdef", (0.8, 0.8, 0.6, 0.6, 0.4, 0.2), strict=True)
}


@pytest.mark.parametrize(("hours", "count"), [(0, 1), (5.9, 1), (6, 2), (19.9, 2), (20, 3), (168, 3)])
def test_plan_hours_say_how_many_plays_run_at_once(hours: float, count: int) -> None:
    """One under six hours a week, two under twenty, else three; at most three come next, the rest are ranked out."""
    choice = chosen(small_library(SIX, []), hours=hours)
    assert choice.slots == count == len(choice.now)
    assert len(choice.next) == min(3, 6 - count)
    assert list(passed(choice).values()) == ["rank"] * (6 - count - len(choice.next))


def test_ties_go_by_worth_then_by_id() -> None:
    """Equal scores: more money first; equal money: the alphabet."""
    choice = chosen(small_library(SIX, []))
    assert now(choice) == ["b2b.a", "b2b.b", "b2b.c"]
    assert [one.play.id for one in choice.next] == ["b2b.d", "b2b.e", "b2b.f"]
    huge = {**WIN, "low": 0.4, "high": 0.4}
    worth = {"b2b.a": raw_play(raw_level(levers=[huge])), "b2b.z": raw_play(raw_level(levers=[{**huge, "high": 0.5}]))}
    first, second = chosen(
        small_library(worth, []), **{**MONEY, "revenue_target": 1.0}
    ).now  # both worth more than enough
    assert first.score == second.score
    assert first.play.id == "b2b.z"


@pytest.mark.parametrize("name", EXAMPLES)
def test_plays_stand_by_score(name: str) -> None:
    """Now before next, higher before lower, but for one forced and one taken for the goal; none twice."""
    choice = make_plan(example(name), LIBRARY).choice
    free = [one.score for one in (*choice.now, *choice.next) if one.play.id not in (choice.forced, choice.for_goal)]
    assert free == sorted(free, reverse=True)
    ids = [one.play.id for one in (*choice.now, *choice.next)] + [item.play for item in choice.not_now]
    assert len(ids) == len(set(ids))
    assert set(ids) >= {play.id for play in LIBRARY.plays.values() if not play.backbone}


LEADS = {"id": "leads", "low": 0.1, "high": 0.1, "sources": ["judgement"]}
FOR_GOAL = {**SIX, "b2b.g": raw_play(raw_level(impact=0.2, levers=[LEADS]))}


def test_the_last_slot_follows_the_goal() -> None:
    """The play that serves the goal takes the last slot, whatever it scores, and is named."""
    held = small_library(FOR_GOAL, [])
    choice = chosen(held, goal="more_leads")
    assert now(choice) == ["b2b.a", "b2b.b", "b2b.g"]
    assert choice.for_goal == "b2b.g"
    assert now(chosen(held)) == ["b2b.a", "b2b.b", "b2b.c"]
    assert chosen(held).for_goal is None


@pytest.mark.parametrize(
    ("goal", "taken"), [("retention", ["b2b.a", "b2b.c", "b2b.d"]), ("win_rate", ["b2b.a", "b2b.b", "b2b.c"])]
)
def test_where_customers_are_kept_a_half_fitting_play_for_others_takes_no_slot(goal: str, taken: list[str]) -> None:
    """After the first, a play that moves nothing of the goal has at least half of its reasons, or waits."""
    half = [
        when("buys", {"answer": "buyer", "is": "organization"}),
        when("does_not", {"answer": "buyer", "is": "individual"}),
    ]
    third = [*half, when("nor_this", {"answer": "buyer", "is": "both"})]
    kept = {"id": "annual_churn", "low": 0.01, "high": 0.02, "sources": ["judgement"]}
    plays = {
        "b2b.a": raw_play(raw_level(levers=[WIN], impact=0.8)),
        "b2b.b": raw_play(raw_level(levers=[WIN], impact=0.8), when=third),
        "b2b.c": raw_play(raw_level(levers=[WIN], impact=0.4), when=half),
        "b2b.d": raw_play(raw_level(levers=[kept], impact=0.4), when=third),
    }
    assert now(chosen(small_library(plays, [], least_fit=0.0), goal=goal)) == taken


def test_a_goal_already_served_or_served_by_none_moves_nothing() -> None:
    """Only where plan and goal differ is it said so."""
    held = small_library({**FOR_GOAL, "b2b.a": raw_play(raw_level(impact=0.8, levers=[LEADS]))}, [])
    assert (now(chosen(held, goal="more_leads")), chosen(held, goal="more_leads").for_goal) == (
        ["b2b.a", "b2b.b", "b2b.c"],
        None,
    )
    assert chosen(small_library(SIX, []), goal="more_leads").for_goal is None


def test_a_single_slot_follows_the_money() -> None:
    """One play at a time: the one worth most."""
    choice = chosen(small_library(FOR_GOAL, []), hours=5, goal="more_leads")
    assert (now(choice), choice.for_goal) == (["b2b.a"], None)


def test_the_play_for_the_goal_never_drives_out_the_forced_one() -> None:
    """Two slots: the forced play and the one for the goal."""
    cash = {"id": "tight", "if": {"answer": "cash_months", "at_most": 3}, "force": "b2b.f", "sources": ["judgement"]}
    choice = chosen(small_library(FOR_GOAL, [cash]), hours=10, goal="more_leads", cash_months=1.0)
    assert now(choice) == ["b2b.f", "b2b.g"]


# ------------------------------------------------------------------------------------------------------ prerequisites


def test_a_blocked_play_passes_its_score_to_what_it_waits_for() -> None:
    """The prerequisite ranks by both scores; the blocked play is passed over and says what comes first."""
    needy = raw_play(raw_level(impact=0.8, needs=[{"play": "b2b.f", "level": 1}]))
    held = small_library({**SIX, "b2b.a": needy}, [])
    choice = chosen(held)
    first = choice.now[0]
    assert first.play.id == "b2b.f"
    alone = chosen(small_library(SIX, []))
    scores = {one.play.id: one.score for one in (*alone.now, *alone.next)}
    assert first.terms.passed == pytest.approx(scores["b2b.a"])
    assert first.score == pytest.approx(scores["b2b.f"] + scores["b2b.a"])
    waiting = next(item for item in choice.not_now if item.play == "b2b.a")
    assert (waiting.why, waiting.detail) == ("needs", "b2b.f")


def test_a_prerequisite_already_reached_blocks_nothing() -> None:
    """At level one the need is met."""
    needy = raw_play(raw_level(impact=0.8, needs=[{"play": "b2b.f", "level": 1}]))
    assert "b2b.a" in now(chosen(small_library({**SIX, "b2b.a": needy}, []), maturity={"b2b.f": 1}))


def test_a_chain_of_prerequisites_passes_every_score_to_its_end() -> None:
    """C waits for b, b waits for a: a carries all three."""
    plays = {
        "b2b.a": raw_play(),
        "b2b.b": raw_play(raw_level(needs=[{"play": "b2b.a", "level": 1}])),
        "b2b.c": raw_play(raw_level(needs=[{"play": "b2b.b", "level": 1}])),
    }
    (one,) = chosen(small_library(plays, [])).now
    single = chosen(small_library({"b2b.a": raw_play()}, [])).now[0].score
    assert one.score == pytest.approx(3 * single)


def test_a_play_does_not_start_without_its_prerequisite() -> None:
    """What it builds on is wrong for this business: it is not taken now."""
    wrong = raw_play(wrong_when=[when("no", {"answer": "buyer", "is": "organization"})])
    needy = raw_play(raw_level(needs=[{"play": "b2b.b", "level": 1}]))
    assert "b2b.a" not in now(chosen(small_library({"b2b.a": needy, "b2b.b": wrong}, [])))


# ----------------------------------------------------------------------------------------------- conditions of a play


def test_wrong_when_excludes_only_when_true() -> None:
    """True excludes; false, unknown and "does not apply" do not."""
    play = raw_play(wrong_when=[when("fits_nobody", {"answer": "goal", "is": "brand"})])
    held = small_library({"b2b.a": play}, [])
    assert passed(chosen(held, goal="brand")) == {"b2b.a": "wrong"}
    assert chosen(held, goal="brand").not_now[0].rule is not None
    for goal in ("margin", None, "n/a"):
        assert now(chosen(held, goal=goal)) == ["b2b.a"]


def test_an_unknown_reason_adds_nothing_to_fit_and_lowers_confidence() -> None:
    """Fit is of what is known; what is not known is missing confidence; what does not apply counts against."""
    reasons = [when("yes", {"answer": "buyer", "known": True}, 1), when("open", {"answer": "goal", "is": "brand"}, 3)]
    held = small_library({"b2b.a": raw_play(when=reasons)}, [])

    def terms(**answers: Any) -> tuple[float, float]:
        (one,) = chosen(held, **answers).now or chosen(held, **answers).next
        return one.terms.fit, one.terms.confidence

    assert terms() == (1.0, 0.25)
    assert terms(goal="brand") == (1.0, 1.0)
    assert passed(chosen(held, goal="margin")) == {"b2b.a": "fit"}  # a quarter fits: under the least that is taken
    assert passed(chosen(held, goal="n/a")) == {"b2b.a": "fit"}


def test_a_play_none_of_whose_reasons_is_known_is_not_taken() -> None:
    """Nothing speaks for it, and that is what is said."""
    held = small_library({"b2b.a": raw_play(when=[when("open", {"answer": "goal", "is": "brand"})])}, [])
    assert passed(chosen(held)) == {"b2b.a": "fit"}


def test_a_level_already_there_is_not_taken_again() -> None:
    """At the level demanded there is no gap; past the last level written it says so."""
    two = {"b2b.a": raw_play(raw_level(), raw_level())}
    assert passed(chosen(small_library(two, []), maturity={"b2b.a": 2})) == {"b2b.a": "reached"}
    assert passed(chosen(small_library({"b2b.a": raw_play()}, []), maturity={"b2b.a": 1})) == {"b2b.a": "unwritten"}
    assert chosen(small_library(two, []), maturity={"b2b.a": 1}).now[0].level.number == 2


def test_the_bottleneck_asks_one_level_more() -> None:
    """A play that moves the lever worth most may go a level beyond what the way of buying demands."""
    three = raw_play(raw_level(levers=[WIN]), raw_level(levers=[WIN]), raw_level(levers=[WIN]))
    held = small_library({"b2b.a": three}, [])
    gaps = [chosen(held, maturity={"b2b.a": level}, **MONEY).now[0].terms.gap for level in (0, 1, 2)]
    assert gaps == pytest.approx([3 / 4, 2 / 4, 1 / 4])
    assert passed(chosen(held, maturity={"b2b.a": 2})) == {
        "b2b.a": "reached"
    }  # without money nothing is the bottleneck


@pytest.mark.parametrize(("step", "extra"), [(0.1, 225 / 354.8), (0.05, 0)])
def test_a_lever_that_is_nearly_the_bottleneck_asks_for_nearly_a_level(step: float, extra: float) -> None:
    """A win rate worth 354.8; a tenth more leads: 6 orders x 1000 x 10 % x 39 of 52 weeks x half; a twentieth less."""
    leads = {**LEADS, "low": step, "high": step}
    plays = {"b2b.a": raw_play(raw_level(levers=[WIN])), "b2b.b": raw_play(raw_level(levers=[leads]))}
    gaps = {one.play.id: one.terms.gap for one in chosen(small_library(plays, []), **MONEY).now}
    assert gaps == pytest.approx({"b2b.a": 3 / 4, "b2b.b": (2 + extra) / 4}, rel=1e-3)


def test_plays_stop_what_their_answers_say() -> None:
    """A stop is told only of plays taken, and only where its condition holds."""
    stop = {"id": "hopeless", "if": {"answer": "buying_steps", "any_of": ["tender"]}, "sources": ["judgement"]}
    held = small_library({"b2b.a": raw_play(stops=[stop])}, [])
    assert [(play, rule.id) for play, rule in chosen(held, buying_steps=("tender",)).stop] == [("b2b.a", "hopeless")]
    assert chosen(held, buying_steps=("quote",)).stop == ()
    assert chosen(held).stop == ()
