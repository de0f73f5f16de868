"""Exports in real layouts, made up, with the truth beside them: each gives its counts."""

from __future__ import annotations

import datetime
import functools
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesmode.knowledge.library import load_library
from salesmode.measure.measuring import Asked, Measurement, measure

EXPORTS = Path(__file__).parent / "exports"
TRUTH: dict[str, dict[str, Any]] = json.loads((EXPORTS / "truth.json").read_text(encoding="utf-8"))
LIBRARY = load_library()


@functools.cache
def alone(name: str) -> Measurement:
    """Return what is measured of one export by itself."""
    return measure([str(EXPORTS / name)], LIBRARY, LIBRARY.formats, Asked())


@pytest.mark.parametrize("name", TRUTH)
def test_each_export_gives_its_truth(name: str) -> None:
    """Counts, sums to the cent, and what was left out and why."""
    found = alone(name).counts[name]
    truth = {key: value for key, value in TRUTH[name].items() if key != "note"}
    assert {key: found.get(key) for key in truth} == truth


def test_each_format_has_a_sample() -> None:
    """No format is believed that no file was read by; files of accounts are tried with the score."""
    read = {one.format for name in TRUTH for one in alone(name).files.values()}
    assert {id for id, one in LIBRARY.formats.items() if one.kind != "accounts"} == read


def test_files_of_all_kinds_are_counted_each_by_itself() -> None:
    """Ten files in one call give what each gives alone."""
    found = measure([str(EXPORTS / name) for name in TRUTH], LIBRARY, LIBRARY.formats).counts
    for name, truth in TRUTH.items():
        assert {key: found[name].get(key) for key in truth if key != "note"} == {
            key: value for key, value in truth.items() if key != "note"
        }


def test_an_order_in_two_files_counts_once(tmp_path: Path) -> None:
    """Overlapping exports do not make a shop larger."""
    name = "square_transactions.csv"
    again = tmp_path / "again.csv"
    again.write_bytes((EXPORTS / name).read_bytes())
    found = measure([str(EXPORTS / name), str(again)], LIBRARY, LIBRARY.formats)
    assert found.left_out[str(EXPORTS / name)]["twice"] == 3
    assert found.counts["again.csv"]["orders"] == 2


def test_no_format_reads_a_personal_column_but_to_tell_customers_apart() -> None:
    """Names, streets, phones and messages are never read; a key for customers is hashed."""
    personal = LIBRARY.measures.personal if LIBRARY.measures else ()
    for format_ in LIBRARY.formats.values():
        read = set(format_.columns) - set(format_.customer)
        assert [column for column in read for part in personal if part in column.casefold()] == []


def test_numbers_that_differ_in_case_are_two_deals(tmp_path: Path) -> None:
    """Salesforce's short ids tell capitals from small letters."""
    file = tmp_path / "report.csv"
    head = "Opportunity Name,Account Name,Stage,Close Date,Created Date,Amount,Opportunity ID\n"
    row = "A,B,Closed Won,2025-03-{},2025-01-01,10.00,{}\n"
    file.write_text(head + row.format("01", "0065g00AbC") + row.format("02", "0065g00aBc"), encoding="utf-8")
    assert measure([str(file)], LIBRARY, LIBRARY.formats).counts["report.csv"]["won"] == 2


@pytest.mark.parametrize(
    ("name", "lines"),
    [("amazon_orders.txt", 6), ("jd_orders.csv", 4), ("shopify_orders.csv", 8), ("etsy_orders.csv", 3)],
)
def test_every_line_below_the_head_is_counted(name: str, lines: int) -> None:
    """Also where an order has several, of which one or all bear an amount."""
    (read,) = measure([str(EXPORTS / name)], LIBRARY, LIBRARY.formats).files.values()
    assert read.lines == lines


def test_a_lost_deal_has_the_day_it_was_lost_on_and_not_the_day_it_was_hoped_for() -> None:
    """Close keeps the hope of a lost deal in the column in which a won one has its day."""
    (read,) = alone("close_opportunities.csv").files.values()
    assert read.period is not None
    assert str(read.period.end) == "2025-03-01"


def odoo_book(folder: Path, head: list[str], *rows: list[Any]) -> dict[str, Any]:
    """Return what is counted of a workbook of opportunities."""
    book = openpyxl.Workbook()
    for row in ([*head, "Opportunity", "Stage", "Active", "Expected Revenue", "Created on", "Closed Date"], *rows):
        book.active.append(row)
    book.save(folder / "book.xlsx")
    return dict(measure([str(folder / "book.xlsx")], LIBRARY, LIBRARY.formats).counts["book.xlsx"])


def test_lines_above_the_groups_of_a_workbook_are_no_deals(tmp_path: Path) -> None:
    """A grouped list of Odoo has a line with name, number and sum of each group; archived deals say FALSE there."""
    day = datetime.datetime(2025, 3, 1, 10)
    rows = [
        ["Mitchell Admin (2)", "", "", "", 5400.0, "", ""],
        [1, "Machine", "Won", True, 4500.0, day, day],
        [2, "Grinder", "Won", False, 900.0, day, day],
    ]
    found = odoo_book(tmp_path, ["ID"], *rows)
    assert (found["won"], found["lost"], found["won_value"], found["left_out"]) == (1, 1, "4500.00", {"total": 1})


def test_what_a_program_itself_says_of_a_deal_goes_before_its_stage(tmp_path: Path) -> None:
    """Is Won of Odoo decides where it stands: a won deal put away is won, and a stage of one's own is open."""
    day = datetime.datetime(2025, 3, 1, 10)
    rows = [
        ["Won", "Machine", "Our own last stage", False, 4500.0, day, day],
        ["Lost", "Grinder", "Won", False, 900.0, day, day],
        ["Pending", "Beans", "Our own first stage", True, 50.0, day, None],
    ]
    found = odoo_book(tmp_path, ["Is Won"], *rows)
    assert (found["won"], found["lost"], found["open"], found["won_value"]) == (1, 1, 1, "4500.00")


def test_an_export_of_deals_ends_with_the_last_that_was_closed() -> None:
    """The close date of an open deal is a hope, in whichever program."""
    for name in ("hubspot_deals.csv", "zoho_deals.csv"):
        (read,) = alone(name).files.values()
        assert read.period is not None
        assert str(read.period.end) == "2025-03-01"


@pytest.mark.parametrize(
    ("name", "known", "word"),
    [
        ("jd_orders.csv", "等待出库", "(锁定)等待出库"),
        ("youzan_orders.csv", "交易完成", "待发货"),
        ("xero_invoices.csv", "Awaiting Payment", "Approved"),
        ("stripe_payments.csv", "Paid", "Disputed"),
        ("amazon_orders.txt", "Shipped", "Shipped - Returned to Seller"),
    ],
)
def test_a_status_that_no_source_explains_is_reported(tmp_path: Path, name: str, known: str, word: str) -> None:
    """It is counted by its word; what it means is for the owner to say."""
    encoding = "gb18030" if name == "jd_orders.csv" else "utf-8"
    text = (EXPORTS / name).read_text(encoding=encoding).replace(known, word)
    (tmp_path / name).write_text(text, encoding=encoding)
    found = measure([str(tmp_path / name)], LIBRARY, LIBRARY.formats)
    assert word.casefold() in found.left_out[str(tmp_path / name)]["status_not_known"]
