"""Flags, `--set` and files made a Profile, and back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.libraries import LIBRARY
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from salesmode.business.profile import ANSWERS, Profile, dump_answers, make_profile, specs
from salesmode.business.vocabulary import ChannelResult, Choice, Member, PriceChange, Shift, Spec
from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answer, read_answers
from salesmode.intake.parse import Currencies, FormError, Mark
from salesmode.knowledge.noting import NotesReader


@dataclass(frozen=True)
class Small:
    """A library small enough to see whole."""

    plays: Collection[str] = ("b2b.icp", "fusion.self_serve")
    trade_names: Collection[str] = ("snacks", "robots")
    currencies: Currencies = LIBRARY.currencies
    notes: NotesReader = LIBRARY.notes

    def meant(self, id: str, word: str) -> str | None:
        """Return what a word stands for."""
        return None

    def trades_like(self, text: str) -> tuple[str, ...]:
        """Return the trades that `text` begins."""
        return tuple(name for name in self.trade_names if name.startswith(text))


KNOWN = Small()


def from_text(text: str | bytes, *sets: str, **flags: str) -> Profile:
    """Return the answers of a file with this text, `--set` pairs and flags."""
    data = text.encode() if isinstance(text, str) else text
    given_flags = {id: [value] for id, value in flags.items()}
    return read_answers(Given("-", sets, given_flags, io.BytesIO(data)), KNOWN)


def refused(text: str | bytes, *sets: str, **flags: str) -> InputError:
    """Return the error with which these answers are refused."""
    with pytest.raises(InputError) as caught:
        from_text(text, *sets, **flags)
    assert caught.value.fix
    return caught.value


def test_nothing_given_is_no_answers_but_an_assumed_currency() -> None:
    """Nothing given is no answers but an assumed currency."""
    profile = read_answers(Given(), KNOWN)
    assert profile.answered() == {"currency": "USD"}
    assert profile.origins == {"currency": "assumed"}
    assert profile.language is None


def test_a_flag_goes_before_set_and_set_before_the_file() -> None:
    """A flag goes before set and set before the file."""
    profile = from_text("goal: brand\nreach: city\nstage: idea", "reach=export", "goal=margin", goal="retention")
    assert (profile.goal, profile.reach, profile.stage) == ("retention", "export", "idea")
    assert {id: profile.origins[id] for id in ("goal", "reach", "stage")} == {
        "goal": "--goal",
        "reach": "--set",
        "stage": "stdin:3",
    }


def test_missing_none_and_does_not_apply_stay_three_things() -> None:
    """Missing none and does not apply stay three things."""
    profile = from_text("channels: []\nbuying_steps: null\nwin_rate: n/a\nquota: N/A\nsold_through: none")
    assert (profile.channels, profile.buying_steps, profile.win_rate, profile.sold_through) == ((), None, None, ())
    assert profile.not_applicable == {"win_rate", "quota"}
    assert profile.origins["quota"] == "stdin:4"
    assert "buying_steps" not in profile.origins


def test_any_answer_may_not_apply() -> None:
    """Any answer may not apply."""
    read = from_text("\n".join(f"{id}: n/a" for id in ANSWERS))
    assert read.not_applicable == set(ANSWERS) - {"currency"}
    assert read.currency == "USD"


def test_an_empty_value_takes_the_answer_of_the_file_away() -> None:
    """An empty value takes the answer of the file away."""
    assert from_text("revenue: 5\nquota: 6", "revenue=null", quota="").answered() == {"currency": "USD"}


@pytest.mark.parametrize(
    ("text", "currency", "origin"),
    [
        ("region: cn", "CNY", "region CN"),
        ("region: UK", "GBP", "region GB"),
        ("region: NO", "NOK", "region NO"),
        ("region: JP\ncurrency: usd", "USD", "stdin:2"),
        ("currency: €", "EUR", "stdin:1"),
        ("currency: RMB", "CNY", "stdin:1"),
        ("region: n/a", "USD", "assumed"),
    ],
)
def test_the_currency_is_given_or_the_regions_or_assumed(text: str, currency: str, origin: str) -> None:
    """The currency is given or the region's or assumed."""
    profile = from_text(text)
    assert (profile.currency, profile.origins["currency"]) == (currency, origin)


