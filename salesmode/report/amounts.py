"""Numbers as a reader writes them: grouped, rounded to what anybody counted, in the units of each language."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final

from salesmode.business.currencies import typeset

EXACT_UP_TO = 10_000
# What has a singular behind a bare 1: units in words.yaml, nouns with their singular.
UNITS: Final = ("minutes", "hours", "days", "weeks", "months", "years")
NOUNS: Final = {
    "customers": "customer", "orders": "order", "products": "product", "enquiries": "enquiry",
    "offer_papers": "offer_paper",
}  # fmt: skip
BARE_ONE = r"(?<![\w.,–-])1 (more |new )?"


def number(value: float) -> str:
    """Return a number with grouped digits and at most two decimals, none from a hundred on."""
    value = round(value, 2) + 0.0 if abs(value) < 100 else value
    if float(value).is_integer():
        return typeset(f"{int(value):,}")
    return typeset(f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) < 100 else f"{value:,.0f}")


def rounded(value: float) -> float:
    """Return a derived figure without digits nobody counted: whole from ten on, else to one decimal."""
    return float(round(value)) if abs(value) >= 10 else round(value, 1)


def about(value: float, up: bool = False) -> str:
    """Return an estimated count without digits nobody counted: three figures from a thousand on, `up` to be enough."""
    if value < 1000:
        return number(math.ceil(value) if up else round(value))
    unit = 10 ** (math.floor(math.log10(value)) - 2)
    return number((math.ceil(value / unit) if up else round(value / unit)) * unit)


def _three_figures(value: float) -> str:
    digits = max(0, 2 - math.floor(math.log10(value))) if value > 0 else 0
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_thousands(size: float) -> str:
    """Return an amount in k, m and bn, to three figures."""
    if size < EXACT_UP_TO:
        return number(round(size) if size >= 100 else size)
    for unit, sign in ((1e3, "k"), (1e6, "m"), (1e9, "bn")):
        if size < unit * 999.5 or sign == "bn":
            return f"{_three_figures(size / unit)}{sign}"
    raise AssertionError("the last unit takes every size")


def in_wan(size: float) -> str:
    """Return an amount in 万 and 亿, to three figures."""
    if size < EXACT_UP_TO:
        return f"{number(round(size) if size >= 100 else size)} "
    wan, yi = 1e4, 1e8
    return f"{_three_figures(size / yi)} 亿" if size >= yi * 0.9995 else f"{_three_figures(size / wan)} 万"


def unit_of(size: float, zh: bool) -> tuple[float, str]:
    """Return the unit in which an amount is written, and its sign."""
    units = ((1e8, "亿"), (1e4, "万")) if zh else ((1e9, "bn"), (1e6, "m"), (1e3, "k"))
    return next(((unit, sign) for unit, sign in units if size >= unit), (1.0, ""))


def two_figures(value: float) -> str:
    """Return a number to two figures, whole from ten on."""
    if abs(value) >= 10:
        step = 10 ** max(0, math.floor(math.log10(abs(value))) - 1)
        return typeset(f"{round(value / step) * step:,.0f}")
    return typeset(f"{value:.1f}".removesuffix(".0"))


def brief(amount: float, zh: bool) -> str:
    """Return an amount to two figures without its currency, as a column holds it that bears the currency."""
    unit, sign = unit_of(abs(amount), zh)
    said = two_figures(amount / unit)
    return f"{said} {sign}".rstrip() if zh else f"{said}{sign}"


def one_of(text: str, plurals: Mapping[str, str]) -> str:
    """Return an English text with the singular behind a bare 1; `plurals` are the singular of each plural."""
    for plural, singular in plurals.items():
        text = re.sub(rf"{BARE_ONE}{re.escape(plural)}\b", rf"1 \g<1>{singular}", text)
    return text
