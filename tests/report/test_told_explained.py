"""Moves for what owners write of are known by id everywhere, also where nobody wrote so."""

from __future__ import annotations

import pytest
from helpers.commands import called, refused
from helpers.libraries import LIBRARIES, LIBRARY

from salesmode.knowledge.library import LANGS, Lang
from salesmode.knowledge.moves import TOLD

SHUTTERS = ("--offer", "fits and repairs shutters", "--buyer", "both", "--revenue", "604000", "--gross-margin", "42%")
DEMAND = "Our largest customer will leave in April unless it gets one list a month of what was done."
PAPERS = f"{TOLD}.demands_papers"


def asked(id: str, *more: str) -> str:
    """Return what is said of an id for the firm, on one line."""
    ran = called("explain", id, *SHUTTERS, *more)
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


def test_a_move_that_is_made_quotes_the_sentence_it_is_for() -> None:
    """By its bare id and with the word for its kind; 14% of 604,000 at 42% is 35.5k."""
    for id in (PAPERS, f"move.{PAPERS}"):
        said = asked(id, "--notes", DEMAND, "--largest-customer-share", "14%")
        assert "It is move 1 of the plan" in said
        assert f"You wrote: “{DEMAND}”" in said
        assert "35.5k" in said


def test_a_move_that_nobody_wrote_of_says_which_sentence_brings_it() -> None:
    """Not that no answer would bring it."""
    said = asked(PAPERS, "--trace")
    assert f"such as: “{LIBRARY.concern('demands_papers').said}” Yours hold none." in said
    assert "told.money" not in asked(f"{TOLD}.renewals")


def test_a_move_without_room_says_so() -> None:
    """The owner's third of an hour a week does not hold it."""
    said = asked(PAPERS, "--notes", DEMAND, "--set", "team=[{role: founder, people: 1, plan_hours: 0.3}]")
    assert "It is not in the plan." in said
    assert f"You wrote: “{DEMAND}”" in said


@pytest.mark.parametrize("lang", LANGS)
def test_the_playbook_shows_each_with_the_sentence_it_is_for(lang: Lang) -> None:
    """And the play lists them."""
    library = LIBRARIES[lang]
    page = called("playbooks", "show", TOLD, "--lang", lang).out
    assert all(f"|{id}|" in page for id in library.told)
    assert library.concern("renewals").said in called("playbooks", "show", f"{TOLD}.renewals", "--lang", lang).out


@pytest.mark.parametrize("id", [f"{TOLD}.renewal", f"{TOLD}.demands_paper"])
def test_a_wrong_id_names_the_near_one(id: str) -> None:
    """In either command."""
    for words in (("explain", id, *SHUTTERS), ("playbooks", "show", id)):
        assert "Did you mean shared.told." in refused(*words)
