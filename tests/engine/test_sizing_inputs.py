"""What each part of the arithmetic says it is made of is what it is made of: found by taking each answer away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from helpers.inputs import Figures, inputs
from helpers.libraries import LIBRARY

from salesmode.business.facts import derive
from salesmode.business.profile import Profile
from salesmode.engine.business import Business, business_of
from salesmode.engine.diagnosis import Mode
from salesmode.engine.sizing import INPUTS, size
from salesmode.engine.sizing.gap_analysis import MADE_OF

NOTHING_KNOWN = business_of(Profile(), LIBRARY)
# What the knowledge adds is left out: the step of a lever, and the price of a day, which the currency alone names.
FIRM: dict[str, Any] = {
    "currency": "USD", "revenue_target": 1e7, "continuing_revenue": 1e6, "expansion_rate": 0.9, "ramp_months": 3.0,
    "relationship": "repeat", "days_to_cash": 30.0, "customer_count": 90, "gross_margin": 0.9, "fulfilment_cost": 5.0,
    "sold_through": ("direct",), "channels": ("website",), "buying_steps": ("browse_and_pay",),
}  # fmt: skip
UNKNOWN = ("win_rate", "leads_per_month", "sales_cycle", "aov", "orders_per_customer", "continuing_revenue")
FIRMS: list[dict[str, Any]] = [
    FIRM,
    *({**FIRM, id: None} for id in UNKNOWN),
    *({**FIRM, "relationship": relationship} for relationship in ("occasional", "multi_year_contract")),
    {**FIRM, "aov": None, "deal_value": 1e6, "selling_motion": ("field_sales",)},
]
NO_FUNNEL: dict[str, Any] = {**FIRM, **dict.fromkeys(("leads_per_month", "quotes", "continuing_revenue"))}
SHOPS: list[dict[str, Any]] = [
    NO_FUNNEL,
    {**NO_FUNNEL, "revenue": None},
    {**FIRM, "relationship": "one_off"},
    *({**FIRM, **stores} for stores in (
        {"buying_steps": ("in_store",)}, {"channels": ("stores",)}, {"sold_through": ("retailers",)},
    )),
]  # fmt: skip


def business(profile: Profile, mode: Mode) -> Business:
    """Return a business whose reading stays what it is whatever is answered."""
    facts = {**derive(profile, {}, None), "mode": mode, "motion": "mixed"}
    diagnosis = NOTHING_KNOWN.diagnosis._replace(mode=mode, motion="mixed", facts=facts)
    return NOTHING_KNOWN._replace(given=profile, profile=profile, diagnosis=diagnosis)


def parts(mode: Mode) -> Callable[[Profile], Figures]:
    """Return what works out the parts of a sizing for customers who pay as `mode` says."""

    def figures(profile: Profile) -> Figures:
        sizing = size(business(profile, mode), LIBRARY)
        levers = {one.id: one._replace(step=None, step_play=None) for one in sizing.levers}
        own = {name: getattr(sizing, name) for name in INPUTS}
        return {**own, "levers": levers, "uncovered_share": sizing.facts.get("uncovered_share")}

    return figures


@pytest.fixture(scope="module")
def found() -> dict[str, frozenset[str]]:
    """Return the answers that change each part, of a firm or of a shop."""
    firms, shops = inputs(parts("b2b"), *FIRMS), inputs(parts("b2c"), *SHOPS)
    return {
        name: (firms.get(name, frozenset()) | shops.get(name, frozenset())) - {"currency"} for name in firms | shops
    }


@pytest.mark.parametrize("part", [*INPUTS, *MADE_OF])
def test_a_part_of_the_arithmetic_is_made_of_the_answers_it_declares_and_of_no_other(
    part: str, found: dict[str, frozenset[str]]
) -> None:
    """Each declared answer, taken away, changes it for some business; what is not declared changes it for none."""
    assert found[part] == {**INPUTS, **MADE_OF}[part]
