"""`salesmode calc`: every name answers as the contract says, in both languages; what is undefined says why."""

from __future__ import annotations

import io
import json
import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import LIBRARY
from hypothesis import given, settings
from hypothesis import strategies as st

from salesmode.calc import CALCULATIONS, Calculation, Input, as_data, teller_for, work
from salesmode.cli import calc, guarded
from salesmode.errors import InputError
from salesmode.library import LANGS, Lang
from salesmode.source import read_folder

ROOT = Path(__file__).resolve().parents[1]
TELLERS = {lang: teller_for(LIBRARY, lang) for lang in LANGS}
Run = Callable[..., tuple[int, str, str]]
each_name = pytest.mark.parametrize("name", CALCULATIONS)
each_lang = pytest.mark.parametrize("lang", LANGS)

CONTRACT = {
    "business-case": "pv_costs pv_benefits npv roi payback_months irr",
    "velocity": "per_day",
    "funnel": "needed months",
    "coverage": "required actual",
    "capacity": "capacity",
    "retention": "nrr grr",
    "ltv": "ltv ltv_cac payback_months",
    "magic-number": "magic_number payback_months",
    "order-margin": "margin rate",
    "roas": "break_even",
    "discount": "volume_change",
    "elasticity": "elasticity best_price",
    "promotion": "lift incremental profit",
    "loyalty": "discount cost_share",
    "points": "revenue_now deferred recognised",
    "free-shipping": "order_value",
    "ab-test": "per_arm total days",
    "ab-result": "z p low high significant srm_p",
    "nps": "nps margin",
    "csat": "csat low high",
    "cash-gap": "cash",
    "bid": "value",
    "live-session": "contribution",
    "net-price": "net rate",
}
BESIDE = {"calc", "inputs", "formula", "reasons", "meaning", "moves_most", "also", "source"}


def typed(options: str) -> dict[str, list[str]]:
    """Return options as the command line hands them over."""
    words, found = shlex.split(options), dict[str, list[str]]()
    for flag, value in zip(words[::2], words[1::2], strict=True):
        found.setdefault(flag.removeprefix("--").replace("-", "_"), []).append(value)
    return found


