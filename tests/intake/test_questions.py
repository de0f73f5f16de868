"""The questions on paper: a blank file that says nothing, a sheet to print, a schema that agrees with the reader."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.libraries import LIBRARIES, LIBRARY
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from salesmode.business.profile import ANSWERS, Profile, dump_answers, specs
from salesmode.business.vocabulary import Spec
from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answers
from salesmode.intake.questions import catalog, render_questions
from salesmode.intake.questions.sheet import escaped
from salesmode.knowledge.library import LANGS, Lang

SCHEMA: Any = json.loads(render_questions(LIBRARY, "schema"))
VALIDATOR = Draft202012Validator(SCHEMA)
EXAMPLES = sorted((LIBRARY.folder / "examples").glob("*.yaml"))
each_lang = pytest.mark.parametrize("lang", LANGS)


def read(text: str) -> Profile:
    """Return the answers of a file's text."""
    return read_answers(Given(file="-", stdin=io.BytesIO(text.encode())), LIBRARY)


def accepts(text: str) -> bool:
    """Return whether the schema takes a file's text."""
    return bool(VALIDATOR.is_valid(yaml.safe_load(text)))


def readable(text: str) -> bool:
    """Return whether the reader takes a file's text."""
    try:
        read(text)
    except InputError:
        return False
    return True


def test_every_answer_is_asked_once_in_the_order_of_the_file() -> None:
    """The catalog holds the whole Profile, group by group, as questions.yaml lists it."""
    asked = [question.id for group in catalog(LIBRARY) for question in group.questions]
    assert sorted(asked) == sorted(ANSWERS)
    assert asked == list(LIBRARY.questions.answers)


@each_lang
def test_no_word_of_an_option_holds_what_separates_options(lang: Lang) -> None:
    """Options can be typed by their words, with commas between."""
    questions = [question for group in catalog(LIBRARIES[lang]) for question in group.questions]
    typed = [word for question in questions if question.spec.kind == "any_of" for word in question.options.values()]
    assert [word for word in typed if re.search(r"[,;，；、]", word)] == []


# ------------------------------------------------------------------------------------------------------- blank file


@each_lang
def test_a_blank_file_reads_as_no_answers(lang: Lang) -> None:
    """Every key is there, and nothing is known."""
    text = render_questions(LIBRARIES[lang], "yaml")
    held = yaml.safe_load(text)
    assert list(held) == [question.id for group in catalog(LIBRARIES[lang]) for question in group.questions]
    assert set(held.values()) == {None}
    assert dump_answers(read(text)) == {}


@each_lang
def test_the_examples_of_a_blank_file_can_be_used_by_taking_the_sign_away(lang: Lang) -> None:
    """The commented team and groups are right as they stand."""
    text = render_questions(LIBRARIES[lang], "yaml")
    profile = read(re.sub(r"(?m)^# - ", "- ", text))
    assert [member.role for member in profile.team or ()] == ["founder", "sales"]
    assert [segment.revenue_share for segment in profile.segments or ()] == [0.3]


def test_a_blank_file_speaks_the_language_asked_for() -> None:
    """Comments follow the language, keys never do."""
    english, chinese = (render_questions(LIBRARIES[lang], "yaml") for lang in LANGS)
    assert "# What is the business called?" in english
    assert not re.search("[一-鿿]", english.replace("3万", ""))
    assert "# 公司或店铺叫什么？" in chinese
    assert yaml.safe_load(english) == yaml.safe_load(chinese)


# ------------------------------------------------------------------------------------------------------------ sheet


@each_lang
def test_a_sheet_is_clean_markdown(lang: Lang) -> None:
    """One title, no heading twice, one blank line between blocks, no space at an end of line, no HTML."""
    text = render_questions(LIBRARIES[lang], "md")
    lines = text.splitlines()
    headings = [line for line in lines if line.startswith("#")]
    assert [line for line in headings if line.startswith("# ")] == lines[:1]
    assert len(set(headings)) == len(headings)
    assert [line for line in headings if line[-1] in ".,;:!。，；：！"] == []
    assert "\n\n\n" not in text
    assert text == text.rstrip() + "\n"
    assert [line for line in lines if line != line.rstrip()] == []
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert [token for token in tokens if "html" in token.type] == []


