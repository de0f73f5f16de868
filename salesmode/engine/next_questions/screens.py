"""Which questions stand together, in which order, and for which businesses they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from salesmode.business.conditions import Facts
from salesmode.knowledge.library import Library
from salesmode.knowledge.questions import ScreenRule

PLACES = 9

Asked = tuple[ScreenRule, tuple[str, ...]]


def ranked_screens(asked: Iterable[Asked], values: Mapping[str, float], library: Library) -> list[Asked]:
    """Return screens with what is asked on each, the one whose answers together are worth most first.

    The worth of a screen is less for every answer that has to be given for it.
    """
    effort = library.settings.next_questions.influence.effort

    def worth(one: Asked) -> float:
        _, ids = one
        return round(sum(values.get(id, 0.0) for id in ids) / math.pow(len(ids), effort), PLACES)

    return sorted(asked, key=worth, reverse=True)


def not_asked(facts: Facts, library: Library) -> frozenset[str]:
    """Return the answers that stand on a screen of which it is known that it is not for this business."""
    barred = (screen for screen in library.screens.screens if screen.test(facts) is False)
    return frozenset(id for screen in barred for id in screen.answers)
