"""The sections of the two pages, and what they say."""

from __future__ import annotations

from helpers.libraries import LIBRARIES, example
from helpers.reports import said_in
from salesmode.business.profile import Profile
from salesmode.engine.plan import Plan, make_plan
from salesmode.knowledge.library import Lang, Library
from salesmode.report.document import Block, Items, Section, Table
from salesmode.report.outlines import words_for
from salesmode.report.page.pages import pages


def sections(plan: Plan, library: Library) -> dict[str, Section]:
    """Return the sections of the two pages by id."""
    return {section.id: section for section in pages(plan, words_for(plan, library))}


def told(profile: Profile, library: Library = LIBRARIES["en"]) -> dict[str, Section]:
    """Return the sections for a business, by id."""
    return sections(make_plan(profile, library), library)


def of_example(name: str, lang: Lang = "en") -> tuple[Plan, dict[str, Section]]:
    """Return the plan of an example, and the sections of its two pages."""
    library = LIBRARIES[lang]
    plan = make_plan(example(name), library)
    return plan, sections(plan, library)


def listed(section: Section) -> list[str]:
    """Return the lines of all lists of a section."""
    return [item.text for block in section.blocks if isinstance(block, Items) for item in block.items]


def table(section: Section) -> Table:
    """Return the first table of a section."""
    return next(block for block in section.blocks if isinstance(block, Table))


def ids(blocks: tuple[Block, ...]) -> list[str]:
    """Return the ids of all that is said, in order."""
    return list(said_in(blocks))
