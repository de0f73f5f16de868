"""Who has a say and what each needs to hear, how a purchase runs, and what to know of the trade."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.industry import NOTES, Stakeholder
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Heading, Items, Paragraph, Section, Table
from salesmode.report.wording import Words


def deciding(plan: Plan, words: Words) -> Section:
    """Return the people with a say, the stages with what ends each, and the channels and seasons of the trade."""
    blocks = [*_voices(plan, words), *_stages(plan, words), *_notes(plan, words)]
    if blocks:
        marks = words.marks(plan.industry.sources)
        blocks.append(Paragraph(marks, words.ui("deciding.sources"), "trade.sources"))
    return Section("deciding", words.ui("sections.deciding"), tuple(blocks))


def _voices(plan: Plan, words: Words) -> Iterator[Block]:
    people = plan.industry.stakeholders
    if not people:
        return
    columns = tuple(words.ui(f"deciding.{key}") for key in ("who", "concern", "message", "paper", "ask"))
    parts = ("concern", "message", "paper", "ask")
    rows = tuple(
        (_who(person, plan, words), *(words.fill(getattr(person.voice, part)) for part in parts)) for person in people
    )  # fmt: skip
    yield Table(columns, rows, ids=tuple(f"voice.{person.voice.id}" for person in people))


def _who(person: Stakeholder, plan: Plan, words: Words) -> str:
    """The person in this trade; where the answers name roles, those they leave out are marked."""
    who = words.fill(person.voice.who)
    unnamed = plan.business.profile.decision_roles and not person.named and plan.business.diagnosis.mode != "b2c"
    return words.ui("deciding.unnamed", who=who) if unnamed else who


def _stages(plan: Plan, words: Words) -> Iterator[Block]:
    stages = plan.industry.stages
    if not stages:
        return
    yield Heading(words.ui("deciding.stages"), id="stages")
    columns = (words.ui("deciding.number"), words.ui("deciding.stage"), words.ui("deciding.exit"))
    rows = tuple(
        (str(number), words.fill(stage.stage), words.fill(stage.exit)) for number, stage in enumerate(stages, 1)
    )
    yield Table(columns, rows, frozenset({0}), tuple(f"stage.{stage.id}" for stage in stages))


def _notes(plan: Plan, words: Words) -> Iterator[Block]:
    for kind in NOTES:
        lines = plan.industry.notes[kind]
        if lines:
            items = tuple(Paragraph(words.fill(line.text), id=f"trade.{kind}.{n}") for n, line in lines.items())
            yield Items(items, label=words.ui(f"deciding.{kind}"))
