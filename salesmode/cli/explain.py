"""The command that says why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

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
    read_input,
    start_day,
)
from salesmode.cli.compare import WithOption
from salesmode.cli.result import draw_page
from salesmode.cli.speaking import chosen_language, language_of_profile
from salesmode.knowledge.library import Library

if TYPE_CHECKING:
    from salesmode.business.profile import Profile
    from salesmode.report.document import Outline

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="Any id of the JSON of plan, compare or measure.")]
TraceOption = Annotated[bool, typer.Option("--trace", help="Every figure behind it, down to the answers.")]


def explain(
    id: IdArgument, *, answers: AnswersOption = None, measured: MeasuredOption = None, set_: SetOption = None,
    with_: WithOption = None, trace: TraceOption = False, output: OutputOption = None, start: StartOption = None,
    lang: LangOption = None, folder: LibraryOption = None, no_benchmarks: BenchmarksOption = False, flags: Flags,
) -> None:  # fmt: skip
    """Print why something of the plan is as it is, why a move is not made, or why one choice is the better one."""
    day, wanted = start_day(start), chosen_language(lang)
    if measured is not None and id.startswith("measured."):
        from salesmode.cli.speaking import shown_language
        from salesmode.knowledge.library import load_library
        from salesmode.measure.explaining import explain_measured

        library = load_library(folder, wanted or shown_language() or "en")
        draw_page(explain_measured(measured, id, library), output)
        return
    library, profile = read_input(answers, set_, flags, folder, output, measured)
    from salesmode.engine.plan import make_plan
    from salesmode.report.explaining import explain as explained
    from salesmode.report.outlines import words_for

    library = library.in_language(wanted or language_of_profile(profile))
    if with_ or profile.options:
        from salesmode.follow.explaining import is_of_comparison

        if is_of_comparison(id):
            draw_page(_of_comparison(id, profile, with_ or (), library, not no_benchmarks, trace), output)
            return
    plan = make_plan(profile, library, day, not no_benchmarks)
    draw_page(explained(plan, id, words_for(plan, library), trace=trace), output)


def _of_comparison(
    id: str, given: Profile, choices: Sequence[str], library: Library, benchmarks: bool, trace: bool
) -> Outline:
    """Return why something of a comparison is as it is."""
    from salesmode.follow.compare import compare
    from salesmode.follow.explaining import explain_comparison
    from salesmode.follow.typed import with_options
    from salesmode.report.outlines import words_for

    given = with_options(given, choices, library)
    comparison = compare(given, library.compare["as_it_is"], library, benchmarks)
    return explain_comparison(comparison, id, words_for(comparison.sides[0].plan, library), trace=trace)
