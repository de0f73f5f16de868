"""Numbers that are not known exactly, in every form and by every way in, and what is refused beside them."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from helpers.draws import cases
from helpers.libraries import LIBRARY
from helpers.talking import Talk, answer
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.profile import Profile, dump_answers, specs
from salesmode.business.vocabulary import Span
from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answers
from salesmode.intake.parse import FormError, MoneyForm, parse_tree


def read(id: str, tree: Any, currency: str = "USD") -> Any:
    """Return one answer as the parser reads it."""
    return parse_tree(specs()[id], tree, MoneyForm(currency, LIBRARY.currencies))


def refused(id: str, tree: Any) -> FormError:
    """Return the error with which one answer is refused."""
    with pytest.raises(FormError) as caught:
        read(id, tree)
    return caught.value


def profile(text: str = "", *sets: str, **flags: str) -> Profile:
    """Return the answers of a file with this text, `--set` pairs and flags."""
    given_flags = {id: [value] for id, value in flags.items()}
    return read_answers(Given("-", sets, given_flags, io.BytesIO(text.encode())), LIBRARY)


# ---------------------------------------------------------------------------------------------------- as people write


@pytest.mark.parametrize(
    "text",
    [
        "10-15%", "10–15%", "10 — 15 %", "10%-15%", "10% to 15%", "10%-15", "between 10 and 15%",
        "Between 10% and 15%", "from 10% to 15%", "0.1-0.15", "0.10 to 0.15", "about 10-15%", "１０－１５％",
        "10到15%", "10%至15%", "10～15%", "10~15%", "从10%到15%", "在10%到15%之间", "介于10%和15%之间", "大约10-15%",
        "10-15%左右",
    ],
)  # fmt: skip
def test_a_rate_may_lie_between_two_ends_and_is_taken_for_their_middle(text: str) -> None:
    """In English and Chinese, the per cent said once or twice: 10% to 15%, likely 12.5%."""
    assert read("win_rate", text) == Span(0.1, 0.125, 0.15)


@pytest.mark.parametrize(
    "text", ["about 120", "About 120", "~120", "≈ 120", "approx. 120", "roughly 120", "around 120", "120 or so",
             "约120", "大约120", "120左右", "差不多120"],
)  # fmt: skip
def test_about_a_number_is_a_tenth_less_and_a_tenth_more(text: str) -> None:
    """Likely the number itself, which stays whole: 108 to 132."""
    assert read("customer_count", text) == Span(108.0, 120, 132.0)
    assert isinstance(read("customer_count", text).likely, int)


@pytest.mark.parametrize(
    ("text", "currency", "span"),
    [
        ("3-5k", "USD", Span(3000, 4000, 5000)),
        ("$3-5k", "USD", Span(3000, 4000, 5000)),
        ("3k – $5k", "USD", Span(3000, 4000, 5000)),
        ("USD 3k to USD 5k", "USD", Span(3000, 4000, 5000)),
        ("500-1k", "USD", Span(500, 750, 1000)),
        ("1,000-2,000", "USD", Span(1000, 1500, 2000)),
        ("3e2-5e2", "USD", Span(300, 400, 500)),
        ("3-5万", "CNY", Span(30_000, 40_000, 50_000)),
        ("3万到5万元", "CNY", Span(30_000, 40_000, 50_000)),
        ("3000～5000元", "CNY", Span(3000, 4000, 5000)),
        ("约3万", "CNY", Span(27_000, 30_000, 33_000)),
        ("3万元左右", "CNY", Span(27_000, 30_000, 33_000)),
    ],
)  # fmt: skip
def test_an_amount_may_be_a_range_with_its_multiplier_said_once(text: str, currency: str, span: Span) -> None:
    """What stands behind the high end holds for the low one too, unless that would put it above."""
    assert read("deal_value", text, currency) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2–6 weeks", Span(14, 28, 42)),
        ("2 weeks to 3 months", Span(14, 52, 90)),
        ("45-60", Span(45, 52.5, 60)),
        ("10 to 3 months", Span(10, 50, 90)),
        ("2到6周", Span(14, 28, 42)),
        ("半年到一年", Span(182.5, 273.75, 365)),
        ("一到两年", Span(365, 547.5, 730)),
        ("about 3 months", Span(81, 90, 99)),
        ("3个月左右", Span(81, 90, 99)),
    ],
)
def test_a_duration_may_be_a_range_in_one_unit_or_two(text: str, span: Span) -> None:
    """A bare number is days where the unit of the other end cannot be meant."""
    assert read("decision_cycle", text) == span


@pytest.mark.parametrize(
    ("id", "text", "value"),
    [
        ("days_to_cash", "-5", -5),
        ("days_to_cash", "−5 days", -5),
        ("days_to_cash", "-10 to -5", Span(-10, -7.5, -5)),
        ("days_to_cash", "-10--5", Span(-10, -7.5, -5)),
        ("days_to_cash", "-5 to 10", Span(-5, 2.5, 10)),
        ("days_to_cash", "about -10", Span(-11, -10, -9)),
        ("price_level", "-10%", -0.1),
        ("price_level", "-10% to -5%", Span(-0.1, -0.075, -0.05)),
        ("revenue", "1e-5", 1e-5),
    ],
)
def test_a_minus_is_no_dash(id: str, text: str, value: object) -> None:
    """A sign stays a sign, before the first number and before the second, and so does that of a power."""
    assert read(id, text) == value


@pytest.mark.parametrize(
    ("id", "text", "value"),
    [
        ("customer_count", "10-15", Span(10, 13, 15)),
        ("decision_makers", "about 1", Span(1, 1, 1.1)),
        ("win_rate", "about 95%", Span(0.855, 0.95, 1)),
        ("spare_capacity", "100-150%", Span(1, 1.25, 1.5)),
        ("win_rate", "5-5%", 0.05),
        ("deal_value", "about 0", 0),
    ],
)
def test_a_range_keeps_to_its_answer(id: str, text: str, value: object) -> None:
    """A whole number stays whole, half a one rounded up; bounds hold; no room between the ends is no range."""
    assert read(id, text) == value


# ------------------------------------------------------------------------------------------------------------ refused


@pytest.mark.parametrize(
    ("id", "text", "fix", "means"),
    [
        ("win_rate", "15-10%", "Write 10% to 15", Span(0.1, 0.125, 0.15)),
        ("win_rate", "10-15", "Write 10% to 15%", Span(0.1, 0.125, 0.15)),
        ("deal_value", "5k to 3k", "Write 3k to 5k", Span(3000, 4000, 5000)),
        ("deal_value", "2k-500", "Write 500 to 2k", Span(500, 1250, 2000)),
        ("days_to_cash", "-10-5", "Write -10 to -5 or -10 to 5", Span(-10, -7.5, -5)),
        ("days_to_cash", "-5 – 10", "Write -10 to -5 or -5 to 10", Span(-10, -7.5, -5)),
        ("price_level", "-20 to -30%", "Write -30% to -20", Span(-0.3, -0.25, -0.2)),
    ],
)
def test_a_range_that_is_unclear_is_refused_with_what_can_be_typed_back(
    id: str, text: str, fix: str, means: Span
) -> None:
    """Ends the wrong way round, a rate without per cent, a dash that may be a minus: the advice reads as meant."""
    error = refused(id, text)
    assert str(error.fix) == fix
    advised = fix.removeprefix("Write ").split(" or ")
    assert read(id, advised[0]) == means
    assert all(isinstance(read(id, one), Span) for one in advised)


@pytest.mark.parametrize("id", ["deal_value", "customer_count", "win_rate", "decision_cycle", "days_to_cash"])
@pytest.mark.parametrize("text", ["2024-05", "2024–5", "05-06", "2024-05-01", "1-2-3", "-", "to", "10-", "10 to", "–5"])
def test_a_date_or_half_a_range_is_no_range(id: str, text: str) -> None:
    """It is refused with how such an answer is written."""
    error = refused(id, text)
    assert str(error.fix).startswith("Write ")


@pytest.mark.parametrize("text", ["1" + " " * 200_000 + "2", "about " + "1" * 200_000, "1-" * 100_000 + "2"])
def test_a_long_text_is_refused_at_once(text: str) -> None:
    """A number has at most 60 characters; nothing looks for ranges in more."""
    assert "too long for a number" in str(refused("deal_value", text).what)


def test_what_looks_like_a_date_is_called_one() -> None:
    """A year and a month are not 5 to 2024."""
    assert str(refused("deal_value", "2024-05").what) == "'2024-05' looks like a date, not like a number"


@pytest.mark.parametrize(
    ("id", "text", "says"),
    [
        ("win_rate", "50-150%", "above 100%"),
        ("decision_makers", "0-3", "below 1"),
        ("customer_count", "1.5-3", "not a whole number"),
        ("deal_value", "3-5 groats", "not understood"),
        ("deal_value", "€3-5k", "does not go with the currency USD"),
    ],
)
def test_both_ends_are_held_to_what_the_answer_may_be(id: str, text: str, says: str) -> None:
    """As a number alone would be."""
    assert says in str(refused(id, text).what)


# ---------------------------------------------------------------------------------------------------------- as a map


def test_a_range_may_be_a_map_of_low_likely_and_high() -> None:
    """Without a likely value the middle is taken; the forms are those of any number."""
    assert read("deal_value", {"low": "3k", "likely": "4.5k", "high": "5k"}) == Span(3000, 4500, 5000)
    assert read("win_rate", {"low": "10%", "high": "0.15", "likely": None}) == Span(0.1, 0.125, 0.15)
    assert read("customer_count", {"low": "7", "high": "7"}) == 7


@pytest.mark.parametrize(
    ("tree", "path", "fix"),
    [
        ({"low": "9"}, (), "Write both, as in {low: 10, high: 15}, or one number"),
        ({"low": "9", "high": "1"}, (), "Write {low: 1, high: 9}"),
        ({"low": "1", "likely": "9", "high": "5"}, (), "Write {low: 1, likely: 5, high: 9}"),
        ({"low": "1", "high": "lots"}, ("high",), "Write an amount such as 3000, 120k or 1.2m"),
        ({"low": "1", "high": ["2"]}, ("high",), "Write an amount such as 3000, 120k or 1.2m"),
        ({"lo": "1", "high": "2"}, ("lo",), "Did you mean low? Known: low, likely, high"),
        ({}, (), "Write both, as in {low: 10, high: 15}, or one number"),
    ],
)
def test_a_map_that_is_no_range_is_refused_at_the_end_at_fault(tree: Any, path: tuple[str, ...], fix: str) -> None:
    """An end that is missing, above the other, no number, or misspelt."""
    error = refused("deal_value", tree)
    assert (error.path, str(error.fix)) == (path, fix)


# ------------------------------------------------------------------------------------------------------- the ways in


@pytest.mark.parametrize("text", ["10-15%", "between 10 and 15%", "10到15%"])
def test_a_range_is_read_alike_from_flag_set_file_json_and_prompt(text: str, tmp_path: Path) -> None:
    """The answer is the likely value, and the profile knows the ends."""
    for made in (
        profile(f"win_rate: {text}"),
        profile(json.dumps({"win_rate": text})),
        profile("", f"win_rate={text}"),
        profile("", win_rate=text),
    ):
        assert (made.win_rate, made.ranges) == (0.125, {"win_rate": (0.1, 0.15)})
    held = {"low": 0.1, "likely": 0.125, "high": 0.15}
    assert answer(tmp_path / "en.yaml", "win_rate", text) == answer(tmp_path / "zh.yaml", "win_rate", text, lang="zh")
    assert answer(tmp_path / "en.yaml", "win_rate", text) == held


def test_a_map_is_read_alike_from_set_file_and_json() -> None:
    """As YAML or as JSON."""
    for made in (
        profile("win_rate: {low: 10%, likely: 12%, high: 15%}"),
        profile('{"win_rate": {"low": 0.1, "likely": 0.12, "high": 0.15}}'),
        profile("", "win_rate={low: 10%, likely: 12%, high: 15%}"),
    ):
        assert (made.win_rate, made.ranges) == (0.12, {"win_rate": (0.1, 0.15)})


@pytest.mark.parametrize(
    ("id", "typed"),
    [("win_rate", "10–15%"), ("deal_value", "3-5k"), ("customer_count", "about 120"), ("decision_cycle", "~3 months")],
)
@pytest.mark.parametrize("name", ["answers.yaml", "answers.json"])
def test_the_file_of_an_interview_keeps_a_range_as_it_was_typed(id: str, typed: str, name: str, tmp_path: Path) -> None:
    """What is read back is the range, what stands there are the owner's words; the review says both ends."""
    path = tmp_path / name
    if name.endswith(".json"):
        path.write_text(json.dumps(dict.fromkeys(specs(), "n/a") | {"currency": "USD", id: None}), encoding="utf-8")
        from helpers.talking import Talk

        Talk(path, f"go {id}", typed).until_the_end()
        assert json.loads(path.read_text(encoding="utf-8"))[id] == typed
    else:
        answer(path, id, typed)
        assert re.search(rf"(?m)^{id}: {re.escape(typed)}$", path.read_text(encoding="utf-8"))
    again = read_answers(Given(str(path)), LIBRARY)
    assert again.ranges[id] == (read(id, typed).low, read(id, typed).high)


