"""A figure with its doubt: low, likely, high."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Low, likely and high of a figure; all three the same where there is no doubt."""

    low: float
    likely: float
    high: float

    def __add__(self, other: object) -> Span:
        """Return the sum, low with low and high with high: the two doubts are one."""
        if not isinstance(other, Span):
            return NotImplemented
        return Span(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def times(self, factor: float) -> Span:
        """Return the span with every figure times a number that is not negative."""
        return Span(self.low * factor, self.likely * factor, self.high * factor)

    def at_most(self, ceiling: float) -> Span:
        """Return the span, no figure above a ceiling."""
        return Span(min(self.low, ceiling), min(self.likely, ceiling), min(self.high, ceiling))


def exactly(value: float) -> Span:
    """Return a figure without doubt."""
    return Span(value, value, value)


def swung(likely: float, ends: Iterable[tuple[float, float]]) -> Span:
    """Return the span of a figure from what it is at either end of each input, the others as they are.

    Low and high are the roots of the sums of squares of the swings below and above: the inputs do not all go wrong, or
    right, together.
    """
    below = above = 0.0
    for first, second in ends:
        low, high = min(first, second, likely), max(first, second, likely)
        below, above = math.hypot(below, likely - low), math.hypot(above, high - likely)
    return Span(likely - below, likely, likely + above)


def swung_with(span: Span | None, ends: list[tuple[Span | None, Span | None]]) -> Span | None:
    """Return a span that also holds what two ends of other answers make of it, each with its own; `None` stays."""
    if span is None:
        return None
    own = (span.low, span.high)
    pairs = [(low.likely, high.likely) for low, high in ends if low is not None and high is not None]
    return swung(span.likely, [own, *pairs])
