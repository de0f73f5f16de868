"""What a finding or a move is held against: a part of the business, its facts, its year, its levers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from salesmode.business.conditions import QUANTITY, Facts
from salesmode.business.economy import PartEconomy
from salesmode.business.formula import Tokens, worked_out
from salesmode.business.span import Span
from salesmode.engine.business import Business
from salesmode.engine.sizing import LeverWorth, Sizing
from salesmode.knowledge.moves import Figure

WHOLE: Final = "business"
YEAR: Final = "year."
TYPICAL: Final = "typical."  # before an answer: what is usual in the trade
YEAR_KEYS: Final = ("run", "base", "fresh", "gap", "target")
# What formulas may name besides quantities, answers and their own figures.
MORE: Final = frozenset({"horizon", "workday", "plan_hours", *(YEAR + key for key in YEAR_KEYS)})
POINTS: Final = ("now.", "full.")  # of a lever: what one point of it brings this year, and in a full one


class Ground(NamedTuple):
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

    def look(self, name: str) -> float | None:
        """Return the likely value of what a formula names, `None` where it is unknown."""
        if name in self.more:
            return self.more[name]
        if name.startswith(POINTS):
            return self._point(*name.split(".", 1))
        value = self.facts.get(QUANTITY + name)
        return _likely(self.facts.get(name) if value is None else value)

    def _point(self, when: str, lever: str) -> float | None:
        """The sales that one point of a lever brings inside twelve months, or in a full year."""
        priced = self.levers.get(lever)
        if priced is None:
            return None
        return priced.sales_point if when == "now" else priced.bookings_point

    def work_out(self, formula: Tokens, figures: Mapping[str, float | None] | None = None) -> float | None:
        """Return what a formula comes to here; `figures` are those that the thing it belongs to has of its own."""
        if not figures:
            return worked_out(formula, self.look)
        return worked_out(formula, lambda name: figures[name] if name in figures else self.look(name))

    def figures(self, named: Mapping[str, Figure], more: Mapping[str, float | None] | None = None) -> dict[str, Any]:
        """Return the figures of a finding or a move, each of which may name those before it."""
        found: dict[str, Any] = dict(more or {})
        for id, figure in named.items():
            found[id] = self.work_out(figure.value, found)
        return found


def _likely(value: Any) -> float | None:
    if isinstance(value, Span):
        return value.likely
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def grounds_of(business: Business, sizing: Sizing, workday: float | None) -> tuple[Ground, ...]:
    """Return the whole business first, then its segments in order."""
    economy = business.economy
    common = {
        "horizon": float(business.horizon), "workday": workday, "plan_hours": business.capacity.week,
        **_year(sizing), **_typical(business),
    }  # fmt: skip
    whole = Ground(WHOLE, None, economy.whole, sizing.facts, {one.id: one for one in sizing.levers}, common)
    grounds = [whole]
    for segment, part in zip(business.segments, economy.segments, strict=True):
        levers = {one.id: one for one in sizing.segment_levers if one.segment == part.name}
        grounds.append(Ground(part.id, part.name, part, segment.diagnosis.facts, levers, common))
    return tuple(grounds)


def _typical(business: Business) -> dict[str, float | None]:
    """What owners of the trade know of their figures: for example rows alone."""
    ranges = business.trade.pack.ranges if business.trade.pack else ()
    region = business.profile.region
    return {TYPICAL + one.answer: float(one.likely) for one in ranges if not one.regions or region in one.regions}


def _year(sizing: Sizing) -> dict[str, float | None]:
    gap = sizing.gap_analysis
    if gap is None:
        return dict.fromkeys((YEAR + key for key in YEAR_KEYS), None)
    values = (gap.baseline, gap.base, gap.fresh, gap.gap, gap.target)
    return {YEAR + key: value for key, value in zip(YEAR_KEYS, values, strict=True)}
