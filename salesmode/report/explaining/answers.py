"""An answer explained: what it is, where it came from, which findings and moves of the plan ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from salesmode.business.economy import MEASURED
from salesmode.business.profile import ANSWERS, ASSUMED, FROM_REGION, NOTED, flag
from salesmode.engine.next_questions import uses
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph
from salesmode.report.page.saying import finding_text, move_title
from salesmode.report.wording import Words, upper_first


def explain_answer(plan: Plan, id: str, words: Words, _: bool) -> tuple[str, Sequence[Block]] | None:
    """Return what an answer is and what asks for it; `None` where the id names none."""
    if id not in ANSWERS:
        return None
    return upper_first(words.label(id)), list(_told(plan, id, words))


def _told(plan: Plan, id: str, words: Words) -> Iterator[Block]:
    yield Paragraph(said_answer(plan, id, words))
    question = words.library.questions.answers.get(id)
    if question is not None:
        yield Paragraph(words.ui("ask.line", ask=words.fill(question.ask), flag=flag(id), id=id))
    library, findings = words.library, uses.findings(words.library)
    moves = [one.id for one in plan.selection.moves if any(id in use.answers for use in uses.of_move(library, one.id))]
    found = [one for one in plan.findings if one.id in findings and id in findings[one.id].answers]
    yield from _listed("moves", (move_title(move, words) for move in moves), words)
    yield from _listed("findings", (finding_text(one, words) for one in found), words)


def _listed(key: str, texts: Iterable[str], words: Words) -> Iterator[Block]:
    items = tuple(map(Paragraph, texts))
    if items:
        yield Items(items, label=words.explain(f"answer.{key}"))


def said_answer(plan: Plan, id: str, words: Words) -> str:
    """Return an answer with where it came from, or that it is open."""
    profile, what = plan.business.profile, upper_first(words.label(id))
    if id in profile.not_applicable:
        return words.explain("answer.given", what=what, value=words.ui("does_not_apply"), id=id)
    value = getattr(profile, id)
    if value is None:
        return words.explain("answer.open", what=what, id=id)
    origin, said = profile.origins.get(id, ""), _value(id, value, words)
    if id in profile.ranges:
        low, high = (words.value(id, end) for end in profile.ranges[id])
        said = words.explain("answer.between", value=said, low=low, high=high)
    return words.explain(f"answer.{_origin(origin)}", what=what, value=said, id=id, origin=origin)


def _value(id: str, value: object, words: Words) -> str:
    """A value as a reader would write it; of a list of people or parts how many it holds."""
    if isinstance(value, tuple) and value and not isinstance(value[0], str | int):
        return words.explain("answer.entries", count=len(value))
    return words.value(id, value)


def _origin(origin: str) -> str:
    if origin.startswith(MEASURED):
        return "measured"
    if origin == ASSUMED or origin.startswith(FROM_REGION):
        return "assumed"
    return "noted" if origin == NOTED else "given"
