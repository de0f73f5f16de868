"""Prices and offers: published examples to the digits printed, edges by hand, and what holds whatever the figures."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from helpers.figures import money, number, rates, some_money
from hypothesis import given
from hypothesis import strategies as st

from salesmode.economics.figures import Figure, Undefined
from salesmode.economics.pricing import (
    Deduction,
    arc_elasticity,
    best_price,
    break_even_roas,
    buy_get_cost,
    buy_get_discount,
    cut_break_even,
    free_shipping_break_even,
    free_shipping_threshold,
    live_break_even,
    live_session,
    loyalty_points,
    net_price,
    order_margin,
    promotion,
    rise_break_even,
)


def test_a_price_change_asks_for_volume() -> None:
    """Half as much again for a cut, a quarter less for a rise."""
    assert number(cut_break_even(0.30, 0.10)) == pytest.approx(0.5)
    assert number(rise_break_even(0.30, 0.10)) == pytest.approx(-0.25)


def test_elasticity_and_the_price_of_most_profit() -> None:
    """The midpoint formula (OpenStax), and Lerner's rule."""
    assert round(number(arc_elasticity((70, 60), (2800, 3000))), 3) == -0.448
    assert number(best_price(25, -1.5)) == pytest.approx(75)


def test_a_net_price_goes_down_step_by_step() -> None:
    """Shares are taken of what is left, amounts as they are."""
    found = net_price(100, [Deduction(0.1, True), Deduction(0.05, True), Deduction(4, False)])
    assert found.steps == pytest.approx((90, 85.5, 81.5))
    assert (found.net, number(found.rate)) == pytest.approx((81.5, 0.815))


def test_what_is_left_of_an_order() -> None:
    """Of 79, after goods, fulfilment, fees, advertising and returns."""
    assert order_margin(79, [18, 8.50, 2.77, 12, 1.98]).margin == pytest.approx(35.75)


@pytest.mark.parametrize(("margin", "roas"), [(0.40, 2.5), (0.57, 1.754)])
def test_break_even_roas(margin: float, roas: float) -> None:
    """One over the margin, not price over advertising."""
    assert round(number(break_even_roas(margin)), 3) == roas


def test_a_live_session() -> None:
    """Returned orders earn neither margin nor commission; the slot fee is due."""
    assert live_session(100, 50, 0.6, 0.2, 1000, 0.25) == pytest.approx(500)
    assert live_break_even(50, 0.6, 0.2, 1000, 0.25) == pytest.approx(1000 / 15)


def test_free_shipping_is_two_questions() -> None:
    """Which order pays for itself, and how much more must be in the basket."""
    assert number(free_shipping_break_even(8.50, 0.55, 0.35)) == pytest.approx(42.50)
    assert number(free_shipping_threshold(60, 9, 0.45)) == pytest.approx(80)


def test_a_promotion_gains_less_than_it_sells() -> None:
    """Gross first; then what was pulled forward and cannibalised comes off."""
    assert promotion(400, 1100, 0.5, 0.2)[:2] == (1.75, 700)
    assert promotion(400, 1100, 0.5, 0.2, 200, 100).incremental == 400


def test_everybody_gets_the_discount() -> None:
    """Profit = gained x margin - sold x discount - fixed, times the price."""
    assert promotion(400, 1100, 0.5, 0.2, 200, 100, 50, 10).profit == pytest.approx(-250)


@pytest.mark.parametrize(("buy", "discount"), [(10, 0.0909), (9, 0.10)])
def test_buy_some_get_one(buy: int, discount: float) -> None:
    """One in eleven, one in ten; the cost is that of the goods."""
    assert round(number(buy_get_discount(buy, 1)), 4) == discount
    assert buy_get_cost(10, 1, 5, 2) == pytest.approx(0.04)


def test_points_owe_revenue() -> None:
    """IFRS 15, illustrative example 52, over two years."""
    first = loyalty_points(100_000, 10_000, 1, 0.95, 4500)
    assert [round(number(one)) for one in first] == [91_324, 8_676, 4_110]
    second = loyalty_points(100_000, 10_000, 1, 0.95, 8500, 9700)
    assert round(number(second.recognised) - number(first.recognised)) == 3_493


@pytest.mark.parametrize(
    ("figure", "because"),
    [
        (lambda: cut_break_even(0.3, 0.3), "cut_over_margin"),
        (lambda: rise_break_even(0, 0), "no_margin"),
        (lambda: arc_elasticity((5, 5), (1, 2)), "prices_equal"),
        (lambda: arc_elasticity((0, 0), (1, 2)), "prices_zero"),
        (lambda: best_price(25, -1), "inelastic"),
        (lambda: best_price(25, Undefined("prices_equal")), "prices_equal"),
        (lambda: order_margin(0, [1]).rate, "no_price"),
        (lambda: live_break_even(50, 0.2, 0.2, 1000, 0.25), "order_loses"),
        (lambda: free_shipping_break_even(5, 0.3, 0.3), "margin_under_aim"),
        (lambda: free_shipping_threshold(5, 3, 0), "no_margin"),
        (lambda: buy_get_discount(0, 0), "nothing_bought"),
        (lambda: loyalty_points(100, 10, 1, 0.5, 6).recognised, "more_redeemed"),
        (lambda: loyalty_points(0, 0, 1, 0.5, 0).recognised, "none_expected"),
    ],
)
def test_what_is_not_there_says_why(figure: Callable[[], Figure], because: str) -> None:
    """A margin cut away, a demand that does not answer, nothing bought, nothing redeemed."""
    assert figure() == Undefined(because)


@given(st.floats(0.05, 1), st.floats(0, 1))
def test_the_volume_asked_for_leaves_the_gross_profit_as_it_was(margin: float, change: float) -> None:
    """Cut or rise."""
    cut = cut_break_even(margin, change)
    if isinstance(cut, Undefined):
        assert change >= margin
    else:
        assert (1 + cut) * (margin - change) == pytest.approx(margin)
    assert (1 + number(rise_break_even(margin, change))) * (margin + change) == pytest.approx(margin)


@given(st.floats(-20, -1.05), some_money)
def test_the_best_price_earns_most(elasticity: float, unit_cost: float) -> None:
    """At a constant elasticity no neighbour earns more."""
    price = number(best_price(unit_cost, elasticity))

    def profit(at: float) -> float:
        return (at - unit_cost) * math.pow(at / price, elasticity)

    assert profit(price) >= max(profit(price * 0.99), profit(price * 1.01)) * (1 - 1e-9)


@given(money, money, money, rates, rates)
def test_points_split_and_never_exceed_the_sale(
    sales: float, issued: float, value: float, redemption: float, used: float
) -> None:
    """Now and later add up to what was taken."""
    found = loyalty_points(sales, issued, value, redemption, issued * redemption * used)
    if isinstance(found.deferred, Undefined):
        assert sales == 0 or not math.isfinite(sales + issued * value * redemption)
        return
    assert number(found.revenue_now) + found.deferred == pytest.approx(sales)
    if not isinstance(found.recognised, Undefined):
        assert 0 <= found.recognised <= found.deferred * (1 + 1e-9)
