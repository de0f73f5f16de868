"""An answer that no advice is made of is found."""

from __future__ import annotations

from salesmode.check import _typed
from salesmode.check.heard import heard
from salesmode.check.material import Material
from salesmode.knowledge.files import keeping_all, read_readable
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
