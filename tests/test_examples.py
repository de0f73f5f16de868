"""The examples together: what the founding documents say is shown by some plan, and no two plans are alike."""

from __future__ import annotations

import functools
import itertools
import re

from helpers.libraries import EXAMPLES, LIBRARY, example
from helpers.reports import report_of

from salesmode.report.formats import FORMATS, Report

WORDS_OF_A_SENTENCE = 5
NAMES = frozenset(quantity.name.lower() for quantity in LIBRARY.quantities.values())


@functools.cache
def reports() -> dict[str, Report]:
    """Return the plan of every example."""
    return {name: report_of(example(name)) for name in EXAMPLES}


def sentences(plan: str) -> frozenset[str]:
    """Return the different sentences of a plan in Markdown, those in tables too.

    Headings of columns are none, and names of figures at the head of a row.
    """
    cells = [re.sub(r"[*>#`]|^\d+\.|^- ", "", cell).strip() for line in plan.splitlines() for cell in line.split("|")]
    parts = (part.strip() for cell in cells for part in re.split(r"(?<=[.?!])\s+", cell))
    return frozenset(part for part in parts if len(part.split()) >= WORDS_OF_A_SENTENCE and part.lower() not in NAMES)


def test_every_point_of_the_founding_documents_is_carried_by_a_move_for_some_example() -> None:
    """What D1 and D2 say is not only stored: an owner of one of the examples could do what carries it out."""
    points = {id for id, source in LIBRARY.sources.items() if source.kind == "founding"}
    moves = [one.move for report in reports().values() for one in report.plan.selection.candidates]
    assert points - {point for move in moves for point in move.carries} == set()


def test_no_two_plans_share_half_of_their_sentences() -> None:
    """A template would: two shops that make two moves alike share what these say, and no more."""
    said = {name: sentences(FORMATS["md"](report)) for name, report in reports().items()}
    shared = {
        (one, other): len(said[one] & said[other]) / min(len(said[one]), len(said[other]))
        for one, other in itertools.combinations(said, 2)
    }
    assert {pair: share for pair, share in shared.items() if share >= 1 / 2} == {}
