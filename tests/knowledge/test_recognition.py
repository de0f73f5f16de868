"""Which trade an offer shows, in sentences as owners write them."""

import pytest
from helpers.libraries import LIBRARY

from salesmode.knowledge.industries import Elsewhere, Industry
from salesmode.knowledge.recognition import Known, Recogniser, known_of
from salesmode.knowledge.spotting import holds
from salesmode.knowledge.terms import Phrases

EMPTY = Phrases()


def trade(
    id: str, know: Phrases, weak: Phrases = EMPTY, *, away: Elsewhere | None = None, extends: str | None = None
) -> Known:
    """Return a trade as offers show it; words `away` show another one."""
    elsewhere = (away,) if away else ()
    return known_of(
        Industry(title=id, sources=("judgement",), id=id, know=know, weak=weak, elsewhere=elsewhere, extends=extends)
    )


TRADES = {
    one.id: one
    for one in (
        trade("law", Phrases(en=("attorney",), zh=("律所", "法律"))),
        trade("eating", Phrases(en=("restaurant",), zh=("餐厅",)), away=Elsewhere(to="software", en=("eating app",))),
        trade("software", Phrases(en=("software",), zh=("软件", "saas工具")), Phrases(en=("app",))),
        trade("moulding", Phrases(en=("injection-moulded part",), zh=("注塑",))),
        trade("guards", Phrases(en=("guard",), zh=("保安服务", "保洁"))),
        trade("sleeping", Phrases(en=("hotel",), zh=("酒店",))),
        trade("linen", Phrases(en=("linen", "cleaning of linen"), zh=("床品",))),
        trade("courses", Phrases(en=("course",), zh=("培训",))),
        trade("fitting", Phrases(en=("fitting",), zh=("装修公司", "空调"))),
        trade("coffee", Phrases(en=("café",), zh=("咖啡馆",)), Phrases(en=("coffee",), zh=("咖啡",))),
        trade("bakery", Phrases(en=("bakery",), zh=("烘焙", "贝果")), extends="coffee"),
        trade("clothes", Phrases(en=("shirt",), zh=("服装",))),
        trade("stock", Phrases(en=("warehouse",), zh=("仓储",))),
    )
}  # fmt: skip
KNOWN = Recogniser(TRADES, LIBRARY.settings.recognition)


@pytest.mark.parametrize(
    ("offer", "shown"),
    [
        ("Attorneys at court", "law"),
        ("Injection moulded parts", "moulding"),
        ("SaaS 工具", "software"),
        ("Restaurant software", "software"),
        ("Software of the restaurant", "software"),
        ("Hotel with a restaurant", "sleeping"),
        ("律所用的合同软件", "software"),
        ("餐厅软件", "software"),
        ("An app with menus, a restaurant's eating app", "software"),
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
        ("We keep hotels, restaurants and cafés running with software", "software"),
        ("Guards get hotels out of trouble", "guards"),
        ("We help restaurants cut costs, linen", "linen"),
        ("Guards, mostly hotels and restaurants", "guards"),
        ("Linen so that hotels and restaurants shine", "linen"),
        ("给酒店挖法律人才", "law"),
        # A verb ends those who buy, but not within a noun or the name of a firm.
        ("给酒店修空调", "fitting"),
        ("给服装品牌做仓储", "stock"),
        ("给装修公司和酒店做软件", "software"),
        ("给酒店供床品", "linen"),
        ("卖给酒店的管理软件", "software"),
        ("Linen, sold in hotels and cafés", "linen"),
        ("给律所教法律培训", "courses"),
        ("酒店，接待律所和餐厅", "sleeping"),
        ("仓储，租给餐厅", "stock"),
        # What stands behind a preposition is where, out of what or by whom.
        ("Courses in restaurants and hotels", "courses"),
        ("A hotel with a restaurant, bakery and shirts", "sleeping"),
        ("Software run by attorneys", "software"),
        # Words in a row before another one, or joined to one of them, describe it too.
        ("酒店餐厅床品", "linen"),
        ("咖啡馆和烘焙培训", "courses"),
        ("Hotel and restaurant linen", "linen"),
        ("Wir bieten Software für Hotels", None),
        ("ホテル 酒店", None),
    ],
)
def test_an_offer_shows_the_trade_of_what_is_sold(offer: str, shown: str | None) -> None:
    """An offer shows the trade of what is sold: not of its customers, nor of a word that only describes it."""
    assert KNOWN.recognise(offer).trade == shown


