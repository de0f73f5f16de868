"""Answers that cannot all be true: the smallest sets of them, what they give against each other, the likely cause."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from salesmode.business.economy import Economy, PartEconomy
from salesmode.business.model import OF_SEGMENTS, SHARE, WHOLE, Layout
from salesmode.business.settle import STATED, WHOLE_BUSINESS, Equation, Impossible, Settled, discrepancy, solved
from salesmode.business.year import MONTHS, newcomers_months

Cause = Literal[
    "zero", "quarter", "month", "week", "growth", "gross_or_net", "mixture", "parts", "ramp", "season", "tax",
    "impossible", "definition",
]  # fmt: skip
# A figure about so many times another one was counted with a zero, a quarter, a month or a week too many.
TELLING: Final[tuple[tuple[float, Cause], ...]] = (
    (10, "zero"), (100, "zero"), (1000, "zero"), (4, "quarter"), (12, "month"), (52, "week"),
)  # fmt: skip
NEAR: Final = 0.08
TAX: Final = (1.15, 1.28)  # a basket with value added tax against one without: standard rates in Europe are 17 to 27%


class Contradiction(Struct, frozen=True):
    """A smallest set of answers that cannot all be true.

    `used` is the value of the quantity that the plan goes by, `other` what the rest of them give (for what is
    impossible: the value it would have, against its bound). Members are answers, each of a segment or of the whole
    business; the least trusted stands last, and those trusted as little are `doubted`.
    """

    identity: str
    segment: str | None
    quantity: str
    used: float
    other: float
    members: tuple[tuple[str | None, str], ...]
    cause: Cause
    doubted: tuple[tuple[str | None, str], ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the answers, whosesoever they are."""
        return tuple(dict.fromkeys(answer for _, answer in self.members))

    @property
    def ratio(self) -> float:
        """How many times the smaller is the larger."""
        low, high = sorted((abs(self.used), abs(self.other)))
        return high / low if low else math.inf


def contradictions_of(economy: Economy) -> tuple[Contradiction, ...]:
    """Return the contradictions, those of fewest answers first; nothing is deleted for them."""
    layout, settled = economy.layout, economy.settled
    found: dict[frozenset[int], Contradiction] = {}
    for conflict in _conflicts(layout, settled):
        leaves = _sources(layout, _answered(layout, settled.leaves(*conflict.members)), conflict.equation)
        smallest = _smallest(economy, leaves)
        if smallest and smallest not in found:
            found[smallest] = _named(economy, conflict, smallest)
    for unlike, leaves in _unlike_parts(economy):
        if not any(others <= leaves for others in found):
            found[leaves] = _named(economy, unlike, leaves)
    kept = [item for leaves, item in found.items() if not any(others < leaves for others in found)]
    return tuple(sorted(kept, key=lambda item: (len(item.answers), item.identity, item.segment or "")))


def compared(economy: Economy) -> bool:
    """Return whether any two ways to one quantity rest on different answers: only then can answers agree."""
    layout, settled = economy.layout, economy.settled
    for equation in layout.equations:
        variables = [variable for variable, _ in equation.terms]
        if any(settled.values[variable] is None for variable in variables):
            continue
        if any(_worked_by(settled, variable, equation) for variable in variables):
            continue
        of, *others = variables[::-1]
        ways = (_answered(layout, settled.leaves(of)), _answered(layout, settled.leaves(*others)))
        if all(ways) and ways[0] != ways[1]:
            return True
    return False


def _worked_by(settled: Settled, variable: int, equation: Equation) -> bool:
    reason = settled.reasons[variable]
    return reason is not None and reason.equation is equation


def _answered(layout: Layout, leaves: frozenset[int]) -> frozenset[int]:
    return frozenset(leaf for leaf in leaves if layout.answer_of(leaf) is not None)


def _sources(layout: Layout, leaves: frozenset[int], equation: Equation) -> frozenset[int]:
    """Return the answers behind these, what all segments have from the whole as the whole's own; else nothing.

    What is true of all segments together says nothing of one of them: there it may be another. Only in the sum of what
    it is counted by (orders of a customer, of all customers) it is the whole's again, for that is what an average is.
    """
    taken = {leaf for leaf in leaves if layout.given[leaf].origin == WHOLE_BUSINESS}
    sources = {layout.source(leaf) for leaf in taken}
    summed = equation.id.removeprefix(OF_SEGMENTS)
    if taken and (summed == equation.id or not all(_averaged_over(layout, source, summed) for source in sources)):
        return frozenset()
    return (leaves - taken) | sources