def test_a_range_in_the_review_is_said_with_both_ends(tmp_path: Path) -> None:
    """And not by the value it is taken for."""
    path = tmp_path / "answers.yaml"
    path.write_text("win_rate: 10-15%\n", encoding="utf-8")
    talk = Talk(path, "review")
    talk.until_the_end()
    assert "win rate: 10% to 15%" in talk.said


def test_a_range_that_is_refused_says_where_and_what_to_write() -> None:
    """By the line of the file, or by the flag."""
    with pytest.raises(InputError) as caught:
        profile("name: x\nwin_rate: 15-10%")
    assert caught.value.where == "stdin:2"
    assert str(caught.value.fix) == "Write 10% to 15"
    with pytest.raises(InputError) as caught:
        profile("", win_rate="15%-10%")
    assert (caught.value.where, str(caught.value.fix)) == ("--win-rate", "Write 10% to 15%")


# ---------------------------------------------------------------------------------------------- segments and choices


def test_a_segment_and_a_choice_may_hold_ranges_too() -> None:
    """Its share of revenue as well; a share known exactly takes the range of the whole away."""
    made = profile(
        "win_rate: 10-20%\ndeal_value: 3-5k\nsegments:\n"
        "- {name: hotels, revenue_share: 20-40%, win_rate: 30-40%}\n- {name: cafés, win_rate: 25%}\n"
        "options: [{name: dearer, set: {price_level: 5-10%}}]"
    )
    hotels, cafes = made.segments or ()
    assert (hotels.changes, hotels.revenue_share) == ({"win_rate": 0.35}, 0.3)
    assert hotels.ranges == {"win_rate": (0.3, 0.4), "revenue_share": (0.2, 0.4)}
    (choice,) = made.options or ()
    assert (choice.changes, choice.ranges) == ({"price_level": 0.075}, {"price_level": (0.05, 0.1)})
    (_, first), (_, second) = made.parts()
    whole = {"deal_value": (3000, 5000)}
    assert (first.win_rate, first.ranges) == (0.35, {**whole, "win_rate": (0.3, 0.4)})
    assert (cafes.ranges, second.win_rate, second.ranges) == ({}, 0.25, whole)
    assert made.varied(choice).ranges == {**made.ranges, "price_level": (0.05, 0.1)}


