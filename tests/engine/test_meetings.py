"""The meetings of a plan: one a week, month and quarter, made of the questions of the backbone."""

from __future__ import annotations

from typing import Any

from helpers.libraries import Raw, build, raw_play, small_library, text

from salesmode.engine.meetings import Meeting
from salesmode.engine.plan import make_plan
from salesmode.knowledge.settings import MeetingLimits

FIRMS = {"if": {"answer": "buyer", "is": "organization"}}
PEOPLE = {"if": {"answer": "buyer", "is": "individual"}}


def weekly(*agenda: Raw, **more: Any) -> Raw:
    """Return a play that calls a meeting every week."""
    rule = {"id": "week", "every": "week", "role": "sales", "minutes": 20, "agenda": list(agenda), **more}
    return raw_play(rhythm=[{"sources": ["judgement"], **rule}])


def met(questions: int = 6, team: tuple[str, ...] = ("founder",), **plays: Raw) -> dict[str, Meeting]:
    """Return the meetings of a business that sells to organisations, with so many questions in the weekly one."""
    limits = MeetingLimits(minutes=30, questions=questions, role="founder")
    library = small_library({}, plays={f"shared.{id}": play for id, play in plays.items()}, week=limits)
    people = tuple({"role": role, "people": 1, "plan_hours": 5} for role in team)
    plan = make_plan(build(buyer="organization", team=people), library)
    return {meeting.every: meeting for meeting in plan.meetings}


def asked(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the questions with the play each comes from."""
    return [(question.play.removeprefix("shared."), question.text) for question in meeting.agenda]


def test_each_meeting_asks_what_the_backbone_asks_at_its_pace() -> None:
    """Questions of a week stand in the weekly meeting alone, play by play, in the order of the file."""
    held = met(a=weekly(text("a1"), text("a2")), b=weekly(text("b1"), text("b2")))
    assert list(held) == ["week", "month", "quarter"]
    assert asked(held["week"]) == [("a", "a1"), ("a", "a2"), ("b", "b1"), ("b", "b2")]
    assert (held["month"].agenda, held["quarter"].agenda) == ((), ())
    assert held["week"].sources == ("judgement",)


def test_a_question_for_others_is_not_asked() -> None:
    """Who sells to organisations is not asked about people."""
    held = met(a=weekly({**text("people"), **PEOPLE}, {**text("firms"), **FIRMS}))
    assert asked(held["week"]) == [("a", "firms")]


def test_where_time_is_short_questions_of_this_business_come_first() -> None:
    """Of two plays' questions those that hold because of the answers stay, then the first that anybody is asked."""
    held = met(2, a=weekly(text("a1"), text("a2")), b=weekly(text("b1"), {**text("firms"), **FIRMS}))
    assert asked(held["week"]) == [("a", "a1"), ("b", "firms")]


def test_who_is_there_leads_the_meeting() -> None:
    """The founder, and where there is none the first deputy who works in the business."""
    play = weekly(text("a1"), text("a2"))
    assert met(a=play)["week"].role == "founder"
    assert met(team=("marketing",), a=play)["week"].role == "marketing"
    assert met(a=play)["week"].minutes == 30
