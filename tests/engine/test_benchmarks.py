"""What others report: whom it may describe, that it prices nothing, and that no trace is left without it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.libraries import EXAMPLES, LIBRARIES, LIBRARY, build, example, typed_thing, with_parts
from helpers.libraries import text as in_both
from helpers.small_plays import small_folder

from salesmode.check import check
from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.sizing import LeverWorth
from salesmode.engine.sizing.benchmarks import benchmarks_for, every_benchmark
from salesmode.knowledge.files import Finding
from salesmode.knowledge.library import LANGS, Lang, Library, load_library
from salesmode.report.formats.json import plan_data
from salesmode.report.formats.markdown import markdown
from salesmode.report.outlines import outline_full, words_for

SHOP: dict[str, Any] = {
    "buyer": "individual", "region": "US", "industry": "apparel", "channels": ("website",),
    "visits_per_month": 40_000.0, "aov": 80.0, "gross_margin": 0.55, "decision_cycle": 2.0,
}  # fmt: skip
SELLER: dict[str, Any] = {
    "buyer": "organization", "region": "US", "industry": "software", "relationship": "one_off",
    "quotes": 40, "deal_value": 20_000.0, "gross_margin": 0.7, "sales_cycle": 60.0,
}  # fmt: skip
RAW: dict[str, Any] = {
    "answer": "conversion_rate", "low": 0.01, "high": 0.02, "year": 2024, "source": "bench.cart_2024",
    "applies": {"modes": ["b2c"]}, "title": in_both(), "population": in_both(), "note": in_both(),
}  # fmt: skip
FACTS = {"mode": "b2c", "motion": "fast", "industry": "apparel", "region": "US", "revenue": 5e6, "currency": "USD"}


def lever(plan: Plan, id: str) -> LeverWorth:
    """Return one lever of a plan."""
    return next(one for one in plan.sizing.levers if one.id == id)


def limited(**applies: Any) -> Library:
    """Return a library of one benchmark, for consumers with further limits."""
    made = typed_thing("benchmarks/made", {**RAW, "applies": {**RAW["applies"], **applies}})
    return with_parts(benchmarks={"made": made})


def data(plan: Plan) -> Any:
    """Return a plan as other programs read it."""
    return json.loads(json.dumps(plan_data(plan, words_for(plan, LIBRARY))))


def page(answers: dict[str, Any], lang: Lang = "en", benchmarks: bool = True) -> str:
    """Return the plan for a few answers as Markdown, with all that it rests on."""
    plan = make_plan(build(**answers), LIBRARIES[lang], benchmarks=benchmarks)
    return markdown(outline_full(plan, words_for(plan, LIBRARIES[lang])))


@pytest.mark.parametrize(
    ("applies", "other"),
    [
        ({}, {"mode": "b2b"}),
        ({"motions": ["fast"]}, {"motion": "considered"}),
        ({"industries": ["apparel"]}, {"industry": "cosmetics"}),
        ({"regions": ["US", "CA"]}, {"region": "CN"}),
        ({"size": {"answer": "revenue", "at_least": {"USD": 1e6}}}, {"revenue": 999_999.0}),
        ({"size": {"answer": "revenue", "at_most": {"USD": 5e6}}}, {"revenue": 5_000_001.0}),
        ({"size": {"answer": "revenue", "at_least": {"USD": 1e6}}}, {"currency": "JPY"}),
        ({"if": {"answer": "industry", "is": "apparel"}}, {"industry": "cosmetics"}),
    ],
)
def test_each_limit_has_two_sides(applies: dict[str, Any], other: dict[str, Any]) -> None:
    """Inside the limit it fits; outside, or where the fact is unknown, it does not."""
    library = limited(**applies)
    assert [one.id for one in benchmarks_for(FACTS, library)] == ["made"]
    assert benchmarks_for({**FACTS, **other}, library) == ()
    assert benchmarks_for({id: value for id, value in FACTS.items() if id not in other}, library) == ()


def test_a_size_in_people_is_a_number() -> None:
    """Both bounds belong to the size."""
    library = limited(size={"answer": "sales_reps", "at_least": 10, "at_most": 50})
    for sellers, fits in ((9, False), (10, True), (50, True), (51, False)):
        assert bool(benchmarks_for({**FACTS, "sales_reps": sellers}, library)) is fits


def test_a_country_nobody_stated_matches_no_limit() -> None:
    """The country that the language points to is ours, not the owner's."""
    titles = {one.id for one in make_plan(build(**SHOP), LIBRARY).sizing.benchmarks}
    assert "returns_online_us" in titles
    unknown = make_plan(build(**{**SHOP, "region": None}), LIBRARY).sizing.benchmarks
    assert not {one.id for one in unknown} & {"returns_online_us", "marketing_share_b2c", "conversion_shopify"}


