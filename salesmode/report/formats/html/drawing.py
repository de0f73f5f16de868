"""The charts as SVG: each a pure function of its figures. All measures of the drawings are here."""

from __future__ import annotations

from collections.abc import Callable

from salesmode.report.charts.shapes import Bars, Bridge, Chart, Load, Map, Pairs, Step, Swings, Weeks
from salesmode.report.formats.html.on_weeks import draw_load, draw_weeks
from salesmode.report.formats.html.pen import CELL, GAP, LINE, MARK, NARROW, Pen, broken, scale
from salesmode.report.formats.wrap import cells

MAP_HIGH, MAP_EDGE = 370.0, 26.0
PAIRS_LABEL, PAIRS_TEXT, PAIRS_ROW, PAIRS_HEAD = 96.0, 90.0, 40.0, 44.0
BAR, BARS_ROW = 14.0, 46.0
SWINGS_TEXT = 84.0
TARGET = 24.0  # room under a bridge for what its line says
SAME = 1e-9


def drawn(chart: Chart) -> str:
    """Return a chart as an SVG element."""
    match chart.shows:
        case Map():
            return _map(chart, chart.shows)
        case Pairs():
            return _pairs(chart, chart.shows)
        case Bars():
            return _bars(chart, chart.shows)
        case Bridge():
            return _bridge(chart, chart.shows)
        case Swings():
            return _swings(chart, chart.shows)
        case Weeks():
            return draw_weeks(chart, chart.shows)
        case Load():
            return draw_load(chart, chart.shows)


def _map(chart: Chart, shows: Map) -> str:
    width, height = NARROW, MAP_HIGH
    pen = Pen(chart, height)
    left, right, top, bottom = GAP, width - GAP, MAP_EDGE, height - MAP_EDGE - LINE
    across, up = scale(-1, 1, left, right), scale(-1, 1, bottom, top)
    middle, centre = across(0), up(0)
    own = shows.spots[0]
    halves = [(left, top), (middle, top), (middle, centre), (left, centre)]
    home = (0 if own.across < 0 else 1) if own.up >= 0 else (3 if own.across < 0 else 2)
    for place, (x, y) in enumerate(halves):
        pen.rect("home" if place == home else "field", x, y, middle - left, centre - top)
        lines = broken(shows.corners[place], middle - left - 2 * GAP, 2)
        beside = centre - GAP - LINE * len(lines) / 2 if y < centre else centre + GAP + LINE * len(lines) / 2
        pen.lines("soft middle", x + (middle - left) / 2, beside, lines)
    pen.line("axis", left, centre, right, centre)
    pen.line("axis", middle, top, middle, bottom)
    less, more, people, organisations = shows.ends
    pen.text("ink middle", middle, top - GAP, f"↑ {organisations}")
    pen.text("ink middle", middle, bottom + LINE + 2, f"↓ {people}")
    pen.text("ink", left, height - 6, f"← {less}")
    pen.text("ink end", right, height - 6, f"{more} →")
    for place, spot in enumerate(shows.spots):
        x = min(max(across(spot.across), left + MARK), right - MARK)
        y = min(max(up(spot.up), top + MARK), bottom - MARK)
        if place == 0:
            pen.dot("halo", x, y, 2 * MARK)
            pen.dot("mark", x, y, MARK)
        else:
            pen.diamond("other", x, y, MARK)
        side = "end" if x > middle else ""
        gap = -2 * MARK - 4 if x > middle else 2 * MARK + 4
        pen.text(f"named strong {side}".rstrip(), x + gap, y + LINE * 0.3, broken(spot.label, middle - left - 40, 1)[0])
    return pen.drawn()


