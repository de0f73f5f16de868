"""Which screen to ask next, and which of its answers can still change the advice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from salesmode.engine.next_questions.advice import AdviceSoFar
from salesmode.engine.sizing.levers import level_now
from salesmode.knowledge.library import Library
from salesmode.knowledge.questions import ScreenRule


class Proof(NamedTuple):
    """What a business could open and show, if it has reached this level of a play."""

    play: str
    level: int


def live(screen: ScreenRule, advice: AdviceSoFar, closed: Collection[str]) -> tuple[str, ...]:
    """Return the answers of a screen, not among those `closed`, that can still change the advice, as they are asked.

    The opening one is asked whole and from the top.
    """
    ids = screen.answers if screen.opening else advice.information_value
    return tuple(id for id in ids if id in screen.answers and id not in closed)


def best_screen(
    advice: AdviceSoFar, library: Library, closed: Collection[str], deep: bool
) -> tuple[ScreenRule, tuple[str, ...]] | None:
    """Return the screen of the answer that is expected to change the advice most, and what is to be asked on it.

    The opening one goes before all others, express ones before the rest; `None` where nothing is left to ask.
    """
    asked = [
        (screen, ids)
        for screen in library.screens.screens
        if (screen.express or deep) and (ids := live(screen, advice, closed))
    ]
    places = {id: place for place, id in enumerate(advice.information_value)}
    return min(
        asked,
        key=lambda choice: (not choice[0].opening, not choice[0].express, places.get(choice[1][0], 0)),
        default=None,
    )


def next_proof(advice: AdviceSoFar, library: Library, closed: Collection[str]) -> Proof | None:
    """Return the next proof to ask for: of the play that leads, else promises most, among those not `closed`."""
    least = library.settings.next_questions.influence.least_promise
    leading = [candidate.play.id for candidate in (*advice.selection.now, *advice.selection.next)]
    contenders = [
        (leading.index(play) if play in leading else len(leading), -near, play)
        for play, near in advice.lead_chance.items()
        if near >= least and play not in closed
        and library.plays[play].next_level(level_now(advice.profile, play)) is not None
    ]  # fmt: skip
    if not contenders:
        return None
    play = min(contenders)[2]
    return Proof(play, level_now(advice.profile, play) + 1)


def left(advice: AdviceSoFar, library: Library, closed: Collection[str], deep: bool) -> int:
    """Return how many answers can still change the advice."""
    return len(set(_left(advice, library, closed, deep)))


def _left(advice: AdviceSoFar, library: Library, closed: Collection[str], deep: bool) -> Iterator[str]:
    for screen in library.screens.screens:
        if screen.express or deep:
            yield from live(screen, advice, closed)
