"""Each group of customers is asked for its own figures, once it is named, in its own name."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.talking import LIBRARY, Talk

from salesmode.business.vocabulary import Segment
from salesmode.intake.answers import Given, read_answers
from salesmode.interview import QuitError
from salesmode.interview.parts import open_parts

KNOWN = (
    "offer: x\nindustry: other\nregion: DE\ngoal: margin\nbuyer: both\nrelationship: repeat\nbuying_steps: [quote]\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of somebody who sells to two kinds of customers, and has named none."""
    file = tmp_path / "answers.yaml"
    file.write_text(KNOWN, encoding="utf-8")
    return file


def groups(path: Path) -> tuple[Segment, ...]:
    """Return the groups in a file."""
    return read_answers(Given(file=str(path)), LIBRARY).segments or ()


def test_each_group_is_asked_by_its_name_and_what_is_not_known_stays_open(path: Path) -> None:
    """A share of a hundred, customers, order value, orders a year; the share of the last one follows."""
    talk = Talk(path, "cafés, households", "60", "12", "340", "20", "?", "", "150", "", "3 or so", "3")
    talk.until_the_end()
    cafes, households = groups(path)
    assert (cafes.name, cafes.revenue_share) == ("cafés", 0.6)
    assert cafes.changes == {"customer_count": 12, "deal_value": 340, "purchases_per_year": 20}
    assert (households.revenue_share, households.changes) == (None, {"customer_count": 150, "purchases_per_year": 3})
    assert "cafés: how much of every 100 you earn" in talk.said
    assert "households: how much of every 100" not in talk.said
    assert talk.said.index("cafés: How many orders") < talk.said.index("households: How much is one typical order?")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_was_told_with_the_names_is_not_asked(path: Path, lang: str) -> None:
    """Shares stand behind the names; the rest is asked in either language."""
    talk = Talk(path, "A 60, B 40", *["7"] * 6, lang="zh" if lang == "zh" else "en")
    talk.until_the_end()
    assert [(one.name, one.revenue_share, len(one.changes)) for one in groups(path)] == [("A", 0.6, 3), ("B", 0.4, 3)]


def test_done_and_quit_and_back_leave_the_groups_as_they_stand(path: Path) -> None:
    """What was answered so far is in the file."""
    Talk(path, "A, B", "60", "done", "7").run()
    assert [one.changes for one in groups(path)] == [{}, {}]
    path.write_text(KNOWN, encoding="utf-8")
    with pytest.raises(QuitError):
        Talk(path, "A, B", "60", "7", "quit").run()
    assert [one.changes for one in groups(path)] == [{"customer_count": 7}, {}]
    path.write_text(KNOWN, encoding="utf-8")
    Talk(path, "A, B", "60", "back", "C 50, D 50", "8").until_the_end()
    assert [(one.name, one.changes) for one in groups(path)] == [("C", {"customer_count": 8}), ("D", {})]


def test_a_share_is_not_asked_where_all_others_say_it() -> None:
    """Nothing is asked of a group that says all of it."""
    told = {"customer_count": 1.0, "deal_value": 2.0, "purchases_per_year": 3.0}
    assert list(open_parts((Segment("A", told, revenue_share=0.6), Segment("B", told)), ())) == []
    open_now = open_parts((Segment("A", told), Segment("B", told, revenue_share=0.4), Segment("C", told)), ())
    assert [(part.name, part.id) for part in open_now] == [("A", "revenue_share"), ("C", "revenue_share")]
