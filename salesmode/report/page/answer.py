"""The answer: the goal, what holds the business back, where the year ends, what to watch, what to do on Monday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from salesmode.business.conditions import QUANTITY, Condition, leaves
from salesmode.engine.findings import FoundFinding
from salesmode.engine.ground import Ground
from salesmode.engine.moves.candidates import Why
from salesmode.engine.outlook import Outlook
from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.engine.sizing import GapAnalysis
from salesmode.knowledge.plays import Guard
from salesmode.report.document import Items, Paragraph, Section
from salesmode.report.page.goal import goal_line, no_room_said, watched_goal
from salesmode.report.page.saying import (
    FEW_ORDERS,
    figures_in,
    filled,
    moves_for,
    see,
    seen_to,
    told_finding,
    usual_order,
    why_text,
    words_of_move,
)
from salesmode.report.wording import Words, upper_first

FIRST, LEAST = 3, 2  # findings and warnings of the answer
CAPACITY, GOAL, FULL = "capacity", "goal", "full_house"
FIGURES = 12  # that a reader keeps of the answer, ten and a range; two findings are told all the same
MOVED = 0.02  # of last year's revenue: less is no trend
SHORT = 0.01  # of the costs: less is not told
GROWN = 1.5  # times what they bring now: less is not told
GROWING = ("no_target", "unknown_brings", "not_covered", "stretched")
REST = ("unknown_brings", "not_covered")  # what the moves leave of the gap is told
NEAR = 0.9975  # of the target: both are printed alike
MISSING, OVER = "missing", "over"  # figures of findings that say the gap, or what is above all capacity, over again


class Answer(Struct, frozen=True):
    """The opening section, the findings it has told, and all that it says."""

    section: Section
    findings: tuple[FoundFinding, ...]
    text: str


def answer(plan: Plan, words: Words) -> Answer:
    """Return the answer in five to seven lines, with as many findings as its figures leave room for."""
    head = [*goal_line(plan, words), *_announced(plan, words)]
    tail = [*_year(plan, words), *_watch(plan, words), *_monday(plan, words)]
    most = first_findings(plan, FIRST)
    for count in range(len(most), -1, -1):
        told = most[:count]
        guards = list(_guards(plan, words, told))
        lines = [*head, *guards, *(_finding(found, plan, words) for found in told), *tail]
        own = [line.text for line in (*head, *guards, *tail)] + [told_finding(found, plan, words) for found in told]
        few = sum(len(figures_in(text)) for text in own) <= FIGURES and count + len(guards) < FIRST + 1
        if few or count + len(guards) <= LEAST:
            break
    blocks = (Paragraph(words.page("legend"), id="legend"), Items(tuple(lines)))
    said = words.sentences(line.text for line in lines)
    return Answer(Section("answer", words.page("sections.answer"), blocks), told, said)


def _announced(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """What the owner wrote of that will not wait, and which move is for it."""
    for one in plan.selection.moves:
        if one.candidate.move.urgent and one.candidate.move.told:
            told = why_text(one, plan, words)
            yield Paragraph(words.sentences((told, *see((one.id,), plan, words))), id=f"told.{one.candidate.move.told}")


def first_findings(plan: Plan, most: int) -> tuple[FoundFinding, ...]:
    """Return the findings of the answer, up to so many: one a topic, faults first, then what a move is made for."""
    chosen: list[FoundFinding] = []
    for found in sorted(plan.findings, key=lambda found: (not found.finding.first, not moves_for(found, plan))):
        topics = {one.finding.topic for one in chosen} | full_said(plan)
        if found.finding.kind == "finding" and found.finding.topic not in topics and not said_by_year(found, plan):
            chosen.append(found)
    return tuple(chosen[:most])


def said_by_year(found: FoundFinding, plan: Plan) -> bool:
    """Return whether the line of the year says what a finding says: the gap, or how far no capacity reaches."""
    gap, outlook = plan.sizing.gap_analysis, plan.outlook
    if gap is None or outlook is None or OVER not in found.figures:
        return MISSING in found.figures
    return bool(gap.gap) and _year_case(plan, gap, outlook) in REST


def full_said(plan: Plan) -> frozenset[str]:
    """Return the topics of room for more, where the goal's answer or the guard that is told has said it all."""
    if no_room_said(plan):
        return frozenset({CAPACITY, GOAL})
    return frozenset({CAPACITY} if any(guard.id == FULL for guard in plan.guardrails.active[:1]) else ())


