"""What stands around the digits of an amount: symbols, codes and counting words, held to the currency in use."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from salesmode.business.currencies import MoneyForm
from salesmode.errors import Message, shown
from salesmode.intake.parse.basics import HOW, FormError

MULTIPLIERS: Final[Mapping[str, Decimal]] = {
    word: Decimal(times)
    for words, times in {
        "": 1, "k thousand grand tsd ribu rb 千": 10**3, "m mn mio mln million millions juta jt 百万": 10**6,
        "b bn mrd billion billions 十亿": 10**9, "万 萬 만": 10**4, "千万": 10**7, "亿 億 억": 10**8,
        "lakh lakhs lac lacs": 10**5, "crore crores cr": 10**7,
    }.items()
    for word in words.split(" ")
}  # fmt: skip
# Words that say nothing of a currency where the text names one itself: 3万美元.
_GENERAL: Final = frozenset("万萬亿億")


def money_times(text: str, before: str, after: str, money: MoneyForm | None) -> Decimal:
    """Return by how much the digits are multiplied; raises FormError for a sign of no currency or of another one."""
    mark = ""
    if money and after not in MULTIPLIERS:
        ends = (after[at:] for at in range(len(after)) if after[:at].strip() in MULTIPLIERS)
        mark = next((end for end in ends if money.agree(end.strip()) is not None), "").strip()
    word = after.removesuffix(mark).strip()
    if word not in MULTIPLIERS or (before and money is None):
        raise FormError(not_understood(word or before, text), HOW["money"])
    if money is not None:
        named = any(money.agree(sign) for sign in (before, mark) if sign)
        for sign in (before, mark, "" if named and word in _GENERAL else word):
            _check(sign, text, money)
    return MULTIPLIERS[word]


def not_understood(part: str, text: str) -> Message:
    """Return what is wrong where a part of what was typed says nothing known."""
    return Message("part-not-understood", "{part} in {text} is not understood", part=shown(part), text=shown(text))


def _check(mark: str, text: str, money: MoneyForm) -> None:
    agrees = money.agree(mark)
    if agrees or (agrees is None and mark in MULTIPLIERS):
        return
    if agrees is None:
        what = Message(
            "not-a-currency", "{part} in {text} is no currency known here", part=shown(mark), text=shown(text)
        )
        raise FormError(what, HOW["money"])
    means = money.currencies.symbols.get(mark, (mark.upper(),))
    raise FormError(
        Message(
            "other-currency", "{part} in {text} does not go with the currency {currency}",
            part=shown(mark), text=shown(text), currency=money.currency,
        ),
        Message(
            "other-currency-fix", "Write the amount in {currency} without it, or give currency: {other}",
            currency=money.currency, other=means[0],
        ),
    )  # fmt: skip
