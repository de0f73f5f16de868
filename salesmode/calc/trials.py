"""Calculations on A/B tests: planning one and reading one."""

from salesmode.calc.calculation import Answer, Calculation, Given, Input, Result, Value, above, below, chosen, known
from salesmode.economics.experiments import WEEK, Arm, detectable, false_alarms, per_arm, read_test, trial_days
from salesmode.economics.figures import Undefined

ALPHA = 0.05
FEW_LOOKS, MANY_LOOKS = 5, 10


def _ab_test(given: Given) -> Answer:
    arms, daily = given["arms"], given["daily"]
    needed = per_arm(given["baseline"], given["to"], given["power"], given["alpha"])
    total = needed if isinstance(needed, Undefined) else needed * arms
    days: Value = Undefined("needs_daily")
    if daily is not None:
        days = total if isinstance(total, Undefined) else trial_days(total, daily)
    too_long = above(days, WEEK * given["limit.test_weeks"])
    figures: dict[str, Value] = {"per_arm": needed, "total": total, "days": days, **_lift(given)}
    figures |= {"weeks": given["limit.test_weeks"], "seen": _seen(given) if too_long else Undefined("needs_daily")}
    says = chosen(
        ("size", known(needed)), ("lift", known(figures["relative"])), ("days", known(days)),
        ("too_long", too_long and known(figures["seen"])), ("hopeless", too_long and not known(figures["seen"])),
        ("many_arms", known(needed) and arms > 2), ("no_peeking", known(needed)),
    )  # fmt: skip
    return Answer(figures | _alarms(), says)


def _lift(given: Given) -> dict[str, Value]:
    points = given["to"] - given["baseline"]
    relative = points / given["baseline"] if given["baseline"] and points else Undefined("rates_equal")
    return {"difference": points, "relative": relative}


def _seen(given: Given) -> Value:
    visitors = given["daily"] * WEEK * given["limit.test_weeks"] / given["arms"]
    return detectable(given["baseline"], visitors, given["to"] > given["baseline"], given["power"], given["alpha"])


def _alarms() -> dict[str, Value]:
    return {"five_looks": false_alarms(FEW_LOOKS), "ten_looks": false_alarms(MANY_LOOKS)}


def _ab_result(given: Given) -> Answer:
    control, variant = given["control"], given["variant"]
    read = read_test(control, variant, ALPHA)
    significant: Value = read.p if isinstance(read.p, Undefined) else read.p < ALPHA
    figures: dict[str, Value] = {**read._asdict(), "significant": significant, **_rates(control, variant)}
    broken = below(read.srm_p, given["limit.srm"])
    hit = significant is True and not broken
    says = chosen(
        ("mismatch", broken), ("better", hit and above(read.z)), ("worse", hit and below(read.z)),
        ("not_significant", significant is False and not broken),
        ("small", known(read.p) and _least_expected(control, variant) < given["limit.expected"]),
        ("peeking", known(read.p)),
    )  # fmt: skip
    return Answer(figures | _alarms(), says)


def _rates(control: Arm, variant: Arm) -> dict[str, Value]:
    named = {"control_rate": control, "variant_rate": variant}
    return {id: arm.successes / arm.visitors if arm.visitors else Undefined("empty_arm") for id, arm in named.items()}


def _least_expected(control: Arm, variant: Arm) -> float:
    """The smallest count that an arm would show if both were alike: under a handful, z promises too much."""
    visitors = control.visitors + variant.visitors
    hits = control.successes + variant.successes
    return min(control.visitors, variant.visitors) * min(hits, visitors - hits) / visitors


CALCULATIONS = (
    Calculation(
        "ab-test",
        (
            Input("baseline", "rate"), Input("to", "rate"), Input("power", "rate", optional=True, default=0.8),
            Input("alpha", "rate", optional=True, default=ALPHA),
            Input("arms", "count", optional=True, default=2, low=2),
            Input("daily", "number", optional=True),
        ),
        (
            Result("per_arm", "count"), Result("total", "count"), Result("days", "days"),
            Result("difference", "spread", aside=True), Result("relative", "rate", aside=True),
            Result("weeks", "count", aside=True), Result("seen", "rate", aside=True),
            Result("five_looks", "rate", aside=True), Result("ten_looks", "rate", aside=True),
        ),
        "per_arm", _ab_test,
        "--baseline 0.05 --to 0.06 --daily 1000",
    ),
    Calculation(
        "ab-result",
        (Input("control", "pair"), Input("variant", "pair")),
        (
            Result("z", "number"), Result("p", "chance"), Result("low", "spread"), Result("high", "spread"),
            Result("significant", "yes_no"), Result("srm_p", "chance"),
            Result("control_rate", "rate", aside=True), Result("variant_rate", "rate", aside=True),
            Result("five_looks", "rate", aside=True), Result("ten_looks", "rate", aside=True),
        ),
        "z", _ab_result,
        "--control 100/10000 --variant 120/10000",
    ),
)  # fmt: skip
