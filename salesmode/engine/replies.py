"""What to do about what the owner wrote of, where no move of the plan is for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from salesmode.engine.ground import Ground
from salesmode.knowledge.moves import Concern, Reason
from salesmode.knowledge.noting import Noted


class Reply(NamedTuple):
    """A sentence of the notes, the concern that it is about and the reply that holds here, with its figures."""

    concern: Concern
    sentence: str
    reason: Reason
    figures: Mapping[str, float | None]


def replies(noted: Noted, grounds: tuple[Ground, ...], made: frozenset[str]) -> tuple[Reply, ...]:
    """Return what to do about each sentence of the notes that no move `made` is for, in the order of the notes.

    Of several concerns in a sentence the one that asks for most words is answered: it is the most particular.
    """
    spoken_for = {one.sentence for one in noted.heard if not made.isdisjoint(one.concern.moves)}
    found: dict[str, Reply] = {}
    for reply in sorted(_replies(noted, grounds[0]), key=lambda one: -len(one.concern.words)):
        if reply.sentence not in spoken_for:
            found.setdefault(reply.sentence, reply)
    return tuple(found[sentence] for sentence in noted.said if sentence in found)


def _replies(noted: Noted, whole: Ground) -> Iterator[Reply]:
    for concern, sentence in noted.heard:
        figures = whole.figures(concern.figures)
        facts = whole.with_figures(figures)
        reason = next((one for one in concern.replies if one.test(facts)), None)
        if reason is not None:
            yield Reply(concern, sentence, reason, figures)
