"""The charts as SVG: each a pure function of its figures. All measures of the drawings are here."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from salesmode.report.charts.shapes import Bars, Chart, Load, Map, Pairs, Swings, Weeks, Work
from salesmode.report.formats.html.pen import CELL, LINE, Pen, broken, cells

# A narrow drawing can be read on a phone; a wide one scrolls there in its own box.
NARROW, WIDE = 400.0, 720.0
GAP = 10.0
MAP_HIGH, MAP_EDGE = 370.0, 26.0
PAIRS_LABEL, PAIRS_TEXT, PAIRS_ROW, PAIRS_HEAD = 96.0, 90.0, 40.0, 44.0
BAR, BARS_ROW = 14.0, 46.0
SWINGS_TEXT = 84.0
WEEKS_LABEL, WEEKS_LANE, WEEKS_ROW, WEEKS_BAR = 320.0, 30.0, 40.0, 16.0
HEAD = 26.0
LOAD_LABEL, LOAD_TEXT, LOAD_ROW, LOAD_HIGH = 130.0, 60.0, 66.0, 44.0
MARK = 7.0
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
        case Swings():
            return _swings(chart, chart.shows)
        case Weeks():
            return _weeks(chart, chart.shows)
        case Load():
            return _load(chart, chart.shows)


def _pen(chart: Chart, width: float, height: float) -> Pen:
    return Pen(chart.id, width, height, chart.title, chart.text)


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """Return where a value lies between `start` and `end`, when `low` to `high` fill that space."""
    span = high - low
    return lambda value: start + ((value - low) / span if span > SAME else 0.0) * (end - start)


def _map(chart: Chart, shows: Map) -> str:
    width, height = NARROW, MAP_HIGH
    pen = _pen(chart, width, height)
    left, right, top, bottom = GAP, width - GAP, MAP_EDGE, height - MAP_EDGE - LINE
    across, up = _scale(-1, 1, left, right), _scale(-1, 1, bottom, top)
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
    pen = _pen(chart, NARROW, height)
    start, end = PAIRS_LABEL + GAP, NARROW - PAIRS_TEXT - GAP
    place = _scale(-1, 1, start + MARK, end - MARK)
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
    pen = _pen(chart, NARROW, BARS_ROW * len(shows.rows))
    place = _scale(0, max(row.high for row in shows.rows), 0, NARROW)
    for index, row in enumerate(shows.rows):
        top = _named(pen, BARS_ROW * index, row.label, row.text)
        pen.rect("bar", 0, top, place(row.low), BAR)
        if row.high - row.low > SAME:
            pen.rect("hatched", place(row.low), top, place(row.high) - place(row.low), BAR)
    return pen.drawn()


def _named(pen: Pen, top: float, label: str, text: str = "") -> float:
    """Write what a row is, and its figure at the right; return where its bar begins."""
    foot = top + LINE
    room = NARROW - (cells(text) * CELL + GAP if text else 0)
    pen.text("ink", 0, foot, broken(label, room, 1)[0])
    if text:
        pen.text("ink end", NARROW, foot, text)
    return foot + 6


def _swings(chart: Chart, shows: Swings) -> str:
    height = BARS_ROW * len(shows.rows)
    pen = _pen(chart, NARROW, height)
    least = min(min(row.low, row.high, shows.middle) for row in shows.rows)
    most = max(max(row.low, row.high, shows.middle) for row in shows.rows)
    place = _scale(least, most, SWINGS_TEXT, NARROW - SWINGS_TEXT)
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


def _heads(pen: Pen, heads: tuple[str, ...], start: float, step: float, foot: float) -> None:
    """Write what stands over the weeks, as many of them as there is room for, and rule the weeks below."""
    room = max(len(head) for head in heads) * 8.0 + 4
    every = max(1, math.ceil(room / step))
    for index, head in enumerate(heads):
        x = start + step * index
        if index % every == 0 and start + step * (index + 0.5) + room / 2 <= WIDE:
            pen.text("soft middle", x + step / 2, LINE, head)
        pen.line("rule", x, HEAD, x, foot)
    pen.line("rule", start + step * len(heads), HEAD, start + step * len(heads), foot)


def _weeks(chart: Chart, shows: Weeks) -> str:
    rows = sum(len(lane.works) for lane in shows.lanes)
    height = HEAD + WEEKS_LANE * len(shows.lanes) + WEEKS_ROW * rows
    pen = _pen(chart, WIDE, height)
    start = WEEKS_LABEL + GAP
    step = (WIDE - start) / len(shows.heads)
    _heads(pen, shows.heads, start, step, height)
    y = HEAD
    for lane in shows.lanes:
        pen.rect("lane", 0, y, WIDE, WEEKS_LANE)
        pen.text("ink strong", 6, y + WEEKS_LANE * 0.65, broken(lane.label, WEEKS_LABEL, 1)[0])
        if lane.gate is not None:
            pen.diamond("gate", start + step * (lane.gate - 0.5), y + WEEKS_LANE / 2, MARK + 1)
        y += WEEKS_LANE
        for work in lane.works:
            _work(pen, work, y + WEEKS_ROW / 2, start, step)
            y += WEEKS_ROW
    return pen.drawn()


def _work(pen: Pen, work: Work, middle: float, start: float, step: float) -> None:
    pen.lines("ink", 6, middle, broken(work.label, WEEKS_LABEL - 6, 2))
    top = middle - WEEKS_BAR / 2
    for first, last in _runs(work.weeks):
        pen.rect("bar", start + step * (first - 1) + 1, top, step * (last - first + 1) - 2, WEEKS_BAR)
    ready = min(work.ready, round((WIDE - start) / step))  # a result may come after the plan's last week
    if ready > work.weeks[-1]:
        pen.rect("hatched", start + step * work.weeks[-1], top, step * (ready - work.weeks[-1]) - 1, WEEKS_BAR)
    if work.first:
        x = start + step * (work.weeks[0] - 1) - 2
        pen.shape("first", [(x - MARK, middle - MARK), (x + MARK * 0.4, middle), (x - MARK, middle + MARK)])


def _runs(weeks: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    first = last = weeks[0]
    for week in weeks[1:]:
        if week > last + 1:
            yield first, last
            first = week
        last = week
    yield first, last


def _load(chart: Chart, shows: Load) -> str:
    height = HEAD + LOAD_ROW * len(shows.roles)
    pen = _pen(chart, WIDE, height)
    start, end = LOAD_LABEL + GAP, WIDE - LOAD_TEXT
    step = (end - start) / len(shows.heads)
    _heads(pen, shows.heads, start, step, height)
    for index, role in enumerate(shows.roles):
        foot = HEAD + LOAD_ROW * (index + 1) - 6
        ceiling = foot - LOAD_HIGH
        pen.lines("ink", 0, foot - LOAD_HIGH / 2, broken(role.label, LOAD_LABEL, 2))
        for week, hours in enumerate(role.hours):
            high = LOAD_HIGH * min(hours / role.capacity, 1.0) if role.capacity else 0.0
            if hours:
                pen.rect("bar", start + step * week + 2, foot - high, step - 4, high)
        pen.line("limit", start, ceiling, end, ceiling)
        pen.line("axis", start, foot, end, foot)
        pen.text("ink", end + 6, ceiling + LINE * 0.3, role.text)
    return pen.drawn()
