"""The commands over exports: what they tell, and which formats are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from salesmode.atomic import write_stdout
from salesmode.cli.commands import LangOption, LibraryOption
from salesmode.cli.progress import watched_rows
from salesmode.cli.result import draw_page, write
from salesmode.cli.speaking import chosen_language, shown_language
from salesmode.errors import InputError, shown
from salesmode.knowledge.exports import ExportFormat
from salesmode.knowledge.library import Library, load_library

Form = Literal["terminal", "md", "json", "yaml"]
FORMS: tuple[Form, ...] = ("terminal", "md", "json", "yaml")
ENDINGS: dict[str, Form] = {".md": "md", ".markdown": "md", ".json": "json", ".yaml": "yaml", ".yml": "yaml"}
ORDERS: tuple[Literal["ymd", "mdy", "dmy"], ...] = ("ymd", "mdy", "dmy")

FilesArgument = Annotated[list[str], typer.Argument(metavar="FILE...", help="Exports: CSV, TSV or xlsx.")]
MeasuredOption = Annotated[
    str | None, typer.Option("-f", "--format", metavar="FORMAT", help="terminal, md, json or yaml.")
]
SavedOption = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file; its ending chooses the format.")
]
MapOption = Annotated[
    list[str] | None, typer.Option("--map", metavar="FILE", help="A format of your own, as in playbooks/formats.")
]
AsOption = Annotated[
    list[str] | None, typer.Option("--as", metavar="FILE=FORMAT", help="Which format a file is in; repeatable.")
]
DatesOption = Annotated[str | None, typer.Option("--dates", metavar="dmy|mdy|ymd", help="How days are written.")]
CurrencyOption = Annotated[
    str | None, typer.Option("--currency", metavar="CODE", help="The currency to count; else that of most rows.")
]
EngineOption = Annotated[
    str, typer.Option("--engine", metavar="ENGINE", help="duckdb, or sc://host:port: then each FILE is a table there.")
]


def measure(
    files: FilesArgument, *, map_: MapOption = None, as_: AsOption = None, dates: DatesOption = None,
    currency: CurrencyOption = None, engine: EngineOption = "duckdb", format_: MeasuredOption = None,
    output: SavedOption = None, lang: LangOption = None, folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Fill answers from exports: orders, deals, advertising, invoices, subscriptions. No person is printed."""
    chosen = _chosen(format_, output)
    days = next((order for order in ORDERS if order == dates), None)
    if dates is not None and days is None:
        raise InputError(f"{shown(dates)} is no order of a day", where="--dates", fix="Write dmy, mdy or ymd")
    if engine != "duckdb" and not engine.startswith("sc://"):
        raise InputError(f"{shown(engine)} is no engine", where="--engine", fix="Write duckdb, or sc://host:15002")
    refuse_export(output, files)
    library = load_library(folder, chosen_language(lang) or shown_language() or "en")
    from salesmode.measure.measuring import Asked, measure
    from salesmode.measure.telling import as_data, as_yaml, page
    from salesmode.report.numbers import as_json

    asked = Asked(named_formats(as_ or ()), days, currency.upper() if currency else None, engine)
    found = measure(files, library, formats_of(library, map_ or ()), asked, watched_rows)
    if chosen in ("json", "yaml"):
        data = as_data(found, library)
        write(as_json({**data, "counts": dict(found.counts)}) if chosen == "json" else as_yaml(data), output)
        return
    draw_page(page(found, library), output, "md" if chosen == "md" else "terminal")


def refuse_export(output: str | None, files: Sequence[str]) -> None:
    """Raise InputError where a result would be written over an export."""
    if output and any(Path(output).resolve() == Path(file).resolve() for file in files):
        raise InputError("this is one of the exports", where="-o", fix="Name another file for the result: -o FILE")


def _chosen(given: str | None, output: str | None) -> Form:
    if given is None:
        return ENDINGS.get(Path(output).suffix.lower(), "terminal") if output else "terminal"
    found = next((form for form in FORMS if form == given), None)
    if found is None:
        raise InputError(f"{shown(given)} is no format", where="-f", fix=f"Write one of: {', '.join(FORMS)}")
    return found


def named_formats(pairs: Sequence[str]) -> Mapping[str, str]:
    """Return by file the format it is said to be in."""
    named = {}
    for pair in pairs:
        file, equals, id = pair.rpartition("=")
        if not equals:
            raise InputError(f"{shown(pair)} has no =", where="--as", fix="Write --as orders.csv=shopify.orders")
        named[file] = id
    return named


def formats_of(library: Library, own: Sequence[str]) -> Mapping[str, ExportFormat]:
    """Return the formats of the library, and before them those of a person's own files."""
    if not own:
        return library.formats
    from salesmode.knowledge.build import own_thing

    mine = {Path(path).stem: own_thing(Path(path), "formats", library.lang) for path in own}
    return {**library.formats, **mine}


def list_(*, lang: LangOption = None, folder: LibraryOption = None) -> None:
    """List the formats that are known: id, kind, name."""
    formats = load_library(folder, chosen_language(lang) or "en").formats
    write_stdout("".join(f"{id:24}{one.kind:9}{one.title}\n" for id, one in formats.items()))


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A format, such as shopify.orders.")],
    *, lang: LangOption = None, folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Print how a format is read, as its file says it: a beginning for one of your own."""
    from salesmode.intake.parse import nearest

    chosen_language(lang)
    library = load_library(folder)
    if id not in library.formats:
        hint = nearest(id, list(library.formats))
        raise InputError(f"no format {shown(id)}", where="formats show", fix=f"{hint}See: salesmode formats list")
    write_stdout(library.file(f"formats/{id}.yaml").read_text(encoding="utf-8"))


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An export.")],
    *, map_: MapOption = None, lang: LangOption = None, folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Say in which format a file is, which of its columns are read, and which never are."""
    library = load_library(folder, chosen_language(lang) or shown_language() or "en")
    from salesmode.measure.recognition import recognised
    from salesmode.measure.telling import read_page

    export = recognised(file, formats_of(library, map_ or ()))
    draw_page(read_page(export, library), None)