def test_the_narrowest_comes_first() -> None:
    """A figure of the trade describes a business better than one of all shops."""
    found = benchmarks_for(make_plan(build(**SHOP), LIBRARY).facts, LIBRARY)
    held = [one.id for one in found if one.answer == "conversion_rate"]
    assert held == ["conversion_apparel", "conversion_shopify"]


def test_a_missing_rate_is_shown_in_three_rows_and_prices_nothing() -> None:
    """12 x 40,000 visits at what others convert: 2.2%, the middle 2.735%, 3.27%, at 80 an order."""
    plan = make_plan(build(**SHOP, selling_motion=("self_serve",)), LIBRARY)
    (scenario,) = (one for one in plan.sizing.scenarios if one.answer == "conversion_rate")
    assert (scenario.quantity, scenario.benchmark.id) == ("shop_orders", "conversion_apparel")
    assert [given for given, _ in scenario.rows] == pytest.approx([0.022, 0.02735, 0.0327])
    assert [orders for _, orders in scenario.rows] == pytest.approx([10_560, 13_128, 15_696])
    assert not {"visits", "conversion_rate"} & {one.id for one in plan.sizing.levers}
    assert plan.sizing.gap_analysis is None
    assert plan.selection.worth.sales == (0, 0, 0)


@pytest.mark.parametrize("known", [{"win_rate": 0.2}, {"orders": 8}])
def test_beside_the_own_value_others_only_stand(known: dict[str, Any]) -> None:
    """Stated or counted: the lever is priced by it, the benchmark is named, and no scenario is needed."""
    plan = make_plan(build(**SELLER, **known), LIBRARY)
    assert lever(plan, "win_rate").today == pytest.approx(0.2)
    assert "win_rate" not in {one.answer for one in plan.sizing.scenarios}
    shown = next(one for one in data(plan)["economics"]["levers"] if one["id"] == "lever.win_rate")
    assert shown["benchmark"] == "benchmark.win_rate_sellers"
    assert "others report 21% to 29%" in page({**SELLER, **known})


def test_an_answer_that_does_not_apply_is_not_replaced() -> None:
    """Whoever says that the question does not apply is shown no answer to it."""
    plan = make_plan(build(**{**SHOP, "conversion_rate": "n/a"}), LIBRARY)
    assert "conversion_rate" not in {one.answer for one in plan.sizing.scenarios}


def test_taking_a_number_away_moves_no_price() -> None:
    """Without its win rate a seller's other levers are priced as before, or not at all; the rate's rows hold it."""
    whole, less = (make_plan(build(**SELLER, **more), LIBRARY) for more in ({"win_rate": 0.25}, {}))
    before = {one.id: one for one in whole.sizing.levers}
    assert {one.id for one in less.sizing.levers} < before.keys()
    for one in less.sizing.levers:
        assert one.bookings_point == before[one.id].bookings_point
    (scenario,) = (one for one in less.sizing.scenarios if one.answer == "win_rate")
    low, _, high = (given for given, _ in scenario.rows)
    assert low <= 0.25 <= high


def test_before_anybody_buys_there_is_no_benchmark_money() -> None:
    """The guard keeps others' figures out of the money; they may still be compared with."""
    plan = make_plan(build(**SHOP, stage="launch", customer_count=3), LIBRARY)
    assert "no_fit_yet" in {guard.id for guard in plan.guardrails.active}
    assert plan.sizing.levers == ()
    assert plan.sizing.benchmarks


@pytest.mark.parametrize("answers", [SHOP, SELLER, {**SHOP, "cart_abandonment": 0.6}])
def test_without_benchmarks_no_trace_is_left(answers: dict[str, Any]) -> None:
    """No range, no mark, no source of others, in any form."""
    plan = make_plan(build(**answers), LIBRARY, benchmarks=False)
    shown = data(plan)
    assert shown["economics"]["benchmarks"] == []
    assert shown["economics"]["scenarios"] == []
    assert {one["benchmark"] for one in shown["economics"]["levers"]} <= {None}
    assert not [one.source for one in every_benchmark(LIBRARY) if one.source in json.dumps(shown)]
    for lang in LANGS:
        text = page(answers, lang, benchmarks=False)
        assert not [word for word in ("others report", "benchmark", "别家报", "行业参照") if word in text]


def test_json_says_what_a_missing_answer_would_give() -> None:
    """A pair of the answer and what follows, low, middle and high, with the benchmark it is read from."""
    shown = data(make_plan(build(**SHOP, selling_motion=("self_serve",)), LIBRARY))["economics"]
    scenario = next(one for one in shown["scenarios"] if one["answer"] == "conversion_rate")
    assert [given for given, _ in scenario["rows"]] == [0.022, 0.02735, 0.0327]
    assert [gives for _, gives in scenario["rows"]] == pytest.approx([10_560, 13_128, 15_696])
    listed = next(one for one in shown["benchmarks"] if one["id"] == scenario["benchmark"])
    assert (listed["low"], listed["high"], listed["year"], listed["n"]) == (0.022, 0.0327, 2024, None)


