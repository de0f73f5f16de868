"""The charts that stand on weeks: the moves, and the hours of each role."""

from __future__ import annotations

import math
from collections.abc import Iterator

from salesmode.report.charts.shapes import Chart, Lane, Load, Role, Weeks
from salesmode.report.formats.html.pen import LINE, MARK, NARROW, Pen, broken

HEAD = 24.0
LANE_ROW, LANE_BAR = 30.0, 16.0
LOAD_ROW, LOAD_HIGH = 78.0, 44.0
LETTER = 8.0  # room for a letter of what stands over a week


def draw_weeks(chart: Chart, shows: Weeks) -> str:
    """Return the moves on their weeks: solid while one is set up, light while it runs, a mark at its check."""
    named = [broken(lane.label, NARROW, 2) for lane in shows.lanes]
    height = HEAD + sum(LANE_ROW + LINE * len(lines) for lines in named)
    pen, step = Pen(chart, height), NARROW / len(shows.heads)
    _heads(pen, shows.heads, step, height)
    top = HEAD
    for lane, lines in zip(shows.lanes, named, strict=True):
        foot = top + LINE * len(lines)
        pen.lines("named strong", 0, (top + foot) / 2 + 2, lines)
        _lane(pen, lane, foot + 7, step)
        top = foot + LANE_ROW
    return pen.drawn()


def _lane(pen: Pen, lane: Lane, top: float, step: float) -> None:
    for kind, weeks in (("running", lane.running), ("bar", lane.set_up)):
        for first, last in _runs(weeks):
            pen.rect(kind, step * (first - 1) + 0.5, top, step * (last - first + 1) - 1, LANE_BAR)
    x = min(max(step * (lane.check - 0.5), MARK), NARROW - MARK)
    pen.diamond("gate", x, top + LANE_BAR / 2, MARK)


def _runs(weeks: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last week of each run of weeks."""
    for index, week in enumerate(weeks):
        if index == 0 or week > weeks[index - 1] + 1:
            first = week
        if index + 1 == len(weeks) or weeks[index + 1] > week + 1:
            yield first, week


def draw_load(chart: Chart, shows: Load) -> str:
    """Return the hours of every role that works, week by week, against what it has."""
    height = HEAD + LOAD_ROW * len(shows.roles)
    pen, step = Pen(chart, height), NARROW / len(shows.heads)
    _heads(pen, shows.heads, step, height)
    for index, role in enumerate(shows.roles):
        _role(pen, role, HEAD + LOAD_ROW * (index + 1) - 6, step)
    return pen.drawn()


def _role(pen: Pen, role: Role, foot: float, step: float) -> None:
    ceiling = foot - LOAD_HIGH
    pen.text("named strong", 0, ceiling - 8, broken(role.label, NARROW * 0.75, 1)[0])
    pen.text("named end", NARROW, ceiling - 8, role.text)
    for week, hours in enumerate(role.hours):
        high = LOAD_HIGH * min(hours / role.capacity, 1.0) if role.capacity else 0.0
        if hours:
            pen.rect("bar", step * week + step * 0.1, foot - high, step * 0.8, high)
    pen.line("limit", 0, ceiling, NARROW, ceiling)
    pen.line("axis", 0, foot, NARROW, foot)


def _heads(pen: Pen, heads: tuple[str, ...], step: float, foot: float) -> None:
    """Write what stands over the weeks, as many of them as there is room for, and rule the weeks below."""
    room = max(len(head) for head in heads) * LETTER + 4
    every = max(1, math.ceil(room / step))
    for index in range(0, len(heads), every):
        middle = step * (index + 0.5)
        if middle + room / 2 <= NARROW:
            at_edge = middle < room / 2
            pen.text("soft" if at_edge else "soft middle", 0 if at_edge else middle, LINE, heads[index])
            pen.line("rule", step * index, HEAD, step * index, foot)
    pen.line("rule", NARROW, HEAD, NARROW, foot)
