"""`salesmode explain` as somebody types it: what is printed, in which language, and how a wrong id is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.commands import called, refused
from helpers.libraries import LIBRARY, example

from salesmode.engine.plan import make_plan

ROBOTS = str(LIBRARY.folder / "examples" / "industrial-robots.yaml")
PLAN = make_plan(example("industrial-robots"), LIBRARY)
MADE = PLAN.selection.moves[0].id
NOT_MADE = next(item.move for item in PLAN.selection.rejections if item.why == "not_for")
FOUND = next(found.id for found in PLAN.findings if found.money)
pytestmark = pytest.mark.usefixtures("elsewhere")


def explained(id: str, *argv: str) -> str:
    """Return what is printed of a thing of the robots' plan; nothing else may have been said."""
    ran = called("explain", id, "-a", ROBOTS, *argv)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("revenue", "your answer"),
        (f"finding.{FOUND}", "At stake"),
        (MADE, "It is move 1 of the plan"),
        (f"move.{NOT_MADE}", "It is not in the plan"),
        ("guard.cash", "This warning does not hold here"),
        ("lever.win_rate", "one point brings"),
    ],
)
def test_each_kind_of_thing_is_explained(id: str, said: str) -> None:
    """A figure, a finding, a move made and one refused, a warning, a lever."""
    out = explained(id)
    assert out.startswith("Why: ")
    assert said in " ".join(out.split())


def test_a_trace_says_more() -> None:
    """All that is above it stays."""
    plain, traced = explained("order_leaves"), explained("order_leaves", "--trace")
    assert len(traced) > len(plain)
    assert "Where each figure comes from" in traced


def test_it_is_said_in_the_language_asked_for() -> None:
    """And into a file where one is named."""
    assert explained("revenue", "--lang", "zh").startswith("为什么：")
    assert explained("revenue", "-o", "why.md") == ""
    assert Path("why.md").read_text(encoding="utf-8").startswith("# Why: ")


def test_a_page_is_no_data() -> None:
    """A name that promises JSON is refused."""
    message = refused("explain", "revenue", "-a", ROBOTS, "-o", "why.json")
    assert message.endswith("names that end in .json\nEnd the name in .txt or .md\n")


def test_an_unknown_id_is_refused_with_a_near_name() -> None:
    """Exit 2, what is wrong, and what to type."""
    message = refused("explain", "lever.win_rat", "-a", ROBOTS)
    assert message.startswith("explain: 'lever.win_rat' is nothing of this plan\nDid you mean lever.win_rate, ")
