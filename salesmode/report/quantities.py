"""Quantities of the model in words: what they are called, how they are written, what they were worked out from."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.business.currencies import MINUS
from salesmode.business.economy import Because, Economy, PartEconomy
from salesmode.business.settle import Equation
from salesmode.report.amounts import number
from salesmode.report.wording import Words


def name(quantity: str, words: Words) -> str:
    """Return what a quantity is called inside a sentence."""
    return words.library.quantities[quantity].name


def because_text(part: PartEconomy, quantity: str, economy: Economy, words: Words) -> str:
    """Return the sum that gives a quantity, as a reader can check it; else the answer it is, or that it is assumed."""
    because = part.because(quantity)
    if because.identity is None:
        return _given(because, words)
    return " ".join(_terms(part, quantity, economy, words))


def missing_text(part: PartEconomy, quantity: str, words: Words) -> str | None:
    """Return why a quantity is not computed, `None` where it is, or where nothing speaks of it."""
    missing = part.missing(quantity)
    if missing is None:
        return None
    if missing.divides_by_nothing:
        return words.ui("numbers.by_nothing")
    names = words.listed(name(id.rpartition(".")[2], words) for id in missing.quantities)
    return words.ui("numbers.lacks", names=names)


def _given(because: Because, words: Words) -> str:
    if because.answer is None:
        return words.ui("numbers.assumed")
    text = words.ui("numbers.answer", answer=words.label(because.answer))
    return words.ui("numbers.whole", text=text) if because.whole else text


def _terms(part: PartEconomy, quantity: str, economy: Economy, words: Words) -> Iterator[str]:
    """Yield the terms of the sum or product that gives a quantity, each with its sign."""
    equation, wanted = part.worked_by(quantity)
    own = next(power for variable, power in equation.terms if variable == wanted)
    terms = [(v, -own * power) for v, power in equation.terms if v != wanted]
    constant = _constant(equation, own)
    signs = ("+", MINUS) if equation.is_sum else ("×", "÷")
    ordered = sorted(terms, key=lambda term: -term[1])
    neutral = 0.0 if equation.is_sum else 1.0
    written = [(signs[0 if power > 0 else 1], _term(v, part, economy, words)) for v, power in ordered]
    heads = equation.is_sum or ordered[0][1] < 0  # "1 ÷ 12%", not "÷ 12%"
    if constant != neutral or (heads and not equation.is_sum):
        first = heads and (not equation.is_sum or constant > 0)
        written.insert(0 if first else len(written), _number(constant, equation.is_sum))
    for place, (sign, text) in enumerate(written):
        yield text if place == 0 and sign in "+×" else f"{sign} {text}"


def _constant(equation: Equation, own: int) -> float:
    return own * equation.constant if equation.is_sum else equation.constant**own


def _number(value: float, is_sum: bool) -> tuple[str, str]:
    if is_sum:
        return ("+", number(value)) if value >= 0 else (MINUS, number(-value))
    if value >= 1:
        return "×", number(value)
    return ("÷", number(1 / value)) if float(1 / value).is_integer() else ("×", f"{value:.4g}")


def _term(variable: int, part: PartEconomy, economy: Economy, words: Words) -> str:
    place, quantity = economy.layout.spot(variable)
    value = economy.settled.values[variable] or 0.0
    other = economy.parts[place]
    segment = other.name or words.ui("numbers.whole_business")
    called = name(quantity, words)
    if other is not part:
        called = words.ui("numbers.of", segment=segment, text=called)
    return f"{called} {words.quantity(quantity, value)}"
