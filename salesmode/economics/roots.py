"""Where a polynomial is zero: what the internal rate of return comes down to."""

import math
from collections.abc import Sequence
from itertools import pairwise

_HALVINGS = 200
_NOTHING = 1e-12


def positive_roots(coefficients: Sequence[float]) -> list[float]:
    """Return the positive roots of a polynomial, constant first, each once, ascending; none for the zero polynomial.

    Between two roots of its derivative a polynomial only rises or only falls, so that halving finds its one root
    there, if it has one.
    """
    terms = _trimmed(coefficients)
    if _sign_changes(terms) == 0:
        return []
    turns = positive_roots(_derivative(terms)) if _sign_changes(terms) > 1 else []
    edges = [0.0, *turns, _beyond(terms)]
    found = [_between(terms, low, high) for low, high in pairwise(edges)]
    touched = [turn for turn in turns if _is_zero(terms, turn)]
    return _apart(sorted([root for root in found if root is not None] + touched))


def _trimmed(coefficients: Sequence[float]) -> list[float]:
    """The same roots without zeros at either end, and with no coefficient above 1."""
    nonzero = [index for index, value in enumerate(coefficients) if value]
    if not nonzero:
        return []
    largest = max(abs(value) for value in coefficients)
    return [value / largest for value in coefficients[nonzero[0] : nonzero[-1] + 1]]


def _sign_changes(terms: Sequence[float]) -> int:
    signs = [value > 0 for value in terms if value]
    return sum(before != after for before, after in pairwise(signs))


def _derivative(terms: Sequence[float]) -> list[float]:
    return [power * value for power, value in enumerate(terms)][1:]


def _beyond(terms: Sequence[float]) -> float:
    """Twice Cauchy's bound: every root is well below."""
    return 2 * (1 + max(abs(value / terms[-1]) for value in terms))


def _value(terms: Sequence[float], x: float) -> float:
    total = 0.0
    for value in reversed(terms):
        total = total * x + value
    return total


def _is_zero(terms: Sequence[float], x: float) -> bool:
    size = _value([abs(value) for value in terms], x)
    return abs(_value(terms, x)) <= _NOTHING * size


def _between(terms: Sequence[float], low: float, high: float) -> float | None:
    rising = _value(terms, high) > 0
    if (_value(terms, low) > 0) == rising or _is_zero(terms, low) or _is_zero(terms, high):
        return None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if (_value(terms, middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _apart(roots: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for root in roots:
        if not kept or not math.isclose(kept[-1], root, rel_tol=1e-7):
            kept.append(root)
    return kept
