"""Answers of all six kinds of export, each worked out by hand from how the exports were made."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from helpers.exports import FORMATS, written

from salesmode.knowledge.exports import ExportFormat
from salesmode.knowledge.library import load_library
from salesmode.measure.answers import Refusal
from salesmode.measure.measuring import Asked, Measurement, measure
from salesmode.measure.shrinkage import Counted, shrunk
from salesmode.measure.statistics import Cell, middle_time, yearly

LIBRARY = load_library()
# The 30 sellers of a public set (Maven Analytics, CRM sales opportunities): deals closed, deals won.
SELLERS = (
    (79, 55), (110, 72), (121, 78), (123, 75), (126, 80), (152, 107), (153, 101), (160, 107), (175, 105), (187, 114),
    (193, 122), (194, 122), (195, 129), (206, 135), (213, 149), (227, 130), (229, 150), (231, 127), (232, 135),
    (237, 155), (261, 161), (261, 163), (264, 171), (264, 176), (272, 174), (275, 158), (335, 209), (336, 208),
    (347, 221), (553, 349),
)  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Measurement:
    """Return what the six made-up exports tell together."""
    return measure([str(path) for path in written(tmp_path_factory.mktemp("exports")).values()], LIBRARY, FORMATS)


def rows_measured(folder: Path, format_: ExportFormat, *lines: str) -> Measurement:
    """Return what a file of so many lines gives."""
    file = folder / "some.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return measure([str(file)], LIBRARY, {format_.id: format_}, Asked())


def test_every_defined_measure_can_be_told(found: Measurement) -> None:
    """Six files of one business leave no definition without an answer."""
    assert LIBRARY.measures is not None
    assert set(found.answers) == set(LIBRARY.measures.answers)


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("payment_fee", 0.03),  # three of a hundred of each order
        ("ad_spend", 375.14),  # 12.34 a day, 30.4 days
        ("channels", ["stores", "website"]),
        ("peak_months", [11]),  # three orders a day where other months have one
        ("overdue_share", 0.96),  # 40.00 of each of 25 invoices, one of them due after the last one's day
        ("lost_because", ["price", "no_decision"]),  # the third reason is a mood, and in no list
        ("won_from", {"referrals": 1, "website": 9}),
        ("currency", "EUR"),  # one order of fifty is in dollars
    ],
)
def test_a_measure_is_what_was_put_in(found: Measurement, id: str, value: object) -> None:
    """By hand from the rules of the made-up exports."""
    assert found.answers[id][0].value == value


def test_days_to_cash_wait_for_those_unpaid(tmp_path: Path) -> None:
    """Of 40 invoices 15 come after 10 days, 15 after 40, and ten stay open: half are paid on the fortieth day.

    The middle of those paid alone would be 25 days.
    """
    day = datetime.date(2025, 1, 1)
    paid = [day + datetime.timedelta(days=10 if n < 15 else 40) if n < 30 else "" for n in range(40)]
    lines = [f"{n},a{n},{day},100.00,EUR,{paid[n]}" for n in range(40)]
    found = rows_measured(
        tmp_path, FORMATS["own.invoices"], "invoices number,who,day,amount,currency,paid", *lines,
        f"99,b,{day + datetime.timedelta(days=100)},1.00,EUR,",
    )  # fmt: skip
    assert found.answers["days_to_cash"][0].value == 40
    assert found.not_measured["overdue_share"].reason == "no_column"


def test_a_subscription_asked_to_end_still_runs(tmp_path: Path) -> None:
    """Of 40 customers through the whole last year ten ended on its middle day: 10 ends over 30 + 10/2 years.

    1 - exp(-10/35) is 0.2485. Who is back with another subscription has not left.
    """
    head = "subscriptions number,who,day,amount,currency,per,state,ended"
    end = datetime.date(2025, 12, 31)
    middle = end - datetime.timedelta(days=182)
    kept = [f"{n},m{n},2024-01-01,10.00,EUR,month,active," for n in range(30)]
    gone = [f"{n},m{n},2024-01-01,10.00,EUR,month,ended,{middle}" for n in range(30, 40)]
    back = ["90,m0,2023-01-01,10.00,EUR,month,ended,2024-02-01", f"91,m1,{end},10.00,EUR,month,active,"]
    found = rows_measured(tmp_path, FORMATS["own.subscriptions"], head, *kept, *gone, *back)
    churn, _ = found.answers["annual_churn"]
    assert (churn.value, churn.of) == (pytest.approx(0.2485, abs=0.002), 40)
    assert found.answers["relationship"][0].value == "subscription"


def test_continuing_revenue_is_of_the_days_that_ran(tmp_path: Path) -> None:
    """Ten at 10.00 a month through the year are 1,200 less its last day; a quantity above one is not guessed."""
    head = "subscriptions number,who,day,amount,currency,per,state,ended,quantity"
    lines = [f"{n},m{n},2024-01-01,10.00,EUR,month,active,,1" for n in range(9)]
    last = ["9,m9,2024-01-01,120.00,EUR,year,active,,1", "10,m10,2025-12-31,99.00,EUR,month,active,,1"]
    found = rows_measured(tmp_path, FORMATS["own.subscriptions"], head, *lines, *last)
    assert found.answers["continuing_revenue"][0].value == pytest.approx(1200 * 364 / 365, abs=0.01)
    several = rows_measured(tmp_path, FORMATS["own.subscriptions"], head, *lines, *last[:1], last[1][:-1] + "3")
    assert several.not_measured["continuing_revenue"] == Refusal("quantity", {"n": 1})


def test_a_new_customer_costs_nothing_that_is_known_where_old_ones_look_new(tmp_path: Path) -> None:
    """Orders that begin with the spending cannot tell who is new."""
    files = written(tmp_path)
    late = (tmp_path / "spend.csv").read_text(encoding="utf-8").replace("2024-", "2023-").replace("2025-", "2024-")
    (tmp_path / "spend.csv").write_text(late, encoding="utf-8")
    found = measure([str(files["own.orders"]), str(files["own.spend"])], LIBRARY, FORMATS)
    assert found.not_measured["cac"].reason == "begins_late"


def test_cost_per_new_customer_counts_first_orders_in_the_days_of_spending(found: Measurement) -> None:
    """12.34 on 300 days over those whose first order is in them."""
    answer, file = found.answers["cac"]
    assert answer.value == pytest.approx(12.34 * 300 / answer.of, abs=0.01)
    assert Path(file).name == "spend.csv"


def test_an_estimate_and_a_ledger_are_no_sales(tmp_path: Path) -> None:
    """A general ledger says each invoice on two accounts: it is not taken for the sales report."""
    file = tmp_path / "ledger.csv"
    head = ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"
    file.write_text(head + ",01/15/2026,Invoice,1,Ann,x,A/R,10.00,10.00\n", encoding="utf-8")
    with pytest.raises(Exception, match="no format fits"):
        measure([str(file)], LIBRARY, LIBRARY.formats)


def test_sellers_that_differ_no_more_than_luck_are_drawn_together() -> None:
    """Raw .550 to .704, drawn to .626 to .636; the likelihood ratio is .06, far below 2.7."""
    found = shrunk({str(n): Counted(*pair) for n, pair in enumerate(SELLERS)})
    values = [one.value for one in found.parts.values()]
    assert (round(min(values), 3), round(max(values), 3)) == (0.626, 0.636)
    assert found.ratio == pytest.approx(0.06, abs=0.01)


def test_a_part_with_few_cases_is_drawn_most() -> None:
    """Parts at .2 and .8 differ; one with three of three won is not taken for a certain winner."""
    found = shrunk({"a": Counted(200, 40), "b": Counted(200, 160), "few": Counted(3, 3)})
    assert found.ratio > 100
    assert found.parts["a"].value == pytest.approx((40 + found.strength * 203 / 403) / (200 + found.strength))
    assert found.parts["few"].value < 0.85
    assert found.parts["few"].low < 0.5


def test_channels_that_differ_are_told_and_sellers_have_no_names(found: Measurement) -> None:
    """Web wins 6 of ten, friends 2; of sellers the lowest and the highest stand for all."""
    by = {one.by: one for one in found.segments}
    assert by["channel"].differ
    assert set(by["channel"].parts) == {"website", "referrals"}
    assert by["channel"].parts["referrals"].value < 0.3
    assert by["channel"].parts["website"].value > 0.5
    assert set(by["seller"].parts) == {"lowest", "highest"}


def test_churn_has_the_published_sums_of_ibm() -> None:
    """1,869 ends in 227,990 months of customers (IBM, Telco churn): 9.4 of a hundred a year."""
    assert yearly(1869, 227_990 / 12, 7043).value == pytest.approx(0.0937, abs=5e-5)


def test_no_end_still_leaves_doubt() -> None:
    """None in ten years: the exact upper limit of a Poisson count is 3.689 (Garwood), 1 - exp(-.3689) a year."""
    found = yearly(0, 10, 40)
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(0.3085, abs=5e-4)


def test_half_that_never_comes_has_no_day() -> None:
    """Of ten, four paid: nobody knows when half will be."""
    assert middle_time([Cell(5, "paid", 4), Cell(90, None, 6)]) is None
