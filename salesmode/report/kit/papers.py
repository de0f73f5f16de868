"""Which papers a plan uses, in which week each is first wanted, and by which of its actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Slot
from salesmode.knowledge.worksheets import UsedBy, Worksheet

# Written for every business: it says in which order the others are used, and stands first in the folder.
START: Final = "start_here"
START_FILE: Final = "00-start-here.md"


def file_of(paper: Worksheet) -> str:
    """Return the name of the file a paper is written to, the same in both languages."""
    return START_FILE if paper.id == START else f"{paper.id}.md"


class Used(NamedTuple):
    """A paper of this plan: the week it is first wanted in, and the actions that name it."""

    paper: Worksheet
    week: int
    slots: tuple[Slot, ...]


def papers_used(plan: Plan, papers: Mapping[str, Worksheet]) -> list[Used]:
    """Return the papers the plan uses, the first wanted first; the page that introduces them is not among them.

    A paper is used where a scheduled action names it. Otherwise its `if` must hold, and where it names plays one of
    them must be taken now; a paper with neither waits for an action to name it.
    """
    used_papers = [used for paper in papers.values() if paper.id != START and (used := _used(paper, plan)) is not None]
    ranks = {candidate.play.id: rank for rank, candidate in enumerate(plan.selection.now)}
    return sorted(used_papers, key=lambda used: (used.week, _rank(used, ranks), used.paper.id))


def _rank(used: Used, ranks: Mapping[str, int]) -> int:
    return min((ranks[slot.action.play] for slot in used.slots), default=len(ranks))


def _used(paper: Worksheet, plan: Plan) -> Used | None:
    naming = tuple(slot for slot in plan.schedule.slots if paper.id in slot.action.kit)
    if naming:
        return Used(paper, min(slot.start for slot in naming), naming)
    if (paper.condition is None and not paper.used_by) or not paper.test(plan.facts):
        return None
    if not paper.used_by:
        return Used(paper, paper.week, ())
    week = _first_week(paper.used_by, plan)
    return Used(paper, week, ()) if week is not None else None


def _first_week(users: Sequence[UsedBy], plan: Plan) -> int | None:
    levels = {candidate.play.id: candidate.level.number for candidate in plan.selection.now}
    taken = {user.play for user in users if user.play in levels and user.level in (None, levels[user.play])}
    return min((slot.start for slot in plan.schedule.slots if slot.action.play in taken), default=None)
