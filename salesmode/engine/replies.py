"""What to do about what the owner wrote of, where no move of the plan is for it or the sentence tells a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from salesmode.business.shapes import first_holding, holding
from salesmode.engine.ground import Ground
from salesmode.knowledge.moves import Concern, Figure, Move
from salesmode.knowledge.noting import Noted, most_particular
from salesmode.knowledge.told import told_in

STEPS: Final = 2  # of a job that no week has room for: so many are told all the same


class Replied(NamedTuple):
    """A sentence of the notes, the concern that it is about, what is said of it with its figures, its moves.

    `texts` are whole sentences, `say` the words to say; `named` says how each figure is shown; `moves` are those made
    for it.
    """

    concern: Concern
    sentence: str
    texts: tuple[str, ...]
    say: str | None
    named: Mapping[str, Figure]
    figures: Mapping[str, float | None]
    moves: frozenset[str]
    beside: bool = False


def replies(noted: Noted, grounds: tuple[Ground, ...], made: frozenset[str]) -> tuple[Replied, ...]:
    """Return what to do about sentences of the notes, in their order.

    A sentence that a move `made` is for needs none, except one that counts with what stands in it and is no one's job.
    Of several concerns in a sentence the one that asks for most words is answered: it is the most particular.
    """
    spoken_for = {one.sentence for one in noted.heard if not made.isdisjoint(one.concern.for_it)}
    done = {one.sentence for one in noted.heard if (own := one.concern.own_move) is not None and own.id in made}
    found: dict[str, Replied] = {}
    for one in _replies(noted, grounds[0], made):
        if one.sentence not in (done if one.beside else spoken_for):
            found.setdefault(one.sentence, one)
    return tuple(found[sentence] for sentence in noted.said if sentence in found)


def _replies(noted: Noted, whole: Ground, made: frozenset[str]) -> Iterator[Replied]:
    for concern, sentence in most_particular(noted.heard):
        job = concern.own_move
        named = concern.figures if job is None else job.figures
        figures = whole.figures(named, told_in(sentence) if named else None)
        facts, moves = whole.with_figures(figures), made & concern.for_it
        reply = first_holding(concern.replies, facts)
        if reply is not None:
            yield Replied(concern, sentence, (reply.text,), reply.say, named, figures, moves, reply.beside)
        elif job is not None and job.test(facts) is not False:
            spoken = first_holding(job.words, facts)
            say = None if spoken is None else spoken.text
            yield Replied(concern, sentence, tuple(_job(job, facts)), say, named, figures, moves)


def _job(job: Move, facts: Mapping[str, object]) -> Iterator[str]:
    """Why, and the first steps, of a job for which the plan has no room."""
    yield job.reason(facts).text
    yield from [step.text for step in holding(job.steps, facts)][:STEPS]
