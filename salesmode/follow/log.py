"""The log beside a plan: what was done, dropped and counted, a line each, in any order within a day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final, Literal, NamedTuple, get_args

from salesmode.errors import InputError, shown, shown_path

NAME: Final = "salesmode.log"
MOST_BYTES: Final = 1_000_000
SHOWN: Final = 5
Event = Literal["done", "dropped", "count"]
EVENTS: Final[tuple[Event, ...]] = get_args(Event)
WRITE: Final = "Write: 2027-01-11 done ID, 2027-01-11 dropped ID why, or 2027-01-11 count ID 7/31"
VALUE: Final = re.compile(r"(-?\d+(?:\.\d+)?)(?:(%)|/(\d+))?")
SPACED: Final = re.compile(r"(\d+)\s*(?:/|of\s|out of\s)\s*(\d+)(?!\S)", re.IGNORECASE)
MARKS: Final = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
MOST: Final = 1e15


class Entry(NamedTuple):
    """A line of the log; a `count` has a value, and where it is a share of so many the `cases`.

    With a `file` nobody typed it: it was counted in that export.
    """

    line: int
    day: date
    event: Event
    id: str
    value: float | None = None
    cases: int | None = None
    reason: str = ""
    file: str = ""


def read_log(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a log by day; none where there is no file. Raises InputError with every line at fault."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return ()
    where = shown_path(str(path))
    if len(raw) > MOST_BYTES:
        raise InputError("it is larger than 1 MB", where=where, fix="Name the log of this plan alone")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("it is not UTF-8", where=where, fix="Save it as UTF-8") from None
    return _entries(text.splitlines(), where)


def _entries(lines: list[str], where: str) -> tuple[Entry, ...]:
    entries, problems = [], []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                entries.append(_entry(number, line))
            except InputError as error:
                problems.append(f"line {number}: {error}")
    problems += _clashes(entries)
    if problems:
        more = [f"and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        raise InputError("\n".join([*problems[:SHOWN], *more]), where=where)
    once = {entry[1:]: entry for entry in reversed(entries)}  # a merge may bring a line twice
    return tuple(sorted(once.values(), key=lambda entry: (entry.day, entry.id, entry.event, entry.line)))


def _entry(number: int, line: str) -> Entry:
    if line.startswith(MARKS):
        raise InputError("a mark of an unfinished merge", fix="Keep the lines of both sides and take the marks out")
    day, event, id, rest = (*line.split(maxsplit=3), "", "", "", "")[:4]
    kind = next((one for one in EVENTS if one == event.lower()), None)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise InputError(f"{shown(day)} is no date", fix=WRITE) from None
    if kind is None:
        raise InputError(f"{shown(event)} is not done, dropped or count", fix=WRITE)
    if not id:
        raise InputError("no move or figure is named", fix=WRITE)
    if kind != "count":
        return Entry(number, on, kind, id, reason=rest.strip())
    word, _, reason = _together(rest.strip()).partition(" ")
    return Entry(number, on, kind, id, *_value(word), reason.strip())


def _together(said: str) -> str:
    """Write "7 / 31" and "7 of 31" as 7/31 where a value begins so."""
    found = SPACED.match(said)
    return f"{found[1]}/{found[2]}{said[found.end() :]}" if found else said


def _value(word: str) -> tuple[float, int | None]:
    found = VALUE.fullmatch(word)
    if found is None or abs(float(found[1])) > MOST or len(found[3] or "") > len("1000000"):
        raise InputError(f"{shown(word)} is no count", fix="Write a number, a share as 40%, or as 7/31: 7 of 31 cases")
    value = float(found[1])
    if found[3] is None:
        return (value / 100 if found[2] else value), None
    cases = int(found[3])
    if not 0 <= value <= cases or not value.is_integer():
        raise InputError(f"{shown(word)}: more ended well than there were", fix="Write 7/31: 7 of 31 cases")
    return value, cases


def _clashes(entries: list[Entry]) -> list[str]:
    """Lines of one day that say two things of one id: which came last cannot be told."""
    first: dict[tuple[date, str, bool], Entry] = {}
    found = []
    for entry in entries:
        counted = entry.event == "count"  # the figure of a move may be named by the move
        other = first.setdefault((entry.day, entry.id.removeprefix("kpi.") if counted else entry.id, counted), entry)
        if (other.event, other.value, other.cases) != (entry.event, entry.value, entry.cases):
            found.append(f"lines {other.line} and {entry.line} say two things of {entry.id} on {entry.day}: keep one")
    return found
