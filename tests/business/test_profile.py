"""Answers given from Python: held to the same types and bounds as those of a file, and refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from salesmode.business.profile import Profile, make_profile
from salesmode.business.vocabulary import Member, Segment
from salesmode.errors import InputError


def test_answers_from_python_are_made_what_a_file_makes_of_them() -> None:
    """A whole number becomes a quantity, a list of options a tuple, a map of the team its people."""
    made = make_profile(buyer="both", deal_value=500, channels=["email"], team=[{"role": "sales", "plan_hours": 3}])
    assert made == Profile(
        buyer="both", deal_value=500.0, channels=("email",), team=(Member(role="sales", plan_hours=3.0),)
    )
    assert isinstance(made.deal_value, float)


def test_people_and_segments_may_be_given_as_they_are() -> None:
    """What the program itself holds is taken like the map it stands for, and is held to the same bounds."""
    team, segments = (Member(role="sales", people=2),), (Segment(name="cafés", changes={"channels": ("email",)}),)
    made = make_profile(team=team, segments=segments)
    assert (made.team, made.segments) == (team, segments)
    with pytest.raises(InputError, match=r"team\.0\.people"):
        make_profile(team=(Member(role="sales", people=-1),))


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({"buyer": "organisation"}, "buyer"),
        ({"win_rate": 35}, "win_rate"),
        ({"win_rate": float("nan")}, "win_rate"),
        ({"decision_makers": 2.5}, "decision_makers"),
        ({"buyr": "both"}, "buyr"),
        ({"peak_months": [13]}, "peak_months.0"),
        ({"capability": {"negotiation": 5}}, "capability.negotiation"),
        ({"capability": {"juggling": 1}}, "capability.juggling"),
        ({"team": [{"role": "wizard"}]}, "team.0.role"),
        ({"team": [{"role": "sales", "pay": 3}]}, "team.0.pay"),
        ({"segments": [{"revenue_share": 0.3}]}, "segments.0.name"),
    ],
    ids=str,
)
def test_an_answer_that_does_not_fit_is_refused_by_name(answers: dict[str, Any], named: str) -> None:
    """An option nobody knows, a rate in per cent, half a person, a misspelt id: the answer, and what to type next."""
    with pytest.raises(InputError) as caught:
        make_profile(**answers)
    assert str(caught.value.what).startswith(f"{named}: ")
    assert caught.value.fix == "salesmode questions lists every answer"


def test_every_answer_that_does_not_fit_is_named_at_once() -> None:
    """Nobody mends them one by one."""
    with pytest.raises(InputError) as caught:
        make_profile(buyer="x", win_rate=2, revenue=-1)
    assert all(f"{id}: " in str(caught.value.what) for id in ("buyer", "win_rate", "revenue"))


def test_control_characters_of_a_text_are_spelt_out() -> None:
    """A name is printed on a terminal: what would command it is shown instead."""
    assert make_profile(name="a\x1b[2Jb").name == r"a\x1b[2Jb"