def data(name: str, options: str, lang: Lang = "en") -> dict[str, Any]:
    """Return the JSON of a calculation."""
    return as_data(work(name, typed(options), LIBRARY), TELLERS[lang])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process: exit code, standard output, standard error."""

    def call(*argv: str) -> tuple[int, str, str]:
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.callback()(lambda: None)
        app.command("calc")(guarded(calc.with_inputs(["calc", *argv])))
        held = io.BytesIO()
        written = io.TextIOWrapper(held, encoding="utf-8")
        monkeypatch.setattr("sys.stdout", written)
        try:
            app(args=["calc", *argv], standalone_mode=False)
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        written.flush()
        out = held.getvalue().decode()
        return code, out, capsys.readouterr().err

    return call


class TestContract:
    """Names, keys and both languages."""

    def test_the_names_are_those_of_the_contract(self) -> None:
        """None more, none missing."""
        assert set(CALCULATIONS) == set(CONTRACT)

    @each_name
    @each_lang
    def test_results_stand_at_the_top(self, name: str, lang: Lang) -> None:
        """With formula, inputs, meaning, what moves it and the source beside them."""
        found = data(name, CALCULATIONS[name].example, lang)
        assert set(found) == {*CONTRACT[name].split(), *BESIDE}
        assert found["meaning"]
        assert found["moves_most"]["input"] in found["inputs"]
        assert set(found["reasons"]) == {key for key in CONTRACT[name].split() if found[key] is None}
        json.dumps(found, allow_nan=False)

    @each_name
    @each_lang
    def test_both_formats_come_out(self, name: str, lang: Lang, run: Run) -> None:
        """Terminal and JSON, exit 0, nothing on standard error, no blank left open."""
        for form in ("json", "terminal"):
            code, out, err = run(name, *shlex.split(CALCULATIONS[name].example), "--lang", lang, "-f", form)
            assert (code, err) == (0, "")
            assert "{" not in out.replace("{\n", "") or form == "json"
        assert TELLERS[lang].title(name) in out

    def test_languages_differ_in_words_alone(self) -> None:
        """Ids and figures never follow the language."""
        for name, held in CALCULATIONS.items():
            one, other = (data(name, held.example, lang) for lang in LANGS)
            assert all(one[key] == other[key] for key in {*CONTRACT[name].split(), "inputs", "moves_most", "also"})
            assert one["meaning"] != other["meaning"]

    def test_alone_it_lists_the_names(self, run: Run) -> None:
        """For a reader and for a program."""
        code, out, _ = run()
        assert code == 0
        assert all(name in out for name in CONTRACT)
        listed = json.loads(run("-f", "json")[1])["calculations"]
        assert [one["calc"] for one in listed] == list(CALCULATIONS)

    def test_an_unknown_name_is_told_the_nearest(self, run: Run) -> None:
        """Exit 2, also with options that would be right elsewhere."""
        code, _, err = run("vellocity", "--cycle", "4")
        assert code == 2
        assert "Did you mean velocity?" in err
        assert "net-price" in err

    def test_help_is_of_the_named_calculation(self) -> None:
        """Its options and no others are built."""
        made = calc.with_inputs(["calc", "roas", "--margin", "0.4"])
        options = made.__annotations__
        assert "_margin" in options
        assert "_cycle" not in options

    def test_money_is_said_in_its_currency(self, run: Run) -> None:
        """万 in Chinese; an unknown currency is refused."""
        options = shlex.split(CALCULATIONS["bid"].example)
        assert "20,000" in run("bid", *options, "--currency", "usd")[1]
        assert "2 万元" in run("bid", *options, "--currency", "CNY", "--lang", "zh")[1]
        assert run("bid", *options, "--currency", "zzz")[0] == 2
        assert run("bid", "--chance", "0.2", "--margin", "$3k", "--pursuit-cost", "1", "--currency", "USD")[0] == 0

    def test_a_library_without_the_words_is_named(self) -> None:
        """Not a fault of ours."""
        bare = LIBRARY.__class__(LIBRARY.folder, "x", {"currencies": LIBRARY.index["currencies"]}, {})
        with pytest.raises(Exception, match=r"no calc\.yaml"):
            teller_for(bare, "en")

    def test_every_blank_stands_in_both_languages(self) -> None:
        """And each text is one."""
        held = read_folder(LIBRARY.folder)["calc"].data
        for path, text in leaves(held, ""):
            blanks = [sorted(set(re.findall(r"\{(\w+)\}", text[lang]))) for lang in LANGS]
            assert blanks[0] == blanks[1], path
            assert re.search(r"[\u4e00-\u9fff]", text["en"]) is None, path


def leaves(node: Any, path: str) -> list[tuple[str, dict[str, str]]]:
    """Return every text with its place."""
    if isinstance(node, dict) and "en" in node:
        return [(path, node)]
    if not isinstance(node, dict):
        return []
    return [leaf for key, inner in node.items() for leaf in leaves(inner, f"{path}.{key}")]


class TestUndefined:
    """Within bounds and without a figure: null, a reason in both languages, exit 0."""

    @pytest.mark.parametrize(
        ("name", "options", "keys"),
        [
            ("velocity", "--opportunities 1 --deal-value 1 --win-rate 1 --cycle 0", "per_day"),
            ("funnel", "--target 1 --deal-value 1 --rates 0.5,0", "needed"),
            ("funnel", "--target 1 --deal-value 0 --rates 0.5", "needed"),
            ("coverage", "--win-rate 0", "required actual"),
            ("coverage", "--win-rate 0.5 --open 4 --target 0", "actual"),
            ("ltv", "--arpa 100 --gross-margin 0.8 --churn 0 --cac 5", "ltv ltv_cac"),
            ("ltv", "--arpa 0 --gross-margin 0.8 --churn 0.03 --cac 5", "payback_months"),
            ("ltv", "--arpa 9 --gross-margin 0.8 --churn 0.03 --cac 0", "ltv_cac"),
            ("ltv", "--arpa 9 --gross-margin 0.8 --churn 0.03", "ltv_cac payback_months"),
            ("magic-number", "--revenue-now 90 --revenue-before 100 --spend 10", "payback_months"),
            ("magic-number", "--revenue-now 90 --revenue-before 80 --spend 0", "magic_number payback_months"),
            ("retention", "--start 0 --expansion 0 --contraction 0 --churn 0", "nrr grr"),
            ("order-margin", "--price 0 --costs 1", "rate"),
            ("roas", "--margin 0", "break_even"),
            ("discount", "--margin 0.3 --cut 0.3", "volume_change"),
            ("discount", "--margin 0.3 --cut 0.4", "volume_change"),
            ("discount", "--margin 0 --rise 0", "volume_change"),
            ("elasticity", "--prices 5,5 --quantities 1,2 --unit-cost 2", "elasticity best_price"),
            ("elasticity", "--prices 70,60 --quantities 2800,3000 --unit-cost 25", "best_price"),
            ("promotion", "--baseline 0 --sold 5 --margin 0.5 --discount 0.1", "lift"),
            ("loyalty", "--buy 0 --free 0 --price 5 --unit-cost 1", "discount cost_share"),
            ("points", "--sales 9 --points 10 --value 1 --redemption 0.5 --redeemed 6", "recognised"),
            ("points", "--sales 9 --points 10 --value 1 --redemption 0.5", "recognised"),
            ("free-shipping", "--shipping 3 --gross-margin 0.3 --target-margin 0.4", "order_value"),
            ("free-shipping", "--aov 3 --gross-margin 0 --extra 4", "order_value"),
            ("ab-test", "--baseline 0.05 --to 0.05 --daily 100", "per_arm total days"),
            ("ab-test", "--baseline 0.05 --to 0.06 --daily 0", "days"),
            ("ab-test", "--baseline 0.05 --to 0.06 --daily 9 --power 1", "per_arm total days"),
            ("ab-result", "--control 0/10 --variant 0/10", "z p low high significant"),
            ("ab-result", "--control 0/0 --variant 0/0", "z p low high significant srm_p"),
            ("nps", "--promoters 0 --passives 0 --detractors 0", "nps margin"),
            ("csat", "--satisfied 0 --answers 0", "csat low high"),
            ("net-price", "--list 0 --deductions 1", "rate"),
            ("business-case", "--costs 0,0 --benefits 0,5 --rate 0.1", "roi irr"),
            ("business-case", "--costs 1000,0,1540 --benefits 0,2500,0 --rate 0.1", "payback_months irr"),
        ],
    )
    @each_lang
    def test_null_and_a_reason(self, name: str, options: str, keys: str, lang: Lang) -> None:
        """Exactly those that are undefined; the rest stand."""
        found = data(name, options, lang)
        assert {key for key in CONTRACT[name].split() if found[key] is None} == set(keys.split())
        assert set(found["reasons"]) == set(keys.split())
        assert all(found["reasons"].values())

    def test_it_comes_out_on_a_terminal(self, run: Run) -> None:
        """With the reason, exit 0."""
        code, out, _ = run("discount", "--margin", "0.3", "--cut", "0.3")
        assert code == 0
        assert "undefined" in out
        assert "no volume makes up for it" in " ".join(out.split())

    def test_several_rates_are_named(self) -> None:
        """Both 10 % and 40 %, and the NPV beside them."""
        found = data("business-case", "--costs 1000,0,1540 --benefits 0,2500,0 --rate 0.2")
        assert "not unique" in found["reasons"]["irr"]
        assert "10 % and 40 %" in found["reasons"]["irr"]
        assert found["npv"] == 13.89


class TestRefused:
    """Out of bounds, unreadable, missing or impossible together: exit 2, naming the option and what to type."""

    @each_name
    def test_every_option_is_held_to_its_bounds(self, name: str) -> None:
        """Negative, not a number, infinite, too long; a rate above 1; a figure given twice."""
        held = CALCULATIONS[name]
        for one in held.inputs:
            for wrong in (
                "-1",
                "nan",
                "inf",
                "1e9999",
                "9" * 400,
                "",
                "x",
                *(["1.5", "300"] if one.kind == "rate" else []),
            ):
                given = typed(held.example) | {one.id: [in_its_form(one, wrong)]}
                with pytest.raises(InputError) as caught:
                    work(name, whole_way(held, one, given), LIBRARY)
                assert one.flag in str(caught.value), (one.flag, wrong)
                assert caught.value.fix
                assert len(str(caught.value)) < 400

    @each_name
    def test_what_is_needed_is_asked_for(self, name: str) -> None:
        """With an example to copy."""
        needed = [one for one in CALCULATIONS[name].inputs if not one.optional]
        for one in needed:
            given = {id: texts for id, texts in typed(CALCULATIONS[name].example).items() if id != one.id}
            with pytest.raises(InputError, match=one.flag) as caught:
                work(name, given, LIBRARY)
            assert CALCULATIONS[name].example in str(caught.value)

    @pytest.mark.parametrize(
        ("name", "options", "says"),
        [
            ("business-case", "--costs 1,2 --benefits 1 --rate 0.1", "--benefits: has figures: 1, and --costs: 2"),
            ("funnel", "--target 1 --deal-value 1 --rates 0.5 --lags 1,2", "--lags: has figures: 2, and --rates: 1"),
            ("funnel", "--target 1 --deal-value 1 --rates 0.5,1.5", "--rates, figure 2"),
            ("retention", "--start 10 --expansion 0 --contraction 6 --churn 5", "--churn: more is lost"),
            ("csat", "--satisfied 6 --answers 5", "--satisfied: more are satisfied"),
            ("points", "--sales 9 --points 5 --value 1 --redemption 1 --redeemed 6", "--redeemed: more points"),
            ("coverage", "--win-rate 0.5 --open 4", "also needs --target"),
            ("loyalty", "--buy 9 --free 1 --price 4", "also needs --unit-cost"),
            ("discount", "--margin 0.5", "needs either --cut, or --rise"),
            ("discount", "--margin 0.5 --cut 0.1 --rise 0.1", "needs either --cut, or --rise"),
            ("free-shipping", "--gross-margin 0.4 --shipping 3 --extra 5", "needs either"),
            ("free-shipping", "--gross-margin 0.4 --shipping 3 --target-margin 0.1 --extra 5", "--extra: belongs"),
            ("elasticity", "--prices 1,2,3 --quantities 1,2", "--prices: 3 figures"),
            ("roas", "--margin 0.5 --margin 0.4", "--margin: given more than once"),
            ("roas", "--margin 40", "Write 40% or 0.4"),
            ("ab-result", "--control 5/4 --variant 1/4", "--control: '5/4' has more successes"),
            ("ab-result", "--control 5 --variant 1/4", "120/10000"),
            ("ab-test", "--baseline 0.1 --to 0.2 --arms 1", "--arms"),
            ("capacity", "--reps 8:1200000", "8:1200000:0.75"),
            ("capacity", "--reps 8:1200000:1.2", "--reps"),
            ("net-price", "--list 100 --deductions 120%", "--deductions, figure 1"),
        ],
    )
    def test_it_says_what_and_where(self, name: str, options: str, says: str, run: Run) -> None:
        """One message, no traceback."""
        code, out, err = run(name, *shlex.split(options))
        assert (code, out) == (2, "")
        assert says in err

    def test_format_and_language(self, run: Run) -> None:
        """Neither is guessed."""
        assert run("roas", "--margin", "0.4", "-f", "md")[0] == 2
        assert run("roas", "--margin", "0.4", "--lang", "fr")[0] == 2


def in_its_form(one: Input, text: str) -> str:
    """Return a wrong figure where the option takes one."""
    forms = {"pair": f"{text}/10", "reps": f"8:{text}:0.5"}
    return forms.get(one.kind, f"1,{text}" if one.many else text)


def whole_way(held: Calculation, one: Input, given: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return options of one way of the calculation, the one that `one` belongs to."""
    way = next((way for way in held.ways if one.id in way), ())
    others = {id for other in held.ways if other != way for id in other} if way else set()
    together = held.together if one.id in held.together else ()
    return {id: ["1"] for id in (*way, *together)} | {id: texts for id, texts in given.items() if id not in others}


