"""What a trade adds: who has a say, how a purchase runs, what may not be said."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARIES, LIBRARY, Build

from salesmode.engine.plan import Plan, make_plan
from salesmode.knowledge.library import Lang
from salesmode.report.document import Table
from salesmode.report.outlines import outline_full, words_for

ORGANISATION: dict[str, Any] = {"buyer": "organization", "decision_cycle": 90, "decision_makers": 5, "need": "tailored"}
HOUSEHOLD: dict[str, Any] = {"buyer": "individual", "decision_cycle": 75, "need": "tailored", "deal_value": 46_000}
assert LIBRARY.buying_center is not None
CENTER = LIBRARY.buying_center


def table(plan: Plan, start: str) -> Table:
    """Return the table of the deciders' section whose rows have ids that begin with `start`."""
    outline = outline_full(plan, words_for(plan, LIBRARY))
    (section,) = [section for section in outline.sections if section.id == "deciding"]
    (found,) = [block for block in section.blocks if isinstance(block, Table) and block.ids[0].startswith(start)]
    return found


def test_an_organisation_has_five_roles_and_the_unnamed_are_marked(profile: Build) -> None:
    """Whoever named three roles sees at once which two nobody has named."""
    plan = make_plan(profile(**ORGANISATION, decision_roles=("user", "decider", "buyer")), LIBRARY)
    rows = table(plan, "voice.")
    assert rows.ids == ("voice.user", "voice.influencer", "voice.decider", "voice.buyer", "voice.gatekeeper")
    assert ["named nobody" in row[0] for row in rows.rows] == [False, True, False, False, True]


def test_roles_nobody_answered_are_not_called_missing(profile: Build) -> None:
    """An unknown answer is no accusation."""
    plan = make_plan(profile(**ORGANISATION), LIBRARY)
    assert not any("named nobody" in row[0] for row in table(plan, "voice.").rows)


def test_a_household_that_decides_over_weeks_has_its_own_people(profile: Build) -> None:
    """Kitchens are not bought by committee."""
    plan = make_plan(profile(**HOUSEHOLD), LIBRARY)
    assert [one.voice for one in plan.industry.stakeholders] == [*CENTER.household_roles]
    assert [one.voice.id for one in plan.industry.stakeholders] == ["user", "decider", "influencer"]


@pytest.mark.parametrize(
    "answers",
    [
        {"buyer": "individual", "decision_cycle": 0.01, "need": "standard"},
        {"buyer": "organization", "decision_cycle": 0.5, "decision_makers": 1, "need": "standard", "deal_value": 60},
        {},
    ],
)
def test_who_decides_alone_or_is_unknown_gets_no_map(answers: dict[str, Any], profile: Build) -> None:
    """A snack has no committee."""
    assert make_plan(profile(**answers), LIBRARY).industry.stakeholders == ()


def test_stages_follow_the_steps_that_were_answered(profile: Build) -> None:
    """A stage that this purchase does not pass through is left out."""
    answers = {**ORGANISATION, "need": "standard", "buying_steps": ("tender", "quote")}
    stages = make_plan(profile(**answers), LIBRARY).industry.stages
    assert [stage.id for stage in stages] == ["need", "tender", "proposal", "negotiation", "contract"]


def test_a_trade_speaks_to_firms_and_to_people_in_different_words(profile: Build) -> None:
    """Who lists a snack fears other things than who eats it."""
    shops = make_plan(profile(**ORGANISATION, industry="food_drink"), LIBRARY).industry
    people = make_plan(profile(buyer="individual", decision_cycle=0.01, industry="food_drink"), LIBRARY).industry
    trade = LIBRARY.industries["food_drink_brand"]
    assert {one.voice for one in shops.stakeholders} == {*trade.voices}
    assert [one.voice.id for one in shops.stakeholders] == ["user", "influencer", "decider", "buyer", "gatekeeper"]
    assert {one.voice for one in people.stakeholders} == {*trade.household}
    assert [one.voice.id for one in people.stakeholders] == ["user", "decider", "influencer"]
    assert not set(shops.stages) & set(people.stages)


@pytest.mark.parametrize(
    ("industry", "lang", "title"),
    [
        ("restaurants", "en", "How your guests buy"),
        ("restaurants", "zh", "客人是怎么买的"),
        (None, "en", "How your customers buy"),
        (None, "zh", "您的客户是怎么买的"),
    ],
)
def test_those_who_buy_are_called_as_the_trade_calls_them(
    profile: Build, industry: str | None, lang: Lang, title: str
) -> None:
    """A tea chain has guests; a business without a trade has customers."""
    plan = make_plan(profile(buyer="individual", industry=industry), LIBRARIES[lang])
    sections = outline_full(plan, words_for(plan, LIBRARIES[lang])).sections
    assert next(section.title for section in sections if section.id == "buying") == title


def test_a_rule_rests_on_the_law_of_the_country_alone(profile: Build) -> None:
    """In China nobody is referred to American or European rules; where the country is unknown all are named."""
    held = {
        region: {
            rule.id: rule.sources
            for rule in make_plan(profile(industry="restaurants", region=region), LIBRARY).industry.rules
        }
        for region in ("CN", None)
    }
    assert held["CN"]["reviews"] == ("cn.fake_reviews",)
    assert set(held[None]["reviews"]) == {"cn.fake_reviews", "us.ftc.reviews", "eu.reviews"}
