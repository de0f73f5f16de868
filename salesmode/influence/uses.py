"""What in the library uses an answer: every rule that asks for it, itself or through a figure that rests on it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from salesmode.conditions import leaves
from salesmode.influence.figures import rests_on
from salesmode.knowledge import Level, Play, Rule
from salesmode.library import Library

Kind = Literal["guard", "reason", "wrong", "contradiction", "stop", "work"]


class Use(NamedTuple):
    """A rule, what it is for, and the play or guard that it speaks for or against."""

    kind: Kind
    owner: str
    rule: Rule
    facts: frozenset[str]
    answers: frozenset[str]


@functools.cache
def guards(library: Library) -> tuple[Use, ...]:
    """Return what each guard asks for."""
    return tuple(_use("guard", one.rule.id, one.rule, library) for one in library.guards)


@functools.cache
def contradictions(library: Library) -> tuple[Use, ...]:
    """Return what each contradiction asks for."""
    rules = (Rule.read(item) for item in library.index["diagnosis"]["contradictions"])
    return tuple(_use("contradiction", rule.id, rule, library) for rule in rules)


@functools.cache
def reasons(library: Library) -> Mapping[str, tuple[Use, ...]]:
    """Return, for each play that can take a slot, what speaks for it and what makes it wrong."""
    return {play.id: tuple(_of_play(play, library)) for play in library.plays.values() if not play.backbone}


def _of_play(play: Play, library: Library) -> Iterator[Use]:
    yield from (_use("reason", play.id, rule, library) for rule in play.when)
    yield from (_use("wrong", play.id, rule, library) for rule in play.wrong_when)


@functools.cache
def work(library: Library, play: str, number: int) -> tuple[Use, ...]:
    """Return what the sentences of one level of a play ask for: actions, steps, pitfalls, stops, meetings."""
    held = library.plays[play]
    level = held.next_level(number - 1)
    rules = [*held.stops, *(rule for meeting in held.rhythm for rule in meeting.agenda), *_of_level(level)]
    return tuple(_use("work", play, rule, library) for rule in rules if rule.condition is not None)


def _of_level(level: Level | None) -> Iterator[Rule]:
    if level is None:
        return
    yield from (lever.rule for lever in level.levers)
    yield from level.pitfalls
    for action in level.actions:
        yield action.rule
        yield from action.steps


def _use(kind: Kind, owner: str, rule: Rule, library: Library) -> Use:
    facts = frozenset(leaf.fact for leaf in leaves(rule.condition)) if rule.condition else frozenset()
    figures = rests_on(library)
    return Use(kind, owner, rule, facts, frozenset().union(*(figures.get(fact, {fact}) for fact in facts)))
