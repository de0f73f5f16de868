"""Works one calculation out, and lays the outcome down as plain data."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salesmode.calc.calculation import Answer, Calculation, InputKind, ResultKind, Value
from salesmode.calc.inputs import read_inputs
from salesmode.calc.moves import Move, moves_most
from salesmode.calc.registry import CALCULATIONS
from salesmode.calc.telling import Teller, calc_words
from salesmode.economics.capacity import Reps
from salesmode.economics.experiments import Arm
from salesmode.economics.figures import Undefined
from salesmode.economics.pricing import Deduction
from salesmode.errors import InputError, shown
from salesmode.intake.parse import MoneyForm, nearest
from salesmode.knowledge.library import Library

_DIGITS: Mapping[InputKind | ResultKind, int] = {"money": 2, "points": 4, "months": 4}
_SIGNIFICANT = 6


class Worked(NamedTuple):
    """A calculation with its inputs, its answer and what moves its main figure most, where anything does."""

    calculation: Calculation
    inputs: Mapping[str, Any]
    answer: Answer
    move: Move | None


def named(name: str) -> Calculation:
    """Return the calculation of this name; raises InputError with the nearest and all of them if there is none."""
    if name not in CALCULATIONS:
        listed = f"{nearest(name, CALCULATIONS)}One of: {', '.join(CALCULATIONS)}"
        raise InputError(f"no calculation {shown(name)}", where="calc", fix=listed)
    return CALCULATIONS[name]


def work(name: str, given: Mapping[str, Sequence[str]], library: Library, currency: str | None = None) -> Worked:
    """Return the calculation `name` worked out for the options `given`, id to the texts typed.

    Raises InputError for an unknown name, and for an option that is missing, unreadable or out of bounds.
    """
    calculation = named(name)
    money = MoneyForm(currency, library.currencies) if currency else None
    inputs = read_inputs(calculation, given, money)
    whole = {**inputs, **_limits(library)}
    answer = calculation.run(whole)
    answer = answer._replace(figures={id: _finite(value) for id, value in answer.figures.items()})
    main = answer.figures[calculation.main]
    move = moves_most(calculation, whole, main) if isinstance(main, int | float) else None
    return Worked(calculation, inputs, answer, move)


def _limits(library: Library) -> dict[str, float]:
    return {f"limit.{id}": limit.value for id, limit in calc_words(library).limits.items()}


def _finite(value: Value) -> Value:
    return Undefined("beyond_numbers") if isinstance(value, float) and not math.isfinite(value) else value


def as_data(worked: Worked, teller: Teller) -> dict[str, Any]:
    """Return the outcome as JSON holds it: results at the top level, null with a reason where undefined."""
    kinds: dict[str, ResultKind] = {result.id: result.kind for result in worked.calculation.results}
    figures = worked.answer.figures
    contract = [result.id for result in worked.calculation.results if not result.aside]
    asides = [
        result.id
        for result in worked.calculation.results
        if result.aside and not isinstance(figures[result.id], Undefined)
    ]
    return {
        "calc": worked.calculation.name,
        "inputs": {input.id: _input(input.kind, worked.inputs[input.id]) for input in worked.calculation.inputs},
        "formula": teller.formula(worked.calculation.name, worked.answer.way),
        **{id: _rounded(kinds[id], figures[id]) for id in contract},
        "reasons": teller.reasons(worked.calculation, worked.inputs, worked.answer),
        "meaning": teller.meaning(worked.calculation, worked.inputs, worked.answer),
        "moves_most": _move(worked.move, kinds[worked.calculation.main], worked.calculation.main),
        "also": {id: _rounded(kinds[id], figures[id]) for id in asides},
        "source": teller.source(worked.calculation.name),
    }


def _rounded(kind: InputKind | ResultKind, value: Any) -> Any:
    if isinstance(value, Undefined):
        return None
    if isinstance(value, tuple):
        return [_rounded(kind, item) for item in value]
    if isinstance(value, bool | int) or value is None:
        return value
    if kind == "count":
        return round(value)
    if kind == "chance":
        return float(f"{value:.{_SIGNIFICANT}g}")
    return round(value, _DIGITS.get(kind, _SIGNIFICANT)) + 0.0


def _input(kind: InputKind, value: Any) -> Any:
    """An input as it can be typed again."""
    match value:
        case Arm(successes=successes, visitors=visitors):
            return f"{successes}/{visitors}"
        case Reps(people=people, quota=quota, attainment=attainment):
            return f"{people:.12g}:{quota:.15g}:{attainment:.12g}"
        case Deduction():
            return value.value
        case tuple():
            return [_input(kind, item) for item in value]
    return value


def _move(move: Move | None, kind: ResultKind, main: str) -> dict[str, Any] | None:
    if move is None:
        return None
    return {
        "input": move.input, "place": move.place, "result": main, "less": _rounded(kind, move.less),
        "more": _rounded(kind, move.more), "alike": list(move.alike),
    }  # fmt: skip
