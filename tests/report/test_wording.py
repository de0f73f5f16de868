"""Words: figures as each language writes them, blanks filled once, conditions said as the answers say them."""

from __future__ import annotations

import string
from typing import Any

import pytest
from helpers.libraries import LIBRARIES
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.conditions import N_A, read_condition
from salesmode.business.facts import FIGURES
from salesmode.business.profile import ANSWERS, specs
from salesmode.calc.writing import Writer
from salesmode.check.material import texts_in
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.amounts import about, brief, number
from salesmode.report.wording import Words


def words(lang: Lang = "en", currency: str = "CNY", **facts: Any) -> Words:
    """Return the words of a language with facts to fill blanks."""
    return Words(LIBRARIES[lang], facts, currency)


MONEY = [
    (0, "CNY 0", "0 元"),
    (1, "CNY 1", "1 元"),
    (6.9, "CNY 6.9", "6.9 元"),
    (52.5, "CNY 52.5", "52.5 元"),
    (99.99, "CNY 99.99", "99.99 元"),
    (123.45, "CNY 123", "123 元"),
    (999, "CNY 999", "999 元"),
    (1234, "CNY 1,234", "1,234 元"),
    (9999, "CNY 9,999", "9,999 元"),
    (10_000, "CNY 10k", "1 万元"),
    (12_345, "CNY 12.3k", "1.23 万元"),
    (80_000, "CNY 80k", "8 万元"),
    (260_000, "CNY 260k", "26 万元"),
    (999_499, "CNY 999k", "99.9 万元"),
    (999_501, "CNY 1m", "100 万元"),
    (1_800_000, "CNY 1.8m", "180 万元"),
    (12_784_000, "CNY 12.8m", "1,278 万元"),
    (25_614_400, "CNY 25.6m", "2,561 万元"),
    (99_950_001, "CNY 100m", "1 亿元"),
    (128_000_000, "CNY 128m", "1.28 亿元"),
    (999_600_000, "CNY 1bn", "10 亿元"),
    (3_500_000_000, "CNY 3.5bn", "35 亿元"),
    (-1_800_000, "−CNY 1.8m", "−180 万元"),
]


@pytest.mark.parametrize(("amount", "en", "zh"), MONEY, ids=[str(item[0]) for item in MONEY])
def test_money_is_written_as_each_language_writes_it(amount: float, en: str, zh: str) -> None:
    """Code and k, m, bn; 万, 亿 and the currency's name; three figures, no needless digits."""
    assert words("en").money(amount) == en
    assert words("zh").money(amount) == zh


def test_money_below_nothing_has_its_minus_first_wherever_it_is_written() -> None:
    """Whole, as a sum's part, to two figures with its ends, and by `calc`: one minus, never behind the currency."""
    en, zh = words("en", "USD"), words("zh", "USD")
    assert (en.money(-4311), zh.money(-4311)) == ("−USD 4,311", "−4,311 美元")
    assert (en.amount(-43_110), zh.amount(-43_110)) == ("−43.1k", "−4.31 万")
    assert en.money_range(-43_110, -22_910, -9_000) == "−USD 23k (−43 to −9k)"
    assert zh.money_range(-43_110, -22_910, -22_910) == "−2.3 万美元（−4.3 到 −2.3）"
    assert (brief(-43_110, zh=False), brief(-43_110, zh=True)) == ("−43k", "−4.3 万")
    assert (en.money(-0.004), zh.money(-0.004)) == ("USD 0", "0 美元")
    by_calc = [Writer({}, {}, lang == "zh", "USD").money(-43_110) for lang in LANGS]
    assert by_calc == ["−USD 43,110", "−4.31 万USD"]


def test_a_currency_without_a_name_goes_by_its_code() -> None:
    """And each named one by its own."""
    assert words("zh", "GMD").money(50_000) == "5 万GMD"
    assert words("zh", "EUR").money(50_000) == "5 万欧元"
    assert words("en", "EUR").money(50_000) == "EUR 50k"


