"""The answers that the arithmetic is made of, those that only stand in for another one included."""

from collections.abc import Mapping
from typing import Final

WON: Final = frozenset({
    "win_rate", "orders", "quotes", "leads_per_month", "mql_rate", "sql_rate", "opportunity_rate",
})  # fmt: skip
ORDER: Final = frozenset({
    "aov", "deal_value", "return_rate", "take_rate", "gross_margin", "payment_fee", "platform_fee",
    "creator_commission", "trade_spend_rate", "fulfilment_cost", "delivery_charge", "platform_share",
    "business_revenue_share", "channel_results",
})  # fmt: skip
OFTEN: Final = frozenset({"orders_per_customer", "purchases_per_year"})
FORM: Final = frozenset({
    "relationship", "buyer", "selling_motion", "industry", "take_rate", "hourly_rate", "hours_sold", "hours_available",
})  # fmt: skip
# What says that all orders come from visits.
SOLD_BY: Final = frozenset({"channels", "sold_through", "buying_steps"})
YEAR_INPUTS: Final = WON | OFTEN | FORM | {
    "aov", "deal_value", "return_rate", "revenue", "continuing_revenue", "annual_churn", "expansion_rate",
    "customer_count", "repeat_rate", "visits_per_month", "conversion_rate", "ramp_to_full_use", "spare_capacity",
    "expansion_includes_last_years_new",
}  # fmt: skip
LEVER_INPUTS: Final = (
    YEAR_INPUTS | ORDER | SOLD_BY | {"sales_cycle", "decision_cycle", "discount_rate", "discount_share"}
)

# The quantities that price a lever, as alternatives of which one is enough: `_per_point` in levers.py.
_LEAVES: Final = ("gross_margin",)
_WINNING: Final = (("new_customer_value", "win_value", "kept_value"), ("win_rate",), _LEAVES)
_STAGE: Final = (("leads",), ("mql_rate",), ("sql_rate",), ("opportunity_rate",), *_WINNING)
# Where all that is sold is sold to those who come, revenue does for what nobody counts of them.
_VISITING: Final = (("visits", "revenue"), ("conversion_rate", "revenue"), ("kept_value", "revenue"), _LEAVES)
_RUN: Final = ("revenue", "customers", "continuing", "won", "shop_orders")
PRICED_BY: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "win_rate": (("opportunities", "quotes"), *_WINNING),
    "leads": (("opportunities", "quotes"), *_WINNING),
    **dict.fromkeys(("mql_rate", "sql_rate", "opportunity_rate"), _STAGE),
    "annual_churn": (("churn",), ("revenue", "continuing"), _LEAVES),
    "expansion": (("churn", "continuing"), ("revenue", "continuing"), _LEAVES),
    "visits": _VISITING,
    "conversion_rate": (("conversion_rate",), *_VISITING),
    "return_rate": (("return_rate",), *_VISITING),
    "deal_value": (_RUN, ("order_value",), _LEAVES),
    "aov": (_RUN, ("order_value",), _LEAVES),
    "purchases_per_year": (_RUN, ("orders_per_customer",), ("order_value",), _LEAVES),
    "repeat_rate": (_RUN, ("customers",), ("repeat_rate",), ("kept_value",), _LEAVES),
    "price": (_RUN,),
    "gross_margin": (("revenue",), _LEAVES),
    "discount_rate": (("list_revenue",), ("discount_depth",)),
    "hours_sold": (("empty_worth",), _LEAVES),
}
