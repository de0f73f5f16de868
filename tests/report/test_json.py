"""The JSON that other programs read: `docs/schema` says its shape, for every example and for chance answers."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from helpers.draws import cases
from helpers.libraries import EXAMPLES, LIBRARY, Raw, build, example, text
from helpers.moves import firm, library_of, raw_move
from helpers.reports import report_of
from helpers.schemas import SCHEMA_FOLDER
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from salesmode.business.profile import Profile, specs
from salesmode.business.vocabulary import Spec
from salesmode.engine.plan import make_plan
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.library import LANGS
from salesmode.report.formats import FORMATS
from salesmode.report.formats.json import plan_data
from salesmode.report.numbers import as_json
from salesmode.report.outlines import words_for

Data = dict[str, Any]

# What the output promises for each of its parts; each must be there under this name.
NAMED = {
    "diagnosis": "mode motion verdict confidence axes dimensions readings contradictions capability_gap flips ask_next",
    "diagnosis.axes.mode": "position margin runner_up verdict",
    "diagnosis.dimensions": "id position reasons",
    "diagnosis.dimensions.reasons": "id answer value weight source",
    "diagnosis.readings": "declared behaviour economics",
    "diagnosis.readings.behaviour": "mode motion because",
    "diagnosis.flips": "changes becomes",
    "economics": "agreement segments scenarios coverage bottleneck levers viability targets",
    "economics.segments": "id name form quantities",
    "economics.coverage": "run basis adds target covered year_end",
    "economics.coverage.run": "low likely high",
    "economics.coverage.adds": "low likely high",
    "economics.coverage.year_end": "base again fresh adds total",
    "economics.levers": "id segment worth run_rate per_point",
    "economics.viability": "motion cost contribution break_even_order pays",
    "findings": "id segment figures money text",
    "moves": "id play segment rank because worth hours cash weeks steps words done_when kpi stop first_step",
    "moves.worth": "sales contribution cash",
    "moves.worth.contribution": "low likely high",
    "moves.cash": "once monthly",
    "moves.weeks": "start runs_from end",
    "plays": "id moves because sources",
    "not_now": "id why because",
    "stop": "id because",
    "actions": "id move play title role hours weekly cash start_week end_week after",
    "load": "role week hours capacity",
    "cash": "month spend budget",
    "kpis": "id move from mid to unit week direction",
    "gates": "id move week cases stop switch_to later text",
    "rhythm": "id every role agenda sources",
    "doubts": "flips ask_next",
    "assumptions": "id value kind source",
    "stamp": "version library answers",
    "": "schema business answers diagnosis economics findings guards moves plays next not_now stop actions load cash "
    "kpis gates rhythm seasons doubts assumptions stamp",
}


def schema(name: str) -> Data:
    """Return one of the published schemas."""
    held: Data = json.loads((SCHEMA_FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    return held


VALIDATORS = {name: Draft202012Validator(schema(name)) for name in ("plan", "diagnosis")}


def outputs(profile: Profile) -> dict[str, Data]:
    """Return what `plan` and `diagnose` print as JSON for these answers, read back."""
    report = report_of(profile)
    return {
        "plan": json.loads(FORMATS["json"](report)),
        "diagnosis": json.loads(FORMATS["json"](replace(report, content="diagnosis"))),
    }


@functools.cache
def printed(name: str) -> Data:
    """Return the JSON of an example's plan."""
    return outputs(example(name))["plan"]


def findings(profile: Profile) -> list[str]:
    """Return where the outputs for these answers are not as the schemas say."""
    return [
        f"{name}: {error.json_path}: {error.message}"
        for name, data in outputs(profile).items()
        for error in VALIDATORS[name].iter_errors(data)
    ]


@pytest.mark.parametrize("name", ["plan", "diagnosis"])
def test_the_schemas_are_schemas(name: str) -> None:
    """They are valid themselves, close every object and describe it."""
    Draft202012Validator.check_schema(schema(name))
    objects = [node for node in nodes(schema(name)) if "properties" in node]
    assert all(node.get("additionalProperties") is False for node in objects)
    assert all("description" in node for node in objects if "required" in node)


