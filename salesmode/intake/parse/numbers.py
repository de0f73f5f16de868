"""Numbers as people write them: grouped, shortened, with units, signs and symbols, in English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from salesmode.business.currencies import MoneyForm
from salesmode.business.vocabulary import LARGEST, Spec
from salesmode.errors import Message, shown
from salesmode.intake.parse.amounts import MULTIPLIERS, money_times, not_understood
from salesmode.intake.parse.basics import HOW, FormError, plain
from salesmode.intake.parse.grouping import either_point, instead, ungrouped, without_points
from salesmode.intake.parse.periods import converted, without_period
from salesmode.intake.parse.spoken import in_digits, period_last

LONGEST = 60
_HUNDRED = Decimal(100)

_NOUN = {
    "number": Message("a-number", "a number"), "rate": Message("a-rate", "a rate"),
    "money": Message("an-amount", "an amount"), "duration": Message("a-number-of-days", "a number of days"),
}  # fmt: skip
_PERCENT = dict.fromkeys(("%", "percent", "per cent", "pct"), _HUNDRED) | {"成": Decimal(10), "‰": Decimal(1000)}
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
# What is counted may be named behind the number.
_THINGS = (
    "people", "persons", "customers", "clients", "orders", "quotes", "enquiries", "inquiries", "leads", "bookings",
    "visits", "visitors", "times", *"个家人位名单次条件笔份",
)  # fmt: skip
# A number may not start with a point right behind a sign or letter: the point of `Rs.500` belongs to `Rs.`.
_FORM = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<before>[^0-9+-]*?)\s*"
    r"(?P<number>[+-]?(?:[0-9]+(?:[,' _][0-9]+)*(?:\.[0-9]*)?|(?<![^\s+-])\.[0-9]+)(?:e[+-]?[0-9]+)?)"
    r"\s*(?P<after>[^0-9]*)"
)


class _Typed(Struct, frozen=True):
    """One number as it was typed, the same in digits and small letters, and its parts."""

    text: str
    form: str
    before: str
    sign: str
    digits: str
    after: str

    def around(self, digits: str) -> str:
        """Return the text with other digits in the place of its own."""
        return f"{self.before} {digits}{self.after}".strip() if self.before else f"{digits} {self.after}".strip()


def number(spec: Spec, text: str, money: MoneyForm | None) -> float | int:
    """Return a number, rate, amount or duration in days; raises FormError where it is none or out of bounds."""
    if len(text) > LONGEST:
        raise FormError(Message("number-too-long", "{text} is too long for a number", text=shown(text)), HOW[spec.kind])
    form = in_digits(spec.kind, plain(text).casefold())
    if spec.kind == "rate" and "/" in form:
        return _bounded(spec, text, _of_so_many(text, form))
    typed, periods = _typed(spec, text, form, money)
    value = _value(spec, typed, money)
    return _bounded(spec, text, value if periods is None else converted(spec, value, periods))


def _of_so_many(text: str, form: str) -> Decimal:
    match = re.fullmatch(r"([+-]?[0-9]+(?:\.[0-9]+)?)/([0-9]+(?:\.[0-9]+)?)", form)
    if not match or not Decimal(match[2]):
        raise FormError(Message("not-a-rate", "{text} is not a rate", text=shown(text)), HOW["rate"])
    return Decimal(match[1]) / Decimal(match[2])


def _typed(spec: Spec, text: str, form: str, money: MoneyForm | None) -> tuple[_Typed, Decimal | None]:
    """Return the parts of a number, and how often the period it is of comes in that of the answer."""
    match = _FORM.fullmatch(period_last(form) if spec.per else form)
    if not match or (match["sign"] and match["number"][0] in "+-"):
        plainly = without_points(form)
        fix = _advice(spec, [plainly], money) if plainly else HOW[spec.kind]
        raise FormError(Message("not-a-number", "{text} is not a number", text=shown(text)), fix)
    after, periods = without_period(spec, match["after"].strip())
    return _Typed(text, form, match["before"].strip(), match["sign"], match["number"], after), periods


def _value(spec: Spec, typed: _Typed, money: MoneyForm | None) -> Decimal:
    amount = _amount(spec, typed, money)
    match spec.kind:
        case "rate":
            return _rate(spec, typed.text, amount, typed.before, typed.after)
        case "money":
            return amount * _money_times(spec, typed, money)
        case _:
            return amount * _times(spec, typed.text, typed.before, typed.after)


def _amount(spec: Spec, typed: _Typed, money: MoneyForm | None) -> Decimal:
    digits, _, power = typed.digits.partition("e")
    text = typed.text
    if len(power.lstrip("+-0")) > 3:
        raise FormError(Message("out-of-all-bounds", "{text} is out of all bounds", text=shown(text)), HOW[spec.kind])
    whole, point, part = digits.partition(".")
    bare = ungrouped(whole)
    if bare is None:
        what = Message("not-in-threes", "the digits of {text} are not grouped in threes", text=shown(text))
        raise FormError(what, _advice(spec, map(typed.around, instead(digits)), money))
    _refuse_either_point(spec, typed, money)
    return Decimal(f"{typed.sign}{bare}{point}{part}e{power or 0}")


def _refuse_either_point(spec: Spec, typed: _Typed, money: MoneyForm | None) -> None:
    """Raise FormError where a point may group thousands as well as part decimals, as in an amount of `12.500`."""
    grouping = spec.whole or (spec.kind == "money" and money is not None and not money.three_decimals)
    multiplied = typed.after and typed.after in MULTIPLIERS
    either = either_point(typed.digits) if grouping and not multiplied else None
    if either:
        what = Message("point-unclear", "the point of {text} may be for thousands or decimals", text=shown(typed.text))
        raise FormError(what, _advice(spec, map(typed.around, either), money))


def _advice(spec: Spec, texts: Iterable[str], money: MoneyForm | None) -> Message:
    """Return what to write: those of `texts` that can be read."""
    meant = [text for text in texts if _reads(spec, text, money)]
    if len(meant) > 1:
        return Message("write-either", "Write {first} or {second}", first=meant[0], second=meant[1])
    return Message("write-this", "Write {this}", this=meant[0]) if meant else HOW[spec.kind]


def _reads(spec: Spec, text: str, money: MoneyForm | None) -> bool:
    try:
        number(spec, text, money)
    except FormError:
        return False
    return True


def is_number(text: str) -> bool:
    """Return whether a text is made as one number is, and not as a range of two."""
    match = _FORM.fullmatch(text)
    return match is not None and not re.search(r"\s(?:to|or)\s|[到至或~–—-]", match["after"])


def _rate(spec: Spec, text: str, amount: Decimal, before: str, after: str) -> Decimal:
    if before or after not in ("", *_PERCENT):
        raise FormError(Message("not-a-rate", "{text} is not a rate", text=shown(text)), HOW["rate"])
    if after:
        return amount / _PERCENT[after]
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
    if spec.kind == "number" and after not in own:
        after = next((after.removesuffix(word).strip() for word in _THINGS if after.endswith(word)), after)
    times = own.get(after) or (_DAYS if duration else MULTIPLIERS).get(after)
    if not before and times is not None:
        return Decimal(times)
    if duration and after == "m":
        raise FormError(
            Message("minutes-or-months", "{text} may be minutes or months", text=shown(text)),
            Message("minutes-or-months-fix", "Write min or months"),
        )
    raise FormError(not_understood(before or after, text), HOW[spec.kind])


def _money_times(spec: Spec, typed: _Typed, money: MoneyForm | None) -> Decimal:
    if typed.before and typed.before in MULTIPLIERS:
        meant = [] if typed.after else [f"{typed.digits} {typed.before}"]
        raise FormError(not_understood(typed.before, typed.text), _advice(spec, meant, money))
    return money_times(typed.text, typed.before, typed.after, money)


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