@each_lang
def test_a_sheet_has_a_box_or_a_row_for_every_option_and_a_place_for_every_answer(lang: Lang) -> None:
    """Nothing that can be answered is missing on paper."""
    text = render_questions(LIBRARIES[lang], "md")
    parts = re.split(r"(?m)^### ", text)[1:]
    assert len(parts) == len(ANSWERS)
    for part, question in zip(parts, (q for group in catalog(LIBRARIES[lang]) for q in group.questions), strict=True):
        assert [f"`{id}`" for id in question.options if f"`{id}`" not in part] == []
        assert "- [ ]" in part or "| --- |" in part or "____" in part


@each_lang
def test_the_tables_of_a_sheet_have_as_many_cells_in_every_row(lang: Lang) -> None:
    """A bar in a text does not make a column."""
    for table in re.findall(r"(?m)(?:^\|.*\n)+", render_questions(LIBRARIES[lang], "md")):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


def test_signs_of_markdown_are_escaped() -> None:
    """A text is drawn as it was written."""
    assert escaped("a|b *c* <d> [e]\n`f`") == r"a\|b \*c\* \<d\> \[e\] \`f\`"


# ----------------------------------------------------------------------------------------------------------- schema


def test_the_schema_is_one_of_its_draft_in_both_languages() -> None:
    """Only words differ between the languages."""
    chinese = json.loads(render_questions(LIBRARIES["zh"], "schema"))
    for schema in (SCHEMA, chinese):
        Draft202012Validator.check_schema(schema)
        assert schema["additionalProperties"] is False
        assert "$id" not in schema
    assert SCHEMA["properties"]["buyer"]["title"] == "buyer"
    assert chinese["properties"]["buyer"]["title"] == "买家"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_valid(path: Path) -> None:
    """What the examples show, editors do not mark."""
    errors = VALIDATOR.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []


@each_lang
def test_a_blank_file_and_an_empty_one_are_valid(lang: Lang) -> None:
    """Not knowing is allowed everywhere."""
    assert accepts(render_questions(LIBRARIES[lang], "yaml"))
    assert accepts("# nothing yet\n")


