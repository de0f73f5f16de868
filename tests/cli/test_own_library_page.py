"""The page on a library of one's own: its files are written, its commands run, and what is shown is compared."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.commands import called

PAGE = Path(__file__).parents[2] / "docs" / "own-library.md"
BLOCK = re.compile(r"^```console\n(?P<shell>.*?)^```|^`(?P<file>[\w./]+)`\n\n```yaml\n(?P<text>.*?)^```", re.S | re.M)
COMMAND = re.compile(r"^\$ salesmode (?P<line>.*)\n(?P<shown>(?:(?!\$ ).*\n)*)", re.M)


def shown_as(shown: str) -> re.Pattern[str]:
    """Return what an output must be that a page shows, `...` standing for anything."""
    return re.compile(".*".join(re.escape(part) for part in shown.split("...")), re.DOTALL)


def walked(page: str) -> Iterator[tuple[str, str, str]]:
    """Write the files of a page and run its commands in order; yield each command, what is shown, what it printed."""
    for block in BLOCK.finditer(page):
        if block["file"]:
            path = Path(block["file"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block["text"], encoding="utf-8")
            continue
        for command in COMMAND.finditer(block["shell"]):
            ran = called(*shlex.split(command["line"]))
            assert ran.code == 0, f"{command['line']}: {ran.out}{ran.err}"
            yield command["line"], command["shown"], ran.out


def test_a_pack_is_made_as_its_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder each command does what is printed below it, and the check finds nothing."""
    monkeypatch.chdir(tmp_path)
    commands = list(walked(PAGE.read_text(encoding="utf-8")))
    for line, shown, printed in commands:
        assert shown_as(shown).fullmatch(printed), f"{line}\n{printed}"
    assert len(commands) >= 9
    assert (tmp_path / "papers" / "winter_card.md").is_file()


def test_what_is_shown_must_be_what_was_printed() -> None:
    """Dots stand for anything, and nothing else does."""
    assert shown_as("a\n...\nz\n").fullmatch("a\nb\nz\n")
    assert not shown_as("a\n...\nz\n").fullmatch("a\nb\ny\n")
    assert not shown_as("").fullmatch("a fault\n")
