"""The command line as a person or a script meets it: its help, its errors, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers.commands import ANY, called, plan, refused, title, written

from salesmode.cli.flags import FLAGS

pytestmark = pytest.mark.usefixtures("elsewhere")


# ------------------------------------------------------------------------------------------------------------- help


@pytest.mark.parametrize(
    "argv",
    [
        [], ["--help"], ["-h"], ["plan", "--help"], ["plan", "--help-answers"], ["plan", "-h"],
        ["diagnose", "--help"], ["interview", "--help"], ["questions", "--help"], ["examples", "--help"], ["playbooks"],
        ["playbooks", "--help"],
        ["playbooks", "list", "--help"], ["playbooks", "show", "--help"], ["playbooks", "check", "-h"],
        ["playbooks", "format", "--help"], ["playbooks", "new", "-h"], ["explain", "--help"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_help_goes_to_stdout_and_fits_eighty_columns(argv: list[str]) -> None:
    """Help is a result: stdout, exit 0, within 80 columns."""
    ran = called(*argv)
    assert (ran.code, ran.err) == (0, "")
    assert "Usage: salesmode" in ran.out
    assert max(len(line) for line in ran.out.split("\n")) <= 80


def test_the_long_help_of_plan_names_every_flag_in_its_group_with_its_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    """The long help of plan names every flag, with the words it takes; the longest wants 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")
    text = called("plan", "--help-answers").out
    assert all(f" {name} " in text for name in FLAGS)
    assert text.index("─ Options ─") < text.index("─ What you sell ─") < text.index("─ Who buys from you ─")
    assert "(organization," in text
    assert "<bool>" not in text


@pytest.mark.parametrize(
    "command",
    ["plan", "diagnose", "explain", "compare", "diff", "track", "kit", "interview", "questions", "measure", "score"],
)
def test_the_help_of_a_command_is_short_and_ends_in_lines_to_copy(command: str) -> None:
    """A screen and a half at most, without the flags of answers; its examples call the command itself."""
    text = called(command, "--help").out
    assert "│ --deal-value " not in text
    assert len(text.splitlines()) <= 45
    assert f" salesmode {command} " in text.rpartition("╯")[2]


def test_a_value_that_looks_like_help_is_a_value() -> None:
    """`--name --help` names a business."""
    assert title("--name", "--help").startswith("# `--help`:")  # two hyphens are shown as typed, as code
    assert title("--name=-h").startswith("# -h:")
    assert title("--name", "--help-answers").startswith("# `--help-answers`:")


def test_the_version_is_printed() -> None:
    """The version is printed."""
    assert called("--version").out == "salesmode 0.1.0\n"