class TestForms:
    """Inputs as people write them, and what they are read as."""

    @pytest.mark.parametrize(
        ("name", "one", "other"),
        [
            ("roas", "--margin 40%", "--margin 0.4"),
            ("velocity", "--opportunities 40 --deal-value 2.5万 --win-rate 25% --cycle '3 months'",
             "--opportunities 40 --deal-value 25,000 --win-rate .25 --cycle 90"),
            ("order-margin", "--price 79 --costs 18，8.5", "--price 79 --costs '18;8.50'"),
            ("net-price", "--list 1000 --deductions 0.1,50", "--list 1k --deductions 10%,50"),
            ("promotion", "--baseline 400 --sold 1100 --margin .5 --discount .2 --pull-forward 30%",
             "--baseline 400 --sold 1100 --margin .5 --discount .2 --pull-forward 210"),
        ],
    )  # fmt: skip
    def test_two_ways_to_write_the_same(self, name: str, one: str, other: str) -> None:
        """Same figures."""
        keys = CONTRACT[name].split()
        first, second = data(name, one), data(name, other)
        assert [first[key] for key in keys] == [second[key] for key in keys]

    def test_lists_with_semicolons_may_group_digits(self) -> None:
        """Commas alone separate."""
        assert data("order-margin", "--price 5000 --costs '1,000; 2,000'")["margin"] == 2000

    def test_missing_lags_are_zero(self) -> None:
        """The last ones."""
        assert data("funnel", "--target 1 --deal-value 1 --rates 0.5,0.5 --lags 2")["months"] == 2
        assert data("funnel", "--target 1 --deal-value 1 --rates 0.5,0.5")["months"] == 0


