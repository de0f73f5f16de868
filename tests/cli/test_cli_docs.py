"""The documents say what the program does: their commands are run, errors compared, tables held to the code."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from helpers.commands import called
from helpers.libraries import LIBRARY

from salesmode import cli
from salesmode.cli.result import ENDINGS, NAMES
from salesmode.cli.usage import COMMANDS
from salesmode.knowledge.industries import Industry
from salesmode.report.formats import FORMATS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
TRADE_PAGE = (ROOT / "docs" / "write-a-trade.md").read_text(encoding="utf-8")
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


def test_a_trade_is_made_as_its_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commands, one after the other, with its small trade written in place of what is still to do."""
    shutil.copytree(LIBRARY.folder, tmp_path / "playbooks")
    monkeypatch.chdir(tmp_path)
    (small,) = re.findall(r"```yaml\n(title:\n.*?)```", TRADE_PAGE, re.DOTALL)
    said = {}
    for line in re.findall(r"^\$ (.*)$", TRADE_PAGE, re.MULTILINE):
        program, *arguments = shlex.split(line)
        if program == "cp":
            shutil.copytree(arguments[1], arguments[2])
            continue
        ran = called(*arguments)
        assert ran.code == 0, f"{line}: {ran.out}{ran.err}"
        said[line] = ran.out
        if "new" in arguments:
            Path(ran.out.strip()).write_text(small, encoding="utf-8")
    asked, offered = list(said.values())[-2:]
    assert "it does not rise" in " ".join(asked.split())
    assert "we took you for this trade: Kite shop" in " ".join(offered.split())


def test_the_page_on_trades_names_every_key() -> None:
    """A key that an author may write stands on it, and in the file to begin with."""
    keys = {field for field in Industry.__struct_fields__ if field != "id"}
    listed = TRADE_PAGE.split("## The keys")[1].split("```")[1]
    begun = (LIBRARY.folder / "program/new/trade.yaml.txt").read_text(encoding="utf-8")
    assert keys - set(re.findall(r"^(\w+):", listed, re.MULTILINE)) == set()
    assert keys - set(re.findall(r"^(?:# )?(\w+):", begun, re.MULTILINE)) == set()


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