@pytest.mark.parametrize(
    ("rate", "en", "zh"),
    [
        (0.22, "22%", "22%"),
        (0, "0%", "0%"),
        (1, "100%", "100%"),
        (0.006, "0.6%", "0.6%"),
        (0.3333, "33.3%", "33.3%"),
        (2.5, "250%", "250%"),
    ],
)
def test_rates_are_per_cent(rate: float, en: str, zh: str) -> None:
    """With at most one decimal."""
    assert words("en").rate(rate) == en
    assert words("zh").rate(rate) == zh


DURATIONS = [
    (0, "0 days", "0 天"),
    (0.01, "14 minutes", "14 分钟"),
    (0.004, "6 minutes", "6 分钟"),
    (1 / 1440, "1 minute", "1 分钟"),
    (0.00001, "1 minute", "1 分钟"),
    (1 / 24, "1 hour", "1 小时"),
    (0.2, "4.8 hours", "4.8 小时"),
    (0.5, "12 hours", "12 小时"),
    (1, "1 day", "1 天"),
    (1.5, "1.5 days", "1.5 天"),
    (240, "240 days", "240 天"),
    (1095, "1,095 days", "1,095 天"),
    (-6, "−6 days", "−6 天"),
]


@pytest.mark.parametrize(("days", "en", "zh"), DURATIONS, ids=[str(item[0]) for item in DURATIONS])
def test_durations_are_days_hours_or_minutes(days: float, en: str, zh: str) -> None:
    """Whichever a person would count in; one is singular."""
    assert words("en").duration(days) == en
    assert words("zh").duration(days) == zh


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (7.0, "7"),
        (1.15, "1.15"),
        (5.777, "5.78"),
        (1234567, "1,234,567"),
        (99.999, "100"),
        (240.4, "240"),
        (0, "0"),
        (-3, "−3"),
    ],
)
def test_numbers_are_grouped_without_needless_digits(value: float, text: str) -> None:
    """At most two decimals, none above a hundred."""
    assert number(value) == text


@pytest.mark.parametrize("lang", LANGS)
def test_no_amount_is_minus_nought(lang: Lang) -> None:
    """A loss too small to be written is none."""
    assert words(lang).money(-0.001) == words(lang).money(0)
    assert words(lang).money(-0.01) != words(lang).money(0)


def test_a_count_is_written_out_however_large() -> None:
    """Visits in the millions, not `2e+06`, and without digits nobody counted."""
    assert words().shown("count", 2_345_678.0) == "2,350,000"
    assert words().shown("count", 12.4) == "12"
    assert words().shown("count", 2.6) == "3"


def test_no_number_is_minus_nought() -> None:
    """A rounding to nothing is nothing."""
    assert number(-0.001) == "0"


@given(st.floats(0.01, 1e14))
def test_money_reads_back_to_three_figures(amount: float) -> None:
    """What is written is within half a per cent of what was meant, and never in the next unit's thousands."""
    text = words("en", "USD").money(amount).removeprefix("USD ")
    digits, unit = text.rstrip(string.ascii_lowercase), text.lstrip(string.digits + ".,")
    value = float(digits.replace(",", "")) * {"": 1, "k": 1e3, "m": 1e6, "bn": 1e9}[unit]
    assert abs(value - amount) <= max(0.005 * amount, 0.006)
    assert unit in ("", "bn") or float(digits) < 1000


@given(st.floats(0.01, 1e14))
def test_money_in_chinese_reads_back_to_three_figures(amount: float) -> None:
    """The same for 万 and 亿."""
    text = words("zh", "CNY").money(amount).removesuffix("元").strip()
    unit = text[-1] if text[-1] in "万亿" else ""
    value = float(text.removesuffix(unit).replace(",", "")) * {"": 1, "万": 1e4, "亿": 1e8}[unit]
    assert abs(value - amount) <= max(0.005 * amount, 0.006)


# ---------------------------------------------------------------------------------------------------------- the blanks


