"""What conditions, arithmetic and texts may ask of a business: its answers, and the figures derived from them.

A figure is derived only where everything it rests on is known; a division by zero leaves it unknown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from salesmode.business.conditions import BAND, N_A
from salesmode.business.lists import LIST_FIGURES, LIST_MADE_OF, LIST_MONEY, LIST_RATES, list_figures
from salesmode.business.profile import Profile

FIGURES: Final = (
    "mode", "motion", "plan_hours_week", "first_year_value", "first_year_contribution", "order_contribution",
    "order_contribution_rate", "quote_win_rate", "enquiry_quote_rate", "opportunities_year", "wins_year",
    "lost_per_new", "target_gap_share", "open_opportunities", "orders_month", "continuing_share", "pipeline_excess",
    "uncovered_share", "idle_channels", "main_source", "main_source_wins", "ad_share",
    *LIST_FIGURES,
)  # fmt: skip
MONEY_FIGURES: Final = LIST_MONEY | {"first_year_value", "first_year_contribution", "order_contribution"}
RATE_FIGURES: Final = LIST_RATES | {
    "order_contribution_rate", "quote_win_rate", "enquiry_quote_rate", "target_gap_share", "continuing_share",
    "uncovered_share", "ad_share",
}  # fmt: skip
# Answers made of maps, which no condition asks about.
LISTS: Final = frozenset({"team", "segments", "changed", "channel_results", "last_price_change", "options"})
COUNT_FIGURES: Final = frozenset({
    "opportunities_year", "wins_year", "open_opportunities", "orders_month", "main_source_wins", "dear_channel_orders",
})  # fmt: skip
ELSEWHERE: Final = "ZZ"  # the code that ISO 3166 leaves to its users

# The answers that a quantity below is made of, those that only stand in for another one included.
WON_SHARE: Final = frozenset({"win_rate", "orders", "quotes"})
OPPORTUNITIES: Final = frozenset({"leads_per_month", "mql_rate", "sql_rate", "opportunity_rate", "quotes"})
DECISION_DAYS: Final = frozenset({"sales_cycle", "decision_cycle"})
ORDERS_A_MONTH: Final = frozenset({"visits_per_month", "conversion_rate"})
ORDER_VALUE: Final = frozenset({"aov", "deal_value"})
ORDERS_A_YEAR: Final = frozenset({"orders_per_customer", "purchases_per_year"})
KEPT_SHARE: Final = frozenset({"return_rate", "take_rate"})
EXPECTED_PIPELINE: Final = OPPORTUNITIES | DECISION_DAYS | {"deal_value"}
FIRST_YEAR: Final = ORDER_VALUE | ORDERS_A_YEAR | {"relationship"}
OF_A_WAY: Final = frozenset({"platform_share", "business_revenue_share", "channel_results"})  # what a fee is taken of
ORDER: Final = ORDER_VALUE | KEPT_SHARE | OF_A_WAY | {
    "gross_margin", "payment_fee", "platform_fee", "creator_commission", "trade_spend_rate", "fulfilment_cost",
    "delivery_charge",
}  # fmt: skip

# The same for every figure of `derive`.
MADE_OF: Final[Mapping[str, frozenset[str]]] = {
    "plan_hours_week": frozenset({"team"}),
    "first_year_value": FIRST_YEAR,
    "first_year_contribution": FIRST_YEAR | ORDER,
    "order_contribution": ORDER,
    "order_contribution_rate": ORDER,
    "quote_win_rate": frozenset({"orders", "quotes"}),
    "enquiry_quote_rate": frozenset({"quotes", "enquiries"}),
    "opportunities_year": OPPORTUNITIES,
    "wins_year": OPPORTUNITIES | WON_SHARE,
    "lost_per_new": OPPORTUNITIES | WON_SHARE | {"customer_count", "annual_churn", "relationship"},
    "target_gap_share": frozenset({"revenue", "revenue_target"}),
    "open_opportunities": frozenset({"open_pipeline", "deal_value"}),
    "orders_month": ORDERS_A_MONTH,
    "continuing_share": frozenset({"continuing_revenue", "revenue"}),
    "pipeline_excess": EXPECTED_PIPELINE | {"open_pipeline"},
    "idle_channels": frozenset({"channels", "won_from"}),
    "main_source": frozenset({"won_from"}),
    "main_source_wins": frozenset({"won_from"}),
    "ad_share": ORDER | ORDERS_A_MONTH | {"ad_spend"},
    **LIST_MADE_OF,
}
CREATORS: Final = frozenset({"live_commerce"})  # the channels that pay a host or creator
QUARTERS, DAYS = 4, 365
MAIN: Final = 4  # of the last ten customers
MONTHS = 12


def derive(profile: Profile, bands: Mapping[str, float], plan_hours: float | None) -> dict[str, Any]:
    """Return the facts of a profile: every known answer (any-of as frozenset), the figures, the money bands.

    `bands` are lower bounds in the profile's currency; `plan_hours` the hours a week the team has for a plan.
    """
    facts: dict[str, Any] = {
        id: frozenset(value) if isinstance(value, tuple) else value
        for id, value in profile.answered().items()
        if id not in LISTS
    }
    facts.update(dict.fromkeys(profile.not_applicable, N_A))
    facts.setdefault("region", likely_region(profile))
    facts.update({BAND + band: amount for band, amount in bands.items()})
    figures = {
        "plan_hours_week": plan_hours,
        "open_opportunities": ratio(profile.open_pipeline, profile.deal_value),
        "continuing_share": ratio(profile.continuing_revenue, profile.revenue),
        "target_gap_share": _gap_share(profile),
        "quote_win_rate": _share(profile.orders, profile.quotes),
        "enquiry_quote_rate": _share(profile.quotes, profile.enquiries),
        "orders_month": orders_a_month(profile),
        "idle_channels": _idle_channels(profile),
        **_main_source(profile),
        "ad_share": _ad_share(profile),
        **list_figures(profile),
        "pipeline_excess": ratio(profile.open_pipeline, expected_pipeline(profile)),
        **_first_year(profile),
        **_order(profile),
        **_funnel(profile),
    }
    facts.update({id: figure for id, figure in figures.items() if figure is not None})
    return facts


def likely_region(profile: Profile) -> str:
    """Return the country, else the one that a stated currency or language points to: China, or `ZZ` for elsewhere."""
    if profile.region is not None:
        return profile.region
    stated = profile.currency if profile.origins.get("currency") != "assumed" else None
    return "CN" if stated == "CNY" or (stated is None and profile.language == "zh") else ELSEWHERE


def won_share(profile: Profile) -> float | None:
    """Return the share of decided opportunities that are won: the stated win rate, else orders over quotes."""
    return profile.win_rate if profile.win_rate is not None else _share(profile.orders, profile.quotes)


def opportunities_a_year(profile: Profile) -> float | None:
    """Return opportunities a year: leads through the stages before winning, else four quarters of quotes."""
    cases = _leads_to_cases(profile)
    return _product(QUARTERS, profile.quotes) if cases is None else cases


def _leads_to_cases(profile: Profile) -> float | None:
    return _product(
        MONTHS, profile.leads_per_month, profile.mql_rate, profile.sql_rate, profile.opportunity_rate
    )  # fmt: skip


def decision_days(profile: Profile) -> float | None:
    """Return the days to a decision: those measured on won deals, else the typical ones."""
    return profile.sales_cycle if profile.sales_cycle is not None else profile.decision_cycle


def expected_pipeline(profile: Profile) -> float | None:
    """Return the money that should be open at any time at today's pace.

    Little's law: what is open is what comes in times how long it stays.
    """
    cycle = decision_days(profile)
    return _product(opportunities_a_year(profile), cycle, 1 / DAYS, profile.deal_value)


def orders_a_month(profile: Profile) -> float | None:
    """Return shop orders a month: visits times conversion."""
    return _product(profile.visits_per_month, profile.conversion_rate)


def order_value(profile: Profile) -> float | None:
    """Return what one order brings before returns: the average order value, else the typical deal."""
    return profile.aov if profile.aov is not None else profile.deal_value


def orders_a_year(profile: Profile) -> float | None:
    """Return orders a year of one active customer."""
    return profile.orders_per_customer if profile.orders_per_customer is not None else profile.purchases_per_year


def _first_year(profile: Profile) -> dict[str, float | None]:
    bought_once = profile.relationship in ("one_off", "multi_year_contract")
    times = 1.0 if bought_once else orders_a_year(profile)
    value = _product(order_value(profile), times)
    return {
        "first_year_value": value,
        "first_year_contribution": _product(_order(profile).get("order_contribution"), times),
    }


def _order(profile: Profile) -> dict[str, float | None]:
    """Contribution of one order: what is kept x margin, less fees, less delivery not charged for.

    The payment is paid for on all that is charged, other fees on what is not sent back.
    """
    value = order_value(profile)
    if value is None or profile.gross_margin is None:
        return {}
    kept = value * kept_share(profile)
    shares = ((way.fee, 1.0 if way.share is None else way.share) for way in ways_with_fees(profile))
    of_ways = sum(fee * share for fee, share in shares) * (1 - (profile.return_rate or 0.0))
    fees = (profile.payment_fee or 0.0) + of_ways
    delivery = (profile.fulfilment_cost or 0.0) - (profile.delivery_charge or 0.0)
    left = kept * profile.gross_margin - value * fees - delivery
    return {"order_contribution": left, "order_contribution_rate": ratio(left, value)}


class Way(Struct, frozen=True):
    """A fee on what goes one way of selling: `part` is the quantity, read from the `answer`, of what goes that way.

    `asked` is the answer that holds the fee.
    """

    part: str
    answer: str
    asked: str
    fee: float
    share: float | None


def ways_with_fees(profile: Profile) -> Iterator[Way]:
    """Yield every way of selling that takes a fee, with the share of the orders that goes it, `None` where unknown."""
    ways = (
        ("platform_part", "platform_share", "platform_fee", profile.platform_share),
        ("creator_part", "channel_results", "creator_commission", creator_part(profile)),
        ("trade_part", "business_revenue_share", "trade_spend_rate", profile.business_revenue_share),
    )
    for part, answer, asked, share in ways:
        fee = getattr(profile, asked)
        if fee is not None:
            yield Way(part, answer, asked, fee, share)


def creator_part(profile: Profile) -> float | None:
    """Return the part of the orders that comes through creators, by the results of the channels side by side."""
    results = profile.channel_results or ()
    for figure in ("revenue", "orders"):
        counts = [(one.channel, getattr(one, figure)) for one in results]
        if len(counts) > 1 and all(count is not None for _, count in counts):
            return ratio(sum(count for channel, count in counts if channel in CREATORS), sum(c for _, c in counts))
    return None


def kept_share(profile: Profile) -> float:
    """Return the part of an order's value that becomes revenue: after returns, and the take rate of a platform."""
    return (1 - (profile.return_rate or 0.0)) * (1.0 if profile.take_rate is None else profile.take_rate)


