"""Commands run in this process: what each leaves behind, the plan it gives, and how it is refused."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from salesmode.cli import run

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


def written(name: str, text: str | bytes) -> str:
    """Write a file in the present folder and return its name."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name
