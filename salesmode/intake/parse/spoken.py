"""Numbers in words, made digits: `two weeks`, `a third`, `三万五`, `两成`, `2 out of 10`, `每月3万`.

Whatever is no such word stays as it was typed, for the forms to read or refuse. What comes out reads as itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from salesmode.business.vocabulary import Kind

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_COUNTED: Final = {
    **{word: value for value, word in enumerate(_ONES.split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), 2)},
    "dozen": 12,
}
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
ENGLISH_NUMBERS: Final = (*_COUNTED, *_PARTS, "couple", "hundred", "thousand", "million")
_UNITS: Final = "minute|min|hour|day|week|month|quarter|year|thousand|million|billion"
HAN_DIGITS: Final = dict(zip("〇零一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_HAN_TIMES: Final = {"十": 10, "百": 100, "千": 1000}
_WAN, _YI = "万萬", "亿億"
_NUMBER: Final = r"[0-9]+(?:\.[0-9]+)?"
_HAN: Final = f"[{''.join(HAN_DIGITS)}十百千{_WAN}{_YI}]"

_ENGLISH = "|".join(sorted(_COUNTED, key=len, reverse=True))
_RUN = re.compile(rf"\b(?:{_ENGLISH}|hundred)(?:(?:(?<=hundred)\s+and\s+|[\s-]+)(?:{_ENGLISH}|hundred))*\b")
_HAN_DIGIT: Final = f"[{''.join(HAN_DIGITS)}]"
_HAN_RUN = re.compile(rf"(?:{_NUMBER}(?=[十百千{_WAN}{_YI}])|{_HAN_DIGIT}|十)(?:{_NUMBER}|{_HAN})*")
_SHARE = rf"(?P<part>{_NUMBER})\s*(?:out\s+of|of|in|/)\s*(?:every\s+)?(?P<whole>{_NUMBER})"
_HAN_SHARE = rf"(?P<whole>{_NUMBER})\s*个?\s*(?:里面|里|裡|中|当中)\s*有?\s*(?P<part>{_NUMBER})\s*个?"
_ONE = re.compile("^[一1每]?(?=[^a-z])")
_EVERY = r"(?P<every>[一1每]个?月|月|[一1每]?年|每(?:周|星期|天|季度))[\s:]*(?=.*[0-9])"


def in_digits(kind: Kind, form: str) -> str:
    """Return a plain text in small letters with its numbers in digits."""
    if form.isascii() and not re.search(r"[a-z/]", form):
        return form
    for rewritten in _RATE if kind == "rate" else ():
        form = rewritten(form)
    form = _english(form) if re.search("[a-z]{3}|an? ", form) else form
    return form if form.isascii() else _chinese(kind, form)


def period_last(form: str) -> str:
    """Return a text with the period it begins with behind its number: `3万每月`."""
    match = re.match(_EVERY, form)
    return f"{form[match.end() :]} {_ONE.sub('每', match['every'])}" if match else form


# ------------------------------------------------------------------------------------------------------------- English


def _english(form: str) -> str:
    form = re.sub(r"\b(?:(?:an?|one|1)\s+)?fortnight", "two week", form)
    form = re.sub(r"\ban?\s+couple(?:\s+of)?\b", "two", form)
    form = re.sub(rf"\bhalf\s+(?:an?\s+)?(?={_UNITS})", "0.5 ", form)
    form = re.sub(rf"\b(?:an?|one)\s+({_UNITS})s?\s+and\s+a\s+half\b", r"1.5 \1", form)
    form = re.sub(rf"(^|\b(?:to|or|and|about|around|from|between)\s+)an?\s+(?=(?:{_UNITS})\b)", r"\g<1>1 ", form)
    form = re.sub(r"\ban?\s+(?=dozen|hundred)", "one ", form)
    form = re.sub(r"\b([0-9]+)\s+dozen\b", lambda match: str(12 * int(match[1])), form)
    form = _RUN.sub(lambda run: _counted(run[0]), form)
    return re.sub(r"([0-9]+)\s+and\s+a\s+half\b", r"\1.5", form)


def _counted(run: str) -> str:
    """Return a number in English words as digits: `two hundred and twenty-five`."""
    total, word = 0, ""
    for word in re.findall("[a-z]+", run):
        if word in ("hundred", "dozen"):
            total = max(total, 1) * (100 if word == "hundred" else 12)
        elif word != "and":
            total += _COUNTED[word]
    return str(total)


# ------------------------------------------------------------------------------------------------------------- Chinese


def _chinese(kind: Kind, form: str) -> str:
    if kind == "duration":
        form = re.sub("^半|(?<=[到至~-])半", "0.5", form)
    form = re.sub(rf"(?<!百)(?<!千)({_HAN_DIGIT})百万", r"\1 million", form)
    form = _HAN_RUN.sub(lambda run: _han(run[0]), form)
    return re.sub(r"([0-9]+)(个|個|年|天|周|小时|成|万|萬|亿|億)半", r"\1.5\2", form)


def _han(run: str) -> str:
    """Return a Chinese number in digits, in 万 or 亿 where it has them; what is none as it was."""
    if re.fullmatch(rf"(?:{_NUMBER})?(?:十亿|千万|百万|[千百{_WAN}{_YI}])?", run):
        return run
    near = re.fullmatch(f"({_HAN_DIGIT})({_HAN_DIGIT})", run)
    if near:
        low, high = HAN_DIGITS[near[1]], HAN_DIGITS[near[2]]
        return f"{low}-{high}" if high == low + 1 else run
    value = _han_value(run)
    if value is None:
        return run
    sign = next((char for char in run if char in _YI), next((char for char in run if char in _WAN), ""))
    return f"{_short(value / (10**8 if sign in _YI else 10**4))}{sign}" if sign else _short(value)


def _short(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _han_value(run: str) -> Decimal | None:
    """Return what a Chinese number is: sections of 亿 and 万, each of thousands, hundreds and tens."""
    for signs, times in ((_YI, 10**8), (_WAN, 10**4)):
        match = re.fullmatch(rf"([^{signs}]+)[{signs}]([^{signs}]*)", run)
        if match:
            many, rest = _han_value(match[1]), _han_rest(match[2], times)
            return None if many is None or rest is None else many * times + rest
    return _han_section(run)


def _han_rest(text: str, times: int) -> Decimal | None:
    """Return what stands behind a unit; a bare digit is so many tenths of it, as in 三万五."""
    if len(text) == 1:
        digit = HAN_DIGITS.get(text, int(text) if text.isdecimal() else None)
        return None if digit is None else Decimal(digit * times) / 10
    return _han_value(text) if text else Decimal(0)


def _han_section(run: str) -> Decimal | None:
    total, digit, last = Decimal(0), None, 0
    for token in re.findall(rf"{_NUMBER}|.", run):
        if token in _HAN_TIMES:
            last = _HAN_TIMES[token]
            total, digit = total + (Decimal(1) if digit is None else digit) * last, None
        elif token in _WAN + _YI or (digit is not None and digit != 0):
            return None
        else:
            digit = Decimal(HAN_DIGITS.get(token, token))
    tenths = last // 10 if last > 10 and "零" not in run and run[-1] in HAN_DIGITS else 1  # 一百二 is 120
    return total + (digit or Decimal(0)) * tenths


# -------------------------------------------------------------------------------------------------------------- shares


def _fractions(form: str) -> str:
    words = "|".join(_PARTS)
    counted = "|".join(_COUNTED)
    form = re.sub(r"\b(?:an?\s+)?half\b(?!\s+of\s+[0-9])(?:\s+of\s+\D*$)?", "1/2", form)
    return re.sub(
        rf"\b(?:(?P<many>{counted}|[0-9]+|an?)[\s-]+)?(?P<part>{words})s?\b(?:\s+of\s+\D*$)?",
        lambda match: f"{_many(match['many'])}/{_PARTS[match['part']]}",
        form,
    )


def _many(word: str | None) -> str:
    return str(_COUNTED.get(word, word)) if word and word not in ("a", "an") else "1"


def _han_fractions(form: str) -> str:
    form = form.replace("一半", "1/2").replace("半数", "1/2")
    form = re.sub(r"百分之\s*([^分到至~-]+)", r"\1%", form)
    return re.sub(
        rf"({_HAN}+|[0-9]+)分之({_HAN}+|[0-9]+)", lambda match: f"{_han(match[2])}/{_han(match[1])}", form
    )  # fmt: skip


def _of(form: str) -> str:
    """Return a share with its two counts around a stroke: `3 in 10`, `10个里3个`."""
    form = _HAN_RUN.sub(lambda run: _han(run[0]), form) if re.search("[里裡中]", form) else form
    form = _english(form) if re.search(r"\b(?:out\s+of|of|in)\b", form) else form
    for pattern in (_SHARE, _HAN_SHARE):
        form = re.sub(pattern, r"\g<part>/\g<whole>", form)
    return form


def _tenths(form: str) -> str:
    """Return 两三成 with both its ends parted, and 七成半 as 7.5成."""
    return re.sub(
        rf"({_HAN_DIGIT})({_HAN_DIGIT})成",
        lambda match: f"{HAN_DIGITS[match[1]]}-{HAN_DIGITS[match[2]]}成",
        form,
    )


_RATE: Final[tuple[Callable[[str], str], ...]] = (_fractions, _han_fractions, _of, _tenths)
