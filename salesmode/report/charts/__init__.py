"""What the charts of a page show, as plain numbers and texts; how they look is the renderer's business."""

from __future__ import annotations

import math
from collections.abc import Iterator

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import EXACT, Slot
from salesmode.engine.sizing import LeverWorth
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
from salesmode.report.document import Table
from salesmode.report.sections.customers import reading_line, signed
from salesmode.report.sections.plays import opening
from salesmode.report.sections.weeks import first_day
from salesmode.report.sections.year import SWINGS
from salesmode.report.wording import Words, number

MOST_BARS = 9


def charts(plan: Plan, words: Words) -> Charts:
    """Return every chart that the plan has figures for."""
    makers = (_coverage, _map, _dimensions, _levers, _swings, _weeks, _load)
    drawn = tuple(chart for make in makers if (chart := make(plan, words)) is not None)
    return Charts(words.library.lang, words.ui("charts.contents"), words.ui("charts.numbers"), drawn)


def _coverage(plan: Plan, words: Words) -> Chart | None:
    """Today's run, what the plan makes of it, and the target, on one scale."""
    gap_analysis, uplift = plan.sizing.gap_analysis, plan.selection.sales_uplift
    if gap_analysis is None or gap_analysis.target is None or gap_analysis.baseline <= 0:
        return None
    rows = [
        Bar(words.ui("charts.run"), gap_analysis.baseline, gap_analysis.baseline, words.money(gap_analysis.baseline))
    ]
    if uplift is not None and uplift.high > 0:
        low, high = gap_analysis.baseline + uplift.low, gap_analysis.baseline + uplift.high
        text = words.money_span(low, high)
        rows.append(Bar(words.ui("charts.with_plan"), low, high, text))
    rows.append(
        Bar(words.ui("charts.target"), gap_analysis.target, gap_analysis.target, words.money(gap_analysis.target))
    )
    text = "".join(_line(row.label, row.text, words) for row in rows).rstrip()
    title, note = words.ui("charts.coverage"), words.ui("charts.coverage_note")
    return Chart("chart.coverage", "short", title, note, text, Bars(tuple(rows)))


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
    """The levers with a step as bars of its worth; where none has one, what a point of each adds."""
    levers = plan.sizing.levers
    stepped = [_stepped(lever, words) for lever in levers if lever.worth is not None and lever.worth.high > 0]
    key = "levers" if stepped else "points"
    bars = stepped or [_pointed(lever, words) for lever in levers if lever.per_point]
    if not bars or not plan.business.diagnosis.mode:
        return None
    rows = tuple(sorted(bars, key=lambda bar: -bar.high)[:MOST_BARS])
    text = "".join(_line(row.label, row.text, words) for row in rows).rstrip()
    return Chart(
        "chart.levers", "levers", words.ui(f"charts.{key}"), words.ui(f"charts.{key}_note"), text, Bars(rows)
    )  # fmt: skip


def _stepped(lever: LeverWorth, words: Words) -> Bar:
    low, high = (lever.worth.low, lever.worth.high) if lever.worth else (0.0, 0.0)
    return Bar(words.ui(f"levers.{lever.id}"), low, high, words.money_span(low, high))


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
    slots = plan.schedule.slots
    if not slots:
        return None
    lanes = tuple(
        _lane(candidate.play.id, plan.gates[candidate.play.id].week, plan, words) for candidate in plan.selection.now
    )
    gates = " ".join(words.ui("charts.gate", play=lane.label, week=lane.gate) for lane in lanes)
    text = words.ui(
        "charts.weeks_text", count=len(slots), first=min(slot.start for slot in slots),
        last=max(slot.end for slot in slots), weeks=plan.schedule.weeks, gates=gates,
    )  # fmt: skip
    shows = Weeks(_heads(plan, plan.schedule.weeks), tuple(lane for lane in lanes if lane.works))
    return Chart("chart.weeks", "weeks", words.ui("charts.weeks"), words.ui("charts.weeks_note"), text, shows)


def _lane(play: str, gate: int, plan: Plan, words: Words) -> Lane:
    first = opening(plan, play)
    slots = sorted((slot for slot in plan.schedule.slots if slot.action.play == play), key=lambda slot: slot.weeks)
    return Lane(words.title(play), gate, tuple(_work(slot, slot is first, words) for slot in slots))


def _work(slot: Slot, first: bool, words: Words) -> Work:
    label = words.fill(slot.action.title)
    return Work(label, slot.weeks, slot.ready, first)


def _heads(plan: Plan, weeks: int) -> tuple[str, ...]:
    """What stands over each week: the month and day it begins, or its number where that is not known."""
    days = ((week, first_day(plan, week)) for week in range(1, weeks + 1))
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
    columns = (words.ui("load_table.role"), *(words.ui("plan.week", week=week) for week in range(1, last + 1)))
    rows = tuple((role.label, *(number(round(hours, 2)) for hours in role.hours)) for role in roles)
    table = Table(columns, rows, frozenset(range(1, last + 1)))
    return Chart("chart.load", "load", words.ui("charts.load"), note, text, Load(heads, roles), table)


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
