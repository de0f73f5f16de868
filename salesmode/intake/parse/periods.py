"""An amount or a count of one period, told of another: `12k a month` of what is asked for a year."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from salesmode.business.vocabulary import Spec

_A_YEAR: Final = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
_WORDS: Final = {
    word: period
    for words, period in {
        "day daily 天 日": "day", "week wk weekly 周 星期": "week", "month mo monthly 月 个月": "month",
        "quarter quarterly 季度 季": "quarter", "year yr yearly annually annum 年": "year",
    }.items()
    for word in words.split()
}  # fmt: skip
_LAST: Final = re.compile(
    r"(?P<left>.*?)\s*(?:"
    r"(?:\b(?:a|an|per|each|every)\s+|/\s*)(?P<unit>day|week|wk|month|mo|quarter|year|yr|annum)"
    r"|\b(?P<adverb>daily|weekly|monthly|quarterly|yearly|annually)"
    r"|(?:/|每|一|1)\s*(?P<han>个?[天日周月季年]|个?星期|个?季度)"
    r"|(?P<pa>p\.?a\.?))"
)


def without_period(spec: Spec, after: str) -> tuple[str, Decimal | None]:
    """Return what stands behind the digits without its period, and how many such periods that of the answer has."""
    match = _LAST.fullmatch(after) if spec.per and after else None
    if match is None or spec.per is None:
        return after, None
    word = match["unit"] or match["adverb"] or (match["han"] or "").removeprefix("个") or "year"
    return match["left"].strip(), Decimal(_A_YEAR[_WORDS[word]]) / _A_YEAR[spec.per]


def converted(spec: Spec, value: Decimal, times: Decimal) -> Decimal:
    """Return a value of one period in that of the answer; a share of those who are left goes off each time."""
    if spec.kind == "rate":
        return 1 - (1 - value) ** times if 0 <= value <= 1 else value
    value *= times
    return value.to_integral_value() if spec.whole else value
