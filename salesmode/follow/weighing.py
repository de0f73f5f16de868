"""What a year comes to for a set of answers: as a plan has it, without all that only a reader of the plan needs."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import date
from typing import Final, Literal, NamedTuple

from salesmode.business.economy import PartEconomy
from salesmode.business.profile import Profile
from salesmode.business.span import Span
from salesmode.engine.business import business_of
from salesmode.engine.findings import findings_of
from salesmode.engine.ground import grounds_of
from salesmode.engine.guardrails import Guardrails, guardrails_of
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.moves.effects import LIKELY
from salesmode.engine.outlook import Outlook, outlook
from salesmode.engine.plan import Plan
from salesmode.engine.seasons import calendar_of
from salesmode.engine.selection import Selection, select
from salesmode.engine.sizing import size
from salesmode.knowledge.library import Library

Basis = Literal["left", "sales"]
# What a year has to pay for beside what each sale costs; each counts where every choice knows it.
COSTS: Final = ("fixed_costs", "owner_pay", "selling_spend")


class Weighed(NamedTuple):
    """Where a year ends with its plan, what its sales leave, what it has to pay for; `None` where it cannot be told.

    `moves` are those made and `guards` the warnings that hold: what is advised.
    """

    year_end: Span | None
    leaves: float | None
    costs: Mapping[str, float]
    moves: frozenset[str]
    guards: frozenset[str]

    def left(self, costs: Collection[str]) -> float | None:
        """Return what is left of the year once the costs named are paid."""
        return None if self.leaves is None else self.leaves - math.fsum(self.costs[id] for id in sorted(costs))

    def value(self, basis: Basis, costs: Collection[str]) -> float | None:
        """Return the figure that choices are held against each other by; `None` where it cannot be told."""
        if basis == "left":
            return self.left(costs) if set(costs) <= self.costs.keys() else None
        return self.year_end.likely if self.year_end else None


def weighed(plan: Plan) -> Weighed:
    """Return what the year of a plan comes to."""
    return _weighed(plan.outlook, plan.selection, plan.guardrails, plan.business.economy.whole)


def weigh(profile: Profile, library: Library, benchmarks: bool = True, start: date | None = None) -> Weighed:
    """Return what the year of these answers comes to: the same as of their plan, sooner."""
    business = business_of(profile, library)
    sizing = size(business, library, benchmarks, told=False)
    grounds = grounds_of(business, sizing, library.currencies.workday.get(business.profile.currency or ""))
    guardrails = guardrails_of(sizing, library)
    choosing = Choosing(business, grounds, findings_of(grounds, library), guardrails, library)
    calendar = calendar_of(sizing.facts, library, start, business.horizon) if start else None
    selection, whole = select(choosing, calendar.events if calendar else ()), business.economy.whole
    return _weighed(outlook(sizing.gap_analysis, selection.worth, whole, None), selection, guardrails, whole)


def _weighed(year: Outlook | None, selection: Selection, guardrails: Guardrails, whole: PartEconomy) -> Weighed:
    rate, worth = whole.value("contribution_rate"), selection.worth
    known = {id: whole.value(id) for id in COSTS}
    costs = {id: value for id, value in known.items() if value is not None}
    moves = frozenset(one.id for one in selection.moves)
    guards = frozenset(guard.id for guard in guardrails.active)
    if year is None:
        return Weighed(None, None, costs, moves, guards)
    run = year.year_end.likely - worth.sales[LIKELY]
    leaves = None if rate is None else run * rate + worth.contribution[LIKELY]
    return Weighed(year.year_end, leaves, costs, moves, guards)
