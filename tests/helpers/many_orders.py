"""A shop's export with millions of lines, and the same facts counted from it by SQL written by hand, for the bench."""

from __future__ import annotations

from pathlib import Path

# Two lines an order, the order's columns on the first alone, as Shopify writes them.
MAKE = """
import duckdb, sys
path, lines = sys.argv[1], int(sys.argv[2])
duckdb.sql("SET enable_progress_bar = false")
duckdb.sql(f'''COPY (
    SELECT '#' || (1000 + n) AS "Name",
           CASE WHEN first THEN 'buyer' || (hash(n) % {lines // 6 + 10}) || '@example.org' END AS "Email",
           CASE WHEN first THEN CASE WHEN n % 16 = 0 THEN 'refunded' ELSE 'paid' END END AS "Financial Status",
           CASE WHEN first THEN 'EUR' END AS "Currency",
           CASE WHEN first THEN (1000 + hash(n + 7) % 40000) / 100.0 END AS "Total",
           CASE WHEN first AND n % 3 = 0 THEN 'WELCOME' END AS "Discount Code",
           CASE WHEN first THEN CASE WHEN n % 3 = 0 THEN 2.50 ELSE 0.00 END END AS "Discount Amount",
           CASE WHEN first THEN 'standard delivery within three days' END AS "Shipping Method",
           strftime(DATE '2023-01-01' + CAST(n * 1000 // ({lines} // 2 + 1) AS INT), '%Y-%m-%d 10:00:00 +0100')
               AS "Created at",
           1 + i % 3 AS "Lineitem quantity", 'article number ' || (i % 997) AS "Lineitem name",
           (100 + hash(i) % 9900) / 100.0 AS "Lineitem price",
           CASE WHEN first AND n % 33 = 0 THEN '2025-01-01 10:00:00 +0100' END AS "Cancelled at",
           CASE WHEN first THEN 'card' END AS "Payment Method",
           CASE WHEN first THEN CASE WHEN n % 16 = 0 THEN 5.00 ELSE 0.00 END END AS "Refunded Amount",
           CASE WHEN first THEN 'Vendor of things' END AS "Vendor",
           CASE WHEN first THEN 9000000000000 + n END AS "Id", 'billing street ' || n AS "Billing Street"
    FROM (SELECT i, i // 2 AS n, i % 2 = 0 AS first FROM range({lines}) t(i))
) TO '{path}' (HEADER, DELIMITER ',')''')
"""
# Prints processor seconds without start-up, with it, and the peak of memory in bytes.
SHELL = """
import resource, sys, time
{imports}
begun = time.process_time()
{work}
spent = resource.getrusage(resource.RUSAGE_SELF)
print(time.process_time() - begun, time.process_time(), spent.ru_maxrss * 1024)
"""
BY_HAND = SHELL.format(
    imports="import duckdb",
    work='''
query = """
WITH orders AS (
    SELECT lower(trim("Email")) AS customer, CAST("Total" AS DECIMAL(18,2)) AS money,
           CAST("Refunded Amount" AS DECIMAL(18,2)) AS back, CAST("Discount Amount" AS DECIMAL(18,2)) AS less,
           "Discount Code" IS NOT NULL AS coupon, CAST(substr("Created at", 1, 10) AS DATE) AS day
    FROM read_csv(?, header=true, all_varchar=true, delim=',', quote='"', escape='"')
    WHERE "Total" IS NOT NULL AND "Cancelled at" IS NULL AND "Financial Status" IN ('paid', 'refunded')
), each AS (
    SELECT customer, count(*) AS orders, min(day) AS first, max(day) AS last, sum(money) AS gross, sum(back) AS back,
           sum(CAST(coupon AS INT)) AS coupons, sum(less) AS less FROM orders GROUP BY customer
)
SELECT count(*), sum(orders), sum(gross), sum(back), sum(coupons), sum(less), sum(CAST(orders > 1 AS INT)) FROM each
"""
connection = duckdb.connect(config={"memory_limit": "1GB"})
connection.execute("SET enable_progress_bar = false")
connection.execute(query, [sys.argv[1]]).fetchall()
''',
)
OURS = SHELL.format(
    imports="""from salesmode.knowledge.library import load_library
import ibis, duckdb
from salesmode.measure.measuring import measure
library = load_library()""",
    work="measure([sys.argv[1]], library, library.formats)",
)
# Prints which of the heavy libraries a plan with measured answers imports.
HEAVY = """
import sys
from salesmode import Given, load_library, make_plan, read_answers
library = load_library()
make_plan(read_answers(Given(sys.argv[1], measured=sys.argv[2]), library), library)
print(" ".join(name for name in ("duckdb", "ibis", "pyarrow", "pandas", "numpy") if name in sys.modules) or "none")
"""


def measured_file(folder: Path) -> Path:
    """Return a file of measured answers, as measure writes it."""
    path = folder / "measured.yaml"
    entries = ("win_rate: {value: 0.31, low: 0.27, high: 0.35, of: 480}", "sales_cycle: {value: 41, of: 149}")
    path.write_text("answers:\n" + "".join(f"  {entry}\n" for entry in entries), encoding="utf-8")
    return path
