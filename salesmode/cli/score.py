"""The command that ranks open deals by what was known of those closed, or says why it cannot."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from salesmode.cli.commands import LangOption, LibraryOption
from salesmode.cli.measure import AsOption, MapOption, SavedOption, formats_of, named_formats, refuse_export
from salesmode.cli.progress import watched_rows
from salesmode.cli.result import Format, chosen_format, draw_page, say, write
from salesmode.cli.speaking import chosen_language, shown_language
from salesmode.knowledge.library import load_library

FORMS: Final[tuple[Format, ...]] = ("terminal", "md", "csv", "json")

DealsArgument = Annotated[str, typer.Argument(metavar="DEALS", help="An export of deals, won, lost and open.")]
AccountsArgument = Annotated[
    str | None, typer.Argument(metavar="ACCOUNTS", help="An export of the accounts they are of.")
]
ScoreOption = Annotated[
    str | None, typer.Option("-f", "--format", metavar="FORMAT", help="terminal, md, csv or json.")
]  # fmt: skip


def score(
    deals: DealsArgument, accounts: AccountsArgument = None, *, map_: MapOption = None, as_: AsOption = None,
    format_: ScoreOption = None, output: SavedOption = None, lang: LangOption = None, folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Say which facts known before the first talk tell won from lost, and rank open deals by them; or why none do."""
    chosen = chosen_format(format_, output, FORMS)
    refuse_export(output, [deals, *([accounts] if accounts else [])])
    library = load_library(folder, chosen_language(lang) or shown_language() or "en")
    from salesmode.measure.facts import read_leads
    from salesmode.measure.measuring import measures_of
    from salesmode.measure.score_telling import answer, as_data, as_table, page
    from salesmode.measure.scoring import score_of
    from salesmode.report.numbers import as_json

    measures, formats = measures_of(library), formats_of(library, map_ or ())
    found = score_of(read_leads(deals, accounts, formats, named_formats(as_ or ()), measures, watched_rows), measures)
    if chosen == "json":
        write(as_json(as_data(found, library)), output)
    elif chosen == "csv":
        write(as_table(found, library), output)
        say(answer(found, library) if found.refusal else library.score["holds_accounts"])
    else:
        draw_page(page(found, library), output, chosen)
