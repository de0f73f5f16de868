"""The answers that the arithmetic is made of, those that only stand in for another one included."""

from typing import Final

WON: Final = frozenset({
    "win_rate", "orders", "quotes", "leads_per_month", "mql_rate", "sql_rate", "opportunity_rate",
})  # fmt: skip
ORDER: Final = frozenset({
    "aov", "deal_value", "return_rate", "take_rate", "gross_margin", "payment_fee", "platform_fee",
    "creator_commission", "trade_spend_rate", "fulfilment_cost", "delivery_charge",
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
