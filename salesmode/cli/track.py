"""The command that says how a kept plan stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salesmode.cli.commands import (
    AnswersOption,
    Flags,
    LangOption,
    LibraryOption,
    MeasuredOption,
    OutputOption,
    ReadingOption,
    SetOption,
    named_day,
    read_input,
)
from salesmode.cli.result import READING, chosen_format, draw_page, write
from salesmode.cli.speaking import chosen_language
from salesmode.errors import InputError

PlanArgument = Annotated[str, typer.Argument(metavar="PLAN.json", help="A plan kept by: salesmode plan -o plan.json")]
TodayOption = Annotated[str | None, typer.Option("--today", metavar="DATE", help="The day of today: 2027-03-01.")]


def track(
    plan: PlanArgument, *, answers: AnswersOption = None, measured: MeasuredOption = None, set_: SetOption = None,
    today: TodayOption = None, format_: ReadingOption = None, output: OutputOption = None, lang: LangOption = None,
    folder: LibraryOption = None, flags: Flags,
) -> None:  # fmt: skip
    """Print how a kept plan stands by the salesmode.log beside it and -m; with answers of today, the next plan."""
    chosen, day, wanted = chosen_format(format_, output, READING), named_day(today, "--today"), chosen_language(lang)
    if day is None:
        raise InputError("--today is missing", where="track", fix="Write the day of today: --today 2027-03-01")
    library, given = read_input(answers, set_, flags, folder, output, measured)
    from salesmode.follow.following import follow
    from salesmode.report.numbers import as_json

    now = given if answers or set_ or flags else None  # exports alone are no answers of today
    followed = follow(Path(plan), day, now, library, wanted, measured)
    if chosen == "json":
        write(as_json(followed.data()), output)
    else:
        draw_page(followed.page(), output, chosen)
