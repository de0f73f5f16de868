"""The plays: what overrides them, those taken now in full, those stopped, passed over and next."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.business.conditions import Facts
from salesmode.engine.gates import KpiTarget
from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Cut, Slot
from salesmode.engine.scoring import Candidate
from salesmode.engine.selection import Rejection
from salesmode.knowledge.plays import Action, Guard, Reason
from salesmode.report.document import Block, Heading, Items, Paragraph, Quote, Section, Table
from salesmode.report.sections.gates import gate_blocks, kpi_value
from salesmode.report.wording import Words

REASONS = 5


def guards_holding(plan: Plan, words: Words) -> Section:
    """Return the guards that hold, why, and what they take away or put first."""
    blocks: list[Block] = []
    for guard in plan.guardrails.active:
        blocks.append(Heading(words.fill(guard.title), id=f"guard.{guard.id}"))
        blocks.append(Paragraph(_because(guard, words, words.fill(guard.so))))
        if guard.veto.uses:
            items = words.listed(words.ui(f"uses.{use}") for use in sorted(set(guard.veto.uses)))
            blocks.append(Paragraph(words.ui("guards.vetoes", items=items)))
        if guard.force in (plan.guardrails.forced, plan.guardrails.missing) and guard.force:
            missing = guard.force if guard.force == plan.guardrails.missing else None
            text = (words.ui("guards.missing", play=words.title(missing)) if missing
                    else words.ui("guards.forces", play=words.title(plan.guardrails.forced or "")))  # fmt: skip
            blocks.append(Paragraph(text))
    blocks += _trade_rules(plan, words)
    return Section("guards", words.ui("sections.guards"), tuple(blocks))


def _trade_rules(plan: Plan, words: Words) -> Iterator[Block]:
    """What may not be said or done in this trade, where the business sells."""
    items = tuple(
        Paragraph(
            words.ui("marked", text=words.fill(rule.text),
                     marks=words.marks(rule.sources)),
            id=f"compliance.{rule.id}",
        )
        for rule in plan.industry.rules
    )  # fmt: skip
    if items:
        yield Heading(words.ui("guards.trade"), id="compliance")
        yield Items(items)


def _because(rule: Reason | Guard, words: Words, so: str) -> str:
    return words.because(words.said(rule.condition), so) if rule.condition is not None else so


def playing(plan: Plan, words: Words, brief: bool = False) -> Section:
    """Return the plays taken now; `brief` keeps the first steps and the first figure to watch."""
    count = len(plan.selection.now)
    title = words.ui("sections.play_one") if count == 1 else words.ui("sections.plays", count=count)
    blocks: list[Block] = []
    for rank, candidate in enumerate(plan.selection.now, 1):
        blocks += _brief(plan, candidate, rank, words) if brief else _play(plan, candidate, rank, words)
    return Section("plays", title, tuple(blocks))


def _heading(candidate: Candidate, rank: int, words: Words) -> Heading:
    text = words.ui(
        "play.heading", rank=rank, title=words.title(candidate.play.id), now=candidate.level_now,
        next=candidate.level.number,
    )  # fmt: skip
    return Heading(text, id=candidate.play.id)


def _brief(plan: Plan, candidate: Candidate, rank: int, words: Words) -> Iterator[Block]:
    yield _heading(candidate, rank, words)
    yield from _first_step(plan, candidate, words)
    aims = plan.kpis[candidate.play.id][:1] if rank == 1 else ()
    for aim in aims:
        name = words.fill(aim.kpi.name)
        text = words.ui("said.is", label=name, value=f"{kpi_from(aim, words)} → {kpi_to(aim, words)}")
        yield Paragraph(text, words.ui("play.kpi"), f"kpi.{candidate.play.id}.{aim.kpi.id}")


def _play(plan: Plan, candidate: Candidate, rank: int, words: Words) -> Iterator[Block]:
    id, level = candidate.play.id, candidate.level
    yield _heading(candidate, rank, words)
    name, proof = words.fill(level.name), words.fill(level.proof)
    yield Paragraph(words.ui("play.now_level", next=level.number, name=name, proof=proof))
    forcing = next((guard for guard in plan.guardrails.active if guard.id == plan.guardrails.forced_by), None)
    if plan.selection.forced == id and forcing is not None:
        yield Paragraph(words.ui("play.forced", guard=words.fill(forcing.title)))
    if plan.selection.for_goal == id:
        yield Paragraph(words.ui("play.for_goal", goal=words.option("goal", plan.business.profile.goal)))
    yield Items(tuple(_reasons(candidate, words)), label=words.ui("play.why"))
    text = words.ui("plan.idea", idea=words.fill(candidate.play.idea), why=words.fill(candidate.play.why))
    yield Paragraph(text, words.ui("play.idea"), f"{id}.idea")
    yield from _first_step(plan, candidate, words)
    yield from _actions(plan, candidate, words)
    yield from _kpis(plan, candidate, words)
    yield from gate_blocks(plan.gates[candidate.play.id], candidate, words)
    yield Items(tuple(_pitfalls(candidate, words, plan.facts)), label=words.ui("play.pitfalls"))
    yield Paragraph(words.listed(_sources(candidate, words)), words.ui("play.sources"))
    yield Paragraph(_score(candidate, words), id=f"score.{id}")


def _score(candidate: Candidate, words: Words) -> str:
    terms = candidate.terms
    text = words.ui(
        "play.score", score=f"{candidate.score:.4f}", fit=f"{terms.fit:.2f}", gap=f"{terms.gap:.2f}",
        impact=f"{terms.impact:.2f}", confidence=f"{terms.confidence:.2f}", effort=f"{terms.effort:.2f}",
    )  # fmt: skip
    if terms.inherited:
        text += words.ui("play.passed", passed=f"{terms.inherited:.4f}")
    if candidate.worth:
        text += words.ui("play.worth", span=words.money_span(candidate.worth.low, candidate.worth.high))
    return text + words.ui("stop_mark")


def reason_text(rule: Reason, words: Words) -> str:
    """Return a reason as a sentence: what was answered, and what follows."""
    return _because(rule, words, words.fill(rule.so))


def _reasons(candidate: Candidate, words: Words) -> Iterator[Paragraph]:
    for rule in candidate.because[:REASONS]:
        marks = words.marks(rule.sources)
        text = words.ui("marked", text=reason_text(rule, words), marks=marks)
        yield Paragraph(text, id=f"reason.{candidate.play.id}.{rule.id}")


def _first_step(plan: Plan, candidate: Candidate, words: Words) -> Iterator[Block]:
    slot = opening(plan, candidate.play.id)
    if slot is None:
        return
    key = "play.first_step" if slot.start == 1 else "play.first_step_later"
    label = words.ui(key, week=slot.start, role=words.role(slot.role), hours=words.hours(slot.action.first_step.hours))
    yield Paragraph(words.fill(slot.action.first_step.text), label, f"{slot.action.id}.first_step")


def opening(plan: Plan, play: str) -> Slot | None:
    """Return the action a play begins with, `None` where none of it is scheduled."""
    slots = (slot for slot in plan.schedule.slots if slot.action.play == play)
    return min(slots, key=lambda slot: slot.start, default=None)


def _actions(plan: Plan, candidate: Candidate, words: Words) -> Iterator[Block]:
    slots = [slot for slot in plan.schedule.slots if slot.action.play == candidate.play.id]
    if slots:
        yield _table(slots, words)
    detailed = plan.settings.report.detailed
    for place, slot in enumerate(slots[:detailed], 1):
        yield from _action(place, slot, words, plan)
    if len(slots) > detailed:
        yield Paragraph(words.ui("play.more_steps", first=detailed + 1, last=len(slots)), id=f"{candidate.play.id}.kit")
    cut = [item for item in plan.schedule.cut if item.action.play == candidate.play.id]
    if cut:
        yield Items(tuple(_cut(item, words) for item in cut), label=words.ui("play.cut"))


def _table(slots: list[Slot], words: Words) -> Table:
    priced = any(slot.cash for slot in slots)
    keys = ("action", "who", "hours", "weeks", *(("cash",) if priced else ()), "done_when")
    rows = []
    for place, slot in enumerate(slots, 1):
        cash = (words.money(slot.cash) if slot.cash else "–",) if priced else ()
        rows.append((
            str(place), words.fill(slot.action.title), words.role(slot.role), f"{slot.action.hours:g}",
            week_range(slot, words), *cash, words.fill(slot.action.done_when),
        ))  # fmt: skip
    columns = (words.ui("weeks_table.number"), *(words.ui(f"play.{key}") for key in keys))
    right = frozenset({0, 3, 5}) if priced else frozenset({0, 3})
    return Table(columns, tuple(rows), right, tuple(slot.action.id for slot in slots))


def week_range(slot: Slot, words: Words) -> str:
    """Return the weeks of an action as ranges, and when it is ready where it waits for others: `1, 16–19`."""
    weeks = ", ".join(
        str(start) if start == end else words.ui("plan.week_range", start=start, end=end)
        for start, end in _runs(slot.weeks)
    )
    return words.ui("plan.ready", weeks=weeks, by=slot.end + slot.action.wait) if slot.action.wait else weeks


def _runs(weeks: tuple[int, ...]) -> list[tuple[int, int]]:
    """Weeks that follow each other, as first and last."""
    runs: list[tuple[int, int]] = []
    for week in weeks:
        if runs and runs[-1][1] == week - 1:
            runs[-1] = (runs[-1][0], week)
        else:
            runs.append((week, week))
    return runs


def _action(place: int, slot: Slot, words: Words, plan: Plan) -> Iterator[Block]:
    yield Heading(f"{place} {words.fill(slot.action.title)}", 2, slot.action.id)
    yield Items(tuple(Paragraph(text) for text in step_texts(slot.action, words, plan)), numbered=True)
    if slot.action.words:
        yield Quote(words.fill(slot.action.words), words.ui("play.words"), f"{slot.action.id}.words")


def step_texts(action: Action, words: Words, plan: Plan) -> list[str]:
    """Return the steps of an action that hold for this business, in words."""
    return [words.fill(step.text) for step in action.steps if step.test(plan.facts)]


def _cut(item: Cut, words: Words) -> Paragraph:
    title = words.fill(item.action.title)
    return Paragraph(cut_because(item, words), title, f"cut.{item.action.id}")


def cut_because(item: Cut, words: Words) -> str:
    """Return why an action was cut, without its name."""
    if item.why == "after":
        detail = words.fill(words.library.plays[item.action.play].actions[item.detail].title)
    elif item.why == "needs":
        detail = words.title(item.detail)
    elif item.why == "guard":
        detail = words.fill(_guard_title(item.detail, words))
    else:
        detail = words.role(item.detail)
    return words.ui(f"weeks_table.cut_{item.why}", detail=detail)


def _guard_title(id: str, words: Words) -> str:
    return next(guard.title for guard in words.library.guards.guards if guard.id == id)


def _kpis(plan: Plan, candidate: Candidate, words: Words) -> Iterator[Block]:
    columns = tuple(words.ui(f"play.{key}") for key in ("kpi", "from", "to", "by", "measure"))
    rows, ids = [], []
    for aim in plan.kpis[candidate.play.id]:
        measure = words.fill(aim.kpi.measure)
        name = words.fill(aim.kpi.name)
        week = str(aim.week) if aim.week <= plan.schedule.weeks else words.ui("play.after_plan", week=aim.week)
        rows.append((name, kpi_from(aim, words), kpi_to(aim, words), week, measure))
        ids.append(f"kpi.{candidate.play.id}.{aim.kpi.id}")
    yield Table(columns, tuple(rows), frozenset({3}), tuple(ids))


def kpi_from(aim: KpiTarget, words: Words) -> str:
    """Return where a KPI stands."""
    return words.ui("play.count_first") if aim.start is None else kpi_value(aim.start, aim.kpi.unit, words)


def kpi_to(aim: KpiTarget, words: Words) -> str:
    """Return where a KPI should be, or by how much it should move."""
    if aim.target is not None:
        return kpi_value(aim.target, aim.kpi.unit, words)
    key = "play.relative_up" if (aim.change or 0) > 0 else "play.relative_down"
    return words.ui(key, change=_step(abs(aim.change or 0.0), aim, words))


def _step(change: float, aim: KpiTarget, words: Words) -> str:
    """How far a KPI should move: points of a share, a share of the figure, or so many in its unit."""
    if aim.change_kind != "add":
        return words.rate(change)
    if aim.kpi.unit == "share":
        return words.ui("play.points", points=words.points(change))
    return kpi_value(change, aim.kpi.unit, words)


def _pitfalls(candidate: Candidate, words: Words, facts: Facts) -> Iterator[Paragraph]:
    for line in candidate.level.pitfalls:
        if line.test(facts):
            yield Paragraph(words.fill(line.text))


def _sources(candidate: Candidate, words: Words) -> list[str]:
    ids = dict.fromkeys((*candidate.play.sources, *candidate.level.sources))
    return [words.mark(id) if id == "judgement" else words.ui("marked", text=id, marks=words.source(id)) for id in ids]


def stopping(plan: Plan, words: Words) -> Section:
    """Return what to stop doing."""
    items = tuple(Paragraph(words.fill(rule.text), id=f"stop.{play}.{rule.id}") for play, rule in plan.selection.stop)
    return Section("stop", words.ui("sections.stop"), (Items(items),) if items else ())


def rejection_text(item: Rejection, words: Words) -> str:
    """Return why a play is not run now, as a sentence without its name."""
    if isinstance(item.rule, Reason):
        return _because(item.rule, words, words.fill(item.rule.so))
    if isinstance(item.rule, Guard):
        return words.ui("not_now.guard", guard=words.fill(item.rule.title))
    count, every = item.reasons or ("", "")
    return words.ui(
        f"not_now.{item.why}",
        level="" if item.level is None else item.level,
        play=words.title(item.waits_for) if item.waits_for else "",
        held=count,
        all=every,
        customers=words.customers,
    )


def not_now(plan: Plan, words: Words) -> Section:
    """Return the plays passed over, each with its reason."""
    items = tuple(
        Paragraph(rejection_text(item, words), words.title(item.play), f"not_now.{item.play}")
        for item in plan.selection.not_now
    )
    shown = (Items(items),) if items and plan.business.diagnosis.mode else ()
    return Section("not_now", words.ui("sections.not_now"), shown)


def up_next(plan: Plan, words: Words) -> Section:
    """Return the plays that come after these."""
    items = tuple(_next(candidate, words) for candidate in plan.selection.next)
    return Section("next", words.ui("sections.next"), (Items(items),) if items else ())


def _next(candidate: Candidate, words: Words) -> Paragraph:
    because = reason_text(candidate.because[0], words) if candidate.because else ""
    text = words.ui(
        "next.line",
        score=f"{candidate.score:.4f}",
        now=candidate.level_now,
        next=candidate.level.number,
        because=because,
    )
    return Paragraph(text, words.title(candidate.play.id), f"next.{candidate.play.id}")