def test_a_blank_is_filled_with_the_value_in_words() -> None:
    """Money as money, a rate as a rate, options by their names, in the language."""
    facts: dict[str, Any] = {"deal_value": 1_800_000, "win_rate": 0.22, "decision_cycle": 240, "need": "tailored"}
    assert words("en", **facts).fill("{deal_value}, {win_rate}, {decision_cycle}") == "CNY 1.8m, 22%, 240 days"
    assert words("zh", **facts).fill("{deal_value}，{win_rate}，{decision_cycle}") == "180 万元，22%，240 天"
    assert words("en", **facts).fill("{need}") == words("en").option("need", "tailored") != "tailored"


@pytest.mark.parametrize("held", [None, N_A, frozenset()], ids=["unknown", "does not apply", "none of them"])
def test_a_blank_without_a_value_takes_its_fallback(held: object) -> None:
    """The words after the bar, or nothing."""
    facts: dict[str, Any] = {} if held is None else {"cac": held}
    assert words("en", **facts).fill("about {cac|not counted}.") == "about not counted."
    assert words("en", **facts).fill("{cac}") == ""
    assert words("en", top5_share=0.55).fill("{top5_share}") == "55%"


def test_the_article_before_a_noun_is_that_of_the_trade_s_own_word() -> None:
    """Where a firm at law says matter for order, "an order" becomes "a matter"."""
    text = "{name} wins an {noun.order} from a {noun.customer}."
    at_law = words("en", name="A {x}")._replace(industry=LIBRARIES["en"].industries["law_firm"])
    assert at_law.fill(text) == "A {x} wins a matter from a client."
    assert words("en", name="Jo").fill(text) == "Jo wins an order from a customer."


def test_nought_is_a_value() -> None:
    """It is not unknown."""
    assert words("en", cac=0.0, win_rate=0.0).fill("{cac|unknown} {win_rate|unknown}") == "CNY 0 0%"


@pytest.mark.parametrize("lang", LANGS)
def test_a_value_that_looks_like_a_blank_is_not_filled_again(lang: Lang) -> None:
    """Blanks are filled once: what a person typed stands as typed."""
    held = words(lang, name="{deal_value} and {offer|x}", offer="{name}", deal_value=5.0)
    assert held.fill("A: {name}") == "A: {deal_value} and {offer|x}"
    assert held.fill("{offer}") == "{name}"


def test_the_program_s_own_words_are_filled_once_too() -> None:
    """`ui` puts values in place and does not read them again."""
    text = words("en").ui("because", statement="{so}", so="{statement}")
    assert "{so}" in text.replace("{So}", "{so}")
    assert "{statement}" in text


def test_braces_that_are_no_blank_stay() -> None:
    """Only `{id}` and `{id|fallback}` are blanks."""
    assert words("en").fill("{ } {A} {a b} {1}") == "{ } {A} {a b} {1}"


@pytest.mark.parametrize("lang", LANGS)
def test_every_text_of_the_library_fills_without_a_fact(lang: Lang) -> None:
    """With nothing known, no blank of a play is left standing."""
    held = words(lang)
    for id, play in held.library.plays.items():
        for where, text, _ in texts_in(play):
            filled = held.fill(text)
            assert "{" not in filled, (id, where)
            assert "}" not in filled, (id, where)


# ------------------------------------------------------------------------------------------------------------- values


def test_values_are_said_by_their_kind() -> None:
    """Lists in the order of the question, none as none, months as numbers, yes and no, what does not apply."""
    held = words("en")
    assert held.value("channels", frozenset({"email", "website"})) == held.listed(
        held.option("channels", x) for x in ("website", "email")
    )
    assert held.value("channels", frozenset()) == "none"
    assert [held.value("sell_out_known", truth) for truth in (True, False)] == ["yes", "no"]
    assert held.value("cac", N_A) == "does not apply"
    assert words("zh").value("cac", N_A) == "不适用"
    assert held.value("quote_win_rate", 0.25) == "25%"
    assert held.value("first_year_value", 20_000.0) == "CNY 20k"


