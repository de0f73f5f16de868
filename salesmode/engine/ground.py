"""What a finding or a move is held against: a part of the business, its facts, its year, its levers."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from salesmode.business.conditions import QUANTITY, Facts
from salesmode.business.economy import PartEconomy
from salesmode.business.formula import Look, Tokens, compiled
from salesmode.business.span import Span
from salesmode.engine.business import Business
from salesmode.engine.sizing import LeverWorth, Sizing
from salesmode.knowledge.moves import Figure

WHOLE: Final = "business"
YEAR: Final = "year."
TYPICAL: Final = "typical."  # before an answer: what is usual in the trade
MAIN: Final = "main."  # a quantity of the segment with most of the revenue, for the whole and every other segment
MAIN_KEYS: Final = ("order_leaves", "customer_leaves")
YEAR_KEYS: Final = ("run", "base", "fresh", "gap", "target")
# What formulas may name besides quantities, answers and their own figures.
MORE: Final = frozenset(
    {"horizon", "workday", "plan_hours", *(YEAR + key for key in YEAR_KEYS), *(MAIN + key for key in MAIN_KEYS)}
)
NOW, FULL = POINTS = ("now.", "full.")  # of a lever: what one point of it brings this year, and in a full one


class Ground(msgspec.Struct, frozen=True, dict=True):
    """A part of the business as findings and moves ask for it.

    `id` is `business` or s1, s2 ...; `facts` are answers, figures and quantities of the part, `more` what formulas may
    name besides: the year (`year.run`), the weeks of the plan, the price of a bought-in day, what is of the whole.
    """

    id: str
    name: str | None
    part: PartEconomy
    facts: Facts
    levers: Mapping[str, LeverWorth]
    more: Mapping[str, float | None]

    @functools.cached_property
    def names(self) -> Mapping[str, float | None]:
        """The likely value of all that a formula may name: answers, quantities, what a point of a lever brings, more.

        A point brings its sales inside twelve months (`now.`), or those of a full year (`full.`).
        """
        values = {name: _likely(value) for name, value in self.facts.items()}
        quantities = {
            name.removeprefix(QUANTITY): value
            for name, value in values.items()
            if name.startswith(QUANTITY) and value is not None
        }
        now = {NOW + id: lever.sales_point for id, lever in self.levers.items()}
        full = {FULL + id: lever.bookings_point for id, lever in self.levers.items()}
        return {**values, **quantities, **now, **full, **self.more}

    @functools.cached_property
    def asked_for(self) -> dict[str, Any]:
        """The facts, and beside them what formulas may name."""
        return {**self.more, **self.facts}

    def look(self, name: str) -> float | None:
        """Return the likely value of what a formula names, `None` where it is unknown."""
        return self.names.get(name)

    def work_out(self, formula: Tokens, figures: Mapping[str, float | None] | None = None) -> float | None:
        """Return what a formula comes to here; `figures` are those that the thing it belongs to has of its own."""
        return compiled(formula)(_overlaid(figures, self.names) if figures else self.names.get)

    def figures(self, named: Mapping[str, Figure], told: Mapping[str, float] | None = None) -> dict[str, float | None]:
        """Return the figures of a finding, a move or a concern; each may name those before it, and what is told."""
        found: dict[str, float | None] = {}
        look = _overlaid(found, {**self.names, **told} if told else self.names)
        for id, figure in named.items():
            found[id] = compiled(figure.value)(look)
        return found

    def with_figures(self, figures: Mapping[str, float | None]) -> Facts:
        """Return the facts as the conditions of a finding or a move ask for them: with its known figures."""
        known = {id: value for id, value in figures.items() if value is not None}
        return {**self.facts, **known} if known else self.facts


def _overlaid(figures: Mapping[str, float | None], names: Mapping[str, float | None]) -> Look:
    return lambda name: figures[name] if name in figures else names.get(name)


def _likely(value: Any) -> float | None:
    if isinstance(value, float):
        return value
    if isinstance(value, Span):
        return value.likely
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else None


def grounds_of(business: Business, sizing: Sizing, workday: float | None) -> tuple[Ground, ...]:
    """Return the whole business first, then its segments in order."""
    economy = business.economy
    common = {
        "horizon": float(business.horizon), "workday": workday, "plan_hours": business.capacity.week,
        **_year(sizing), **_typical(business),
    }  # fmt: skip
    of_main = _main(economy.whole, economy.segments) if economy.segments else {}
    levers = {one.id: one for one in sizing.levers}
    whole = Ground(WHOLE, None, economy.whole, sizing.facts, levers, {**common, **of_main})
    grounds = [whole]
    for segment, part in zip(business.segments, economy.segments, strict=True):
        levers = {one.id: one for one in sizing.segment_levers if one.segment == part.name}
        more = {**common, **_main(part, economy.segments)}
        grounds.append(Ground(part.id, part.name, part, segment.diagnosis.facts, levers, more))
    return tuple(grounds)


def _main(part: PartEconomy, parts: Sequence[PartEconomy]) -> dict[str, float | None]:
    """Quantities of the segment with most of the revenue, for the whole and every other one."""
    main = max(parts, key=lambda one: one.value("revenue") or 0.0)
    return {MAIN + key: None if main is part else main.value(key) for key in MAIN_KEYS}


def _typical(business: Business) -> dict[str, float | None]:
    """What owners of the trade know of their figures: for example rows alone."""
    ranges = business.trade.pack.ranges if business.trade.pack else ()
    region = business.profile.region
    return {TYPICAL + one.answer: float(one.likely) for one in ranges if one.holds_in(region)}


def _year(sizing: Sizing) -> dict[str, float | None]:
    gap = sizing.gap_analysis
    if gap is None:
        return dict.fromkeys((YEAR + key for key in YEAR_KEYS), None)
    values = (gap.baseline, gap.base, gap.fresh, gap.gap, gap.target)
    return {YEAR + key: value for key, value in zip(YEAR_KEYS, values, strict=True)}
