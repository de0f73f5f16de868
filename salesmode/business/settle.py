"""Settling: from what is stated, every quantity that follows by identities, read in every direction.

A stated value is never overwritten. Of several ways to a quantity the one is kept that rests on the surest origins,
then the one with the fewest steps, then the identity first by id: the order in which values arrive is of no account.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple

from msgspec import Struct

# Where a value comes from, the surest first: stated of this part, taken over from the whole, taken for granted.
STATED, WHOLE_BUSINESS, ASSUMED = 0, 1, 2
Variable = int  # a place in the list of values


class Equation(Struct, frozen=True):
    """An identity over variables: the product of each to its power (1 or -1) is `constant`, or the signed sum is."""

    id: str
    is_sum: bool
    terms: tuple[tuple[Variable, int], ...]
    constant: float


class Network(Struct, frozen=True):
    """Equations; of every variable the places of those it stands in; of each equation how many variables, their sum."""

    equations: tuple[Equation, ...]
    uses: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    totals: tuple[int, ...]


def network_of(count: int, equations: Iterable[Equation]) -> Network:
    """Return the equations over `count` variables, ready to be settled."""
    every = tuple(equations)
    uses: list[list[int]] = [[] for _ in range(count)]
    for place, equation in enumerate(every):
        for variable, _ in equation.terms:
            uses[variable].append(place)
    sizes = tuple(len(equation.terms) for equation in every)
    totals = tuple(sum(variable for variable, _ in equation.terms) for equation in every)
    return Network(every, tuple(map(tuple, uses)), sizes, totals)


class Given(Struct, frozen=True):
    """A value to start from."""

    value: float
    origin: int = STATED


class Reason(NamedTuple):
    """Why a variable has its value: the equation and the number of steps, none for what was given."""

    origin: int
    steps: int
    equation: Equation | None


class Impossible(Struct, frozen=True):
    """A variable whose value would lie outside what it can be, and the equation that gives it."""

    variable: Variable
    value: float
    equation: Equation


class Settled(Struct, frozen=True):
    """Values and reasons by variable, `None` where none follows; what cannot be; what a division by nothing stopped.

    `order` lists what was worked out, each after what it rests on; `unknown` counts the variables without a value of
    each equation.
    """

    values: Sequence[float | None]
    reasons: Sequence[Reason | None]
    order: Sequence[tuple[Variable, Equation]]
    unknown: Sequence[int]
    impossible: tuple[Impossible, ...]
    undefined: Mapping[Variable, Equation]

    def inputs(self, variable: Variable) -> Iterator[Variable]:
        """Yield the variables that the value of one was worked out from."""
        reason = self.reasons[variable]
        if reason is not None and reason.equation is not None:
            yield from (other for other, _ in reason.equation.terms if other != variable)

    def replayed(
        self, changes: Mapping[Variable, float], order: Sequence[tuple[Variable, Equation]] | None = None
    ) -> Sequence[float | None]:
        """Return all values with given ones changed and what rests on them worked out in the same way.

        With an `order`, that of `towards`, only what it lists is worked out again.
        """
        values = list(self.values)
        moved = set(changes)
        for variable, value in changes.items():
            values[variable] = value
        for variable, equation in self.order if order is None else order:
            terms = equation.terms
            for term, _ in terms:
                if term in moved:
                    known = all(values[other] is not None for other, _ in terms if other != variable)
                    values[variable] = solved(equation, variable, values) if known else None
                    moved.add(variable)
                    break
        return values

    def towards(self, *variables: Variable) -> Sequence[tuple[Variable, Equation]]:
        """Return of what was worked out only what the values of `variables` rest on, in the same order."""
        needed = set(variables)
        kept = []
        for variable, equation in reversed(self.order):
            if variable in needed:
                kept.append((variable, equation))
                needed.update(term for term, _ in equation.terms)
        return kept[::-1]

    def leaves(self, *variables: Variable) -> frozenset[Variable]:
        """Return the given variables that the values of `variables` rest on."""
        found: set[Variable] = set()
        seen: set[Variable] = set()
        rest = list(variables)
        while rest:
            variable = rest.pop()
            if variable in seen:
                continue
            seen.add(variable)
            before = list(self.inputs(variable))
            rest += before
            if not before and self.values[variable] is not None:
                found.add(variable)
        return frozenset(found)


Bounds = tuple[float, float]
_TOLERANCE: Final = 1e-9
_ROUNDING: Final = 1e-13  # what is left of equal terms, one taken from the other, is nothing


def settle(network: Network, given: Mapping[Variable, Given], bounds: Sequence[Bounds]) -> Settled:
    """Return what follows from what is given; a value outside its `bounds` is impossible and leads to no other."""
    equations, uses = network.equations, network.uses
    values: list[float | None] = [None] * len(uses)
    reasons: list[Reason | None] = [None] * len(uses)
    # Of each equation: how many variables have no value, the sum of their numbers (of a last one, it), and the least
    # sure origin and the most steps among those that have one.
    unknown, left = list(network.sizes), list(network.totals)
    origins, steps = [0] * len(equations), [0] * len(equations)
    waiting = [(start.origin, 0, "", variable, -1) for variable, start in given.items()]
    heapify(waiting)
    impossible: list[Impossible] = []
    undefined: dict[Variable, Equation] = {}
    order: list[tuple[Variable, Equation]] = []
    while waiting:
        origin, step, _, variable, place = heappop(waiting)
        if values[variable] is not None:
            continue
        if place < 0:
            value: float | None = given[variable].value
            reasons[variable] = Reason(origin, 0, None)
        else:
            equation = equations[place]
            value = solved(equation, variable, values)
            if value is None:
                undefined.setdefault(variable, equation)
                continue
            low, high = bounds[variable]
            if not low <= value <= high * (1 + _TOLERANCE):
                impossible.append(Impossible(variable, value, equation))
                continue
            reasons[variable] = Reason(origin, step, equation)
            order.append((variable, equation))
        values[variable] = value
        for user in uses[variable]:
            unknown[user] -= 1
            left[user] -= variable
            if origin > origins[user]:  # noqa: PLR1730  max() would be a tenth of all the time
                origins[user] = origin
            if step > steps[user]:  # noqa: PLR1730
                steps[user] = step
            if unknown[user] == 1:
                heappush(waiting, (origins[user], steps[user] + 1, equations[user].id, left[user], user))
    stopped = {variable: equation for variable, equation in undefined.items() if values[variable] is None}
    return Settled(values, reasons, order, unknown, tuple(impossible), stopped)


def solved(equation: Equation, wanted: Variable, values: Sequence[float | None]) -> float | None:
    """Return what an equation gives for one of its variables, all others known; `None` for a division by nothing."""
    own = 1
    if equation.is_sum:
        total, most = equation.constant, abs(equation.constant)
        for variable, sign in equation.terms:
            if variable == wanted:
                own = sign
            else:
                term: float = values[variable]  # type: ignore[assignment]
                total, most = total - sign * term, max(most, abs(term))
        if abs(total) <= most * _ROUNDING:
            return 0.0
        return own * total if math.isfinite(total) else None
    above, below = 1.0, equation.constant  # the product of the others, over the constant
    for variable, power in equation.terms:
        if variable == wanted:
            own = power
        elif power > 0:
            above *= values[variable]  # type: ignore[operator]
        else:
            below *= values[variable]  # type: ignore[operator]
    if own > 0:
        above, below = below, above
    if not below:
        return None
    value = above / below + 0.0
    return value if math.isfinite(value) else None


def discrepancy(equation: Equation, values: Sequence[float | None]) -> float | None:
    """Return how far the two sides of an equation lie apart, as a share of the larger; `None` where one is unknown."""
    sides = [equation.constant if equation.constant else 0.0, 0.0] if equation.is_sum else [equation.constant, 1.0]
    for variable, power in equation.terms:
        value = values[variable]
        if value is None:
            return None
        left = power < 0
        if equation.is_sum:
            sides[0 if left else 1] += value
        else:
            sides[0 if left else 1] *= value
    most = max(abs(side) for side in sides)
    return 0.0 if most == 0 or not math.isfinite(most) else abs(sides[0] - sides[1]) / most


def narrowed(
    equations: Sequence[Equation], values: Sequence[float | None], bounds: Sequence[Bounds]
) -> dict[Variable, Bounds]:
    """Return for variables without a value the bounds that products set them, where these are closer than their own.

    Two rounds: a bound may follow from a bound.
    """
    known: list[Bounds] = [(v, v) if v is not None else b for v, b in zip(values, bounds, strict=True)]
    closer: dict[Variable, Bounds] = {}
    for _ in range(2):
        for equation in equations:
            if equation.is_sum:
                continue
            for variable, power in equation.terms:
                if values[variable] is not None or known[variable][0] < 0:
                    continue
                low, high = known[variable]
                ends = _ends(equation, variable, power, known)
                tight = (max(low, ends[0]), min(high, ends[1]))
                if tight != (low, high) and tight[0] <= tight[1]:
                    known[variable] = closer[variable] = tight
    return {v: b for v, b in closer.items() if math.isfinite(b[1])}


def _ends(equation: Equation, wanted: Variable, own: int, known: Sequence[Bounds]) -> Bounds:
    """The least and the most that a product leaves one of its variables, by the bounds of the others."""
    constant = equation.constant if own > 0 else 1 / equation.constant
    least_above, most_above, least_below, most_below = constant, constant, 1.0, 1.0
    for variable, power in equation.terms:
        if variable == wanted:
            continue
        least, most = known[variable]
        if least < 0:
            return 0.0, math.inf
        if power * own < 0:
            least_above, most_above = _times(least_above, least), _times(most_above, most)
        else:
            least_below, most_below = _times(least_below, least), _times(most_below, most)
    return (least_above / most_below if most_below else math.inf), (
        most_above / least_below if least_below else math.inf
    )


def _times(first: float, second: float) -> float:
    return 0.0 if first == 0 or second == 0 else first * second
