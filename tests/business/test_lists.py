"""Figures of the answers that are lists, each by hand."""

from __future__ import annotations

import pytest
from helpers.libraries import Build

from salesmode.business.facts import derive
from salesmode.business.vocabulary import ChannelResult, PriceChange, Shift


def test_a_change_a_year_old_is_counted_from_what_was_there_before(profile: Build) -> None:
    """Nine of a hundred less today are 9 of 91: last year is all at the smaller figure."""
    facts = derive(profile(changed=(Shift(what="order_value", by=-0.09, since=365),)), {}, None)
    assert facts["order_value_change"] == -0.09
    assert facts["order_value_swing"] == pytest.approx(-9 / 91)


def test_of_a_change_within_the_year_last_year_holds_a_part(profile: Build) -> None:
    """A fifth less for the last quarter: last year was 95, a year at today's pace is 20 short of the old hundred."""
    facts = derive(profile(changed=(Shift(what="customers", by=-0.2, since=365 / 4),)), {}, None)
    assert facts["customers_swing"] == pytest.approx(-20 / 95)


def test_a_change_without_its_size_is_no_figure(profile: Build) -> None:
    """Something fell, and nobody says by how much."""
    facts = derive(profile(changed=(Shift(what="margin"),)), {}, None)
    assert "margin_change" not in facts
    assert "margin_swing" not in facts


def test_the_last_price_has_its_step_and_its_age(profile: Build) -> None:
    """Five per cent, ten months ago."""
    facts = derive(profile(last_price_change=PriceChange(by=0.05, months_ago=10)), {}, None)
    assert (facts["price_step"], facts["price_age"]) == (0.05, 10)


def test_the_channel_whose_orders_cost_most_stands_beside_the_one_whose_cost_least(profile: Build) -> None:
    """60 and 16 an order, of 60 and 23 in a hundred of sales; what costs nothing is no channel to move money to."""
    results = (
        ChannelResult(channel="search_ads", spend=8000, orders=500, revenue=35000),
        ChannelResult(channel="social_ads", spend=18000, orders=300, revenue=30000),
        ChannelResult(channel="referrals", spend=0, orders=40),
    )
    facts = derive(profile(channel_results=results), {}, None)
    assert facts["dear_channel"] == frozenset({"social_ads"})
    assert facts["cheap_channel"] == frozenset({"search_ads"})
    assert (facts["dear_channel_cost"], facts["cheap_channel_cost"]) == (60, 16)
    assert facts["dear_channel_share"] == pytest.approx(0.6)
    assert (facts["dear_channel_orders"], facts["dear_channel_spend"]) == (3600, 216_000)


def test_one_channel_alone_has_its_cost_and_none_that_is_cheaper(profile: Build) -> None:
    """16 an order is held against what an order leaves, for there is no second channel."""
    facts = derive(profile(channel_results=(ChannelResult(channel="search_ads", spend=80, orders=5),)), {}, None)
    assert facts["dear_channel_cost"] == 16
    assert "cheap_channel" not in facts


def test_what_costs_money_and_brings_no_order_is_named_with_its_year(profile: Build) -> None:
    """Seven hundred a month; a channel whose orders nobody counted may bring some."""
    results = (
        ChannelResult(channel="events", spend=700, orders=0),
        ChannelResult(channel="content", spend=300),
    )
    facts = derive(profile(channel_results=results), {}, None)
    assert facts["empty_channels"] == frozenset({"events"})
    assert facts["empty_spend"] == 8400
