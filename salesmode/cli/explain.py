"""The command that says why."""

from __future__ import annotations

from typing import Annotated

import typer

from salesmode.cli.commands import (
    AnswersOption,
    BenchmarksOption,
    Flags,
    LangOption,
    LibraryOption,
    MeasuredOption,
    OutputOption,
    SetOption,
    StartOption,
    chosen_language,
    language_of_profile,
    read_input,
    start_day,
)
from salesmode.cli.result import draw_page

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="A figure, finding, move, warning or lever of the plan.")]
TraceOption = Annotated[bool, typer.Option("--trace", help="Every figure behind it, down to the answers.")]


def explain(
    id: IdArgument, *, answers: AnswersOption = None, measured: MeasuredOption = None, set_: SetOption = None,
    trace: TraceOption = False, output: OutputOption = None, start: StartOption = None, lang: LangOption = None,
    folder: LibraryOption = None, no_benchmarks: BenchmarksOption = False, flags: Flags,
) -> None:  # fmt: skip
    """Print why a figure, a finding or a move of the plan is as it is, or why a move is not made."""
    day, wanted = start_day(start), chosen_language(lang)
    library, profile = read_input(answers, set_, flags, folder, output, measured)
    from salesmode.engine.plan import make_plan
    from salesmode.report.explaining import explain as explained
    from salesmode.report.outlines import words_for

    library = library.in_language(wanted or language_of_profile(profile))
    plan = make_plan(profile, library, day, not no_benchmarks)
    draw_page(explained(plan, id, words_for(plan, library), trace=trace), output)
