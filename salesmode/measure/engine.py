"""DuckDB by way of Ibis: a connection without network, and a file as a table of text."""

from __future__ import annotations

import contextlib
import csv
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from salesmode.errors import InputError
from salesmode.measure.recognition import Export
from salesmode.measure.sheets import TABLE, cleaned
from salesmode.measure.spark import named_table

INSTALL: Final = "Install what reads exports: pip install 'salesmode[data]'"
LIMIT: Final = "1GB"
WRAPPED: Final = ('="', '"\t', ",'", "&", "\u3000", "\u00a0")  # what only the reader of cells takes off
Watch = Callable[[Iterator[list[str]]], Iterator[list[str]]]


@contextlib.contextmanager
def connected(limit: str = LIMIT) -> Iterator[Any]:
    """Yield a connection that asks no network and keeps what does not fit into memory in a folder of its own."""
    try:
        import ibis
    except ImportError:
        raise InputError("measuring exports needs Ibis and DuckDB", where="measure", fix=INSTALL) from None
    with tempfile.TemporaryDirectory(prefix="salesmode-") as folder:
        connection = ibis.duckdb.connect(
            temp_directory=folder, memory_limit=limit, autoinstall_known_extensions=False,
            autoload_known_extensions=False, preserve_insertion_order=False,
        )  # fmt: skip
        connection.raw_sql("SET enable_progress_bar = false")  # under `python -c` it is drawn into the JSON
        connection.salesmode_folder = folder
        try:
            yield connection
        finally:
            connection.disconnect()


def text_table(connection: Any, export: Export, number: int, watch: Watch = iter) -> Any:
    """Return the columns of a file that its format names, as text under `c0`, `c1` ... by their place in the file."""
    sheet, format_ = export.sheet, export.format
    wanted = {place: f"c{place}" for place in sorted(set(export.places.values()))}
    if sheet.encoding == TABLE:
        held = named_table(connection, sheet.name)
        return held.select(**{name: held[sheet.head[place]].cast("string") for place, name in wanted.items()})
    path, names, delimiter = sheet.path, [f"c{place}" for place in range(len(sheet.head))], sheet.delimiter
    if not sheet.plain or format_.stop_at or _wrapped(path):
        path, names, delimiter = Path(connection.salesmode_folder) / f"{number}.csv", list(wanted.values()), ","
        _write(path, names, watch(cleaned(sheet, wanted, format_.stop_at)))
    return connection.read_csv(
        str(path), table_name=f"file{number}", columns=dict.fromkeys(names, "VARCHAR"), header=True, delim=delimiter,
        quote='"', escape='"', strict_mode=True, null_padding=False, ignore_errors=False,
    ).select(*wanted.values())  # fmt: skip


def kept(connection: Any, name: str, rows: Any) -> Any:
    """Return rows as a table of DuckDB; Ibis itself would insert them into one, which takes nearly twice as long.

    Amounts get the type that Ibis believes them to have: DuckDB widens that of a sum.
    """
    with _steps_apart():
        query = connection.compile(rows)
    told = ", ".join(
        f'CAST("{column}" AS DECIMAL({type_.precision},{type_.scale})) AS "{column}"'
        for column, type_ in rows.schema().items() if type_.is_decimal()
    )  # fmt: skip
    every = f"* REPLACE ({told})" if told else "*"
    connection.raw_sql(f'CREATE TEMP TABLE "{name}" AS SELECT {every} FROM ({query})')  # noqa: S608 - all of it is ours
    return connection.table(name, database=("temp", "main"))


@contextlib.contextmanager
def _steps_apart() -> Iterator[None]:
    """Keep each step of an expression a query of its own: put into one, a text is worked again wherever it is used."""
    import ibis

    before = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = before


def _wrapped(path: Path) -> bool:
    with path.open("rb") as stream:
        start = stream.read(65_536).decode("utf-8", "replace")
    return any(sign in start for sign in WRAPPED)


def _write(path: Path, names: list[str], rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(names)
        writer.writerows(rows)


@contextlib.contextmanager
def reading(export: Export) -> Iterator[None]:
    """Say what the engine refuses in a file as every wrong input is said: file, line, what to do."""
    if export.sheet.encoding == TABLE:
        yield
        return
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        line = re.search(r"Line: (\d+)", str(error))
        where = f"{export.sheet.name}:{line[1]}" if line else export.sheet.name
        fix = "Look at that line in a text editor, or export the file again"
        raise InputError(_said(str(error)), where=where, fix=fix) from error


def _said(error: str) -> str:
    """Return the engine's reason in few words."""
    if "Expected Number of Columns" in error:
        counts = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", error)
        return (
            f"this row has {counts[2]} cells, and the head has {counts[1]}" if counts else "a row is too long or short"
        )
    if "quote" in error.lower():
        return "a quote is never closed"
    if "utf" in error.lower() or "encod" in error.lower():
        return "the text is not UTF-8 to its end"
    return error.splitlines()[0][:200]
