"""The meetings that keep a plan alive, made of the questions that the backbone of every plan asks."""

import functools

from msgspec import Struct

from salesmode.business.conditions import Facts, Test
from salesmode.engine.capacity import Capacity
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Play
from salesmode.knowledge.settings import MeetingLimits
from salesmode.knowledge.terms import Every


class Question(Struct, frozen=True):
    """A question of an agenda, and the play it comes from."""

    play: str
    text: str


class Meeting(Struct, frozen=True):
    """One meeting: how often, how long, who leads it, which questions it answers."""

    every: Every
    minutes: int
    role: str
    agenda: tuple[Question, ...]
    sources: tuple[str, ...]


class _Asked(Struct, frozen=True):
    """A question that a meeting may ask: its place in the agenda it comes from, and for whom it is."""

    of_all: bool
    place: int
    question: Question
    test: Test


def meetings(facts: Facts, capacity: Capacity, library: Library) -> tuple[Meeting, ...]:
    """Return one meeting a week, month and quarter, with as many questions as there is time for.

    Questions that hold because of this business's answers come before those that any business is asked.
    """
    settings = library.settings.meetings
    limits: tuple[tuple[Every, MeetingLimits], ...] = (
        ("week", settings.week),
        ("month", settings.month),
        ("quarter", settings.quarter),
    )
    return tuple(_meeting(every, meeting_limits, facts, capacity, library) for every, meeting_limits in limits)


def _meeting(every: Every, limits: MeetingLimits, facts: Facts, capacity: Capacity, library: Library) -> Meeting:
    asked, sources = _questions(every, library)
    questions = sorted(
        (question for question in asked if question.test(facts)), key=lambda question: (question.of_all, question.place)
    )
    chosen = sorted(questions[: limits.questions], key=lambda question: (question.question.play, question.place))
    agenda = tuple(question.question for question in chosen)
    return Meeting(every, limits.minutes, capacity.assignee(limits.role) or limits.role, agenda, sources)


@functools.cache
def _questions(every: Every, library: Library) -> tuple[tuple[_Asked, ...], tuple[str, ...]]:
    """Every question that the backbone asks so often, and the sources of their agendas."""
    rules = [(play, rule) for play in backbone(library) for rule in play.rhythm if rule.every == every]
    asked = tuple(
        _Asked(line.condition is None, place, Question(play.id, line.text), line.test)
        for play, rule in rules
        for place, line in enumerate(rule.agenda)
    )
    return asked, tuple(dict.fromkeys(source for _, rule in rules for source in rule.sources))


@functools.cache
def backbone(library: Library) -> tuple[Play, ...]:
    """Return the plays that are common ground of every plan."""
    return tuple(play for play in library.plays.values() if play.backbone)
