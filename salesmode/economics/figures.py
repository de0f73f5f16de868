"""A figure, or the reason why there is none."""

import math
from typing import TypeAlias

from msgspec import Struct

# A figure a year is one of twelve months or 365 days.
MONTHS = 12
DAYS = 365
# Above this a float no longer holds every whole number: nothing is counted there.
MOST = 1e15


class Undefined(Struct, frozen=True):
    """There is no such figure; `because` is the key of the reason, whose words stand in `program/calc.yaml`."""

    because: str


Figure: TypeAlias = float | Undefined


def ratio(part: Figure, whole: Figure, because: str) -> Figure:
    """Return `part / whole`, undefined with `because` where the whole is zero or the quotient beyond all numbers."""
    if isinstance(part, Undefined):
        return part
    if isinstance(whole, Undefined):
        return whole
    if not whole:
        return Undefined(because)
    quotient = part / whole
    return quotient if math.isfinite(quotient) else Undefined(because)


def times(figure: Figure, factor: float) -> Figure:
    """Return `figure * factor`; what is undefined stays so."""
    return figure if isinstance(figure, Undefined) else figure * factor


def rounded_up(value: float) -> int:
    """Return the next whole number, forgiving what floating point adds: `ceil(x - 1e-9)`."""
    return math.ceil(value - 1e-9)
