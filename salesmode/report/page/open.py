"""What was assumed, what disagrees, and which answers would help most."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph, Section
from salesmode.report.sections.levers import contradiction_text
from salesmode.report.wording import Words

MOST = 5


def open_questions(plan: Plan, words: Words) -> Section:
    """Return the assumptions on people, what contradicts, and the answers to find out."""
    blocks: list[Block] = []
    assumed = tuple([*_people(plan, words), *_contradictions(plan, words)])
    if assumed:
        blocks.append(Items(assumed))
    asked = tuple(_asked(plan, words))
    if asked:
        blocks.append(Items(asked, numbered=True, label=words.page("open.would").rstrip(":：")))
    return Section("open", words.page("sections.open"), tuple(blocks))


def _people(plan: Plan, words: Words) -> Iterator[Paragraph]:
    capacity = plan.business.capacity
    if capacity.invented:
        yield Paragraph(words.page("open.team", hours=words.hours(capacity.week)), id="assumption.team")
    for role in capacity.assumed:
        text = words.page("open.hours", hours=words.hours(capacity.hours[role]), role=words.role(role))
        yield Paragraph(text, id=f"assumption.plan_hours.{role}")


def _contradictions(plan: Plan, words: Words) -> Iterator[Paragraph]:
    for contradiction in plan.sizing.contradictions[:2]:
        text = words.page("open.contradiction", text=contradiction_text(contradiction, words))
        yield Paragraph(text, id="contradiction")


def _asked(plan: Plan, words: Words) -> Iterator[Paragraph]:
    for id in plan.robustness.ask_next[:MOST]:
        yield Paragraph(words.fill(words.library.questions.answers[id].ask), id=f"ask.{id}")
