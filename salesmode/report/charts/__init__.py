"""What the charts of a page show, as plain numbers and texts; how they look is the renderer's business."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Phase, Row
from salesmode.engine.selection import Chosen
from salesmode.engine.sizing import LeverWorth
from salesmode.report.amounts import number
from salesmode.report.charts.bridge import bridge
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
)
from salesmode.report.dates import day_of
from salesmode.report.document import Table
from salesmode.report.page.saying import move_title, number_of, of_segment
from salesmode.report.sections.customers import reading_line, signed
from salesmode.report.sections.year import SWINGS
from salesmode.report.wording import Words

MOST_BARS = 9
EARNS = "customer_leaves"
EXACT = 1e-9


def charts(plan: Plan, words: Words) -> Charts:
    """Return every chart that the plan has figures for."""
    makers = (bridge, _earns, _map, _dimensions, _levers, _swings, _weeks, _load)
    drawn = tuple(chart for make in makers if (chart := make(plan, words)) is not None)
    return no_charts(words)._replace(charts=drawn)


def no_charts(words: Words) -> Charts:
    """Return what a page needs beside its own words where nothing is drawn."""
    return Charts(
        words.library.lang, words.ui("charts.contents"), words.ui("charts.numbers"), words.ui("sections.behind"), ()
    )


def _earns(plan: Plan, words: Words) -> Chart | None:
    """What a customer leaves a year, segment by segment; one that costs money has its bar to the left."""
    leaves = [(ground.name or "", ground.part.value(EARNS)) for ground in plan.grounds[1:]]
    known = [(name, value) for name, value in leaves if value is not None]
    if len(known) < 2:
        return None
    rows = tuple(Bar(name, value, value, words.money(value)) for name, value in known)
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
    checks = words.sentences(words.ui("charts.gate", move=lane.label, week=lane.check) for lane in lanes)
    text = words.ui(
        "charts.weeks_text", count=words.counted(len(lanes), "moves"), first=min(row.start for row in rows),
        last=max(row.end for row in rows), weeks=plan.schedule.weeks, gates=checks,
    )  # fmt: skip
    shows = Weeks(_heads(plan, plan.schedule.weeks), lanes)
    return Chart("chart.weeks", "means", words.ui("charts.weeks"), words.ui("charts.weeks_note"), text, shows)


def _lane(one: Chosen, plan: Plan, words: Words) -> Lane:
    title = of_segment(one.candidate.ground, move_title(one.id, words), words)
    rows = [row for row in plan.schedule.rows if row.move == one.id]
    worked = {week for _, week in one.placement.set_up} or _weeks_of(rows, "set_up")
    label = f"{number_of(plan, one.id)}. {title}"
    return Lane(label, tuple(sorted(worked)), tuple(sorted(_weeks_of(rows, "run"))), plan.checks[one.id].week)


def _weeks_of(rows: Sequence[Row], phase: Phase) -> set[int]:
    return {week for row in rows if row.phase == phase for week in range(row.start, row.end + 1)}


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
    return Chart("chart.load", "rhythm", words.ui("charts.load"), note, text, Load(heads, roles), table)


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
