"""The figures of a sentence that an owner wrote: the one sum, the one count, the one share that stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from salesmode.knowledge.counting import figures, written

TOLD: Final = "told."  # before the name, in formulas
_MARK: Final = r"(?:[€£$¥]|\b(?:eur|usd|gbp|cny|rmb|chf|cad|aud|sgd|hkd)\b)"
_AMOUNT: Final = (
    rf"(?P<mark>{_MARK}\s*)?(?<![\d.,])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)"
    r"\s*(?P<times>(?:k|m|thousand|million)\b|万)?(?P<behind>\s*(?:euros?\b|dollars?\b|pounds?\b|元|块))?"
    # Without a mark a number of things would be taken for money: a sum is followed by no noun.
    r"(?P<bare>(?=\s*(?:[.,;:!?)。，；]|$|(?:an?|per|each|every|in|to|on|between|from|and|or|of|for|at|last|together|more)\b)))?"
)
_TIMES: Final = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "万": 1e4}
_YEARS: Final = range(1900, 2101)
_LEAST: Final = 1000  # of a bare number that is taken for a sum
NAMES: Final = ("money", "count", "share")


def told_in(sentence: str) -> Mapping[str, float]:
    """Return what a sentence tells by its name in formulas (`told.money`): only what stands in it once.

    `told.money` is a sum with a mark or a word of money, or a number of a thousand or more that counts no things;
    `told.count` a number of things below a thousand, `told.share` a share from 0 to 1.
    """
    text = written(sentence)
    sums = [amount for match in re.finditer(_AMOUNT, text) if (amount := _amount(match)) is not None]
    parts = [one for one in figures("share", text) if one.low == one.high]
    things = [one for one in figures("count", text) if one.low == one.high and one.low < _LEAST]
    counts = {one.low for one in things if not any(part.start < one.end and one.start < part.end for part in parts)}
    found = {"money": set(sums), "count": counts - set(sums), "share": {one.low for one in parts}}
    return {TOLD + name: values.pop() for name, values in found.items() if len(values) == 1}


def _amount(match: re.Match[str]) -> float | None:
    number = float(match["number"].replace(",", "")) * _TIMES.get(match["times"] or "", 1.0)
    if match["mark"] or match["behind"] or match["times"]:
        return number
    is_year = "," not in match["number"] and number in _YEARS
    return None if is_year or number < _LEAST or match["bare"] is None else number
