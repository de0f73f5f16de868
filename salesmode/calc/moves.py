"""Which input moves the main result most when it is a tenth less or a tenth more."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from salesmode.calc.calculation import Calculation, Given, Input
from salesmode.economics.capacity import Reps
from salesmode.economics.experiments import Arm
from salesmode.economics.pricing import Deduction

A_TENTH = 0.1
_ALIKE = 1e-9


class Move(NamedTuple):
    """The main result with one input a tenth less and a tenth more, None where that is out of bounds or undefined.

    `place` counts from 1 inside a list. `alike` are the other inputs that move the result as much.
    """

    input: str
    place: int | None
    less: float | None
    more: float | None
    alike: tuple[str, ...] = ()


def moves_most(calculation: Calculation, given: Given, main: float) -> Move | None:
    """Return the input that moves the result `main` most, the first of those alike; None where none moves it."""
    tried = [
        Move(input.id, place, _result(calculation, less), _result(calculation, more))
        for input in calculation.inputs
        for place, less, more in _variants(input, given)
    ]
    widest = max((_width(move, main) for move in tried), default=0.0)
    if not widest > abs(main) * _ALIKE:
        return None
    first, *others = [move for move in tried if math.isclose(_width(move, main), widest, rel_tol=_ALIKE)]
    alike = dict.fromkeys(move.input for move in others if move.input != first.input)
    return first._replace(alike=tuple(alike))


def _width(move: Move, main: float) -> float:
    return max((abs(figure - main) for figure in (move.less, move.more) if figure is not None), default=0.0)


def _result(calculation: Calculation, given: Given | None) -> float | None:
    if given is None or (calculation.conflict and calculation.conflict(given)):
        return None
    figure = calculation.driven(given)
    return float(figure) if isinstance(figure, int | float) and math.isfinite(figure) else None


def _variants(input: Input, given: Given) -> Iterator[tuple[int | None, Given | None, Given | None]]:
    value = given[input.id]
    if value is None:
        return
    if not input.many and not input.repeats:
        less, more = (_with(given, input.id, _scaled(input, value, sign)) for sign in (-1, 1))
        yield None, less, more
        return
    for index, item in enumerate(value):
        changed = (_scaled(input, item, sign) for sign in (-1, 1))
        lists = [None if item is None else (*value[:index], item, *value[index + 1 :]) for item in changed]
        less, more = (_with(given, input.id, items) for items in lists)
        yield index + 1, less, more


def _with(given: Mapping[str, Any], id: str, value: Any) -> Given | None:
    return None if value is None else {**given, id: value}


def _scaled(input: Input, value: Any, sign: int) -> Any:
    """Return a value a tenth up or down, None where that leaves its bounds; a pair by its successes, reps by people."""
    factor = 1 + sign * A_TENTH
    match value:
        case Arm():
            moved = value.successes * factor
            return value._replace(successes=moved) if moved <= value.visitors else None
        case Reps():
            return value._replace(people=value.people * factor)
        case Deduction():
            return (
                value._replace(value=value.value * factor) if not value.is_share or value.value * factor <= 1 else None
            )
    moved = value * factor
    return None if moved < input.low or (input.kind == "rate" and moved > 1) else moved
