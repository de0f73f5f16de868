"""When each move is judged, on what, and what then; what luck alone could do to the figures of the year."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from msgspec import Struct

from salesmode.business.economy import PartEconomy
from salesmode.business.model import WEEKS
from salesmode.economics.figures import Undefined
from salesmode.economics.rates import cases_to_tell, stop_at, usual_count, usual_range
from salesmode.engine.diagnosis import BOUND
from salesmode.engine.ground import Ground
from salesmode.engine.selection import Chosen, Selection
from salesmode.engine.sizing.levers import FALLING
from salesmode.knowledge.moves import Measure
from salesmode.knowledge.settings import GateSettings

MOST_CASES = 100_000  # beyond, counting by luck says nothing that a rate does not


class Watched(Struct, frozen=True):
    """The figure to watch of a move that is made: today, half-way, at the end.

    `mid` is `None` where the move does not run by then.
    """

    move: str
    measure: Measure
    now: float | None
    mid: float | None
    end: float


class PlannedCheck(Struct, frozen=True):
    """The check of a move that is made: its week, and where it counts cases at how many of how many to stop.

    `stop` is `None` where it rests on no count, or too few tell. `switch_to` is a move that is neither made nor
    refused. No check falls after the plan: where the result shows only `later`, in that week, the last week of the plan
    looks at the step before it, the figure `seen`.
    """

    move: str
    week: int
    cases: int | None
    stop: int | None
    switch_to: str | None
    later: int | None = None
    seen: Watched | None = None


class YearLuck(Struct, frozen=True):
    """What luck alone does to a rate: of so many cases a year so many end well, low to high; years to prove a change.

    `to` is where the plan brings the rate; `years` is `None` where nothing moves it.
    """

    lever: str
    cases: int
    rate: float
    low: int
    high: int
    to: float | None
    years: float | None


class OrdersLuck(Struct, frozen=True):
    """What luck alone does to the orders of the weeks of a plan: about so many are usual, low to high."""

    weeks: int
    usual: float
    low: int
    high: int


def planned_check(
    chosen: Chosen, selection: Selection, weeks: int, settings: GateSettings, seen: Watched | None = None
) -> PlannedCheck:
    """Return the check of a move inside the plan: of its result where that can be seen, else of the step before."""
    check, before = chosen.candidate.move.check, chosen.placement.runs_from - 1
    week = before + check.weeks
    if week <= weeks:
        cases, stop = _counts(chosen, check.weeks, settings)
        return PlannedCheck(chosen.id, week, cases, stop, _switch_to(chosen, selection))
    cases, stop = _counts(chosen, weeks - before, settings)
    if stop is not None and cases != _counts(chosen, check.weeks, settings)[0]:  # fewer cases, and they tell as well
        return PlannedCheck(chosen.id, weeks, cases, stop, _switch_to(chosen, selection))
    return PlannedCheck(chosen.id, weeks, None, None, None, week, seen)


def _counts(chosen: Chosen, running: int, settings: GateSettings) -> tuple[int | None, int | None]:
    """The cases that come while a move runs so many weeks, and at how many of them to stop."""
    trial, candidate = chosen.candidate.move.check.trial, chosen.candidate
    if trial is None or running < 1:
        return None, None
    counted = candidate.ground.work_out(trial.cases, {**candidate.figures, "running": float(running)})
    if counted is None or not 1 <= counted <= MOST_CASES:
        return None, None
    cases = math.floor(counted)
    return cases, stop_at(cases, trial.aim, trial.failing, settings.false_alarm, settings.power)


def _switch_to(chosen: Chosen, selection: Selection) -> str | None:
    """The first of the moves named to turn to that could be made and is not made already."""
    then = chosen.candidate.move.check.then
    possible = {item.move for item in selection.rejections if item.move in then and item.possible}
    return next((id for id in then if id in possible), None)


def watched(chosen: Chosen, weeks: int) -> Watched | None:
    """Return the figure to watch of a move, never worse than today's; `None` where an aim cannot be worked out."""
    measure, candidate = chosen.candidate.move.measure, chosen.candidate
    ground, figures = candidate.ground, candidate.figures
    now = ground.work_out(measure.now, figures) if measure.now is not None else None
    mid, end = ground.work_out(measure.mid, figures), ground.work_out(measure.end, figures)
    if mid is None or end is None:
        return None
    if now is not None:
        better = max if measure.direction == "up" else min
        mid, end = better(mid, now), better(end, now)
    running = chosen.placement.runs_from <= max(1, weeks // 2)
    return Watched(candidate.id, measure, now, mid if running else None, end)


def year_luck(ground: Ground, moved: Mapping[str, float], settings: GateSettings) -> tuple[YearLuck, ...]:
    """Return what luck does to the win rate and to churn; `moved` is by how much the plan moves each at the likely."""
    found = []
    for lever, quantity, cases in _counted(ground.part):
        rate = ground.part.value(quantity)
        if rate is None or not 0 < rate < 1 or not 1 <= cases <= MOST_CASES:
            continue
        low, high = usual_range(round(cases), rate)
        if not high:
            continue
        change = moved.get(lever, 0.0) * (-1 if lever in FALLING else 1)
        to = min(1.0, max(0.0, rate + change)) if change else None
        found.append(YearLuck(lever, round(cases), rate, low, high, to, _years(rate, to, cases, settings)))
    return tuple(found)


def orders_luck(ground: Ground, weeks: int) -> OrdersLuck | None:
    """Return what luck does to orders that come one by one; `None` where they are unknown or come by contract."""
    orders = ground.part.value("orders")
    if orders is None or ground.facts.get("relationship") in BOUND:
        return None
    usual = orders * weeks / WEEKS
    return OrdersLuck(weeks, usual, *usual_count(usual)) if 1 <= usual <= MOST_CASES else None


def _counted(part: PartEconomy) -> Collection[tuple[str, str, float]]:
    opportunities, customers = part.value("opportunities"), part.value("customers")
    cases = opportunities if opportunities is not None else part.value("quotes")
    pairs = (("win_rate", "win_rate", cases), ("annual_churn", "churn", customers))
    return [(lever, quantity, counted) for lever, quantity, counted in pairs if counted is not None]


def _years(rate: float, to: float | None, cases: float, settings: GateSettings) -> float | None:
    """Years until so many cases are there as tell the new rate from the old one."""
    if to is None or to == rate:
        return None
    needed = cases_to_tell(rate, to, settings.chance, settings.power_of_proof)
    return None if isinstance(needed, Undefined) else needed / cases
