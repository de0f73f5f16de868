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
from salesmode.knowledge.plays import Level

# The answers that the arithmetic looks at, those by which benchmarks, papers and rules of law are picked, and those by
# which plays are chosen and work is put on weeks.
LOOKED_AT: Final = frozenset().union(
    *sizing.INPUTS.values(), {"industry", "region"}, {"team", "goal", "horizon_weeks", "monthly_budget"}
)

Kind = Literal["guard", "reason", "wrong", "contradiction", "work"]


class Use(NamedTuple):
    """A rule by its condition, what it is for, and the play or guard that it speaks for or against.

    `facts` are the answers and figures that the rule names, `answers` those behind them; `by_figure` says whether one
    of the facts is a figure, which one more answer can make another. `share` is the part of all the reasons of its play
    that a reason is, by weight.
    """

    kind: Kind
    owner: str
    test: Test
    facts: frozenset[str]
    answers: frozenset[str]
    by_figure: bool
    share: float = 1.0


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
def reasons(library: Library, play: str) -> tuple[Use, ...]:
    """Return what speaks for a play."""
    rules = library.plays[play].when
    whole = sum(rule.weight for rule in rules) or 1.0
    return tuple(_use("reason", play, rule, library)._replace(share=rule.weight / whole) for rule in rules)


@functools.cache
def exclusions(library: Library, play: str) -> tuple[Use, ...]:
    """Return what makes a play wrong."""
    return tuple(_use("wrong", play, rule, library) for rule in library.plays[play].wrong_when)


@functools.cache
def work(library: Library, id: str, number: int) -> tuple[Use, ...]:
    """Return what the sentences of one level of a play ask for: actions, steps, pitfalls, stops, meetings."""
    play = library.plays[id]
    level = play.next_level(number - 1)
    rules: list[Conditional] = [
        *play.stops,
        *(rule for meeting in play.rhythm for rule in meeting.agenda),
        *_of_level(level),
    ]
    return tuple(_use("work", id, rule, library) for rule in rules if rule.condition is not None)


def _of_level(level: Level | None) -> Iterator[Conditional]:
    if level is None:
        return
    yield from level.levers
    yield from level.pitfalls
    for action in level.actions:
        yield action
        yield from action.steps


def _use(kind: Kind, owner: str, rule: Conditional, library: Library) -> Use:
    named = frozenset(leaf.fact for leaf in leaves(rule.condition)) if rule.condition else frozenset()
    figures = made_of(library)
    answers = frozenset().union(*(figures.get(fact, {fact}) for fact in named))
    return Use(kind, owner, rule.test, named, answers, bool(named - specs().keys()))
