"""Which papers a plan uses, in which week each is first wanted, and by which of its moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.knowledge.worksheets import Worksheet

# Written for every business: it says in which order the others are used, and stands first in the folder.
START: Final = "start_here"
START_NAME: Final = "00-start-here"


def file_of(paper: Worksheet, ending: str) -> str:
    """Return the name of the file a paper is written to, the same in both languages."""
    return f"{START_NAME if paper.id == START else paper.id}.{ending}"


class Used(NamedTuple):
    """A paper of this plan: the week it is first wanted in, and the moves that name it."""

    paper: Worksheet
    week: int
    moves: tuple[Chosen, ...]


def papers_used(plan: Plan, papers: Mapping[str, Worksheet]) -> list[Used]:
    """Return the papers the plan uses, the first wanted first; the page that introduces them is not among them.

    A paper is used where a move that is made names it, or in its own week where it has one; never where its `if` is
    false: it is about something that the business does not have.
    """
    used_papers = [used for paper in papers.values() if paper.id != START and (used := _used(paper, plan)) is not None]
    ranks = {one.id: rank for rank, one in enumerate(plan.selection.moves)}
    return sorted(used_papers, key=lambda used: (used.week, _rank(used, ranks), used.paper.id))


def _rank(used: Used, ranks: Mapping[str, int]) -> int:
    return min((ranks[one.id] for one in used.moves), default=len(ranks))


def _used(paper: Worksheet, plan: Plan) -> Used | None:
    naming = tuple(one for one in plan.selection.moves if named(paper, one))
    if naming:
        return Used(paper, min(one.placement.start for one in naming), naming)
    if paper.week is None or paper.test(plan.facts) is False:
        return None
    return Used(paper, paper.week, ())


def named(paper: Worksheet, one: Chosen) -> bool:
    """Whether a move works with a paper, in the part of the business that it is for."""
    return paper.id in one.candidate.move.kit and paper.test(one.candidate.ground.facts) is not False