def _finding(found: FoundFinding, plan: Plan, words: Words) -> Paragraph:
    said = words.sentences((told_finding(found, plan, words), *seen_to(found, plan, words)))
    return Paragraph(said, id=f"finding.{found.id}")


def _guards(plan: Plan, words: Words, told: Sequence[FoundFinding]) -> Iterator[Paragraph]:
    """The first warning, unless a finding says the same with its figure, or the goal's answer has said it."""
    for guard in plan.guardrails.active[:1]:
        if guard.id == FULL and no_room_said(plan):
            return
        if not any(says(found, guard) or _mended(found, guard, plan) for found in told):
            text = words.page("guard", title=words.fill(guard.title), so=words.fill(guard.so))
            yield Paragraph(text, id=f"guard.{guard.id}")


def says(found: FoundFinding, guard: Guard) -> bool:
    """Return whether a finding that comes first asks for what a guard asks for."""
    ours, theirs = found.finding.condition, guard.condition
    return (
        found.finding.first and ours is not None and theirs is not None and not _asked(ours).isdisjoint(_asked(theirs))
    )


def _mended(found: FoundFinding, guard: Guard, plan: Plan) -> bool:
    """Whether a finding that comes first is answered by the play that a guard puts first: it says the same, nearer."""
    moves = (one.candidate for one in plan.selection.moves if one.candidate.move.play == guard.force)
    return found.finding.first and any(one.is_for(found) for one in moves)


def _asked(condition: Condition) -> set[str]:
    return {leaf.fact.removeprefix(QUANTITY) for leaf in leaves(condition)}


def _year(plan: Plan, words: Words) -> Iterator[Paragraph]:
    yield Paragraph(words.sentences(_year_sentences(plan, words)), id="year")


def _year_case(plan: Plan, gap: GapAnalysis, outlook: Outlook) -> str:
    if outlook.verdict == "no_target":
        return "no_target" if plan.selection.worth.sales[2] else "no_target_unpriced"
    adds = plan.selection.worth.sales[2] > 0
    unknown = "unknown_same" if not gap.gap else "unknown_brings" if adds else "unknown"
    reached = outlook.verdict == "stretched" and outlook.year_end.likely >= NEAR * (gap.target or 0.0)
    return {"unknown": unknown, "if": "covered_if"}.get(gap.covered or "", "reached" if reached else outlook.verdict)


def _year_sentences(plan: Plan, words: Words) -> Iterator[str]:
    gap, outlook = plan.sizing.gap_analysis, plan.outlook
    if gap is None or outlook is None:
        yield words.page("year.none" if plan.robustness.ask_next else "year.none_point")
        return
    end, whole, key = outlook.year_end, plan.grounds[0], _year_case(plan, gap, outlook)
    adds = words.money_range(*plan.selection.worth.sales)
    yield words.page(
        f"year.{key}",
        run=words.money(gap.baseline), target=words.money(gap.target or 0.0), gap=words.money(gap.gap or 0.0),
        likely=words.money(end.likely), low=words.money(end.low), high=words.money(end.high), adds=adds,
        before=words.money(whole.look("revenue") or 0.0),
    )  # fmt: skip
    if key.startswith("unknown"):
        yield from _trend(plan, words)
    if key in GROWING:
        yield from _full_year(plan, words)
    if key in REST and gap.gap:
        yield _rest(gap.gap - plan.selection.worth.sales[1], outlook, plan, words)
    elif outlook.capped:
        yield words.page("year.capped", ceiling=words.money(whole.look("ceiling") or 0.0))
    yield from _still_short(plan, words)


def _full_year(plan: Plan, words: Words) -> Iterator[str]:
    """What the moves bring in a year that has all of them, where this one has much less."""
    now, full = plan.selection.worth.sales[1], plan.selection.full_year.sales[1]
    if now > 0 and full >= GROWN * now:
        yield words.page("year.full_year", full=words.money_range(*(full,) * 3))


def _trend(plan: Plan, words: Words) -> Iterator[str]:
    """Where the year ends if it changes as last year did: all that can be told while nobody knows what comes back."""
    growth, revenue = (plan.grounds[0].look(name) for name in ("growth", "revenue"))
    if growth is not None and revenue is not None and abs(growth) >= MOVED:
        key = "year.trend_up" if growth > 0 else "year.trend_down"
        yield words.page(key, end=words.money(revenue * (1 + growth)))


