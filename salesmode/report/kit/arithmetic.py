"""Arithmetic for papers: what rests on something unknown is unknown, so that a blank can stand in its place."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final

from salesmode.economics import capacity, cash, customers, experiments, funnel, intervals, pricing
from salesmode.economics.figures import MOST, Undefined, rounded_up

Figure = float | None


def waterfall(price: float, shares: list[float]) -> list[float]:
    """Return what is left of `price` after each of `shares`, every one a share of what is left at its step."""
    return list(pricing.net_price(price, [pricing.Deduction(share, is_share=True) for share in shares]).steps)


FORMULAS: Final[Mapping[str, Callable[..., Any]]] = {
    "bid_value": funnel.bid_value,
    "least_chance": funnel.least_chance,
    "business_case": cash.business_case,
    "present_value": cash.present_value,
    "ramped_share": capacity.ramped_share,
    "cash_gap": cash.cash_gap,
    "required_coverage": funnel.required_coverage,
    "actual_coverage": funnel.actual_coverage,
    "reverse_funnel": funnel.reverse_funnel,
    "cac_payback": customers.cac_payback,
    "monthly_ltv": customers.monthly_ltv,
    "buy_get_cost": pricing.buy_get_cost,
    "buy_get_discount": pricing.buy_get_discount,
    "break_even_roas": pricing.break_even_roas,
    "live_break_even": pricing.live_break_even,
    "live_session": pricing.live_session,
    "cut_break_even": pricing.cut_break_even,
    "rise_break_even": pricing.rise_break_even,
    "waterfall": waterfall,
    "promotion": pricing.promotion,
    "retention": customers.retention,
    "net_promoter": customers.net_promoter,
    "wilson": intervals.wilson,
    "per_arm": experiments.per_arm,
    "trial_days": experiments.trial_days,
    "detectable": experiments.detectable,
}


def formulas() -> SimpleNamespace:
    """Return the functions of `salesmode.economics` that papers may call, each unknown where an input is."""
    return SimpleNamespace(**{name: _cautious(formula) for name, formula in FORMULAS.items()})


def _cautious(formula: Callable[..., Any]) -> Callable[..., Any]:
    def call(*given: Any, **named: Any) -> Any:
        return _plain(formula(*given, **named)) if _known([*given, *named.values()]) else None

    return call


def _known(given: Any) -> bool:
    return all(map(_known, given)) if isinstance(given, list | tuple) else given is not None


def _plain(result: Any) -> Any:
    """The result with what is undefined or beyond all numbers made unknown; a record keeps its names."""
    if isinstance(result, Undefined):
        return None
    if isinstance(result, float):
        return _finite(result)
    if hasattr(result, "_asdict"):
        return SimpleNamespace(**{name: _plain(value) for name, value in result._asdict().items()})
    return [_plain(value) for value in result] if isinstance(result, list | tuple) else result


def _finite(value: float) -> Figure:
    return value if abs(value) <= MOST else None  # also where it is no number


def times(*factors: Figure) -> Figure:
    """Return the product, `None` where a factor is unknown or the product beyond all numbers."""
    known = [factor for factor in factors if factor is not None]
    return _finite(math.prod(known)) if len(known) == len(factors) else None


def plus(*parts: Figure) -> Figure:
    """Return the sum, `None` where a part is unknown."""
    known = [part for part in parts if part is not None]
    return _finite(math.fsum(known)) if len(known) == len(parts) else None


def minus(whole: Figure, *parts: Figure) -> Figure:
    """Return `whole` less every part, `None` where one of them is unknown."""
    return plus(whole, *(None if part is None else -part for part in parts))


def ratio(part: Figure, whole: Figure) -> Figure:
    """Return `part / whole`, `None` where either is unknown or the whole is nothing."""
    return _finite(part / whole) if part is not None and whole else None


def up(value: Figure) -> Figure:
    """Return the next whole number, `None` where the value is unknown."""
    return rounded_up(value) if value is not None else None


def dot(weights: Sequence[float], scores: Sequence[float]) -> float:
    """Return the sum of weight x score; raises ValueError where there is not a score for every weight."""
    return math.fsum(weight * score for weight, score in zip(weights, scores, strict=True))
