"""What each part of the arithmetic says it is made of is what it is made of: found by taking each answer away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from helpers.inputs import Figures, inputs
from helpers.libraries import LIBRARY
from msgspec.structs import replace

from salesmode.business.facts import derive
from salesmode.business.profile import Profile
from salesmode.business.vocabulary import ChannelResult
from salesmode.engine.business import Business, business_of, settled
from salesmode.engine.diagnosis import Mode
from salesmode.engine.sizing import INPUTS, size
from salesmode.engine.sizing.gap_analysis import MADE_OF

NOTHING_KNOWN = business_of(Profile(), LIBRARY)
# What the knowledge adds is left out: the price of a day, which the currency alone names.
# What would make it a marketplace, or a business that sells time, is not answered: it would be nothing else then.
FIRM: dict[str, Any] = {
    "currency": "USD", "revenue_target": 1e7, "continuing_revenue": 1e6, "expansion_rate": 0.9, "ramp_months": 3.0,
    "relationship": "repeat", "days_to_cash": 30.0, "customer_count": 90, "gross_margin": 0.9, "fulfilment_cost": 5.0,
    "sold_through": ("direct",), "channels": ("website",), "buying_steps": ("browse_and_pay",), "buyer": "organization",
    "selling_motion": ("field_sales",), "industry": "machinery", "revenue": 2e6, "spare_capacity": None,
    **dict.fromkeys(("take_rate", "hourly_rate", "hours_sold", "hours_available", "pipeline_counts")),
    "channel_results": (ChannelResult(channel="live_commerce", orders=3), ChannelResult(channel="website", orders=7)),
}  # fmt: skip
HELD: dict[str, Any] = {**FIRM, "continuing_revenue": None}  # the base is told by those who leave
NO_FUNNEL: dict[str, Any] = {**HELD, **dict.fromkeys(("leads_per_month", "quotes"))}
TIME: dict[str, Any] = {
    **HELD, "hourly_rate": 90.0, "hours_sold": 30.0,
    **dict.fromkeys(("revenue", "relationship", "aov", "deal_value", "orders_per_customer", "purchases_per_year")),
}  # fmt: skip
UNKNOWN = ("win_rate", "leads_per_month", "sales_cycle", "aov", "orders_per_customer", "revenue", "customer_count")
ONCE: dict[str, Any] = dict.fromkeys(("orders_per_customer", "purchases_per_year"))  # an order won is a customer won
FIRMS: list[dict[str, Any]] = [
    FIRM,
    *({**HELD, **ONCE, "relationship": one} for one in ("occasional", "one_off")),
    {
        **HELD,
        **ONCE,
        "relationship": "one_off",
        **dict.fromkeys(("leads_per_month", "orders", "customer_count", "revenue")),
    },
    *({**FIRM, **ONCE, "relationship": one} for one in ("occasional", "one_off")),
    HELD,
    *({**HELD, id: None} for id in (*UNKNOWN, "expansion_rate")),
    {**HELD, "expansion_rate": None, "aov": None},
    {**HELD, "expansion_includes_last_years_new": False},
    {**FIRM, "continuing_revenue": 1.9e6, "spare_capacity": 0.1},
    {**FIRM, "orders_per_customer": None},
    {**HELD, "expansion_rate": None, "hours_available": 40.0},
    {**HELD, "relationship": "one_off", "leads_per_month": None},
    {**HELD, "relationship": "one_off", **dict.fromkeys(("leads_per_month", "orders", "customer_count", "revenue"))},
    *({**FIRM, "relationship": one} for one in ("occasional", "one_off", "multi_year_contract", "subscription")),
    *({**HELD, "relationship": one, "aov": None} for one in ("occasional", "multi_year_contract", "subscription")),
    {**FIRM, "aov": None, "deal_value": 1e6},
    {**FIRM, "pipeline_counts": "first_order"},
    TIME,
    {**TIME, "annual_churn": None},
    {**TIME, "hours_available": 31.0},
]
BUYERS: dict[str, Any] = {**NO_FUNNEL, "buyer": "individual", "selling_motion": ("self_serve",)}
MARKET: dict[str, Any] = {**BUYERS, "take_rate": 0.2, "relationship": None}
SILENT: dict[str, Any] = {
    **NO_FUNNEL, **dict.fromkeys(("visits_per_month", "conversion_rate", "annual_churn", "relationship")),
    "buyer": "individual", "repeat_rate": 0.3,
}  # fmt: skip
SHOPS: list[dict[str, Any]] = [
    {**SILENT, "selling_motion": ("self_serve",), "industry": "other"},
    {**SILENT, "selling_motion": None, "relationship": "one_off", "industry": "apparel", "quotes": 400},
    {**SILENT, "selling_motion": ("self_serve",), "relationship": "one_off", "industry": "other", "quotes": 400},
    BUYERS,
    {**BUYERS, "revenue": None},
    {**FIRM, "buyer": "individual", "selling_motion": ("self_serve",)},
    {**BUYERS, "revenue": None, "annual_churn": None},
    {**BUYERS, "revenue": None, "customer_count": None},
    {**BUYERS, "relationship": "one_off", "selling_motion": None, "industry": "cosmetics"},
    {**BUYERS, "relationship": None, "selling_motion": None},
    {**SILENT, **ONCE, "selling_motion": None, "relationship": "one_off", "industry": "apparel", "quotes": 400},
    {**BUYERS, **ONCE, "relationship": "one_off", "selling_motion": None, "industry": "cosmetics"},
    {**BUYERS, **ONCE, "relationship": None, "selling_motion": None},
    {**SILENT, **ONCE, "selling_motion": ("self_serve",), "relationship": "one_off", "industry": "other",
     "quotes": 400},
    MARKET,
    {**MARKET, "revenue": None, "annual_churn": None},
    *({**BUYERS, **stores} for stores in (
        {"buying_steps": ("in_store",)}, {"channels": ("stores",)}, {"sold_through": ("retailers",)},
    )),
]  # fmt: skip


def business(profile: Profile, mode: Mode) -> Business:
    """Return a business whose reading stays what it is whatever is answered."""
    facts = {**derive(profile, {}, None), "mode": mode, "motion": "mixed"}
    diagnosis = replace(NOTHING_KNOWN.diagnosis, mode=mode, motion="mixed", facts=facts)
    economy = settled(profile, LIBRARY)
    return replace(NOTHING_KNOWN, given=profile, profile=profile, diagnosis=diagnosis, economy=economy)


def parts(mode: Mode) -> Callable[[Profile], Figures]:
    """Return what works out the parts of a sizing for customers who pay as `mode` says."""

    def figures(profile: Profile) -> Figures:
        sizing = size(business(profile, mode), LIBRARY, benchmarks=False, told=False)
        levers = {one.id: one for one in sizing.levers}
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