BOTH_TAKE = [
    "name: 2024", "name: yes", "name: n/a", "name: ''", "industry: machinery", "industry: Other",
    "industry: restaurants",    "region: de", "region: NO", "currency: eur",
    "buyer: organization", "buyer: Organization", "buyer: ' both '", "buyer: ~", "buyer: N/A",
    "buyer_kind: large_company", "buyer_kind: Large company", "buyer_kind: large-company, public_body",
    "buyer_kind: [large_company, Public Body]", "buyer_kind: none", "buyer_kind: []", "buyer_kind: [none]",
    "buyer_kind: large_company，public_body、household", "buyer_kind: 'person,'",
    "purchase_drivers: [roi, cost, brand]", "outside_voice: none",
    "win_rate: 0.25", "win_rate: 1", "win_rate: 0", "win_rate: 35%", "win_rate: 35 %", "win_rate: '0.35'",
    "win_rate: 12.5%", "win_rate: .5", "win_rate: 100%", "win_rate: 20 percent", "win_rate: 20 Per Cent",
    "win_rate: ３５％", "win_rate: 2e-1", "win_rate: '+0.2'",
    "deal_value: 620000", "deal_value: 1,200", "deal_value: 1.2m", "deal_value: $3000",
    "currency: CNY\ndeal_value: 3万",
    "deal_value: 120k USD", "deal_value: USD 5", "deal_value: 12 000.50", "deal_value: 3e4", "deal_value: 1'200",
    "deal_value: US$ 40", "deal_value: '１２０'",
    "decision_cycle: 45", "decision_cycle: 3 months", "decision_cycle: 2 h", "decision_cycle: 3个月",
    "decision_cycle: 半年", "decision_cycle: 两周", "decision_cycle: 0.5", "days_to_cash: -10",
    "days_to_cash: '-10 days'",
    "customer_count: 240", "customer_count: 52k", "customer_count: '1,200'", "customer_count: 240.0",
    "cash_months: 3 months", "horizon_weeks: 13 weeks", "decision_makers: 1", "orders_per_customer: 2.6",
    "sell_out_known: yes", "sell_out_known: 'no'", "sell_out_known: true", "sell_out_known: 是", "sell_out_known: Y",
    "sell_out_known: 对的", "sell_out_known: 不是",
    "peak_months: [1, 9, 12]", "peak_months: 9", "peak_months: March", "peak_months: 3, 9", "peak_months: [sep, 10月]",
    "peak_months: '09'", "peak_months: none",
    "won_from: {referrals: 6, events: '3'}", "won_from: {Own App: 1}", "won_from: none", "won_from: []",
    "won_from: {referrals: }", "won_from: {}", "won_from: n/a",
    "capability: {negotiation: 2}", "maturity: {b2b.icp: 1, shared.data: 0}", "maturity: {b2b.icp: ~}",
    "team: [{role: founder}]", "team: [{role: Customer success, people: 2, hours_per_week: 38, plan_hours: 4 h}]",
    "team: none", "team: []", "team: [{role: sales, people: 0.5, plan_hours: ~}]",
    "segments: [{name: hotels, revenue_share: 30%, buyer: organization, win_rate: n/a}]", "segments: none",
    "segments: [{name: 1, team: [{role: sales}], peak_months: 3}]",
    "win_rate: 10-15%", "win_rate: 10–15 %", "win_rate: between 10 and 15%", "win_rate: 10到15%", "win_rate: ~12%",
    "win_rate: {low: 0.1, high: 15%}", "win_rate: {low: 10%, likely: ~, high: 15%}", "deal_value: 3-5k",
    "currency: CNY\ndeal_value: 3-5万", "deal_value: about 120", "customer_count: 约120", "customer_count: 120左右",
    "customer_count: 120 or so", "decision_cycle: 2–6 weeks", "decision_cycle: 半年到一年", "days_to_cash: -10 to -5",
    "segments: [{name: a, revenue_share: 20-40%, aov: 3-5k}]",
    "spare_capacity: 124%", "price_level: -5%", "price_level: -0.05", "price_level: '250%'",
    "changed: [{what: orders, by: -30%, since: 3 months}, {what: Order value, since: 半年}]", "changed: none",
    "channel_results: [{channel: email, spend: 1.2k, orders: 3, revenue: ~}]", "channel_results: []",
    "last_price_change: {by: 5%, months_ago: 18 months}", "last_price_change: {}", "last_price_change: n/a",
    "options: [{name: A, set: {price_level: 10%, ad_spend: n/a}}, {name: B, set: {}}]",
    "left_because: [price, not_used, moved_or_closed]", "rules_out: hire, raise price", "cac_includes_wages: 是",
    "goal: stop_decline", "hours_sold: 110 h", "backlog_weeks: 6 weeks", "ramp_to_full_use: 3 months",
]  # fmt: skip

