"""Which questions stand together, and which of them can still change the advice."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from typing import NamedTuple

from salesmode.engine.next_questions.advice import Standing
from salesmode.engine.sizing.levers import level_now
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Rule


class Screen(NamedTuple):
    """Questions asked together; `rule` is false where they are not for this business."""

    id: str
    opening: bool
    express: bool
    rule: Rule
    answers: tuple[str, ...]


class Proof(NamedTuple):
    """What a business could open and show, if it has reached this level of a play."""

    play: str
    level: int


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


def live(screen: Screen, standing: Standing, closed: Collection[str]) -> tuple[str, ...]:
    """Return the answers of a screen, not among those `closed`, that can still change the advice."""
    if screen.rule.test(standing.weighing.facts) is False:
        return ()
    return tuple(id for id in screen.answers if id not in closed and (screen.opening or id in standing.worth))


def best_screen(
    standing: Standing, library: Library, closed: Collection[str], deep: bool
) -> tuple[Screen, tuple[str, ...]] | None:
    """Return the screen whose open answers are expected to change the advice most, and those answers.

    The opening one goes before all others, express ones before the rest; `None` where nothing is left to ask.
    """
    ranked = [
        (not screen.opening, not screen.express, -_worth(ids, standing, library), place, screen, ids)
        for place, screen in enumerate(screens(library))
        if (screen.express or deep) and (ids := live(screen, standing, closed))
    ]
    if not ranked:
        return None
    *_, screen, ids = min(ranked)
    return screen, ids


def _worth(ids: tuple[str, ...], standing: Standing, library: Library) -> float:
    """What a screen is worth: all its answers together, less for every one that has to be given for it."""
    effort: float = len(ids) ** library.index["screens"]["influence"]["effort"]
    return round(sum(standing.worth.get(id, 0.0) for id in ids) / effort, 9)


def next_proof(standing: Standing, library: Library, closed: Collection[str]) -> Proof | None:
    """Return the next proof to ask for: of the play that leads, else promises most, among those not `closed`."""
    least = library.index["screens"]["influence"]["least_promise"]
    leading = [one.play.id for one in (*standing.choice.now, *standing.choice.next)]
    found = [
        (leading.index(play) if play in leading else len(leading), -near, play)
        for play, near in standing.promise.items()
        if near >= least and play not in closed
        and library.plays[play].next_level(level_now(standing.profile, play)) is not None
    ]  # fmt: skip
    if not found:
        return None
    play = min(found)[2]
    return Proof(play, level_now(standing.profile, play) + 1)


def left(standing: Standing, library: Library, closed: Collection[str], deep: bool) -> int:
    """Return how many answers can still change the advice."""
    return len(set(_left(standing, library, closed, deep)))


def _left(standing: Standing, library: Library, closed: Collection[str], deep: bool) -> Iterator[str]:
    for screen in screens(library):
        if screen.express or deep:
            yield from live(screen, standing, closed)
