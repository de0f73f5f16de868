"""The story of docs/second-quarter.md: what it says comes out of its own commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from helpers.commands import called

PAGE = (Path(__file__).parents[2] / "docs" / "second-quarter.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^\$ (salesmode .*)$", PAGE, re.MULTILINE)]
(LOG,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
pytestmark = pytest.mark.usefixtures("elsewhere")


def test_the_story_comes_out_as_it_is_told() -> None:
    """In January and in April, in English and Chinese."""
    Path("salesmode.log").write_text(LOG, encoding="utf-8")
    told = []
    for command in COMMANDS:
        ran = called(*command)
        assert ran.code == 0, ran.err
        told.append(" ".join(ran.out.split()))
    english, chinese = told[-2:]
    for words in ("done on 2027-01-20", "nobody wants to be asked", "reached", "~ 14", "Judge it in week 19"):
        assert words in english
    assert "Answers that changed: annual_churn" in english
    assert "--set 'maturity={b2b.consultative: 3}'" in english
    assert english.split("Stays: ")[1].split("Decided")[0].count(";") == 2
    for words in ("2027-01-20 做完", "达到了", "~ 14", "第 19 周再看", "maturity={b2b.consultative: 3}"):
        assert words in chinese
