"""What a chart is made of: plain numbers and texts, with no word of how it looks."""

from typing import NamedTuple

from salesmode.knowledge.library import Lang
from salesmode.report.document import Table


class Spot(NamedTuple):
    """A place on the map, both coordinates from -1 to 1: right is considered, up is organisations."""

    label: str
    across: float
    up: float


class Map(NamedTuple):
    """Who pays against how they buy. `ends` are left, right, bottom, top; `corners` the upper left, then clockwise."""

    ends: tuple[str, str, str, str]
    corners: tuple[str, str, str, str]
    spots: tuple[Spot, ...]


class Pair(NamedTuple):
    """Two positions from -1 to 1 on one line, with the figures as written."""

    label: str
    round: float
    square: float
    texts: tuple[str, str]


class Pairs(NamedTuple):
    """Lines with two marks each. `ends` are what left and right mean."""

    ends: tuple[str, str]
    rows: tuple[Pair, ...]


class Bar(NamedTuple):
    """A bar that surely reaches `low` and may reach `high`, with the figures as written; below nought it goes left."""

    label: str
    low: float
    high: float
    text: str


class Bars(NamedTuple):
    """Bars on one scale from nought."""

    rows: tuple[Bar, ...]


class Step(NamedTuple):
    """A part of a sum: its bar begins at `start`, surely reaches `low`, likely `likely`, and may reach `high`."""

    label: str
    text: str
    start: float
    low: float
    likely: float
    high: float


class Bridge(NamedTuple):
    """Parts of a sum one behind the other on one scale from nought, and the target with its words."""

    steps: tuple[Step, ...]
    target: float | None
    text: str


class Sensitivity(NamedTuple):
    """Where a result ends with a figure lower and higher, with both as written."""

    label: str
    low: float
    high: float
    texts: tuple[str, str]


class Swings(NamedTuple):
    """Swings to both sides of `middle`."""

    middle: float
    rows: tuple[Sensitivity, ...]


class Lane(NamedTuple):
    """A move on the weeks: those in which it is set up, those in which it runs, and the week of its check."""

    label: str
    set_up: tuple[int, ...]
    running: tuple[int, ...]
    check: int


class Weeks(NamedTuple):
    """The moves on `len(heads)` weeks; `heads` is what stands over each."""

    heads: tuple[str, ...]
    lanes: tuple[Lane, ...]


class Role(NamedTuple):
    """Hours a week of a role, week 1 first, against what it has in a week."""

    label: str
    capacity: float
    text: str
    hours: tuple[float, ...]


class Load(NamedTuple):
    """The hours of every role that works, on the weeks that `heads` names."""

    heads: tuple[str, ...]
    roles: tuple[Role, ...]


class Chart(NamedTuple):
    """A chart under the section or heading `under`; `text` stands for it where it cannot be seen.

    `table` holds its figures where no table of the plan does.
    """

    id: str
    under: str
    title: str
    note: str
    text: str
    shows: Map | Pairs | Bars | Bridge | Swings | Weeks | Load
    table: Table | None = None


class Charts(NamedTuple):
    """The charts of a plan, and the words that a page needs beside the plan's own."""

    lang: Lang
    contents: str
    numbers: str
    behind: str
    charts: tuple[Chart, ...]