def test_what_both_schemas_hold_is_said_once() -> None:
    """A definition that stands in both files is the same, and `diagnosis` in a plan is the output of `diagnose`."""
    plan, diagnosis = schema("plan"), schema("diagnosis")
    assert {name: plan["$defs"][name] for name in diagnosis["$defs"]} == diagnosis["$defs"]
    alone = {name: one for name, one in diagnosis["properties"].items() if name != "schema"}
    assert plan["$defs"]["DiagnosisData"]["properties"] == alone


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_gives_what_the_schemas_say(name: str) -> None:
    """Every example gives what the schemas say."""
    assert findings(example(name)) == []


def test_no_answers_at_all_give_what_the_schemas_say() -> None:
    """No answers at all give what the schemas say."""
    assert findings(build()) == []


def test_segments_give_what_the_schemas_say() -> None:
    """A business in parts gives the reading of each part."""
    segments = "[{name: One, revenue_share: 0.4, buyer: individual}, {name: Two, buyer: organization}]"
    profile = read({"buyer": "both", "segments": segments})
    assert findings(profile) == []
    parts = outputs(profile)["plan"]["diagnosis"]["segments"]
    assert [(part["id"], part["name"]) for part in parts] == [("s1", "One"), ("s2", "Two")]


THREE = (
    "[{name: Shop, revenue_share: 0.5, buyer: individual, selling_motion: [self_serve], visits_per_month: 9000,"
    " conversion_rate: 2%, aov: 60, return_rate: 10%, repeat_rate: 25%},"
    " {name: Trade, revenue_share: 0.3, buyer: organization, relationship: repeat, customer_count: 90,"
    " orders_per_customer: 11, deal_value: 300, annual_churn: 10%},"
    " {name: Projects, buyer: organization, relationship: one_off, quotes: 12, orders: 3, deal_value: 4000}]"
)


