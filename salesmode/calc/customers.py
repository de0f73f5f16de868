"""Calculations on customers: how many stay, what they are worth, what they cost to win, what they say."""

from salesmode.calc.calculation import (
    Answer,
    Calculation,
    Conflict,
    Given,
    Input,
    Result,
    Value,
    above,
    below,
    chosen,
    known,
)
from salesmode.economics.customers import (
    cac_payback,
    magic_number,
    monthly_ltv,
    net_promoter,
    retention,
    value_over_cost,
)
from salesmode.economics.figures import Undefined, ratio
from salesmode.economics.intervals import wilson


def _retention(given: Given) -> Answer:
    kept = retention(given["start"], given["expansion"], given["contraction"], given["churn"])
    says = chosen(
        ("grows", above(kept.nrr, 1)), ("shrinks", below(kept.nrr, 1)), ("even", kept.nrr == 1),
        ("leaks", below(kept.grr, 1)),
    )  # fmt: skip
    return Answer({**kept._asdict(), "lost": given["contraction"] + given["churn"]}, says)


def _lost_more(given: Given) -> Conflict | None:
    if given["contraction"] + given["churn"] <= given["start"]:
        return None
    return Conflict("churn", "more is lost than there was at the start", "Count only customers there at the start")


def _ltv(given: Given) -> Answer:
    discount = given["discount"]
    worth = monthly_ltv(given["arpa"], given["gross_margin"], given["churn"], discount or 0.0)
    lifetime = ratio(1.0, given["churn"], "churn_zero")
    over: Value = Undefined("needs_cac")
    payback: Value = over
    if given["cac"] is not None:
        over = value_over_cost(worth, given["cac"])
        payback = cac_payback(given["cac"], given["arpa"], given["gross_margin"])
    gone_first = isinstance(payback, float) and below(lifetime, payback)
    says = chosen(
        ("worth", known(worth) and not discount), ("worth_discounted", known(worth) and bool(discount)),
        ("pays", above(over, 1)), ("costs_more", below(over, 1)), ("payback", known(payback)),
        ("gone_first", gone_first),
    )  # fmt: skip
    return Answer({"ltv": worth, "ltv_cac": over, "payback_months": payback, "lifetime": lifetime}, says)


def _magic_number(given: Given) -> Answer:
    figures = magic_number(given["revenue_now"], given["revenue_before"], given["spend"])
    says = chosen(
        ("grows", above(figures.magic_number)), ("shrinks", below(figures.magic_number)),
        ("flat", figures.magic_number == 0),
    )  # fmt: skip
    return Answer({**figures._asdict(), "change": given["revenue_now"] - given["revenue_before"]}, says)


def _nps(given: Given) -> Answer:
    score = net_promoter(given["promoters"], given["passives"], given["detractors"])
    figures: dict[str, Value] = {**score._asdict(), "low": score.margin, "high": score.margin}
    unclear = False
    if isinstance(score.nps, float) and isinstance(score.margin, float):
        low, high = max(-100.0, score.nps - score.margin), min(100.0, score.nps + score.margin)
        figures.update(low=low, high=high)
        unclear = low < 0 < high
    says = chosen(("range", known(score.margin)), ("unclear", unclear), ("more_answers", known(score.margin)))
    return Answer({**figures, "answers": given["promoters"] + given["passives"] + given["detractors"]}, says)


def _csat(given: Given) -> Answer:
    interval = wilson(given["satisfied"], given["answers"])
    figures = {"csat": interval.share, "low": interval.low, "high": interval.high}
    return Answer(figures, chosen(("range", known(interval.share)), ("who_answers", known(interval.share))))


def _more_satisfied(given: Given) -> Conflict | None:
    if given["satisfied"] <= given["answers"]:
        return None
    return Conflict("satisfied", "more are satisfied than answered", "Write at most the number of --answers")


CALCULATIONS = (
    Calculation(
        "retention",
        (Input("start", "money"), Input("expansion", "money"), Input("contraction", "money"), Input("churn", "money")),
        (Result("nrr", "rate"), Result("grr", "rate"), Result("lost", "money", aside=True)),
        "nrr", _retention,
        "--start 100000 --expansion 12000 --contraction 5000 --churn 8000",
        conflict=_lost_more,
    ),
    Calculation(
        "ltv",
        (
            Input("arpa", "money"), Input("gross_margin", "rate"), Input("churn", "rate"),
            Input("discount", "rate", optional=True), Input("cac", "money", optional=True),
        ),
        (
            Result("ltv", "money"), Result("ltv_cac", "number"), Result("payback_months", "months"),
            Result("lifetime", "months", aside=True),
        ),
        "ltv", _ltv,
        "--arpa 100 --gross-margin 0.8 --churn 0.03 --discount 0.1 --cac 600",
    ),
    Calculation(
        "magic-number",
        (Input("revenue_now", "money"), Input("revenue_before", "money"), Input("spend", "money")),
        (
            Result("magic_number", "number"), Result("payback_months", "months"),
            Result("change", "money", aside=True),
        ),
        "magic_number", _magic_number,
        "--revenue-now 1200000 --revenue-before 1000000 --spend 900000",
    ),
    Calculation(
        "nps",
        (Input("promoters", "count"), Input("passives", "count"), Input("detractors", "count")),
        (
            Result("nps", "points"), Result("margin", "points"), Result("low", "points", aside=True),
            Result("high", "points", aside=True), Result("answers", "count", aside=True),
        ),
        "nps", _nps,
        "--promoters 50 --passives 30 --detractors 20",
    ),
    Calculation(
        "csat",
        (Input("satisfied", "count"), Input("answers", "count")),
        (Result("csat", "rate"), Result("low", "rate"), Result("high", "rate")),
        "csat", _csat,
        "--satisfied 960 --answers 1200",
        conflict=_more_satisfied,
    ),
)  # fmt: skip
