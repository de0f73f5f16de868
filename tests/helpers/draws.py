"""How many random cases a test draws: as many as it names in a deep run, a tenth of them in any other.

Which run this is, tests/conftest.py says; either draws the same cases each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import settings

Thing = TypeVar("Thing")

WHOLE = 100  # what a deep run draws where a test names no number of its own: Hypothesis' default


def share(number: int) -> int:
    """Return how many of `number` random cases this run draws; at least one."""
    return max(1, number * settings().max_examples // WHOLE)


def some(things: Sequence[Thing]) -> Sequence[Thing]:
    """Return every tenth of many things, all of them in a deep run."""
    return things[:: WHOLE // settings().max_examples]


def deep() -> bool:
    """Return whether this run draws all cases."""
    return share(WHOLE) == WHOLE


def cases(number: int, **more: Any) -> settings:
    """Return the settings of a test that draws `number` cases in a deep run; `more` are Hypothesis' own."""
    return settings(max_examples=share(number), **more)