def _averaged_over(layout: Layout, variable: int, summed: str) -> bool:
    """Whether what all segments have from the whole is so much for each of what is summed."""
    quantities = layout.model.quantities
    each = quantities[layout.spot(variable)[1]].unit
    return each.endswith(f"/{quantities[summed].unit}") and layout.taken_over_by_all(variable)


def _unlike_parts(economy: Economy) -> Iterator[tuple[_Conflict, frozenset[int]]]:
    """Yield rates and values of the whole outside of those that all its segments state: an average lies between."""
    layout, tolerance = economy.layout, economy.model.tolerance
    for id, quantity in economy.model.quantities.items():
        variables = [layout.variable(part, id) for part in range(len(layout.parts))]
        if quantity.amount or len(variables) < 3 or not all(_stated(layout, variable) for variable in variables):
            continue
        whole, *parts = (layout.given[variable].value for variable in variables)
        nearest = max(parts) if whole > max(parts) else min(parts)
        if not min(parts) <= whole <= max(parts) and abs(whole - nearest) > tolerance * max(whole, nearest):
            equation = Equation(OF_SEGMENTS + id, True, tuple((v, 1) for v in variables), 0.0)
            yield _Conflict(equation, variables[WHOLE], nearest, tuple(variables)), frozenset(variables)


def _stated(layout: Layout, variable: int) -> bool:
    given = layout.given.get(variable)
    return given is not None and given.origin == STATED and layout.answer_of(variable) is not None


class _Conflict(Struct, frozen=True):
    """An equation that does not hold, the variable to show it by, its other value, and the variables that make it.

    `impossible`: that value lies outside what the variable can be.
    """

    equation: Equation
    variable: int
    other: float
    members: tuple[int, ...]
    impossible: bool = False


def _conflicts(layout: Layout, settled: Settled) -> Iterator[_Conflict]:
    tolerance = layout.model.tolerance
    for item in settled.impossible:
        if not _harmless(item, settled, tolerance):
            members = tuple(variable for variable, _ in item.equation.terms if variable != item.variable)
            yield _Conflict(item.equation, item.variable, item.value, members, impossible=True)
    giving = {id(equation) for _, equation in settled.order}  # holds by what it gave
    for place, equation in enumerate(layout.equations):
        if settled.unknown[place] or id(equation) in giving:
            continue
        apart = discrepancy(equation, settled.values)
        if apart is None or apart <= tolerance:
            continue
        variable = equation.terms[-1][0]  # what the identity is of
        other = solved(equation, variable, settled.values)
        if other is not None:
            yield _Conflict(equation, variable, other, tuple(variable for variable, _ in equation.terms))


def _harmless(item: Impossible, settled: Settled, tolerance: float) -> bool:
    """Whether what falls below nothing says nothing against the answers.

    A product does so where an order leaves a loss: what hangs on it never comes. A difference may by the tolerance.
    """
    if not item.equation.is_sum:
        return item.value < 0
    terms = [settled.values[variable] for variable, _ in item.equation.terms if variable != item.variable]
    most = max((abs(value) for value in terms if value is not None), default=0.0)
    return abs(item.value) <= tolerance * most


def _smallest(economy: Economy, leaves: frozenset[int]) -> frozenset[int]:
    """Return a smallest part of `leaves` that still contradicts itself, by leaving out one after the other."""
    layout = economy.layout
    granted = layout.granted()
    kept = sorted(leaves, key=lambda leaf: (trust(layout, leaf), leaf), reverse=True)
    before = None
    while before != kept:  # once one is gone, another may go that could not before: a share off what fees are taken of
        before = kept
        for leaf in before:
            rest = [other for other in kept if other != leaf]
            again = layout.settled({**granted, **layout.given_by(rest)})
            if next(_conflicts(layout, again), None) is not None:
                kept = rest
    return frozenset(kept)


def trust(layout: Layout, variable: int) -> int:
    """Return the place of an answer in the order of trust, 0 the surest.

    What stands in the books comes first, then counts, then values of one order, then days, then shares; a range or a
    guess after what was stated exactly.
    """
    part, id = layout.spot(variable)
    quantity = layout.model.quantities[id]
    order = ("money", "count", "number", "days", "months", "hours", "years", "times", "share")
    rank = order.index(quantity.shown) * 2 + (0 if quantity.amount else 1)
    answer = layout.answer_of(variable) or ""
    return rank + (len(order) * 2 if answer in layout.parts[part].profile.ranges else 0)


