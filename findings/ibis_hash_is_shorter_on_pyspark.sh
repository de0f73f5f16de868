#!/usr/bin/env bash
# Ibis's `hash()` says int64 on every engine, and on PySpark it holds 32 bits: of 300,000 different keys some fall together.
#
# A good engineer would guess: what has the type of 64 bits has so many, as on DuckDB, and keys may be counted by it. It
# matters because hashing keys is how one counts customers without keeping them, and a count of a million comes out about a
# hundred short, silently, on the engine for large tables alone. `hexdigest("sha256")` is the same on both. Needs Java 17.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q 'ibis-framework[pyspark,duckdb]==12.0.0' pyspark==4.0.5 duckdb==2.0.1 setuptools
cat > "$folder/hash.py" <<'PYTHON'
import sys

import ibis
from pyspark.sql import SparkSession

session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
session.conf.set("spark.sql.shuffle.partitions", "2")
session.sql("SELECT concat('customer', id) AS key FROM range(300000)").createOrReplaceTempView("keys")
duck = ibis.duckdb.connect()
duck.raw_sql("CREATE TABLE keys AS SELECT concat('customer', id) AS key FROM range(300000) t(id)")
found = {}
for name, connection in (("pyspark", ibis.pyspark.connect(session)), ("duckdb", duck)):
    key = connection.table("keys").key
    hashed, digest = key.hash(), key.hexdigest("sha256")
    found[name] = [int(one.nunique().to_pyarrow().as_py()) for one in (key, hashed, digest)]
    print(name, "type", hashed.type(), "| keys, their hash(), their sha256:", *found[name])
sys.exit(0 if found["pyspark"][1] < 300000 and found["duckdb"] == [300000] * 3 else 1)
PYTHON
"$folder/venv/bin/python" "$folder/hash.py" 2>"$folder/log" || { tail -5 "$folder/log"; exit 1; }
