"""What the charts of a page show, as plain numbers and texts; how they look is the renderer's business."""

from __future__ import annotations

import math
from collections.abc import Iterator

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Row
from salesmode.engine.selection import Chosen
from salesmode.engine.sizing import LeverWorth
from salesmode.report.amounts import number
from salesmode.report.charts.shapes import (
    Bar,
    Bars,
    Chart,
    Charts,
    Lane,
    Load,
    Map,
    Pair,
    Pairs,
    Role,
    Sensitivity,
    Spot,
    Swings,
    Weeks,
    Work,
)
from salesmode.report.dates import day_of
from salesmode.report.document import Table
from salesmode.report.page.saying import move_title, of_segment
from salesmode.report.sections.customers import reading_line, signed
from salesmode.report.sections.year import SWINGS
from salesmode.report.wording import Words, upper_first

MOST_BARS = 9
EARNS = "customer_leaves"
EXACT = 1e-9


def charts(plan: Plan, words: Words) -> Charts:
    """Return every chart that the plan has figures for."""
    makers = (_coverage, _earns, _map, _dimensions, _levers, _swings, _weeks, _load)
    drawn = tuple(chart for make in makers if (chart := make(plan, words)) is not None)
    return Charts(
        words.library.lang, words.ui("charts.contents"), words.ui("charts.numbers"), words.ui("sections.behind"), drawn
    )


def _coverage(plan: Plan, words: Words) -> Chart | None:
    """Today's run, what the plan makes of it, and the target, on one scale."""
    gap_analysis, outlook = plan.sizing.gap_analysis, plan.outlook
    if gap_analysis is None or outlook is None or gap_analysis.target is None or gap_analysis.baseline <= 0:
        return None
    rows = [_bar("run", gap_analysis.baseline, gap_analysis.baseline, words)]
    if plan.selection.worth.sales[2] > 0:
        rows.append(_bar("with_plan", outlook.low, outlook.high, words))
    rows.append(_bar("target", gap_analysis.target, gap_analysis.target, words))
    text = "".join(_line(row.label, row.text, words) for row in rows).rstrip()
    title, note = words.ui("charts.coverage"), words.ui("charts.coverage_note")
    return Chart("chart.coverage", "answer", title, note, text, Bars(tuple(rows)))


def _bar(key: str, low: float, high: float, words: Words) -> Bar:
    return Bar(words.ui(f"charts.{key}"), low, high, words.money_span(low, high))


def _earns(plan: Plan, words: Words) -> Chart | None:
    """What a customer leaves a year, segment by segment; one that costs money has no bar."""
    leaves = [(ground.name or "", ground.part.value(EARNS)) for ground in plan.grounds[1:]]
    known = [(name, value) for name, value in leaves if value is not None]
    if len(known) < 2 or max(value for _, value in known) <= 0:
        return None
    rows = tuple(Bar(name, max(0.0, value), max(0.0, value), words.money(value)) for name, value in known)
    text = "".join(_line(row.label, row.text, words) for row in rows).rstrip()
    return Chart(
        "chart.earns", "numbers", words.ui("charts.earns"), words.ui("charts.earns_note"), text, Bars(rows)
    )  # fmt: skip


def _map(plan: Plan, words: Words) -> Chart | None:
    diagnosis = plan.business.diagnosis
    if diagnosis.mode is None or diagnosis.motion is None:
        return None
    spots = [Spot(words.ui("charts.you"), diagnosis.axes["motion"].position, diagnosis.axes["mode"].position)]
    for part in plan.business.segments:
        if part.diagnosis.mode and part.diagnosis.motion:
            axes = part.diagnosis.axes
            spots.append(Spot(part.name, axes["motion"].position, axes["mode"].position))
    left, right, bottom, top = (words.ui(f"charts.{key}") for key in ("fast", "considered", "people", "organisations"))
    top_left, top_right, bottom_right, bottom_left = (
        words.ui(f"charts.{key}") for key in ("fast_b2b", "considered_b2b", "considered_b2c", "fast_b2c")
    )
    shows = Map((left, right, bottom, top), (top_left, top_right, bottom_right, bottom_left), tuple(spots))
    text = reading_line(diagnosis, words)
    return Chart("chart.map", "buying", words.ui("charts.map", customers=words.customers), "", text, shows)


def _dimensions(plan: Plan, words: Words) -> Chart | None:
    if plan.business.diagnosis.mode is None and plan.business.diagnosis.motion is None:
        return None
    rows = tuple(
        Pair(words.dimension(item.id), item.position, item.motion_position,
             (signed(item.position), signed(item.motion_position)))
        for item in plan.business.diagnosis.dimensions
    )  # fmt: skip
    ends = words.ui("charts.left"), words.ui("charts.right")
    pays, buys = words.ui("buying.pays"), words.ui("buying.buys")
    table = Table(
        (words.ui("buying.dimension"), pays, buys), tuple((row.label, *row.texts) for row in rows), frozenset({1, 2})
    )
    text = "".join(
        _line(row.label, words.listed((f"{pays} {row.texts[0]}", f"{buys} {row.texts[1]}")), words) for row in rows
    )
    return Chart(
        "chart.dimensions", "buying", words.ui("charts.dimensions"), words.ui("charts.dimensions_note"), text,
        Pairs(ends, rows), table,
    )  # fmt: skip


def _line(label: str, value: str, words: Words) -> str:
    """One sentence of a text that stands for a chart."""
    return words.ui("charts.list", label=label, value=value) + ("" if words.zh else " ")