def _named(economy: Economy, conflict: _Conflict, leaves: frozenset[int]) -> Contradiction:
    layout, other = economy.layout, conflict.other
    part, quantity = layout.spot(conflict.variable)
    low, high = layout.bounds[conflict.variable]
    used = economy.settled.values[conflict.variable]
    if used is None or conflict.impossible:
        used = low if other < low else high / (1 + layout.model.tolerance)
    surest_first = sorted(leaves, key=lambda leaf: (trust(layout, leaf), leaf))
    least = trust(layout, surest_first[-1])
    item = Contradiction(
        conflict.equation.id, layout.parts[part].name, quantity, used, other,
        members=_whose(layout, surest_first), cause="definition",
        doubted=_whose(layout, (leaf for leaf in surest_first if trust(layout, leaf) == least)),
    )  # fmt: skip
    if conflict.impossible:
        return replace(item, cause="tax" if _taxed(item, economy.parts[part]) else "impossible")
    return replace(item, cause=_cause(economy, item, part, leaves))


def _whose(layout: Layout, leaves: Iterable[int]) -> tuple[tuple[str | None, str], ...]:
    """The answers, each with the name of the part of the business that it is of."""
    named = ((layout.parts[layout.spot(leaf)[0]].name, str(layout.answer_of(leaf))) for leaf in leaves)
    return tuple(dict.fromkeys(named))


def _cause(economy: Economy, item: Contradiction, part: int, leaves: frozenset[int]) -> Cause:
    """Return what most likely went wrong; growth during the year is looked at first."""
    value = economy.parts[part].value
    if _grown(item, value, economy.model.tolerance):
        return "growth"
    if _ramping(item, economy.parts[part], economy.model.tolerance):
        return "ramp"
    for times, cause in TELLING:
        if abs(item.ratio / times - 1) <= NEAR:
            return cause
    shares = (share for id in ("kept_share", "list_share") if (share := value(id)) and share < 1)
    if any(abs(item.ratio * share - 1) <= NEAR / 2 for share in shares):
        return "gross_or_net"
    if _taxed(item, economy.parts[part]):
        return "tax"
    counted = [economy.model.quantities[economy.layout.spot(leaf)[1]] for leaf in leaves]
    if part == WHOLE and economy.segments and not any(quantity.split for quantity in counted):
        return "parts" if item.quantity == SHARE else "mixture"
    seasonal = any(quantity.season_unknown for quantity in counted)
    return "season" if seasonal else "definition"


def _taxed(item: Contradiction, part: PartEconomy) -> bool:
    """Whether what people pay, tax included, seems to be held against revenue without it."""
    consumers = part.profile.buyer in (None, "individual", "both")
    return consumers and "revenue" in item.answers and "aov" in item.answers and TAX[0] <= item.ratio <= TAX[1]


def _ramping(item: Contradiction, part: PartEconomy, tolerance: float) -> bool:
    """Whether what is missing is what those won last year did not order yet, being on their way to full rhythm."""
    won, each = part.value("won"), part.value("new_customer_value")
    if part.form is None or not part.form.ramps or item.quantity not in ("revenue", "orders"):
        return False
    if won is None or not each or not 0 < item.used < item.other:
        return False
    full_year = part.value("revenue") or 0.0
    not_yet = won * each * (1 - newcomers_months(part.outside.ramps.likely) / MONTHS)
    return bool(full_year) and not_yet / full_year >= (item.ratio - 1) / (1 + tolerance)


def _grown(item: Contradiction, value: Callable[[str], float | None], tolerance: float) -> bool:
    """Whether it is that last year holds half a year of those won and lost meanwhile, and customers are today's."""
    won, lost, customers = value("won"), value("lost"), value("customers")
    if item.quantity not in ("revenue", "orders") or "customer_count" not in item.answers:
        return False
    if won is None or lost is None or not customers or not item.other:
        return False
    share, explained = item.used / item.other, 1 - (won - lost) / customers / 2
    low, high = sorted((1.0, explained))
    return low / (1 + tolerance) <= share <= high * (1 + tolerance)
