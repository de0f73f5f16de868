"""Calculations on prices: what an order leaves, what a change asks for, what of a list price arrives."""

from salesmode.calc.calculation import Answer, Calculation, Given, Input, Result, Value, above, below, chosen, known
from salesmode.economics.figures import Undefined
from salesmode.economics.pricing import (
    arc_elasticity,
    best_price,
    break_even_roas,
    cut_break_even,
    free_shipping_break_even,
    free_shipping_threshold,
    net_price,
    order_margin,
    rise_break_even,
)

COSTS = 30


def _order_margin(given: Given) -> Answer:
    left = order_margin(given["price"], given["costs"])
    says = chosen(("leaves", left.margin > 0), ("loses", left.margin < 0), ("even", left.margin == 0))
    return Answer(left._asdict(), says)


def _roas(given: Given) -> Answer:
    roas = break_even_roas(given["margin"])
    return Answer({"break_even": roas}, chosen(("break_even", known(roas))))


def _discount(given: Given) -> Answer:
    if given["cut"] is not None:
        change = cut_break_even(given["margin"], given["cut"])
        return Answer({"volume_change": change}, chosen(("cut", known(change))), "cut")
    change = rise_break_even(given["margin"], given["rise"])
    return Answer({"volume_change": change}, chosen(("rise", known(change))), "rise")


def _elasticity(given: Given) -> Answer:
    elasticity = arc_elasticity(tuple(given["prices"]), tuple(given["quantities"]))
    unit_cost = given["unit_cost"]
    best: Value = Undefined("needs_unit_cost") if unit_cost is None else best_price(unit_cost, elasticity)
    says = chosen(
        ("elastic", below(elasticity, -1)),
        ("inelastic", above(elasticity, -1) and below(elasticity, 0)), ("unit", elasticity == -1),
        ("no_answer", elasticity == 0), ("wrong_sign", above(elasticity)), ("best", known(best)),
    )  # fmt: skip
    return Answer({"elasticity": elasticity, "best_price": best}, says)


def _net_price(given: Given) -> Answer:
    left = net_price(given["list"], given["deductions"])
    figures = {"net": left.net, "rate": left.rate, "given": given["list"] - left.net}
    return Answer(figures, chosen(("keeps", left.net >= 0), ("below_zero", left.net < 0)))


def _free_shipping(given: Given) -> Answer:
    if given["shipping"] is not None:
        value = free_shipping_break_even(given["shipping"], given["gross_margin"], given["target_margin"])
        return Answer(
            {"order_value": value, "more": Undefined("no_threshold")},
            chosen(("break_even", known(value))),
            "break_even",
        )
    value = free_shipping_threshold(given["aov"], given["extra"], given["gross_margin"])
    more = value if isinstance(value, Undefined) else value - given["aov"]
    return Answer({"order_value": value, "more": more}, chosen(("threshold", known(value))), "threshold")


CALCULATIONS = (
    Calculation(
        "order-margin",
        (Input("price", "money"), Input("costs", "money", many=(1, COSTS))),
        (Result("margin", "money"), Result("rate", "rate")),
        "margin", _order_margin,
        "--price 79 --costs 18,8.50,2.77,12,1.98",
    ),
    Calculation(
        "roas", (Input("margin", "rate"),), (Result("break_even", "number"),), "break_even", _roas, "--margin 0.4"
    ),
    Calculation(
        "discount",
        (Input("margin", "rate"), Input("cut", "rate", optional=True), Input("rise", "rate", optional=True)),
        (Result("volume_change", "rate"),),
        "volume_change", _discount,
        "--margin 0.3 --cut 0.1",
        ways=(("cut",), ("rise",)),
    ),
    Calculation(
        "elasticity",
        (
            Input("prices", "money", many=(2, 2)), Input("quantities", "number", many=(2, 2)),
            Input("unit_cost", "money", optional=True),
        ),
        (Result("elasticity", "number"), Result("best_price", "money")),
        "elasticity", _elasticity,
        "--prices 70,60 --quantities 2000,2600 --unit-cost 25",
    ),
    Calculation(
        "net-price",
        (Input("list", "money"), Input("deductions", "deduction", many=(1, COSTS))),
        (Result("net", "money"), Result("rate", "rate"), Result("given", "money", aside=True)),
        "net", _net_price,
        "--list 100 --deductions 10%,5%,4",
    ),
    Calculation(
        "free-shipping",
        (
            Input("gross_margin", "rate"), Input("shipping", "money", optional=True),
            Input("target_margin", "rate", optional=True), Input("aov", "money", optional=True),
            Input("extra", "money", optional=True),
        ),
        (Result("order_value", "money"), Result("more", "money", aside=True)),
        "order_value", _free_shipping,
        "--shipping 8.50 --gross-margin 0.55 --target-margin 0.35",
        ways=(("shipping", "target_margin"), ("aov", "extra")),
    ),
)  # fmt: skip