def _pairs(chart: Chart, shows: Pairs) -> str:
    height = PAIRS_HEAD + PAIRS_ROW * len(shows.rows)
    pen = Pen(chart, height)
    start, end = PAIRS_LABEL + GAP, NARROW - PAIRS_TEXT - GAP
    place = scale(-1, 1, start + MARK, end - MARK)
    half = (end - start) / 2
    pen.lines("soft", start, PAIRS_HEAD / 2, broken(shows.ends[0], half, 2))
    pen.lines("soft end", end, PAIRS_HEAD / 2, broken(shows.ends[1], half, 2))
    pen.line("axis", place(0), PAIRS_HEAD, place(0), height)
    for index, row in enumerate(shows.rows):
        middle = PAIRS_HEAD + PAIRS_ROW * (index + 0.5)
        pen.lines("ink", 0, middle, broken(row.label, PAIRS_LABEL, 2))
        pen.line("track", start, middle, end, middle)
        pen.dot("mark", place(row.round), middle - MARK, MARK - 1)
        pen.diamond("other", place(row.square), middle + MARK, MARK)
        pen.text("ink end", NARROW - PAIRS_TEXT / 2, middle + LINE * 0.3, row.texts[0])
        pen.text("ink end", NARROW, middle + LINE * 0.3, row.texts[1])
    pen.dot("mark", NARROW - PAIRS_TEXT * 0.7, PAIRS_HEAD / 2, MARK - 1)
    pen.diamond("other", NARROW - PAIRS_TEXT * 0.2, PAIRS_HEAD / 2, MARK)
    return pen.drawn()


def _bars(chart: Chart, shows: Bars) -> str:
    pen = Pen(chart, BARS_ROW * len(shows.rows))
    least, most = min(0.0, *(row.low for row in shows.rows)), max(0.0, *(row.high for row in shows.rows))
    place = scale(least, most, 0, NARROW)
    if least < 0:
        pen.line("axis", place(0), 0, place(0), BARS_ROW * len(shows.rows))
    for index, row in enumerate(shows.rows):
        top = _named(pen, BARS_ROW * index, row.label, row.text)
        _bar(pen, "bar" if row.low >= 0 else "against", top, place(0), place(row.low))
        if row.high - row.low > SAME:
            _bar(pen, "hatched", top, place(row.low), place(row.high))
    return pen.drawn()


def _bar(pen: Pen, kind: str, top: float, one: float, other: float) -> None:
    pen.rect(kind, min(one, other), top, abs(other - one), BAR)


def _bridge(chart: Chart, shows: Bridge) -> str:
    high = BARS_ROW * len(shows.steps)
    pen = Pen(chart, high + (TARGET if shows.target is not None else 0))
    most = max(shows.target or 0.0, *(max(step.likely, step.high) for step in shows.steps))
    place = scale(0, most, 0, NARROW - 1)
    if shows.target is not None:
        x, wide = place(shows.target), cells(shows.text) * CELL
        pen.line("limit", x, 0, x, high)
        pen.text("target end" if x > wide else "target", x, high + LINE, shows.text)
    for index, step in enumerate(shows.steps):
        _step(pen, step, _named(pen, BARS_ROW * index, step.label, step.text), place)
    return pen.drawn()


def _step(pen: Pen, step: Step, top: float, place: Callable[[float], float]) -> None:
    _bar(pen, "bar", top, place(step.start), place(step.low))
    if step.high - step.low > SAME:
        _bar(pen, "hatched", top, place(step.low), place(step.high))
        pen.line("middle-line", place(step.likely), top - 2, place(step.likely), top + BAR + 2)


def _named(pen: Pen, top: float, label: str, text: str = "") -> float:
    """Write what a row is, and its figure at the right; return where its bar begins."""
    foot = top + LINE
    room = NARROW - (cells(text) * CELL + GAP if text else 0)
    pen.text("named", 0, foot, broken(label, room, 1)[0])
    if text:
        pen.text("named end", NARROW, foot, text)
    return foot + 6


def _swings(chart: Chart, shows: Swings) -> str:
    height = BARS_ROW * len(shows.rows)
    pen = Pen(chart, height)
    least = min(min(row.low, row.high, shows.middle) for row in shows.rows)
    most = max(max(row.low, row.high, shows.middle) for row in shows.rows)
    place = scale(least, most, SWINGS_TEXT, NARROW - SWINGS_TEXT)
    centre = place(shows.middle)
    for index, row in enumerate(shows.rows):
        top = _named(pen, BARS_ROW * index, row.label)
        for value, kind, text in ((row.low, "hatched", row.texts[0]), (row.high, "bar", row.texts[1])):
            left, right = sorted((place(value), centre))
            pen.rect(kind, left, top, right - left, BAR)
            below = value < shows.middle or (value == shows.middle and kind == "hatched")
            pen.text("ink end" if below else "ink", left - 6 if below else right + 6, top + BAR - 3, text)
        pen.line("middle-line", centre, top - 3, centre, top + BAR + 3)
    return pen.drawn()
