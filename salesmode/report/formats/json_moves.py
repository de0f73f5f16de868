"""What to do and why as data: findings, guards, moves, the plays they belong to, what is not done, what to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmode.engine.findings import FoundFinding
from salesmode.engine.ground import Ground
from salesmode.engine.moves import Candidate, Rejection, Worth
from salesmode.engine.moves.effects import Cases
from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.knowledge.plays import Guard
from salesmode.report.numbers import money, rate
from salesmode.report.page.not_now import rejection_text
from salesmode.report.page.saying import (
    check_text,
    finding_text,
    move_title,
    spoken_text,
    step_texts,
    why_text,
    words_of_move,
)
from salesmode.report.wording import Words

if TYPE_CHECKING:  # the types need Pydantic, which no plan waits for
    from salesmode.report.formats.json_types.moves import (
        CostData,
        FindingData,
        GuardData,
        HoursData,
        MoveData,
        NextData,
        NotNowData,
        PlayData,
        SpanData,
        StopData,
        WorthData,
    )
    from salesmode.report.formats.json_types.values import RangeData


def findings_data(plan: Plan, words: Words) -> list[FindingData]:
    """Return what the numbers say, as ranked."""
    return [_finding(found, words) for found in plan.findings]


def _finding(found: FoundFinding, words: Words) -> FindingData:
    return {
        "id": f"finding.{found.id}", "segment": ground_id(found.ground),
        "figures": {id: rate(value) for id, value in found.figures.items() if value is not None},
        "money": money(found.money), "text": finding_text(found, words),
    }  # fmt: skip


def ground_id(ground: Ground) -> str | None:
    """Return the id of a segment, `None` for the whole business."""
    return None if ground.name is None else ground.id


def guards_data(plan: Plan, words: Words) -> list[GuardData]:
    """Return the guards that hold, in their order."""
    return [_guard(guard, words) for guard in plan.guardrails.active]


def _guard(guard: Guard, words: Words) -> GuardData:
    so = words.fill(guard.so)
    because = words.because(words.said(guard.condition), so) if guard.condition is not None else so
    return {
        "id": f"guard.{guard.id}", "because": because,
        "effect": {"veto": sorted({*guard.veto.uses, *guard.veto.plays}), "force": guard.force},
        "sources": list(guard.sources),
    }  # fmt: skip


def moves_data(plan: Plan, words: Words) -> list[MoveData]:
    """Return the moves made, in the order in which the plan tells them."""
    return [_move(rank, one, plan, words) for rank, one in enumerate(plan.selection.moves, 1)]


def _move(rank: int, one: Chosen, plan: Plan, words: Words) -> MoveData:
    candidate, own = one.candidate, words_of_move(one.candidate, words)
    move = candidate.move
    return {
        "id": one.id, "play": move.play, "title": move_title(one.id, words), "segment": ground_id(candidate.ground),
        "rank": rank, "because": why_text(one, plan, words),
        "worth": _worth(one.worth) if candidate.claims else None, "hours": _hours(candidate),
        "cash": _cost(candidate), "weeks": _weeks(one, plan),
        "steps": step_texts(candidate, words), "words": spoken_text(candidate, words),
        "done_when": own.fill(move.done_when), "kpi": f"kpi.{one.id}" if one.id in plan.watch else None,
        "stop": check_text(plan.checks[one.id], candidate, words), "first_step": own.fill(move.monday),
        "sources": list(move.sources),
    }  # fmt: skip


def _worth(worth: Worth) -> WorthData:
    return {
        "sales": cases_data(worth.sales), "contribution": cases_data(worth.contribution),
        "cash": cases_data(worth.cash),
    }  # fmt: skip


def cases_data(cases: Cases) -> RangeData:
    """Return three cases as data, low to high."""
    return {"low": money(min(cases)), "likely": money(cases[1]), "high": money(max(cases))}


def _hours(candidate: Candidate) -> dict[str, HoursData]:
    """The hours by who does the work: one may stand in for several roles."""
    hours: dict[str, HoursData] = {}
    for work in candidate.work:
        before = hours.get(work.assignee, {"once": 0.0, "weekly": 0.0})
        once, weekly = before["once"] + work.once, before["weekly"] + work.weekly
        hours[work.assignee] = {"once": rate(once), "weekly": rate(weekly)}
    return hours


def _cost(candidate: Candidate) -> CostData | None:
    if not candidate.cash_known:
        return None
    return {"once": money(candidate.cash_once), "monthly": money(candidate.cash_monthly)}


def _weeks(one: Chosen, plan: Plan) -> SpanData:
    last = max(one.placement.runs_to, one.placement.ready, one.placement.start)
    return {
        "start": one.placement.start, "runs_from": one.placement.runs_from, "end": min(last, plan.schedule.weeks)
    }  # fmt: skip


def plays_data(plan: Plan, words: Words) -> list[PlayData]:
    """Return the plays that the moves belong to, most worth first."""
    moves: dict[str, list[Chosen]] = {}
    for one in plan.selection.moves:
        moves.setdefault(one.candidate.move.play, []).append(one)
    ranked = sorted(moves, key=lambda play: (-sum(one.worth.contribution[1] for one in moves[play]), play))
    return [_play(play, moves[play], words) for play in ranked]


def _play(id: str, moves: list[Chosen], words: Words) -> PlayData:
    play = words.library.plays[id]
    sources = {*play.sources, *(source for one in moves for source in one.candidate.move.sources)}
    return {
        "id": id, "title": words.title(id), "moves": [one.id for one in moves], "because": words.fill(play.why),
        "sources": sorted(sources),
    }  # fmt: skip


def next_data(plan: Plan, words: Words) -> list[NextData]:
    """Return the moves to come, best first."""
    return [
        {"id": item.move, "play": words.library.move(item.move).play, "because": rejection_text(item, words)}
        for item in plan.selection.later
    ]


def not_now_data(plan: Plan, words: Words) -> list[NotNowData]:
    """Return every move that is not made."""
    return [_not_now(item, plan, words) for item in plan.selection.rejections]


def _not_now(item: Rejection, plan: Plan, words: Words) -> NotNowData:
    segment = next((ground_id(ground) for ground in plan.grounds if ground.id == item.segment), None)
    return {"id": item.move, "segment": segment, "why": item.why, "because": rejection_text(item, words)}


def stop_data(plan: Plan, words: Words) -> list[StopData]:
    """Return what to stop doing."""
    return [{"id": f"stop.{play}.{rule.id}", "because": words.fill(rule.text)} for play, rule in plan.selection.stop]
