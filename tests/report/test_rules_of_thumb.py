"""Rules for an owner with few figures: worked with a stand-in that is named as one, by hand here."""

from __future__ import annotations

from typing import Any

from helpers.reports import report_of

from salesmode.business.profile import Profile
from salesmode.knowledge.library import Lang
from salesmode.report.document import Paragraph
from salesmode.report.sections.levers import leverage

KITCHEN: dict[str, Any] = {"buyer": "individual", "decision_cycle": 75, "deal_value": 46_000, "currency": "CAD"}


def said(lang: Lang = "en", **answers: Any) -> dict[str, str]:
    """Return the rules under the levers of a business, by id."""
    report = report_of(Profile(**answers), lang)
    blocks = leverage(report.plan, report.words).blocks
    return {str(block.id): block.text for block in blocks if isinstance(block, Paragraph)}


def test_a_seller_who_quotes_is_told_what_five_more_wins_in_a_hundred_bring() -> None:
    """60 x 0.05 = 3 orders of 46,000; 60 x 75 / 365 = 12.3 offers lie open."""
    rules = said(**KITCHEN)
    assert "With 60 offers a year, 5 more wins in a hundred are 3 orders, CAD 138k" in rules["rule.win"]
    assert "some 12 lie open at any time, CAD 552k" in rules["rule.open"]
    assert "多 3 单，一共 13.8 万加元" in said("zh", **KITCHEN)["rule.win"]


def test_an_unknown_margin_is_worked_at_thirty_in_a_hundred_and_says_so() -> None:
    """5 / (30 - 5) = 20%; 5 / (30 + 5) = 14.3%; 46,000 x 0.3 and x 0.05."""
    text = said(**KITCHEN)["rule.price"]
    assert "At a margin of 30% (put yours in), an order of CAD 46k leaves CAD 13.8k; 5% off takes CAD 2,300" in text
    assert "20% more orders" in text
    assert "lose 14.3%" in text
    assert "an order of" not in said(buyer="individual", decision_cycle=75)["rule.price"]


def test_a_stated_margin_takes_the_place_of_the_stand_in() -> None:
    """5 / (40 - 5) = 14.3%."""
    text = said(**KITCHEN, gross_margin=0.4)["rule.price"]
    assert "An order leaves 40% of its price" in text
    assert "14.3% more" in text


def test_a_shop_counts_people_who_look_in_and_a_supplier_orders_from_each_customer() -> None:
    """1,000 x 0.01 = 10 orders of 8; 100 customers x 60."""
    shop = said(buyer="individual", decision_cycle=0.01, deal_value=8, currency="USD")
    supplier = said(buyer="organization", decision_cycle=0.2, need="standard", deal_value=60, currency="USD")
    assert "1 more buyer in a hundred is 10 orders, USD 80 a month" in shop["rule.visits"]
    assert "each of 100 customers is USD 6,000" in supplier["rule.again"]
    assert not {"rule.win", "rule.open"} & (shop.keys() | supplier.keys())


def test_what_can_be_priced_needs_no_stand_in() -> None:
    """Quotes and orders of three months give the win rate its price; an open pipeline is counted, not reckoned."""
    assert "rule.win" not in said(**KITCHEN, quotes=20, orders=5)
    assert "rule.open" not in said(**KITCHEN, open_pipeline=500_000)
    assert "rule.open" not in said(**{**KITCHEN, "decision_cycle": 9})


def test_where_more_orders_harm_none_is_promised() -> None:
    """Each order loses (9,000 x 0.12 - 1,100 = -20), or the house is full."""
    assert not {"rule.win", "rule.open"} & said(**KITCHEN, spare_capacity=0.05).keys()
    losing = {**KITCHEN, "deal_value": 9_000, "gross_margin": 0.12, "fulfilment_cost": 1_100}
    assert not {"rule.win", "rule.open"} & said(**losing).keys()
    assert "rule.win" in said(**{**losing, "fulfilment_cost": 1_000})


def test_who_takes_a_share_of_an_order_is_not_told_the_whole_of_it() -> None:
    """1,000 x 0.01 = 10 orders of 45, a fifth of which is 9; a margin is not taken of what others are paid."""
    rules = said(buyer="individual", decision_cycle=0.01, deal_value=45, currency="GBP", take_rate=0.2)
    assert "1 more buyer in a hundred is 10 orders, GBP 90 a month" in rules["rule.visits"]
    assert "GBP" not in rules["rule.price"]
