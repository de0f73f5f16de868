"""Whatever stands in the JSON of a comparison can be asked about by its id, and the sums give its figures."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import pytest
from helpers.commands import called
from helpers.comparing import CASES, compared
from helpers.draws import some
from helpers.libraries import EXAMPLES, LIBRARIES, LIBRARY, example

from salesmode.business.profile import Profile
from salesmode.business.vocabulary import Choice
from salesmode.errors import InputError
from salesmode.follow.compare import Comparison, compare
from salesmode.follow.data import comparison_data
from salesmode.follow.explaining import explain_comparison
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.document import Items, Paragraph, Table
from salesmode.report.outlines import words_for
from salesmode.report.wording import Words

MONEY = ("left", "gap", "received", "spends")


def ids_in(data: Any) -> Iterator[tuple[str, Any]]:
    """Yield the id of every figure of a comparison, with its value."""
    yield from ((key, data[key]) for key in ("best", "runner_up", "basis", "costs"))
    yield from ((f"switch.{one['answer']}", None) for one in data["switches"])
    for choice in data["choices"]:
        own = choice["id"]
        yield own, None
        yield from ((f"{own}.{key}", value) for key, value in choice.items() if key not in ("id", "name"))
        yield from ((f"{own}.{move}", None) for move in choice["moves"])
        for key in ("changes", "follows"):
            yield from ((f"{own}.{key}.{answer}", None) for answer in choice[key])
        for step in choice["bridge"]["steps"] if choice["bridge"] else ():
            yield f"{own}.bridge.{step['answer']}", None


def texts(comparison: Comparison, id: str, words: Words) -> list[str]:
    """Return all that is said of a thing."""
    (section,) = explain_comparison(comparison, id, words).sections
    found = [section.title]
    for block in section.blocks:
        found += [block.text] if isinstance(block, Paragraph) else []
        found += [item.text for item in block.items] if isinstance(block, Items) else []
        found += [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
    return found


@functools.cache
def changed(name: str, lang: Lang) -> Comparison:
    """Return an example beside itself with more left of each sale, and fewer hours for the plan."""
    base = example(name)
    margin = base.gross_margin or 0.3
    options = (Choice("leaner", {"gross_margin": min(1.0, margin * 1.05)}), Choice("later", {"horizon_weeks": 20}))
    given: Profile = base.replaced({"options": options})
    return compare(given, LIBRARIES[lang].compare["as_it_is"], LIBRARIES[lang])


def every_id_is_told(comparison: Comparison, lang: Lang) -> None:
    """Hold every id of a comparison to what is said of it."""
    words = words_for(comparison.sides[0].plan, LIBRARIES[lang])
    for id, value in ids_in(comparison_data(comparison, words)):
        said = texts(comparison, id, words)
        assert len(said) > 1, id
        assert not [text for text in said if "{" in text], id
        if id.partition(".")[2] in MONEY and value is not None:
            assert words.money(value) in said, id
        if id.endswith(".year_end") and value is not None:
            assert words.money(value["likely"]) in said


@pytest.mark.parametrize("name", some(EXAMPLES))
def test_every_id_of_a_comparison_of_an_example_is_explained(name: str) -> None:
    """With the figure that the JSON has."""
    every_id_is_told(changed(name, "en"), "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CASES)
def test_every_id_of_an_owners_choices_is_explained(name: str, lang: Lang) -> None:
    """In either language."""
    every_id_is_told(compared(name, lang), lang)


def test_an_id_of_the_plan_of_a_choice_is_explained_by_that_plan() -> None:
    """The margin of the second choice is its own."""
    comparison = changed("hotel-supplies", "en")
    words = words_for(comparison.sides[0].plan, LIBRARY)
    assert any("28.3" in text or "28.4" in text for text in texts(comparison, "c2.gross_margin", words))
    assert any("27%" in text for text in texts(comparison, "c1.gross_margin", words))


def test_a_choice_that_is_not_there_is_refused_with_those_that_are() -> None:
    """And with an example of what can be asked."""
    comparison = changed("hotel-supplies", "en")
    with pytest.raises(InputError, match="c1, c2, c3"):
        texts(comparison, "c4.left", words_for(comparison.sides[0].plan, LIBRARY))


def test_choices_are_typed_as_for_the_comparison() -> None:
    """On the command line, behind the id."""
    hotel = str(LIBRARY.folder / "examples" / "hotel-supplies.yaml")
    ran = called("explain", "c2.left", hotel, "--with", "leaner: gross_margin=30%")
    assert ran.code == 0
    assert "Of EUR 3.1m without the moves 30% is left" in " ".join(ran.out.split())
