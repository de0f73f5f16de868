"""Numbers that are not known exactly: `10-15%`, `3-5万`, `between 10 and 15`, `about 120`, or low, likely and high.

Stated rules, where habits differ: a unit behind the high end holds for the low one too where that leaves it below
(`3-5k` is 3,000 to 5,000, and `500-1k` is 500 to 1,000); what could be a date is none; a dash after a negative number
is asked back, because the second may be meant negative too. The likely value is the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from salesmode.business.currencies import MoneyForm
from salesmode.business.vocabulary import LARGEST, Span, Spec
from salesmode.errors import Message, shown
from salesmode.intake.parse.basics import HOW, FormError, Tree, fields, plain
from salesmode.intake.parse.numbers import LONGEST, is_number, number
from salesmode.intake.parse.spoken import in_digits, period_last

# Our estimate: whoever says "about 120" would not be surprised by 110 or 130, and would have said another round number
# for more. No survey is behind it.
ABOUT: Final = Decimal("0.1")
ENDS: Final = ("low", "likely", "high")
_HALF = Decimal("0.5")

_BARE = "0123456789"  # most answers begin and end with one, and need no pattern below

_ABOUT = (
    r"(?:(?:about|around|approx(?:\.|imately)?|roughly|circa|ca\.?|c\.)\s+|[~≈]\s*|大约|大概|差不多|约)(?P<bare>.+)"
    r"|(?P<before>.+?)\s*(?:左右|上下|or so)"
)
_WRAPPED = r"between\s+(.+?)\s+and\s+(.+)|介于(.+?)[和与到至](.+?)(?:之间)?|在?(.+?)[和与](.+?)之间"
_AROUND = r"^(?:from\s+|从|在)|之间$"
_BETWEEN = r"\s+(?:to|or)\s+|\s*[到至或~]\s*|\s*[–—]\s*|(?<=[^\s+-])\s*-\s*"
_DASHES = "-–—"
_PART = r"(?P<number>.*[0-9.])(?P<unit>[^0-9]*)"
_PLAIN = r"[0-9]+(?:\.[0-9]*)?"
_DATE = r"(?:0[0-9]+|(?:19|20)[0-9]{2}-(?:0?[1-9]|1[0-2]))"


def quantity(spec: Spec, tree: str | dict[str, Tree], money: MoneyForm | None) -> float | Span:
    """Return a number, or the span of one that was given as a range; raises FormError where it is neither."""
    if not isinstance(tree, str):
        return _mapped(spec, tree, money)
    form = plain(tree).casefold()
    alone = form[:1] in _BARE and (form[-1:] in _BARE or form[-1:] == "%")
    if len(tree) > LONGEST or (alone and is_number(form)):
        return number(spec, tree, money)
    form = in_digits(spec.kind, form)
    about = re.fullmatch(_ABOUT, form)
    if about:
        form = (about["bare"] or about["before"]).strip()
    form = period_last(form) if spec.per else form
    if is_number(form):
        exact = number(spec, form if about else tree, money)
        return _about(spec, exact) if about else exact
    ends = _ends(spec, tree, form)
    return number(spec, tree, money) if ends is None else _span(spec, tree, ends, money)


# ------------------------------------------------------------------------------------------------------ as people write


def _ends(spec: Spec, text: str, form: str) -> tuple[str, str] | None:
    """Return both ends of a range as typed, None where there are not two."""
    wrapped = re.fullmatch(_WRAPPED, form)
    if wrapped:
        low, high = (part for part in wrapped.groups() if part)
        return low.strip(), high.strip()
    bare = re.sub(_AROUND, "", form).strip()
    parts = re.split(_BETWEEN, bare)
    if len(parts) != 2 or not all(re.search(r"[0-9]", part) for part in parts):
        return None
    _refuse_dates(spec, text, bare, parts)
    low, high = parts
    dashed = bare[len(low) :].lstrip()[:1] in _DASHES
    if dashed and (spec.low or 0) < 0 and low.startswith("-") and high[:1] not in "+-":
        raise _either_sign(text, low, high)
    return low, high


def _refuse_dates(spec: Spec, text: str, bare: str, parts: list[str]) -> None:
    joined = re.sub(r"\s*[–—]\s*", "-", bare)
    if re.fullmatch(_DATE, joined) or any(re.fullmatch(_DATE, part) for part in parts):
        raise FormError(
            Message("a-date", "{text} looks like a date, not like a number", text=shown(text)), HOW[spec.kind]
        )


def _either_sign(text: str, low: str, high: str) -> FormError:
    what = Message("sign-unclear", "the second number of {text} may be meant negative too", text=shown(text))
    sizes = [float(re.sub(r"[^0-9.]", "", end) or 0) for end in (low, high)]
    down = f"{low} to -{high}" if sizes[0] > sizes[1] else f"-{high} to {low}"
    both = Message("sign-unclear-fix", "Write {down} or {up}", down=down, up=f"{low} to {high}")
    return FormError(what, both)


def _span(spec: Spec, text: str, ends: tuple[str, str], money: MoneyForm | None) -> float | Span:
    """Return the span between two ends, read in the first way in which the low one is below the high one."""
    faults = []
    for low_end, high_end in _readings(spec, text, ends):
        try:
            low, high = number(spec, low_end, money), number(spec, high_end, money)
        except FormError as error:
            faults.append(error)
        else:
            if low <= high:
                return _settled(low, high, _middle(spec, low, high))
    raise faults[0] if faults else _turned(text, ends)


def _readings(spec: Spec, text: str, ends: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the ends with a unit said once given to both, then as they were typed."""
    (low, low_unit), (high, high_unit) = (_halves(end) for end in ends)
    if spec.kind == "rate":
        if not low_unit and not high_unit and any(float(end) > 1 for end in (low, high) if re.fullmatch(_PLAIN, end)):
            what = Message("rate-above-one", "{text} is above 1, and a rate is a share of 1", text=shown(text))
            raise FormError(what, Message("range-share-fix", "Write {low}% to {high}%", low=low, high=high))
        yield f"{low}{low_unit or high_unit}", f"{high}{high_unit or low_unit}"  # beside a percentage stands another
        return
    if high_unit and not low_unit:
        yield f"{low}{high_unit}", ends[1]
    yield ends


