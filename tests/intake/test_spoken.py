"""Every kind of thing people type, by every way in: flag, file and interview; and whatever is printed reads back."""

from __future__ import annotations

import io
import json
import math
from typing import Any

import pytest
from helpers.draws import cases
from helpers.libraries import LIBRARIES, LIBRARY
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.profile import Profile, dump_answers, specs
from salesmode.business.vocabulary import Member, Span, Spec
from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answers
from salesmode.intake.parse import FormError, MoneyForm, parse_tree, says_unknown
from salesmode.intake.questions import Question, catalog
from salesmode.interview.typed import read_typed
from salesmode.report.wording import Words

QUESTIONS: dict[str, Question] = {one.id: one for group in catalog(LIBRARY) for one in group.questions}

READ: list[tuple[str, str, str, Any]] = [
    # shares of ten, of a hundred, in words
    *(("win_rate", "USD", text, 0.2)
      for text in ("2 of 10", "2 out of 10", "2 in 10", "2/10", "两成", "20%", "十个里两个")),
    *(("win_rate", "USD", text, 0.4) for text in ("4成", "四成", "百分之四十", "40 out of 100", "40 percent")),
    *(("win_rate", "USD", text, 0.5) for text in ("half", "一半", "五成", "1/2", "half of them")),
    *(("win_rate", "USD", text, 1 / 3) for text in ("a third", "one third", "三分之一", "1 in 3", "one in three")),
    *(("win_rate", "USD", text, 0.75) for text in ("three quarters", "七成半", "四分之三")),
    ("win_rate", "USD", "两三成", Span(0.2, 0.25, 0.3)),
    ("win_rate", "USD", "a quarter to a half", Span(0.25, 0.375, 0.5)),
    # amounts
    ("revenue", "USD", "1.5k", 1500), ("revenue", "USD", "three million", 3e6),
    ("revenue", "USD", "500 dollars", 500),
    *(("revenue", "CNY", text, 30_000) for text in ("三万", "3万", "三万元", "3万块")),
    ("revenue", "CNY", "两万五", 25_000), ("revenue", "CNY", "三万五千", 35_000), ("revenue", "CNY", "十二万", 120_000),
    ("revenue", "CNY", "一千二百", 1200), ("revenue", "CNY", "1亿2千万", 1.2e8), ("revenue", "CNY", "三百万", 3e6),
    ("deal_value", "USD", "3万美元", 30_000), ("deal_value", "TWD", "5萬元", 50_000),
    ("deal_value", "HKD", "5000元", 5000),
    ("deal_value", "INR", "1,00,000", 100_000), ("deal_value", "INR", "2.5 cr", 25_000_000),
    ("deal_value", "KWD", "1.500", 1.5), ("deal_value", "CNY", "3-5万", Span(30_000, 40_000, 50_000)),
    # periods
    *(("revenue", "USD", text, 144_000)
      for text in ("12k a month", "12k per month", "12k/month", "12k monthly", "144k a year")),
    ("revenue", "CNY", "每月3万", 360_000), ("revenue", "CNY", "一个月3万", 360_000),
    ("revenue", "CNY", "3万/月", 360_000),
    ("monthly_budget", "USD", "12k a year", 1000), ("enquiries", "USD", "10 a week", 130),
    ("annual_churn", "USD", "2% a month", 1 - 0.98**12), ("annual_churn", "USD", "每月2%", 1 - 0.98**12),
    ("revenue", "USD", "10-12k a month", Span(120_000, 132_000, 144_000)),
    # durations
    ("decision_cycle", "USD", "2-3 weeks", Span(14, 17.5, 21)),
    ("decision_cycle", "USD", "2–6 weeks", Span(14, 28, 42)),
    ("decision_cycle", "USD", "two to three weeks", Span(14, 17.5, 21)),
    ("decision_cycle", "USD", "两三周", Span(14, 17.5, 21)),
    ("decision_cycle", "USD", "a week", 7), ("decision_cycle", "USD", "half a year", 182.5),
    ("decision_cycle", "USD", "一个半月", 45), ("decision_cycle", "USD", "十五天", 15),
    ("decision_cycle", "USD", "a fortnight", 14),
    # counts
    ("customer_count", "USD", "about 120", Span(108, 120, 132)),
    ("customer_count", "USD", "120-150", Span(120, 135, 150)),
    ("customer_count", "USD", "a dozen", 12), ("customer_count", "USD", "三十家", 30),
    ("customer_count", "USD", "30 customers", 30),
    ("customer_count", "USD", "two hundred and twenty-five", 225), ("spare_capacity", "USD", "124%", 1.24),
    # months
    ("peak_months", "USD", "Nov-Jan", (11, 12, 1)), ("peak_months", "USD", "June to August", (6, 7, 8)),
    ("peak_months", "USD", "Q4", (10, 11, 12)), ("peak_months", "USD", "6至8月", (6, 7, 8)),
    ("peak_months", "USD", "十二月", (12,)),
    # plain words
    ("region", "USD", "Germany", "DE"), ("region", "USD", "德国", "DE"),
    ("industry", "USD", "home and furnishing", "home"), ("industry", "USD", "hairdresser", "hair_beauty"),
    ("team", "USD", "owner 1 10", (Member("founder", 1, 10),)),
    ("team", "USD", "owner 1 10; sales 2 37.5", (Member("founder", 1, 10), Member("sales", 2, 37.5))),
    ("team", "USD", "老板 1 10", (Member("founder", 1, 10),)),
    *((id, "USD", text, None) for id in ("offer", "revenue", "win_rate", "goal")
      for text in ("don't know", "dunno", "不知道", "No idea", "not sure.")),
]  # fmt: skip