class TestMeaning:
    """Sentences chosen by the result, and what moves it."""

    @pytest.mark.parametrize(
        ("name", "options", "says"),
        [
            ("business-case", "--costs 100,0 --benefits 0,50 --rate 0.1", "does not pay"),
            ("magic-number", "--revenue-now 90 --revenue-before 100 --spend 10", "Revenue fell by 10"),
            ("ltv", "--arpa 10 --gross-margin 0.5 --churn 0.2 --cac 90", "more than they leave"),
            ("ltv", "--arpa 10 --gross-margin 0.5 --churn 0.2 --cac 90", "gone by then"),
            ("coverage", "--win-rate 0.25 --open 5 --target 1", "enough on average"),
            ("funnel", "--target 1 --deal-value 5 --rates 0.5", "less than one deal"),
            ("promotion", "--baseline 4 --sold 5 --margin 0.1 --discount 0.2", "as large as the margin"),
            ("ab-test", "--baseline 0.05 --to 0.0505 --daily 1000", "can be told from 5 %"),
            ("ab-test", "--baseline 0.5 --to 0.501 --daily 0.1", "no lift at all can be seen"),
            ("ab-test", "--baseline 0.05 --to 0.06 --arms 3", "uncorrected"),
            ("ab-test", "--baseline 0.05 --to 0.06", "five looks give 14.2 % false alarms"),
            ("ab-result", "--control 100/9000 --variant 120/11000", "do not trust"),
            ("ab-result", "--control 2/15 --variant 6/15", "only rough"),
            ("ab-result", "--control 100/10000 --variant 200/10000", "does better"),
            ("ab-result", "--control 200/10000 --variant 100/10000", "does worse"),
            ("nps", "--promoters 5 --passives 3 --detractors 4", "cannot be told"),
            ("bid", "--chance 0.1 --margin 100 --pursuit-cost 200", "no chance makes it pay"),
            ("live-session", "--orders 9 --aov 9 --gross-margin 0.2 --commission 0.3 --slot-fee 9 --return-rate 0",
             "no number of orders"),
            ("elasticity", "--prices 1,2 --quantities 1,2", "moved the same way"),
            ("net-price", "--list 1 --deductions 2", "More is given away"),
            ("velocity", "--opportunities 4 --deal-value 5 --win-rate 0.5 --cycle 9", "sellers' time is the limit"),
        ],
    )  # fmt: skip
    def test_the_sentence_fits_the_result(self, name: str, options: str, says: str) -> None:
        """In English; the Chinese one is chosen by the same key."""
        assert says in " ".join(data(name, options)["meaning"])

    def test_what_moves_it_most(self) -> None:
        """A tenth off the cycle is worth more than a tenth on anything else; equals are named."""
        found = data("velocity", CALCULATIONS["velocity"].example)["moves_most"]
        assert (found["input"], found["less"], found["more"]) == ("cycle", 3086.42, 2525.25)
        assert data("bid", CALCULATIONS["bid"].example)["moves_most"]["alike"] == ["margin"]

    def test_out_of_bounds_is_not_tried(self) -> None:
        """A rate of 1 has nothing above it; what is zero moves nothing."""
        top = data("roas", "--margin 1")["moves_most"]
        assert top["more"] is None
        assert data("cash-gap", "--growth 0 --days-to-cash 0")["moves_most"] is None

    @each_name
    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_whatever_is_within_bounds_is_answered(self, name: str, data: st.DataObject) -> None:
        """In both languages, as JSON, every null with its reason and every sentence whole; no fault of ours."""
        held = CALCULATIONS[name]
        way = data.draw(st.sampled_from(held.ways)) if held.ways else ()
        others = {id for other in held.ways if other != way for id in other}
        chosen = [one for one in held.inputs if one.id not in others]
        texts = {
            one.id: [data.draw(figures(one))] for one in chosen if not one.optional or one.id in way or one.default
        }
        try:
            worked = work(name, texts, LIBRARY)
        except InputError:
            worked = None
        if worked is None:
            assert held.conflict is not None
            return
        for lang in LANGS:
            found = as_data(worked, TELLERS[lang])
            json.dumps(found, allow_nan=False)
            assert set(found["reasons"]) == {key for key in CONTRACT[name].split() if found[key] is None}
            assert TELLERS[lang].moves(held, worked.move)


