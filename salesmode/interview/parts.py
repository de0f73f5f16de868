"""What is asked of each group of customers once groups are named: group by group, in their own names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, NamedTuple

from salesmode.business.vocabulary import Segment
from salesmode.intake.questions import Question
from salesmode.interview.prompts import Form, FormLine, Prompt
from salesmode.interview.state import State
from salesmode.interview.wording import Wording

SEGMENTS: Final = "segments"
SHARE: Final = "revenue_share"
LIKE_SHARE: Final = "business_revenue_share"  # a share of revenue that is asked for in the same way
ASKED: Final = (SHARE, "customer_count", "deal_value", "purchases_per_year")


class Part(NamedTuple):
    """One question about one group: the place of the group, its name, and the answer that is asked for."""

    place: int
    name: str
    id: str


def open_parts(segments: Sequence[Segment], asked: Collection[Part]) -> Iterator[Part]:
    """Yield what is neither told nor asked of each group; a share that follows from all others is not asked."""
    for place, segment in enumerate(segments):
        others = [one.revenue_share for one in segments if one is not segment]
        told = {*segment.changes, *segment.not_applicable}
        if segment.revenue_share is not None or None not in others:
            told.add(SHARE)
        for part in (Part(place, segment.name, id) for id in ASKED if id not in told):
            if part not in asked:
                yield part


class PartPrompts:
    """The words of these questions."""

    def __init__(self, wording: Wording) -> None:
        self._wording, self._words = wording, wording.words

    def question(self, part: Part) -> Question:
        """Return the question, put about one group alone."""
        if part.id == SHARE:
            like = self._wording.questions[LIKE_SHARE]
            ask, label, hint = (self._words.say(f"share_{key}", name=part.name) for key in ("ask", "label", "hint"))
            return like._replace(ask=ask, label=label, hint=hint)
        question = self._wording.questions[part.id]
        return question._replace(ask=self._words.say("of_part", name=part.name, ask=question.ask))

    def prompt(self, part: Part, state: State) -> Prompt:
        """Return the prompt of a question, on a screen that has the name of the group."""
        question = self.question(part)
        lines = [FormLine(self.question(part._replace(id=id)).label, self._standing(part, id, state)) for id in ASKED]
        form = Form(part.name, self._wording.progress(state), tuple(lines), question.ask)
        return Prompt(("", question.ask), question.label, "line", how=question.hint, form=form)

    def _standing(self, part: Part, id: str, state: State) -> Any:
        if id == part.id:
            return "here"
        segment = (state.profile.segments or ())[part.place]
        known = segment.revenue_share is not None if id == SHARE else id in segment.changes
        return "given" if known else "passed" if ASKED.index(id) < ASKED.index(part.id) else "coming"


def with_part(segments: Any, part: Part, value: object) -> list[dict[str, Any]]:
    """Return the groups as they stand in a file, with one more answer about one of them."""
    return [{**held, part.id: value} if place == part.place else held for place, held in enumerate(segments)]
