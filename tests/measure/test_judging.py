"""Checks of an earlier plan, judged by what a business's own windows did when nothing changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from helpers.draws import share
from hypothesis import given
from hypothesis import strategies as st

from salesmode.knowledge.library import load_library
from salesmode.measure.judging import Counts, Judgement, Promise, Verdict, judge

SETTINGS = load_library().settings.gates
CALM = [Counts(100, well) for well in (24, 26, 25, 25, 23, 27)]  # 25% before, no wilder than luck
WILD = [Counts(100, well) for well in (10, 40, 20, 35, 12, 33)]  # 25% before, each window another
PROMISE = Promise(week=13, to=0.4)


def judged(well: int, before: Sequence[Counts] = CALM, promise: Promise = PROMISE, weeks: int = 13) -> Judgement:
    """Return what so many of a hundred say."""
    return judge(promise, Counts(100, well), weeks, before, SETTINGS)


@pytest.mark.parametrize(("well", "verdict"), [(45, "reached"), (25, "luck"), (30, "luck"), (10, "worse")])
def test_a_count_is_held_against_the_rate_before(well: int, verdict: Verdict) -> None:
    """25 of 100 before, 40 promised: 30 is one spread of 4.7 more and luck, 45 are four."""
    assert judged(well).verdict == verdict


def test_what_moved_but_less_than_promised_is_short() -> None:
    """45 of 100 is no luck, and less than 60."""
    assert judged(45, promise=Promise(13, 0.6)).verdict == "short"


def test_windows_that_differ_by_themselves_prove_less() -> None:
    """45 of 100 says much where each window brought 25, and nothing where they brought 10 to 40."""
    assert (judged(45).verdict, judged(45, WILD).verdict) == ("reached", "luck")


def test_the_spread_is_never_narrower_than_the_binomial() -> None:
    """Six windows of exactly 25 make 33 of 100 no less likely than the binomial does: P(X >= 33) is 0.0446."""
    chance = judged(33, [Counts(100, 25)] * 6).chance
    assert chance is not None
    assert chance >= 0.0446


def test_fewer_than_four_windows_tell_no_spread() -> None:
    """Three wild windows are judged by the binomial, and it says so."""
    assert (judged(45, WILD[:3]).windows, judged(45, WILD[:4]).windows) == (0, 4)


def test_nothing_is_judged_before_its_week() -> None:
    """Nor where nobody came; the week to judge in is told."""
    early = judged(90, weeks=6)
    assert (early.verdict, early.week) == ("too_early", 13)
    assert judge(PROMISE, Counts(0, 0), 20, CALM, SETTINGS).verdict == "too_early"


def test_too_few_cases_name_the_week_in_which_they_tell() -> None:
    """Of 40, the 16 promised are no more than luck; at the same pace they tell before the time has doubled."""
    early = judge(Promise(13, 0.4), Counts(40, 11), 13, [Counts(600, 150)] * 6, SETTINGS)
    assert early.verdict == "too_early"
    assert early.week is not None
    assert 13 < early.week <= 26


def test_what_should_fall_is_reached_from_above() -> None:
    """Of a hundred customers 10 leave where 25 did and 15 were hoped for; 45 are worse."""
    fewer = Promise(13, 0.15, rising=False)
    assert (judged(10, promise=fewer).verdict, judged(45, promise=fewer).verdict) == ("reached", "worse")


@pytest.mark.parametrize(("well", "verdict", "stops"), [(9, "reached", False), (6, "luck", False), (4, "short", True)])
def test_what_is_new_is_judged_by_its_promise(well: int, verdict: Verdict, stops: bool) -> None:
    """Of twenty asked eight were promised; 4 or fewer come by luck once in twenty (0.051), and the check says stop."""
    said = judge(Promise(13, 0.4, cases=20, stop=4), Counts(20, well), 13, [], SETTINGS)
    assert (said.verdict, said.stops) == (verdict, stops)
    if stops:
        assert said.chance == pytest.approx(0.05095, abs=5e-5)


def test_a_stated_start_serves_where_no_window_was_counted() -> None:
    """25% answered then, 45 of 100 now: P(X >= 45) is far below one in forty."""
    assert judged(45, [], Promise(13, 0.35, start=0.25)).verdict == "reached"


@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.04, 0.1]), st.sampled_from([0.1, 0.3, 0.6]))
def test_where_nothing_changed_one_window_in_ten_at_most_is_called_changed(seed: int, wild: float, rate: float) -> None:
    """The rates of windows swing by the same spread before and now, and 400 plans are judged on each draw."""
    import random  # noqa: TID251 - seeded, the same everywhere

    dice = random.Random(seed)  # noqa: S311
    plans = share(400)

    def window() -> Counts:
        drawn = min(1.0, max(0.0, dice.gauss(rate, wild)))
        cases = dice.randint(30, 80)
        return Counts(cases, sum(dice.random() < drawn for _ in range(cases)))

    verdicts = [
        judge(Promise(4, rate * 1.2), window(), 4, [window() for _ in range(dice.randint(4, 12))], SETTINGS).verdict
        for _ in range(plans)
    ]
    changed = sum(verdict in {"reached", "short", "worse"} for verdict in verdicts)
    assert changed <= 0.1 * plans + 1
