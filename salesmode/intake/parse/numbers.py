"""Numbers as people write them: grouped, shortened, with units, signs and symbols, in English and Chinese."""

from __future__ import annotations

import re
from decimal import Decimal

from salesmode.business.currencies import MoneyForm
from salesmode.business.vocabulary import LARGEST, Spec
from salesmode.errors import Message, shown
from salesmode.intake.parse.basics import HOW, FormError, plain

LONGEST = 60
_HUNDRED = Decimal(100)

_MULTIPLIERS = {
    word: Decimal(times)
    for words, times in {
        "": 1, "k thousand 千": 10**3, "m mn mio million millions 百万": 10**6, "b bn billion billions 十亿": 10**9,
        "万 萬 만": 10**4, "千万": 10**7, "亿 億 억": 10**8, "lakh": 10**5, "crore": 10**7,
    }.items()
    for word in words.split(" ")
}  # fmt: skip
_NOUN = {
    "number": Message("a-number", "a number"), "rate": Message("a-rate", "a rate"),
    "money": Message("an-amount", "an amount"), "duration": Message("a-number-of-days", "a number of days"),
}  # fmt: skip
_PERCENT = ("%", "percent", "per cent")
_DAYS = {
    word: days
    for words, days in {
        "min mins minute minutes 分钟": Decimal(1) / 1440, "h hr hrs hour hours 小时 个小时 钟头": Decimal(1) / 24,
        "d day days 天 日": Decimal(1), "w wk wks week weeks 周 个星期 星期": Decimal(7),
        "mo month months 个月 月": Decimal(30), "quarter quarters 季度 个季度": Decimal(91),
        "y yr yrs year years 年": Decimal(365), "工作日 个工作日": Decimal(7) / 5,
    }.items()
    for word in words.split()
} | {"": Decimal(1), "working days": Decimal(7) / 5, "business days": Decimal(7) / 5}  # fmt: skip
# A number that counts months, weeks or hours may say so: `cash_months: 3 months`.
_OWN_UNIT = {
    "months": {"month": 1, "months": 1, "mo": 1, "个月": 1, "月": 1, "year": 12, "years": 12, "年": 12},
    "weeks": {"week": 1, "weeks": 1, "w": 1, "周": 1, "个星期": 1, "quarter": 13, "quarters": 13, "季度": 13},
    "hours": {"h": 1, "hour": 1, "hours": 1, "小时": 1, "个小时": 1},
}
_NUMERALS = dict(
    zip("半一二两三四五六七八九十", ("0.5", "1", "2", "2", "3", "4", "5", "6", "7", "8", "9", "10"), strict=True)
)

# A number may not start with a point right behind a sign or letter: the point of `Rs.500` belongs to `Rs.`.
_FORM = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<before>[^0-9+-]*?)\s*"
    r"(?P<number>[+-]?(?:[0-9]+(?:[,' _][0-9]+)*(?:\.[0-9]*)?|(?<![^\s+-])\.[0-9]+)(?:e[+-]?[0-9]+)?)"
    r"\s*(?P<after>[^0-9]*)"
)


def number(spec: Spec, text: str, money: MoneyForm | None) -> float | int:
    """Return a number, rate, amount or duration in days; raises FormError where it is none or out of bounds."""
    if len(text) > LONGEST:
        raise FormError(Message("number-too-long", "{text} is too long for a number", text=shown(text)), HOW[spec.kind])
    amount, before, after = _amount(spec, text)
    match spec.kind:
        case "rate":
            value = _rate(spec, text, amount, before, after)
        case "money":
            value = amount * _money_times(text, before, after, money)
        case _:
            value = amount * _times(spec, text, before, after)
    return _bounded(spec, text, value)


def _amount(spec: Spec, text: str) -> tuple[Decimal, str, str]:
    form = plain(text).casefold()
    if spec.kind == "duration" and form[1:]:
        form = digits_first(form)
    match = _FORM.fullmatch(form)
    if not match or (match["sign"] and match["number"][0] in "+-"):
        raise FormError(Message("not-a-number", "{text} is not a number", text=shown(text)), HOW[spec.kind])
    digits, _, power = match["number"].partition("e")
    if len(power.lstrip("+-0")) > 3:
        raise FormError(Message("out-of-all-bounds", "{text} is out of all bounds", text=shown(text)), HOW[spec.kind])
    whole, point, part = digits.partition(".")
    value = Decimal(f"{match['sign']}{_ungrouped(text, whole)}{point}{part}e{power or 0}")
    return value, match["before"].strip(), match["after"].strip()


def is_number(text: str) -> bool:
    """Return whether a text is made as one number is, and not as a range of two."""
    match = _FORM.fullmatch(text)
    return match is not None and not re.search(r"\sto\s|[到至~–—-]", match["after"])


