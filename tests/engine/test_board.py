"""Moves on the weeks: set-up as hours allow, running hours, starts a week, weeks of waiting, money by month."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.candidates import choosing, move, pool
from msgspec.structs import replace

from salesmode.engine.board import Board, Means, Placement, TooLittle
from salesmode.engine.moves import Candidate, RoleHours

WHOM = choosing()
WORTH = pool("w")


def means(*, weeks: int = 13, budget: float | None = None, free: float = 0.0, **capacity: float) -> Means:
    """Return what a plan may use: by default thirteen weeks of a founder and a seller with four hours each."""
    return Means(weeks, capacity or {"founder": 4.0, "sales": 4.0}, budget, (5, 4, 4), free, 2, 4)


def asked(id: str = "m", **takes: Any) -> Candidate:
    """Return a move that takes hours of the founder, or money; `elapsed`, `lasts` and `monthly` are weeks and money."""
    changes = {key: takes.pop(key) for key in ("elapsed", "lasts") if key in takes}
    monthly = takes.pop("monthly", 0.0)
    made = move(id, WORTH, 0.1, of_whom=WHOM, **takes)
    return replace(made, move=replace(made.move, **changes), cash_monthly=monthly)


def placed(board: Board, candidate: Candidate, earliest: int = 1, latest: int | None = None) -> Placement:
    """Return where a move is put, which must have room."""
    found = board.room_for(candidate, earliest, latest)
    assert isinstance(found, Placement), found
    board.book(found)
    return found


def short(board: Board, candidate: Candidate, earliest: int = 1) -> tuple[str, str | None]:
    """Return what a move is short of, and whose."""
    found = board.room_for(candidate, earliest)
    assert isinstance(found, TooLittle), found
    return found


def test_a_set_up_is_spread_over_the_weeks_its_people_have() -> None:
    """Ten hours at four a week are four, four and two; what it takes to run begins in the week after."""
    found = placed(Board(means()), asked(once=10.0, weekly=1.0))
    assert found.set_up == {("founder", 1): 4, ("founder", 2): 4, ("founder", 3): 2}
    assert (found.start, found.ready, found.runs_from, found.runs_to) == (1, 3, 4, 13)
    assert found.hours == 10 + 10 * 1


def test_the_slowest_role_says_when_it_is_ready() -> None:
    """The founder needs one week, the seller three."""
    both = replace(asked(), work=(RoleHours("founder", "founder", 4.0, 0.0), RoleHours("sales", "sales", 9.0, 0.0)))
    assert placed(Board(means()), both).ready == 3


def test_the_next_move_takes_the_hours_that_are_left() -> None:
    """Of week 3 two hours are left, and of running hours a week always has three."""
    board = Board(means())
    placed(board, asked("a", once=10.0, weekly=1.0))
    second = placed(board, asked("b", once=5.0))
    assert second.set_up == {("founder", 3): 2, ("founder", 4): 3}
    assert board.free["founder"][:5] == [0, 0, 0, 0, 3]


def test_a_move_on_a_copy_leaves_the_board_as_it_was() -> None:
    """And one without room is put nowhere."""
    board = Board(means())
    placed(board.copy(), asked(once=10.0, weekly=1.0, cash=50.0))
    assert short(board, asked(once=53.0)) == ("hours", "founder")
    assert board.free["founder"] == [4.0] * 13
    assert (board.left["founder"], board.starts, board.spend) == (52, {}, [0.0] * 3)


def test_a_part_of_all_hours_stays_free_over_the_whole_of_the_weeks() -> None:
    """Of 52 hours 15% are 7.8: 44 can be planned and 45 cannot."""
    assert isinstance(Board(means(free=0.15)).room_for(asked(once=44.0), 1), Placement)
    assert short(Board(means(free=0.15)), asked(once=45.0)) == ("hours", "founder")


def test_running_hours_need_room_in_every_week_to_the_end() -> None:
    """Three hours a week leave one; another move of two finds none, one of one does."""
    board = Board(means())
    placed(board, asked("a", weekly=3.0))
    assert isinstance(board.copy().room_for(asked("b", weekly=2.0), 1), TooLittle)
    assert placed(board, asked("c", weekly=1.0)).runs_from == 1


def test_what_lasts_a_few_weeks_frees_its_hours_again() -> None:
    """Set up in week 1, it runs in weeks 2 to 5."""
    board = Board(means())
    found = placed(board, asked(once=4.0, weekly=2.0, lasts=4))
    assert (found.runs_from, found.runs_to, found.hours) == (2, 5, 12)
    assert board.free["founder"][4:6] == [2, 4]


def test_two_moves_a_week_begin_at_most() -> None:
    """The third of an hour each begins in the week after, whoever does it."""
    board = Board(means())
    assert [placed(board, asked(id, once=1.0)).start for id in "abc"] == [1, 1, 2]
    assert placed(board, asked("d", role="sales", once=1.0)).start == 2
    assert placed(board, asked("e", role="sales", once=1.0)).start == 3


def test_weeks_that_others_take_pass_before_it_runs() -> None:
    """Ready in week 2, three weeks for others: it runs from week 6; ready in week 1, there is no time for thirteen."""
    found = placed(Board(means()), asked(once=8.0, weekly=1.0, elapsed=3))
    assert (found.start, found.runs_from) == (1, 6)
    assert Board(means()).room_for(asked(once=4.0, elapsed=13), 1) == TooLittle("weeks")
    last = placed(Board(means()), asked(once=4.0, elapsed=12))
    assert (last.runs_from, last.runs_to, last.hours) == (14, 13, 4)  # it waits to the last week, and runs after it


def test_running_work_runs_four_weeks_inside_the_plan_or_half_of_a_short_one() -> None:
    """Ready in week 9 it runs in weeks 10 to 13, and not where it is ready in week 10; what lasts two needs two."""
    late = [Board(means()).room_for(asked(once=4.0, weekly=1.0, elapsed=weeks), 1) for weeks in (8, 9)]
    assert isinstance(late[0], Placement)
    assert (late[0].runs_from, late[1]) == (10, TooLittle("weeks"))
    assert placed(Board(means()), asked(once=4.0, weekly=1.0, elapsed=10, lasts=2)).runs_from == 12
    assert placed(Board(means(weeks=5)), asked(once=4.0, weekly=1.0, elapsed=1)).runs_from == 3
    assert Board(means(weeks=5)).room_for(asked(once=4.0, weekly=1.0, elapsed=2), 1) == TooLittle("weeks")


def test_a_move_begins_with_its_first_hour_and_no_earlier_than_it_may() -> None:
    """In week 5 where it needs another move until then, or where nobody has an hour before."""
    board = Board(means())
    assert placed(board.copy(), asked(once=1.0), earliest=5).start == 5
    placed(board, asked("a", once=16.0))
    assert placed(board, asked("b", once=1.0)).start == 5


def test_what_is_for_a_season_is_ready_before_it_or_not_made() -> None:
    """Ten hours at four a week are over in week 3, not in week 2."""
    assert placed(Board(means()), asked(once=10.0), latest=3).ready == 3
    assert Board(means()).room_for(asked(once=10.0), 1, 2) == TooLittle("season")


def test_what_one_month_leaves_the_next_may_spend() -> None:
    """500 a month: 900 in week 6, the first of the second month, and 1,600 never inside three."""
    board = Board(means(budget=500.0))
    assert placed(board, asked("a", once=1.0, cash=900.0)).start == 6
    assert board.spend == [0, 900, 0]
    assert short(board, asked("b", once=1.0, cash=700.0)) == ("cash", None)
    assert isinstance(Board(means(budget=None)).room_for(asked(once=1.0, cash=9e9), 1), Placement)


def test_what_it_costs_a_month_is_paid_in_every_month_in_which_it_runs() -> None:
    """Once in the month it begins; set up in week 5, it runs in months two and three."""
    board = Board(means(budget=500.0))
    found = placed(board, asked(once=4.0, cash=100.0, monthly=300.0), earliest=5)
    assert (found.start, found.runs_from) == (5, 6)
    assert board.spend == [100, 300, 300]
    assert board.monthly(found) == 600


def test_what_no_month_could_carry_is_not_made_though_it_ran_after_the_plan() -> None:
    """501 of 500 a month without end; for four weeks alone the money of three months is there."""
    assert short(Board(means(budget=500.0)), asked(once=1.0, monthly=501.0)) == ("cash", None)
    assert placed(Board(means(budget=500.0)), asked(once=1.0, monthly=1400.0, lasts=4)).runs_from == 10


@pytest.mark.parametrize(("week", "month"), [(1, 1), (5, 1), (6, 2), (9, 2), (10, 3), (13, 3), (14, 4), (18, 4)])
def test_a_quarter_is_months_of_five_four_and_four_weeks(week: int, month: int) -> None:
    """And the next quarter begins with five again."""
    assert means().month(week) == month
