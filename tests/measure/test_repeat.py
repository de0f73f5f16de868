"""Repeat purchase is counted by days, of all customers, those seen for less than a year among them.

The method gives the published figures of groceryElog (BTYDplus): .620, .594 to .645, seen for twelve months; .622 in
the end.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from salesmode.knowledge.library import load_library
from salesmode.measure.answers import Refusal
from salesmode.measure.measuring import Measurement, measure

LIBRARY = load_library()
HEAD = "Date,Order #,N. Revenue,Status,Customer,Product(s)\n"


def measured(folder: Path, buys: list[tuple[str, str]]) -> Measurement:
    """Return what orders of customers on days give."""
    file = folder / "orders.csv"
    rows = [f"{day} 10:00:00,{n},10.01,completed,{who},1x Tea\n" for n, (who, day) in enumerate(buys)]
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return measure([str(file)], LIBRARY, LIBRARY.formats)


def test_two_orders_on_one_day_are_no_repeat(tmp_path: Path) -> None:
    """Of a hundred customers who order twice at once, only the half that comes on another day is counted."""
    firsts = [(f"c{n}", "2024-01-01") for n in range(100)] * 2
    found = measured(tmp_path, [*firsts, *((f"c{n}", "2024-02-01") for n in range(50)), ("late", "2025-06-01")])
    answer, _ = found.answers["repeat_rate"]
    assert (answer.value, answer.of) == (pytest.approx(0.5, abs=0.01), 101)


def test_a_year_unseen_is_a_lower_bound_and_no_answer(tmp_path: Path) -> None:
    """Nobody is seen for a year: what is seen is said, and nothing is drawn out."""
    firsts = [(f"c{n}", "2024-01-01") for n in range(100)]
    found = measured(tmp_path, [*firsts, *((f"c{n}", "2024-02-01") for n in range(20)), ("late", "2024-06-01")])
    refusal = found.not_measured["repeat_rate"]
    assert (refusal.reason, refusal.values["share"]) == ("at_least", "20.0%")


def test_customers_without_a_name_are_nobody(tmp_path: Path) -> None:
    """Blank keys are counted as without a name, not taken for one customer."""
    found = measured(tmp_path, [("", "2024-01-01"), ("", "2024-03-01"), ("Ann", "2024-01-01")])
    assert (found.counts["orders.csv"]["customers"], found.counts["orders.csv"]["anonymous"]) == (1, 2)


def test_so_few_customers_have_no_largest(tmp_path: Path) -> None:
    """Of fewer than five nothing is printed: it would be one person's figure."""
    found = measured(tmp_path, [("Ann", "2024-01-01"), ("Bob", "2025-03-01")])
    assert isinstance(found.not_measured["largest_customer_share"], Refusal)
    assert not [one for one, _ in found.answers.values() if one.of < 1]
