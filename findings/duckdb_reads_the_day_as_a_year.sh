#!/usr/bin/env bash
# DuckDB's CSV reader takes 31/12/24 for the 24th of December 2031, and a whole column of such dates with it.
#
# A good engineer would guess: a sniffer that sees 31 first knows that the day stands first, or leaves the column as text.
# It matters because such a column cannot prove it wrong: every day of a month is a year of this century, so nothing fails,
# and orders of one winter lie thirty years apart.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==2.0.1
printf 'order,day\n1,31/12/24\n2,01/02/25\n3,15/03/25\n' > "$folder/orders.csv"
cat > "$folder/read.py" <<'PYTHON'
import datetime
import sys

import duckdb

days = [day for (day,) in duckdb.sql(f"SELECT day FROM read_csv('{sys.argv[1]}') ORDER BY \"order\"").fetchall()]
print("written 31/12/24, 01/02/25, 15/03/25 and read", ", ".join(map(str, days)))
sys.exit(0 if days == [datetime.date(2031, 12, 24), datetime.date(2001, 2, 25), datetime.date(2015, 3, 25)] else 1)
PYTHON
"$folder/venv/bin/python" "$folder/read.py" "$folder/orders.csv"
