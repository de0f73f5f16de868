"""The command line as a person or a script meets it: what is typed, what comes out, and the exit code."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import LIBRARY

from salesmode.cli import run
from salesmode.cli.flags import FLAGS

EXAMPLE = str(LIBRARY.folder / "examples" / "industrial-robots.yaml")
ANY = ("--buyer", "organization", "--deal-value", "5k")


class Stream(io.TextIOWrapper):
    """A standard stream held in memory, bytes and all."""

    def __init__(self, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding="ascii", errors="strict", newline="", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def held(self) -> str:
        """Return what was written."""
        held = self.buffer
        assert isinstance(held, io.BytesIO)
        return held.getvalue().decode("utf-8")


class Ran(NamedTuple):
    """What a command left behind."""

    code: object
    out: str
    err: str


def called(*argv: str, terminal: bool = False) -> Ran:
    """Run a command in this process."""
    out, err = Stream(terminal), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
        run(list(argv))
    return Ran(left.value.code, out.held(), err.getvalue())


def plan(*argv: str) -> str:
    """Return the plan for these arguments as Markdown; nothing else may have been said."""
    ran = called("plan", "-f", "md", *argv)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def title(*argv: str) -> str:
    """Return the title of the plan for these arguments."""
    return plan(*argv).split("\n")[0]


def refused(*argv: str) -> str:
    """Return the error for these arguments: exit 2, nothing on stdout, what is wrong and what to type next."""
    ran = called(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("salesmode: ")
    assert ran.err.endswith("\n")
    assert "Traceback" not in ran.err
    assert len(ran.err) < 1000
    assert len(ran.err.strip().split("\n")) >= 2, "an error also says what to type next"
    return ran.err.removeprefix("salesmode: ")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))


def written(name: str, text: str | bytes) -> str:
    """Write a file in the present folder and return its name."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


# ------------------------------------------------------------------------------------------------------------- help


