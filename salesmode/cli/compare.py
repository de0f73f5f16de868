"""The command that holds choices against each other."""

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
    read_input,
)
from salesmode.cli.result import SIDE_BY_SIDE, chosen_format, draw_outline, write
from salesmode.cli.speaking import chosen_language, language_of_profile

WithOption = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="'NAME: KEY=VALUE, ...'", help="A choice by the answers it changes; repeatable."),
]
BesideOption = Annotated[
    str | None, typer.Option("-f", "--format", metavar="FORMAT", help="terminal, md, json or html.")
]


def compare(
    *, answers: AnswersOption = None, measured: MeasuredOption = None, set_: SetOption = None,
    with_: WithOption = None, format_: BesideOption = None, output: OutputOption = None, lang: LangOption = None,
    folder: LibraryOption = None, no_benchmarks: BenchmarksOption = False, flags: Flags,
) -> None:  # fmt: skip
    """Print two to five choices side by side: where each ends, what lies between them, what would turn it."""
    chosen, wanted = chosen_format(format_, output, SIDE_BY_SIDE), chosen_language(lang)
    library, given = read_input(answers, set_, flags, folder, output, measured)
    from salesmode.follow.compare import compare as compared
    from salesmode.follow.data import comparison_data
    from salesmode.follow.page import comparison_outline
    from salesmode.follow.typed import with_options
    from salesmode.report.numbers import as_json
    from salesmode.report.outlines import words_for

    library = library.in_language(wanted or language_of_profile(given))
    given = with_options(given, with_ or (), library)
    comparison = compared(given, library.compare["as_it_is"], library, not no_benchmarks)
    words = words_for(comparison.sides[0].plan, library)
    if chosen == "json":
        write(as_json(comparison_data(comparison, words)), output)
    else:
        draw_outline(comparison_outline(comparison, words), chosen, words, output)