def test_money_is_read_in_the_currency_wherever_that_was_given() -> None:
    """Money is read in the currency wherever that was given."""
    assert from_text("deal_value: ¥3万", region="JP").deal_value == 30_000
    error = refused("deal_value: ¥3000")
    assert error.where == "stdin:1"
    assert "currency: CNY" in str(error.fix)


def test_an_unknown_trade_is_refused_with_what_may_have_been_meant() -> None:
    """A trade that no library knows is a fault with the nearest names; nothing is taken for granted."""
    error = refused("\nindustry: snack")
    assert (str(error.where), str(error.what)) == ("stdin:2", "industry: 'snack' is no trade that the library knows")
    assert str(error.fix) == "Write snacks or other"
    assert from_text("industry: Snacks").industry == "snacks"
    assert from_text("industry: other").industry == "other"
    assert str(refused("industry: xyz").fix) == "Leave it out, your offer may tell; or write other"


def test_any_of_comes_as_list_text_or_repeated_flag() -> None:
    """Any of comes as list text or repeated flag."""
    flags = {"channels": ["email, stores", "website"]}
    assert read_answers(Given(flags=flags), KNOWN).channels == ("email", "stores", "website")
    assert from_text("channels: [email, Stores]").channels == ("email", "stores")


def test_maps_and_lists_of_maps_come_by_set_or_flag_too() -> None:
    """Maps and lists of maps come by set or flag too."""
    profile = from_text("", "maturity={b2b.icp: 2, fusion.self-serve: 1}", team="[{role: sales, people: 2}]")
    assert profile.maturity == {"b2b.icp": 2, "fusion.self_serve": 1}
    assert profile.team == (Member(role="sales", people=2),)


def test_a_segment_replaces_answers_and_may_say_that_one_does_not_apply() -> None:
    """A segment replaces answers and may say that one does not apply."""
    text = """
win_rate: 20%
quota: 5
segments:
  - name: Shops
    revenue_share: 40%
    deal_value: 3k
    win_rate: n/a
    maturity: {b2b.icp: 1}
    quota:
"""
    ((segment, part),) = from_text(text).parts()
    assert (segment.name, segment.revenue_share) == ("Shops", 0.4)
    assert (part.deal_value, part.win_rate, part.maturity, part.quota) == (3000, None, {"b2b.icp": 1}, 5)
    assert part.not_applicable == {"win_rate"}


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("# x\ndeal_valeu: 5", "stdin:2", "Did you mean deal_value?"),
        ("buyer: organisation", "stdin:1", "Did you mean organization?"),
        ('{"goal": "brand",\n"reech": 1}', "stdin:2", "Did you mean reach?"),
        ("origins: {}", "stdin:1", "unknown key 'origins'"),
        ("win_rate: 35", "stdin:1", "Write 35% or 0.35"),
        ("revenue: -1", "stdin:1", "below 0"),
        ("revenue: .inf", "stdin:1", "not a number"),
        ("revenue: " + "9" * 400, "stdin:1", "too long for a number"),
        ("region: XX", "stdin:1", "ISO 3166"),
        ("currency: XTS", "stdin:1", "ISO 4217"),
        ("currency: ¥", "stdin:1", "CNY or JPY"),
        ("language: fr", "stdin:1", "en, zh"),
        ("maturity: {b2b.ipc: 1}", "stdin:1", "Did you mean b2b.icp?"),
        ("maturity:\n  b2b.icp: 5", "stdin:2", "above 4"),
        ("team:\n- role: sales\n  people: x", "stdin:3", "people"),
        ("buyer: [both]", "stdin:1", "a list cannot stand here"),
        ("segments:\n- name: A\n- name: B\n  goal: x", "stdin:4", "not one of the options"),
        ("goal: {a: b}", "stdin:1", "cannot stand"),
        ("segments:\n- name: A\n  currency: EUR", "stdin:3", "one currency"),
        ("region: [CN]", "stdin:1", "a list cannot stand here"),
        ("segments:\n- name: A\n  segments: []", "stdin:3", "side by side"),
        ("segments: n", "stdin:1", "list of maps"),
        ("x" * 900 + ": 1", "stdin:1", "900 characters"),
        ("capability: {" + "x" * 900 + ": 1}", "stdin:1", "900 characters"),
    ],
)
def test_a_wrong_answer_says_what_where_and_what_to_write(text: str, where: str, says: str) -> None:
    """A wrong answer says what where and what to write."""
    error = refused(text)
    assert error.where == where
    assert says in str(error)
    assert len(str(error)) < 2000