@pytest.mark.parametrize(
    "argv",
    [
        [], ["--help"], ["-h"], ["plan", "--help"], ["plan", "-h"], ["diagnose", "--help"], ["interview", "--help"],
        ["questions", "--help"], ["examples", "--help"], ["playbooks"], ["playbooks", "--help"],
        ["playbooks", "list", "--help"], ["playbooks", "show", "--help"], ["playbooks", "check", "-h"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_help_goes_to_stdout_and_fits_eighty_columns(argv: list[str]) -> None:
    """Help is a result: stdout, exit 0, within 80 columns."""
    ran = called(*argv)
    assert (ran.code, ran.err) == (0, "")
    assert "Usage: salesmode" in ran.out
    assert max(len(line) for line in ran.out.split("\n")) <= 80


def test_the_help_of_plan_names_every_flag_in_its_group_with_its_choices() -> None:
    """The help of plan names every flag in its group, with the words it takes."""
    text = called("plan", "--help").out
    assert all(f" {name} " in text for name in FLAGS)
    assert text.index("─ Options ─") < text.index("─ What you sell ─") < text.index("─ Who buys from you ─")
    assert "(organization," in text
    assert "<bool>" not in text


def test_a_value_that_looks_like_help_is_a_value() -> None:
    """`--name --help` names a business."""
    assert title("--name", "--help").startswith("# --help:")
    assert title("--name=-h").startswith("# -h:")


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
        (["plan", "--zzz"], "no option '--zzz'\nSee: salesmode plan --help"),
        (["plan", "-x"], "no option '-x'\n"),
        (["--zzz"], "no option '--zzz'\nSee: salesmode --help"),
        (["plan", "-a"], "plan: -a needs a value\nWrite -a VALUE"),
        (["plan", "--deal-value"], "plan: --deal-value needs a value\n"),
        (["plan", "--brief=1"], "plan: --brief takes no value\nWrite --brief alone"),
        (["plan", "x", "y"], "plan: 'x y' is too much here\n"),
        (["plan", "--", "--deal-value"], "'--deal-value' is too much here\n"),
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
        (["playbooks", "show", "b2b.icpp"], "no play or paper 'b2b.icpp'\n"),
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
    """Four hundred digits, and a value with escapes, are cut short and made visible."""
    assert "9" * 70 not in refused(*(word.format("9" * 400) for word in argv))
    assert "\x1b" not in refused(*(word.format("\x1b[31m") for word in argv))


def test_an_answers_file_without_its_flag_is_recognised() -> None:
    """An answers file without its flag is recognised."""
    written("mine.yaml", "buyer: both\n")
    assert "Did you mean -a mine.yaml?" in refused("plan", "mine.yaml")
    assert "Did you mean salesmode plan -a mine.yaml?" in refused("mine.yaml")


# ----------------------------------------------------------------------------------------------------------- answers


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name: Caf\xe9\n", ":1: this is not UTF-8 but most likely Latin-1"),
        ("name: 老王\n".encode("gbk"), "most likely GBK"),
        ("name: x\n".encode("utf-16"), "most likely UTF-16"),
        (bytes(range(256)), "this is a binary file"),
        ("name: a\nname: b\n", ":2: 'name' is given twice"),
        ("name: !!python/object:os.system x\n", ":1: tags (!) are not used here"),
        ("name: &a x\noffer: *a\n", ":1: anchors and aliases"),
        ("team: " + "[" * 5000, "nested over 8 levels"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "nested over 8 levels"),
        ('{"revenue": NaN}', ":1: NaN is no number"),
        ("- a\n", ":1: a list was found where answers were expected"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_name_and_line(content: str | bytes, said: str) -> None:
    """A file that cannot be read is told by name and line."""
    message = refused("plan", "-a", written("mine.yaml", content))
    assert message.startswith("mine.yaml")
    assert said in message


def test_a_folder_a_missing_file_and_a_huge_one_are_told_apart() -> None:
    """A folder, a missing file and a huge one are told apart, the huge one without reading it."""
    Path("folder").mkdir()
    with Path("huge").open("wb") as file:
        file.truncate(200_000_000)
    assert "folder: this is a folder" in refused("plan", "-a", "folder")
    assert "missing: no such file" in refused("plan", "-a", "missing")
    assert "huge: the file is over 1 MB" in refused("plan", "-a", "huge")


def test_flags_go_before_set_and_set_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flags go before `--set`, and `--set` before the file, which may come on stdin."""
    written("mine.yaml", "name: File\n")
    assert title("-a", "mine.yaml").startswith("# File:")
    assert title("-a", "mine.yaml", "--set", "name=Set").startswith("# Set:")
    assert title("-a", "mine.yaml", "--set", "name=Set", "--name", "Flag").startswith("# Flag:")
    assert title("-amine.yaml", "--set=name=a=b").startswith("# a=b:")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"name": "Piped"}')))
    assert title("-a", "-").startswith("# Piped:")


def test_no_answers_at_all_still_give_a_plan() -> None:
    """Nothing, an empty file and an empty stdin give what can be said without answers."""
    assert plan() == plan("-a", written("empty.yaml", "")) == plan("-a", "-")


def test_a_closed_stdin_is_no_matter_unless_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed stdin is no matter unless it is read."""
    monkeypatch.setattr(sys, "stdin", None)
    assert plan(*ANY)
    assert "stdin: standard input is closed" in refused("plan", "-a", "-")
    assert "standard input is closed" in refused("interview")


def test_lists_come_as_commas_or_repeated_and_none_is_an_empty_one() -> None:
    """Any-of flags come as a comma list or repeated; `none` is an empty list, `n/a` does not apply."""
    one = plan("--channels", "website,referrals")
    assert one == plan("--channels", "website", "--channels", "referrals") == plan("--channels=website,referrals")
    assert plan("--sold-through", "none") != plan("--sold-through", "n/a") != plan()


def test_structured_answers_come_by_set_or_flag() -> None:
    """Lists of maps come by `--set` or as the flag's value."""
    team = "[{role: sales, people: 2}]"
    assert plan("--set", f"team={team}") == plan("--team", team)


def test_an_industry_without_playbook_is_a_warning_on_stderr() -> None:
    """A warning goes to stderr and leaves the result alone."""
    ran = called("plan", "-f", "md", "--industry", "zeppelins")
    assert ran.code == 0
    assert ran.err.startswith("salesmode: --industry: industry 'zeppelins' is not among the playbooks")
    assert ran.out.startswith("# ")


# ----------------------------------------------------------------------------------------------------------- results


def test_the_ending_of_the_file_chooses_the_format_unless_told() -> None:
    """The ending of the file chooses the format, `-f` goes before it, and stdout stays empty."""
    for name in ("plan.md", "plan.json", "plan.txt", "plan"):
        assert called("plan", *ANY, "-o", name) == (0, "", "")
    assert Path("plan.md").read_text(encoding="utf-8").startswith("# Your business")
    assert json.loads(Path("plan.json").read_text(encoding="utf-8"))["schema"] == 1
    assert Path("plan.txt").read_bytes() == Path("plan").read_bytes()
    for name, begins in (("plan.html", "<!DOCTYPE html>"), ("plan.htm", "<!DOCTYPE html>"), ("plan.csv", "id,title,")):
        assert called("plan", *ANY, "-o", name) == (0, "", "")
        assert Path(name).read_text(encoding="utf-8").startswith(begins)
    assert called("plan", *ANY, "--start", "2027-01-04", "-o", "plan.ics") == (0, "", "")
    assert Path("plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    called("plan", *ANY, "-o", "plan.csv", "--bom")
    assert Path("plan.csv").read_bytes().startswith(b"\xef\xbb\xbfid,title,")
    called("plan", *ANY, "-o", "plan.json", "-f", "md")
    assert Path("plan.json").read_text(encoding="utf-8").startswith("# ")
    called("questions", "-o", "sheet.md")
    assert Path("sheet.md").read_text(encoding="utf-8").startswith("# ")


def test_a_file_that_cannot_be_written_is_told_and_the_old_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be written is told, the old one stands, and nothing is left beside it."""
    Path("folder").mkdir()
    written("old.md", "old")
    assert "no/plan.md: there is no such folder" in refused("plan", "-o", "no/plan.md")
    assert "folder: this is a folder" in refused("plan", "-o", "folder")
    assert "old.md/x: a part of this path is a file" in refused("plan", "-o", "old.md/x")
    refuse: Any = _refusing(errno.EACCES)
    monkeypatch.setattr(os, "open", refuse)
    assert "old.md: it may not be written\nAsk for the right to write here" in refused("plan", "-o", "old.md")
    monkeypatch.undo()


def _refusing(number: int) -> object:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number), "old.md")

    return refuse


def test_the_answers_file_is_not_overwritten_with_its_plan() -> None:
    """The answers file is not overwritten with its own plan, under whatever name."""
    written("mine.json", "{}")
    Path("link.json").symlink_to("mine.json")
    assert "-o: this is the answers file" in refused("plan", "-a", "mine.json", "-o", "./link.json")
    assert Path("mine.json").read_text(encoding="utf-8") == "{}"


def test_brief_is_one_screen_in_markdown_and_on_the_terminal() -> None:
    """`--brief` is one screen; JSON says that it holds the whole plan."""
    brief = called("plan", "-a", EXAMPLE, "--brief").out
    assert len(brief.split("\n")) < 40
    assert len(plan("-a", EXAMPLE, "--brief")) < len(plan("-a", EXAMPLE)) / 3
    ran = called("plan", *ANY, "-f", "json", "--brief")
    assert (ran.code, ran.err) == (0, "salesmode: --brief: JSON always holds the whole plan\n")


def test_colour_is_only_for_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour is only for a terminal, and neither with NO_COLOR nor on a dumb one nor in a file."""
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[" in called("plan", *ANY, terminal=True).out
    assert "\x1b[" not in called("plan", *ANY).out
    called("plan", *ANY, "-o", "plan.txt", terminal=True)
    assert "\x1b[" not in Path("plan.txt").read_text(encoding="utf-8")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[" not in called("plan", *ANY, terminal=True).out
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in called("plan", *ANY, terminal=True).out


def test_the_locale_chooses_the_language_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--lang`, else the answers', else the locale on a terminal, else English."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert called("plan", *ANY).out.startswith("Your business")
    assert "你的生意" in called("plan", *ANY, terminal=True).out
    assert "Your business" in called("plan", *ANY, "--lang", "en", terminal=True).out
    assert title("--language", "zh").startswith("# 你的生意")
    assert title("--language", "zh", "--lang", "en").startswith("# Your business")


@pytest.mark.parametrize("columns", ["60", "0", "x", "", "-5", "9" * 400, "²"])
def test_columns_may_be_anything(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS is the width where it is a sensible number."""
    monkeypatch.setenv("COLUMNS", columns)
    ran = called("plan", *ANY)
    assert ran.code == 0
    assert max(len(line) for line in ran.out.split("\n")) <= (60 if columns == "60" else 120)


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
    monkeypatch.setattr("salesmode.plan.make_plan", _raising(ZeroDivisionError("x" * 10_000)))
    ran = called("plan")
    assert (ran.code, ran.out) == (70, "")
    assert "this is a fault of salesmode, not of your answers (ZeroDivisionError at test_cli.py:" in ran.err
    assert len(ran.err) < 300
    monkeypatch.setattr("salesmode.plan.make_plan", _raising(KeyboardInterrupt()))
    assert called("plan") == (130, "", "salesmode: interrupted\n")


def _raising(error: BaseException) -> object:
    def fail(*_: object) -> None:
        raise error

    return fail
