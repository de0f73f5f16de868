"""Which screen to ask next, and which of its answers can still change the advice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from msgspec import Struct

from salesmode.engine.next_questions.advice import AdviceSoFar
from salesmode.knowledge.library import Library
from salesmode.knowledge.questions import ScreenRule

SEGMENTS: Final = "segments"
HIGHEST: Final = 5  # above every stage


class Proof(Struct, frozen=True):
    """What a business could open and show, if it has reached this stage of a play."""

    play: str
    level: int


def live(screen: ScreenRule, advice: AdviceSoFar, closed: Collection[str]) -> tuple[str, ...]:
    """Return the answers of a screen, not among those `closed`, that can still change the advice, as they are asked.

    One that comes early is asked from the top, the opening one whole; groups of customers are named early or never.
    """
    values, first = advice.information_value, _comes_early(screen, advice)
    ids = screen.answers if first else tuple(values)
    can = screen.answers if screen.opening else {*values, SEGMENTS} if first else values
    return tuple(id for id in ids if id in screen.answers and id in can and id not in closed)


def _comes_early(screen: ScreenRule, advice: AdviceSoFar) -> bool:
    """Whether a screen comes before a first plan: an early one that is known to be for this business."""
    return screen.early and screen.test(advice.sizing.facts) is True


def early(advice: AdviceSoFar, library: Library, closed: Collection[str]) -> int:
    """Return how many questions are left before a first plan is told."""
    screens = (screen for screen in library.screens.screens if _comes_early(screen, advice))
    return sum(len(live(screen, advice, closed)) for screen in screens)


def best_screen(
    advice: AdviceSoFar, library: Library, closed: Collection[str], deep: bool
) -> tuple[ScreenRule, tuple[str, ...]] | None:
    """Return the screen of the answer that is expected to change the advice most, and what is to be asked on it.

    Early ones go before all others, as they stand; `None` where nothing is left to ask.
    """
    screens = library.screens.screens
    asked = [(screen, ids) for screen in screens if (ids := worthy(screen, advice, library, closed, deep))]
    places = {id: place for place, id in enumerate(advice.information_value)}
    return min(
        asked,
        key=lambda choice: -1 if _comes_early(choice[0], advice) else places.get(choice[1][0], 0),
        default=None,
    )


def worthy(
    screen: ScreenRule, advice: AdviceSoFar, library: Library, closed: Collection[str], deep: bool
) -> tuple[str, ...]:  # fmt: skip
    """Return what is asked of a screen: where not all is asked for, only what is expected to change enough."""
    ids = live(screen, advice, closed)
    if deep or _comes_early(screen, advice):
        return ids
    least = library.settings.next_questions.least_asked
    return tuple(id for id in ids if advice.information_value[id] >= least)


def next_proof(advice: AdviceSoFar, library: Library, denied: Mapping[str, int], deep: bool) -> Proof | None:
    """Return the next proof to ask for; `None` where no move hangs on one.

    It is the stage at which the first move is in place; where all is asked for, that of the next leading move after
    it. A play reaches no stage from the one on that is `denied` of it.
    """
    leading = tuple(_leading(advice, library.settings.next_questions.influence.least_promise))
    for id in leading if deep else leading[:1]:
        move = library.move(id)
        stated, least = (advice.profile.maturity or {}).get(move.play, 0), denied.get(move.play, HIGHEST)
        if stated < move.stage < least and move.stage in library.plays[move.play].stages:
            return Proof(move.play, move.stage)
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
        yield from worthy(screen, advice, library, closed, deep)
