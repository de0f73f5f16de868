"""Figures in running text: where one stands, in which unit, and how it would be typed as an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from salesmode.knowledge.settings import NoteUnit


class Figure(NamedTuple):
    """A figure between two places of a text: both its ends (the same where it is no range), or an amount as typed."""

    start: int
    end: int
    low: float = 0.0
    high: float = 0.0
    amount: str = ""


# ----------------------------------------------------------------------------------------------------- one way to write

_WORDS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_TIME: Final = r"(?:working |business |calendar |full )?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?)"
# A Chinese numeral counts only right before what it can count: 一 stands in many other words.
_COUNTED: Final = r"(?=\s*(?:来|多)?\s*(?:[个位次人单台桌家只名户份条张天周成万半]|星期|礼拜|小时|钟头|分之|工作日))"
_WRITTEN: Final = (
    (r"(?<=[a-z])-(?=[a-z])", " "), (r"(?<=\d)\s*-\s*(?=(?:working |business )?(?:day|week|month|hour))", " "),
    (rf"\ba ({_TIME}) and a half\b", r"1.5 \1s"), (r"\bhalf an? (hour|day|week|month)\b", r"0.5 \1"),
    (r"\ba fortnight\b", "2 weeks"), (r"\b(?:a|one) hundred\b", "100"), (r"\b(?:a|one) dozen\b", "12"),
    (rf"\bone(?= (?:[a-z]+ ){{0,2}}(?:in|out of) \d| {_TIME}\b)", "1"),
    (r"([一二三四五六七八])([二三四五六七八九])" + _COUNTED, lambda match: _pair(match[1], match[2])),
    (r"两三" + _COUNTED, "2到3"),
    (r"(?<=分之)[一二三四五六七八九十百]+", lambda match: str(_numeral(match[0]))),
    (r"(?<![第周期拜统同唯零一二两三四五六七八九十百千])[零〇一二两三四五六七八九十百千]+" + _COUNTED,
     lambda match: str(_numeral(match[0]))),
    (r"(\d+)(个?)(天|周|月|星期|礼拜|小时|钟头)半", lambda match: f"{int(match[1]) + 0.5}{match[2]}{match[3]}"),
    (r"(\d+)个半(月|星期|礼拜|小时|钟头)", lambda match: f"{int(match[1]) + 0.5}个{match[2]}"),
    (r"半(?=天|个月|个小时|小时)", "0.5"),
)  # fmt: skip
_ENGLISH: Final = rf"\b(?:({'|'.join(_TENS)})(?:[ -](one|{'|'.join(list(_WORDS)[:8])}))?|({'|'.join(_WORDS)}))\b"


def written(text: str) -> str:
    """Return a text with its numerals as digits, in lower case, one way of writing what may be written in two."""
    spaced = re.sub("[，、；！？：]", r"\g<0> ", text)
    plain = unicodedata.normalize("NFKC", spaced).casefold().replace("’", "'")
    plain = re.sub(_ENGLISH, _english, plain)
    for pattern, instead in _WRITTEN:
        plain = re.sub(pattern, instead, plain)
    return plain


def _english(match: re.Match[str]) -> str:
    tens, one, word = match.groups()
    return str(_WORDS[word] if word else _TENS[tens] + (1 if one == "one" else _WORDS.get(one, 0)))


def _pair(low: str, high: str) -> str:
    """Return 三四 as a range; two numerals that do not follow each other are left as they are."""
    first, second = _DIGITS[low], _DIGITS[high]
    return f"{first}到{second}" if second == first + 1 else low + high


def _numeral(signs: str) -> int:
    total = here = 0
    for sign in signs:
        if sign in _PLACES:
            total += (here or 1) * _PLACES[sign]
            here = 0
        else:
            here = _DIGITS[sign]
    return total + here


# ------------------------------------------------------------------------------------------------------- units by kind

# Patterns as texts, compiled when they are first used: most plans have no notes.
_ONE: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER: Final = rf"(?<![\d.,])(?P<low>{_ONE})(?P<mid>%)?(?:\s*(?:-|–|—|to|or|到|至|~)\s*(?P<high>{_ONE}))?"
_BETWEEN: Final = rf"\b(?:between|from) ({_ONE}) (?:and|to) (?=\d)"
_IN_DAYS: Final = {
    "minute": 1 / 1440, "min": 1 / 1440, "hour": 1 / 24, "hr": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0,
    "month": 30.0, "小时": 1 / 24, "钟头": 1 / 24, "天": 1.0, "工作日": 7 / 5, "周": 7.0, "星期": 7.0, "礼拜": 7.0,
    "月": 30.0,
}  # fmt: skip
_PER: Final = r"(?!\s*(?:a|an|per|each|every|/)\s*(?:week|month|day|year))"
_DURATION: Final = (
    rf"{_NUMBER}\s*(?:(?P<work>working |business )|calendar |full )?"
    rf"(?:(?P<en>minute|min|hour|hr|day|week|fortnight|month)s?\b{_PER}|"
    r"来?个?(?P<zh>工作日|小时|钟头|天|周|星期|礼拜)|来?个(?P<month>月))"
)
_HOURS: Final = (
    rf"{_NUMBER}\s*(?:(?:of (?:the|our|their|these|those) )?(?:[a-z']+ ){{0,2}}(?:hours?|hrs?)\b"
    r"|来?个?(?:[一-鿿]{0,2})?(?:小时|钟头))"
)
_PERIOD: Final = (
    r"(?:\ban?|\bper|\beach|\bevery|/)\s*(?P<en>week|month|year)\b|\b(?P<ly>week|month|year)ly\b"
    r"|(?:每|1)个?(?P<zh>周|星期|礼拜|月|年)(?!内|才)"
)
_CLOSE: Final = r"[^,:;。、]{0,25}"
_A_WEEK: Final = {
    "week": 1.0, "周": 1.0, "星期": 1.0, "礼拜": 1.0, "month": 12 / 52, "月": 12 / 52, "year": 1 / 52, "年": 1 / 52,
}  # fmt: skip
_MEASURED: Final = r"[位个人次家只名户台辆单桌拨份]"
_MARKS: Final = r"[€£$¥₹]|\b(?:eur|usd|gbp|cny|rmb|chf|cad|aud|sgd|hkd|inr|jpy)\b"
# What stands behind a number that counts no things.
_OTHERWISE: Final = (
    rf"(?!\s*(?:%|per ?cent|{_TIME}\b|years?\b|[€£$]|k\b|m\b|euros?|dollars?|pounds?|o'clock|am\b|pm\b|in \d|out of"
    rf"|of (?:the |our |all |my )?\d|(?:of (?:the|our|their|these|those) )?(?:[a-z']+ ){{1,2}}{_TIME}\b))"
)
_THINGS: Final = rf"(?<![€£$¥]){_NUMBER}(?:{_OTHERWISE}(?= [a-z])|(?=\s*来?{_MEASURED}(?!小时|月|星期|工作日|钟头)))"
_MONEY: Final = (
    rf"(?P<mark>{_MARKS})\s*(?P<a>{_ONE})\s*(?P<ka>k|m|thousand|million)?\b"
    rf"|(?<![\d.,])(?P<b>{_ONE})\s*(?P<kb>(?:k|m|thousand|million)\b|万|亿)?\s*"
    rf"(?P<after>{_MARKS}|euros?\b|dollars?\b|pounds?\b|元|块)?"
)
_PERCENT: Final = rf"{_NUMBER}\s*(?:%|per ?cent\b)"
_WHOLE: Final = rf"(?P<whole>\d+)\b(?!\s*(?:{_TIME}|years?)\b|[.,]\d)"
_OF: Final = (
    rf"(?<![\d.,])(?P<part>\d+) (?:[a-z]+ ){{0,2}}(?:in|out of) (?:every )?{_WHOLE}",
    rf"(?<![\d.,])(?P<part>\d+) of (?:the |our |all |my |its |these |those )?{_WHOLE}",
    r"(?P<whole>\d+)分之(?P<part>\d+)",
    (
        rf"(?P<whole>\d+)\s*{_MEASURED}[^,。;\d]{{0,8}}?(?:里面|里头|里|当中|中)[^,。;\d]{{0,6}}?"
        rf"(?P<part>\d+)\s*{_MEASURED}"
    ),
)
_PARTS: Final = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "half": 2}
_PART: Final = (
    r"\b(?:(?P<n>an?|one|[1-9]) (?P<part>third|quarter|fifth|tenth)s?\b(?! of an? (?:hour|day|year))"
    r"|(?P<half>half)(?= (?:of )?(?:the|our|them|all|my)\b))"
)
_TENTHS: Final = r"百分之(?P<hundred>\d+(?:\.\d+)?)|(?P<ten>\d+)成(?P<more>半)?|(?P<half>1半|半数)"


def figures(unit: NoteUnit, text: str) -> list[Figure]:
    """Return every figure of a unit in a `written` text."""
    match unit:
        case "share":
            return sorted(_shares(text))
        case "days" | "hours" | "weeks":
            in_unit = {"days": 1.0, "hours": 24.0, "weeks": 1 / 7}[unit]
            found = [_scaled(match, _days(match) * in_unit) for match in re.finditer(_DURATION, _ranged(text))]
            return [one for one in found if unit == "hours" or one.low >= in_unit]  # hours are work, not a wait of days
        case "hours_a_week" | "a_week":
            return list(_a_week(text, _HOURS if unit == "hours_a_week" else _THINGS))
        case "count":
            return [one for match in re.finditer(_THINGS, text) if (one := _scaled(match, 1.0)).low > 1]
        case "money":
            return list(_amounts(text))


def typed(figure: Figure, unit: NoteUnit, times: int = 1) -> str:
    """Return a figure as it would be typed."""
    if figure.amount:
        return figure.amount
    ends = sorted({round(end * times, 4) for end in (figure.low, figure.high)})
    if unit == "share":
        return " to ".join(f"{round(end * 100, 1):g}%" for end in ends)
    return " to ".join(f"{round(end) if unit == 'count' else round(end, 1):.10g}" for end in ends)


def _value(text: str) -> float:
    return float(text.replace(",", ""))


def _scaled(match: re.Match[str], times: float) -> Figure:
    low = _value(match["low"])
    high = _value(match["high"]) if match["high"] else low
    return Figure(match.start(), match.end(), low * times, high * times)


def _ranged(text: str) -> str:
    """Return a text of the same length in which "between 10 and 14" is written as a range."""
    return re.sub(_BETWEEN, lambda match: f"{match[1]} - ".rjust(len(match[0])), text)


def _days(match: re.Match[str]) -> float:
    days = _IN_DAYS[match["en"] or match["zh"] or match["month"]]
    return days * 7 / 5 if match["work"] else days


def _a_week(text: str, pattern: str) -> Iterator[Figure]:
    """Yield what is counted close to the one period that a text names, as of a week."""
    periods = list(re.finditer(_PERIOD, text))
    if len(periods) != 1:
        return
    period = periods[0]
    times = _A_WEEK[period["en"] or period["ly"] or period["zh"]]
    bare = text[: period.start()] + "\x00" * (period.end() - period.start()) + text[period.end() :]
    for match in re.finditer(pattern, _ranged(bare)):
        between = text[period.end() : match.start()] or text[match.end() : period.start()]
        found = _scaled(match, times)
        if re.fullmatch(_CLOSE, between) and (found.low > times or pattern is _HOURS):  # "one" may be no number
            yield found


def _shares(text: str) -> Iterator[Figure]:
    for match in re.finditer(_PERCENT, _ranged(text)):
        yield _scaled(match, 0.01)
    for match in (match for pattern in _OF for match in re.finditer(pattern, text)):
        part, whole = float(match["part"]), float(match["whole"])
        if 0 < part <= whole:
            yield _exactly(match, part / whole)
    for match in re.finditer(_PART, text):
        count = 1.0 if match["half"] or not match["n"].isdigit() else float(match["n"])
        yield _exactly(match, count / _PARTS[match["part"] or "half"])
    for match in re.finditer(_TENTHS, text):
        if match["ten"]:
            yield _exactly(match, (float(match["ten"]) + (0.5 if match["more"] else 0.0)) / 10)
        else:
            yield _exactly(match, float(match["hundred"]) / 100 if match["hundred"] else 0.5)


def _exactly(match: re.Match[str], value: float) -> Figure:
    return Figure(match.start(), match.end(), value, value)


def _amounts(text: str) -> Iterator[Figure]:
    for match in re.finditer(_MONEY, text):
        if match["mark"] or match["kb"] or match["after"]:
            number, multiple = match["a"] or match["b"], match["ka"] or match["kb"] or ""
            mark = match["mark"] or match["after"] or ""
            sign = mark if mark in "€£$¥₹元块" else mark.upper() if len(mark) == 3 else ""
            yield Figure(match.start(), match.end(), amount=f"{number}{multiple} {sign}".strip())
