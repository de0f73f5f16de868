"""Calculations for a plan: the business case, the pipeline, the people."""

import itertools

from salesmode.calc.calculation import Answer, Calculation, Conflict, Given, Input, Result, Value, above, chosen, known
from salesmode.economics.capacity import rep_capacity
from salesmode.economics.cash import business_case, irrs, present_value
from salesmode.economics.figures import Undefined, times
from salesmode.economics.funnel import (
    actual_coverage,
    required_coverage,
    reverse_funnel,
    shorter_cycle_gain,
    velocity_per_day,
    velocity_per_year,
)

PERIODS = 600  # fifty years of months
TURNS = 20  # changes of sign, each of which can be a rate of return of its own
STAGES = 20
A_FIFTH = 0.2


def _business_case(given: Given) -> Answer:
    case = business_case(given["costs"], given["benefits"], given["rate"])
    says = chosen(
        ("positive", case.npv > 0), ("negative", case.npv < 0), ("even", case.npv == 0),
        ("paid_back", known(case.payback_months)), ("not_paid_back", not known(case.payback_months)),
        ("several_irr", case.irr == Undefined("several_irr")),
    )  # fmt: skip
    rates = tuple(irrs([benefit - cost for benefit, cost in zip(given["benefits"], given["costs"], strict=True)]))
    return Answer({**case._asdict(), "irrs": rates if len(rates) > 1 else Undefined("no_irr")}, says)


def _npv(given: Given) -> Value:
    return present_value(given["benefits"], given["rate"]) - present_value(given["costs"], given["rate"])


def _other_years(given: Given) -> Conflict | None:
    years, other = len(given["benefits"]), len(given["costs"])
    if years != other:
        what = f"has figures: {years}, and --costs: {other}"
        return Conflict("benefits", what, "Write one figure a year in both, 0 where there is none")
    net = [benefit - cost for benefit, cost in zip(given["benefits"], given["costs"], strict=True)]
    signs = [value > 0 for value in net if value]
    turns = sum(before != after for before, after in itertools.pairwise(signs))
    if turns > TURNS:
        what = f"less --costs goes from gain to loss and back {turns} times: no rate of return describes that"
        return Conflict("benefits", what, "Put several periods together, a year's months for instance")
    return None


def _velocity(given: Given) -> Answer:
    daily = velocity_per_day(given["opportunities"], given["deal_value"], given["win_rate"], given["cycle"])
    figures = {"per_day": daily, "per_year": velocity_per_year(daily), "gain": shorter_cycle_gain(A_FIFTH)}
    return Answer(figures, chosen(("pace", above(daily)), ("standstill", daily == 0), ("cycle", above(daily))))


def _funnel(given: Given) -> Answer:
    funnel = reverse_funnel(given["target"], given["deal_value"], given["rates"], given["lags"] or ())
    ends: dict[str, Value] = {"first": funnel.needed, "deals": funnel.needed}
    if not isinstance(funnel.needed, Undefined):
        ends = {"first": funnel.needed[0], "deals": funnel.needed[-1]}
    small = bool(given["deal_value"]) and 0 < given["target"] < given["deal_value"]
    says = chosen(("needed", known(funnel.needed)), ("less_than_one", small), ("no_lags", not given["lags"]))
    return Answer({"needed": funnel.needed, "months": funnel.months, **ends}, says)


def _more_lags(given: Given) -> Conflict | None:
    lags, steps = len(given["lags"] or ()), len(given["rates"])
    what = f"has figures: {lags}, and --rates: {steps}"
    return (
        Conflict("lags", what, "Write a lag in months for each rate, or fewer: the last ones are 0")
        if lags > steps
        else None
    )


def _coverage(given: Given) -> Answer:
    required = required_coverage(given["win_rate"])
    actual: Value = Undefined("needs_open_and_target")
    expected: Value = actual
    if given["open"] is not None:
        actual = actual_coverage(given["open"], given["target"])
        expected = given["open"] * given["win_rate"]
    needed = times(required, given["target"] or 0.0)
    compared = isinstance(actual, float) and isinstance(required, float)
    enough = isinstance(actual, float) and isinstance(required, float) and actual >= required
    figures = {"required": required, "actual": actual, "expected": expected, "pipeline": needed}
    says = chosen(("required", known(required)), ("enough", enough), ("short", compared and not enough))
    return Answer(figures, says)


def _capacity(given: Given) -> Answer:
    carried = rep_capacity(given["reps"])
    full = rep_capacity([group._replace(attainment=1.0) for group in given["reps"]])
    says = chosen(("carries", carried > 0), ("nothing", carried == 0), ("below_quota", 0 < carried < full))
    return Answer({"capacity": carried, "full": full}, says)


CALCULATIONS = (
    Calculation(
        "business-case",
        (
            Input("costs", "money", many=(1, PERIODS)),
            Input("benefits", "money", many=(1, PERIODS)),
            Input("rate", "rate"),
        ),
        (
            Result("pv_costs", "money"), Result("pv_benefits", "money"), Result("npv", "money"), Result("roi", "rate"),
            Result("payback_months", "months"), Result("irr", "rate"),
            Result("irrs", "rates", aside=True),
        ),
        "npv", _business_case,
        "--costs 53150,666715,636772,647783 --benefits 0,1606511,3061331,4229760 --rate 0.1",
        drive=_npv, conflict=_other_years,
    ),
    Calculation(
        "velocity",
        (
            Input("opportunities", "number"), Input("deal_value", "money"), Input("win_rate", "rate"),
            Input("cycle", "days"),
        ),
        (Result("per_day", "money"), Result("per_year", "money", aside=True), Result("gain", "rate", aside=True)),
        "per_day", _velocity,
        "--opportunities 40 --deal-value 25000 --win-rate 0.25 --cycle 90",
    ),
    Calculation(
        "funnel",
        (
            Input("target", "money"), Input("deal_value", "money"), Input("rates", "rate", many=(1, STAGES)),
            Input("lags", "months", optional=True, many=(1, STAGES)),
        ),
        (
            Result("needed", "counts"), Result("months", "months"),
            Result("first", "count", aside=True), Result("deals", "count", aside=True),
        ),
        "first", _funnel,
        "--target 10000000 --deal-value 100000 --rates 0.1,0.8,0.4,0.1 --lags 2,1,3",
        conflict=_more_lags,
    ),
    Calculation(
        "coverage",
        (
            Input("win_rate", "rate"), Input("open", "money", optional=True), Input("target", "money", optional=True),
        ),
        (
            Result("required", "number"), Result("actual", "number"),
            Result("expected", "money", aside=True), Result("pipeline", "money", aside=True),
        ),
        "required", _coverage,
        "--win-rate 0.25 --open 3000000 --target 1000000",
        together=("open", "target"),
    ),
    Calculation(
        "capacity",
        (Input("reps", "reps", repeats=True),),
        (Result("capacity", "money"), Result("full", "money", aside=True)),
        "capacity", _capacity,
        "--reps 8:1200000:0.75 --reps 2:1200000:0.3",
    ),
)  # fmt: skip
