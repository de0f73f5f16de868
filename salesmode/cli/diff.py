"""The command that says what changed between two sets of answers or plans."""

from __future__ import annotations

from typing import Annotated

import typer

from salesmode.cli.commands import LangOption, LibraryOption, OutputOption
from salesmode.cli.compare import BesideOption
from salesmode.cli.result import SIDE_BY_SIDE, chosen_format, draw_outline, write
from salesmode.cli.speaking import chosen_language, language_of_profile
from salesmode.knowledge.library import load_library

OldArgument = Annotated[str, typer.Argument(metavar="OLD", help="Answers, or a plan written as JSON.")]
NewArgument = Annotated[str, typer.Argument(metavar="NEW", help="The same, later.")]


def diff(
    old: OldArgument, new: NewArgument, *, format_: BesideOption = None, output: OutputOption = None,
    lang: LangOption = None, folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Print what changed in advice and figures from OLD to NEW, and the fewest answers that did it."""
    chosen, wanted = chosen_format(format_, output, SIDE_BY_SIDE), chosen_language(lang)
    library = load_library(folder)
    from salesmode.follow.diff import difference, held
    from salesmode.follow.diff_page import difference_data, difference_outline
    from salesmode.report.numbers import as_json
    from salesmode.report.outlines import words_for

    before, after = held(old, library), held(new, library)
    found = difference(before, after, library)
    library = library.in_language(wanted or language_of_profile(after.profile))
    words = words_for(after.plan, library)
    if chosen == "json":
        write(as_json(difference_data(found, words)), output)
    else:
        draw_outline(difference_outline(found, words), chosen, words, output)
