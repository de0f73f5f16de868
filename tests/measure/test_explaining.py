"""Whatever stands in what `measure` wrote can be asked about by its id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers.commands import called

EXPORTS = Path(__file__).parent / "exports"
MEASURED = """\
measured:
  by: salesmode
  files:
    deals.csv: {format: hubspot.deals, lines: 9000, columns: [Amount, Deal Stage], from: '2016-10-20', to: '2017-12-31'}
answers:
  win_rate: {value: 0.6315, low: 0.6199, high: 0.643, of: 6711, from: '2016-10-20', to: '2017-12-31', file: deals.csv}
  peak_months: {value: [3, 12], of: 900, from: '2016-10-20', to: '2017-12-31', file: deals.csv}
left_out:
  deals.csv: {test: 4}
not_measured:
  repeat_rate: 'no file of this kind: orders'
"""
pytestmark = pytest.mark.usefixtures("elsewhere")


def asked(id: str, *argv: str, file: str = "measured.yaml") -> str:
    """Return what is said of a thing of a measured file, its lines joined."""
    ran = called("explain", id, "-m", file, *argv)
    assert (ran.code, ran.err) == (0, ""), id
    return " ".join(ran.out.split())


def test_a_measured_answer_is_told_with_its_definition_interval_and_number() -> None:
    """63.1% of 6,711 deals, from when to when, of which file."""
    Path("measured.yaml").write_text(MEASURED, encoding="utf-8")
    said = asked("measured.win_rate")
    for part in ("won over won and lost", "63.1%", "62.0% – 64.3%", "6711", "2016-10-20 – 2017-12-31", "deals.csv"):
        assert part in said
    assert "3, 12" in asked("measured.peak_months")
    assert "定义" in asked("measured.win_rate", "--lang", "zh")


def test_what_was_not_measured_is_told_with_its_reason_and_a_file_with_what_was_left_out() -> None:
    """Neither is a fault."""
    Path("measured.yaml").write_text(MEASURED, encoding="utf-8")
    assert "no file of this kind: orders" in asked("measured.repeat_rate")
    said = asked("measured.deals.csv")
    assert "Amount, Deal Stage" in said
    assert "test orders 4" in said


def test_an_answer_of_a_plan_says_that_it_was_counted() -> None:
    """With of how many, and from when to when."""
    Path("measured.yaml").write_text(MEASURED, encoding="utf-8")
    said = asked("answer.win_rate")
    assert "63.1% (62% to 64.3%): counted from your exports" in said
    assert "n = 6711" in said


@pytest.mark.parametrize("name", ["shopify_orders.csv", "hubspot_deals.csv", "meta_ads.csv", "taobao_orders.csv"])
def test_every_id_of_a_measurement_is_explained(name: str) -> None:
    """Answers, what was not measured, and files."""
    ran = called("measure", str(EXPORTS / name), "-f", "json", "-o", "measured.json")
    assert ran.code == 0
    data = json.loads(Path("measured.json").read_text(encoding="utf-8"))
    ids = [*data["answers"], *data["not_measured"], *data["measured"]["files"], *data["counts"]]
    assert ids
    for id in ids:
        assert asked(f"measured.{id}", file="measured.json")


def test_what_is_not_in_the_file_is_refused_with_what_is() -> None:
    """The ids to choose from."""
    Path("measured.yaml").write_text(MEASURED, encoding="utf-8")
    ran = called("explain", "measured.churn", "-m", "measured.yaml")
    assert ran.code == 2
    assert "measured.win_rate" in ran.err
