"""Drawing: elements of SVG by name, a text broken into lines, a scale. Colours and fonts are in style.css."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence

from salesmode.errors import visible
from salesmode.report.charts.shapes import Chart
from salesmode.report.formats.wrap import cells, wrapped

# All lengths are in units of the drawing; style.css sets letters 13 units high.
LINE = 16
CELL = 6.9  # width of a Latin letter; a Chinese one takes two
RADIUS = 2
NARROW = 400.0  # every drawing is that wide: it can be read on a phone, and in a column of a printed sheet
GAP = 10.0
MARK = 7.0
HATCH = 5


class Pen:
    """The drawing of a chart, `height` high, with the name and the text that stand for it."""

    def __init__(self, chart: Chart, height: float) -> None:
        self.id = id = chart.id
        self.root = ET.Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {NARROW:g} {height:g}", "role": "img",
            "aria-labelledby": f"{id}.title {id}.text",
        })  # fmt: skip
        self._named("title", f"{id}.title", chart.title)
        self._named("desc", f"{id}.text", chart.text)
        self._hatch()

    def _named(self, name: str, id: str, text: str) -> None:
        ET.SubElement(self.root, name, {"id": id}).text = clean(text)

    def _hatch(self) -> None:
        """A pattern of slanting lines: what is hatched differs from what is solid without colour."""
        size = f"{HATCH}"
        pattern = ET.SubElement(ET.SubElement(self.root, "defs"), "pattern", {
            "id": f"{self.id}.hatch", "width": size, "height": size, "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        })  # fmt: skip
        ET.SubElement(pattern, "rect", {"class": "under", "width": size, "height": size})
        ET.SubElement(pattern, "rect", {"class": "stripe", "width": "2", "height": size})

    def rect(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        """A box; of the kind `hatched` it is filled with slanting lines."""
        at = _numbers(x=x, y=y, width=max(width, 0), height=max(height, 0), rx=RADIUS)
        fill = {"fill": f"url(#{self.id}.hatch)"} if kind == "hatched" else {}
        ET.SubElement(self.root, "rect", {"class": kind, **at, **fill})

    def line(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> None:
        """A line."""
        ET.SubElement(self.root, "line", {"class": kind, **_numbers(x1=x1, y1=y1, x2=x2, y2=y2)})

    def dot(self, kind: str, x: float, y: float, radius: float) -> None:
        """A round mark."""
        ET.SubElement(self.root, "circle", {"class": kind, **_numbers(cx=x, cy=y, r=radius)})

    def shape(self, kind: str, points: Sequence[tuple[float, float]]) -> None:
        """A mark with corners."""
        text = " ".join(f"{x:g},{y:g}" for x, y in ((round(x, 1), round(y, 1)) for x, y in points))
        ET.SubElement(self.root, "polygon", {"class": kind, "points": text})

    def diamond(self, kind: str, x: float, y: float, radius: float) -> None:
        """A square on its corner."""
        self.shape(kind, [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)])

    def text(self, kind: str, x: float, y: float, text: str) -> None:
        """A text on one line, `y` at its foot; it begins at `x`, or by its kind has its `middle` or `end` there."""
        ET.SubElement(self.root, "text", {"class": kind, **_numbers(x=x, y=y)}).text = clean(text)

    def lines(self, kind: str, x: float, middle: float, lines: Sequence[str]) -> None:
        """A text on several lines whose middle is at `middle`."""
        top = middle - (len(lines) - 1) * LINE / 2 + LINE * 0.3
        for place, line in enumerate(lines):
            self.text(kind, x, top + place * LINE, line)

    def drawn(self) -> str:
        """Return the drawing as text."""
        return ET.tostring(self.root, encoding="unicode")


def scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """Return where a value lies between `start` and `end`, when `low` to `high` fill that space."""
    span = high - low
    return lambda value: start + ((value - low) / span if span > 0 else 0.0) * (end - start)


def _numbers(**values: float) -> dict[str, str]:
    return {name: f"{round(value, 1):g}" for name, value in values.items()}


def clean(text: str) -> str:
    """Return a text on one line, with nothing in it that cannot be seen."""
    return visible(" ".join(text.split()))


def broken(text: str, width: float, most: int) -> list[str]:
    """Return a text as lines no wider than `width` units, at most `most` of them; the rest is left out with a mark."""
    plain = clean(text)
    room = max(int(width / CELL), 1)
    spans = wrapped(plain, room, cells)
    lines = [plain[start:end] for start, end in spans[:most]]
    if len(spans) > most:
        last = plain[slice(*spans[most - 1])]
        start, end = wrapped(last, room - 1, cells)[0]
        lines[-1] = last[start:end].rstrip(",;:，、；： ") + "…"
    return lines
