"""A plan on the command line: which answers go in, and in which form and place the result comes out."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import ANY, called, plan, refused, title, written
from helpers.libraries import LIBRARY

EXAMPLE = str(LIBRARY.folder / "examples" / "industrial-robots.yaml")
pytestmark = pytest.mark.usefixtures("elsewhere")


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


def test_a_trade_that_no_library_knows_is_an_error_with_near_names() -> None:
    """Nothing is taken for granted; what is named can be typed back."""
    ran = called("plan", "-f", "md", "--industry", "hairdressing salon")
    assert (ran.code, ran.out) == (2, "")
    assert "'hairdressing salon' is no trade that the library knows" in ran.err
    near = ran.err.splitlines()[1].split()[1]
    assert called("plan", "-f", "md", "--industry", near).code == 0


# ----------------------------------------------------------------------------------------------------------- results


def test_the_ending_of_the_file_chooses_the_format_unless_told() -> None:
    """The ending of the file chooses the format, `-f` goes before it, and stdout stays empty."""
    for name in ("plan.md", "plan.json", "plan.txt", "plan"):
        assert called("plan", *ANY, "-o", name) == (0, "", "")
    assert Path("plan.md").read_text(encoding="utf-8").startswith("# Your business")
    assert json.loads(Path("plan.json").read_text(encoding="utf-8"))["schema"] == 2
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


def test_full_is_the_plan_and_all_that_it_rests_on() -> None:
    """`--full` begins with the two pages and goes on; with `--brief` it is refused with what to do."""
    two, full = (called("plan", "-a", EXAMPLE, "-f", "md", *more).out for more in ((), ("--full",)))
    assert full.startswith(two.rstrip())
    assert "\n## Assumptions\n" in full
    assert "\n## Assumptions\n" not in two
    said = refused("plan", "-a", EXAMPLE, "--brief", "--full").splitlines()
    assert said == ["plan: --brief and --full exclude each other", "Leave one of them out"]


def test_brief_is_one_screen_in_markdown_and_on_the_terminal() -> None:
    """`--brief` is one screen; JSON says that it holds the whole plan."""
    brief = called("plan", "-a", EXAMPLE, "--brief").out
    assert len(brief.split("\n")) <= 45
    assert len(plan("-a", EXAMPLE, "--brief")) < len(plan("-a", EXAMPLE)) / 3
    ran = called("plan", *ANY, "-f", "json", "--brief")
    assert (ran.code, ran.err) == (0, "salesmode: --brief: JSON always holds the whole plan\n")


def test_colour_is_only_for_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour is only for a terminal, and neither with NO_COLOR nor on a dumb one nor in a file."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PAGER", "cat")
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
    assert "您的生意" in called("plan", *ANY, terminal=True).out
    assert "Your business" in called("plan", *ANY, "--lang", "en", terminal=True).out
    assert title("--language", "zh").startswith("# 您的生意")
    assert title("--language", "zh", "--lang", "en").startswith("# Your business")


@pytest.mark.parametrize("columns", ["60", "0", "x", "", "-5", "9" * 400, "²"])
def test_columns_may_be_anything(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS is the width where it is a sensible number."""
    monkeypatch.setenv("COLUMNS", columns)
    ran = called("plan", *ANY)
    assert ran.code == 0
    assert max(len(line) for line in ran.out.split("\n")) <= (60 if columns == "60" else 120)
