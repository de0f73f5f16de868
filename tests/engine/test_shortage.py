"""Why a move has no place: the reason that is told is true of the plan as printed."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.candidates import choosing, move, pool
from helpers.libraries import EXAMPLES, LIBRARY, example
from helpers.profiles import SOME, profiles
from hypothesis import given
from msgspec.structs import replace

from salesmode.business.profile import Profile
from salesmode.engine.board import Board, Means, Placement
from salesmode.engine.moves import Candidate
from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.shortage import shortage

EXACT = 1e-6
WHOM = choosing()


def board_of(*, weeks: int = 13, budget: float | None = None) -> Board:
    """Return an empty board of a founder with four hours a week, two moves beginning in a week."""
    return Board(Means(weeks, {"founder": 4.0}, budget, (5, 4, 4), 0.0, 2, 4))


def asked(id: str = "m", *, elapsed: int = 0, **takes: Any) -> Candidate:
    """Return a move that takes hours of the founder, or money."""
    made = move(id, pool("w"), 0.1, of_whom=WHOM, **takes)
    return replace(made, move=replace(made.move, elapsed=elapsed))


def booked(board: Board, *candidates: Candidate) -> Board:
    """Return the board with moves on it."""
    for candidate in candidates:
        placed = board.room_for(candidate, 1)
        assert isinstance(placed, Placement)
        board.book(placed)
    return board


@pytest.mark.parametrize(
    ("board", "candidate", "why"),
    [
        (booked(board_of(), asked("a", weekly=3.5)), asked(once=8.0), ("hours", "founder")),
        (booked(board_of(), asked("a", weekly=2.0)), asked(weekly=3.0), ("busy", "founder")),
        (board_of(), asked(weekly=5.0), ("busy", "founder")),
        (board_of(weeks=5), asked(once=4.0, weekly=1.0, elapsed=2), ("weeks", None)),
        (booked(board_of(budget=50), asked("a", once=1.0, cash=150.0)), asked(once=1.0, cash=20.0), ("cash", None)),
        (booked(board_of(weeks=1), asked("a", once=1.0), asked("b", once=1.0)), asked(once=1.0), ("starts", None)),
    ],
    ids=["hours in all", "hours beside others", "hours of any week", "weeks", "money", "two begun a week"],
)  # fmt: skip
def test_what_is_told_to_be_short_is_what_is_short(board: Board, candidate: Candidate, why: tuple[str, str]) -> None:
    """Not what failed in the last week that was tried, which is mostly the weeks."""
    assert shortage(candidate, board, 1, None) == why


def refused_untruly(plan: Plan) -> list[str]:
    """Return the moves refused for a reason that the plan does not bear out."""
    selection = plan.selection
    board, by_id = selection.board, {one.id: one for one in selection.candidates}
    untrue = []
    for item in selection.rejections:
        if item.why in ("hours", "busy"):
            assert item.detail is not None
            lacks = board.needed(by_id[item.move], item.detail) > board.left[item.detail] + EXACT
            untrue += [item.move] if lacks is (item.why == "busy") else []
        if item.why == "full":
            hours = plan.business.capacity.week
            most = next(row.moves for row in LIBRARY.settings.selection.sizes if row.below is None or hours < row.below)
            untrue += [item.move] if len(selection.moves) < most else []
    return untrue


@SOME
@given(profiles())
def test_no_hours_are_said_to_be_lacking_that_are_there(profile: Profile) -> None:
    """A role that is short of hours has fewer left than the move needs, and a busy one has as many."""
    assert refused_untruly(make_plan(profile, LIBRARY)) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_refusals_of_an_example_are_true(name: str) -> None:
    """For every move that found no place."""
    assert refused_untruly(make_plan(example(name), LIBRARY)) == []