BOTH_REFUSE = [
    "buyr: both", "buyer: everybody", "buyer: [both]", "buyer: {a: b}", "buyer: 3",
    "buyer_kind: [large_company, giants]", "buyer_kind: giants", "buyer_kind: {person: 1}", "buyer_kind: [n/a]",
    "purchase_drivers: [roi, cost, brand, service]",
    "win_rate: 35", "win_rate: '35'", "win_rate: 1.2", "win_rate: -0.1", "win_rate: 120%", "win_rate: much",
    "win_rate: true",
    "win_rate: [0.3]", "deal_value: -5", "deal_value: '-5'", "deal_value: a lot", "deal_value: true",
    "decision_cycle: -1", "decision_cycle: 40000", "decision_cycle: soon", "days_to_cash: -4000",
    "customer_count: 2.5", "customer_count: -1", "decision_makers: 0", "decision_makers: 2000", "horizon_weeks: 200",
    "sell_out_known: maybe", "sell_out_known: 1", "peak_months: 13", "peak_months: [0]", "peak_months: Smarch",
    "won_from: {referrals: 11}", "won_from: {rumours: 1}", "won_from: [referrals]", "won_from: 3",
    "capability: {negotiation: 5}", "capability: {negotiation: 1.5}", "maturity: {b2b.magic: 1}",
    "maturity: {b2b.icp: n/a}",
    "team: [{people: 2}]", "team: [{role: wizard}]", "team: [{role: sales, people: 0}]",
    "team: [{role: sales, pay: 3}]",
    "team: [sales]", "team: {role: sales}", "team: [{role: sales, hours_per_week: 200}]",
    "segments: [{revenue_share: 30%}]", "segments: [{name: a, segments: []}]", "segments: [{name: a, currency: EUR}]",
    "segments: [{name: a, colour: red}]", "segments: [{name: a, win_rate: 3}]",
    "segments: [{name: a, revenue_share: n/a}]",
    "name: [a, b]", "name: {a: b}", "[1, 2]",
    "win_rate: {low: 0.1}", "win_rate: {low: 0.1, high: [1]}", "win_rate: {low: 0.1, top: 0.2}",
    "buyer: {low: 1, high: 2}",
    "spare_capacity: 1.24", "price_level: -120", "price_level: -2",
    "changed: [{by: -30%}]", "changed: [{what: weather}]", "changed: [orders]", "changed: {what: orders}",
    "changed: [{what: orders, by: 30}]", "channel_results: [{channel: email, profit: 3}]",
    "last_price_change: 5%", "last_price_change: [{by: 5%}]", "last_price_change: {by: lots}",
    "options: [{set: {}}]", "options: [{name: A}]", "options: [{name: A, set: {options: []}}]",
    "options: [{name: A, set: {currency: EUR}}]", "segments: [{name: a, options: []}]",
    "left_because: [price, service, quality, not_used]", "goal: fame", "renewals_due: 2.5",
]  # fmt: skip


@pytest.mark.parametrize("text", BOTH_TAKE)
def test_what_the_reader_takes_the_schema_takes(text: str) -> None:
    """An editor never marks what would have been read."""
    assert readable(text)
    assert accepts(text)


@pytest.mark.parametrize("text", BOTH_REFUSE)
def test_what_the_schema_refuses_the_reader_refuses_too(text: str) -> None:
    """A mistake is seen while it is typed."""
    assert not readable(text)
    assert not accepts(text)


def spellings(spec: Spec) -> st.SearchStrategy[str]:
    """Return texts that might answer a question of numbers: signs, digits, points, groups, units and powers."""
    sign, number = (
        st.sampled_from(["", "", "+", "-"]),
        st.from_regex(r"[0-9]{1,4}(?:,[0-9]{3})?(?:\.[0-9]{0,3})?", fullmatch=True),
    )
    unit = st.sampled_from(
        ["", "", "%", " %", "k", "m", "万", " days", " weeks", "个月", "h", "e2", "e-2", " USD", " percent"]
    )
    return st.tuples(sign, number, unit).map("".join)


@given(st.sampled_from([s for s in specs().values() if s.kind in ("number", "rate", "money", "duration")]), st.data())
def test_no_number_that_the_reader_takes_is_refused_by_the_schema(spec: Spec, data: st.DataObject) -> None:
    """Whatever the spelling, as text and as YAML makes of it."""
    text = data.draw(spellings(spec))
    assume(not text.startswith("-0"))  # the reader takes it for 0
    for line in (f"{spec.id}: {text}", f"{spec.id}: '{text}'"):
        assert accepts(line) or not readable(line)


@given(st.sampled_from([s for s in specs().values() if s.kind == "one_of"]), st.data())
def test_no_spelling_of_an_option_that_the_reader_takes_is_refused_by_the_schema(
    spec: Spec, data: st.DataObject
) -> None:
    """Small and capital letters, spaces and hyphens."""
    id = data.draw(st.sampled_from(spec.options))
    letters = [data.draw(st.sampled_from([char, char.upper(), *(" -" if char == "_" else "")])) for char in id]
    line = f"{spec.id}: '{''.join(letters)}'"
    assert readable(line)
    assert accepts(line)
