"""What changed between two sets of answers: the advice, the figures, and a smallest set of answers that did it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from helpers.libraries import LIBRARIES, LIBRARY, example

from salesmode.business.profile import Profile, dump_answers
from salesmode.engine.plan import make_plan
from salesmode.errors import InputError
from salesmode.follow.diff import Difference, Held, difference, held, mixed
from salesmode.follow.diff_page import difference_outline
from salesmode.follow.weighing import weigh, weighed
from salesmode.knowledge.library import Lang
from salesmode.report.formats.json import plan_data
from salesmode.report.formats.markdown import markdown
from salesmode.report.outlines import words_for

HOTEL = example("hotel-supplies")
WORSE: Mapping[str, Any] = {"deal_value": 380.0, "annual_churn": 0.25, "cash_months": 1.0, "overdue_share": 0.2}


def made(profile: Profile, start: date | None = None) -> Held:
    """Return answers with the plan made of them."""
    plan = make_plan(profile, LIBRARY, start)
    return Held(profile, start, plan, weighed(plan))


def changed(**answers: Any) -> Difference:
    """Return what changes where the hotel's supplier answers otherwise."""
    return difference(made(HOTEL), made(HOTEL.replaced(answers)), LIBRARY)


def test_no_smaller_set_of_answers_gives_the_new_advice() -> None:
    """The set named gives it, by plans made anew; none of fewer answers does."""
    found = changed(**WORSE)
    new = found.new.weighed
    assert found.advice
    assert found.did

    def gives(ids: tuple[str, ...]) -> bool:
        weighed_anew = weigh(mixed(found.old.profile, found.new.profile, ids), LIBRARY)
        return (weighed_anew.moves, weighed_anew.guards) == (new.moves, new.guards)

    assert gives(found.did)
    smaller = (ids for size in range(len(found.did)) for ids in itertools.combinations(found.changed, size))
    assert not any(gives(ids) for ids in smaller)


def test_what_changes_nothing_says_so() -> None:
    """Other words for the same business are no other advice."""
    found = changed(name="Another name")
    assert (found.changed, found.advice, found.figures, found.did) == (("name",), False, False, ())


def test_another_first_day_is_told_from_other_answers() -> None:
    """Where only the day is another, no answer is named."""
    found = difference(made(HOTEL, date(2027, 1, 4)), made(HOTEL, date(2027, 8, 2)), LIBRARY)
    assert (found.changed, found.did) == ((), ())


def test_a_range_and_what_does_not_apply_are_changes() -> None:
    """They are mixed with the rest of the answers as they stand."""
    new = HOTEL.replaced({"cash_months": None})
    absent = mixed(HOTEL, new, ("cash_months",))
    assert dump_answers(absent) == dump_answers(new)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "These answers alone did it: overdue share of receivables, months of costs in the bank, customers lost"),
        ("zh", "只这些答案就够了："),
    ],
)
def test_the_page_names_the_answers_that_did_it(lang: Lang, said: str) -> None:
    """In either language, with old and new beside each other."""
    found, library = changed(**WORSE), LIBRARIES[lang]
    page = markdown(difference_outline(found, words_for(found.new.plan, library)))
    assert said in page
    assert "20%" in page


class TestFiles:
    """Answers and plans as files."""

    @pytest.fixture
    def data(self) -> dict[str, Any]:
        """The hotel supplier's plan as JSON."""
        plan = make_plan(HOTEL, LIBRARY, date(2027, 1, 4))
        return json.loads(json.dumps(plan_data(plan, words_for(plan, LIBRARY))))  # type: ignore[no-any-return]

    def test_a_plan_gives_its_answers_and_its_first_day(self, data: dict[str, Any], tmp_path: Path) -> None:
        """The plan made of them is the one that was written."""
        path = tmp_path / "plan.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        read = held(str(path), LIBRARY)
        assert read.start == date(2027, 1, 4)
        assert [one.id for one in read.plan.selection.moves] == [move["id"] for move in data["moves"]]
        assert dump_answers(read.profile) == dump_answers(HOTEL)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"schema": 1}, "this plan has another shape"),
            (
                {"stamp": {"version": "0.0.1", "library": "x", "answers": "y"}},
                "another version .0.0.1, library x",
            ),
            ({"stamp": None}, "made by another version"),
        ],
    )
    def test_a_plan_of_another_version_is_refused(
        self, data: dict[str, Any], changes: dict[str, Any], said: str, tmp_path: Path
    ) -> None:
        """What changed could be the version's doing."""
        path = tmp_path / "plan.json"
        path.write_text(json.dumps({**data, **changes}), encoding="utf-8")
        with pytest.raises(InputError, match=said):
            held(str(path), LIBRARY)
