"""Which trade a business is taken for, by its answers and its offer, and the ways of selling beside it."""

from __future__ import annotations

import pytest
from helpers.libraries import LIBRARY, build, with_parts

from salesmode.engine.plan import make_plan
from salesmode.engine.trade import Trade, trade_of
from salesmode.knowledge.industries import Industry
from salesmode.knowledge.library import Library
from salesmode.knowledge.recognition import known_of
from salesmode.knowledge.terms import Phrases


def pack(
    id: str, *words: str, families: tuple[str, ...] = (), leads: tuple[str, ...] = (), extends: str | None = None
) -> Industry:
    """Return a trade, or a way, that an offer shows by these words."""
    return Industry(
        title=id, sources=("judgement",), id=id, know=Phrases(en=words), families=families, leads=leads, extends=extends
    )  # fmt: skip


def library(trades: list[Industry], ways: list[Industry]) -> Library:
    """Return a library of these trades and ways alone."""
    return with_parts(
        industries={one.id: one for one in trades},
        ways={one.id: one for one in ways},
        known_trades={one.id: known_of(one) for one in trades},
        known_ways={one.id: known_of(one) for one in ways},
    )


DINER = pack("diner", "diner", families=("eating",), leads=("eating",))
SMALL = library(
    [
        pack("café", "café", "coffee", families=("eating",)),
        DINER,
        pack("law", "lawyer"),
        pack("loaves", "bread", families=("eating",), extends="café"),
        pack("pots", "pot", families=("making",)),
        pack("vases", "vase", families=("making",), extends="pots"),
        pack("canteen", "canteen", extends="diner").extending(DINER),
    ],
    [pack("live_commerce", "live room"), pack("platform", "marketplace for", families=("marketplace",))],
)


def taken(industry: str | None = None, offer: str | None = None, ways: tuple[str, ...] | None = None) -> Trade:
    """Return what a business of some answers is taken for in the small library."""
    said = {"industry": industry, "offer": offer, "ways": ways}
    return trade_of(build(**{id: answer for id, answer in said.items() if answer is not None}), SMALL)


def test_an_answer_stands_above_the_offer() -> None:
    """A business is in the trade that it says, though its offer shows another one."""
    trade = taken("law", "A diner with coffee")
    assert (trade.id, trade.recognised, trade.candidates) == ("law", False, ())


def test_an_offer_shows_the_trade_where_nobody_says_it() -> None:
    """Without an answer the trade is the one that the offer shows, and it is said to be recognised."""
    trade = taken(offer="Lawyers at court")
    assert (trade.id, trade.recognised, trade.candidates) == ("law", True, ())
    assert trade.names == {"law", "other"}


def test_another_trade_keeps_neutral_words() -> None:
    """Who says that it is in another trade is taken for none that the library has, whatever the offer says."""
    trade = taken("other", "A diner")
    assert (trade.id, trade.pack, trade.candidates) == (None, None, ())
    assert trade.names == {"other"}


@pytest.mark.parametrize(
    ("offer", "id", "open"),
    [
        ("Coffee near the station", "café", False),
        ("A lawyer's diner", "diner", False),
        ("Bread", "loaves", False),
        ("A diner and a café", "café", True),
        ("Things for people nearby", "diner", True),
        (None, "diner", True),
    ],
)
def test_an_old_id_narrows(offer: str | None, id: str, open: bool) -> None:
    """A wider name leaves its trades to the offer; where that decides nothing the leader is taken, and it is open."""
    trade = taken("eating", offer)
    assert (trade.id, bool(trade.candidates)) == (id, open)
    assert trade.recognised
    assert {id, "eating"} <= trade.names
    assert set(trade.candidates) <= {"café", "canteen", "diner", "loaves"}


def test_the_only_trade_of_a_family_leads_its_variants() -> None:
    """A family of one trade and its variants needs no leader: where nothing decides it is the trade."""
    assert taken("making", "Things").id == "pots"
    assert taken("making", "Tall vases").id == "vases"