def by_file(id: str, currency: str, text: str) -> Any:
    """Return an answer as a file gives it."""
    held = f"{id}: {json.dumps(text, ensure_ascii=False)}\ncurrency: {currency}\n"
    return read_answers(Given("-", stdin=io.BytesIO(held.encode())), LIBRARY)


def by_flag(id: str, currency: str, text: str) -> Any:
    """Return an answer as its flag gives it."""
    return read_answers(Given(flags={id: [text], "currency": [currency]}), LIBRARY)


def typed(id: str, currency: str, text: str) -> Any:
    """Return an answer as the interview puts it into its file, read again from there."""
    value = read_typed(QUESTIONS[id], text, LIBRARY, currency)
    held = json.dumps({id: value, "currency": currency}, ensure_ascii=False)
    return read_answers(Given("-", stdin=io.BytesIO(held.encode())), LIBRARY)


def value_of(profile: Profile, id: str) -> Any:
    """Return an answer, a range with its ends."""
    value = getattr(profile, id)
    ends = profile.ranges.get(id)
    return value if ends is None else Span(ends[0], value, ends[1])


@pytest.mark.parametrize(("id", "currency", "text", "value"), READ)
@pytest.mark.parametrize("way", [by_file, by_flag, typed])
def test_what_people_type_is_understood_by_every_way_in(
    way: Any, id: str, currency: str, text: str, value: object
) -> None:
    """Shares, amounts, periods, durations, counts, months and plain words, in English and Chinese."""
    assert value_of(way(id, currency, text), id) == (
        pytest.approx(value) if isinstance(value, float | Span) else value
    )  # fmt: skip