def test_three_segments_say_in_the_plan_s_json_what_each_of_them_is() -> None:
    """Each has its form and its quantities, its levers are marked, and the revenues sum to the whole."""
    profile = read({"buyer": "both", "revenue": "1000000", "gross_margin": "45%", "segments": THREE})
    assert findings(profile) == []
    plan = outputs(profile)["plan"]
    assert plan["schema"] == 2
    whole, *parts = plan["economics"]["segments"]
    assert [(part["id"], part["name"], part["form"]) for part in parts] == [
        ("s1", "Shop", "shop"), ("s2", "Trade", "repeat"), ("s3", "Projects", "project"),
    ]  # fmt: skip
    revenues = [part["quantities"]["revenue"]["likely"] for part in parts]
    assert revenues == pytest.approx([500_000, 300_000, 200_000])  # the last is what the shares leave
    assert whole["quantities"]["revenue"]["likely"] == 1_000_000
    assert {lever["segment"] for lever in plan["economics"]["levers"]} >= {"s1", "s2", "s3"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_year_end_adds_up_in_the_likely_column(name: str) -> None:
    """What comes by itself, is sold again, is won anew, and what the plan adds are the total; with no base, the run."""
    coverage = printed(name)["economics"]["coverage"]
    end = coverage["year_end"]
    assert (end["base"] is None) == (end["fresh"] is None)
    parts = [end["base"], end["fresh"]] if end["base"] else [coverage["run"]]
    added = [end[part] for part in ("again", "adds") if end[part]]
    ceiling = printed(name)["economics"]["segments"][0]["quantities"].get("ceiling", {"likely": float("inf")})["likely"]
    together = sum(part["likely"] for part in [*parts, *added])
    assert min(together, ceiling) == pytest.approx(end["total"]["likely"], abs=0.02)
    assert end["total"]["low"] <= end["total"]["likely"] <= end["total"]["high"]


LISTED = {
    "team": '[{"role": "founder"}, {"role": "sales", "people": 3, "hours_per_week": 30}]',
    "changed": "[{what: orders, by: -30%, since: 3 months}]",
    "channel_results": "[{channel: email, spend: 100, orders: 3}]",
    "last_price_change": "{by: 5%, months_ago: 18}",
    "options": "[{name: A, set: {price_level: 10%}}]",
}


def texts_of(spec: Spec) -> st.SearchStrategy[str]:
    """Return texts that a person might type for an answer."""
    numbers = st.integers(int(spec.low or 0), 40)
    match spec.kind:
        case "one_of":
            return st.sampled_from(spec.options)
        case "any_of":
            named = st.lists(st.sampled_from(spec.options), unique=True, max_size=spec.most or 4)
            return named.map(lambda held: ",".join(held) or "none")
        case "rate":
            return st.integers(0, 100).map(lambda share: f"{share}%") | st.just("10-15%")
        case "money":
            return st.integers(0, 10**9).map(str)
        case "duration":
            return st.integers(0, 400).map(lambda days: f"{days} days")
        case "yes_no":
            return st.sampled_from(["yes", "no"])
        case "levels" | "counts":
            options = LIBRARY.plays if spec.id == "maturity" else spec.options
            return st.dictionaries(st.sampled_from(sorted(options)), st.integers(0, 2), max_size=5).map(json.dumps)
        case "list" | "map":
            return st.just(LISTED[spec.id])
        case "text":
            return st.just(
                {"currency": "EUR", "region": "DE", "industry": "machinery"}.get(spec.id, "x {deal_value} [b]")
            )
        case _:
            return numbers.map(str)


def some_answers() -> st.SearchStrategy[dict[str, str]]:
    """Return about a third of the answers, by id; segments are tried elsewhere."""
    held = {id: texts_of(spec) for id, spec in specs().items() if id not in ("segments", "horizon_weeks")}
    chosen = st.lists(st.sampled_from(sorted(held)), unique=True, min_size=8, max_size=45)
    return chosen.flatmap(lambda ids: st.fixed_dictionaries({id: held[id] for id in ids}))


def read(texts: dict[str, str]) -> Profile:
    """Return the profile of answers as typed by flags."""
    return read_answers(Given(flags={id: [text] for id, text in texts.items()}), LIBRARY)


@cases(200, suppress_health_check=list(HealthCheck))
@given(some_answers())
def test_chance_answers_give_what_the_schemas_say(texts: dict[str, str]) -> None:
    """Whatever is answered, the output has the published shape."""
    assert findings(read(texts)) == []


@pytest.mark.parametrize("path", sorted(NAMED))
def test_every_key_the_design_names_is_there(path: str) -> None:
    """Every key the design names is there, under the name it has there."""
    wanted = set(NAMED[path].split())
    found = [
        set(node)
        for name in EXAMPLES
        for node in at(printed(name), path.split(".") if path else [])
        if isinstance(node, dict)
    ]
    assert found
    assert all(wanted <= keys for keys in found)


def test_numbers_are_rounded_at_the_edge() -> None:
    """Positions to four places, money to two, everything else to six at most."""
    for name in EXAMPLES:
        data = printed(name)
        positions = [one["position"] for one in data["diagnosis"]["dimensions"]]
        money = [lever["run_rate"] for lever in data["economics"]["levers"]]
        assert max(places(number) for number in [*positions, 0.0]) <= 4
        assert max(places(number) for number in [*money, 0.0]) <= 2
        assert max(places(number) for number in numbers_in(data)) <= 6


def test_a_zero_has_no_sign() -> None:
    """Rounding never leaves -0.0."""
    assert all(str(number) != "-0.0" for name in EXAMPLES for number in numbers_in(printed(name)))


def test_ids_stay_in_the_other_language() -> None:
    """Texts follow the language, ids never do."""
    english, chinese = (json.loads(FORMATS["json"](report_of(example("appliances"), lang))) for lang in LANGS)
    assert [one["id"] for one in english["actions"]] == [one["id"] for one in chinese["actions"]] != []
    assert [one["title"] for one in english["actions"]] != [one["title"] for one in chinese["actions"]]


# ---------------------------------------------------------------------------------------------- moves made by hand


def made_of(answers: dict[str, Any] | None = None, **moves: Raw) -> Data:
    """Return the JSON of the firm's plan when these are all the moves there are."""
    library = library_of(**moves)
    plan = make_plan(firm(**(answers or {})), library)
    data: Data = json.loads(as_json(plan_data(plan, words_for(plan, library))))
    data["stamp"]["library"] = LIBRARY.hash  # one made by hand has no content to hash
    assert list(VALIDATORS["plan"].iter_errors(data)) == []
    return data


def test_a_lever_says_what_the_best_move_for_it_would_bring_begun_now() -> None:
    """Up to three times itself it is 50 points, each an order of 10,000 that leaves 4,000: 2% of it is 4,000 a year.

    Half the cycle of two weeks passes first, so 51 weeks of 52 are left: 3,923.08. The weaker move counts for nothing.
    """
    weak = {**raw_move()["effects"][0], "low": 0.005, "likely": 0.01, "high": 0.02}
    economics = made_of(strong=raw_move(), weak=raw_move(effects=[weak]))["economics"]
    levers = {lever["id"]: lever for lever in economics["levers"]}
    assert levers["lever.win_rate"]["worth"] == {"low": 1961.54, "likely": 3923.08, "high": 7846.15}
    assert levers["lever.deal_value"]["worth"] is None
    assert economics["bottleneck"] == {"id": "lever.win_rate", "segment": None}


def test_without_a_move_that_brings_anything_there_is_no_bottleneck() -> None:
    """Levers have their price a point all the same."""
    economics = made_of(a=raw_move(effects=[]))["economics"]
    assert economics["bottleneck"] is None
    assert {lever["worth"] for lever in economics["levers"]} == {None}


def test_a_move_says_what_it_is_worth_and_what_it_takes() -> None:
    """Set up in week 1 it runs from week 2: 50 weeks of 52 are left of 4,000, and of 10,000 of sales."""
    (move,) = made_of(a=raw_move(cash={"once": 100, "monthly": 50}))["moves"]
    assert (move["id"], move["play"], move["segment"], move["rank"]) == ("b2b.crm.a", "b2b.crm", None, 1)
    assert move["worth"]["contribution"] == {"low": 1923.08, "likely": 3846.15, "high": 7692.31}
    assert move["worth"]["sales"]["likely"] == 9615.38
    assert move["worth"]["cash"] == {"low": 0, "likely": 0, "high": 0}
    assert move["hours"] == {"sales": {"once": 8, "weekly": 1}}
    assert move["cash"] == {"once": 100, "monthly": 50}
    assert move["weeks"] == {"start": 1, "runs_from": 2, "end": 26}
    assert (move["because"], move["steps"], move["words"]) == ("A reason", ["one", "two", "three"], "say this")
    assert (move["done_when"], move["stop"], move["first_step"]) == ("it is done", "stop it", "begin here")
    assert move["kpi"] == "kpi.b2b.crm.a"


def test_a_move_without_a_price_has_no_worth() -> None:
    """It is made for the goal; its worth is no nought, nothing tells it."""
    (move,) = made_of({"goal": "win_rate"}, a=raw_move(effects=[], goals=["win_rate"]))["moves"]
    assert move["worth"] is None
    assert move["because"] == "A reason"


def test_the_cash_of_all_actions_is_what_the_plan_spends() -> None:
    """100 once and 50 in each of the six months in which it runs; the months say the same."""
    data = made_of(a=raw_move(cash={"once": 100, "monthly": 50}))
    assert [row["cash"] for row in data["actions"]] == [100, 300]
    assert [month["spend"] for month in data["cash"]] == [150, 50, 50, 50, 50, 50]


def test_a_move_that_nobody_works_on_has_a_row_with_its_money() -> None:
    """Its hours cannot be told, so they are none; what it costs is not lost."""
    work = [{"role": "sales", "once": "overdue_share * 3"}]
    (row,) = made_of(a=raw_move(work=work, cash={"once": 70}))["actions"]
    assert (row["id"], row["hours"], row["cash"]) == ("b2b.crm.a.set_up.sales", 0, 70)


def test_rows_wait_for_rows() -> None:
    """What runs waits for what sets it up, and a move for what makes the one that it needs."""
    data = made_of(a=raw_move(), b=raw_move(needs=[{"move": "b2b.crm.a"}]))
    after = {row["id"]: row["after"] for row in data["actions"]}
    assert after == {
        "b2b.crm.a.set_up.sales": [], "b2b.crm.a.run.sales": ["b2b.crm.a.set_up.sales"],
        "b2b.crm.b.set_up.sales": ["b2b.crm.a.set_up.sales"], "b2b.crm.b.run.sales": ["b2b.crm.b.set_up.sales"],
    }  # fmt: skip


def test_every_move_that_is_not_made_has_its_reason_and_its_sentence() -> None:
    """Also one for other businesses, and one that nobody can do."""
    wrong = {
        "id": "no",
        "if": {"answer": "buyer", "is": "organization"},
        "so": text("it harms"),
        "sources": ["judgement"],
    }
    data = made_of(
        other=raw_move("Other", **{"if": {"answer": "buyer", "is": "individual"}}),
        unknown=raw_move("Unknown", **{"if": {"answer": "annual_churn", "at_least": 0.1}}),
        wrong=raw_move("Wrong", wrong_when=[wrong]),
        done=raw_move("Done", in_place={"answer": "buyer", "is": "organization"}),
        big=raw_move("Big", work=[{"role": "sales", "once": 9000}]),
    )  # fmt: skip
    assert data["moves"] == []
    assert [(item["id"].removeprefix("b2b.crm."), item["why"], item["because"]) for item in data["not_now"]] == [
        ("big", "hours", "Big: too few hours of sales are left for it."),
        ("done", "in_place", "Done: your answers say that this is in place."),
        ("other", "not_for", "Other: it is for other businesses than yours."),
        ("unknown", "unknown", "Unknown: your answers do not tell whether it is for you."),
        ("wrong", "wrong", "Wrong: it harms"),
    ]
    assert [(item["id"], item["play"]) for item in data["next"]] == [("b2b.crm.big", "b2b.crm")]


def test_a_check_that_counts_says_how_many_of_how_many() -> None:
    """Of 20, four or fewer come by a chance of 5% where 40% is true; it runs from week 2, so week 9 ends eight."""
    trial = {"cases": 20, "aim": 0.4, "failing": 0.1}
    check = {
        "weeks": 8, "trial": trial, "text": text("Stop at {stop} of {cases}."), "unread": text("Too few."),
        "sources": ["judgement"],
    }  # fmt: skip
    (gate,) = made_of(a=raw_move(check=check))["gates"]
    assert (gate["id"], gate["move"], gate["week"], gate["later"]) == ("gate.b2b.crm.a", "b2b.crm.a", 9, None)
    assert (gate["cases"], gate["stop"]) == (20, 4)
    assert gate["text"] == "Stop at 4 of 20."


def test_plays_hold_their_moves() -> None:
    """The play in force with all its moves, and the sources of both."""
    (play,) = made_of(a=raw_move(), b=raw_move())["plays"]
    assert (play["id"], play["moves"]) == ("b2b.crm", ["b2b.crm.a", "b2b.crm.b"])
    assert {"D2.b2b.crm", "judgement"} <= set(play["sources"])


def nodes(tree: Any) -> Iterator[Data]:
    """Yield every object of a tree."""
    children = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    if isinstance(tree, dict):
        yield tree
    for child in children:
        yield from nodes(child)


def at(tree: Any, path: list[str]) -> Iterator[Any]:
    """Yield what stands at a path, in every item of the lists on the way."""
    if isinstance(tree, list):
        for item in tree:
            yield from at(item, path)
    elif not path:
        yield tree
    elif isinstance(tree, dict):
        yield from at(tree[path[0]], path[1:])


def numbers_in(tree: Any) -> Iterator[float]:
    """Yield every float of a tree."""
    if isinstance(tree, float):
        yield tree
    children = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for child in children:
        yield from numbers_in(child)


def places(number: float | None) -> int:
    """Return how many decimals a number has."""
    exponent = Decimal(repr(number or 0.0)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 99
