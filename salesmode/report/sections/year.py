"""The year in figures: what each month must bring, what moves the result most, which ways of selling pay."""

from salesmode.engine.plan import Plan
from salesmode.engine.sizing import Target
from salesmode.report.document import Block, Heading, Paragraph, Section, Table
from salesmode.report.wording import Words, number

SWINGS, MONTHS = 5, 12


def the_year(plan: Plan, words: Words) -> Section:
    """Return the figures of the year that the plan rests on; empty where none can be told."""
    blocks = [*_needs(plan, words), *_swings(plan, words), *_motions(plan, words)]
    return Section("year", words.ui("sections.year"), tuple(blocks))


def _needs(plan: Plan, words: Words) -> list[Block]:
    stages: dict[str, list[Target]] = {}
    for target in plan.sizing.targets:
        stages.setdefault(target.stage, []).append(target)
    if not stages:
        return []
    columns = tuple(words.ui(f"year.{key}") for key in ("stage", "needed", "today", "short", "months"))
    rows = tuple(_need(targets, words) for targets in stages.values())
    ids = tuple(f"target.{stage}" for stage in stages)
    note = (
        Paragraph(words.ui("year.lag"), id="target")
        if any(targets[-1].month < 12 for targets in stages.values())
        else None
    )
    table = Table(columns, rows, frozenset({1, 2, 3}), ids)
    return [Heading(words.ui("year.needs"), id="targets"), table, *([note] if note else [])]


def _need(targets: list[Target], words: Words) -> tuple[str, ...]:
    first, last = targets[0], targets[-1]
    today = words.ui("unknown") if first.capacity is None else number(round(first.capacity, 1))
    short = max(0.0, first.needed - first.capacity) if first.capacity is not None else None
    return (
        words.ui(f"year.stage_{first.stage}"),
        number(round(first.needed, 1)),
        today,
        words.ui("unknown") if short is None else number(round(short, 1)) if short else words.ui("year.covered"),
        words.ui("plan.week_range", start=1, end=last.month),
    )


def _swings(plan: Plan, words: Words) -> list[Block]:
    swings = plan.sizing.sensitivity[:SWINGS]
    if not swings:
        return []
    columns = tuple(words.ui(f"year.{key}") for key in ("answer", "lower", "higher"))
    rows = tuple((words.label(swing.answer), words.money(swing.low), words.money(swing.high)) for swing in swings)
    ids = tuple(f"tornado.{swing.answer}" for swing in swings)
    return [Heading(words.ui("year.swings"), id="tornado"), Table(columns, rows, frozenset({1, 2}), ids)]


def _motions(plan: Plan, words: Words) -> list[Block]:
    unit_economics = plan.sizing.unit_economics
    if not unit_economics:
        return []
    columns = tuple(words.ui(f"year.{key}") for key in ("motion", "cost", "leaves", "breaks_even", "pays", "kind"))
    rows = []
    for item in unit_economics:
        motion = words.ui("year.as_today") if item.motion is None else words.option("selling_motion", item.motion)
        order = words.ui("unknown") if item.break_even_order is None else words.money(item.break_even_order)
        pays = words.ui("yes" if item.pays else "no")
        kind = words.ui(f"kind.{item.kind}")
        rows.append((motion, words.money(item.cost), words.money(item.contribution), order, pays, kind))
    ids = tuple(f"viability.{item.motion or 'today'}" for item in unit_economics)
    table = Table(columns, tuple(rows), frozenset({1, 2, 3}), ids)
    return [
        Heading(words.ui("year.ways"), id="viability"),
        table,
        Paragraph(words.ui("year.hours"), id="viability.hours"),
    ]
