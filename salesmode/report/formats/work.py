"""An action as a person's own tools take it in: its title, its steps and when it is done, as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from salesmode.engine.plan import Plan
from salesmode.errors import InputError, visible
from salesmode.knowledge.plays import Action
from salesmode.report.sections.plays import step_texts
from salesmode.report.wording import Words

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


def first_day(start: date, week: int) -> date:
    """Return the day on which a week of a plan begins, week 1 on `start`.

    Raises InputError where the calendar ends before, in the year 9999.
    """
    try:
        return start + (week - 1) * WEEK
    except OverflowError:
        raise InputError(
            "the plan would go on after the year 9999", where="--start", fix="Write an earlier day, as in 2027-01-04"
        ) from None


def title_of(action: Action, words: Words) -> str:
    """Return the title of an action on one line."""
    return clean(words.fill(action.title))


def details(action: Action, words: Words, plan: Plan) -> str:
    """Return the first step, the steps, the words to say and when it is done, a paragraph each."""
    return "\n".join(clean(line) for line in _details(action, words, plan))


def _details(action: Action, words: Words, plan: Plan) -> Iterator[str]:
    colon = words.ui("colon")
    yield from (f"{place}. {text}" for place, text in enumerate(step_texts(action, words, plan), 1))
    if action.words:
        yield f"{words.ui('play.words')}{colon}{words.fill(action.words)}"
    yield f"{words.ui('play.done_when')}{colon}{words.fill(action.done_when)}"


def clean(text: str) -> str:
    """Return a text on one line, every control and direction character spelt out."""
    return visible(" ".join(text.split()))