@pytest.mark.parametrize(
    "offer",
    [
        "A restaurant, a hotel",
        "Restaurant; hotel",
        "We have a hotel. We also make shirts",
        "餐厅，酒店",
        "我们开餐厅，也做软件",
        "酒店，还有餐厅",
        "餐厅，专做培训",
    ],
)
def test_an_offer_of_two_trades_leaves_both_open(offer: str) -> None:
    """An offer that names two trades side by side decides for neither."""
    found = KNOWN.recognise(offer)
    assert (len(found.trades), found.sure) == (2, False)


def test_several_words_of_one_trade_decide_against_fewer_of_another() -> None:
    """Three words of one trade stand before one of another; words that several trades use add up in the same way."""
    weak = Phrases(en=("bread", "milk", "rice"))
    shops = Recogniser(
        {one.id: one for one in (trade("corner", EMPTY, weak), trade("oven", EMPTY, Phrases(en=("cake",))))},
        LIBRARY.settings.recognition,
    )
    assert shops.recognise("Bread, milk, rice and cake").trade == "corner"
    assert shops.recognise("Bread and cake").trade is None


def test_a_later_clause_says_how_and_to_whom() -> None:
    """Behind the clause that says what is sold stand channels and customers; they decide where no such clause is."""
    assert KNOWN.recognise("床品，酒店和餐厅都在用").trade == "linen"
    assert KNOWN.recognise("老字号，酒店").trade == "sleeping"


def test_an_offer_of_no_trade_shows_none() -> None:
    """Words that no trade has show nothing, in either language, and so does nothing said."""
    assert [KNOWN.recognise(offer).trades for offer in ("Things for people nearby", "东西", "", " ")] == [()] * 4


def test_another_language_gives_candidates_and_no_guess() -> None:
    """Of a language that is not read only single words are known: they are shown to choose from."""
    for offer in ("Linge des hôtels et linen aux restaurants", "Мебель и software", "ホテルの酒店", "호텔 hotel"):
        found = KNOWN.recognise(offer)
        assert found.trade is None
        assert set(found.trades) <= {"linen", "software", "sleeping", "eating"}


def test_a_variant_is_preferred_where_its_own_words_stand() -> None:
    """A variant beats the trade it extends at a tie; where its words only say how, the trade stands."""
    assert KNOWN.recognise("Café and bakery").trade == "bakery"
    assert KNOWN.recognise("咖啡馆，卖咖啡和贝果").trade == "coffee"
    assert KNOWN.recognise("Café").trade == "coffee"


@pytest.mark.parametrize("part", ["Hotel. ", "餐厅，", "给酒店", "for hotels to restaurants ", "酒店餐厅"])
def test_a_long_offer_is_read_to_its_end(part: str) -> None:
    """Three thousand characters are read like a sentence: the trades they name and no others, at most three."""
    offer = (part * 3_000)[:3_000]
    assert set(KNOWN.recognise(offer).trades) <= {"sleeping", "eating"}
    assert KNOWN.recognise(f"{offer}。 Also software").trades


def test_a_narrower_choice_knows_no_other_trade() -> None:
    """Among some trades only those are shown, whatever else the offer names."""
    assert KNOWN.recognise("Restaurant software", {"eating", "law"}).trades == ("eating",)


@pytest.mark.parametrize(
    ("text", "word", "held"),
    [
        ("Two bakeries", "bakery", True),
        ("The bakery's oven", "bakery", True),
        ("Spies", "spy", True),
        ("Carpets", "car", False),
        ("oscar", "car", False),
        ("新餐厅开业", "餐厅", True),
        ("我们用SaaS 工具", "saas工具", True),
        ("", "car", False),
    ],
)
def test_a_text_holds_a_word_as_a_whole(text: str, word: str, held: bool) -> None:
    """An English word is held alone, in the singular or the plural; a Chinese one anywhere."""
    assert holds(text, word) is held
