"""Calculations on offers: promotion, loyalty, live sessions, bids, and the cash that growth ties up."""

from salesmode.calc.calculation import Answer, Calculation, Conflict, Given, Input, Result, Value, above, chosen, known
from salesmode.economics.cash import cash_gap
from salesmode.economics.figures import Undefined, rounded_up
from salesmode.economics.funnel import bid_value, least_chance
from salesmode.economics.pricing import (
    Deduction,
    buy_get_cost,
    buy_get_discount,
    live_break_even,
    live_session,
    loyalty_points,
    promotion,
)


def _promotion(given: Given) -> Answer:
    gross = given["sold"] - given["baseline"]
    pulled, taken = (_quantity(given[id], gross) for id in ("pull_forward", "cannibalised"))
    price = 1.0 if given["price"] is None else given["price"]
    figures = promotion(
        given["baseline"], given["sold"], given["margin"], given["discount"], pulled, taken, given["fixed"], price
    )
    says = chosen(
        ("lift", known(figures.lift)), ("nothing_taken_off", not pulled and not taken),
        ("pays", figures.profit > 0), ("loses", figures.profit < 0), ("even", figures.profit == 0),
        ("below_cost", given["discount"] >= given["margin"]), ("in_sales", given["price"] is None),
    )  # fmt: skip
    return Answer({**figures._asdict(), "gross": gross}, says)


def _quantity(part: Deduction | None, gross: float) -> float:
    if part is None:
        return 0.0
    return part.value * max(0.0, gross) if part.is_share else part.value


def _loyalty(given: Given) -> Answer:
    buy, free, redemption = given["buy"], given["free"], given["redemption"]
    cost: Value = Undefined("needs_price_and_cost")
    if given["price"] is not None:
        cost = buy_get_cost(buy, free, given["price"], given["unit_cost"], redemption)
    discount = buy_get_discount(buy, free, redemption)
    return Answer(
        {"discount": discount, "cost_share": cost},
        chosen(("discount", known(discount)), ("cost", known(cost)), ("assumed_full", redemption == 1)),
    )


def _points(given: Given) -> Answer:
    figures = loyalty_points(
        given["sales"], given["points"], given["value"], given["redemption"], given["redeemed"], given["expected"]
    )
    owed = figures.recognised
    if isinstance(figures.deferred, float) and isinstance(figures.recognised, float):
        owed = figures.deferred - figures.recognised
    says = chosen(("split", known(figures.deferred)), ("recognised", known(figures.recognised)))
    return Answer({**figures._asdict(), "owed": owed}, says)


def _more_points(given: Given) -> Conflict | None:
    for id in ("redeemed", "expected"):
        if (given[id] or 0) > given["points"]:
            return Conflict(id, "more points than were issued", "Write at most the number of --points")
    return None


def _live_session(given: Given) -> Answer:
    per_order = (given["aov"], given["gross_margin"], given["commission"], given["slot_fee"], given["return_rate"])
    left = live_session(given["orders"], *per_order)
    even = live_break_even(*per_order)
    needed = even if isinstance(even, Undefined) else rounded_up(even)
    says = chosen(
        ("earns", left > 0), ("loses", left < 0), ("even", left == 0), ("break_even", known(needed)),
        ("order_loses", given["commission"] >= given["gross_margin"]),
    )  # fmt: skip
    return Answer({"contribution": left, "break_even": needed}, says)


def _bid(given: Given) -> Answer:
    value = bid_value(given["chance"], given["margin"], given["pursuit_cost"])
    least = least_chance(given["margin"], given["pursuit_cost"])
    says = chosen(
        ("worth", value > 0), ("not_worth", value < 0), ("even", value == 0),
        ("least", known(least) and not above(least, 1)), ("never", above(least, 1)),
    )  # fmt: skip
    return Answer({"value": value, "least": least}, says)


def _cash_gap(given: Given) -> Answer:
    cash = cash_gap(given["growth"], given["days_to_cash"], given["deposit"])
    says = chosen(("ties_up", cash > 0), ("nothing", cash == 0), ("at_sales_value", cash > 0))
    return Answer({"cash": cash}, says)


CALCULATIONS = (
    Calculation(
        "promotion",
        (
            Input("baseline", "number"), Input("sold", "number"), Input("margin", "rate"), Input("discount", "rate"),
            Input("pull_forward", "deduction", optional=True), Input("cannibalised", "deduction", optional=True),
            Input("fixed", "money", optional=True, default=0.0), Input("price", "money", optional=True),
        ),
        (
            Result("lift", "rate"), Result("incremental", "number"), Result("profit", "money"),
            Result("gross", "number", aside=True),
        ),
        "profit", _promotion,
        "--baseline 400 --sold 1100 --margin 0.5 --discount 0.2 --pull-forward 200 --cannibalised 100 --price 30",
    ),
    Calculation(
        "loyalty",
        (
            Input("buy", "count"), Input("free", "count"), Input("price", "money", optional=True),
            Input("unit_cost", "money", optional=True), Input("redemption", "rate", optional=True, default=1.0),
        ),
        (Result("discount", "rate"), Result("cost_share", "rate")),
        "discount", _loyalty,
        "--buy 10 --free 1 --price 5 --unit-cost 1.50 --redemption 0.6",
        together=("price", "unit_cost"),
    ),
    Calculation(
        "points",
        (
            Input("sales", "money"), Input("points", "number"), Input("value", "money"), Input("redemption", "rate"),
            Input("redeemed", "number", optional=True), Input("expected", "number", optional=True),
        ),
        (
            Result("revenue_now", "money"), Result("deferred", "money"), Result("recognised", "money"),
            Result("owed", "money", aside=True),
        ),
        "deferred", _points,
        "--sales 100000 --points 10000 --value 1 --redemption 0.95 --redeemed 4500",
        conflict=_more_points,
    ),
    Calculation(
        "live-session",
        (
            Input("orders", "number"), Input("aov", "money"), Input("gross_margin", "rate"),
            Input("commission", "rate"),
            Input("slot_fee", "money"), Input("return_rate", "rate"),
        ),
        (
            Result("contribution", "money"), Result("break_even", "count", aside=True),
        ),
        "contribution", _live_session,
        "--orders 2000 --aov 129 --gross-margin 0.6 --commission 0.2 --slot-fee 50000 --return-rate 0.3",
    ),
    Calculation(
        "bid",
        (Input("chance", "rate"), Input("margin", "money"), Input("pursuit_cost", "money")),
        (Result("value", "money"), Result("least", "rate", aside=True)),
        "value", _bid,
        "--chance 0.2 --margin 300000 --pursuit-cost 40000",
    ),
    Calculation(
        "cash-gap",
        (
            Input("growth", "money"), Input("days_to_cash", "days"),
            Input("deposit", "rate", optional=True, default=0.0),
        ),
        (Result("cash", "money"),),
        "cash", _cash_gap,
        "--growth 1200000 --days-to-cash 90 --deposit 0.3",
    ),
)  # fmt: skip