@pytest.mark.parametrize(
    ("offer", "among"),
    [
        ("A diner, a lawyer", {"diner", "law"}),
        ("Things for people nearby", set()),
        ("Ein Diner für alle", {"diner"}),
        (("lawyer and a diner, " * 200)[:2_000], {"diner", "law"}),
        (None, set()),
    ],
)
def test_an_offer_that_decides_nothing_is_no_silent_guess(offer: str | None, among: set[str]) -> None:
    """An offer of two trades, of none, in a third language or of 2,000 characters leaves the trade open."""
    trade = taken(offer=offer)
    assert (trade.id, trade.pack) == (None, None)
    assert set(trade.candidates) == among
    assert not trade.names


def test_a_marketplace_is_a_way_and_leaves_the_trade_open() -> None:
    """The old trade `marketplace` is the way `platform`; what is sold there the offer shows, or nobody knows."""
    nothing, law = taken("marketplace", "Things"), taken("marketplace", "Lawyers by the hour")
    assert (nothing.id, nothing.ways) == (None, ("platform",))
    assert nothing.names == {"marketplace"}
    assert (law.id, law.ways) == ("law", ("platform",))
    assert "marketplace" in law.names


def test_ways_are_recognised_beside_the_trade() -> None:
    """A way that the offer names is laid over the trade that it shows; answered ways stand above it."""
    named, told = taken(offer="Pots from our live room"), taken(offer="Pots from our live room", ways=())
    assert (named.id, named.ways) == ("pots", ("live_commerce",))
    assert (told.id, told.ways) == ("pots", ())
    assert taken(offer="A live room").ways == ("live_commerce",)


def test_a_variant_is_preferred_where_its_own_words_stand() -> None:
    """A variant is known by its own words, and conditions that ask for what it extends hold for it."""
    trade = taken(offer="Bread and coffee")
    assert trade.id == "loaves"
    assert {"café", "eating"} <= trade.names


def form_of(**answers: str) -> tuple[str | None, bool]:
    """Return the form in which a business of the real library is worked out, and whether no answer shows it."""
    whole = make_plan(build(**answers), LIBRARY).business.economy.whole
    return (whole.form.id if whole.form else None), whole.form_is_usual


@pytest.mark.parametrize(
    ("offer", "relationship", "form"),
    [
        ("Divorce and employment law for private people", None, ("project", True)),
        ("Divorce and employment law for private people", "repeat", ("repeat", False)),
        ("A nursery for children from one to six", "repeat", ("subscription", True)),
        ("Things", None, (None, False)),
    ],
)
def test_money_comes_as_is_usual_in_the_trade_where_no_answer_says_how(
    offer: str, relationship: str | None, form: tuple[str | None, bool]
) -> None:
    """An answer stands above the usual form, but where a trade has no other: a nursery is paid by the month."""
    answers = {"offer": offer, "relationship": relationship}
    assert form_of(**{id: answer for id, answer in answers.items() if answer is not None}) == form


def test_every_trade_names_its_usual_form() -> None:
    """Of the forty-eight and their variants none leaves open how its money usually comes."""
    assert [id for id in LIBRARY.industries if LIBRARY.industries[id].form is None] == []


def test_what_an_owner_counted_is_said_before_what_the_trade_says() -> None:
    """The trade's own reason stands before all the others of the move."""
    it_firm = {
        "offer": "IT support and managed services for firms with 10 to 80 seats", "buyer": "organization",
        "relationship": "multi_year_contract", "revenue": 1_900_000.0, "gross_margin": 0.3, "hourly_rate": 90.0,
        "goal": "margin",
    }  # fmt: skip

    def reason(**more: float) -> str:
        candidates = make_plan(build(**it_firm, **more), LIBRARY).selection.candidates
        return next(one.because.text for one in candidates if one.id == "shared.price.charge_extras")

    assert reason(unbilled_hours=48.0).startswith("You work {free} a week that nobody pays")
    assert not reason().startswith("You work")
