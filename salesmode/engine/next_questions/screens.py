"""Which questions stand together, and for which businesses they are."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from salesmode.business.conditions import Facts
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Rule

PLACES = 9


class Screen(NamedTuple):
    """Questions asked together; `rule` is false where they are not for this business."""

    id: str
    opening: bool
    express: bool
    rule: Rule
    answers: tuple[str, ...]


@functools.cache
def screens(library: Library) -> tuple[Screen, ...]:
    """Return the screens in the order of the file."""
    return tuple(
        Screen(
            raw["id"],
            raw.get("opening", False),
            raw.get("express", False),
            Rule.read(raw, raw["id"]),
            tuple(raw["answers"]),
        )
        for raw in library.index["screens"]["screens"]
    )


Asked = tuple[Screen, tuple[str, ...]]


def ranked_screens(asked: Iterable[Asked], values: Mapping[str, float], library: Library) -> list[Asked]:
    """Return screens with what is asked on each, the one whose answers together are worth most first.

    The worth of a screen is less for every answer that has to be given for it.
    """
    effort: float = library.index["screens"]["influence"]["effort"]

    def worth(one: Asked) -> float:
        _, ids = one
        return round(sum(values.get(id, 0.0) for id in ids) / len(ids) ** effort, PLACES)

    return sorted(asked, key=worth, reverse=True)


def not_asked(facts: Facts, library: Library) -> frozenset[str]:
    """Return the answers that stand on a screen of which it is known that it is not for this business."""
    barred = (screen for screen in screens(library) if screen.rule.test(facts) is False)
    return frozenset(id for screen in barred for id in screen.answers)
