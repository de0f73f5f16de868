"""Which plays: slots, ties, the goal, prerequisites, and what excludes."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, example, raw_level, raw_play, small_library
from helpers.selecting import MONEY, WIN, chosen, when

from salesmode.engine.plan import make_plan
from salesmode.engine.selection import Selection


def now(selection: Selection) -> list[str]:
    """Return the plays taken now."""
    return [one.play.id for one in selection.now]


def passed(selection: Selection) -> dict[str, str]:
    """Return the plays passed over, each with the reason."""
    return {item.play: item.why for item in selection.not_now}


# -------------------------------------------------------------------------------------------------- slots, order, goal

SIX = {
    f"b2b.{id}": raw_play(raw_level(impact=impact))
    for id, impact in zip("abcdef", (0.8, 0.8, 0.6, 0.6, 0.4, 0.2), strict=True)
}


@pytest.mark.parametrize(("hours", "count"), [(0, 1), (5.9, 1), (6, 2), (19.9, 2), (20, 3), (168, 3)])
def test_plan_hours_say_how_many_plays_run_at_once(hours: float, count: int) -> None:
    """One under six hours a week, two under twenty, else three; at most three come next, the rest are ranked out."""
    selection = chosen(small_library(SIX, []), hours=hours)
    assert selection.slots == count == len(selection.now)
    assert len(selection.next) == min(3, 6 - count)
    assert list(passed(selection).values()) == ["rank"] * (6 - count - len(selection.next))


def test_ties_go_by_worth_then_by_id() -> None:
    """Equal scores: more money first; equal money: the alphabet."""
    selection = chosen(small_library(SIX, []))
    assert now(selection) == ["b2b.a", "b2b.b", "b2b.c"]
    assert [one.play.id for one in selection.next] == ["b2b.d", "b2b.e", "b2b.f"]
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
    selection = make_plan(example(name), LIBRARY).selection
    free = [
        one.score
        for one in (*selection.now, *selection.next)
        if one.play.id not in (selection.forced, selection.for_goal)
    ]
    assert free == sorted(free, reverse=True)
    ids = [one.play.id for one in (*selection.now, *selection.next)] + [item.play for item in selection.not_now]
    assert len(ids) == len(set(ids))
    assert set(ids) >= {play.id for play in LIBRARY.plays.values() if not play.backbone}


LEADS = {"id": "leads", "low": 0.1, "high": 0.1, "sources": ["judgement"]}
FOR_GOAL = {**SIX, "b2b.g": raw_play(raw_level(impact=0.2, levers=[LEADS]))}


def test_the_last_slot_follows_the_goal() -> None:
    """The play that serves the goal takes the last slot, whatever it scores, and is named."""
    held = small_library(FOR_GOAL, [])
    selection = chosen(held, goal="more_leads")
    assert now(selection) == ["b2b.a", "b2b.b", "b2b.g"]
    assert selection.for_goal == "b2b.g"
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
    assert now(chosen(small_library(plays, [], min_fit=0.0), goal=goal)) == taken


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
    selection = chosen(small_library(FOR_GOAL, []), hours=5, goal="more_leads")
    assert (now(selection), selection.for_goal) == (["b2b.a"], None)


def test_the_play_for_the_goal_never_drives_out_the_forced_one() -> None:
    """Two slots: the forced play and the one for the goal."""
    cash = {"id": "tight", "if": {"answer": "cash_months", "at_most": 3}, "force": "b2b.f", "sources": ["judgement"]}
    selection = chosen(small_library(FOR_GOAL, [cash]), hours=10, goal="more_leads", cash_months=1.0)
    assert now(selection) == ["b2b.f", "b2b.g"]


# ------------------------------------------------------------------------------------------------------ prerequisites


def test_a_blocked_play_passes_its_score_to_what_it_waits_for() -> None:
    """The prerequisite ranks by both scores; the blocked play is passed over and says what comes first."""
    needy = raw_play(raw_level(impact=0.8, needs=[{"play": "b2b.f", "level": 1}]))
    held = small_library({**SIX, "b2b.a": needy}, [])
    selection = chosen(held)
    first = selection.now[0]
    assert first.play.id == "b2b.f"
    alone = chosen(small_library(SIX, []))
    scores = {one.play.id: one.score for one in (*alone.now, *alone.next)}
    assert first.terms.inherited == pytest.approx(scores["b2b.a"])
    assert first.score == pytest.approx(scores["b2b.f"] + scores["b2b.a"])
    waiting = next(item for item in selection.not_now if item.play == "b2b.a")
    assert (waiting.why, waiting.waits_for) == ("needs", "b2b.f")


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
