"""The plan as papers see it: plain records of texts and numbers, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.knowledge.worksheets import Worksheet
from salesmode.report.dates import day_of
from salesmode.report.kit.papers import file_of, named
from salesmode.report.page.answer import monday_move
from salesmode.report.page.moves import weeks_text
from salesmode.report.page.saying import (
    move_title,
    of_segment,
    watched_texts,
    who_text,
    words_of_move,
)
from salesmode.report.wording import Words, upper_first


def plan_view(plan: Plan, words: Words, papers: Mapping[str, Worksheet], ending: str) -> SimpleNamespace:
    """Return the moves, their plays, the figures to watch, people and weeks of a plan; its files have an `ending`."""
    gap_analysis = plan.sizing.gap_analysis
    plays = dict.fromkeys(one.candidate.move.play for one in plan.selection.moves)
    return SimpleNamespace(
        name=plan.business.profile.name or words.ui("your_business"),
        weeks=plan.schedule.weeks,
        moves=[_move(one, plan, words, papers, ending) for one in plan.selection.moves],
        plays=[SimpleNamespace(id=id, title=words.title(id)) for id in plays],
        figures=[_figure(one, plan, words) for one in plan.selection.moves if one.id in plan.watch],
        people=[_person(role, hours, plan, words) for role, hours in plan.schedule.capacity.items()],
        agenda={meeting.every: [words.fill(question.text) for question in meeting.agenda] for meeting in plan.meetings},
        targets=_targets(plan),
        run=gap_analysis.baseline if gap_analysis else None,
        gap=gap_analysis.gap if gap_analysis else None,
        base=gap_analysis.base if gap_analysis else None,
        stops=[words.fill(rule.text) for play, rule in plan.selection.stop],
        ask_next=[words.label(id) for id in plan.robustness.ask_next],
    )


def week_text(week: int, plan: Plan, words: Words) -> str:
    """Return a week by its number, with the day it begins on where the plan has a first day."""
    text, day = upper_first(words.ui("plan.week", week=week)), day_of(plan, week)
    return text if day is None else words.ui("marked", text=text, marks=day.isoformat())


def _move(one: Chosen, plan: Plan, words: Words, papers: Mapping[str, Worksheet], ending: str) -> SimpleNamespace:
    candidate, move = one.candidate, one.candidate.move
    return SimpleNamespace(
        id=one.id, title=of_segment(candidate.ground, move_title(one.id, words), words), play=words.title(move.play),
        first_step=words_of_move(candidate, words).fill(move.monday), on_monday=one is monday_move(plan),
        hours=one.placement.hours, once=candidate.hours_once, weekly=candidate.hours_weekly,
        who=upper_first(who_text(candidate, words)), start=one.placement.start, weeks=weeks_text(one, plan),
        check=plan.checks[one.id].week,
        papers=[file_of(papers[id], ending) for id in move.kit if id in papers and named(papers[id], one)],
    )  # fmt: skip


def _figure(one: Chosen, plan: Plan, words: Words) -> SimpleNamespace:
    name, now, mid, aim = watched_texts(one, plan.watch[one.id], words)
    return SimpleNamespace(name=name, move=move_title(one.id, words), now=now, mid=mid, aim=aim)


def _person(role: str, hours: float, plan: Plan, words: Words) -> SimpleNamespace:
    assumed = plan.business.capacity.invented or role in plan.business.capacity.assumed
    return SimpleNamespace(id=role, title=upper_first(words.role(role)), hours=hours, assumed=assumed)


def _targets(plan: Plan) -> dict[str, Any]:
    """By stage: what a month needs, what it brings today, and the last month that still serves the target."""
    stages: dict[str, Any] = {}
    for target in plan.sizing.targets:
        stage = stages.setdefault(target.stage, SimpleNamespace(needed=target.needed, today=target.capacity, last=0))
        stage.last = max(stage.last, target.month)
    return stages
