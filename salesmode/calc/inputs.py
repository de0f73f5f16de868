"""Reads the options of a calculation through the one parser of human forms, and holds each to its bounds."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from salesmode.business.vocabulary import Spec
from salesmode.calc.calculation import Calculation, Input
from salesmode.economics.capacity import Reps
from salesmode.economics.experiments import Arm
from salesmode.economics.pricing import Deduction
from salesmode.errors import InputError, shown
from salesmode.intake.parse import FormError, MoneyForm, parse, plain

_SPECS: Mapping[str, Spec] = {
    "money": Spec("money", "money"),
    "rate": Spec("rate", "rate", high=1),
    "number": Spec("number", "number"),
    "count": Spec("count", "number", whole=True),
    "days": Spec("days", "duration", high=36500),
    "months": Spec("months", "number", high=1200, counts="months"),
}
_HOW = {
    "pair": "Write successes/visitors, as 120/10000",
    "reps": "Write people:quota:attainment, as 8:1200000:0.75",
}


def read_inputs(
    calculation: Calculation, given: Mapping[str, Sequence[str]], money: MoneyForm | None
) -> dict[str, Any]:
    """Return every input by id, those not given as their default or None.

    Raises InputError naming the option and what to type, where one is missing, unreadable, out of bounds or at odds
    with another.
    """
    for input in calculation.inputs:
        if len(given.get(input.id, ())) > 1 and not input.repeats:
            raise InputError("given more than once", where=input.flag, fix="Write it once")
    _complete(calculation, given)
    read = {input.id: _read(input, given.get(input.id), money) for input in calculation.inputs}
    conflict = calculation.conflict(read) if calculation.conflict else None
    if conflict:
        flag = next(input.flag for input in calculation.inputs if input.id == conflict.input)
        raise InputError(conflict.what, where=flag, fix=conflict.fix)
    return read


def _complete(calculation: Calculation, given: Mapping[str, Sequence[str]]) -> None:
    flags = {input.id: input.flag for input in calculation.inputs}
    missing = [input.flag for input in calculation.inputs if not input.optional and not given.get(input.id)]
    if missing:
        raise _incomplete(calculation, f"needs {' and '.join(missing)}")
    if calculation.ways and [all(given.get(id) for id in way) for way in calculation.ways].count(True) != 1:
        either = ", or ".join(" and ".join(flags[id] for id in way) for way in calculation.ways)
        raise _incomplete(calculation, f"needs either {either}")
    for way in calculation.ways:
        if any(given.get(id) for id in way) and not all(given.get(id) for id in way):
            stray = next(flags[id] for id in way if given.get(id))
            raise InputError("belongs to the other question of this calculation", where=stray, fix="Leave it out")
    named = [id for id in calculation.together if given.get(id)]
    if named and len(named) < len(calculation.together):
        absent = [flags[id] for id in calculation.together if id not in named]
        raise _incomplete(calculation, f"with {flags[named[0]]} also needs {' and '.join(absent)}")


def _incomplete(calculation: Calculation, what: str) -> InputError:
    fix = f"Write for example: salesmode calc {calculation.name} {calculation.example}"
    return InputError(what, where=f"calc {calculation.name}", fix=fix)


def _read(input: Input, texts: Sequence[str] | None, money: MoneyForm | None) -> Any:
    if not texts:
        return input.default
    try:
        if input.repeats:
            return tuple(_scalar(input, text, money) for text in texts)
        return _list(input, texts[0], money) if input.many else _scalar(input, texts[0], money)
    except FormError as error:
        where = f"{input.flag}, figure {error.path[0]}" if error.path else input.flag
        raise InputError(error.what, where=where, fix=error.fix) from None


def _list(input: Input, text: str, money: MoneyForm | None) -> tuple[Any, ...]:
    parts = re.split(r"[;；、]" if re.search(r"[;；、]", text) else r"[,，]", text)
    least, most = input.many or (1, 1)
    if not least <= len(parts) <= most:
        wanted = f"{least}" if least == most else f"{least} to {most}"
        raise FormError(f"{len(parts)} figures stand here", f"Write {wanted}, separated by commas, digits not grouped")
    figures = []
    for number, part in enumerate(parts, 1):
        try:
            figures.append(_scalar(input, part, money))
        except FormError as error:
            raise error.within(number) from None
    return tuple(figures)


def _scalar(input: Input, text: str, money: MoneyForm | None) -> Any:
    if input.kind == "pair":
        return _pair(text)
    if input.kind == "reps":
        return _reps(text, money)
    return _deduction(text, money) if input.kind == "deduction" else _number(input.kind, text, money, input.low)


def _number(kind: str, text: str, money: MoneyForm | None, low: float = 0) -> Any:
    return parse(replace(_SPECS[kind], low=low), text, money)


def _deduction(text: str, money: MoneyForm | None) -> Deduction:
    """A share where it has its % or is below 1, else an amount or a number of things."""
    if plain(text).endswith("%"):
        return Deduction(_number("rate", text, money), True)
    value = _number("money", text, money)
    return Deduction(value, 0 < value < 1)


def _pair(text: str) -> Arm:
    parts = plain(text).split("/")
    if len(parts) != 2:
        raise FormError(f"{shown(text)} is no pair", _HOW["pair"])
    successes, visitors = (_number("count", part, None) for part in parts)
    if successes > visitors:
        raise FormError(f"{shown(text)} has more successes than visitors", _HOW["pair"])
    return Arm(successes, visitors)


def _reps(text: str, money: MoneyForm | None) -> Reps:
    parts = plain(text).split(":")
    if len(parts) != 3:
        raise FormError(f"{shown(text)} has not three parts", _HOW["reps"])
    people, quota, attainment = parts
    return Reps(_number("number", people, None), _number("money", quota, money), _number("rate", attainment, None))