def digits_first(text: str) -> str:
    """Return a text with the Chinese numeral it begins with as digits."""
    return _NUMERALS.get(text[:1], text[:1]) + text[1:]


def _ungrouped(text: str, whole: str) -> str:
    bare = re.sub(r"[,' _]", "", whole)
    if bare == whole or re.fullmatch(r"[+-]?[1-9][0-9]{0,2}([,' _])[0-9]{3}(?:\1[0-9]{3})*", whole):
        return bare
    pointed = ".".join(re.split(r"[, _]", whole, maxsplit=1))
    raise FormError(
        Message("not-in-threes", "the digits of {text} are not grouped in threes", text=shown(text)),
        Message(
            "not-in-threes-fix", "Write {bare}, or with a point for decimals: {pointed}", bare=bare, pointed=pointed
        ),
    )


def _rate(spec: Spec, text: str, amount: Decimal, before: str, after: str) -> Decimal:
    if before or after not in ("", *_PERCENT):
        raise FormError(Message("not-a-rate", "{text} is not a rate", text=shown(text)), HOW["rate"])
    if after:
        return amount / _HUNDRED
    if 1 < amount <= _HUNDRED * Decimal(spec.high or 1) or ((spec.low or 0) < 0 and -_HUNDRED <= amount < -1):
        raise FormError(
            Message("rate-above-one", "{text} is above 1, and a rate is a share of 1", text=shown(text)),
            _share_meant(spec, amount),
        )
    return amount


def _share_meant(spec: Spec, amount: Decimal) -> Message:
    """Return how to write a number as a share: as per cent or, where the answer may be over 100%, as a multiple."""
    percent, share, times = (f"{value.normalize():f}" for value in (amount, amount / _HUNDRED, amount * _HUNDRED))
    if spec.high is not None and 1 < amount <= spec.high:
        return Message("rate-or-multiple-fix", "Write {percent}% or {times}%", percent=percent, times=times)
    if amount > _HUNDRED:
        return Message("rate-multiple-fix", "Write {percent}%", percent=percent)
    return Message("rate-above-one-fix", "Write {percent}% or {share}", percent=percent, share=share)


def _times(spec: Spec, text: str, before: str, after: str) -> Decimal:
    duration = spec.kind == "duration"
    own = _OWN_UNIT[spec.counts] if spec.counts else {}
    times = own.get(after) or (_DAYS if duration else _MULTIPLIERS).get(after)
    if not before and times is not None:
        return Decimal(times)
    if duration and after == "m":
        raise FormError(
            Message("minutes-or-months", "{text} may be minutes or months", text=shown(text)),
            Message("minutes-or-months-fix", "Write min or months"),
        )
    raise FormError(_not_understood(before or after, text), HOW[spec.kind])


def _not_understood(part: str, text: str) -> Message:
    return Message("part-not-understood", "{part} in {text} is not understood", part=shown(part), text=shown(text))


def _money_times(text: str, before: str, after: str, money: MoneyForm | None) -> Decimal:
    mark = ""
    if money and after not in _MULTIPLIERS:
        mark = next((after[at:] for at in range(len(after)) if money.agree(after[at:]) is not None), "")
    word = after.removesuffix(mark).strip()
    if word not in _MULTIPLIERS or (before and money is None):
        raise FormError(_not_understood(word or before, text), HOW["money"])
    for sign in (before, mark, word):
        if money is not None:
            _check(sign, text, money)
    return _MULTIPLIERS[word]


def _check(mark: str, text: str, money: MoneyForm) -> None:
    agrees = money.agree(mark)
    if agrees or (agrees is None and mark in _MULTIPLIERS):
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


def _bounded(spec: Spec, text: str, value: Decimal) -> float | int:
    low, high = Decimal(spec.low or 0), Decimal(LARGEST if spec.high is None else spec.high)
    if not low <= value <= high:
        least, most = (f"{end * 100:,f}%" if spec.kind == "rate" else f"{end:,f}" for end in (low, high))
        raise _out_of_bounds(spec, text, value < low, least, most)
    if not spec.whole:
        return float(value) + 0.0  # so that -0 is 0
    if value != value.to_integral_value():
        raise FormError(
            Message("not-whole", "{text} is not a whole number", text=shown(text)),
            Message("not-whole-fix", "Write {whole}, or another whole number", whole=round(value)),
        )
    return int(value)


def _out_of_bounds(spec: Spec, text: str, below: bool, least: str, most: str) -> FormError:
    what = (
        Message("below", "{text} is below {bound}", text=shown(text), bound=least)
        if below
        else Message("above", "{text} is above {bound}", text=shown(text), bound=most)
    )
    noun = _NOUN[spec.kind]
    return FormError(
        what, Message("out-of-bounds-fix", "Write {noun} from {least} to {most}", noun=noun, least=least, most=most)
    )
