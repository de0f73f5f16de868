"""docs/cli.md says what the program does: its commands are run, its errors compared, its tables held to the code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from helpers.commands import called
from helpers.libraries import LIBRARY

from salesmode import cli
from salesmode.cli.result import ENDINGS, NAMES
from salesmode.cli.usage import COMMANDS
from salesmode.report.formats import FORMATS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
RUNS = re.findall(r"^\$ salesmode (.*)\n((?:(?!\$|```).*\n)*)", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("line", "error"), RUNS, ids=[line for line, _ in RUNS])
def test_every_command_on_the_page_does_what_the_page_says(
    line: str, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command shown alone succeeds; one shown with an error gives that error and exit 2."""
    monkeypatch.chdir(ROOT)
    ran = called(*shlex.split(line))
    assert (ran.code, ran.err) == (2 if error else 0, error)
    assert bool(ran.out) == (not error)


def column(title: str) -> list[str]:
    """Return the code in the first column of the table under a title."""
    section = PAGE.split(f"\n## {title}\n")[1].split("\n#")[0]
    return re.findall(r"^\| `?([^|`]+?)`? \|", section, re.MULTILINE)[2:]


def test_the_tables_name_what_there_is() -> None:
    """Commands, formats, endings and exit codes on the page are those of the program."""
    assert [line.removesuffix(" ID") for line in column("Commands")] == _commands()
    assert column("Result out") == list(NAMES) == list(FORMATS)
    assert all(f"`{ending}`" in PAGE for ending in ENDINGS)
    assert column("Exit codes") == ["0", "1", "2", str(cli.FAULT), str(cli.INTERRUPTED)]


def _commands() -> list[str]:
    rest = [name for name in COMMANDS if name != "interview"]
    return ["salesmode", *(f"salesmode {name}" for name in ("interview", *rest))]


def test_usage_knows_every_command_there_is() -> None:
    """The commands that errors name are those of the help."""
    named = re.findall(r"^│ (\w+) ", called("--help").out.split("Commands")[1], re.MULTILINE)
    assert sorted(named) == sorted(COMMANDS)
    assert LIBRARY.folder.is_dir()
