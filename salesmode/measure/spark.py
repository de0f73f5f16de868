"""A Spark Connect server as engine: its tables and Parquet files read by the same formats and the same expressions."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from salesmode.errors import InputError, shown
from salesmode.measure.sheets import TABLE, Sheet

INSTALL: Final = "Install what talks to Spark: pip install 'salesmode[spark]'"
PARQUET: Final = ".parquet"


@contextlib.contextmanager
def connected_to(url: str) -> Iterator[Any]:
    """Yield a connection to a Spark Connect server, `sc://host:port`; raises InputError where there is none."""
    try:
        import ibis
        from pyspark.sql import SparkSession
    except ImportError:
        raise InputError("measuring with Spark needs PySpark and Ibis", where="--engine", fix=INSTALL) from None
    try:
        session = SparkSession.builder.remote(url).getOrCreate()
        connection = ibis.pyspark.connect(session)
    except Exception as error:  # noqa: BLE001 - gRPC, Spark and Ibis each have a family of their own
        first = str(error).strip().splitlines()[0][:200]
        fix = "Start Spark Connect there, or name another: --engine sc://host:15002"
        raise InputError(f"no Spark answers: {first}", where=f"--engine {shown(url)}", fix=fix) from None
    with _settings(session):
        yield connection


@contextlib.contextmanager
def _settings(session: Any) -> Iterator[None]:
    """Set what makes a Spark session count as DuckDB does, and put back what was set before."""
    wanted = {"spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "UTC"}
    before = {key: session.conf.get(key) for key in wanted}
    for key, value in wanted.items():
        session.conf.set(key, value)
    try:
        yield
    finally:
        for key, value in before.items():
            session.conf.set(key, value)


def table_sheet(connection: Any, name: str) -> Sheet:
    """Return a table, or a Parquet file, as a sheet whose head are its columns; raises InputError for none."""
    try:
        columns = named_table(connection, name).columns
    except Exception as error:  # noqa: BLE001 - what is not there is told in many ways
        first = str(error).strip().splitlines()[0][:200]
        fix = "Name a table as catalog.schema.table, or a Parquet file that the server can read"
        raise InputError(f"no such table: {first}", where=name, fix=fix) from None
    return Sheet(Path(name), name, TABLE, "", 0, tuple(columns))


def named_table(connection: Any, name: str) -> Any:
    """Return a table by its name, with catalog and schema or without, or a Parquet file by its path."""
    if name.endswith(PARQUET) or "/" in name:
        return connection.read_parquet(name)
    *database, table = name.split(".")
    return connection.table(table, database=tuple(database) or None)
