"""What in the library uses an answer: every rule that asks for it, itself or through a figure that is made of it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from salesmode.business.conditions import Condition, Facts, Test, Truth, compiled
from salesmode.business.formula import ELSE, Tokens, names_in
from salesmode.business.profile import specs
from salesmode.business.shapes import Conditional
from salesmode.engine import sizing
from salesmode.engine.next_questions.behind import (
    Asks,
    answers_behind,
    asked_by,
    asks_of,
    lacking,
    spelled,
    spelled_figures,
)
from salesmode.engine.sizing.inputs import PRICED_BY
from salesmode.knowledge.library import Library
from salesmode.knowledge.moves import Effect, Finding, Move

# The answers that the arithmetic looks at, those by which benchmarks, papers and rules of law are picked, and those by
# which moves are chosen and work is put on weeks.
LOOKED_AT: Final = frozenset().union(
    *sizing.INPUTS.values(), {"industry", "region"}, {"team", "goal", "horizon_weeks", "monthly_budget"}
)
MOST_KEPT: Final = 4096  # sets of facts whose answers are looked up once for all of many businesses
PRICED: Final = "priced."  # before the id of a lever, among the facts: it has a price here

# What a rule is for: a guard; whether a move is possible, in place, wrong; what it brings; its work and its texts; ...
Kind = Literal["guard", "condition", "in_place", "wrong", "effect", "work", "finding", "contradiction"]


class Use(Struct, frozen=True):
    """A rule: what it is for, the guard, move or finding it belongs to, and whether it holds.

    `asks` is what it asks for: the `facts` that it names, or that its figures are made of; `answers` are those behind
    them. `by_figure` says whether one of the facts is no answer, so that one more answer can make it another. `share`
    is the part that it is of all the rules of its kind of its owner.
    """

    kind: Kind
    owner: str
    test: Test
    asks: Asks
    facts: frozenset[str]
    answers: frozenset[str]
    by_figure: bool
    share: float = 1.0


@functools.cache
def guards(library: Library) -> tuple[Use, ...]:
    """Return what each guard asks for."""
    return tuple(_rule("guard", guard.id, guard, {}, library) for guard in library.guards.guards)


@functools.cache
def contradictions(library: Library) -> tuple[Use, ...]:
    """Return what each contradiction asks for."""
    return tuple(_rule("contradiction", rule.id, rule, {}, library) for rule in library.diagnosis.contradictions)


@functools.cache
def findings(library: Library) -> Mapping[str, Use]:
    """Return by finding what it asks for: its condition, its figures, the money at stake.

    Each is to be tested where its condition holds: whether its figures can be worked out.
    """
    return {finding.id: _finding(finding, library) for rules in library.findings.values() for finding in rules}


def _finding(finding: Finding, library: Library) -> Use:
    figures = spelled_figures(finding.figures, library)
    money = () if finding.money is None else (spelled(finding.money, figures, library),)
    asks = (*asked_by(finding.condition, figures), *figures.values(), *money)
    return _use("finding", finding.id, _computable((*figures.values(), *money)), asks, library)


@functools.cache
def of_move(library: Library, id: str) -> tuple[Use, ...]:
    """Return every rule of a move, those of its texts included."""
    move = library.move(id)
    figures = spelled_figures(move.figures, library)
    found = [_rule("condition", id, move, figures, library)] if move.condition is not None else []
    done = [condition for condition in (move.in_place, *(need.unless for need in move.needs)) if condition is not None]
    found += [_asking("in_place", id, compiled(condition), condition, figures, library) for condition in done]
    found += [_rule("wrong", id, rule, figures, library) for rule in move.wrong_when]
    if move.rules_out:
        found.append(_use("wrong", id, _is_known("rules_out"), (("rules_out",),), library))
    found += [_effect(move, effect, figures, library) for effect in move.effects]
    found += _work(move, figures, library)
    counts = {use.kind: sum(other.kind == use.kind for other in found) for use in found}
    return tuple(replace(use, share=1 / counts[use.kind]) for use in found)


def _effect(move: Move, effect: Effect, figures: Mapping[str, Tokens], library: Library) -> Use:
    """What the worth of an effect waits for: what its lever is made of, the part it can reach, the amount."""
    formulas = [spelled(_any_of(ids), figures, library) for ids in PRICED_BY.get(effect.lever, ())]
    formulas += [spelled(formula, figures, library) for formula in (effect.part, effect.amount or ()) if formula]
    asks = (*asked_by(effect.condition, figures), *formulas)
    key = PRICED + effect.lever

    def test(facts: Facts) -> Truth:
        return False if effect.test(facts) is False else True if facts.get(key) else None

    return _use("effect", move.id, test, asks, library)


def _any_of(ids: tuple[str, ...]) -> Tokens:
    return (*ids, *(ELSE for _ in ids[1:]))


def _work(move: Move, figures: Mapping[str, Tokens], library: Library) -> Iterator[Use]:
    """Its sentences that hold for some only, and its sums: hours, money, what is watched, what is counted."""
    for rule in (*move.because, *move.steps, *move.words, *move.work):
        if rule.condition is not None:
            yield _rule("work", move.id, rule, figures, library)
    measure, trial = move.measure, move.check.trial
    sums = [formula for work in move.work for formula in (work.once, work.weekly)]
    sums += [move.cash.once, move.cash.monthly, measure.mid, measure.end, measure.now or ()]
    sums += [trial.cases] if trial else []
    asks = tuple(spelled(formula, figures, library) for formula in sums if any(names_in(formula)))
    if asks:
        yield _use("work", move.id, _computable(asks), asks, library)


# ---------------------------------------------------------------------------------------------------- one rule as a use


def _rule(kind: Kind, owner: str, rule: Conditional, figures: Mapping[str, Tokens], library: Library) -> Use:
    return _asking(kind, owner, rule.test, rule.condition, figures, library)


def _asking(
    kind: Kind, owner: str, test: Test, condition: Condition | None, figures: Mapping[str, Tokens], library: Library
) -> Use:
    return _use(kind, owner, test, tuple(asked_by(condition, figures)), library)


def _use(kind: Kind, owner: str, test: Test, asks: tuple[Tokens, ...], library: Library) -> Use:
    facts = frozenset(name for formula in asks for name in names_in(formula))
    return Use(kind, owner, test, asks_of(asks), facts, answers_to(facts, library), bool(facts - specs().keys()))


@functools.lru_cache(maxsize=MOST_KEPT)
def answers_to(facts: frozenset[str], library: Library) -> frozenset[str]:
    """Return the answers among facts and behind them."""
    behind = answers_behind(library)
    found: frozenset[str] = frozenset().union(*[behind.get(fact, (fact,)) for fact in facts])
    return found & specs().keys()


def _is_known(answer: str) -> Test:
    return lambda facts: True if facts.get(answer) is not None else None


def _computable(formulas: tuple[Tokens, ...]) -> Test:
    asks = asks_of(formulas)
    return lambda facts: None if lacking(asks, facts) else True
