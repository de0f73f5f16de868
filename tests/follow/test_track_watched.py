"""`measure`, then `track -m`: every figure of a plan that an export tells is reached, by what measures.yaml says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from helpers.libraries import LIBRARY

from salesmode.follow.exported import exported
from salesmode.follow.frozen import Frozen, PlannedFigure
from salesmode.measure.measuring import Measurement, measure
from salesmode.measure.telling import as_data, as_yaml
from salesmode.measure.watching import MAKERS

EXPORTS = Path(__file__).parents[1] / "measure" / "exports"
START = date(2026, 1, 12)
assert LIBRARY.measures is not None
WATCHED = LIBRARY.measures.watched


def kept(move: str, unit: str, currency: str = "GBP") -> Frozen:
    """Return a plan that watches the figure of one move."""
    figure = PlannedFigure(f"kpi.{move}", move, "figure", None, None, 1.0, unit, 6, 13, rising=True)
    return Frozen(None, currency, "en", START, "", "", {}, (), (figure,), ())


def counted(tmp_path: Path, name: str, *rows: str) -> tuple[Measurement, str]:
    """Return what rows under the head of a sample export tell, and the measured file of it."""
    head, *_ = (EXPORTS / name).read_text(encoding="utf-8-sig").splitlines()
    (tmp_path / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    found = measure([str(tmp_path / name)], LIBRARY, LIBRARY.formats)
    (tmp_path / "measured.yaml").write_text(as_yaml(as_data(found, LIBRARY)), encoding="utf-8")
    return found, str(tmp_path / "measured.yaml")


def invoice(number: int, who: str, day: str, due: str, owed: str) -> str:
    """Return a row of the sample of invoices."""
    return (
        f"{who},,,INV-{number},,{day}/2026,{due}/2026,,120.00,20.00,0.00,{owed},T1,Tea,1,100.00,,100.00,200,VAT,20.00,"
        "GBP,Sales invoice,Sent,Awaiting Payment"
    )


def test_each_watched_figure_is_an_answer_or_has_a_way_to_count_it() -> None:
    """Each belongs to moves that are there and watch something; no move has two."""
    moves = [move for rule in WATCHED.values() for move in rule.moves]
    assert all(LIBRARY.moves[move].measure is not None for move in moves)
    assert len(set(moves)) == len(moves)
    assert {id for id, rule in WATCHED.items() if not rule.answer} == set(MAKERS)
    assert LIBRARY.measures is not None
    assert {rule.answer for rule in WATCHED.values() if rule.answer} <= set(LIBRARY.measures.answers)


@pytest.mark.parametrize("id", WATCHED)
def test_each_watched_figure_reaches_the_plans_that_watch_it(id: str, tmp_path: Path) -> None:
    """A count of the plan's own days is taken for each of its moves."""
    rule = WATCHED[id]
    entry = "{value: 0.3, of: 400, from: '2026-01-12', to: '2026-03-31', method: share, file: some.csv}"
    path = tmp_path / "measured.yaml"
    path.write_text(f"{'answers' if rule.answer else 'watched'}:\n  {rule.answer or id}: {entry}\n", encoding="utf-8")
    for move in rule.moves:
        (one,) = exported(kept(move, "share"), str(path), (), LIBRARY)
        assert (one.figure, one.taken) == (f"kpi.{move}", "since")


def test_orders_of_several_things_are_counted_in_a_shops_export(tmp_path: Path) -> None:
    """Of 40 orders 10 have two things; the eight refunded whole are no orders."""
    rows = [
        f"2026-02-{1 + number % 28:02} 10:00:00,{number},,{'refunded' if number > 40 else 'completed'},"
        f"Guest {number},new,things,{2 if number % 4 == 0 else 1},,20,Direct"
        for number in range(1, 49)
    ]
    found, path = counted(tmp_path, "woocommerce_analytics_orders.csv", *rows)
    answer, _ = found.watched["orders_of_several_things"]
    assert (answer.value, answer.of) == (0.25, 40)
    (one,) = exported(kept("b2c.promotion.bundles_and_threshold", "share"), path, (), LIBRARY)
    assert (one.counted.value, one.taken, one.is_share) == (0.25, "since", True)


def test_what_is_overdue_is_how_it_stands_on_the_last_day(tmp_path: Path) -> None:
    """120.00 and 30.00 were due before the last invoice's day, 60.00 was not; older invoices count too."""
    rows = (
        invoice(1, "Harbour Cafe", "13/11", "27/11", "120.00").replace("/2026", "/2025"),
        invoice(2, "Mill Inn", "20/01", "03/02", "30.00"), invoice(3, "Mill Inn", "21/01", "04/02", "0.00"),
        invoice(4, "Mill Inn", "22/01", "05/02", "0.00"), invoice(5, "Mill Inn", "28/02", "30/03", "60.00"),
    )  # fmt: skip
    found, path = counted(tmp_path, "xero_invoices.csv", *rows)
    answer, _ = found.watched["money_overdue"]
    assert (answer.value, answer.of) == (150, 5)
    (one,) = exported(kept("shared.cash.collect_overdue", "money"), path, (), LIBRARY)
    assert (one.counted.value, one.taken, one.is_share) == (150, "since", False)
    (other,) = exported(kept("shared.cash.collect_overdue", "money", "EUR"), path, (), LIBRARY)
    assert other.taken == "other_currency"


def test_customers_are_silent_by_their_own_usual_gap(tmp_path: Path) -> None:
    """Five buy every ten days; one stopped for 31 days, one for 30, which is three times and not more."""
    last = {"A": 29, "B": 30, "C": 60, "D": 60, "E": 60}
    rows = [
        invoice(10 * place + back, who, f"{1 + (day - 1) % 30:02}/{4 + (day - 1) // 30:02}", "30/12", "0.00")
        for place, (who, end) in enumerate(last.items()) for back, day in enumerate((end, end - 10, end - 20))
    ]  # fmt: skip
    found, _ = counted(tmp_path, "xero_invoices.csv", *rows)
    assert (found.watched["customers_gone_silent"][0].value, found.watched["customers_gone_silent"][0].of) == (1, 5)
    assert found.watched["customers_who_paid"][0].value == 5


def test_list_prices_given_away_are_counted_in_money(tmp_path: Path) -> None:
    """Forty orders of 20.00 without discount, ten of which cost 16.00: 40 of 800."""
    rows = [
        f"03/{1 + number % 28:02}/26,11:05:11,Eastern Time (US & Canada),$20.00,"
        f"{'($4.00)' if number < 10 else '$0.00'},"
        f"{'$16.00' if number < 10 else '$20.00'},$0.00,$0.00,$0.00,$0.00,{'$16.00' if number < 10 else '$20.00'},"
        f"Register,$0.00,$0.00,$0.00,$0.00,T{number},P{number},Payment,Main St,C{number},Ann"
        for number in range(40)
    ]
    found, _ = counted(tmp_path, "square_transactions.csv", *rows)
    assert found.watched["list_price_given_away"][0].value == 0.05