def _halves(end: str) -> tuple[str, str]:
    """Return one end and the unit behind it."""
    match = re.fullmatch(_PART, end)
    return (match["number"], match["unit"].strip()) if match else (end, "")


def _turned(text: str, ends: tuple[str, str]) -> FormError:
    what = Message("range-turned", "in {text} the first number is above the second", text=shown(text))
    return FormError(what, Message("range-turned-fix", "Write {low} to {high}", low=ends[1], high=ends[0]))


def _about(spec: Spec, exact: float) -> float | Span:
    """Return what a number with "about" before it stands for, within the bounds of the answer."""
    middle = Decimal(repr(exact))
    ends = sorted((middle * (1 - ABOUT), middle * (1 + ABOUT)))
    least, most = spec.low or 0, LARGEST if spec.high is None else spec.high
    low, high = (min(max(float(end), least), most) for end in ends)
    return _settled(low, high, exact)


def _middle(spec: Spec, low: float, high: float) -> float:
    middle = (Decimal(repr(low)) + Decimal(repr(high))) * _HALF
    return int(middle.to_integral_value(ROUND_HALF_UP)) if spec.whole else float(middle)


def _settled(low: float, high: float, likely: float) -> float | Span:
    """Return a span, or the number itself where there is nothing between its ends."""
    return likely if low == high else Span(float(low), likely, float(high))


# ------------------------------------------------------------------------------------------------------------ as a map


def _mapped(spec: Spec, tree: dict[str, Tree], money: MoneyForm | None) -> float | Span:
    given = fields(tree, ENDS)
    read = {key: _end(spec, key, value, money) for key, value in given.items()}
    if "low" not in read or "high" not in read:
        what = Message("end-missing", "a range needs its low and its high end")
        raise FormError(what, Message("end-missing-fix", "Write both, as in {{low: 10, high: 15}}, or one number"))
    low, high = read["low"], read["high"]
    likely = read.get("likely", _middle(spec, low, high))
    if not low <= likely <= high:
        rising = sorted(read, key=lambda key: read[key])
        keys = [key for key in ENDS if key in read]
        order = ", ".join(f"{key}: {given[held]}" for key, held in zip(keys, rising, strict=True))
        what = Message("ends-turned", "low, likely and high do not rise")
        raise FormError(what, Message("ends-turned-fix", "Write {{{order}}}", order=order))
    return _settled(low, high, likely)


def _end(spec: Spec, key: str, tree: Tree, money: MoneyForm | None) -> float:
    if not isinstance(tree, str):
        raise FormError(Message("end-expected", "one number was expected here"), HOW[spec.kind], (key,))
    try:
        return number(spec, tree, money)
    except FormError as error:
        raise error.within(key) from None
