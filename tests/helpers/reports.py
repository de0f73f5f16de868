"""Plans ready to be told, in either language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from helpers.libraries import LIBRARIES
from salesmode.business.profile import Profile
from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import Lang
from salesmode.report.document import Block, Items, Paragraph, Table
from salesmode.report.formats import Content, Report
from salesmode.report.outlines import words_for


def report_of(profile: Profile, lang: Lang = "en", start: date | None = None, content: Content = "plan") -> Report:
    """Return the plan of a business with the words to say it in."""
    library = LIBRARIES[lang]
    plan = make_plan(profile, library, start)
    return Report(plan, words_for(plan, library), content)


def rows_of(blocks: Iterable[Block]) -> dict[str, tuple[str, ...]]:
    """Return the rows of all tables by id."""
    tables = [block for block in blocks if isinstance(block, Table)]
    return {id: row for table in tables for id, row in zip(table.ids, table.rows, strict=False)}


def said_in(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the paragraphs by id, those of lists included."""
    held = list(blocks)
    found = [block for block in held if isinstance(block, Paragraph)]
    found += [one for block in held if isinstance(block, Items) for one in block.items]
    return {str(one.id): one.text for one in found}