@pytest.mark.parametrize("lang", LANGS)
def test_every_option_and_label_has_words(lang: Lang) -> None:
    """No id of an answer, option or figure is printed for want of words."""
    library = LIBRARIES[lang]
    questions = library.questions.answers
    assert [id for id in ANSWERS if id not in questions] == []
    assert [id for id in FIGURES if f"figures.{id}" not in library.words] == []
    skipped = ("language", "maturity", "peak_months", "sell_out_known")
    for id, spec in specs().items():
        if id not in skipped:
            assert [option for option in spec.options if option not in questions[id].options] == [], id


# ------------------------------------------------------------------------------------------------------ conditions said


def said(condition: dict[str, Any], **facts: Any) -> str:
    """Return what the answers say to a condition, in English."""
    return words("en", **facts).said(read_condition(condition))


def test_a_condition_is_said_with_the_answer_and_its_bound() -> None:
    """Label, value, and what it was held against; a band in the plan's currency."""
    held = words("en")
    text = said({"answer": "decision_cycle", "at_least": 30}, decision_cycle=240)
    assert all(part in text for part in (held.label("decision_cycle"), "240 days", "30 days"))
    text = said({"answer": "deal_value", "at_least": {"band": "high"}}, deal_value=1_800_000, **{"band.high": 100_000})
    assert all(part in text for part in (held.label("deal_value"), "CNY 1.8m", "CNY 100k"))
    text = said({"answer": "win_rate", "between": [0.1, 0.3]}, win_rate=0.22)
    assert "22%" in text
    assert "10%" in text
    assert "30%" in text


def test_of_several_options_only_those_that_hold_are_said() -> None:
    """Tender was asked for and is there; demo is there and was not asked for."""
    steps = frozenset({"tender", "demo"})
    text = said({"answer": "buying_steps", "any_of": ["tender", "pilot"]}, buying_steps=steps)
    held = words("en")
    assert held.option("buying_steps", "tender") in text
    assert held.option("buying_steps", "pilot") not in text
    assert held.option("buying_steps", "demo") not in text


def test_of_any_only_the_parts_that_hold_are_said_and_nothing_twice() -> None:
    """What does not hold is no reason."""
    parts = [
        {"answer": "cash_months", "at_most": 3},
        {"answer": "days_to_cash", "at_least": 90},
        {"answer": "days_to_cash", "at_least": 90},
    ]
    text = said({"any": parts}, cash_months=9, days_to_cash=120)
    assert words("en").label("cash_months") not in text
    assert text.count(words("en").label("days_to_cash")) == 1
    assert words("en").label("cash_months") in said({"all": parts[:2]}, cash_months=2, days_to_cash=120)


def test_a_range_whose_ends_read_the_same_is_one_figure() -> None:
    """17,600 to 17,649 are both 17.6k, or 1.76 万."""
    assert words("en").money_span(17_600, 17_649) == "CNY 17.6k"
    assert words("zh").money_span(17_600, 17_649) == "1.76 万元"
    assert words("en").money_span(17_600, 19_000) == "CNY 17.6k to CNY 19k"
    assert words("zh").money_span(17_600, 19_000) == "1.76 万元到 1.9 万元"


@pytest.mark.parametrize(
    ("value", "near", "enough"),
    [(7.2, "7", "8"), (999, "999", "999"), (13_063_385, "13,100,000", "13,100,000"), (19_049, "19,000", "19,100")],
)
def test_an_estimated_count_has_three_figures(value: float, near: str, enough: str) -> None:
    """Nobody counted the rest; what must be enough is rounded up."""
    assert (about(value), about(value, up=True)) == (near, enough)


def test_a_country_is_called_by_its_name() -> None:
    """Whoever answered with two letters reads a country; one without a name keeps them."""
    assert (words("en").value("region", "CN"), words("zh").value("region", "CN")) == ("China", "中国")
    assert words("zh").value("region", "XK") == "XK"