def _funnel(profile: Profile) -> dict[str, float | None]:
    opportunities = opportunities_a_year(profile)
    wins = _product(opportunities, won_share(profile))
    lost = _product(profile.customer_count, profile.annual_churn)
    # Of those who come again an offer won is an order, and nobody says how many of these are new customers.
    anew = None if profile.relationship == "repeat" and _leads_to_cases(profile) is None else wins
    return {"opportunities_year": opportunities, "wins_year": wins, "lost_per_new": ratio(lost, anew)}


def _idle_channels(profile: Profile) -> frozenset[str] | None:
    """Channels worked on that none of the last ten customers came through."""
    if profile.channels is None or not profile.won_from:
        return None
    return frozenset(channel for channel in profile.channels if not profile.won_from.get(channel)) or None


def _main_source(profile: Profile) -> dict[str, Any]:
    """The channel that more of the last ten customers came through than through any other, if at least four did."""
    ranked = sorted((profile.won_from or {}).items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < MAIN or [count for _, count in ranked].count(ranked[0][1]) > 1:
        return {}
    return {"main_source": frozenset({ranked[0][0]}), "main_source_wins": float(ranked[0][1])}


def _ad_share(profile: Profile) -> float | None:
    """Advertising as a share of what all orders of the month leave before it."""
    left = _order(profile).get("order_contribution")
    return ratio(profile.ad_spend, _product(orders_a_month(profile), left)) if left is not None and left > 0 else None


def _gap_share(profile: Profile) -> float | None:
    if profile.revenue is None or not profile.revenue_target:
        return None
    return max(0.0, 1 - profile.revenue / profile.revenue_target)


def ratio(part: float | None, whole: float | None) -> float | None:
    """Return `part / whole`; `None` where either is unknown, the whole is nothing, or the result no finite number."""
    if part is None or not whole:
        return None
    result = part / whole
    return result if math.isfinite(result) else None


def _share(part: float | None, whole: float | None) -> float | None:
    share = ratio(part, whole)
    return share if share is not None and share <= 1 else None


def _product(*factors: float | None) -> float | None:
    result = 1.0
    for factor in factors:
        if factor is None:
            return None
        result *= factor
    return result
