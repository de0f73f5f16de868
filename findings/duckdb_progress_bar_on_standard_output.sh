#!/usr/bin/env bash
# DuckDB takes `python -c` for a person at a notebook, and draws its progress bar on standard output, also into a pipe.
#
# A good engineer would guess: a bar is drawn on a terminal alone, and on standard error, whatever way Python was started.
# It matters because a cron job, a Makefile or an agent that runs `python -c '...' | jq` works until a query takes longer
# than two seconds: then the bar stands before the result. The same lines in a file draw none: what decides is whether the
# main module has a `__file__`. `SET enable_progress_bar = false` keeps it off; as a setting of `connect` it is refused.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==2.0.1
cat > "$folder/query.py" <<'PYTHON'
import duckdb

connection = duckdb.connect()
connection.execute("SET threads = 1")
connection.execute("CREATE TABLE words AS SELECT 'word ' || i AS word FROM range(16_000_000) t(i)")
query = "SELECT count(*) FROM words WHERE regexp_matches(word, '(1|2|3).*9[0-9]*8') OR regexp_matches(word, '7.*6.*5.*4.*3')"
(count,) = connection.execute(query).fetchone()
print(count)
PYTHON
"$folder/venv/bin/python" "$folder/query.py" >"$folder/file.txt" 2>/dev/null </dev/null
"$folder/venv/bin/python" -c "$(cat "$folder/query.py")" >"$folder/word.txt" 2>/dev/null </dev/null
echo "bytes on standard output, which is no terminal: from a file $(wc -c <"$folder/file.txt"), with -c $(wc -c <"$folder/word.txt")"
grep -q '%' "$folder/word.txt" && ! grep -q '%' "$folder/file.txt"
