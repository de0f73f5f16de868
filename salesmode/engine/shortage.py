"""What is really short for a move that found no place on the weeks."""

from __future__ import annotations

from msgspec.structs import replace

from salesmode.engine.board import Board, TooLittle
from salesmode.engine.moves import Candidate


def shortage(candidate: Candidate, board: Board, earliest: int, latest: int | None) -> TooLittle:
    """Return what keeps a move off a board: the first of hours in all, weeks, money, starts, a season, hours of a week.

    A search stops at whatever fails in the last week it tries; this is what the plan, as printed, bears out.
    """
    for role in dict.fromkeys((*candidate.once_by_role, *candidate.weekly_by_role)):
        if board.needed(candidate, role) > board.spare(role):
            return TooLittle("hours", role)
    empty = Board(replace(board.means, budget=None)).with_ample_hours()
    never = empty.room_for(candidate, earliest, latest)
    if isinstance(never, TooLittle):
        return never
    begun = board.with_ample_hours()
    paid = begun.copy()
    paid.starts = {}
    if _no_room(candidate, paid, earliest, latest):
        return TooLittle("cash")
    if _no_room(candidate, begun, earliest, latest):
        return TooLittle("starts")
    if latest is not None:
        return TooLittle("season")
    return TooLittle("busy", _busiest(candidate, board, earliest, latest))


def _busiest(candidate: Candidate, board: Board, earliest: int, latest: int | None) -> str:
    """The role whose weeks alone leave no room, else the one that is asked for most."""
    asked = {role: board.needed(candidate, role) for role in (*candidate.once_by_role, *candidate.weekly_by_role)}
    roles = sorted(asked, key=lambda role: (-asked[role], role))
    others = (board.with_ample_hours(set(board.free) - {role}) for role in roles)
    full = (role for role, own in zip(roles, others, strict=True) if _no_room(candidate, own, earliest, latest))
    return next(full, roles[0])


def _no_room(candidate: Candidate, board: Board, earliest: int, latest: int | None) -> bool:
    return isinstance(board.room_for(candidate, earliest, latest), TooLittle)
