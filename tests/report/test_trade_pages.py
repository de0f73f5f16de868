"""What the pages say of a trade: for which one a business was taken, where it leaks, its mistake, no foreign word."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from helpers.libraries import LIBRARIES, LIBRARY, build
from helpers.reports import said_in

from salesmode.business.profile import Profile
from salesmode.check.situations import profile_of
from salesmode.check.trades import foreign
from salesmode.engine.plan import Plan, make_plan
from salesmode.knowledge.library import Lang
from salesmode.knowledge.situations import Situation
from salesmode.report.formats.markdown import markdown
from salesmode.report.outlines import outline_full, outline_plan, words_for

WHOLE = (
    "bookkeeping_tax", "it_msp", "agency_design", "machined_parts", "cleaning_facility", "gym_studio", "restaurant",
    "furniture_carpentry", "kitchen_renovation", "solar", "cosmetics_brand", "wholesale",
)  # fmt: skip
OWNERS = {
    trade: [Situation(**raw) for raw in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for trade in WHOLE
    for path in [LIBRARY.folder / "situations" / f"trade_{trade}.yaml"]
}
LANGS: tuple[Lang, ...] = ("en", "zh")
PHYSIO: dict[str, Any] = {"offer": "Physiotherapy for runners", "goal": "fill_capacity", "aov": 60.0}


def planned(situation: Situation, lang: Lang) -> tuple[Plan, str]:
    """Return the plan of a situation in a language, and its two pages."""
    library = LIBRARIES[lang]
    plan = make_plan(profile_of(situation, library), library)
    return plan, markdown(outline_plan(plan, words_for(plan, library)))


def told(lang: Lang, **answers: Any) -> dict[str, str]:
    """Return what the two pages and the appendix say, by id."""
    return told_of(build(**answers), lang)


def told_of(profile: Profile, lang: Lang) -> dict[str, str]:
    """Return what the two pages and the appendix say to whoever gave these answers, by id."""
    plan = make_plan(profile, LIBRARIES[lang])
    sections = outline_full(plan, words_for(plan, LIBRARIES[lang])).sections
    return {id: text for section in sections for id, text in said_in(section.blocks).items()}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("trade", WHOLE)
def test_a_typical_owner_is_recognised_and_reads_no_word_of_another_trade(trade: str, lang: Lang) -> None:
    """From the offer alone, in both languages; what the owner says himself is no foreign word."""
    for situation in OWNERS[trade]:
        plan, text = planned(situation, lang)
        assert plan.business.trade.id == trade
        own = " ".join(map(str, situation.answers.values()))
        assert foreign(plan.business.trade.pack, text, own) == []


@pytest.mark.parametrize("trade", WHOLE)
def test_a_whole_trade_knows_what_its_owners_know(trade: str) -> None:
    """Who buys, where it leaks, why they leave, what to watch, its mistake; three moves speak its language at least."""
    pack = LIBRARY.industries[trade]
    assert all((pack.segments, pack.leak, pack.leave, pack.ranges, pack.watch, pack.never, pack.mistake, pack.nouns))
    assert sum(bool(move.steps and move.words and move.done_when) for move in pack.first.values()) >= 3


@pytest.mark.parametrize("trade", WHOLE)
def test_a_move_made_by_a_typical_owner_speaks_the_language_of_the_trade(trade: str) -> None:
    """At least one of its moves is told in the trade's own steps."""
    made = [(plan, text) for plan, text in (planned(one, "en") for one in OWNERS[trade])]
    assert any(set(plan.business.trade.first) & {one.id for one in plan.selection.moves} for plan, _ in made)


def test_a_plan_says_for_which_trade_it_was_written_and_how_to_change_that() -> None:
    """What was read off an offer is an assumption; what the owner said himself is none."""
    assert "Physiotherapy" in told("en", **PHYSIO)["assumption.trade"]
    assert "--industry" in told("en", **PHYSIO)["assumption.trade"]
    assert "assumption.trade" not in told("en", **PHYSIO, industry="physio_massage")
    assert "assumption.trade" not in told("en", **PHYSIO, industry="other")


def test_an_offer_of_no_trade_is_told_that_the_words_are_neutral() -> None:
    """Nothing is guessed in silence."""
    assert "neutral" in told("en", offer="Zeppelin hulls", goal="margin")["assumption.trade"]
    assert "assumption.trade" not in told("en", goal="margin")


def owner(lang: Lang, notes: str) -> dict[str, str]:
    """Return what a plan says, by id, to an owner who wrote these notes."""
    return told_of(profile_of(Situation(says="", answers={"notes": notes}, plan={}), LIBRARIES[lang]), lang)


def test_notes_that_tell_no_figure_are_quoted() -> None:
    """With the word that no sum holds them, and only where there are notes."""
    said = owner("en", "The shop is next to the station.")
    assert "The shop is next to the station." in said["assumption.notes"]
    assert "No step is made of it" in said["assumption.notes"]
    assert "assumption.noted" not in said
    assert "assumption.notes" not in told("en", goal="margin")


@pytest.mark.parametrize(
    ("lang", "notes", "words"),
    [
        ("en", "14 no-shows a week.", ["bookings not kept, a week 14", "answer it yourself"]),
        ("zh", "每周放鸽子14个。", ["一周爽约几个 14", "自己填"]),
    ],
)
def test_what_was_read_in_the_notes_is_told_so_that_it_can_be_set_right(
    lang: Lang, notes: str, words: list[str]
) -> None:
    """Nothing is said to be unread where everything was read; of the rest it still is."""
    said = owner(lang, notes)
    assert all(word in said["assumption.noted"] for word in words)
    assert "assumption.notes" not in said
    assert "assumption.notes" in owner(lang, f"{notes} 50")


def test_the_question_about_what_the_notes_only_speak_of_comes_first() -> None:
    """They tell of no-shows, and not how many."""
    profile = build(buyer="individual", buying_steps=["booking"], notes="We lose a lot to no-shows.")
    assert make_plan(profile, LIBRARY).robustness.ask_next[0] == "no_shows"
    silent = build(buyer="individual", buying_steps=["booking"], notes="We like our work.")
    assert make_plan(silent, LIBRARY).robustness.ask_next[0] != "no_shows"


@pytest.mark.parametrize(
    ("more", "leaves"),
    [
        ({"industry": "kitchen_renovation"}, 12_880),
        ({"industry": "other"}, 11_500),
        ({"industry": "kitchen_renovation", "gross_margin": 0.2}, 9_200),
    ],
)
def test_an_example_row_takes_the_margin_usual_in_the_trade_until_the_owner_gives_one(
    more: dict[str, Any], leaves: float
) -> None:
    """28% of a kitchen at 46,000; without a trade a quarter of it; with the owner's 20% that."""
    seller = {"buyer": "individual", "deal_value": 46_000.0, "decision_cycle": 75.0, "need": "tailored"}
    sorter = make_plan(build(**seller, currency="CAD", **more), LIBRARY).sorter
    assert sorter is not None
    assert sorter.figures["leaves"] == pytest.approx(leaves)
