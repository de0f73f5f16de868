"""The moves made are the best there are room for: held against every set there is."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

import pytest
from helpers.candidates import choosing, move, pool
from helpers.draws import cases
from hypothesis import given
from hypothesis import strategies as st

from salesmode.engine.board import Board, Placement
from salesmode.engine.moves import Candidate
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.search import Search, means_of

TEAM = [{"role": "founder", "people": 1, "plan_hours": 4}, {"role": "sales", "people": 1, "plan_hours": 6}]
SMALL = choosing(team=TEAM, horizon_weeks=13, monthly_budget=500)
WIN, CHURN, VISITS, LARGE = pool("w"), pool("c", 600), pool("v", 300), pool("w", 10_000)


def best_of(candidates: Sequence[Candidate], whom: Choosing = SMALL) -> tuple[set[str], Search]:
    """Return the ids of the best moves, and the search that found them."""
    search = Search(whom, list(candidates), [], [])
    chosen, _ = search.best()
    return {one.candidate.id for one in chosen}, search


def worth_of(search: Search, ids: Sequence[Candidate]) -> float | None:
    """Return the value of a set placed in the order of the search, `None` where one finds no room.

    Nor has a set one that holds more of a play than a plan may.
    """
    of_a_play = Counter(candidate.move.play for candidate in ids)
    if max(of_a_play.values(), default=0) > search.settings.of_a_play:
        return None
    board, chosen = Board(means_of(search.choosing)), list[Placement]()
    for candidate in ids:
        placed = search.room_for(candidate, chosen, board)
        if not isinstance(placed, Placement):
            return None
        board.book(placed)
        chosen.append(placed)
    return search.value(chosen)


def test_two_moves_on_one_lever_share_it() -> None:
    """A half and a half of a thousand are 750, so 0.6 of another lever's 600 is worth more than the second half."""
    alone = choosing(team=TEAM[:1], horizon_weeks=13)
    moves = [move(id, WIN, 0.5, of_whom=alone, once=22) for id in ("a", "b")]
    ids, _ = best_of([*moves, move("c", CHURN, 0.6, of_whom=alone, once=20)], alone)
    assert len(ids & {"a", "b"}) == 1  # 44.2 hours hold two of the three
    assert "c" in ids


def test_what_the_owner_wrote_of_decides_between_moves_that_bring_about_the_same() -> None:
    """A quarter of what it brings speaks for the move a sentence of the notes is about."""
    notes = "Old customers hear from us one week before their contracts expire."
    ids = "a", "b2b.crm.renewals"
    for whom, first in ((SMALL, "a"), (choosing(team=TEAM, horizon_weeks=13, notes=notes), "b2b.crm.renewals")):
        moves = [move(id, pool(id), share, of_whom=whom, once=60) for id, share in zip(ids, (0.5, 0.45), strict=True)]
        assert best_of(moves, whom)[0] == {first}


def test_what_nobody_has_hours_for_is_not_made() -> None:
    """Six hours a week for thirteen weeks are 78, of which 15% stay free: 66.3."""
    fits, too_much = (move("m", LARGE, 0.1, of_whom=SMALL, role="sales", once=hours) for hours in (66, 67))
    assert best_of([fits])[0] == {"m"}
    assert best_of([too_much])[0] == set()


def test_the_deputy_of_a_role_that_is_short_does_its_work() -> None:
    """The owner has 44.2 hours, the seller who stands in has 66.3; two moves of 40 are one each."""
    one, other = (move(id, of, 0.5, of_whom=SMALL, once=40) for id, of in (("a", LARGE), ("b", CHURN)))
    chosen, _ = best_of([one, other])[1].best()
    assert {placed.candidate.id: [row.assignee for row in placed.candidate.work] for placed in chosen} == {
        "a": ["founder"], "b": ["sales"],
    }  # fmt: skip
    alone = choosing(team=TEAM[:1], horizon_weeks=13)
    one, other = (move(id, of, 0.5, of_whom=alone, once=40) for id, of in (("a", LARGE), ("b", CHURN)))
    assert best_of([one, other], alone)[0] == {"a"}


def test_of_one_play_two_moves_are_made_at_most() -> None:
    """The third one gives its place to a smaller move of another play."""
    same = [move(f"p.{id}", pool(id), 0.5, of_whom=SMALL) for id in "abc"]
    ids, _ = best_of([*same, move("q.d", pool("d"), 0.2, of_whom=SMALL)])
    assert ids == {"p.a", "p.b", "q.d"}


def test_running_hours_count_to_the_end_of_the_plan() -> None:
    """Three and a half hours in each of 13 weeks are 45.5, more than may be planned, so they begin a week later."""
    starts = []
    for weekly in (3, 3.5):
        chosen, _ = best_of([move("m", LARGE, 0.1, of_whom=SMALL, weekly=weekly)])[1].best()
        starts += [one.start for one in chosen]
    assert starts == [1, 2]
    too_much = move("m", LARGE, 0.1, of_whom=SMALL, role="sales", weekly=6.5)
    assert best_of([too_much])[0] == set()  # more than a week has


