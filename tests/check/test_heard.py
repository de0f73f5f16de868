"""An answer that no advice is made of is found, and a concern that does not hear its own sentence."""

from __future__ import annotations

import copy

from helpers.libraries import LIBRARY, Raw

from salesmode.check import _typed
from salesmode.check.heard import examples, heard, phrases
from salesmode.check.material import Material
from salesmode.knowledge.files import KnowledgeFile, keeping_all, read_file, read_readable
from salesmode.knowledge.layers import home_folder


def unheard(*without: str) -> list[str]:
    """Return what is said of the library without some of its files."""
    with keeping_all():
        files, _ = read_readable(home_folder())
        material, _ = _typed({place: file for place, file in files.items() if not place.startswith(without)})
    return [finding.what for finding in heard(Material(material.files, material.things))]


def test_every_answer_of_the_library_is_heard() -> None:
    """By a finding, a move, a guard, or what one of these counts with."""
    assert unheard("situations/") == []


def test_without_what_the_numbers_say_of_it_an_answer_is_not_heard() -> None:
    """No move asks what rose or fell; it is the findings that hear it."""
    said = unheard("findings/", "plays/", "industries/")
    assert any("'changed'" in what for what in said)
    assert any("'last_price_change'" in what for what in said)


def concern(id: str, said: tuple[str, str], *words: str, zh: str = "租", **more: object) -> Raw:
    """Return a concern of English words and one Chinese one in each of its entries."""
    groups = [{"en": [word], "zh": [zh]} for word in words]
    return {"id": id, "said": dict(zip(("en", "zh"), said, strict=True)), "words": groups, **more}


def told(*concerns: Raw) -> Material:
    """Return what is checked of concerns that stand in this order, and of how notes are read."""
    notes = read_file(LIBRARY.folder, "settings/notes.yaml")
    assert isinstance(notes, KnowledgeFile)
    file = KnowledgeFile("concerns/some.yaml", list(concerns), {})
    material, faults = _typed({one.id: one for one in (notes, file)})
    assert faults == []
    return material


def misheard(*concerns: Raw) -> list[str]:
    """Return what is said of concerns that stand in this order."""
    return [f"{finding.rule}: {finding.what.partition(':')[0]}" for finding in examples(told(*concerns))]


RENT = ("The rent eats us up.", "房租太贵。")


def test_every_concern_of_the_library_hears_its_own_sentence_before_all_others() -> None:
    """In both languages, or owners who write so would be answered something else."""
    with keeping_all():
        material, _ = _typed(read_readable(home_folder())[0])
    assert [finding.what for finding in examples(material)] == []


def test_a_concern_that_hears_its_sentence_is_sound() -> None:
    """It holds a word of each entry."""
    assert misheard(concern("rent", RENT, "rent")) == []


def test_a_concern_that_does_not_hear_its_sentence_is_named() -> None:
    """A word of one entry is missing, or one of those it must not hold is there; Chinese is held to it as well."""
    deaf = "misheard: 'rent' does not hear this"
    assert misheard(concern("rent", RENT, "rent", "roof")) == [deaf]
    assert misheard(concern("rent", RENT, "rent", unless={"zh": ["太贵"]})) == [deaf]


def test_a_concern_before_which_another_is_answered_is_named() -> None:
    """One with as many entries that stands first, or one with more; one with as many that stands later is not."""
    rent = concern("rent", RENT, "rent")
    eats = concern("eats", ("It eats all we earn.", "全吃光了。"), "eats", zh="吃")
    both = concern("both", ("It eats all that is left to us.", "全吃光了。"), "eats", "us", zh="吃")
    assert misheard(rent, eats) == []
    assert misheard(eats, rent) == ["misheard: 'eats' is answered here, not 'rent'"]
    assert misheard(rent, both) == ["misheard: 'both' is answered here, not 'rent'"]


def test_a_phrase_for_an_answer_is_written_as_notes_are_read() -> None:
    """With digits: 一家 is read as 1家 before anything is looked for in it, and two as 2."""
    notes = read_file(LIBRARY.folder, "settings/notes.yaml")
    assert isinstance(notes, KnowledgeFile)
    assert list(phrases(_typed({notes.id: notes})[0])) == []
    data = copy.deepcopy(notes.data)
    data["subjects"][0]["words"] = [{"en": ["two thirds"], "zh": ["只有一家"]}]
    english, chinese = phrases(_typed({notes.id: notes._replace(data=data)})[0])
    assert (english.rule, english.what.partition("write ")[2]) == ("unfound", "'2 thirds'")
    assert chinese.what.partition("write ")[2] == "'只有1家'"
