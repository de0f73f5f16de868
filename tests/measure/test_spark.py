"""Spark gives what DuckDB gives, in every measure; plans are made on its workers. Run by `make spark`."""

from __future__ import annotations

import csv
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.exports import FORMATS, written

from salesmode.knowledge.library import load_library
from salesmode.measure.measuring import Asked, Measurement, measure

pytest.importorskip("pyspark", reason="PySpark is not installed: make spark")
if shutil.which("java") is None:
    pytest.skip("Java is not here", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("default")

LIBRARY = load_library()
LOCAL = "local[2]"  # a Spark Connect server of this process
SCALE = Path(__file__).parents[2] / "docs" / "scale.md"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Yield a session with a local Spark Connect server."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # workers else take the first python3 of the path
    session = SparkSession.builder.remote(LOCAL).getOrCreate()
    session.conf.set("spark.sql.shuffle.partitions", "2")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def both(spark: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Measurement, Measurement]:
    """Return what six exports give on DuckDB, and as tables on Spark."""
    files = written(tmp_path_factory.mktemp("exports"))
    for id, path in files.items():
        with path.open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream)
        columns = ", ".join(f"`{name}` string" for name in head)
        spark.createDataFrame(rows, columns).createOrReplaceTempView(id.replace(".", "_"))
    tables = [id.replace(".", "_") for id in files]
    here = measure([str(path) for path in files.values()], LIBRARY, FORMATS)
    return here, measure(tables, LIBRARY, FORMATS, Asked(engine=LOCAL))


def test_every_measure_is_equal(both: tuple[Measurement, Measurement]) -> None:
    """Each answer of the list is there, to the digit and with its interval, and so are the segments."""
    here, there = both
    assert LIBRARY.measures is not None
    assert set(here.answers) == set(LIBRARY.measures.answers)
    assert {id: one for id, (one, _) in there.answers.items()} == {id: one for id, (one, _) in here.answers.items()}
    assert there.segments == here.segments


def test_counts_and_what_was_left_out_are_equal(both: tuple[Measurement, Measurement]) -> None:
    """To the cent, each file and its table."""
    here, there = both
    assert list(there.counts.values()) == list(here.counts.values())
    assert list(there.left_out.values()) == list(here.left_out.values())


def test_typed_columns_count_as_text_does(spark: Any) -> None:
    """Decimals, dates and numbers of a table are read as a file's text would be."""
    query = """SELECT id AS `spend number`, DATE'2025-01-01' + CAST(id AS INT) AS day, 12.34BD AS amount,
               'EUR' AS currency FROM range(40)"""
    spark.sql(query).createOrReplaceTempView("typed")
    found = measure(["typed"], LIBRARY, FORMATS, Asked(engine=LOCAL))
    assert found.counts["typed"]["spend"] == "493.60"
    assert found.answers["ad_spend"][0].value == pytest.approx(12.34 * 30.4, abs=0.01)


def test_the_plans_of_the_document_are_made_on_workers(spark: Any) -> None:
    """A table of clients gives a first move each, and says what cannot be read."""
    (code,) = re.findall(r"```python\n(.*?)```", SCALE.read_text(encoding="utf-8"), re.S)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(code, names)  # noqa: S102 - the example of the document
    clients = spark.createDataFrame(
        [("North", "linen for hotels", "EUR", "340", "3.1m"), ("West", "roofs", "EUR", "many", "1.2m")],
        "name string, offer string, currency string, deal_value string, revenue string",
    )
    made = {row["name"]: row for row in names["with_plans"](clients).collect()}
    assert made["North"]["first_move"]
    assert "deal_value" in made["West"]["error"]