def test_what_is_no_lever_is_compared_below_the_table() -> None:
    """With the own figure where there is one, and without a verdict."""
    text = page({**SHOP, "cart_abandonment": 0.6})
    assert "Carts left without an order: yours 60%; others report 56% to 80%" in text
    assert "none of it is a target" in text


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_figure_of_an_example_rests_on_others(name: str) -> None:
    """Levers, year and moves are the same with benchmarks and without."""
    with_, without = (make_plan(example(name), LIBRARY, benchmarks=used) for used in (True, False))
    assert with_.sizing.levers == without.sizing.levers
    assert with_.sizing.gap_analysis == without.sizing.gap_analysis
    assert with_.selection.worth == without.selection.worth
    assert [one.id for one in with_.selection.moves] == [one.id for one in without.selection.moves]


# A benchmark as it stands in a file, to be broken in one place.
FILE = """\
title: {en: "A share", zh: "比例"}
answer: conversion_rate
applies:
  modes: [b2c]
low: 0.01
high: 0.02
year: 2024
population: {en: "shops", zh: "店"}
source: bench.cart_2024
note: {en: "A note", zh: "说明"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that a benchmark is held against, and no more."""
    copy = tmp_path / "playbooks"
    for name in ("plays", "benchmarks", "industries"):
        (copy / name).mkdir(parents=True)
    for file in ("sources", "currencies", "industries/clothing_brand"):
        shutil.copy(LIBRARY.folder / f"{file}.yaml", copy / f"{file}.yaml")
    return copy


def found(folder: Path, text: str) -> list[Finding]:
    """Return what is wrong with the benchmark `text`."""
    (folder / "benchmarks" / "made.yaml").write_text(text, encoding="utf-8")
    return [one for one in check(folder, quick=True) if one.file == "benchmarks/made.yaml"]


@pytest.mark.parametrize(
    ("right", "wrong", "line", "rule"),
    [
        ("low: 0.01", "low: 0.03", 5, "benchmark-range"),
        ("low: 0.01", "low: 0.02", 5, "benchmark-range"),
        ("high: 0.02", "high: 1.2", 6, "benchmark-range"),
        ("answer: conversion_rate", "answer: conversions", 2, "unknown-answer"),
        ("answer: conversion_rate", "answer: revenue", 2, "unknown-answer"),
        ("source: bench.cart_2024", "source: bench.nowhere", 9, "unknown-source"),
        ("source: bench.cart_2024", "source: judgement", 9, "benchmark-source"),
        ("modes: [b2c]", "industries: [shoes]\n  modes: [b2c]", 4, "unknown-option"),
        ("modes: [b2c]", "regions: [QQ]\n  modes: [b2c]", 4, "unknown-option"),
        ("modes: [b2c]", "size: {answer: revenue, at_least: 5}\n  modes: [b2c]", 4, "hidden-currency"),
        ("modes: [b2c]", "modes: [shops]", 4, "schema"),
        ("source: bench.cart_2024\n", "", 1, "schema"),
        ("year: 2024\n", "", 1, "schema"),
        ('population: {en: "shops", zh: "店"}\n', "", 1, "schema"),
        ("high: 0.02\n", "", 1, "schema"),
        ("answer: conversion_rate\n", "", 1, "schema"),
    ],
)
def test_check_names_what_is_wrong_with_a_benchmark(folder: Path, right: str, wrong: str, line: int, rule: str) -> None:
    """File, line and rule of every fault."""
    assert right in FILE
    assert (line, rule) in [(one.line, one.rule) for one in found(folder, FILE.replace(right, wrong))]


def test_check_refuses_a_source_nobody_read(folder: Path) -> None:
    """A source without the day it was read carries no benchmark."""
    sources = yaml.safe_load((folder / "sources.yaml").read_text(encoding="utf-8"))
    del sources["bench.cart_2024"]["read"]
    (folder / "sources.yaml").write_text(yaml.safe_dump(sources, allow_unicode=True), encoding="utf-8")
    assert "benchmark-source" in [one.rule for one in found(folder, FILE)]


@pytest.mark.slow
def test_a_sound_benchmark_is_found_by_the_engine(tmp_path: Path) -> None:
    """A folder of one's own may hold benchmarks of one's own, or none."""
    folder = small_folder(tmp_path / "playbooks")
    assert found(folder, FILE) == []
    assert "made" in {one.id for one in every_benchmark(load_library(folder))}
    shutil.rmtree(folder / "benchmarks")
    assert every_benchmark(load_library(folder)) == ()
