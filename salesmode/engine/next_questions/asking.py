"""Which screen to ask next, and which of its answers can still change the advice."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from salesmode.engine.next_questions.advice import AdviceSoFar
from salesmode.knowledge.library import Library
from salesmode.knowledge.questions import ScreenRule


class Proof(Struct, frozen=True):
    """What a business could open and show, if it has reached this stage of a play."""

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
    """Return the next proof to ask for, of a play not among those `closed`; `None` where no move hangs on one.

    It is the stage above the stated one of the play of the first move made, or of the one that promises most, whose own
    stage is not reached.
    """
    for id in _leading(advice, library.settings.next_questions.influence.least_promise):
        move = library.moves[id]
        stage = (advice.profile.maturity or {}).get(move.play, 0) + 1
        if move.play not in closed and stage <= move.stage and stage in library.plays[move.play].stages:
            return Proof(move.play, stage)
    return None


def _leading(advice: AdviceSoFar, least: float) -> Iterator[str]:
    """The moves made in their order, then those that could be made and promise enough, most first."""
    made = [one.id for one in advice.selection.moves]
    yield from made
    could = {one.id for one in advice.selection.candidates}.difference(made)
    promising = sorted((-near, id) for id, near in advice.lead_chance.items() if near >= least and id in could)
    yield from (id for _, id in promising)


def left(advice: AdviceSoFar, library: Library, closed: Collection[str], deep: bool) -> int:
    """Return how many answers can still change the advice."""
    return len(set(_left(advice, library, closed, deep)))


def _left(advice: AdviceSoFar, library: Library, closed: Collection[str], deep: bool) -> Iterator[str]:
    for screen in library.screens.screens:
        if screen.express or deep:
            yield from live(screen, advice, closed)