@pytest.mark.parametrize(
    ("id", "currency", "text", "meant"),
    [
        ("revenue", "USD", "million 5", [5e6]), ("revenue", "USD", "K500", [500_000]),
        ("revenue", "CNY", "万5", [50_000]),
        ("revenue", "INR", "crore 2", [2e7]), ("revenue", "EUR", "Mio 5", [5e6]),
        ("revenue", "EUR", "12.500", [12_500, 12.5]), ("revenue", "IDR", "Rp 500.000", [500_000, 500]),
        ("revenue", "BRL", "R$ 3.000", [3000, 3]), ("revenue", "EUR", "1.234", [1234, 1.234]),
        ("revenue", "EUR", "2,5 Mio", [2.5e6]), ("revenue", "EUR", "1.234,56", [1234.56]),
        ("revenue", "EUR", "1.200.000", [1.2e6]),
        ("win_rate", "EUR", "12,5%", [0.125]), ("decision_cycle", "EUR", "1,5 months", [45]),
        ("customer_count", "EUR", "1.200", [1200]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", [by_file, by_flag])
def test_the_advice_in_a_refusal_can_be_typed_back_and_gives_what_was_meant(
    way: Any, id: str, currency: str, text: str, meant: list[float]
) -> None:
    """A multiplier in front, a point or comma that may be either: units and signs stand in the advice too."""
    with pytest.raises(InputError) as caught:
        way(id, currency, text)
    advice = str(caught.value.fix).removeprefix("Write ").split(" or ")
    assert [value_of(way(id, currency, one), id) for one in advice] == meant


@pytest.mark.parametrize(
    ("id", "text", "part"),
    [
        ("revenue", "500 groats", "'groats'"), ("revenue", "10k per order", "'k per order'"),
        ("peak_months", "Marketing season", "'Marketing season'"), ("team", "sales 2 37,5", "'37,5'"),
        ("decision_cycle", "3 moons", "'moons'"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_named_as_it_was_typed(id: str, text: str, part: str) -> None:
    """Whole words, not what is left of them."""
    with pytest.raises(InputError) as caught:
        by_flag(id, "USD", text)
    assert part in str(caught.value)


@pytest.mark.parametrize(
    ("id", "text", "value"),
    [
        ("win_rate", "3", "30%"), ("win_rate", "1", "10%"), ("win_rate", "3个", "30%"), ("win_rate", "0.3", 0.3),
        ("gross_margin", "40", "40%"), ("gross_margin", "1", "1%"), ("annual_churn", "12", "12%"),
    ],
)  # fmt: skip
def test_a_bare_number_counts_in_what_the_question_asks_of(id: str, text: str, value: object) -> None:
    """Of ten, or of a hundred: it is written into the file as a share that says so."""
    assert read_typed(QUESTIONS[id], text, LIBRARY, "USD") == value


@pytest.mark.parametrize("text", ["3 40", "sales 2 37,5"])
def test_a_team_without_a_role_or_with_a_decimal_comma_is_asked_back(text: str) -> None:
    """Nobody becomes forty people in marketing."""
    with pytest.raises(FormError):
        read_typed(QUESTIONS["team"], text, LIBRARY, "USD")


def test_a_number_of_json_has_a_decimal_point() -> None:
    """What a program writes is not asked back: 12.345 is no thousands."""
    held = read_answers(Given("-", stdin=io.BytesIO(b'{"deal_value": 12.345, "currency": "EUR"}')), LIBRARY)
    assert held.deal_value == 12.345


def test_no_option_is_called_what_says_that_nothing_is_known() -> None:
    """A business is never asked whether it is not sure."""
    options = {option for spec in specs().values() for option in spec.options}
    assert not [option for option in options if says_unknown(option.replace("_", " "))]


NUMBERS = [spec for spec in specs().values() if spec.kind in ("money", "rate", "duration")]


@cases(3000)
@given(
    st.sampled_from(NUMBERS), st.sampled_from(["en", "zh"]), st.sampled_from(sorted(LIBRARY.currencies.codes)),
    st.floats(0, 0.999) | st.floats(0, 90_000) | st.floats(0, 1e11), st.booleans(),
)  # fmt: skip
def test_whatever_is_printed_reads_as_the_same_value(
    spec: Spec, lang: Any, currency: str, drawn: float, negative: bool
) -> None:
    """In both languages and all currencies: printed, read and printed again it is the same text."""
    low, high = spec.low or 0, spec.high if spec.high is not None else 1e15
    value = max(low, min(high, -drawn if negative and low < 0 else drawn))
    library = LIBRARIES[lang]
    words = Words(library, {}, currency)
    printed = words.value(spec.id, value)
    read = parse_tree(spec, printed, MoneyForm(currency, library.currencies))
    assert isinstance(read, float | int), printed
    assert words.value(spec.id, read) == printed
    assert math.isclose(read, value, rel_tol=0.06, abs_tol=0.51), (printed, value)


@cases(2000)
@given(st.sampled_from(NUMBERS), st.floats(0, 1e9), st.sampled_from(["USD", "CNY", "KWD", "EUR"]))
def test_whatever_is_written_into_a_file_reads_as_the_same_value(spec: Spec, drawn: float, currency: str) -> None:
    """As JSON, to the last digit."""
    value = min(drawn, spec.high if spec.high is not None else drawn)
    held = json.dumps({**dump_answers(Profile(**{spec.id: value})), "currency": currency})  # type: ignore[arg-type]
    assert getattr(read_answers(Given("-", stdin=io.BytesIO(held.encode())), LIBRARY), spec.id) == value
