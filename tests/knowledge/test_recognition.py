"""Which trade an offer shows, in sentences as owners write them."""

import pytest

from salesmode.knowledge.industries import Elsewhere, Industry, Phrases
from salesmode.knowledge.recognition import known_of, recognise

TRADES = tuple(
    known_of(Industry(title=id, sources=("judgement",), id=id, **said))
    for id, said in {
        "law": {"know": Phrases(en=("attorney",), zh=("律所", "法律"))},
        "eating": {
            "know": Phrases(en=("restaurant",), zh=("餐厅",)),
            "elsewhere": (Elsewhere(to="software", en=("restaurant app",)),),
        },
        "software": {"know": Phrases(en=("software",), zh=("软件", "saas工具")), "weak": Phrases(en=("app",))},
        "moulding": {"know": Phrases(en=("injection-moulded part",), zh=("注塑",))},
        "guards": {"know": Phrases(en=("guard",), zh=("保安服务", "保洁"))},
        "sleeping": {"know": Phrases(en=("hotel",), zh=("酒店",))},
        "linen": {"know": Phrases(en=("linen", "cleaning of linen"), zh=("床品",))},
    }.items()
)


@pytest.mark.parametrize(
    ("offer", "trade"),
    [
        ("Attorneys at court", "law"),
        ("Injection moulded parts", "moulding"),
        ("SaaS 工具", "software"),
        ("Restaurant software", "software"),
        ("Software of the restaurant", "software"),
        ("Hotel with a restaurant", "sleeping"),
        ("律所用的合同软件", "software"),
        ("餐厅软件", "software"),
        ("An app with menus, a restaurant app", "software"),
        ("We supply restaurants with linen", "linen"),
        ("We help hotels with linen", "linen"),
        ("Guards; our customers are hotels and restaurants", "guards"),
        ("保安服务，客户是酒店和餐厅", "guards"),
        ("给注塑加工厂做保洁", "guards"),
        ("面向酒店的软件", "software"),
        ("Linen sold through hotels", "linen"),
        ("床品，通过酒店卖", "linen"),
        ("提供保洁", "guards"),
        ("Restaurant, hotel", None),
        ("For hotels", None),
    ],
)
def test_an_offer_shows_the_trade_of_what_is_sold(offer: str, trade: str | None) -> None:
    """An offer shows the trade of what is sold: not of its customers, nor of a word that only describes it."""
    assert recognise(offer, TRADES).trade == trade


def test_an_offer_of_two_trades_leaves_both_open() -> None:
    """An offer that names two trades side by side decides for neither."""
    found = recognise("A restaurant, a hotel", TRADES)
    assert (set(found.trades), found.sure) == ({"eating", "sleeping"}, False)