def figures(one: Input) -> st.SearchStrategy[str]:
    """Return how an option may be filled: also with the ends of its range."""
    edges: Sequence[str] = ("0", "1") if one.kind == "rate" else ("0", "1", "1e-12", "1e15", "37", "1250.5")
    if one.kind in ("days", "months", "count"):
        edges = ("2", "3", "37", "900") if one.low else ("0", "1", "37", "900")
    single = st.sampled_from([*edges, *(("0.3", "25%", "0.999") if one.kind in ("rate", "deduction") else ())])
    if one.kind == "pair":
        return st.sampled_from(["0/0", "0/9", "9/9", "2/15", "120/10000", "999999999999/1000000000000"])
    if one.kind == "reps":
        return st.sampled_from(["0:0:0", "8:100:0.5", "1e9:1e15:1"])
    if one.many:
        return st.lists(single, min_size=max(one.many[0], 2), max_size=min(one.many[1], 2)).map(",".join)
    return single


def examples() -> list[tuple[str, dict[str, Any]]]:
    """Return every example of docs/calc.md with the results it prints."""
    text = (ROOT / "docs" / "calc.md").read_text(encoding="utf-8")
    found = re.findall(r"^    \$ salesmode calc (.+)\n((?:    \w+: .+\n)+)", text, re.MULTILINE)
    return [
        (command, {key: json.loads(value) for key, value in re.findall(r"(\w+): (.+)", printed)})
        for command, printed in found
    ]


class TestDocument:
    """docs/calc.md says what is so."""

    @pytest.mark.parametrize(("command", "results"), examples())
    def test_its_examples_come_out(self, command: str, results: dict[str, Any], run: Run) -> None:
        """To the digit."""
        code, out, _ = run(*shlex.split(command), "-f", "json")
        assert code == 0
        found = json.loads(out)
        assert {key: found[key] for key in results} == results

    def test_it_names_every_calculation_and_result(self) -> None:
        """None is left out."""
        shown: dict[str, set[str]] = {}
        for command, results in examples():
            shown.setdefault(command.split()[0], set()).update(results)
        assert shown == {name: set(keys.split()) for name, keys in CONTRACT.items()}
