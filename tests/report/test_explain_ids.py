"""Whatever has an id in the JSON of a plan can be asked about by that id."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
from helpers.draws import some
from helpers.libraries import EXAMPLES, LIBRARIES, example

from salesmode.engine.plan import Plan, make_plan
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.document import Items, Paragraph, Table
from salesmode.report.explaining import explain
from salesmode.report.formats.json import plan_data
from salesmode.report.outlines import words_for

NAMED = ("id", "answer", "quantity", "move", "play", "switch_to")
BARE = ("answers", "changes", "ask_next", "moves")
NOTHING = re.compile(r"\bNone\b(?! of)")
START = datetime.date(2027, 1, 4)


def ids_in(data: Any) -> Iterator[str]:
    """Yield every id, and every answer that is named by its own."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in NAMED and isinstance(value, str):
                yield value
            elif key in BARE and isinstance(value, dict | list) and all(isinstance(one, str) for one in value):
                yield from value
            else:
                yield from ids_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from ids_in(value)


def texts(plan: Plan, id: str, lang: Lang) -> list[str]:
    """Return all that is said of a thing."""
    page = explain(plan, id, words_for(plan, LIBRARIES[lang]))
    found = [page.title]
    for block in page.sections[0].blocks:
        found += [block.text] if isinstance(block, Paragraph) else []
        found += [item.text for item in block.items] if isinstance(block, Items) else []
        found += [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
    return found


@pytest.mark.parametrize(("name", "lang"), some([(name, lang) for lang in LANGS for name in EXAMPLES]))
def test_every_id_of_a_plan_is_explained(name: str, lang: Lang) -> None:
    """With its seasons, in either language, and nothing in it is left blank."""
    library = LIBRARIES[lang]
    plan = make_plan(example(name), library, START)
    for id in dict.fromkeys(ids_in(plan_data(plan, words_for(plan, library)))):
        said = texts(plan, id, lang)
        assert len(said) > 1, id
        assert not [text for text in said if "{" in text or NOTHING.search(text)], id


def test_what_is_watched_and_judged_is_told_with_its_sums() -> None:
    """The figures of the JSON stand in the text: where it should be at the end, in which week it is judged."""
    plan = make_plan(example("hotel-supplies"), LIBRARIES["en"], START)
    data = plan_data(plan, words_for(plan, LIBRARIES["en"]))
    for kpi, gate in zip(data["kpis"], data["gates"], strict=False):
        if kpi["unit"] == "share":
            assert f"{kpi['to'] * 100:.3g}%" in texts(plan, kpi["id"], "en")
        assert any(f"judged in week {gate['week']}:" in text for text in texts(plan, gate["id"], "en"))


def test_an_answer_says_where_it_came_from_and_what_asks_for_it() -> None:
    """One given, one taken for granted, one open."""
    plan = make_plan(example("hotel-supplies"), LIBRARIES["en"])
    assert "12%: your answer (annual_churn)" in " ".join(texts(plan, "answer.annual_churn", "en"))
    assert any("leave" in text for text in texts(plan, "answer.annual_churn", "en")[3:])
    assert "is not answered (quotes)" in " ".join(texts(plan, "answer.quotes", "en"))
