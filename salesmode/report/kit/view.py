"""The plan as papers see it: plain records of texts and numbers, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Slot
from salesmode.engine.scoring import Candidate
from salesmode.knowledge.worksheets import Worksheet
from salesmode.report.kit.papers import file_of
from salesmode.report.sections.plays import kpi_from, kpi_to, step_texts, week_range
from salesmode.report.wording import Words, upper_first


def plan_view(plan: Plan, words: Words, papers: Mapping[str, Worksheet]) -> SimpleNamespace:
    """Return the plays, actions, figures to watch, people and weeks of a plan."""
    slots = sorted(plan.schedule.slots, key=lambda slot: (slot.start, slot.end))
    gap_analysis = plan.sizing.gap_analysis
    return SimpleNamespace(
        name=plan.business.profile.name or words.ui("your_business"),
        weeks=plan.schedule.weeks,
        plays=[_play(candidate, plan, words) for candidate in plan.selection.now],
        actions=[_action(slot, plan, words, papers) for slot in slots],
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
    text = upper_first(words.ui("plan.week", week=week))
    if plan.start is None:
        return text
    try:
        day = plan.start + timedelta(weeks=week - 1)
    except OverflowError:  # the calendar ends in the year 9999
        return text
    return words.ui("marked", text=text, marks=day.isoformat())


def _play(candidate: Candidate, plan: Plan, words: Words) -> SimpleNamespace:
    kpis = [_kpi(candidate, index, plan, words) for index in range(len(candidate.level.kpis))]
    gate = candidate.level.gate
    watched = next(kpi for kpi in kpis if kpi.id == gate.kpi)
    return SimpleNamespace(
        id=candidate.play.id, title=words.title(candidate.play.id),
        level_now=candidate.level_now, level_next=candidate.level.number,
        proof=words.fill(candidate.level.proof), kpis=kpis,
        gate=SimpleNamespace(
            week=plan.gates[candidate.play.id].week, kpi=watched.name,
            text=words.fill(gate.text),
        ),
    )  # fmt: skip


def _kpi(candidate: Candidate, index: int, plan: Plan, words: Words) -> SimpleNamespace:
    aim = plan.kpis[candidate.play.id][index]
    return SimpleNamespace(
        id=aim.kpi.id, name=words.fill(aim.kpi.name), now=kpi_from(aim, words), aim=kpi_to(aim, words),
        week=aim.week, measure=words.fill(aim.kpi.measure), play=words.title(candidate.play.id),
    )  # fmt: skip


def _action(slot: Slot, plan: Plan, words: Words, papers: Mapping[str, Worksheet]) -> SimpleNamespace:
    action = slot.action
    return SimpleNamespace(
        id=action.id, title=words.fill(action.title), play=words.title(action.play),
        role=upper_first(words.role(slot.role)), hours=action.hours, start=slot.start, end=slot.end,
        weeks=week_range(slot, words), first_step=words.fill(action.first_step.text),
        first_hours=action.first_step.hours, steps=step_texts(action, words, plan),
        done_when=words.fill(action.done_when),
        words=words.fill(action.words) if action.words else "",
        papers=[file_of(papers[id]) for id in action.kit if id in papers],
    )  # fmt: skip


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
