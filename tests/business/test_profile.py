"""Answers given from Python: held to the same types and bounds as those of a file, and refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from salesmode.business.profile import Profile, dump_answers, make_profile
from salesmode.business.vocabulary import Choice, Member, Segment
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


def test_a_changed_answer_is_known_exactly() -> None:
    """The range of what was there before goes with it, and no other."""
    made = Profile(win_rate=0.125, aov=40, ranges={"win_rate": (0.1, 0.15), "aov": (30, 50)})
    changed = made.replaced({"win_rate": 0.3})
    assert (changed.win_rate, changed.ranges) == (0.3, {"aov": (30, 50)})
    assert made.replaced({"aov": None}).ranges == {"win_rate": (0.1, 0.15)}


def test_what_organisations_invoice_of_a_segment_follows_from_its_buyer() -> None:
    """All where only organisations buy, nothing where only persons do; else that of the whole, or what was said."""
    segments = (
        Segment(name="firms", changes={"buyer": "organization"}),
        Segment(name="homes", changes={"buyer": "individual"}),
        Segment(name="mixed", changes={"buyer": "both"}),
        Segment(name="said", changes={"buyer": "organization", "business_revenue_share": 0.9}),
    )
    made = Profile(business_revenue_share=0.4, segments=segments)
    assert [part.business_revenue_share for _, part in made.parts()] == [1.0, 0.0, 0.4, 0.9]


def test_a_choice_is_the_business_with_a_few_answers_changed() -> None:
    """What it says does not apply is gone, the rest stays."""
    choice = Choice(name="A", changes={"price_level": 0.1}, not_applicable=frozenset({"ad_spend"}))
    varied = Profile(aov=40, ad_spend=300, price_level=0.0).varied(choice)
    assert (varied.aov, varied.price_level, varied.ad_spend) == (40, 0.1, None)
    assert varied.not_applicable == {"ad_spend"}


def test_a_share_above_one_is_written_as_per_cent() -> None:
    """As it has to stand in a file, where 1.24 would be asked back."""
    made = make_profile(spare_capacity=1.24, changed=[{"what": "orders", "by": 2.5}])
    assert dump_answers(made) == {"spare_capacity": "124%", "changed": [{"what": "orders", "by": "250%"}]}


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
        ({"changed": [{"what": "orders", "by": -2}]}, "changed.0.by"),
        ({"channel_results": [{"channel": "fax"}]}, "channel_results.0.channel"),
        ({"last_price_change": {"by": 0.1, "ago": 3}}, "last_price_change.ago"),
        ({"left_because": ["boredom"]}, "left_because.0"),
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
