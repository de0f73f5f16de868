"""Whole plans, in every format but the calendar, as files that a person has read; `make expected` renews them."""

from __future__ import annotations

import difflib
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from salesmode.engine.plan import make_plan
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.library import Lang, load_library
from salesmode.report.charts import charts
from salesmode.report.formats.csv import csv_table
from salesmode.report.formats.html import html
from salesmode.report.formats.json import as_json, plan_data
from salesmode.report.formats.markdown import markdown
from salesmode.report.formats.terminal import terminal
from salesmode.report.sections import outline_plan

FOLDER = Path(__file__).parent / "expected"
RENEW = "If that is as it should be: make expected"


class Case(NamedTuple):
    """A file, and the example and language it holds the plan of."""

    name: str
    lang: Lang


ENDINGS = ("txt", "md", "json")
CASES = [
    *(Case(f"industrial-robots.{ending}", "en") for ending in ENDINGS),
    *(Case(f"cosmetics.{ending}", "zh") for ending in ENDINGS),
    *(Case(f"snacks.{ending}", "en") for ending in ("html", "csv")),
]
START = date(2027, 1, 4)  # of the formats that are about days


def made(case: Case) -> str:
    """Return what the file should hold, without the library's hash: playbooks it does not use may change."""
    example, _, ending = case.name.partition(".")
    library = load_library()
    given = Given(file=str(library.folder / "examples" / f"{example}.yaml"))
    start = START if ending in ("html", "csv") else None
    plan = make_plan(read_answers(given, library).profile, library, start)
    outline = outline_plan(plan, library, case.lang)
    draw = {
        "json": lambda: as_json(plan_data(plan, library, case.lang)),
        "md": lambda: markdown(outline),
        "txt": lambda: terminal(outline, 80, colour=False),
        "html": lambda: html(outline, charts(plan, library, case.lang)),
        "csv": lambda: csv_table(plan, library, case.lang),
    }
    return draw[ending]().replace(library.hash, "0" * len(library.hash)).replace("\r\n", "\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_whole_plan_is_as_expected(case: Case) -> None:
    """Every line of the plan is as a person last read it."""
    held = (FOLDER / case.name).read_text(encoding="utf-8").splitlines()
    difference = difflib.unified_diff(held, made(case).splitlines(), case.name, "now", n=1, lineterm="")
    if shown := "\n".join([*difference][:40]):
        pytest.fail(f"{shown}\n{RENEW}", pytrace=False)


def renew() -> None:
    """Write every file anew."""
    FOLDER.mkdir(exist_ok=True)
    for case in CASES:
        (FOLDER / case.name).write_text(made(case), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(CASES)} files in {FOLDER} are renewed\n")


if __name__ == "__main__":
    renew()
