"""A plan to hand to a client: for whom, of which day, by whom, without what is there for the adviser who made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Outline, Paragraph, Section
from salesmode.report.wording import Words

BLANK = "_" * 16  # to be filled in by hand
# What an adviser checks the plan by: contradictions, readings, every finding, moves not made, what would turn it.
SECTIONS: Final = frozenset({"agree", "buying", "findings", "refused", "flips", "ask"})
# What to ask the client next; how to run the program again; that notes are not read, and the trade was guessed.
PARAGRAPHS: Final = frozenset({"seasons", "assumption.notes", "assumption.trade"})
QUESTION = "ask."


class Client(Struct, frozen=True):
    """Who prepared a plan for a client, and the day it bears; what is not told is left as a line to write on."""

    prepared_by: str = ""
    day: date | None = None


def for_client(outline: Outline, client: Client, plan: Plan, words: Words) -> Outline:
    """Return the outline of a plan as its client gets it."""
    byline = words.ui(
        "plan.byline", name=plan.business.profile.name or BLANK, day=client.day or BLANK,
        by=client.prepared_by.strip() or BLANK,
    )  # fmt: skip
    sections = tuple(_titled(section, words) for section in without_adviser(outline.sections))
    return replace(outline, stamp="", byline=byline, sections=sections)


def _titled(section: Section, words: Words) -> Section:
    """The assumptions stand alone, without the questions."""
    return replace(section, title=words.page("sections.open_client")) if section.id == "open" else section


def without_adviser(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections without what is for the adviser."""
    kept = (replace(section, blocks=tuple(_kept(section.blocks))) for section in sections if section.id not in SECTIONS)
    return tuple(section for section in kept if section.blocks)


def _kept(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Items):
            left = tuple(item for item in block.items if _for_client(item))
            if left or not block.items:
                yield replace(block, items=left)
        elif not isinstance(block, Paragraph) or _for_client(block):
            yield block


def _for_client(said: Paragraph) -> bool:
    return said.id not in PARAGRAPHS and not said.id.startswith(QUESTION)
