"""What takes years, sellers or leads to tell, each worked out by hand from a few rows of one's own."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from helpers.exports import FORMATS

from salesmode.knowledge.library import load_library
from salesmode.measure.measuring import Measurement, measure

LIBRARY = load_library()
ORDERS = "orders number,who,day,amount,currency,refunded"
DEALS = "deals number,who,seller,stage,opened,day,amount,currency,sent"
LEADS = "leads number,day,fits,talks,case"
BEGIN = datetime.date(2023, 1, 1)


def measured(folder: Path, kind: str, head: str, lines: list[str]) -> Measurement:
    """Return what a file of so many lines gives."""
    file = folder / "some.csv"
    file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return measure([str(file)], LIBRARY, {f"own.{kind}": FORMATS[f"own.{kind}"]})


def day(number: int) -> datetime.date:
    """Return a day by its number."""
    return BEGIN + datetime.timedelta(days=number)


def three_years(first: int, second: int) -> list[str]:
    """Return orders of 40 who bought before, and 60 who came in the midst of the year before the last.

    The last day is the 1,095th, so that the last year begins on the 730th and the one before on the 365th.
    """
    old = [f"{n}a,o{n},{day(0)},999.00,EUR,0" for n in range(40)]
    old += [f"{n}b,o{n},{day(365)},{first}.00,EUR,0" for n in range(40)]
    old += [f"{n}c,o{n},{day(730)},{second}.00,EUR,10.00" for n in range(40)]
    new = [f"{n}d,n{n},{day(700)},10.00,EUR,0" for n in range(60)]
    new += [f"{n}e,n{n},{day(1094)},500.00,EUR,0" for n in range(60)]
    return [*old, *new]


def test_growth_is_of_customers_who_were_there_before_both_years(tmp_path: Path) -> None:
    """Forty paid 100 each, then 120 less 10 back: 10%. Sixty who began in the year before would make it fiftyfold."""
    answer, _ = measured(tmp_path, "orders", ORDERS, three_years(100, 120)).answers["expansion_rate"]
    assert (answer.value, answer.of) == (pytest.approx(0.1), 40)
    assert (answer.start, answer.end) == (day(365), day(1094))


def test_customers_who_pay_less_are_no_growth(tmp_path: Path) -> None:
    """Forty paid 100 each, then 90 less 10 back: the answer cannot hold it, and the reason says 80%."""
    found = measured(tmp_path, "orders", ORDERS, three_years(100, 90))
    assert found.not_measured["expansion_rate"].values == {"share": "80.0%"}


def test_growth_takes_customers_of_three_years(tmp_path: Path) -> None:
    """Two years alone hold nobody who was there before them."""
    lines = [one for one in three_years(100, 120) if str(day(0)) not in one] + [f"x,x,{day(360)},1.00,EUR,0"]
    assert measured(tmp_path, "orders", ORDERS, lines).not_measured["expansion_rate"].values["n"] == 0


def sold(seller: str, begun: int, wins: list[int]) -> list[str]:
    """Return deals of a seller, opened ten days before each is won; the first is opened on a day of its own."""
    rows = [(begun, wins[0]), *((win - 10, win) for win in wins[1:])]
    return [f"{seller}{n},a,{seller},won,{day(o)},{day(c)},100.00,EUR," for n, (o, c) in enumerate(rows)]


def test_a_new_seller_is_there_with_the_quarter_of_the_others(tmp_path: Path) -> None:
    """Five old sellers win eight deals in the last year, 1.99 in 91 days; three of five new ones win two within 91.

    Their second wins come 120, 152 and 190 days after their first deals; two never have two in a quarter. By
    Kaplan-Meier half are there on the 190th day, 6.25 months of 30.4 days.
    """
    old = [line for n in range(5) for line in sold(f"old{n}", 0, [30, *range(800, 1090, 40)])]
    new = [
        line for n, second in enumerate((120, 152, 190)) for line in sold(f"new{n}", 400, [340 + second, 400 + second])
    ]
    slow = [line for n in range(2) for line in sold(f"slow{n}", 400, [500, 700, 900])]
    answer, _ = measured(tmp_path, "deals", DEALS, [*old, *new, *slow, f"l,a,old0,lost,{day(0)},{day(1090)},,EUR,"]) \
        .answers["ramp_months"]  # fmt: skip
    assert (answer.value, answer.of) == (190 / 30.4, 5)


def test_too_few_new_sellers_are_no_answer(tmp_path: Path) -> None:
    """Of four nothing is said, and the least number is."""
    old = [line for n in range(5) for line in sold(f"old{n}", 0, [30, *range(800, 1090, 40)])]
    new = [line for n in range(4) for line in sold(f"new{n}", 400, [450, 500])]
    found = measured(tmp_path, "deals", DEALS, [*old, *new])
    assert found.not_measured["ramp_months"].values == {"n": 4, "least": 5}


def test_quotes_are_those_of_the_last_quarter(tmp_path: Path) -> None:
    """Seven went out within 91 days of the last closing, one on the day before them, and three deals had none."""
    closed = f"z,a,s,won,{day(0)},{day(300)},1.00,EUR,"
    sent = [210, 250, 260, 270, 280, 290, 300, 209]
    lines = [f"{n},a,s,open,{day(0)},,1.00,EUR,{day(one)}" for n, one in enumerate(sent)]
    found = measured(tmp_path, "deals", DEALS, [closed, *lines, f"y,a,s,open,{day(0)},,1.00,EUR,"])
    assert found.answers["quotes"][0].value == 7


def test_quotes_are_not_counted_where_no_column_holds_them(tmp_path: Path) -> None:
    """Deals that were won are not taken for all that were offered."""
    lines = [f"{n},a,s,won,{day(0)},{day(n)},1.00,EUR" for n in range(100)]
    found = measured(tmp_path, "deals", DEALS.removesuffix(",sent"), lines)
    assert found.not_measured["quotes"].reason == "no_column"


def leads() -> list[str]:
    """Return a hundred leads of the first day, by stage 60, 30 and 12 of which half skip the first; then fresh ones."""
    lines = []
    for n in range(100):
        fits = day(10) if n < 60 and n % 2 else ""
        lines.append(f"{n},{day(0)},{fits or (day(11) if n < 60 and n >= 30 else '')},"
                     f"{day(20) if n < 30 else ''},{day(30) if n < 12 else ''}")  # fmt: skip
    return [*lines, *(f"late{n},{day(200)},,," for n in range(50))]


def test_rates_are_of_leads_that_had_a_quarter(tmp_path: Path) -> None:
    """60 of 100 fit, 30 of these are talked with, 12 of these become a case; fifty of the last day wait.

    A stage that was skipped was passed: half of those talked with have no day on which they were found fitting.
    """
    found = measured(tmp_path, "leads", LEADS, leads()).answers
    assert [(found[id][0].value, found[id][0].of) for id in ("mql_rate", "sql_rate", "opportunity_rate")] == [
        (0.6, 100), (0.5, 60), (0.4, 30),
    ]  # fmt: skip


def test_leads_a_month_are_those_of_the_last_quarter(tmp_path: Path) -> None:
    """Fifty in 91 days are 16.7 in 30.4."""
    assert measured(tmp_path, "leads", LEADS, leads()).answers["leads_per_month"][0].value == pytest.approx(16.7033)


def test_a_stage_without_a_column_has_no_rate(tmp_path: Path) -> None:
    """Nor has the one behind it, whose leads nobody counted."""
    head, lines = "leads number,day,talks,case", [",".join(one.split(",")[i] for i in (0, 1, 3, 4)) for one in leads()]
    refused = measured(tmp_path, "leads", head, lines).not_measured
    assert {id: refused[id].reason for id in ("mql_rate", "sql_rate")} == dict.fromkeys(
        ("mql_rate", "sql_rate"), "no_column"
    )
    assert measured(tmp_path, "leads", head, lines).answers["opportunity_rate"][0].value == 0.4
