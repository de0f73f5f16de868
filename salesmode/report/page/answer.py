"""The answer: the goal, what holds the business back, where the year ends, what to watch, what to do on Monday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from salesmode.engine.findings import FoundFinding
from salesmode.engine.goal import GoalAnswer
from salesmode.engine.moves.candidates import Why
from salesmode.engine.outlook import Outlook
from salesmode.engine.plan import Plan
from salesmode.engine.sizing import GapAnalysis
from salesmode.engine.sizing.levers import RATES
from salesmode.report.document import Items, Paragraph, Section
from salesmode.report.page.saying import move_title, number_of, told_finding, words_of_move
from salesmode.report.wording import BLANK, Words, upper_first

FIRST = 3
CAPACITY, FULL = "capacity", "full_house"
LATE = 0.3  # of a full year: what comes inside this one is little
SMALL = 0.15  # of the gap: less is said to be little


class Answer(NamedTuple):
    """The opening section, and the findings it has told."""

    section: Section
    findings: tuple[FoundFinding, ...]


def answer(plan: Plan, words: Words) -> Answer:
    """Return the answer in five to seven sentences."""
    told = first_findings(plan, FIRST - 1 if plan.guardrails.active else FIRST)
    compared = any(found.finding.topic == "goal" for found in told)
    lines = [*_goal(plan, words, compared), *_guards(plan, words)]
    lines += [Paragraph(told_finding(found, plan, words), id=f"finding.{found.id}") for found in told]
    lines += [*_year(plan, words), *_watch(plan, words), *_monday(plan, words)]
    blocks = (Paragraph(words.page("legend"), id="legend"), Items(tuple(lines)))
    return Answer(Section("answer", words.page("sections.answer"), blocks), told)


def first_findings(plan: Plan, most: int) -> tuple[FoundFinding, ...]:
    """Return the findings of the answer, up to so many: one a topic, faults first, then most money."""
    chosen: list[FoundFinding] = []
    for found in plan.findings:
        topics = {one.finding.topic for one in chosen} | full_said(plan)
        if found.finding.kind == "finding" and found.finding.topic not in topics:
            chosen.append(found)
    return tuple(chosen[:most])


def full_said(plan: Plan) -> frozenset[str]:
    """Return the topic of room for more, where the guard that is told says already that there is hardly any."""
    return frozenset({CAPACITY} if any(guard.id == FULL for guard in plan.guardrails.active[:1]) else ())


def _goal(plan: Plan, words: Words, compared: bool) -> Iterator[Paragraph]:
    """The goal answered; what a point of it brings unless a finding has `compared` it already."""
    goal = plan.goal
    if goal is None:
        return
    key = f"goal.{goal.goal}.{goal.verdict}"
    if goal.verdict == "moved" and goal.to is not None and goal.today is not None:
        low, likely, high = (_level(goal, value, words) for value in goal.to)
        if low != high:
            today = _level(goal, goal.today, words)
            text = words.page(key, today=today, low=low, likely=likely, high=high)
        else:
            text = words.page(f"goal.{goal.goal}.served")
    else:
        text = words.page(key)
    sentences = [text]
    if goal.point_now and goal.point_full and goal.lever in RATES and not compared:
        now, full = words.money(goal.point_now), words.money(goal.point_full)
        key = "goal_point_late" if goal.point_now <= LATE * goal.point_full else "goal_point"
        sentences.append(words.page(key, now=now, full=full))
    value = plan.grounds[0].look("deal_value")
    if goal.per_hundred is not None and value is not None:
        low, likely, high = (words.shown("count", case) for case in goal.per_hundred)
        money = words.money_range(*(goal.per_hundred[1] * value,) * 3)
        sentences.append(words.page("per_hundred.win_rate", low=low, likely=likely, high=high, money=money))
    sentences += _goal_figure(goal, plan, words)
    if goal.first is not None and len(plan.selection.moves) > 1:
        more = words.page("goal_first", rank=number_of(plan, goal.first), title=move_title(goal.first, words))
        sentences.append(more)
    yield Paragraph(words.sentences(sentences), id="goal")


def _goal_figure(goal: GoalAnswer, plan: Plan, words: Words) -> Iterator[str]:
    """The figure by which the goal is measured, where all of it is known."""
    text = words.library.page.get(f"goal_figure.{goal.goal}")
    if text is None:
        return
    left = plan.selection.worth.contribution[1]
    own = words._replace(figures={"left": words.money_range(left, left, left)} if left > 0 else {})
    names = [match[1] for match in BLANK.finditer(text)]
    if all(name in own.figures or plan.grounds[0].look(name) is not None for name in names):
        yield own.fill(text)


def _level(goal: GoalAnswer, value: float, words: Words) -> str:
    if goal.lever in RATES:
        return words.rate(round(value, 3))
    return words.money(value) if goal.lever in ("deal_value", "aov") else words.shown("count", value)


def _guards(plan: Plan, words: Words) -> Iterator[Paragraph]:
    for guard in plan.guardrails.active[:1]:
        text = words.page("guard", title=words.fill(guard.title), so=words.fill(guard.so))
        yield Paragraph(text, id=f"guard.{guard.id}")


def _year(plan: Plan, words: Words) -> Iterator[Paragraph]:
    yield Paragraph(words.sentences(_year_sentences(plan, words)), id="year")


def _year_case(plan: Plan, gap: GapAnalysis, outlook: Outlook) -> str:
    if outlook.verdict == "no_target":
        return "no_target" if plan.selection.worth.sales[2] else "no_target_unpriced"
    unknown = "unknown" if gap.gap else "unknown_same"
    return {"unknown": unknown, "if": "covered_if"}.get(gap.covered or "", outlook.verdict)


def _year_sentences(plan: Plan, words: Words) -> Sequence[str]:
    gap, outlook = plan.sizing.gap_analysis, plan.outlook
    if gap is None or outlook is None:
        return (words.page("year.none" if plan.robustness.ask_next else "year.none_point"),)
    end, whole, key = outlook.year_end, plan.grounds[0], _year_case(plan, gap, outlook)
    values = {
        "run": words.money(gap.baseline), "target": words.money(gap.target or 0.0), "gap": words.money(gap.gap or 0.0),
        "likely": words.money(end.likely), "low": words.money(end.low), "high": words.money(end.high),
        "before": words.money(whole.look("revenue") or 0.0),
    }  # fmt: skip
    sentences = [words.page(f"year.{key}", **values)]
    adds = plan.selection.worth.sales
    if adds[2] > 0 and key not in ("covered_if", "unknown", "unknown_same") and end.low < end.high:
        ramped = plan.business.economy.whole.year.run
        spread = ramped is not None and ramped.low < ramped.high
        sentences.append(
            words.page("year.range_ramp" if spread else "year.range", low=values["low"], high=values["high"])
        )
    if key == "not_covered" and gap.gap and adds[1] < SMALL * gap.gap:
        share = words.rate(round(adds[1] / gap.gap, 2))
        sentences.append(words.page("small", adds=words.money(adds[1]), share=share))
    if outlook.capped:
        sentences.append(words.page("year.capped", ceiling=words.money(whole.look("ceiling") or 0.0)))
    return sentences


def _watch(plan: Plan, words: Words) -> Iterator[Paragraph]:
    best = max(
        (one for one in plan.selection.moves if one.id in plan.watch),
        key=lambda one: (one.candidate.for_goal, one.worth.sales[1]), default=None,
    )  # fmt: skip
    if best is None:
        return
    watched, own = plan.watch[best.id], words_of_move(best.candidate, words)
    shown = watched.measure.shown
    values = {
        "measure": own.fill(watched.measure.name), "end": words.shown(shown, watched.end), "week": plan.schedule.weeks,
    }  # fmt: skip
    if watched.now is None:
        yield Paragraph(words.page("watch_one_unknown", **values), id="watch")
    else:
        yield Paragraph(words.page("watch_one", now=words.shown(shown, watched.now), **values), id="watch")


def _monday(plan: Plan, words: Words) -> Iterator[Paragraph]:
    if not plan.selection.moves:
        yield Paragraph(words.page("no_move", why=words.page(f"no_move_{_none_because(plan)}")), id="no_move")
        return
    first = min(plan.selection.moves, key=lambda one: one.placement.start)
    text = words_of_move(first.candidate, words).fill(first.candidate.move.monday)
    yield Paragraph(words.page("monday", text=_lower(text, words)), id="monday")


def _none_because(plan: Plan) -> str:
    """What keeps the most moves away, of what the owner can change; where nothing does, the answers say too little."""
    if plan.business.capacity.week <= 0:
        return "hours"
    counted = Counter(item.why for item in plan.selection.rejections)
    reasons: tuple[Why, ...] = ("weeks", "hours", "cash", "in_place", "ruled_out", "guard")
    most = max(reasons, key=lambda why: counted[why])
    return most if counted[most] > counted["unknown"] or (counted[most] and most in ("weeks", "hours")) else "answers"


def _lower(text: str, words: Words) -> str:
    return text if words.zh or text[:2].isupper() else upper_first(text)[:1].lower() + text[1:]
