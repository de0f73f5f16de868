"""The contract of `salesmode calc`, and what a calculation gives for the options somebody types."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from helpers.libraries import LIBRARIES, LIBRARY
from salesmode.calc import CALCULATIONS, as_data, teller_for, work
from salesmode.knowledge.library import LANGS, Lang

TELLERS = {lang: teller_for(library) for lang, library in LIBRARIES.items()}
each_name = pytest.mark.parametrize("name", CALCULATIONS)
each_lang = pytest.mark.parametrize("lang", LANGS)

CONTRACT = {
    "business-case": "pv_costs pv_benefits npv roi payback_months irr",
    "velocity": "per_day",
    "funnel": "needed months",
    "coverage": "required actual",
    "capacity": "capacity",
    "retention": "nrr grr",
    "ltv": "ltv ltv_cac payback_months",
    "magic-number": "magic_number payback_months",
    "order-margin": "margin rate",
    "roas": "break_even",
    "discount": "volume_change",
    "elasticity": "elasticity best_price",
    "promotion": "lift incremental profit",
    "loyalty": "discount cost_share",
    "points": "revenue_now deferred recognised",
    "free-shipping": "order_value",
    "ab-test": "per_arm total days",
    "ab-result": "z p low high significant srm_p",
    "nps": "nps margin",
    "csat": "csat low high",
    "cash-gap": "cash",
    "bid": "value",
    "live-session": "contribution",
    "net-price": "net rate",
}
BESIDE = {"calc", "inputs", "formula", "reasons", "meaning", "moves_most", "also", "source"}


def typed(options: str) -> dict[str, list[str]]:
    """Return options as the command line hands them over."""
    words, found = shlex.split(options), dict[str, list[str]]()
    for flag, value in zip(words[::2], words[1::2], strict=True):
        found.setdefault(flag.removeprefix("--").replace("-", "_"), []).append(value)
    return found


def data(name: str, options: str, lang: Lang = "en") -> dict[str, Any]:
    """Return the JSON of a calculation."""
    return as_data(work(name, typed(options), LIBRARY), TELLERS[lang])
