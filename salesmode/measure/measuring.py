"""Files in, answers out: each file recognised, the files of one kind counted together, each answer found or refused."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

from salesmode.errors import InputError, LibraryError
from salesmode.knowledge.exports import ExportFormat, MeasuresFile
from salesmode.knowledge.library import Library
from salesmode.measure import deals, invoices, leads, orders, spend, subscriptions
from salesmode.measure.answers import Answer, Measured, Period, Refusal
from salesmode.measure.cells import Order, read_columns
from salesmode.measure.details import spent_per_new_customer
from salesmode.measure.engine import Watch, connected
from salesmode.measure.recognition import Export, recognised, recognised_table
from salesmode.measure.rows import Table, fetched, table_of
from salesmode.measure.segments import Segments, segments_of
from salesmode.measure.sheets import TABLE
from salesmode.measure.spark import connected_to, table_sheet
from salesmode.measure.watching import watched_of

KINDS: Final[Mapping[str, ModuleType]] = {
    "orders": orders, "deals": deals, "spend": spend, "invoices": invoices,
    "subscriptions": subscriptions, "leads": leads,
}  # fmt: skip
DUCKDB: Final = "duckdb"
CHUNK: Final = 1 << 20


class Asked(NamedTuple):
    """What a person says of their files: which format a file is in, how days are written, which currency counts."""

    formats: Mapping[str, str] = {}
    days: Order | None = None
    currency: str | None = None
    engine: str = DUCKDB


class Read(NamedTuple):
    """What was read of one file."""

    format: str
    sha256: str
    lines: int
    columns: tuple[str, ...]
    period: Period | None


class Measurement(NamedTuple):
    """All that was measured: of which files, the answers, what was counted and left out, what could not be told."""

    files: Mapping[str, Read]
    answers: Mapping[str, tuple[Answer, str]]
    counts: Mapping[str, Mapping[str, Any]]
    left_out: Mapping[str, Mapping[str, Any]]
    not_measured: Mapping[str, Refusal]
    segments: tuple[Segments, ...] = ()
    watched: Mapping[str, tuple[Answer, str]] = {}


def measures_of(library: Library) -> MeasuresFile:
    """Return the definitions of what is measured; raises LibraryError for a library that has none."""
    if library.measures is None:
        fix = "Copy measures.yaml and formats/ there from the playbooks that come with salesmode"
        raise LibraryError("this library measures nothing", where=str(library.folder), fix=fix)
    return library.measures


def measure(
    paths: Sequence[str], library: Library, formats: Mapping[str, ExportFormat], asked: Asked = Asked(),  # noqa: B008
    watch: Watch = iter,
) -> Measurement:  # fmt: skip
    """Return what the files tell.

    Raises InputError naming file, line and what to do for whatever cannot be read, or is not the same at the end as it
    was at the beginning.
    """
    measures = measures_of(library)
    with connected() if asked.engine == DUCKDB else connected_to(asked.engine) as connection:
        exports = _exports(connection, paths, formats, asked)
        for export in exports:
            if export.format.kind not in KINDS:
                fix = "Leave it out here; with your deals it shows who buys: salesmode score DEALS ACCOUNTS"
                raise InputError("nothing is measured of a file of accounts", where=export.sheet.name, fix=fix)
        before = {export.sheet.name: _state(export) for export in exports}
        hashes = {export.sheet.name: _fingerprint(export) for export in exports}
        tables = _tables(connection, exports, asked, watch)
        answers, refused = _answered(tables, measures)
        found = Measurement(
            files=dict(read for table in tables for read in _read(table, hashes)),
            answers=answers,
            counts=dict(one for table in tables for one in _counts(table)),
            left_out={name: reasons for table in tables for name, reasons in table.left_out.items() if reasons},
            not_measured={**_without_file(tables, measures), **refused},
            segments=tuple(one for table in tables for one in segments_of(table, measures)),
            watched=dict(one for table in tables for one in watched_of(table, measures)),
        )
    for export in exports:
        if _state(export) != before[export.sheet.name]:
            raise InputError("the file changed while it was read", where=export.sheet.name, fix="Run it again")
    return found


def _exports(
    connection: Any, paths: Sequence[str], formats: Mapping[str, ExportFormat], asked: Asked
) -> list[Export]:  # fmt: skip
    """Return each file, or each table of a Spark server, with its format."""
    different = list(_different(paths))
    if asked.engine == DUCKDB:
        return [recognised(path, formats, asked.formats.get(path)) for path in different]
    return [recognised_table(table_sheet(connection, path), formats, asked.formats.get(path)) for path in different]


def _different(paths: Sequence[str]) -> Iterator[str]:
    """Yield each path; raise InputError where two name one file."""
    seen: set[Path] = set()
    for path in paths:
        whole = Path(path).resolve()
        if whole in seen:
            raise InputError("this file is named twice", where=path, fix="Name it once")
        seen.add(whole)
        yield path


def _state(export: Export) -> tuple[int, int]:
    """Return what is another where a file has been written to; of a table nothing is looked at."""
    if export.sheet.encoding == TABLE:
        return 0, 0
    held = export.sheet.path.stat()
    return held.st_size, held.st_mtime_ns


def _fingerprint(export: Export) -> str:
    """Return the hash of a file, nothing of a table."""
    if export.sheet.encoding == TABLE:
        return ""
    digest = hashlib.sha256()
    with export.sheet.path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _tables(connection: Any, exports: Sequence[Export], asked: Asked, watch: Watch) -> list[Table]:
    salt = secrets.token_hex(16)  # keys tell customers apart in this run alone
    kinds = [[one for one in exports if one.format.kind == kind] for kind in KINDS]
    return [table_of(connection, some, salt, asked.days, asked.currency, watch) for some in kinds if some]


def _answered(
    tables: Sequence[Table], measures: MeasuresFile
) -> tuple[dict[str, tuple[Answer, str]], dict[str, Refusal]]:
    """Return each answer with the first file it comes from, and why others are none."""
    answers: dict[str, tuple[Answer, str]] = {}
    refused: dict[str, Refusal] = {}
    for table in tables:
        name = table.exports[0].sheet.name
        found: Iterator[tuple[str, Measured]] = KINDS[table.kind].answers(table, measures)
        for id, one in found:
            if isinstance(one, Answer):
                answers.setdefault(id, (one, name))
            else:
                refused.setdefault(id, one)
    both = {table.kind: table for table in tables}
    if "orders" in both and "spend" in both:
        one = spent_per_new_customer(both["orders"], both["spend"], measures)
        if isinstance(one, Answer):
            answers["cac"] = one, both["spend"].exports[0].sheet.name
        else:
            refused["cac"] = one
    order = list(measures.answers)
    return (
        dict(sorted(answers.items(), key=lambda item: order.index(item[0]))),
        {id: why for id, why in refused.items() if id not in answers},
    )


def _without_file(tables: Sequence[Table], measures: MeasuresFile) -> dict[str, Refusal]:
    there = {table.kind for table in tables}
    return {
        id: Refusal("no_file", {"kinds": ", ".join(rule.kinds)})
        for id, rule in measures.answers.items() if not there & set(rule.kinds)
    }  # fmt: skip


def _counts(table: Table) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what was counted of each file by itself."""
    for one in table.singles or (table,):
        name = one.exports[0].sheet.name
        reasons = one.left_out[name]
        yield Path(name).name, {**KINDS[one.kind].counts(one), **({"left_out": reasons} if reasons else {})}


def _read(table: Table, hashes: Mapping[str, str]) -> Iterator[tuple[str, Read]]:
    """Yield what was read of each file."""
    for one in table.singles or (table,):
        (export,) = one.exports
        span = fetched(one.rows.aggregate(start=one.rows.day.min(), end=one.rows.day.max()))[0]
        period = Period(span["start"], span["end"]) if span["end"] is not None else None
        name, columns = export.sheet.name, read_columns(export.format, export)
        yield name, Read(export.format.id, hashes[name], one.lines[name], columns, period)
