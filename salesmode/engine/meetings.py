"""The meetings that keep a plan alive, made of the questions that the backbone of every plan asks."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmode.business.conditions import Facts
from salesmode.engine.capacity import Team
from salesmode.knowledge.plays import Play
from salesmode.knowledge.settings import MeetingLimits, MeetingSettings
from salesmode.knowledge.terms import Every


class Question(NamedTuple):
    """A question of an agenda, and the play it comes from."""

    play: str
    text: str


class Meeting(NamedTuple):
    """One meeting: how often, how long, who leads it, which questions it answers."""

    every: Every
    minutes: int
    role: str
    agenda: tuple[Question, ...]
    sources: tuple[str, ...]


def meetings(backbone: Sequence[Play], facts: Facts, team: Team, settings: MeetingSettings) -> tuple[Meeting, ...]:
    """Return one meeting a week, month and quarter, with as many questions as there is time for.

    Questions that hold because of this business's answers come before those that any business is asked.
    """
    limits: tuple[tuple[Every, MeetingLimits], ...] = (
        ("week", settings.week),
        ("month", settings.month),
        ("quarter", settings.quarter),
    )
    return tuple(_meeting(every, held, backbone, facts, team) for every, held in limits)


def _meeting(every: Every, limits: MeetingLimits, backbone: Sequence[Play], facts: Facts, team: Team) -> Meeting:
    found: list[tuple[bool, int, Question]] = []
    sources: dict[str, None] = {}
    for play in backbone:
        for rule in (rule for rule in play.rhythm if rule.every == every):
            sources.update(dict.fromkeys(rule.sources))
            for place, line in enumerate(rule.agenda):
                if line.test(facts):
                    found.append((line.condition is None, place, Question(play.id, line.text)))
    found.sort(key=lambda item: item[:2])
    chosen = {question for _, _, question in found[: limits.questions]}
    agenda = tuple(question for _, _, question in sorted(found, key=lambda x: (x[2].play, x[1])) if question in chosen)
    return Meeting(every, limits.minutes, team.assignee(limits.role) or limits.role, agenda, tuple(sources))
