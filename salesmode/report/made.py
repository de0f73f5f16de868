"""The moves of a plan as objects, for programs that use salesmode as a library."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from salesmode.engine.plan import Plan
from salesmode.knowledge.library import Library
from salesmode.report.formats.json_moves import moves_data
from salesmode.report.outlines import words_for

if TYPE_CHECKING:  # the types need Pydantic, which no plan waits for
    from salesmode.report.formats.json_types.moves import WorthData


class MoveMade(NamedTuple):
    """A move of a plan: what to do, why, what it leaves a year (low, likely, high), from and to which week.

    `contribution` is `None` where no figure says what it leaves.
    """

    id: str
    title: str
    because: str
    segment: str | None
    contribution: tuple[float, float, float] | None
    start_week: int
    end_week: int
    first_step: str


def _ends(worth: WorthData | None) -> tuple[float, float, float] | None:
    if worth is None:
        return None
    leaves = worth["contribution"]
    return leaves["low"], leaves["likely"], leaves["high"]


def moves_made(plan: Plan, library: Library) -> tuple[MoveMade, ...]:
    """Return the moves of a plan in their order, said in the language of the library."""
    return tuple(
        MoveMade(
            id=move["id"], title=move["title"], because=move["because"], segment=move["segment"],
            contribution=_ends(move["worth"]),
            start_week=move["weeks"]["start"], end_week=move["weeks"]["end"], first_step=move["first_step"],
        )
        for move in moves_data(plan, words_for(plan, library))
    )  # fmt: skip
