"""What in the library uses an answer: every rule that asks for it, itself or through a figure that is made of it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from salesmode.business import facts
from salesmode.business.conditions import Test, leaves
from salesmode.business.profile import specs
from salesmode.business.shapes import Conditional
from salesmode.engine import diagnosis, sizing
from salesmode.engine.sizing import gap_analysis
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Level, Play

# The answers that the parts of a plan look at beside those that rules and figures name.
LOOKED_AT: Final = frozenset().union(*sizing.INPUTS.values(), {"team", "goal", "horizon_weeks", "monthly_budget"})

Kind = Literal["guard", "reason", "wrong", "contradiction", "work"]


class Use(NamedTuple):
    """A rule by its condition, what it is for, and the play or guard that it speaks for or against.

    `facts` are the answers and figures that the rule names, `answers` those behind them; `by_figure` says whether one
    of the facts is a figure, which one more answer can make another.
    """

    kind: Kind
    owner: str
    test: Test
    weight: float
    facts: frozenset[str]
    answers: frozenset[str]
    by_figure: bool


@functools.cache
def made_of(library: Library) -> Mapping[str, frozenset[str]]:
    """Return for every figure the answers it is made of, those that only stand in for another one included."""
    axes = diagnosis.made_of(library)
    return {**facts.MADE_OF, **gap_analysis.MADE_OF, "mode": axes["mode"], "motion": axes["motion"]}


@functools.cache
def guards(library: Library) -> tuple[Use, ...]:
    """Return what each guard asks for."""
    return tuple(_use("guard", guard.id, guard, library) for guard in library.guards.guards)


@functools.cache
def contradictions(library: Library) -> tuple[Use, ...]:
    """Return what each contradiction asks for."""
    return tuple(_use("contradiction", rule.id, rule, library) for rule in library.diagnosis.contradictions)


@functools.cache
def reasons(library: Library) -> Mapping[str, tuple[Use, ...]]:
    """Return, for each play that can take a slot, what speaks for it and what makes it wrong."""
    return {play.id: tuple(_of_play(play, library)) for play in library.plays.values() if not play.backbone}


def _of_play(play: Play, library: Library) -> Iterator[Use]:
    yield from (_use("reason", play.id, rule, library, rule.weight) for rule in play.when)
    yield from (_use("wrong", play.id, rule, library, rule.weight) for rule in play.wrong_when)


@functools.cache
def work(library: Library, play: str, number: int) -> tuple[Use, ...]:
    """Return what the sentences of one level of a play ask for: actions, steps, pitfalls, stops, meetings."""
    held = library.plays[play]
    level = held.next_level(number - 1)
    rules: list[Conditional] = [
        *held.stops,
        *(rule for meeting in held.rhythm for rule in meeting.agenda),
        *_of_level(level),
    ]
    return tuple(_use("work", play, rule, library) for rule in rules if rule.condition is not None)


def _of_level(level: Level | None) -> Iterator[Conditional]:
    if level is None:
        return
    yield from level.levers
    yield from level.pitfalls
    for action in level.actions:
        yield action
        yield from action.steps


def _use(kind: Kind, owner: str, rule: Conditional, library: Library, weight: float = 1.0) -> Use:
    named = frozenset(leaf.fact for leaf in leaves(rule.condition)) if rule.condition else frozenset()
    figures = made_of(library)
    answers = frozenset().union(*(figures.get(fact, {fact}) for fact in named))
    return Use(kind, owner, rule.test, weight, named, answers, bool(named - specs().keys()))
