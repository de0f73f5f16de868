"""Which papers a plan uses, in which week each is first wanted, and by which of its actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Slot
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Data, Rule

# Written for every business: it says in which order the others are used, and stands first in the folder.
START: Final = "start_here"
START_FILE: Final = "00-start-here.md"


class Paper(NamedTuple):
    """A paper as the library knows it, without its words; `figures` are the constants that its author set.

    `plays` are pairs of a play and a level, `None` for any. The words stand in the shelf `kit.<id>`.
    """

    id: str
    role: str
    minutes: int
    week: int
    plays: tuple[tuple[str, int | None], ...]
    rule: Rule
    use: tuple[Rule, ...]
    figures: Mapping[str, Any]
    sources: tuple[str, ...]

    @classmethod
    def read(cls, id: str, raw: Data) -> Paper:
        """Return the paper that one file of the library holds."""
        return cls(
            id=id,
            role=raw["role"],
            minutes=raw["minutes"],
            week=raw.get("week", 1),
            plays=tuple((one["play"], one.get("level")) for one in raw.get("for", ())),
            rule=Rule.read(raw, id),
            use=tuple(Rule.read(step, str(index)) for index, step in enumerate(raw["use"])),
            figures=raw.get("figures", {}),
            sources=tuple(raw["sources"]),
        )

    @property
    def shelf(self) -> str:
        """The name under which the library keeps the words."""
        return f"kit.{self.id}"

    @property
    def file(self) -> str:
        """The name of the file it is written to, the same in both languages."""
        return START_FILE if self.id == START else f"{self.id}.md"


class Used(NamedTuple):
    """A paper of this plan: the week it is first wanted in, and the actions that name it."""

    paper: Paper
    week: int
    slots: tuple[Slot, ...]


def all_papers(library: Library) -> dict[str, Paper]:
    """Return every paper of the library by id, in the order of ids."""
    return {id: Paper.read(id, raw) for id, raw in sorted(library.index.get("kit", {}).items())}


def papers_used(plan: Plan, papers: Mapping[str, Paper]) -> list[Used]:
    """Return the papers the plan uses, the first wanted first; the page that introduces them is not among them.

    A paper is used where a scheduled action names it. Otherwise its `if` must hold, and where it names plays one of
    them must be taken now; a paper with neither waits for an action to name it.
    """
    found = [used for paper in papers.values() if paper.id != START and (used := _used(paper, plan)) is not None]
    ranks = {one.play.id: rank for rank, one in enumerate(plan.choice.now)}
    return sorted(found, key=lambda used: (used.week, _rank(used, ranks), used.paper.id))


def _rank(used: Used, ranks: Mapping[str, int]) -> int:
    return min((ranks[slot.action.play] for slot in used.slots), default=len(ranks))


def _used(paper: Paper, plan: Plan) -> Used | None:
    naming = tuple(slot for slot in plan.schedule.slots if paper.id in slot.action.kit)
    if naming:
        return Used(paper, min(slot.start for slot in naming), naming)
    if (paper.rule.condition is None and not paper.plays) or not paper.rule.test(plan.facts):
        return None
    if not paper.plays:
        return Used(paper, paper.week, ())
    week = _first_week(paper.plays, plan)
    return Used(paper, week, ()) if week is not None else None


def _first_week(plays: Sequence[tuple[str, int | None]], plan: Plan) -> int | None:
    levels = {one.play.id: one.level.number for one in plan.choice.now}
    taken = {play for play, level in plays if play in levels and level in (None, levels[play])}
    return min((slot.start for slot in plan.schedule.slots if slot.action.play in taken), default=None)