# ------------------------------------------------------------------------------------------------------ usage errors


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["plam"], "no command 'plam'\nDid you mean plan?"),
        (["playbooks", "lst"], "playbooks: no command 'lst'\nDid you mean list?"),
        (["plan", "--deal-valu", "3"], "plan: no option '--deal-valu'\nDid you mean --deal-value?"),
        (["plan", "--deal_value", "3"], "Did you mean --deal-value?"),
        (["plan", "--Deal-Value", "3"], "Did you mean --deal-value?"),
        (["plan", "-deal-value", "3"], "no option '-deal-value'\nDid you mean --deal-value?"),
        (["diagnose", "--formt", "md"], "diagnose: no option '--formt'\nDid you mean --format?"),
        (["diagnose", "--brief"], "diagnose: no option '--brief'\nSee: salesmode diagnose --help"),
        (["explain"], "explain: ID is missing\nWrite salesmode explain ID"),
        (["kit", "--outptu", "x"], "kit: no option '--outptu'\nDid you mean --output?"),
        (["plan", "--zzz"], "no option '--zzz'\nSee: salesmode plan --help"),
        (["plan", "-x"], "no option '-x'\n"),
        (["--zzz"], "no option '--zzz'\nSee: salesmode --help"),
        (["plan", "-a"], "plan: -a needs a value\nWrite -a VALUE"),
        (["plan", "--deal-value"], "plan: --deal-value needs a value\n"),
        (["plan", "--brief=1"], "plan: --brief takes no value\nWrite --brief alone"),
        (["plan", "x", "y"], "plan: 'y' is too much here\n"),
        (["plan", "x", "-a", "y"], "-a: 2 answers files are named\nKeep one"),
        (["plan", "--", "--deal-value"], "--deal-value: no such file\n"),
        (["questions", "--help-answers"], "questions: no option '--help-answers'\n"),
        (["playbooks", "show"], "playbooks show: ID is missing\nWrite salesmode playbooks show ID"),
        (["plan", "-f", "pdf"], "-f: 'pdf' is no format\nWrite one of: terminal, md, json"),
        (["plan", "-o", "x.pdf"], "-o: no format for names that end in .pdf\n"),
        (["diagnose", "-o", "x.html"], "-o: no format for names that end in .html\nEnd the name in .txt, .md or .json"),
        (["diagnose", "-f", "csv"], "-f: 'csv' is a format of plan alone\nWrite one of: terminal, md, json"),
        (
            ["plan", "-f", "ics"],
            "-f ics: a calendar needs a day to begin on\nSay on which day week 1 begins: --start 2",
        ),
        (["plan", "--bom"], "--bom: terminal takes no such mark\n"),
        (["plan", "-f", "ics", "--start", "9999-12-01"], "--start: the plan would go on after the year 9999\n"),
        (["plan", "-f", "csv", "--start", "9999-12-30", *ANY], "--start: the plan would go on after the year 9999\n"),
        (["questions", "-f", "pdf"], "-f: 'pdf' is no form of the questions\n"),
        (["plan", "--lang", "fr"], "--lang: 'fr' is no language"),
        (["plan", "--start", "2027-02-30"], "--start: '2027-02-30' is no date\nWrite it as 2027-01-04"),
        (["plan", "--start", "soon"], "--start: 'soon' is no date\n"),
        (["examples", "snack"], "examples: no example 'snack'\nDid you mean snacks?"),
        (["playbooks", "show", "b2b.icpp"], "no play, move or paper 'b2b.icpp'\n"),
        (["plan", "--set", "novalue"], "--set: 'novalue' has no =\n"),
        (["plan", "--set", "a=b=c"], "--set: unknown key 'a'\n"),
        (["plan", "--win-rate", "abc"], "--win-rate: win_rate: 'abc' is not a number\n"),
        (["plan", "--buyer", "orgnization"], "Did you mean organization?"),
        (["plan", "--deal-value", "¥3000", "--currency", "USD"], "does not go with the currency USD\n"),
        (["plan", "--buyer", "both", "--buyer", "both"], "--buyer: this flag is given 2 times\nKeep one --buyer"),
        (["plan", "-a", "x", "-a", "y"], "-a: 2 answers files are named\n"),
        (["interview", "-a", "-"], "-a: an interview keeps its answers in a file\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_error_says_what_where_and_what_to_type_next(argv: list[str], said: str) -> None:
    """An error says what, where and what to type next."""
    assert said in refused(*argv)


@pytest.mark.parametrize(
    "argv", [["{}"], ["plan", "{}"], ["plan", "--{}"], ["plan", "--deal-value", "{}"], ["examples", "{}"]]
)
def test_a_long_value_is_never_repeated_whole(argv: list[str]) -> None:
    """Four hundred digits, and a value with escapes, are cut short and made visible; of a path the end is left."""
    assert "9" * 101 not in refused(*(word.format("9" * 400) for word in argv))
    assert "\x1b" not in refused(*(word.format("\x1b[31m") for word in argv))


def test_an_answers_file_may_be_named_without_its_flag() -> None:
    """It is read by every command that takes answers, and without a command `plan` is offered."""
    written("mine.yaml", "deal_value: 50\nlanguage: zh\n")
    called("plan", "mine.yaml", "--start", "2027-01-04", "-o", "plan.json")
    commands = (
        ["plan"], ["diagnose"], ["explain", "gap"], ["compare", "--with", "dearer: deal_value=60"],
        ["track", "plan.json", "--today", "2027-04-05"],
    )  # fmt: skip
    for argv in commands:
        assert called(*argv, "mine.yaml") == called(*argv, "-a", "mine.yaml")
    assert "Did you mean salesmode plan mine.yaml?" in refused("mine.yaml")


def test_the_answers_of_an_interview_here_are_read_where_nothing_else_is_given() -> None:
    """One answer given is enough for them to be left alone, and it is said that they were read."""
    written("salesmode.yaml", "name: Here\n")
    bare = called("plan", "-f", "md")
    assert "Here" in bare.out
    assert bare.err == "salesmode: answers from salesmode.yaml\n"
    assert "Here" not in plan("--deal-value", "5k")
    assert "Here" not in plan("--set", "deal_value=5k")


def test_measured_answers_join_those_of_an_interview_here() -> None:
    """Whoever names what was measured alone has typed nothing that would go before the interview."""
    written("salesmode.yaml", "name: Here\n")
    written("measured.yaml", "answers:\n  win_rate: {value: 0.63, of: 900}\n")
    answers = json.loads(called("plan", "-m", "measured.yaml", "-f", "json").out)["answers"]
    assert (answers["name"], answers["win_rate"]) == ("Here", 0.63)


@pytest.mark.parametrize("argv", [["questions"], ["examples", "snacks"], ["plan", "-f", "json"]])
def test_answers_are_never_written_over_with_a_result(argv: list[str]) -> None:
    """Neither a blank answers file, nor an example or a plan takes the place of answers; a blank file may go."""
    written("mine.json", '{"name": "Mine"}')
    assert "mine.json holds answers, which would be lost\n" in refused(*argv, "-o", "mine.json")
    assert Path("mine.json").read_text() == '{"name": "Mine"}'
    written("blank.json", "# nothing yet\n")
    assert called(*argv, "-o", "blank.json").code == 0


# ----------------------------------------------------------------------------------------------------------- library


def test_a_library_that_is_missing_empty_or_broken_is_told_by_place() -> None:
    """A library that is missing, empty or broken is told by folder, file and line."""
    Path("empty").mkdir()
    Path("broken/plays/b2b").mkdir(parents=True)
    written("broken/plays/b2b/icp.yaml", "a: [\n")
    for folder, said in (("missing", "missing: no such folder"), ("empty", "empty: "), ("broken", "icp.yaml:2: ")):
        ran = called("plan", "--library", folder)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err


def test_a_fault_of_ours_is_exit_70_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is exit 70, names its place and asks for a report; an interruption is 130."""
    monkeypatch.setattr("salesmode.engine.plan.make_plan", _raising(ZeroDivisionError("x" * 10_000)))
    ran = called("plan")
    assert (ran.code, ran.out) == (70, "")
    assert "this is a fault of salesmode, not of your answers (ZeroDivisionError at test_cli.py:" in ran.err
    assert len(ran.err) < 300
    monkeypatch.setattr("salesmode.engine.plan.make_plan", _raising(KeyboardInterrupt()))
    assert called("plan") == (130, "", "salesmode: interrupted\n")


def _raising(error: BaseException) -> object:
    def fail(*_: object) -> None:
        raise error

    return fail
