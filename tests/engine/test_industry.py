"""What a trade adds: who has a say, how a purchase runs, what may not be said, and actions done its own way."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARY, Build, raw_action, raw_level, raw_play, small_library

from salesmode.business.facts import derive
from salesmode.engine.industry import trade_of
from salesmode.engine.plan import Plan, make_plan
from salesmode.knowledge.library import Library
from salesmode.report.document import Table
from salesmode.report.sections import outline_plan
from salesmode.report.wording import Words

ORGANISATION: dict[str, Any] = {"buyer": "organization", "decision_cycle": 90, "decision_makers": 5, "need": "tailored"}
HOUSEHOLD: dict[str, Any] = {"buyer": "individual", "decision_cycle": 75, "need": "tailored", "deal_value": 46_000}


def table(plan: Plan, start: str) -> Table:
    """Return the table of the deciders' section whose rows have ids that begin with `start`."""
    outline = outline_plan(plan, LIBRARY, "en")
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
    assert [voice.key for voice in plan.trade.voices] == [
        "deciders.household_roles.user", "deciders.household_roles.decider", "deciders.household_roles.influencer",
    ]  # fmt: skip


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
    assert make_plan(profile(**answers), LIBRARY).trade.voices == ()


def test_stages_follow_the_steps_that_were_answered(profile: Build) -> None:
    """A stage that this purchase does not pass through is left out."""
    keys = make_plan(
        profile(**{**ORGANISATION, "need": "standard"}, buying_steps=("tender", "quote")), LIBRARY
    ).trade.stages
    stages = [key.rpartition(".")[2] for key in keys]
    assert stages == ["need", "tender", "proposal", "negotiation", "contract"]


def test_a_trade_speaks_to_firms_and_to_people_in_different_words(profile: Build) -> None:
    """Who lists a snack fears other things than who eats it."""
    shops = make_plan(profile(**ORGANISATION, industry="food_drink"), LIBRARY).trade
    people = make_plan(profile(buyer="individual", decision_cycle=0.01, industry="food_drink"), LIBRARY).trade
    assert [voice.key for voice in shops.voices] == [
        "voices.user", "voices.influencer", "voices.decider", "voices.buyer", "voices.gatekeeper",
    ]  # fmt: skip
    assert [voice.key for voice in people.voices] == ["household.user", "household.decider", "household.influencer"]
    assert not set(shops.stages) & set(people.stages)


def overlaid(*rewrites: dict[str, Any]) -> Library:
    """Return a library of one play, whose trade `zoo` rewrites actions."""
    library = small_library({"b2b.icp": raw_play(raw_level(raw_action("visit")))})
    index = {**library.index, "industries": {"zoo": {"rewrites": list(rewrites), "compliance": [], "sources": []}}}
    return Library(LIBRARY.folder, "made by hand", index, {})


def test_a_rewritten_action_takes_the_steps_of_the_trade(profile: Build) -> None:
    """The number of steps and their conditions are the trade's, not the play's."""
    steps = [{}, {"if": {"answer": "region", "is": "CN"}}]
    library = overlaid({"id": "b2b.icp.visit", "steps": steps, "sources": ["judgement"]})
    zoo = profile(**ORGANISATION, industry="zoo", region="DE")
    trade = trade_of(zoo, derive(zoo, {}, None), library)
    holding = [rule.id for rule in trade.steps["b2b.icp.visit"] if rule.test({"region": "DE"})]
    assert holding == ["0"]


def test_words_of_a_rewritten_action_are_those_of_the_trade() -> None:
    """What the trade leaves out stays as the play has it."""
    play, key = "b2b.value", "levels.2.actions.pilot"
    texts = LIBRARY.texts("en")
    words = Words(texts, {}, "", {f"rewrites.{play}.pilot.title": "A trial in one ward"})
    assert words.of(play, f"{key}.title") == "A trial in one ward"
    assert words.of(play, f"{key}.done_when") == texts.of(play)[f"{key}.done_when"]


@pytest.mark.parametrize(
    ("industry", "en", "zh"),
    [("restaurants", "How your guests buy", "客人是怎么买的"), (None, "How your customers buy", "你的客户是怎么买的")],
)
def test_those_who_buy_are_called_as_the_trade_calls_them(
    profile: Build, industry: str | None, en: str, zh: str
) -> None:
    """A tea chain has guests; a business without a trade has customers."""
    plan = make_plan(profile(buyer="individual", industry=industry), LIBRARY)
    for sections, title in (
        (outline_plan(plan, LIBRARY, "en").sections, en),
        (outline_plan(plan, LIBRARY, "zh").sections, zh),
    ):
        assert next(section.title for section in sections if section.id == "buying") == title


def test_a_rule_rests_on_the_law_of_the_country_alone(profile: Build) -> None:
    """In China nobody is referred to American or European rules; where the country is unknown all are named."""
    held = {
        region: {
            rule.id: rule.sources
            for rule in make_plan(profile(industry="restaurants", region=region), LIBRARY).trade.rules
        }
        for region in ("CN", None)
    }
    assert held["CN"]["reviews"] == ("cn.fake_reviews",)
    assert set(held[None]["reviews"]) == {"cn.fake_reviews", "us.ftc.reviews", "eu.reviews"}
