"""Where one answer is missing: what follows for the low, the middle and the high of what others report."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from salesmode.business.economy import Economy
from salesmode.business.model import WHOLE
from salesmode.business.quantities import Read
from salesmode.business.settle import solved
from salesmode.knowledge.tables import Benchmark

# What a single missing factor is worth a look for, the most telling first, and how many are shown.
WANTED: Final = (
    "revenue", "won", "lost", "order_leaves", "customer_leaves", "customer_leaves_stay", "shop_orders", "shop_revenue",
    "gross_profit", "opportunities", "returning_customers", "receivables",
)  # fmt: skip
MOST: Final = 2
POINT: Final = 0.01
LEAST: Final = 1.0  # a point that moves less than one customer tells an owner nothing


class Scenario(Struct, frozen=True):
    """A quantity by an answer nobody gave: pairs of the answer and the quantity, low to high of a benchmark.

    It rests on other businesses, so nothing else rests on it.
    """

    quantity: str
    answer: str
    benchmark: Benchmark
    rows: tuple[tuple[float, float], ...]


class Rule(Struct, frozen=True):
    """What a quantity is for each unit, or point of a share, of the one answer that is missing for it."""

    quantity: str
    answer: str
    each: float
    in_points: bool


def rules_of(economy: Economy) -> tuple[Rule, ...]:
    """Return the rules of the whole business, one an answer: where a single factor is missing the rest is exact."""
    rules: dict[str, Rule] = {}
    for rule in sorted(_rules(economy), key=lambda rule: WANTED.index(rule.quantity)):
        if abs(rule.each) >= LEAST or economy.model.quantities[rule.quantity].shown != "count":
            rules.setdefault(rule.answer, rule)
    return tuple(rules.values())[:MOST]


def _rules(economy: Economy) -> Iterator[Rule]:
    wanted = {economy.layout.variable(WHOLE, id): id for id in WANTED if economy.whole.value(id) is None}
    values = economy.settled.values
    for equation, lacking in zip(economy.layout.equations, economy.settled.unknown, strict=True):
        if lacking != 2 or equation.is_sum:
            continue
        unknown = [variable for variable, _ in equation.terms if values[variable] is None]
        for of, missing in (unknown, unknown[::-1]):
            read = _readable(economy, missing) if of in wanted else None
            if read is not None:
                in_points = economy.model.quantities[economy.layout.spot(missing)[1]].shown == "share"
                tried = list(values)
                tried[missing] = POINT if in_points else float(read.times)
                yield Rule(wanted[of], read.answer, solved(equation, of, tried) or 0.0, in_points)


def _readable(economy: Economy, variable: int) -> Read | None:
    """The first answer of the whole business that a quantity could be read from; one that does not apply is none."""
    part, quantity = economy.layout.spot(variable)
    absent = economy.whole.profile.not_applicable
    reads = economy.model.quantities[quantity].read if part == WHOLE else ()
    return next((read for read in reads if read.answer not in absent), None)


def scenarios_of(economy: Economy, benchmarks: Sequence[Benchmark]) -> tuple[Scenario, ...]:
    """Return the scenarios of the whole business, one an answer, the most telling quantity first."""
    found = sorted(_scenarios(economy, benchmarks), key=lambda scenario: WANTED.index(scenario.quantity))
    return tuple(found[:MOST])


def _scenarios(economy: Economy, benchmarks: Sequence[Benchmark]) -> Iterator[Scenario]:
    whole = economy.whole
    by_answer = {b.answer: b for b in reversed(benchmarks) if b.answer is not None}
    missing = [
        (variable, read.answer, read.times)
        for id, quantity in economy.model.quantities.items()
        for read in quantity.read
        if read.answer in by_answer and read.answer not in whole.profile.not_applicable
        and getattr(whole.profile, read.answer) is None  # a wide range is an answer, and no value
        and economy.settled.values[variable := economy.layout.variable(WHOLE, id)] is None
    ]  # fmt: skip
    for variable, answer, times in missing:
        benchmark = by_answer[answer]
        cases = (benchmark.low, (benchmark.low + benchmark.high) / 2, benchmark.high)
        likely = economy.with_value(variable, cases[1] * times)
        values = [likely.replayed({variable: case * times}) for case in cases]
        for quantity in WANTED:
            wanted = economy.layout.variable(WHOLE, quantity)
            if whole.value(quantity) is None and all(at[wanted] is not None for at in values):
                rows = tuple((case, at[wanted] or 0.0) for case, at in zip(cases, values, strict=True))
                yield Scenario(quantity, answer, benchmark, rows)
                break
