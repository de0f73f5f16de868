"""A plan on a real terminal: in the pager where it is longer than the screen, never in a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

import salesmode

ROOT = str(Path(salesmode.__file__).parents[1])
EXAMPLE = str(Path(ROOT, "playbooks", "examples", "snacks.yaml"))
MARK = "PAGED "


def environment(**named: str) -> dict[str, str]:
    """Return the environment of a person at a terminal with colours."""
    env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PYTHONPATH": ROOT}
    for name in ("COLUMNS", "LINES", "PAGER", "LESS", "NO_COLOR"):
        env.pop(name, None)
    return {**env, **named}


def shown(rows: int, *argv: str, **named: str) -> str:
    """Return all that a terminal of so many rows shows for a plan."""
    command = ["-m", "salesmode", "plan", EXAMPLE, "--lang", "en", *argv]
    child = pexpect.spawn(
        sys.executable, command, dimensions=(rows, 80), encoding="utf-8", timeout=30, env=environment(**named)
    )
    text = str(child.read())
    child.close()
    assert child.exitstatus == 0
    return text


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that marks each line it is given."""
    script = tmp_path / "marks"
    script.write_text(f"#!/bin/sh\nexec sed 's/^/{MARK}/'\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def test_a_plan_longer_than_the_screen_goes_through_the_pager_with_its_colours(pager: str) -> None:
    """Every line of it."""
    text = shown(24, PAGER=pager)
    lines = text.splitlines()
    assert len(lines) > 24
    assert all(line.startswith(MARK) for line in lines)
    assert "\x1b[" in text


def test_what_fits_the_screen_is_shown_as_it_is(pager: str) -> None:
    """As is what is longer where somebody wants no pager, or where there is none."""
    for text in (
        shown(500, PAGER=pager), shown(24, PAGER="cat"), shown(24, PAGER=""), shown(24, PAGER="/no/such"),
        shown(24, PAGER="'"), shown(24, PAGER=pager, TERM="dumb"),
    ):  # fmt: skip
        assert MARK not in text
        assert len(text.splitlines()) > 24


def test_a_pager_that_is_left_early_is_no_fault() -> None:
    """Nothing is said, and the exit code is 0."""
    assert "salesmode:" not in shown(24, PAGER="head -1")


def test_a_pipe_meets_no_pager(pager: str) -> None:
    """Nor does a file."""
    command = [sys.executable, "-m", "salesmode", "plan", EXAMPLE, "--lang", "en"]
    ran = subprocess.run(command, env=environment(PAGER=pager, LINES="5"), capture_output=True, text=True, check=True)
    assert MARK not in ran.stdout
    assert "\x1b[" not in ran.stdout
