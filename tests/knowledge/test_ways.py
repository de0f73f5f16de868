"""Ways of selling: by which offers they are known, and how they are laid over a trade."""

from __future__ import annotations

import pytest
from helpers.libraries import LIBRARY

SOLD_SO = {
    "OEM factory for silicone kitchenware, clients in the US and Europe": ("exporter_factory",),
    "LED灯具工厂，主要出口欧美，走国际站和广交会": ("exporter_factory",),
    "Yoga mats on Amazon and eBay": ("marketplace_seller",),
    "跨境电商，主营假发，平台是速卖通和Temu": ("marketplace_seller",),
    "Jewellery sold in live streams on TikTok": ("live_commerce",),
    "抖音卖护肤品，自播加达人": ("live_commerce",),
    "Community group buying of imported groceries in Toronto": ("group_buying",),
    "小区团长，卖水果蔬菜": ("group_buying",),
    "App that connects dog walkers and owners": ("platform",),
    "家政撮合平台，抽佣15%": ("platform",),
    "天猫旗舰店和自播直播间卖坚果": ("live_commerce", "marketplace_seller"),
}
SERVED_OR_OTHER = (
    "Freight forwarding for exporters",
    "Accounting for Amazon sellers",
    "Lighting equipment for live rooms",
    "Holiday flats rented through booking platforms",
    "外贸公司代账报税",
    "为亚马逊卖家做ERP软件",
    "直播带货培训课程",
    "社区团购系统开发",
    "餐馆，中午卖快餐，美团团购",
)


@pytest.mark.parametrize(("offer", "ways"), SOLD_SO.items())
def test_a_way_is_known_wherever_an_offer_names_it(offer: str, ways: tuple[str, ...]) -> None:
    """Beside any trade, and two ways at once."""
    assert LIBRARY.ways_by_words.named(offer) == ways


@pytest.mark.parametrize("offer", SERVED_OR_OTHER)
def test_who_serves_sellers_does_not_sell_their_way(offer: str) -> None:
    """The same words name customers, or what somebody makes for them."""
    assert LIBRARY.ways_by_words.named(offer) == ()


@pytest.mark.parametrize("way", LIBRARY.ways)
def test_a_way_keeps_the_trade_it_is_laid_over(way: str) -> None:
    """The trade's id and rules stay; nouns and moves that the way says are the way's."""
    trade, over = LIBRARY.industries["clothing_brand"], LIBRARY.ways[way]
    both = over.over(trade)
    assert both.id == trade.id
    assert {rule.id for rule in both.compliance} >= {rule.id for rule in (*trade.compliance, *over.compliance)}
    assert over.nouns.items() <= both.nouns.items()
    assert over.first.items() <= both.first.items()
