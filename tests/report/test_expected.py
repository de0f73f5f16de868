"""Whole plans, in every format but the calendar, as files that a person has read; `make expected` renews them."""

from __future__ import annotations

import difflib
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from helpers.libraries import LIBRARY, example
from helpers.reports import report_of

from salesmode.knowledge.library import Lang
from salesmode.report.formats import FORMATS, Format

FOLDER = Path(__file__).parent / "expected"
RENEW = "If that is as it should be: make expected"


class Case(NamedTuple):
    """A file, and the example and language it holds the plan of."""

    name: str
    lang: Lang


TEXTS = ("txt", "md", "json")
CASES = [
    *(Case(f"industrial-robots.{ending}", "en") for ending in TEXTS),
    *(Case(f"cosmetics.{ending}", "zh") for ending in TEXTS),
    *(Case(f"snacks.{ending}", "en") for ending in ("html", "csv")),
]
ENDINGS: dict[str, Format] = {"txt": "terminal", "md": "md", "json": "json", "html": "html", "csv": "csv"}
START = date(2027, 1, 4)  # of the formats that are about days


def made(case: Case) -> str:
    """Return what the file should hold, without the library's hash: playbooks it does not use may change."""
    name, _, ending = case.name.partition(".")
    start = START if ending in ("html", "csv") else None
    text = FORMATS[ENDINGS[ending]](report_of(example(name), case.lang, start))
    return text.replace(LIBRARY.hash, "0" * len(LIBRARY.hash)).replace("\r\n", "\n")


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
