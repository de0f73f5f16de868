"""`salesmode calc`: every name answers as the contract says, in both languages; what is wrong is refused by name."""

from __future__ import annotations

import inspect
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from helpers.calculations import BESIDE, CONTRACT, TELLERS, data, each_lang, each_name, typed
from helpers.libraries import LIBRARIES, LIBRARY

from salesmode.calc import CALCULATIONS, Calculation, Input, teller_for, work
from salesmode.check.material import texts_in
from salesmode.cli import calc, guarded
from salesmode.errors import InputError, LibraryError
from salesmode.knowledge.library import LANGS, Lang, Library

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, str, str]]


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
        options = inspect.signature(calc.with_inputs(["calc", "roas", "--margin", "0.4"])).parameters
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
        with pytest.raises(LibraryError, match=r"no program/calc\.yaml"):
            teller_for(Library(LIBRARY.folder, "en", {"calc": None}))

    def test_every_blank_stands_in_both_languages(self) -> None:
        """And each text is one."""
        both = (texts_in(library.calc) for library in LIBRARIES.values())
        for (where, english, _), (_, chinese, _) in zip(*both, strict=True):
            blanks = [set(re.findall(r"\{(\w+)\}", text)) for text in (english, chinese)]
            assert blanks[0] == blanks[1], where
            assert re.search(r"[\u4e00-\u9fff]", english) is None, where


class TestUndefined:
    """A figure that is not there is no error."""

    def test_it_comes_out_on_a_terminal(self, run: Run) -> None:
        """With the reason, exit 0."""
        code, out, _ = run("discount", "--margin", "0.3", "--cut", "0.3")
        assert code == 0
        assert "undefined" in out
        assert "no volume makes up for it" in " ".join(out.split())


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
