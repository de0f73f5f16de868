"""Which answers stand behind what a rule names: a figure, a quantity of the model, a part of the year."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from salesmode.business import facts
from salesmode.business.conditions import QUANTITY, Condition, Facts, leaves
from salesmode.business.formula import ELSE, OPERATIONS, Tokens, names_in
from salesmode.business.model import SELLING_HOURS
from salesmode.business.quantities import factor
from salesmode.engine import diagnosis
from salesmode.engine.ground import YEAR
from salesmode.engine.sizing import gap_analysis
from salesmode.engine.sizing.inputs import YEAR_INPUTS
from salesmode.knowledge.library import Library
from salesmode.knowledge.moves import Figure

# What formulas may name besides answers, figures and quantities.
AROUND: Final[Mapping[str, frozenset[str]]] = {
    "horizon": frozenset({"horizon_weeks"}),
    "plan_hours": frozenset({"team"}),
    **{YEAR + name: YEAR_INPUTS for name in ("run", "base", "fresh")},
    **{YEAR + name: YEAR_INPUTS | {"revenue_target"} for name in ("gap", "target")},
}
NOTHING: Final[frozenset[str]] = frozenset()


@functools.cache
def made_of(library: Library) -> Mapping[str, frozenset[str]]:
    """Return for every figure the answers it is made of, those that only stand in for another one included."""
    axes = diagnosis.made_of(library)
    # What goes one way of selling is asked for by itself: without a fee on it nothing of an order hangs on it.
    figures = {id: answers - facts.OF_A_WAY for id, answers in facts.MADE_OF.items()}
    return {**figures, **gap_analysis.MADE_OF, "mode": axes["mode"], "motion": axes["motion"]}


@functools.cache
def answers_behind(library: Library) -> Mapping[str, frozenset[str]]:
    """Return the answers behind every fact that is no answer: figures, quantities, what formulas name besides."""
    related = _related(library)
    quantities = {QUANTITY + id: _behind(id, related, library) for id in library.quantities}
    return {**AROUND, **made_of(library), **quantities}


def _related(library: Library) -> dict[str, set[str]]:
    """The quantities in the identities that say what a quantity is: those that end in it, or are named after it."""
    found: dict[str, set[str]] = {}
    for identity in library.identities:
        factors = map(factor, (identity.of, *identity.terms))
        quantities = {one.quantity for one in factors if one.quantity is not None}
        for id in {identity.of, identity.id, identity.id.partition("_by_")[0]} & library.quantities.keys():
            found.setdefault(id, set()).update(quantities)
    return found


def _behind(id: str, related: Mapping[str, set[str]], library: Library) -> frozenset[str]:
    """What a quantity is read from, else what it is made of but for what is taken for granted until somebody says."""
    found, seen, waiting = set[str](), {id}, [id]
    while waiting:
        one = waiting.pop()
        quantity = library.quantities[one]
        if one != id and quantity.assumed is not None:
            continue
        if quantity.read or one == SELLING_HOURS:
            found.update([read.answer for read in quantity.read] or ["team"])
        else:
            others = related.get(one, set()) - seen
            seen |= others
            waiting += others
    return frozenset(found)


# ----------------------------------------------------------------------------------------- what rules and formulas name


def spelled_figures(figures: Mapping[str, Figure], library: Library) -> dict[str, Tokens]:
    """Return the figures of a finding or a move, each over facts alone."""
    found: dict[str, Tokens] = {}
    for id, figure in figures.items():
        found[id] = spelled(figure.value, found, library)
    return found


def spelled(formula: Tokens, figures: Mapping[str, Tokens], library: Library) -> Tokens:
    """Return a formula over facts: figures of its own thing are written out, quantities named as conditions do."""
    tokens: list[str | float] = []
    for token in formula:
        if isinstance(token, str) and token in figures:
            tokens.extend(figures[token])
        elif isinstance(token, str) and token in library.quantities:
            tokens.append(QUANTITY + token)
        else:
            tokens.append(token)
    return tuple(tokens)


def asked_by(condition: Condition | None, figures: Mapping[str, Tokens]) -> Iterator[Tokens]:
    """Yield every fact that a condition names, as a formula."""
    for leaf in leaves(condition) if condition is not None else ():
        yield figures.get(leaf.fact, (leaf.fact,))


class Asks(Struct, frozen=True):
    """What formulas ask for: facts that they need in any case, and formulas to which one of several is enough."""

    needed: frozenset[str]
    choices: tuple[Tokens, ...]


def asks_of(formulas: Iterable[Tokens]) -> Asks:
    """Return what formulas ask for."""
    every = tuple(dict.fromkeys(formulas))
    needed = frozenset(name for formula in every if ELSE not in formula for name in names_in(formula))
    return Asks(needed, tuple(formula for formula in every if ELSE in formula))


def lacking(asks: Asks, facts: Facts) -> frozenset[str]:
    """Return the unknown facts that formulas wait for; of `a or b` one is enough."""
    unknown = frozenset([name for name in asks.needed if facts.get(name) is None])
    return unknown.union(*[_lacking(formula, facts) for formula in asks.choices]) if asks.choices else unknown


def _lacking(formula: Tokens, facts: Facts) -> frozenset[str]:
    stack: list[frozenset[str]] = []
    for token in formula:
        if not isinstance(token, str):
            stack.append(NOTHING)
        elif token == ELSE or token in OPERATIONS:
            second, first = stack.pop(), stack.pop()
            enough = token == ELSE and not (first and second)
            stack.append(NOTHING if enough else first | second)
        else:
            stack.append(frozenset({token}) if facts.get(token) is None else NOTHING)
    return stack[-1]
