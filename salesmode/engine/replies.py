"""What to do about what the owner wrote of, where no move of the plan is for it or the sentence tells a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from salesmode.engine.ground import Ground
from salesmode.knowledge.moves import TOLD, Concern, Reply
from salesmode.knowledge.noting import Noted
from salesmode.knowledge.told import told_in


class Replied(NamedTuple):
    """A sentence of the notes, the concern that it is about, the reply that holds here with its figures, its moves.

    `moves` are those made for it.
    """

    concern: Concern
    sentence: str
    reply: Reply
    figures: Mapping[str, float | None]
    moves: frozenset[str]


def replies(noted: Noted, grounds: tuple[Ground, ...], made: frozenset[str]) -> tuple[Replied, ...]:
    """Return what to do about sentences of the notes, in their order.

    A sentence that a move `made` is for needs none, except one that counts with what stands in it and is no one's job.
    Of several concerns in a sentence the one that asks for most words is answered: it is the most particular.
    """
    spoken_for = {one.sentence for one in noted.heard if not made.isdisjoint(moves_of(one.concern))}
    done = {one.sentence for one in noted.heard if f"{TOLD}.{one.concern.id}" in made}
    found: dict[str, Replied] = {}
    for one in sorted(_replies(noted, grounds[0], made), key=lambda one: -len(one.concern.words)):
        if one.sentence not in (done if one.reply.beside else spoken_for):
            found.setdefault(one.sentence, one)
    return tuple(found[sentence] for sentence in noted.said if sentence in found)


def _replies(noted: Noted, whole: Ground, made: frozenset[str]) -> Iterator[Replied]:
    for concern, sentence in noted.heard:
        figures = whole.figures(concern.figures, told_in(sentence) if concern.figures else None)
        facts = whole.with_figures(figures)
        reply = next((one for one in concern.replies if one.test(facts)), None)
        if reply is not None:
            yield Replied(concern, sentence, reply, figures, made.intersection(moves_of(concern)))


def moves_of(concern: Concern) -> frozenset[str]:
    """Return the ids of the moves for a concern, its own among them."""
    return frozenset((*concern.moves, f"{TOLD}.{concern.id}") if concern.job is not None else concern.moves)
