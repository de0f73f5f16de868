"""How a kept plan stands on a day: nothing of it is written down, all follows from the plan and its log."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from salesmode.economics.intervals import two_sided
from salesmode.economics.rates import usual_range
from salesmode.errors import InputError
from salesmode.follow.frozen import Frozen, Gate, PlannedFigure, PlannedMove
from salesmode.follow.log import Entry
from salesmode.knowledge.settings import GateSettings
from salesmode.measure.judging import Counts, Judgement, Promise, Verdict, judge

State = Literal["done", "dropped", "doing", "to_come", "over"]
Follow = Literal["go_on", "stop", "other_move", "count_on", "count", "look", "wait"]
MOST_EXPECTED: Final = 1000.0  # above, the count of a Poisson is so near its mean that a share tells more


class MoveState(NamedTuple):
    """A move and what became of it; `over` is one whose weeks are past and of which the log says nothing."""

    move: PlannedMove
    state: State
    day: date | None = None
    reason: str = ""


class FigureState(NamedTuple):
    """A figure: how far it is, where the plan has it by then (`pace`), what is left; `luck` may explain it.

    `file` is the export it was counted in, empty where it was typed.
    """

    figure: PlannedFigure
    so_far: float | None
    cases: int | None
    day: date | None
    pace: float | None
    left: float | None
    luck: bool
    file: str = ""


class CheckState(NamedTuple):
    """A check, what it says, and what follows; `week` is when to look again."""

    gate: Gate
    verdict: Verdict
    chance: float | None
    week: int | None
    follow: Follow
    switch_to: str | None


class Status(NamedTuple):
    """A plan on a day: its week, its moves, figures and checks, what the log names that is not in the plan.

    `ahead` are lines of days to come, which do not count yet. `checks` are those whose week has come or that can be
    told already; `waiting` the others.
    """

    plan: Frozen
    today: date
    week: int
    moves: tuple[MoveState, ...]
    figures: tuple[FigureState, ...]
    checks: tuple[CheckState, ...]
    waiting: tuple[CheckState, ...]
    strays: tuple[Entry, ...]
    ahead: tuple[Entry, ...]


def status_of(plan: Frozen, entries: Sequence[Entry], today: date, settings: GateSettings) -> Status:
    """Return how a plan stands on a day. Raises InputError for a day before its first by more than a year."""
    if today < plan.start - timedelta(days=366):
        raise InputError(f"the plan begins on {plan.start}", where="--today", fix="Write the day of today: 2027-03-01")
    past = [entry for entry in entries if entry.day <= today]
    week = week_of(plan, today)
    moves = tuple(_move(move, past, week) for move in plan.moves)
    figures = tuple(_figure(plan, figure, past, settings.chance) for figure in plan.figures)
    of_move = {state.move.id: state for state in moves}
    states = {item.figure.move: item for item in figures}
    checks = tuple(
        _check(plan, gate, states.get(gate.move), past, week, settings)
        for gate in plan.gates
        if (state := of_move.get(gate.move)) is None or state.state != "dropped"
    )
    come = [gate for gate in checks if gate.gate.week <= week or gate.verdict != "too_early"]
    known = _known(plan)
    return Status(
        plan, today, week, moves, figures, tuple(come), tuple(check for check in checks if check not in come),
        tuple(entry for entry in past if entry.id not in known),
        tuple(entry for entry in entries if entry.day > today),
    )  # fmt: skip


def check_shares(plan: Frozen, entries: Sequence[Entry], where: str) -> None:
    """Raise InputError where a line counts more than all of what is a share."""
    shares = {id for figure in plan.figures if figure.unit == "share" for id in (figure.id, figure.move)}
    for entry in entries:
        if entry.event == "count" and entry.id in shares and entry.cases is None and not 0 <= (entry.value or 0.0) <= 1:
            what = f"line {entry.line}: {entry.id} is a share, and {entry.value:g} is more than all, or less than none"
            raise InputError(what, where=where, fix="Write a share as 40%, or as 36/90: 36 of 90 cases")


def week_of(plan: Frozen, day: date) -> int:
    """Return the week of a plan that a day lies in; 0 and less before its first day."""
    return (day - plan.start).days // 7 + 1


def _known(plan: Frozen) -> Mapping[str, str]:
    """What lines may name, each with the move it belongs to: moves, figures, checks."""
    named = {move.id: move.id for move in plan.moves}
    named |= {figure.id: figure.move for figure in plan.figures}
    return named | {gate.id: gate.move for gate in plan.gates}


def _move(move: PlannedMove, past: Sequence[Entry], week: int) -> MoveState:
    said = [entry for entry in past if entry.id == move.id and entry.event != "count"]
    if said:
        last = said[-1]
        return MoveState(move, "dropped" if last.event == "dropped" else "done", last.day, last.reason)
    state: State = "to_come" if week < move.first else "over" if week > move.last else "doing"
    return MoveState(move, state)


def _counts(plan: Frozen, move: str, past: Sequence[Entry]) -> tuple[Entry, ...]:
    """The counts of the figure of a move; those of its check are counted apart, and of other cases."""
    named = {move, *(figure.id for figure in plan.figures if figure.move == move)}
    return tuple(entry for entry in past if entry.event == "count" and entry.id in named)


def _figure(plan: Frozen, figure: PlannedFigure, past: Sequence[Entry], chance: float) -> FigureState:
    counts = [entry for entry in _counts(plan, figure.move, past) if entry.day >= plan.start]
    if not counts:
        return FigureState(figure, None, None, None, None, None, luck=False)
    last = counts[-1]
    value = _value(last)
    pace = _pace(figure, week_of(plan, last.day))
    left = max(0.0, figure.to - value if figure.rising else value - figure.to)
    luck = _is_luck(figure, last, pace, chance)
    return FigureState(figure, value, last.cases, last.day, pace, left, luck, last.file)


def _value(entry: Entry) -> float:
    value = entry.value or 0.0
    return value if entry.cases is None else value / entry.cases if entry.cases else 0.0


def _pace(figure: PlannedFigure, week: int) -> float:
    """Where the plan has a figure in a week: on the straight line between its points."""
    points = [(0, figure.start or 0.0), (figure.week, figure.to)]
    if figure.mid is not None and 0 < figure.mid_week < figure.week:
        points.insert(1, (figure.mid_week, figure.mid))
    before = max((point for point in points if point[0] <= week), default=points[0])
    after = next((point for point in points if point[0] > week), before)
    if after == before:
        return before[1]
    return before[1] + (after[1] - before[1]) * (week - before[0]) / (after[0] - before[0])


def _is_luck(figure: PlannedFigure, entry: Entry, pace: float, chance: float) -> bool:
    """Whether chance alone may bring so far a count from its pace: its usual range for the cases counted."""
    value = entry.value or 0.0
    if entry.cases:
        low, high = usual_range(entry.cases, min(1.0, max(0.0, pace)), chance)
        return low <= value <= high
    if figure.unit != "count" or not 0 < pace <= MOST_EXPECTED:
        return False
    return abs(value - pace) <= two_sided(chance) * math.sqrt(pace)


def _check(
    plan: Frozen, gate: Gate, state: FigureState | None, past: Sequence[Entry], week: int, settings: GateSettings
) -> CheckState:
    told = _by_rule(gate, past) or _judged(plan, gate, state, past, settings)
    if told is not None:
        return CheckState(gate, told.verdict, told.chance, told.week, *_following(gate, told))
    come = gate.week <= week
    follow: Follow = "wait" if not come else "count" if state is not None else "look"
    return CheckState(gate, "too_early", None, None if come else gate.week, follow, None)


def _by_rule(gate: Gate, past: Sequence[Entry]) -> Judgement | None:
    """Judge a check by the cases counted for it: enough of them, and more than those at which to stop."""
    counts = [entry for entry in past if entry.event == "count" and entry.id == gate.id and entry.cases]
    if not counts or gate.cases is None or gate.stop is None:
        return None
    well, cases = counts[-1].value or 0.0, counts[-1].cases or 0
    if cases < gate.cases:
        return Judgement("too_early", well / cases)
    stops = well / cases <= gate.stop / gate.cases
    return Judgement("short" if stops else "reached", well / cases, stops=stops)


def _judged(
    plan: Frozen, gate: Gate, state: FigureState | None, past: Sequence[Entry], settings: GateSettings
) -> Judgement | None:
    """Judge a check by the figure of its move, by where the plan has it in that week; `None` where it has no count."""
    if state is None or state.so_far is None or state.day is None:
        return None
    figure, weeks = state.figure, week_of(plan, state.day)
    if state.cases is None:
        return _plainly(gate, state, weeks)
    promise = Promise(gate.week, _pace(figure, max(weeks, gate.week)), figure.rising, start=figure.start)
    before = [
        Counts(entry.cases, round(entry.value or 0.0))
        for entry in _counts(plan, figure.move, past)
        if entry.day < plan.start and entry.cases
    ]
    return judge(promise, Counts(state.cases, round(state.so_far * state.cases)), weeks, before, settings)


def _plainly(gate: Gate, state: FigureState, weeks: int) -> Judgement:
    """Judge a figure that is no share of cases: by its pace, what luck may bring left aside."""
    figure, value, pace = state.figure, state.so_far or 0.0, state.pace or 0.0
    if weeks < gate.week:
        return Judgement("too_early", None, week=gate.week)
    sign = 1 if figure.rising else -1
    if sign * (value - pace) >= 0:
        return Judgement("reached", None)
    if figure.start is not None and sign * (value - figure.start) < 0 and not state.luck:
        return Judgement("worse", None)
    return Judgement("luck" if state.luck else "short", None)


def _following(gate: Gate, told: Judgement) -> tuple[Follow, str | None]:
    """What a verdict asks for, and the move that takes over."""
    if told.verdict == "too_early":
        return "wait" if told.week is not None else "count", None
    if told.verdict == "reached":
        return "go_on", None
    if told.verdict == "luck" and not told.stops:
        return "count_on", None
    return ("other_move", gate.switch_to) if gate.switch_to else ("stop", None)