@pytest.mark.parametrize(
    ("sets", "where", "says"),
    [
        (["goal"], "--set goal", "KEY=VALUE"),
        (["gaol=brand"], "--set", "Did you mean goal?"),
        (["goal=x"], "--set goal", "not one of"),
        (["goal=brand", "goal=margin"], "--set goal", "given twice"),
        (["goal=!x y"], "--set goal", "tags"),
        (["name=\udcff: x"], "--set name", "not allowed"),
        (["team=[{role: sales"], "--set team", "not readable"),
    ],
)
def test_a_wrong_set_names_itself(sets: list[str], where: str, says: str) -> None:
    """A wrong set names itself."""
    error = refused("", *sets)
    assert error.where == where
    assert says in str(error)


def test_a_wrong_flag_names_itself() -> None:
    """A wrong flag names itself."""
    assert refused("", deal_value="5 quid").where == "--deal-value"
    assert "Did you mean goal?" in str(refused("", gaol="brand").fix)
    with pytest.raises(InputError, match=r"^--goal: this flag is given 2 times"):
        read_answers(Given(flags={"goal": ["brand", "margin"]}), KNOWN)


def test_all_problems_are_told_together_five_of_them_spelt_out() -> None:
    """All problems are told together five of them spelt out."""
    message = str(refused("\n".join(f"nothing{n}: 1" for n in range(4)) + "\ngoal: x\nwin_rate: 35\nrevenue: -1"))
    assert message.startswith("7 answers cannot be read")
    assert "stdin:1: unknown key 'nothing0'" in message
    assert "and 2 more" in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A missing file is named."""
    with pytest.raises(InputError, match="no such file"):
        read_answers(Given(str(tmp_path / "none.yaml")), KNOWN)


def test_a_file_is_named_in_origins_as_it_was_given(tmp_path: Path) -> None:
    """A file is named in origins as it was given."""
    path = tmp_path / "a.yaml"
    path.write_text("\ngoal: brand\n", encoding="utf-8")
    assert read_answers(Given(str(path)), KNOWN).origins["goal"] == f"{path}:2"


def test_one_answer_is_read_as_a_prompt_needs_it() -> None:
    """One answer is read as a prompt needs it."""
    assert read_answer("deal_value", "3万", KNOWN, "CNY") == 30_000
    assert read_answer("deal_value", " ", KNOWN, "CNY") is None
    assert read_answer("deal_value", "n/a", KNOWN, "CNY") is Mark.NOT_APPLICABLE
    with pytest.raises(FormError):
        read_answer("deal_value", "$3", KNOWN, "CNY")


SECOND = [
    ("revenue_before", "3.1m", 3_100_000.0),
    ("changed", "[{what: orders, by: -30%, since: 3 months}]", (Shift(what="orders", by=-0.3, since=90.0),)),
    ("changed_with", "rival, season", ("rival", "season")),
    ("blocked_by", "out_of_stock", ("out_of_stock",)),
    ("left_because", "price, not-used", ("price", "not_used")),
    ("returned_because", "none", ()),
    ("goal", "stop_decline", "stop_decline"),
    ("fixed_costs", "42k", 42_000.0),
    ("owner_pay", "0", 0.0),
    ("price_level", "-5%", -0.05),
    ("last_price_change", "{by: 5%, months_ago: 1 year}", PriceChange(by=0.05, months_ago=12.0)),
    ("hourly_rate", "95", 95.0),
    ("hours_sold", "110 h", 110.0),
    ("hours_available", "150 hours", 150.0),
    ("backlog_weeks", "1 quarter", 13.0),
    ("spare_capacity", "124%", 1.24),
    ("top5_share", "55%", 0.55),
    ("main_channel_share", "0.7", 0.7),
    ("platform_share", "40%", 0.4),
    ("supplier_bonus_share", "30%", 0.3),
    (
        "channel_results",
        "[{channel: email, spend: 1.2k, enquiries: 40, orders: 6, revenue: 9k}]",
        (ChannelResult(channel="email", spend=1200.0, enquiries=40.0, orders=6.0, revenue=9000.0),),
    ),
    ("ramp_to_full_use", "3个月", 3.0),
    ("pipeline_counts", "first_year", "first_year"),
    ("renewals_due", "8", 8),
    ("minimum_order", "250", 250.0),
    ("delivery_charge", "15", 15.0),
    ("pays_sellers_for", "volume, margin", ("volume", "margin")),
    ("rules_out", "hire, raise_price", ("hire", "raise_price")),
    ("options", "[{name: A, set: {price_level: 10%}}]", (Choice(name="A", changes={"price_level": 0.1}),)),
    ("ways", "live_commerce", ("live_commerce",)),
    ("expansion_includes_last_years_new", "yes", True),
    ("cac_includes_wages", "否", False),
]


@pytest.mark.parametrize(("id", "text", "value"), SECOND, ids=[id for id, _, _ in SECOND])
def test_an_answer_of_the_second_edition_is_read_alike_from_file_json_set_and_flag(
    id: str, text: str, value: object
) -> None:
    """And written out it is read again."""
    made = from_text(f"{id}: {text}")
    assert getattr(made, id) == value
    dumped = json.dumps(dump_answers(made))
    for again in (from_text(dumped), from_text("", f"{id}={text}"), from_text("", **{id: text})):
        assert getattr(again, id) == value


@pytest.mark.parametrize(
    ("text", "where", "fix"),
    [
        ("changed:\n- {by: -30%}", "stdin:2", "Add what: one of enquiries, orders,"),
        ("changed:\n- {what: orders}\n- {what: orders}", "stdin:3", "Keep one of the two"),
        ("changed:\n- {what: orders, by: -30}", "stdin:2", "Write -30% or -0.3"),
        ("channel_results:\n- {channel: email, spend: a lot}", "stdin:2", "Write an amount"),
        ("last_price_change: 5%", "stdin:1", "Write keys and values, such as {by: 5%, months_ago: 4}"),
        ("options:\n- {set: {}}", "stdin:2", "Add name: what you call this choice"),
        ("options:\n- {name: A}", "stdin:2", "Add set: the answers as they would then be"),
        ("options:\n- {name: A, set: {options: []}}", "stdin:2", "Known:"),
        ("options:\n- {name: A, set: {win_rate: 35}}", "stdin:2", "Write 35% or 0.35"),
        ("options:\n- {name: A, set: {}}\n- {name: A, set: {}}", "stdin:3", "Keep one of the two"),
        ("segments:\n- {name: a, options: []}", "stdin:2", "Known:"),
        ("spare_capacity: 1.24", "stdin:1", "Write 1.24% or 124%"),
        ("spare_capacity: 124", "stdin:1", "Write 124%"),
        ("price_level: -130%", "stdin:1", "Write a rate from -100% to 10,000%"),
        ("left_because: price, service, quality, not_used", "stdin:1", "Keep the 3 that matter most"),
    ],
)
def test_a_wrong_answer_of_the_second_edition_is_refused_in_its_line(text: str, where: str, fix: str) -> None:
    """With what to write instead."""
    error = refused(text)
    assert error.where == where
    assert fix in str(error.fix)


PLAYS = tuple(KNOWN.plays)
TEXTS = st.text(max_size=30).filter(lambda text: text.strip().casefold() not in ("", "n/a"))
MEMBERS = st.fixed_dictionaries(
    {"role": st.sampled_from(["founder", "sales"]), "people": st.floats(0.1, 100)},
    optional={"plan_hours": st.floats(0, 99)},
)


def answer_of(spec: Spec) -> st.SearchStrategy[Any]:
    """Answers of a kind, as a file would hold them."""
    options = PLAYS if spec.id == "maturity" else spec.options
    match spec.kind:
        case "one_of":
            return st.sampled_from(options)
        case "any_of":
            return st.lists(st.sampled_from(options), unique=True, max_size=spec.most or 4)
        case "yes_no":
            return st.booleans()
        case "levels" | "counts":
            return st.dictionaries(st.sampled_from(sorted(options)), st.integers(0, 4), max_size=2)
        case "text":
            fixed = {"industry": ["robots", "other"], "region": ["CN", "NO"], "currency": ["EUR", "CNY"]}.get(spec.id)
            return st.sampled_from(fixed) if fixed else TEXTS
        case "list" | "map":
            return ENTRIES[spec.id]
    numbers = number_of(spec)
    return numbers | st.tuples(numbers, numbers, numbers).map(
        lambda drawn: dict(zip(("low", "likely", "high"), sorted(drawn), strict=True))
    )


def number_of(spec: Spec) -> st.SearchStrategy[Any]:
    """A number as JSON would hold it; a rate above 1 would have to say that it is so many per cent."""
    low, high = spec.low or 0, 1 if spec.kind == "rate" else spec.high or 0
    return st.integers(int(low), int(high)) if spec.whole else st.floats(low, high)


CHANNELS = st.sampled_from(specs()["channels"].options)
ENTRIES = {
    "team": st.lists(MEMBERS, max_size=3),
    "changed": st.lists(
        st.fixed_dictionaries({"what": st.sampled_from(["orders", "visits"])}, optional={"by": st.just("250%")}),
        max_size=2,
        unique_by=lambda one: str(one["what"]),
    ),
    "channel_results": st.lists(
        st.fixed_dictionaries({"channel": CHANNELS}, optional={"spend": st.floats(0, 1e6), "orders": st.floats(0, 99)}),
        max_size=2,
        unique_by=lambda one: str(one["channel"]),
    ),
    "last_price_change": st.fixed_dictionaries({}, optional={"by": st.floats(-1, 1), "months_ago": st.floats(0, 99)}),
    "options": st.nothing(),
}
ONES = {
    id: answer_of(spec) | st.just("n/a") for id, spec in specs().items() if id not in ("segments", "options")
}  # fmt: skip
CHANGES = {id: one for id, one in ONES.items() if id not in ("name", "currency")}
OPTIONS = st.lists(
    st.fixed_dictionaries({"name": TEXTS, "set": st.fixed_dictionaries({}, optional=CHANGES)}),
    max_size=2,
    unique_by=lambda choice: str(choice["name"]).strip(),
)
SEGMENTS = st.lists(
    st.fixed_dictionaries({"name": TEXTS}, optional={"revenue_share": st.floats(0, 1), **CHANGES}),
    max_size=2,
    unique_by=lambda segment: str(segment["name"]).strip(),
)
ANSWER_FILES = st.fixed_dictionaries(
    {},
    optional={**ONES, "currency": st.sampled_from(["EUR", "CNY"]), "segments": SEGMENTS, "options": OPTIONS},
)


@given(ANSWER_FILES)
def test_every_good_file_is_read_as_profile_would_validate_it(answers: dict[str, Any]) -> None:
    """Every good file is read as profile would validate it."""
    profile = from_text(json.dumps(answers))
    assert make_profile(**asdict(profile)) == profile
    assert {id for id, value in answers.items() if value == "n/a"} == profile.not_applicable


@given(ANSWER_FILES)
def test_dumped_answers_read_back_give_the_same_profile(answers: dict[str, Any]) -> None:
    """Dumped answers read back give the same profile."""
    profile = from_text(json.dumps(answers))
    for text in (json.dumps(dump_answers(profile)), yaml.safe_dump(dump_answers(profile), allow_unicode=True)):
        again = from_text(text)
        assert again.answered() == profile.answered()
        assert again.ranges == profile.ranges
        assert again.not_applicable == profile.not_applicable
        assert dump_answers(again) == dump_answers(profile)


def fault(read: Callable[[], Profile]) -> InputError | None:
    """Return the error with which answers are refused, if they are."""
    try:
        read()
    except InputError as error:
        return error
    return None


LINES = st.tuples(st.sampled_from([*ANSWERS, "nothing"]), st.text(max_size=12) | st.integers().map(str)).map(": ".join)


@given(st.binary() | st.lists(LINES, max_size=4).map(lambda lines: "\n".join(lines).encode()))
def test_any_bytes_give_a_profile_or_an_input_error(data: bytes) -> None:
    """Any bytes give a profile or an input error."""
    error = fault(lambda: from_text(data))
    assert error is None or error.fix


@given(
    st.lists(st.text(), max_size=3),
    st.dictionaries(st.sampled_from([*ANSWERS, "x"]), st.lists(st.text(), max_size=2), max_size=3),
)
def test_any_flags_give_a_profile_or_an_input_error(sets: list[str], flags: dict[str, list[str]]) -> None:
    """Any flags give a profile or an input error."""
    error = fault(lambda: read_answers(Given(sets=sets, flags=flags), KNOWN))
    assert error is None or error.fix


# ------------------------------------------------------------------------------------------------- read in the notes

NOTE = "14 no-shows a week. Quotes go out after 9 to 12 days."


def noted(text: str, *sets: str) -> Profile:
    """Return the answers of a file, the notes read."""
    return read_answers(Given("-", sets=sets, stdin=io.BytesIO(text.encode())), KNOWN)


def test_a_figure_in_the_notes_is_an_answer_that_says_where_it_came_from() -> None:
    """A range stays one."""
    profile = noted(f'notes: "{NOTE}"')
    assert (profile.no_shows, profile.days_to_quote) == (14, 10.5)
    assert profile.ranges["days_to_quote"] == (9, 12)
    assert profile.noted() == ("days_to_quote", "no_shows")
    assert profile.notes == NOTE


@pytest.mark.parametrize(("given", "held"), [("no_shows: 3", 3), ("no_shows: n/a", None), ("no_shows:", 14)])
def test_what_was_typed_stands_above_the_notes(given: str, held: int | None) -> None:
    """That it does not apply is typed too; an empty line of a form is not."""
    profile = noted(f'notes: "{NOTE}"\n{given}')
    assert profile.no_shows == held


def test_a_figure_read_wrong_is_set_right_or_taken_away() -> None:
    """By `--set`, with a figure or with nothing."""
    assert noted(f'notes: "{NOTE}"', "no_shows=4").no_shows == 4
    assert noted(f'notes: "{NOTE}"', "no_shows=").no_shows is None
    assert noted(f'notes: "{NOTE}"', "notes=").no_shows is None


@pytest.mark.parametrize(
    ("note", "held"), [("€9k of stock does not sell.", 9000), ("£9k of stock does not sell.", None)]
)
def test_an_amount_in_another_currency_is_left_unread(note: str, held: int | None) -> None:
    """It is no fault of the file."""
    assert noted(f'currency: EUR\nnotes: "{note}"').dead_stock == held


def test_what_was_read_is_read_again_from_the_answers_as_they_are_dumped() -> None:
    """A profile that is written and read back is the same one, though by then it was typed."""
    profile = noted(f'notes: "{NOTE}"')
    again = read_answers(Given("-", stdin=io.BytesIO(yaml.safe_dump(dump_answers(profile)).encode())), KNOWN)
    assert (again.no_shows, again.ranges) == (profile.no_shows, profile.ranges)
    assert again.noted() == ()
