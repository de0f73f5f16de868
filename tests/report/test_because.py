"""How a figure says where it comes from: a product or a sum that a reader can check, an answer, or what is assumed."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment
from helpers.libraries import build
from helpers.reports import report_of, rows_of

from salesmode.business.conditions import read_condition
from salesmode.knowledge.library import Lang
from salesmode.report.quantities import because_text
from salesmode.report.sections.numbers import numbers

REPEAT: dict[str, Any] = {
    "relationship": "repeat", "customer_count": 200, "orders_per_customer": 12.0, "annual_churn": 0.25,
}  # fmt: skip
GROWN: dict[str, Any] = {"revenue": 450_000.0, "revenue_before": 500_000.0}
COSTS: dict[str, Any] = {"revenue": 500_000.0, "gross_margin": 0.4, "fixed_costs": 15_000.0}
PARTS: dict[str, Any] = {
    "relationship": "repeat", "revenue": 1e6, "deal_value": 500.0,
    "segments": (segment("Firms", 0.7, customer_count=20), segment("People", 0.3, customer_count=600)),
}  # fmt: skip

# Answers, quantity, part; the sum in English and in Chinese.
WHY: list[tuple[dict[str, Any], str, int, str, str]] = [
    # forward: 200 x 12
    (REPEAT, "orders", 0, "active customers 200 × orders of a customer a year 12",
     "活跃客户 200 × 每个客户一年的订单 12"),
    (REPEAT, "orders_month", 0, "orders a year 2,400 ÷ 12", "一年的订单 2,400 ÷ 12"),
    # e^-3 of them, written out far enough to be checked: 200 x 0.04979 = 9.96
    (REPEAT, "silent_thrice", 0, "active customers 200 × 0.04979", "活跃客户 200 × 0.04979"),
    # backward: one over a quarter, a year's days over twelve
    (REPEAT, "stay", 0, "1 ÷ customers who leave in a year 25%", "1 ÷ 一年里走掉的比例 25%"),
    (REPEAT, "order_gap", 0, "365 ÷ orders of a customer a year 12", "365 ÷ 每个客户一年的订单 12"),
    # backward from a product of three: 292 x 50 / 365
    ({"relationship": "one_off", "quotes": 73, "win_rate": 0.2, "deal_value": 1e4, "sales_cycle": 50.0}, "cases_due", 0,
     "opportunities a year 292 × days to a decision 50 days ÷ 365", "一年的商机 292 × 决定要几天 50 天 ÷ 365"),
    # sums, what is taken away behind
    (REPEAT, "staying", 0, "1 − customers who leave in a year 25%", "1 − 一年里走掉的比例 25%"),
    (COSTS, "over_break_even", 0,
     "revenue of the last twelve months USD 500k − revenue at which fixed costs are paid USD 450k",
     "过去 12 个月的收入 50 万美元 − 保本的收入 45 万美元"),
    (GROWN, "growth", 0, "revenue against the year before 0.9 − 1", "收入是上一年的几倍 0.9 − 1"),
    # a segment from the whole, the whole from its segments
    (PARTS, "revenue", 1,
     "share of the revenue 70% × the whole business: revenue of the last twelve months USD 1m",
     "占总收入 70% × 整个生意：过去 12 个月的收入 100 万美元"),
    (PARTS, "customers", 0, "Firms: active customers 20 + People: active customers 600",
     "Firms：活跃客户 20 + People：活跃客户 600"),
    # what was answered, taken over, assumed
    (REPEAT, "customers", 0, "your answer: active customers", "您的回答：活跃客户数"),
    (PARTS, "order_value", 1, "your answer: order value, as the whole business until it is counted apart",
     "您的回答：单笔金额，先按整体算，等分开数了再换"),
    (REPEAT, "return_rate", 0, "taken for granted", "默认值"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "quantity", "part", "en", "zh"), WHY, ids=[f"{row[1]}-{row[2]}" for row in WHY])
def test_a_figure_says_how_it_was_worked_out(
    answers: dict[str, Any], quantity: str, part: int, en: str, zh: str
) -> None:
    """The terms by name and value, in both languages."""
    said: dict[Lang, str] = {"en": en, "zh": zh}
    for lang, text in said.items():
        report = report_of(build(**answers), lang)
        economy = report.plan.business.economy
        assert because_text(economy.parts[part], quantity, economy, report.words) == text


def told(**answers: Any) -> dict[str, tuple[str, ...]]:
    """Return the rows of what follows from the answers."""
    report = report_of(build(**answers))
    return rows_of(numbers(report.plan, report.words).blocks)


def test_a_share_that_is_all_of_it_is_not_told() -> None:
    """Revenue through one channel that brings all is the revenue, said already; through one that brings most it is not.

    900,000 of 1,000,000.
    """
    assert "quantity.business.main_channel" not in told(revenue=1e6, main_channel_share=1.0)
    assert told(revenue=1e6, main_channel_share=0.9)["quantity.business.main_channel"] == (
        "Revenue that hangs on the main channel", "USD 900k",
        "revenue of the last twelve months USD 1m × revenue through the main channel 90%",
    )  # fmt: skip


def test_nothing_is_told_of_what_is_nothing_or_was_said() -> None:
    """Nobody leaves: no customers lost; the revenue stated is no news, the one that follows is."""
    rows = told(**{**REPEAT, "annual_churn": 0.0, "deal_value": 100.0})
    assert "quantity.business.lost" not in rows
    assert rows["quantity.business.revenue"][1] == "USD 240k"
    assert "quantity.business.revenue" not in told(**{**REPEAT, "revenue": 240_000.0})


# ------------------------------------------------------------------------------------------- conditions, as reasons say


@pytest.mark.parametrize(
    ("condition", "en", "zh"),
    [
        ({"quantity": "lost", "at_least": 10}, "customers lost in a year: 50 (10 or more)",
         "一年走掉的客户：50（不低于 10）"),
        ({"quantity": "lost", "between": [10, 60]}, "customers lost in a year: 50 (between 10 and 60)",
         "一年走掉的客户：50（在 10 到 60 之间）"),
        ({"quantity": "churn", "at_most": 0.3}, "customers who leave in a year: 25% (30% or less)",
         "一年里走掉的比例：25%（不高于 30%）"),
        ({"quantity": "revenue", "at_least": {"band": "small"}},
         "revenue of the last twelve months: USD 240k (USD 50 or more)",
         "过去 12 个月的收入：24 万美元（不低于 50 美元）"),
        ({"quantity": "lost", "known": True}, "customers lost in a year: 50", "一年走掉的客户：50"),
        ({"quantity": "won", "known": False}, "customers won in a year not known", "一年赢来的客户未知"),
        ({"not": {"quantity": "lost", "at_least": 90}}, "customers lost in a year: 50", "一年走掉的客户：50"),
    ],
    ids=str,
)  # fmt: skip
def test_a_condition_over_a_quantity_is_said_by_its_name(condition: dict[str, Any], en: str, zh: str) -> None:
    """200 x 0.25 leave, 2,400 orders of 100 are the revenue; the bound is written as the quantity is."""
    said: dict[Lang, str] = {"en": en, "zh": zh}
    for lang, text in said.items():
        assert report_of(build(**REPEAT, deal_value=100.0), lang).words.said(read_condition(condition)) == text