def test_answers_with_ranges_read_back_give_the_same_profile() -> None:
    """As a program hands them on: each with low, likely and high."""
    made = profile("win_rate: about 10%\ncustomer_count: 10-15\nsegments: [{name: a, aov: 3-5k}]\nspare_capacity: 1-2%")
    dumped = dump_answers(made)
    assert dumped["customer_count"] == {"low": 10.0, "likely": 13, "high": 15.0}
    again = profile(json.dumps(dumped))
    assert (again.answered(), again.ranges) == (made.answered(), made.ranges)


NUMBERS = st.integers(0, 400).map(str) | st.sampled_from(["0.1", "0.35", "1,200", "3k", "12%", "2 weeks", "半年", "-4"])
JOINTS = st.sampled_from(["-", "–", " - ", " to ", "到", "~", "至", "--", " and "])


BEFORE = st.sampled_from(["", "about ", "约", "~", "between "])
BEHIND = st.sampled_from(["", "%", "k", "左右"])
TYPED = st.tuples(BEFORE, NUMBERS, JOINTS, NUMBERS, BEHIND).map("".join)
NUMBERED = [id for id, spec in specs().items() if spec.kind in ("number", "rate", "money", "duration")]


@cases(300)
@given(st.sampled_from(NUMBERED), TYPED)
def test_any_two_numbers_give_a_rising_range_within_bounds_or_a_form_error(id: str, text: str) -> None:
    """Whatever is typed: never a range upside down, never beyond what the answer may be."""
    try:
        value = read(id, text)
    except FormError:
        return
    spec = specs()[id]
    ends = value if isinstance(value, Span) else (value,)
    assert list(ends) == sorted(ends)
    assert ends[0] >= (spec.low or 0)
    assert spec.high is None or ends[-1] <= spec.high
