"""Answers as people write them."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARY
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.profile import make_profile, specs
from salesmode.business.vocabulary import Member, Spec
from salesmode.intake.parse import FormError, MoneyForm, option, parse, parse_tree

CURRENCIES = LIBRARY.currencies


def read(id: str, text: str, currency: str = "USD") -> Any:
    """Return one answer as the parser reads it."""
    return parse(specs()[id], text, MoneyForm(currency, CURRENCIES))


def refused(id: str, text: str, currency: str = "USD") -> FormError:
    """Return the error with which one answer is refused."""
    with pytest.raises(FormError) as caught:
        read(id, text, currency)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.35", 0.35), ("35%", 0.35), ("35 %", 0.35), ("３５％", 0.35), (" .5 ", 0.5), ("0", 0), ("1", 1), ("100%", 1)],
)
def test_a_rate_is_a_share_or_a_percentage(text: str, value: float) -> None:
    """A rate is a share or a percentage."""
    assert read("gross_margin", text) == value


@pytest.mark.parametrize(
    ("text", "currency", "value"),
    [
        ("120000", "USD", 120_000),
        ("120k", "USD", 120_000),
        ("1.2m", "USD", 1.2e6),
        ("1.2 m", "USD", 1.2e6),
        ("1.2 Million", "EUR", 1.2e6),
        ("2bn", "USD", 2e9),
        ("1e5", "USD", 1e5),
        ("120,000", "USD", 120_000),
        ("120 000", "SEK", 120_000),
        ("120\u202f000", "EUR", 120_000),
        ("1'000", "CHF", 1000),
        ("1_000", "USD", 1000),
        ("1.234", "KWD", 1.234),
        ("$1.2m", "USD", 1.2e6),
        ("$5", "AUD", 5),
        ("US$ 5", "USD", 5),
        ("Rs.500", "INR", 500),
        ("3万", "CNY", 30_000),
        ("3万元", "CNY", 30_000),
        ("1.5亿", "CNY", 1.5e8),
        ("3千", "CNY", 3000),
        ("3000元", "CNY", 3000),
        ("¥3000", "CNY", 3000),
        ("￥３０００", "CNY", 3000),
        ("¥3000", "JPY", 3000),
        ("3万円", "JPY", 30_000),
        ("CNY 3000", "CNY", 3000),
        ("3000 cny", "CNY", 3000),
        ("3 crore", "INR", 3e7),
        ("5 kr", "NOK", 5),
        ("RM3k", "MYR", 3000),
        ("+5", "USD", 5),
    ],
)
def test_money_is_read_as_written(text: str, currency: str, value: float) -> None:
    """Money is read as written."""
    assert read("deal_value", text, currency) == value


@pytest.mark.parametrize(
    ("text", "currency", "means"),
    [
        ("¥3000", "USD", "CNY"),
        ("$5", "CNY", "USD"),
        ("€5", "USD", "EUR"),
        ("3000元", "JPY", "CNY"),
        ("3万", "USD", "CNY"),
        ("2亿", "EUR", "CNY"),
        ("EUR 5", "USD", "EUR"),
        ("5 lakh", "CNY", "INR"),
        ("$3000元", "CNY", "USD"),
    ],
)
def test_a_symbol_or_counting_word_must_go_with_the_currency(text: str, currency: str, means: str) -> None:
    """A symbol or counting word must go with the currency."""
    error = refused("deal_value", text, currency)
    assert f"does not go with the currency {currency}" in str(error.what)
    assert f"currency: {means}" in str(error.fix)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("45", 45),
        ("45天", 45),
        ("3 months", 90),
        ("3个月", 90),
        ("2 weeks", 14),
        ("2周", 14),
        ("1年", 365),
        ("半年", 182.5),
        ("半个月", 15),
        ("三个月", 90),
        ("一年", 365),
        ("5 working days", 7),
        ("2 h", 2 / 24),
        ("2小时", 2 / 24),
        ("30 min", 1 / 48),
        ("1 quarter", 91),
        ("1.5 years", 547.5),
    ],
)
def test_a_duration_is_days_unless_it_names_its_unit(text: str, days: float) -> None:
    """A duration is days unless it names its unit."""
    assert read("decision_cycle", text) == pytest.approx(days)


def test_minus_nothing_is_nothing() -> None:
    """Minus nothing is nothing."""
    assert str(read("deal_value", "-0")) == "0.0"


def test_days_to_cash_may_be_negative() -> None:
    """Days to cash may be negative."""
    assert read("days_to_cash", "-30 days") == read("days_to_cash", "−30") == -30


@pytest.mark.parametrize(
    ("id", "text", "value"),
    [
        ("customer_count", "3万", 30_000),
        ("customer_count", "1.2k", 1200),
        ("cash_months", "3 months", 3),
        ("cash_months", "1 year", 12),
        ("horizon_weeks", "13 weeks", 13),
        ("customer_count", "1e3", 1000),
    ],
)
def test_a_number_may_be_counted_in_its_own_unit(id: str, text: str, value: float) -> None:
    """A number may be counted in its own unit."""
    assert read(id, text) == value


def test_whole_numbers_are_ints() -> None:
    """Whole numbers are ints."""
    assert isinstance(read("customer_count", "12"), int)


@pytest.mark.parametrize(
    ("id", "text", "fix"),
    [
        ("win_rate", "35", "Write 35% or 0.35"),
        ("win_rate", "1.5", "Write 1.5% or 0.015"),
        ("win_rate", "150%", "100%"),
        ("win_rate", "-5%", "0% to 100%"),
        ("revenue", "-5", "from 0 to"),
        ("revenue", "1,23", "Write 1.23"),
        ("revenue", "0,350", "0.350"),
        ("revenue", "1.234.567", "Write 1234567"),
        ("revenue", "nan", "Write an amount"),
        ("revenue", ".inf", "Write an amount"),
        ("revenue", "inf", "Write an"),
        ("revenue", "1e999", "from 0 to"),
        ("revenue", "1e99999999999999999999", "Write an amount"),
        ("revenue", "9" * 400, "Write an amount"),
        ("revenue", "1 - 5", "Write an amount"),
        ("revenue", "-$-5", "amount"),
        ("customer_count", "1.5", "whole number"),
        ("decision_makers", "0", "from 1 to 1,000"),
        ("decision_cycle", "2 m", "min or months"),
        ("decision_cycle", "3 moons", "45 days"),
        ("sell_out_known", "perhaps", "yes or no"),
        ("revenue", "plenty", "Write an amount"),
        ("revenue", "٣", "amount"),
        ("name", "x" * 2001, "Shorten it to 2,000"),
        ("revenue", "3 groats", "Write an amount"),
        ("revenue", "qq 3", "Write"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write(id: str, text: str, fix: str) -> None:
    """What cannot be read is refused with what to write."""
    error = refused(id, text)
    assert fix in str(error.fix)
    assert len(str(error.what)) < 160


def test_the_refusal_of_a_long_number_does_not_repeat_it() -> None:
    """The refusal of a long number does not repeat it."""
    assert "9" * 61 not in str(refused("revenue", "9" * 400).what)


@pytest.mark.parametrize("text", ["Yes", "y", "true", " ON ", "ＹＥＳ", "是", "是的", "有", "对", "对的"])
def test_yes_is_read_in_both_languages(text: str) -> None:
    """Yes is read in both languages."""
    assert read("sell_out_known", text) is True


@pytest.mark.parametrize("text", ["NO", "n", "False", "off", "否", "不", "不是", "没有", "没", "无"])
def test_no_is_read_in_both_languages(text: str) -> None:
    """No is read in both languages."""
    assert read("sell_out_known", text) is False


@pytest.mark.parametrize("text", ["ok", "ok?", "yes?", "maybe", "1", "0", "yes no", "不知道", "也许", "对不对", "none"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    """It is never taken as no."""
    assert "neither yes nor no" in str(refused("sell_out_known", text).what)


@pytest.mark.parametrize("text", ["large_company", "Large Company", " LARGE-COMPANY "])
def test_an_option_may_differ_in_case_hyphens_and_spaces(text: str) -> None:
    """An option may differ in case hyphens and spaces."""
    assert option(text, ("large_company", "person")) == "large_company"


def test_a_wrong_option_gets_the_nearest_and_the_list() -> None:
    """A wrong option gets the nearest and the list."""
    fix = str(refused("goal", "win-rates").fix)
    assert "Did you mean win_rate?" in fix
    assert "first_customers" in fix


@pytest.mark.parametrize(
    "text", ["trial, demo", "trial，demo", "trial、demo", "trial;demo", "trial；Demo;", "trial,demo,trial"]
)
def test_any_of_is_a_list_in_which_a_repeated_option_counts_once(text: str) -> None:
    """Any of is a list in which a repeated option counts once."""
    assert read("buying_steps", text) == ("trial", "demo")


def test_none_is_none_of_them_unless_it_is_an_option() -> None:
    """None is none of them unless it is an option."""
    assert read("buying_steps", "none") == ()
    assert read("outside_voice", "none") == "none"
    assert read("maturity", "none") == {}
    assert read("team", "none") == ()


@pytest.mark.parametrize("text", ["none, trial", ",", "trial, dmeo"])
def test_any_of_refuses_what_is_no_list_of_its_options(text: str) -> None:
    """Any of refuses what is no list of its options."""
    assert "trial" in str(refused("buying_steps", text).fix)


def test_at_most_so_many_may_be_chosen() -> None:
    """At most so many may be chosen."""
    assert "Keep the 3" in str(refused("purchase_drivers", "roi, cost, brand, service").fix)


def test_peak_months_are_numbers_or_names() -> None:
    """Peak months are numbers or names."""
    assert read("peak_months", "11, 12月, Jan, february, 03") == (11, 12, 1, 2, 3)


def test_text_is_trimmed_and_made_safe_to_print() -> None:
    """Text is trimmed and made safe to print."""
    assert read("name", "  Acme\x1b[2J \r\n") == "Acme\\x1b[2J"


def tree(id: str, value: Any, **options: Any) -> Any:
    """Return one answer given as lists and maps."""
    return parse_tree(specs()[id], value, MoneyForm("USD", CURRENCIES), **options)


def test_levels_and_counts_are_read_by_key() -> None:
    """Levels and counts are read by key."""
    assert tree("capability", {"Negotiation": "2", "solution-design": None}) == {"negotiation": 2}
    assert tree("won_from", {"website": "4", "referrals": "6"}) == {"website": 4, "referrals": 6}
    assert tree("won_from", []) == {}


@pytest.mark.parametrize(
    ("id", "value", "path"),
    [
        ("capability", {"negotiation": "5"}, ("negotiation",)),
        ("capability", {"nego": "1"}, ("nego",)),
        ("capability", {"negotiation": "1", "Negotiation": "2"}, ("Negotiation",)),
        ("capability", ["x"], ()),
        ("capability", {"negotiation": ["1"]}, ("negotiation",)),
        ("capability", {"negotiation": "1" * 400}, ("negotiation",)),
        ("won_from", {"website": "4", "referrals": "7"}, ()),
        ("won_from", {"website": "11"}, ("website",)),
        ("team", [{"role": "founder"}, {"role": "chef"}], (2, "role")),
        ("team", [{"people": "1"}], (1,)),
        ("team", [{"role": "sales", "poeple": "1"}], (1, "poeple")),
        ("team", ["founder"], (1,)),
        ("team", {}, ()),
        ("team", [{"role": "sales", "people": "0"}], (1, "people")),
        ("team", [{"role": "sales", "plan_hours": "169"}], (1, "plan_hours")),
        ("buying_steps", ["trial", ["demo"]], (2,)),
        ("buying_steps", {"trial": "1"}, ()),
        ("revenue", ["1"], ()),
        ("revenue", [], ()),
        ("segments", [{"revenue_share": "10%"}], (1,)),
        ("segments", [{"name": "A"}, {"name": "A"}], (2, "name")),
        ("segments", [{"name": "A", "segments": []}], (1, "segments")),
        ("segments", [{"name": "A", "goals": "x"}], (1, "goals")),
        ("segments", [{"name": "A", "revenue_share": "2"}], (1, "revenue_share")),
    ],
)
def test_a_fault_inside_a_list_or_map_is_found_by_its_path(id: str, value: Any, path: tuple[object, ...]) -> None:
    """A fault inside a list or map is found by its path."""
    with pytest.raises(FormError) as caught:
        tree(id, value, read=lambda key, text: text)
    assert caught.value.path == path
    assert caught.value.fix


def test_a_member_is_what_profile_would_make_of_it() -> None:
    """A member is what profile would make of it."""
    (member,) = tree("team", [{"role": "Founder", "people": "1.5", "hours_per_week": "40 h", "plan_hours": None}])
    assert member == Member(role="founder", people=1.5, hours_per_week=40)


def test_every_country_and_symbol_has_a_currency_and_bands_rise() -> None:
    """Every country and symbol has a currency and bands rise."""
    assert set(CURRENCIES.regions.values()) <= CURRENCIES.codes
    assert {code for codes in CURRENCIES.symbols.values() for code in codes} <= CURRENCIES.codes
    for bands in CURRENCIES.bands.values():
        assert list(bands) == ["small", "medium", "high", "very_high"]
        assert list(bands.values()) == sorted(bands.values())
    assert CURRENCIES.workday.keys() == CURRENCIES.bands.keys()
    assert {"NO", "GB", "CN"} <= CURRENCIES.regions.keys()


WRITTEN = st.one_of(
    st.text(),
    st.from_regex(r"[-+]?[¥$€ ]?[0-9][0-9,.' ]{0,8}(e[0-9]{1,4})?[ ]?(%|k|m|万|亿元|个月|h| USD)?", fullmatch=True),
    st.floats().map(repr),
    st.sampled_from([word for spec in specs().values() for word in spec.options]),
)


@given(st.sampled_from(sorted(specs())), WRITTEN, st.sampled_from(["USD", "CNY", "JPY"]))
def test_any_text_gives_a_value_profile_allows_or_a_form_error(id: str, text: str, currency: str) -> None:
    """Any text gives a value profile allows or a form error."""
    try:
        value = read(id, text, currency)
    except FormError:
        return
    assert getattr(make_profile(**{id: value}), id) == value


@given(st.floats(0, 1e15))
def test_a_number_printed_exactly_reads_back_the_same(number: float) -> None:
    """A number printed exactly reads back the same."""
    assert read("revenue", repr(number)) == number


def test_money_without_a_currency_takes_plain_amounts_only() -> None:
    """Money without a currency takes plain amounts only."""
    spec = Spec("price", "money", low=0, high=10)
    assert parse(spec, "3", None) == 3
    with pytest.raises(FormError):
        parse(spec, "$3", None)
