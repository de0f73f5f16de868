"""Real owners' choices, their names replaced and what they did not tell filled in, held against each other."""

from __future__ import annotations

from pathlib import Path

from helpers.libraries import LIBRARIES
from salesmode.follow.compare import Comparison, compare
from salesmode.follow.page import comparison_outline
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.library import Lang
from salesmode.report.formats.markdown import markdown
from salesmode.report.outlines import words_for

FOLDER = Path(__file__).parents[1] / "follow"
CASES = sorted(path.stem for path in (FOLDER / "choices").glob("*.yaml"))


def compared(name: str, lang: Lang = "en") -> Comparison:
    """Return the choices of an owner side by side."""
    library = LIBRARIES[lang]
    given = read_answers(Given(file=str(FOLDER / "choices" / f"{name}.yaml")), library)
    return compare(given, library.compare["as_it_is"], library)


def comparison_page(name: str, lang: Lang) -> str:
    """Return the page of an owner's choices, without the library's hash."""
    comparison, library = compared(name, lang), LIBRARIES[lang]
    page = comparison_outline(comparison, words_for(comparison.sides[0].plan, library))
    return markdown(page).replace(library.hash, "0" * len(library.hash))
