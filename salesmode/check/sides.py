"""Conditions that no example and no situation shows from both sides: never tried where they do not hold, or do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from salesmode.conditions import Condition, Facts, Test, compiled
from salesmode.source import Document, Finding, Where

Spot = tuple[str, Where]
# What is knowledge of selling; the rest decides what is asked and printed.
KNOWLEDGE: Final = ("plays/", "industries/", "guards", "diagnosis", "deciders", "capabilities")


class Sides:
    """For every condition of the knowledge, whether some business made it true and another made it false."""

    def __init__(self, conditions: Mapping[Spot, Condition]) -> None:
        tests = {spot: compiled(condition) for spot, condition in conditions.items() if spot[0].startswith(KNOWLEDGE)}
        self._open: dict[tuple[Spot, bool], Test] = {
            (spot, side): test for spot, test in tests.items() for side in (True, False)
        }

    def count(self, facts: Facts) -> None:
        """Add what one business decides."""
        for key in [key for key, test in self._open.items() if test(facts) is key[1]]:
            del self._open[key]

    def findings(self, documents: Mapping[str, Document]) -> Iterator[Finding]:
        """Yield each condition with the side that nobody has shown."""
        for (name, where), side in self._open:
            text = f"no example or situation makes this condition {'true' if side else 'false'}"
            yield documents[name].finding(where, "one-sided", text)
