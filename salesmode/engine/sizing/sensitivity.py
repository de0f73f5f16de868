"""Which answer moves the year's end most: each figure a tenth lower and a tenth higher, everything else as it is."""

from typing import Final, NamedTuple

from salesmode.business.conditions import Facts
from salesmode.business.facts import ratio
from salesmode.business.profile import Profile, specs
from salesmode.engine.sizing.baseline import Baseline, baseline_of

INPUTS: Final = (
    "leads_per_month", "mql_rate", "sql_rate", "opportunity_rate", "win_rate", "quotes", "orders", "deal_value", "aov",
    "purchases_per_year", "continuing_revenue", "annual_churn", "expansion_rate", "visits_per_month", "conversion_rate",
    "return_rate",
)  # fmt: skip


class Sensitivity(NamedTuple):
    """Where the year ends with an answer a tenth lower, and a tenth higher."""

    answer: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two ends lie."""
        return abs(self.high - self.low)


def sensitivity_of(profile: Profile, baseline: Baseline, facts: Facts, step: float) -> tuple[Sensitivity, ...]:
    """Return the answers that move the baseline, the widest swing first; `step` is the share each is moved by.

    A run taken from the books moves in step with what the shop's figures multiply to.
    """
    swings = []
    for answer in INPUTS:
        value = getattr(profile, answer)
        if value is None:
            continue
        low, high = (_end(profile, baseline, facts, answer, value * factor) for factor in (1 - step, 1 + step))
        if low is not None and high is not None and low != high:
            swings.append(Sensitivity(answer, low, high))
    return tuple(sorted(swings, key=lambda swing: (-swing.width, swing.answer)))


def _end(profile: Profile, baseline: Baseline, facts: Facts, answer: str, value: float) -> float | None:
    top = specs()[answer].high
    moved = baseline_of(profile.replaced({answer: value if top is None else min(value, top)}), facts)
    if baseline.basis != "books":
        return moved.total
    share = ratio(moved.shop, baseline.shop)
    return baseline.total * share if baseline.total is not None and share is not None else None
