"""What a few answers already say: each rule from what is given to what follows, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment, settled, whole

from salesmode.economics.pricing import cut_break_even, rise_break_even

Answers = dict[str, Any]
REPEAT: Answers = {"relationship": "repeat"}
FEE: Answers = {"relationship": "subscription"}
CONTRACT: Answers = {"relationship": "multi_year_contract"}
PROJECT: Answers = {"relationship": "one_off"}
SHOP: Answers = {"buyer": "individual", "selling_motion": ["self_serve"]}
FUNNEL: Answers = {"leads_per_month": 20, "mql_rate": 0.5, "sql_rate": 0.5, "opportunity_rate": 0.4, "win_rate": 0.25}

# What is given; what follows, and how.
RULES: dict[str, tuple[Answers, dict[str, float]]] = {
    "the work signed gives the week in which new work can begin": (
        {"backlog_weeks": 7},
        {"first_free_week": 8},  # the week after
    ),
    "the cycle gives the last week of the year for a new case": (
        {"decision_cycle": 84},
        {"cycle_weeks": 12, "last_lead_week": 40},  # 84 / 7; 52 - 12
    ),
    "what an order leaves gives the break-evens of a cut and of a rise": (
        {"deal_value": 100, "gross_margin": 0.3},
        # 5 off: 30 / 25 = 1.2 times the orders; 5 more: 30 / 35 of them
        {"order_leaves": 30, "cut_more": 0.2, "rise_fewer": 1 - 30 / 35},
    ),
    "fees lower what a cut costs, and delivery lowers what it is taken from": (
        {"aov": 100, "gross_margin": 0.5, "payment_fee": 0.1, "fulfilment_cost": 10},
        # 50 - 10 - 10 leaves 30; 5% of the 90 after fees are 4.5; 30 / 25.5
        {"price_after_fees": 90, "order_leaves": 30, "cut_more": 30 / 25.5 - 1},
    ),
    "shares of what is depended on give the money at risk": (
        {"revenue": 500_000, "gross_margin": 0.4, "top5_share": 0.6, "main_channel_share": 0.5, "platform_share": 0.3,
         "supplier_bonus_share": 0.25},
        # of 500,000; the bonus of the 200,000 of profit
        {"top_five": 300_000, "main_channel": 250_000, "platform_sales": 150_000, "supplier_bonus": 50_000},
    ),
    "fixed costs and the owner's pay give what must be covered": (
        {"fixed_costs": 8000, "owner_pay": 4000, "gross_margin": 0.4, "revenue": 400_000},
        {"costs_to_cover": 144_000, "break_even": 360_000, "over_break_even": 40_000},  # 12 x 12,000; / 0.4; 400 - 360
    ),
    "customers and a yearly fee give the revenue": (
        {**FEE, "customer_count": 200, "deal_value": 1200},
        {"revenue": 240_000},  # 200 x 1,200
    ),
    "customers and a monthly fee give the revenue": (
        {**FEE, "customer_count": 200, "deal_value": 100, "purchases_per_year": 12},
        {"customer_value": 1200, "revenue": 240_000},  # 12 x 100; 200 x 1,200
    ),
    "customers, their orders and a value give the revenue": (
        {**REPEAT, "customer_count": 430, "orders_per_customer": 12, "deal_value": 300},
        {"customer_value": 3600, "orders": 5160, "revenue": 1_548_000},  # 12 x 300; 430 x 12; 430 x 3,600
    ),
    "revenue and customers give each one's": (
        {"revenue": 1_000_000, "customer_count": 80},
        {"customer_value": 12_500},  # 1,000,000 / 80
    ),
    "revenue, customers and a value give each one's orders": (
        {**REPEAT, "revenue": 1_000_000, "customer_count": 80, "deal_value": 500},
        {"customer_value": 12_500, "orders": 2000, "orders_per_customer": 25},  # 1,000,000 / 500; 2,000 / 80
    ),
    "revenue and a value give the orders": (
        {"revenue": 624_000, "aov": 50},
        {"orders": 12_480, "orders_month": 1040, "orders_week": 240},  # 624,000 / 50; / 12; / 52
    ),
    "a subscription prices one point of leaving": (
        {**FEE, "revenue": 300_000},
        {"churn_point": 3000, "churn_point_inside": 1500},  # 1%; half of it falls inside the year
    ),
    "a repeat business prices one point of leaving": (
        {**REPEAT, "customer_count": 100, "orders_per_customer": 10, "deal_value": 1000},
        {"revenue": 1_000_000, "churn_point": 10_000, "churn_point_inside": 5000},  # 100 x 10 x 1,000
    ),
    "the share that leaves gives how many, and what they take along": (
        {**REPEAT, "customer_count": 430, "annual_churn": 0.2, "revenue": 1_548_000},
        {"lost": 86, "revenue_lost": 309_600, "staying": 0.8},  # 0.2 x 430; 0.2 x 1,548,000; 1 - 0.2
    ),
    "those lost and the win rate give what it takes to stand still": (
        {**REPEAT, **FUNNEL, "customer_count": 100, "annual_churn": 0.12},
        # 12 lost; 12 / 0.25; 48 / (0.5 x 0.5 x 0.4)
        {"lost": 12, "offers_to_hold": 48, "leads_to_hold": 480},
    ),
    "those lost and those won give where it settles": (
        {**REPEAT, **FUNNEL, "customer_count": 100, "annual_churn": 0.12},
        # 20 x 12 x 0.1 x 0.25 = 6 won; 6 - 12; 12 / 6; 6 / 0.12; 100 + 6 - 12
        {"won": 6, "net_customers": -6, "refill": 2, "steady_customers": 50, "customers_end": 94},
    ),
    "leaving and growth give what today's customers bring at the year's end": (
        {**REPEAT, "revenue": 800_000, "annual_churn": 0.15, "expansion_rate": 0.05},
        {"retained_share": 0.9, "retained_revenue": 720_000},  # 1 - 0.15 + 0.05; 0.9 x 800,000
    ),
    "a target gives the gap": (
        {"revenue": 800_000, "revenue_target": 1_000_000},
        {"target_growth": 200_000},  # 1,000,000 - 800,000
    ),
    "leaving gives the stay, and what a customer is worth": (
        {
            **REPEAT,
            "annual_churn": 0.25,
            "orders_per_customer": 6,
            "deal_value": 200,
            "gross_margin": 0.4,
            "cac": 600,
        },
        {
            "stay": 4,  # 1 / 0.25
            "order_leaves": 80,  # 200 x 0.4
            "customer_leaves": 480,  # 6 x 80
            "customer_leaves_stay": 1920,  # 4 x 480
            "lifetime_ratio": 3.2,  # 1,920 / 600
            "months_to_pay_back": 15,  # 600 / 480 x 12
        },
    ),
    "value, margin, fees and delivery give what an order leaves": (
        {
            **SHOP,
            "aov": 60,
            "return_rate": 0.1,
            "gross_margin": 0.5,
            "payment_fee": 0.02,
            "platform_fee": 0.05,
            "creator_commission": 0.03,
            "fulfilment_cost": 6,
            "delivery_charge": 2,
            "orders_per_customer": 3,
            "annual_churn": 0.4,
        },
        {
            "kept_value": 54,  # 60 x 0.9
            "margin_of_order": 27,  # 54 x 0.5
            "fees_of_order": 5.52,  # 60 x 0.02 for the payment, 54 x 0.08 of what is not sent back
            "delivery": 4,  # 6 - 2
            "order_leaves": 17.48,  # 27 - 5.52 - 4: the most that winning one may cost, by the first order
            "customer_leaves": 52.44,  # 3 x 17.48: by a year
            "customer_leaves_stay": 131.1,  # 52.44 x 2.5: by the stay
        },
    ),
    "the cost of winning gives the orders until it is paid back": (
        {**SHOP, "aov": 80, "gross_margin": 0.45, "fulfilment_cost": 6, "cac": 45},
        {"order_leaves": 30, "orders_to_pay_back": 1.5},  # 36 - 6; 45 / 30
    ),
    "the cost of winning and those won give a year's cost, held against the budget": (
        {**REPEAT, **FUNNEL, "cac": 1500, "monthly_budget": 1000},
        {"winning_cost": 9000, "budget": 12_000, "budget_less_winning": 3000},  # 6 won x 1,500; 12 x 1,000
    ),
    "advertising and the cost of winning give new customers": (
        {**FEE, "ad_spend": 2000, "cac": 60},
        {"won_by_ads": 400},  # 24,000 / 60
    ),
    "advertising and visits give the price of a visit and of an order": (
        {**SHOP, "ad_spend": 2000, "visits_per_month": 8000, "conversion_rate": 0.02},
        {"spend_per_visit": 0.25, "spend_per_order": 12.5},  # 24,000 / 96,000; 24,000 / 1,920
    ),
    "visits, conversion and basket give what the shop brings": (
        {**SHOP, "visits_per_month": 8000, "conversion_rate": 0.02, "aov": 50, "revenue": 384_000},
        # 8,000 x 12 x 0.02; 1,920 x 50; 96,000 / 384,000
        {"shop_orders": 1920, "shop_revenue": 96_000, "shop_share": 0.25},
    ),
    "leads and wins give the stages that nobody counted": (
        {**PROJECT, "leads_per_month": 20, "quotes": 15, "orders": 3},
        # 12 won in a year, one in five; 12 / 0.2 = 60 opportunities of 240 leads
        {"won": 12, "win_rate": 0.2, "opportunities": 60, "stage_rate": 0.25},
    ),
    "offers and orders give the win rate, and what was lost": (
        {"quotes": 30, "orders": 12, "deal_value": 5000},
        # 12 / 30; (30 - 12) x 4; 72 x 5,000
        {"win_rate": 0.4, "lost_quotes": 72, "lost_quotes_value": 360_000},
    ),
    "enquiries and offers give the enquiries without an offer": (
        {"enquiries": 50, "quotes": 30},
        {"unquoted": 80, "quote_rate": 0.6},  # (50 - 30) x 4; 30 / 50
    ),
    "offers, orders, value and revenue part what is won anew from what continues": (
        {**REPEAT, "quotes": 30, "orders": 12, "deal_value": 5000, "revenue": 900_000},
        {"quoted_sales": 240_000, "unquoted_sales": 660_000},  # 48 x 5,000; the rest
    ),
    "contracts are parted at a year's fee": (
        {
            **CONTRACT,
            "quotes": 5,
            "orders": 2,
            "deal_value": 1000,
            "purchases_per_year": 12,
            "revenue": 500_000,
        },
        # 8 x 12,000; the rest; (20 - 8) x 12,000
        {"quoted_sales": 96_000, "unquoted_sales": 404_000, "lost_quotes_value": 144_000},
    ),
    "the open pipeline and the win rate give what to expect of it": (
        {**REPEAT, "open_pipeline": 600_000, "win_rate": 0.25},
        {"pipeline_expected": 150_000},  # 600,000 x 0.25
    ),
    "the open pipeline against a year's opportunities gives its age and what is too much": (
        {
            **PROJECT,
            "quotes": 73,
            "win_rate": 0.2,
            "deal_value": 10_000,
            "purchases_per_year": 1,
            "open_pipeline": 600_000,
            "sales_cycle": 50,
            "sales_reps": 3,
        },
        {
            "opportunities": 292,  # 73 x 4 offers: 58.4 won of them, one in five
            "open_cases": 60,  # 600,000 / 10,000
            "pipeline_days": 75,  # 60 / 292 x 365
            "cases_due": 40,  # 292 x 50 / 365
            "pipeline_due": 400_000,
            "pipeline_surplus": 200_000,
            "cases_per_seller": 20,  # 60 / 3
        },
    ),
    "a pipeline too small is short by so much": (
        {**REPEAT, **FUNNEL, "orders_per_customer": 2, "deal_value": 5000, "open_pipeline": 10_000, "sales_cycle": 73},
        # 24 opportunities x 73 / 365 = 4.8 open, 10,000 a year each
        {"pipeline_due": 48_000, "pipeline_surplus": -38_000},
    ),
    "a pipeline counted at the first order is held against first orders": (
        {
            **REPEAT, **FUNNEL, "orders_per_customer": 2, "deal_value": 5000, "open_pipeline": 10_000,
            "sales_cycle": 73, "pipeline_counts": "first_order",
        },
        {"pipeline_due": 24_000, "pipeline_surplus": -14_000},  # 4.8 x 5,000
    ),
    "what is won against the sellers' quotas gives how far they are reached": (
        {**REPEAT, **FUNNEL, "orders_per_customer": 10, "deal_value": 1000, "sales_reps": 2, "quota": 75_000},
        {"booked": 60_000, "quota_total": 150_000, "attainment": 0.4},  # 6 x 10,000; 2 x 75,000
    ),
    "the largest customer's share gives what hangs on it": (
        {**REPEAT, **FUNNEL, "revenue": 1_000_000, "customer_count": 50, "largest_customer_share": 0.3},
        # 0.3 x 1,000,000; / 20,000; 15 customers at 6 a year
        {"largest": 300_000, "largest_in_customers": 15, "months_to_replace": 30},
    ),
    "capacity to spare gives the most that can be delivered": (
        {"revenue": 800_000, "spare_capacity": 0.5, "revenue_target": 1_000_000},
        {"ceiling": 1_200_000, "room_over_target": 200_000},  # 800,000 x 1.5
    ),
    "the days until payment give what is owed": (
        {"revenue": 730_000, "days_to_cash": 45, "overdue_share": 0.2},
        # 730,000 x 45 / 365; / 365; 10 x 2,000; 0.2 x 90,000
        {"receivables": 90_000, "day_of_sales": 2000, "ten_days": 20_000, "overdue": 18_000},
    ),
    "the margin gives the gross profit, and what one per cent of price is of it": (
        {"revenue": 500_000, "gross_margin": 0.4},
        {"gross_profit": 200_000, "price_point": 5000, "price_point_share": 0.025},  # 5,000 / 200,000
    ),
    "the depth and the share of discounts give what is given away": (
        {"revenue": 475_000, "discount_rate": 0.2, "discount_share": 0.25},
        # 0.2 x 0.25; 475,000 / 0.95; the difference
        {"discount": 0.05, "list_revenue": 500_000, "discounts_given": 25_000},
    ),
    "returns give what is sent back and what the parcels cost": (
        {"revenue": 432_000, "aov": 60, "return_rate": 0.1, "fulfilment_cost": 5},
        {
            "orders": 8000,  # 432,000 / 54
            "returned_sales": 48_000,  # 480,000 charged x 0.1
            "returned_orders": 800,
            "return_parcels_cost": 4000,  # 800 x 5
            "return_parcels_both_ways": 8000,
        },
    ),
    "orders and abandonment give the baskets left behind": (
        {**SHOP, "visits_per_month": 10_000, "conversion_rate": 0.015, "cart_abandonment": 0.7},
        # 1,800 / 0.3; 6,000 - 1,800; a tenth of it
        {"shop_orders": 1800, "filled_baskets": 6000, "left_baskets": 4200, "tenth_of_baskets": 420},
    ),
    "the share paid back to the trade gives the money": (
        {"revenue": 2_000_000, "business_revenue_share": 0.8, "trade_spend_rate": 0.05},
        {"trade_money": 80_000},  # 1,600,000 x 0.05
    ),
    "a take rate makes revenue of goods value": (
        {"customer_count": 10_000, "orders_per_customer": 4, "aov": 50, "take_rate": 0.1},
        {"goods_value": 2_000_000, "revenue": 200_000},  # 10,000 x 4 x 50; a tenth
    ),
    "a take rate makes goods value of revenue": (
        {"revenue": 200_000, "take_rate": 0.1},
        {"goods_value": 2_000_000},  # 200,000 / 0.1
    ),
    "the organisations' share gives both sides in money": (
        {"revenue": 1_000_000, "business_revenue_share": 0.7},
        {"business_sales": 700_000, "person_sales": 300_000},
    ),
    "those who buy again leave those who bought once": (
        {**SHOP, "customer_count": 4000, "repeat_rate": 0.3},
        {"returning_customers": 1200, "first_timers": 2800},  # 0.3 x 4,000; the rest
    ),
    "orders of a customer give the usual gap, and how many are silent by chance": (
        {**REPEAT, "customer_count": 200, "orders_per_customer": 12},
        {
            "order_gap": 365 / 12,
            "gap_twice": 365 / 6,
            "gap_thrice": 365 / 4,
            "silent_twice": 27.0670566,  # e^-2 = 0.1353 of 200
            "silent_thrice": 9.9574136,  # e^-3 = 0.0498 of 200
        },
    ),
    "without the largest customer the cash lasts so long": (
        {
            "revenue": 1_000_000, "gross_margin": 0.5, "continuing_revenue": 700_000,
            "largest_customer_share": 0.3, "fixed_costs": 30_000, "cash_months": 3,
        },
        {
            "secure": 400_000,  # 700,000 - 300,000
            "secure_leaves": 200_000,
            "burn": 160_000,  # 360,000 - 200,000
            "cash": 90_000,  # 3 x 30,000
            "months_of_cash": 6.75,  # 90,000 / 160,000 x 12
        },
    ),
    "hours sold and hours available give the empty ones and their worth": (
        {"hours_sold": 30, "hours_available": 40, "hourly_rate": 80},
        # 30 x 52 x 80; 10 x 52; x 80; 30 / 40
        {"revenue": 124_800, "hours_empty": 520, "empty_worth": 41_600, "occupancy": 0.75},
    ),
    "fixed costs and the margin give the break-even": (
        {"revenue": 500_000, "gross_margin": 0.4, "fixed_costs": 15_000},
        {"break_even": 450_000, "over_break_even": 50_000},  # 180,000 / 0.4
    ),
    "two years' revenue give the trend": (
        {"revenue": 450_000, "revenue_before": 500_000},
        {"growth": -0.1, "trend": 405_000},  # 450,000 x 0.9
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_what_is_given_says(rule: str) -> None:
    """The quantities follow from these answers alone, as worked by hand."""
    answers, said = RULES[rule]
    business = whole(**answers)
    assert {id: business.value(id) for id in said} == pytest.approx(said)


def test_leads_and_some_stages_bound_what_is_won() -> None:
    """Of 240 leads a year half fit and a quarter of opportunities is won: 30 at most, the other stages unknown."""
    business = whole(**REPEAT, leads_per_month=20, mql_rate=0.5, win_rate=0.25)
    assert business.value("won") is None
    assert business.bound("won") == pytest.approx((0, 30))


def test_price_changes_break_even_by_the_margin() -> None:
    """At 40% an order of 100 leaves 40: 30 after a cut of 10%, 50 after a rise; so 40 / 30 and 40 / 50 of orders."""
    margin = whole(gross_margin=0.4).value("contribution_rate")
    assert margin == 0.4
    assert cut_break_even(margin, 0.1) == pytest.approx(40 / 30 - 1)
    assert rise_break_even(margin, 0.1) == pytest.approx(40 / 50 - 1)


def test_segments_are_told_in_money_and_a_customer() -> None:
    """1,000,000 of which 70% come from 20 firms and the rest from 600 people: 35,000 and 500 each."""
    firms = segment("Firms", 0.7, customer_count=20)
    people = segment("People", 0.3, customer_count=600)
    business = settled(**REPEAT, revenue=1_000_000, segments=[firms, people])
    said = [(part.value("revenue"), part.value("customer_value")) for part in business.segments]
    assert said == [pytest.approx((700_000, 35_000)), pytest.approx((300_000, 500))]
    assert business.whole.value("customers") == 620


def test_advertising_against_the_budget() -> None:
    """Of 3,000 a month 2,000 go into advertising: 12,000 a year are left."""
    assert whole(monthly_budget=3000, ad_spend=2000).value("budget_left") == pytest.approx(12_000)
