"""The examples together: what the founding documents say is shown by some plan, and no two plans are alike."""

from __future__ import annotations

import itertools
import re

from helpers.libraries import EXAMPLES, LIBRARY, example
from helpers.reports import report_of

from salesmode.report.formats import FORMATS

PLANS = {name: FORMATS["md"](report_of(example(name))) for name in EXAMPLES}
WORDS_OF_A_SENTENCE = 5
NAMES = frozenset(quantity.name.lower() for quantity in LIBRARY.quantities.values())


def sentences(plan: str) -> frozenset[str]:
    """Return the different sentences of a plan in Markdown, those in tables too.

    Headings of columns are none, and names of figures at the head of a row.
    """
    cells = [re.sub(r"[*>#`]|^\d+\.|^- ", "", cell).strip() for line in plan.splitlines() for cell in line.split("|")]
    parts = (part.strip() for cell in cells for part in re.split(r"(?<=[.?!])\s+", cell))
    return frozenset(part for part in parts if len(part.split()) >= WORDS_OF_A_SENTENCE and part.lower() not in NAMES)


def test_every_point_of_the_founding_documents_is_cited_by_some_plan() -> None:
    """What D1 and D2 say is not only stored: an owner of one of the examples reads what rests on it."""
    points = {id for id, source in LIBRARY.sources.items() if source.kind == "founding"}
    cited = {id for plan in PLANS.values() for id in re.findall(r"\bD[12](?:\.[a-z0-9_]+)+", plan)}
    assert points - cited == set()


def test_no_two_plans_share_a_third_of_their_sentences() -> None:
    """A template would: two businesses are told different things."""
    said = {name: sentences(plan) for name, plan in PLANS.items()}
    shared = {
        (one, other): len(said[one] & said[other]) / min(len(said[one]), len(said[other]))
        for one, other in itertools.combinations(said, 2)
    }
    assert {pair: share for pair, share in shared.items() if share >= 1 / 3} == {}