def _still_short(plan: Plan, words: Words) -> Iterator[str]:
    """What the costs still ask for once the moves have brought what they can."""
    costs, leaves = (plan.grounds[0].part.value(name) for name in ("costs_to_cover", "contribution"))
    if costs is None or leaves is None or costs <= leaves:
        return
    rest = costs - leaves - plan.selection.worth.contribution[1]
    if rest > SHORT * costs:
        yield words.page("year.still_short", rest=words.money(rest))


def _rest(rest: float, outlook: Outlook, plan: Plan, words: Words) -> str:
    """What would have to be true for what the moves leave of the gap, and what to promise without it."""
    if rest <= 0:
        return words.page("year.enough")
    whole, part = plan.grounds[0], _carries(plan)
    ceiling, target = whole.look("ceiling"), whole.look("year.target")
    ends = {"low": words.money(_promised(outlook, whole)), "likely": words.money(outlook.year_end.likely)}
    if ceiling is not None and target is not None and ceiling < target:
        return words.page("year.rest_capped", ceiling=words.money(ceiling), **ends)
    order = usual_order(part, plan)
    if order is None or order <= 0 or rest < FEW_ORDERS * order:
        return words.page("year.rest", **ends)
    key = "year.rest_orders_part" if part.name else "year.rest_orders"
    return filled(key, words, orders=words.shown("count", rest / order), part=part.name or "", **ends)


def _promised(outlook: Outlook, whole: Ground) -> float:
    """The low end of the year; where it rests on last year's sales and these fell, they may fall again."""
    growth, revenue = whole.look("growth"), whole.look("revenue")
    falls = min(growth or 0.0, 0.0) * (revenue or 0.0) if outlook.year_end.low >= (revenue or 0.0) else 0.0
    return outlook.year_end.low + falls


def _carries(plan: Plan) -> Ground:
    """The part with most of the revenue, whose orders are alike; the whole business where it has no parts."""
    return max(plan.grounds[1:], key=lambda one: one.look("revenue") or 0.0, default=plan.grounds[0])


def _watch(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """The one figure to watch: the goal's own, else that of the move that serves it most or brings most."""
    own_figure = watched_goal(plan, words)
    best = _watched_move(plan)
    if own_figure is not None:
        yield Paragraph(own_figure, id="watch")
    elif best is not None:
        watched, own = plan.watch[best.id], words_of_move(best.candidate, words)
        shown = watched.measure.shown
        values = {"measure": own.fill(watched.measure.name), "end": words.shown(shown, watched.end)}
        now = None if watched.now is None else words.shown(shown, watched.now)
        text = words.page("watch_one_unknown", **values) if now is None else words.page("watch_one", now=now, **values)
        yield Paragraph(text, id="watch")


def _watched_move(plan: Plan) -> Chosen | None:
    seen = [one for one in plan.selection.moves if one.id in plan.watch]
    leader = plan.selection.goal_first
    return max(
        seen, key=lambda one: (one.id == leader, one.candidate.for_goal, one.worth.contribution[1]), default=None
    )


def _monday(plan: Plan, words: Words) -> Iterator[Paragraph]:
    if not plan.selection.moves:
        yield Paragraph(words.page("no_move", why=words.page(f"no_move_{_none_because(plan)}")), id="no_move")
        return
    first = monday_move(plan)
    text = words_of_move(first.candidate, words).fill(first.candidate.move.monday)
    yield Paragraph(words.page("monday", text=_lower(text, words)), id="monday")


def monday_move(plan: Plan) -> Chosen:
    """Return the move of which the answer names the first step: the one that begins first, of these the best."""
    return min(plan.selection.moves, key=lambda one: one.placement.start)


def _none_because(plan: Plan) -> str:
    """What keeps the most moves away, of what the owner can change; where nothing does, the answers say too little."""
    if plan.business.capacity.week <= 0:
        return "hours"
    counted = Counter(item.why for item in plan.selection.rejections)
    counted["hours"] += counted["busy"]
    reasons: tuple[Why, ...] = ("weeks", "hours", "cash", "in_place", "ruled_out", "guard")
    most = max(reasons, key=lambda why: counted[why])
    return most if counted[most] > counted["unknown"] or (counted[most] and most in ("weeks", "hours")) else "answers"


def _lower(text: str, words: Words) -> str:
    return text if words.zh or text[:2].isupper() else upper_first(text)[:1].lower() + text[1:]