def _levers(plan: Plan, words: Words) -> Chart | None:
    """What a point of each lever adds, as bars."""
    levers = [lever for lever in plan.sizing.levers if lever.per_point]
    if not levers or not plan.business.diagnosis.mode:
        return None
    rows = tuple(sorted((_pointed(lever, words) for lever in levers), key=lambda bar: -bar.high)[:MOST_BARS])
    text = "".join(_line(row.label, row.text, words) for row in rows).rstrip()
    title, note = words.ui("charts.points"), words.ui("charts.points_note")
    return Chart("chart.levers", "levers", title, note, text, Bars(rows))


def _pointed(lever: LeverWorth, words: Words) -> Bar:
    amount = lever.per_point or 0.0
    return Bar(words.ui(f"levers.{lever.id}"), 0.0, amount, words.money(amount))


def _swings(plan: Plan, words: Words) -> Chart | None:
    gap_analysis, swings = plan.sizing.gap_analysis, plan.sizing.sensitivity[:SWINGS]
    if gap_analysis is None or not swings:
        return None
    rows = tuple(
        Sensitivity(words.label(swing.answer), swing.low, swing.high, (words.money(swing.low), words.money(swing.high)))
        for swing in swings
    )
    text = "".join(_line(row.label, words.money_span(row.low, row.high), words) for row in rows)
    note = words.ui("charts.swings_note", run=words.money(gap_analysis.baseline))
    return Chart(
        "chart.tornado", "tornado", words.ui("charts.swings"), note, text.rstrip(), Swings(gap_analysis.baseline, rows)
    )  # fmt: skip


def _weeks(plan: Plan, words: Words) -> Chart | None:
    rows = plan.schedule.rows
    if not rows:
        return None
    lanes = tuple(_lane(one, plan, words) for one in plan.selection.moves)
    checks = " ".join(
        words.ui("charts.gate", move=lane.label, week=plan.checks[one.id].week)
        for lane, one in zip(lanes, plan.selection.moves, strict=True)
    )
    text = words.ui(
        "charts.weeks_text", count=words.counted(len(lanes), "moves"), first=min(row.start for row in rows),
        last=max(row.end for row in rows), weeks=plan.schedule.weeks, gates=checks,
    )  # fmt: skip
    shows = Weeks(_heads(plan, plan.schedule.weeks), lanes)
    return Chart("chart.weeks", "means", words.ui("charts.weeks"), words.ui("charts.weeks_note"), text, shows)


def _lane(one: Chosen, plan: Plan, words: Words) -> Lane:
    label = of_segment(one.candidate.ground, move_title(one.id, words), words)
    rows = [row for row in plan.schedule.rows if row.move == one.id]
    works = tuple(_work(row, one, row is rows[0], words) for row in rows)
    return Lane(label, plan.checks[one.id].week, works)


def _work(row: Row, one: Chosen, first: bool, words: Words) -> Work:
    """A row of work; what is set up may wait for others before it runs."""
    label = words.ui(f"charts.work_{row.phase}", role=upper_first(words.role(row.role)))
    worked = sorted(week for role, week in one.placement.set_up if role == row.role) if row.phase == "set_up" else ()
    weeks = tuple(worked or range(row.start, row.end + 1))
    return Work(label, weeks, max(weeks[-1], one.placement.ready) if row.phase == "set_up" else weeks[-1], first)


def _heads(plan: Plan, weeks: int) -> tuple[str, ...]:
    """What stands over each week: the month and day it begins, or its number where that is not known."""
    days = ((week, day_of(plan, week)) for week in range(1, weeks + 1))
    return tuple(day.isoformat()[5:] if day else str(week) for week, day in days)


def _load(plan: Plan, words: Words) -> Chart | None:
    schedule = plan.schedule
    if not schedule.load:
        return None
    last = max(week for _, week in schedule.load)
    roles = tuple(_roles(plan, last, words))
    heads = _heads(plan, last)
    idle = [
        words.role(role) for role in schedule.capacity if not any(busy_role == role for busy_role, _ in schedule.load)
    ]
    text = " ".join(_peak(role, words) for role in roles)
    note = words.ui("charts.load_note")
    if idle:
        note += ("" if words.zh else " ") + words.ui("charts.load_idle", roles=words.listed(idle))
    columns = (words.ui("charts.role"), *(words.ui("plan.week", week=week) for week in range(1, last + 1)))
    rows = tuple((role.label, *(number(round(hours, 2)) for hours in role.hours)) for role in roles)
    table = Table(columns, rows, frozenset(range(1, last + 1)))
    return Chart("chart.load", "means", words.ui("charts.load"), note, text, Load(heads, roles), table)


def _roles(plan: Plan, last: int, words: Words) -> Iterator[Role]:
    for role, capacity in plan.schedule.capacity.items():
        hours = tuple(plan.schedule.load.get((role, week), 0.0) for week in range(1, last + 1))
        if math.fsum(hours) > EXACT:
            yield Role(words.role(role), capacity, words.ui("charts.hours", hours=number(round(capacity, 1))), hours)


def _peak(role: Role, words: Words) -> str:
    peak = max(role.hours)
    return words.ui(
        "charts.load_text", role=role.label, peak=number(round(peak, 1)), capacity=number(round(role.capacity, 1)),
        week=role.hours.index(peak) + 1,
    )  # fmt: skip
