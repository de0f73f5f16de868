"""Which questions stand together, in which order they are asked, and for which businesses they are."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from salesmode.business.conditions import Facts
from salesmode.knowledge.library import Library

PLACES = 9


def ranked(values: Mapping[str, float], library: Library) -> dict[str, float]:
    """Return what answers are worth, in the order in which to ask for them: the one that is worth most first.

    A question that another one on its screen refers to (`in_turn`) is worth as much as that one, and comes before it.
    """
    screens = library.screens.screens
    counts = {id: values[id] for screen in screens for id in screen.answers if id in values}
    for screen in screens:
        turn = [id for id in reversed(screen.in_turn) if id in counts]
        for id, before in itertools.pairwise(turn):
            counts[before] = max(counts[before], counts[id])
    return dict(sorted(counts.items(), key=lambda item: -round(item[1], PLACES)))


def not_asked(facts: Facts, library: Library) -> frozenset[str]:
    """Return the answers that stand on a screen of which it is known that it is not for this business."""
    barred = (screen for screen in library.screens.screens if screen.test(facts) is False)
    return frozenset(id for screen in barred for id in screen.answers)
