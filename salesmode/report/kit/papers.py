"""Which papers a plan uses, in which week each is first wanted, and by which of its moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.knowledge.worksheets import Worksheet

# Written for every business: it says in which order the others are used, and stands first in the folder.
START: Final = "start_here"
START_FILE: Final = "00-start-here.md"


def file_of(paper: Worksheet) -> str:
    """Return the name of the file a paper is written to, the same in both languages."""
    return START_FILE if paper.id == START else f"{paper.id}.md"


class Used(NamedTuple):
    """A paper of this plan: the week it is first wanted in, and the moves that name it."""

    paper: Worksheet
    week: int
    moves: tuple[Chosen, ...]


def papers_used(plan: Plan, papers: Mapping[str, Worksheet]) -> list[Used]:
    """Return the papers the plan uses, the first wanted first; the page that introduces them is not among them.

    A paper is used where a move that is made names it. Otherwise its `if` must hold, and where it names plays a move of
    one of them must be made; a paper with neither waits for a move to name it.
    """
    used_papers = [used for paper in papers.values() if paper.id != START and (used := _used(paper, plan)) is not None]
    ranks = {one.id: rank for rank, one in enumerate(plan.selection.moves)}
    return sorted(used_papers, key=lambda used: (used.week, _rank(used, ranks), used.paper.id))


def _rank(used: Used, ranks: Mapping[str, int]) -> int:
    return min((ranks[one.id] for one in used.moves), default=len(ranks))


def _used(paper: Worksheet, plan: Plan) -> Used | None:
    naming = tuple(one for one in plan.selection.moves if paper.id in one.candidate.move.kit)
    if naming:
        return Used(paper, min(one.placement.start for one in naming), naming)
    if (paper.condition is None and not paper.used_by) or not paper.test(plan.facts):
        return None
    if not paper.used_by:
        return Used(paper, paper.week, ())
    week = _first_week(paper, plan)
    return Used(paper, week, ()) if week is not None else None


def _first_week(paper: Worksheet, plan: Plan) -> int | None:
    plays = {user.play for user in paper.used_by}
    starts = (one.placement.start for one in plan.selection.moves if one.candidate.move.play in plays)
    return min(starts, default=None)