def test_money_of_a_later_month_pays_for_a_later_start() -> None:
    """With 500 a month, 900 can be spent from the second month on, in week 5; 1,600 never inside three months."""
    ids, search = best_of([move("m", LARGE, 0.5, of_whom=SMALL, once=1, cash=900)])
    chosen, _ = search.best()
    assert ids == {"m"}
    assert chosen[0].start == 5
    assert best_of([move("m", LARGE, 0.5, of_whom=SMALL, once=1, cash=1600)])[0] == set()


def test_what_costs_more_than_it_brings_is_not_made() -> None:
    """A tenth of a thousand for 200."""
    assert best_of([move("m", WIN, 0.1, of_whom=SMALL, once=1, cash=200)])[0] == set()


def test_a_move_that_needs_another_comes_after_it_or_not_at_all() -> None:
    """Alone it is nothing; with the other one it begins once that one runs."""
    second = move("b", WIN, 0.4, of_whom=SMALL, once=4, needs=["a"])
    assert best_of([second])[0] == set()
    ids, search = best_of([move("a", CHURN, 0.1, of_whom=SMALL, once=8), second])
    chosen, _ = search.best()
    assert ids == {"a", "b"}
    first, then = chosen
    assert then.start >= first.runs_from == 3  # eight hours at four a week are two weeks


def test_the_stated_goal_may_claim_one_move_that_money_would_not_take() -> None:
    """It costs more than the 30 it brings, and is the only one that serves the goal; of the 400 no more than 60."""
    large, (cheap, dear) = move("a", WIN, 0.4, of_whom=SMALL, once=4), (
        move("g", VISITS, 0.1, of_whom=SMALL, once=1, cash=cash, for_goal=True) for cash in (80, 100)
    )  # fmt: skip
    ids, search = best_of([large, cheap])
    assert ids == {"a", "g"}
    assert search.for_goal == "g"
    assert best_of([large, dear])[0] == {"a"}


@cases(200)
@given(st.lists(
    st.tuples(st.sampled_from("pqr"), st.sampled_from([WIN, CHURN, VISITS]), st.floats(0.01, 0.6),
              st.sampled_from(["founder", "sales"]),
              st.floats(0, 30), st.floats(0, 2), st.sampled_from([0.0, 50.0, 400.0])),
    min_size=1, max_size=7,
))  # fmt: skip
def test_no_set_that_finds_room_is_worth_more(drawn: list[tuple[object, ...]]) -> None:
    """Held against every set of up to as many moves as are made, placed in the same order."""
    moves = [
        move(f"{play}.m{place}", of, share, of_whom=SMALL, role=role, once=once, weekly=weekly, cash=cash)  # type: ignore[arg-type]
        for place, (play, of, share, role, once, weekly, cash) in enumerate(drawn)
    ]
    search = Search(SMALL, moves, [], [])
    chosen, _ = search.best()
    sets = itertools.chain.from_iterable(
        itertools.combinations(search.candidates, size) for size in range(search.most + 1)
    )  # fmt: skip
    best = max(worth for one in sets if (worth := worth_of(search, one)) is not None)
    assert search.value(chosen) == pytest.approx(best)


def test_a_goal_that_hardly_brings_anything_claims_no_move() -> None:
    """A twentieth of the 400 that the best set leaves is 20: 15 are answered with that, 30 are made."""
    large = move("a", WIN, 0.4, of_whom=SMALL, once=4)
    little, enough = (
        move("g", VISITS, share, of_whom=SMALL, once=1, cash=cash, for_goal=True)
        for share, cash in ((0.05, 40), (0.1, 60))
    )
    assert best_of([large, little])[0] == {"a"}
    assert best_of([large, enough])[0] == {"a", "g"}


def test_a_quarter_of_the_budget_can_be_taken_from_advertising() -> None:
    """Of 500 a month advertising leaves 200, or less than the 125 that are a quarter."""
    budgets = [means_of(choosing(team=TEAM, monthly_budget=500, ad_spend=ads)).budget for ads in (300, 490, 900)]
    assert budgets == [200, 125, 125]


def test_in_a_house_that_is_full_for_weeks_more_orders_bring_nothing() -> None:
    """A tenth of capacity and six weeks of work are full; with five weeks 1,100 less 1,000 can still be sold."""
    known = {"team": TEAM, "revenue": 1000.0, "spare_capacity": 0.1, "relationship": "repeat", "annual_churn": 0.0}
    full, nearly = (Search(choosing(**known, backlog_weeks=weeks), [], [], []).room for weeks in (6, 5))
    assert full == 0
    assert nearly == pytest.approx(100)


def test_a_finding_speaks_for_a_move_no_louder_than_the_move_itself() -> None:
    """Of 22,000 short of break-even a tenth would be 2,200: 100 or 5,000 that a move brings hear 100 or 2,200."""
    known = {"revenue": 100_000.0, "gross_margin": 0.5, "fixed_costs": 6000.0, "relationship": "repeat"}
    short = choosing(team=TEAM, annual_churn=0.3, **known)
    moves = [
        move(id, LARGE, share, of_whom=short, answers=["below_break_even"]) for id, share in (("a", 0.01), ("b", 0.5))
    ]
    search = Search(short, moves, [], [])
    assert {id: sum(stakes.values()) for id, stakes in search.at_stake.items()} == pytest.approx({"a": 100, "b": 2200})
