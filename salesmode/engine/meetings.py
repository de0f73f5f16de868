"""The meetings that keep a plan alive, made of the questions that the backbone of every plan asks."""

from typing import NamedTuple

from salesmode.engine.plan import Plan
from salesmode.knowledge.settings import MeetingLimits
from salesmode.knowledge.terms import Every


class Question(NamedTuple):
    """A question of an agenda, and the play it comes from."""

    play: str
    text: str


class Gathering(NamedTuple):
    """One meeting: how often, how long, who leads it, which questions it answers."""

    every: Every
    minutes: int
    role: str
    agenda: tuple[Question, ...]
    sources: tuple[str, ...]


def gatherings(plan: Plan) -> list[Gathering]:
    """Return one meeting a week, month and quarter, with as many questions as there is time for.

    Questions that hold because of this business's answers come before those that any business is asked.
    """
    held = plan.settings.meetings
    return [
        _gathering("week", held.week, plan),
        _gathering("month", held.month, plan),
        _gathering("quarter", held.quarter, plan),
    ]


def _gathering(every: Every, limits: MeetingLimits, plan: Plan) -> Gathering:
    found: list[tuple[bool, int, Question]] = []
    sources: dict[str, None] = {}
    for play in plan.backbone:
        for meeting in play.rhythm:
            if meeting.every != every:
                continue
            sources.update(dict.fromkeys(meeting.sources))
            for index, rule in enumerate(meeting.agenda):
                if rule.test(plan.facts):
                    question = Question(play.id, rule.text)
                    found.append((rule.condition is None, index, question))
    found.sort(key=lambda item: item[:2])
    chosen = {question for _, _, question in found[: limits.questions]}
    agenda = tuple(question for _, _, question in sorted(found, key=lambda x: (x[2].play, x[1])) if question in chosen)
    leader = plan.team.assignee(limits.role) or limits.role
    return Gathering(every, limits.minutes, leader, agenda, tuple(sources))
