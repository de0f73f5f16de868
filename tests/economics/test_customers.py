"""What customers are worth, cost and answer: published examples, edges by hand, and what holds whatever the figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from helpers.figures import counts, money, number, rates, some_money, some_rate
from hypothesis import assume, given

from salesmode.economics.customers import (
    cac_payback,
    ltv_multiple,
    magic_number,
    monthly_ltv,
    net_promoter,
    retention,
    retention_by_customer,
    value_over_cost,
)
from salesmode.economics.figures import Figure, Undefined


def test_lifetime_value_by_three_conventions() -> None:
    """A margin apart (Gupta and Lehmann), and undiscounted."""
    found = [ltv_multiple(0.8, 0.1, first) for first in ("after_first_renewal", "at_end", "at_start")]
    assert [round(number(one), 2) for one in found] == [2.67, 3.33, 3.67]
    assert number(ltv_multiple(0.8, 0, "at_start")) == pytest.approx(5)


def test_lifetime_value_by_the_month() -> None:
    """Undiscounted, and at 10% a year."""
    assert round(number(monthly_ltv(100, 0.8, 0.03)), 2) == 2666.67
    assert round(number(monthly_ltv(100, 0.8, 0.03, 0.1)), 2) == 2123.50


def test_the_cost_of_winning_is_paid_back_by_the_margin() -> None:
    """The brackets: by the month's margin, not divided by ARPA and then multiplied."""
    assert round(number(cac_payback(50, 15, 1.0)), 2) == 3.33
    assert round(number(cac_payback(50, 30, 0.5)), 2) == 3.33


def test_shrinking_is_not_efficient() -> None:
    """A falling revenue has a negative number and no payback, however small the spend."""
    assert magic_number(90, 100, 10) == (-4, Undefined("no_growth"))
    assert magic_number(120, 100, 80) == (1, 12)


def test_retention_net_and_gross() -> None:
    """99% net, 87% gross; by customer each is held at what it was."""
    assert retention(100_000, 12_000, 5_000, 8_000) == pytest.approx((0.99, 0.87))
    assert retention_by_customer([(100, 150), (100, 50)]) == (1.0, 0.75)


def test_the_net_promoter_score_has_an_error() -> None:
    """Thirty points of a hundred answers, give or take fifteen."""
    score = net_promoter(50, 30, 20)
    assert (number(score.nps), round(number(score.margin), 1)) == (30, 15.3)


@pytest.mark.parametrize(
    ("figure", "because"),
    [
        (lambda: monthly_ltv(100, 0.8, 0), "churn_zero"),
        (lambda: monthly_ltv(100, 0.8, 0, 0.1), "churn_zero"),
        (lambda: cac_payback(50, 0, 0.5), "arpa_zero"),
        (lambda: cac_payback(50, 9, 0), "no_margin"),
        (lambda: value_over_cost(9, 0), "no_cac"),
        (lambda: magic_number(120, 100, 0).magic_number, "no_spend"),
        (lambda: net_promoter(0, 0, 0).nps, "no_answers"),
        (lambda: net_promoter(5, 0, 0).margin, "one_group"),
    ],
)
def test_what_is_not_there_says_why(figure: Callable[[], Figure], because: str) -> None:
    """A stay without end, a cost of nothing, nobody who answered."""
    assert figure() == Undefined(because)


@given(some_money, some_rate, some_rate, some_rate, rates)
def test_less_churn_is_worth_more_and_discounting_less(
    arpa: float, margin: float, one: float, other: float, discount: float
) -> None:
    """Monotone; never below a month's margin."""
    low, high = sorted((one, other))
    loyal, fickle = (number(monthly_ltv(arpa, margin, churn, discount)) for churn in (low, high))
    assert loyal >= fickle * (1 - 1e-9)
    assert fickle >= arpa * margin * (1 - 1e-9)
    assert loyal <= number(monthly_ltv(arpa, margin, low)) * (1 + 1e-9)


@given(some_money, money, rates, rates)
def test_gross_retention_never_exceeds_one_or_the_net(
    start: float, expansion: float, shrunk: float, gone: float
) -> None:
    """What is kept is part of what was there."""
    assume(shrunk + gone <= 1)
    found = retention(start, expansion, start * shrunk, start * gone)
    assert 0 <= number(found.grr) <= 1
    assert number(found.grr) <= number(found.nrr) + 1e-9


@given(counts, counts, counts)
def test_a_score_stays_within_its_bounds(yes: int, maybe: int, no: int) -> None:
    """Between everybody against and everybody for."""
    score = net_promoter(yes, maybe, no)
    assert isinstance(score.nps, Undefined) or -100 <= score.nps <= 100
