"""Every finding and every move that is not made, each with its reason: what the two pages leave out."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.plan import Plan
from salesmode.report.document import Items, Paragraph, Section
from salesmode.report.page.not_now import rejection_text
from salesmode.report.page.saying import finding_text
from salesmode.report.wording import Words

UNTOLD = ("not_for", "unknown")  # what is not for this business would fill pages with nothing


def findings(plan: Plan, words: Words) -> Section:
    """Return all that the numbers say, most money first."""
    items = tuple(_findings(plan, words))
    return Section("findings", words.page("sections.findings"), (Items(items),) if items else ())


def _findings(plan: Plan, words: Words) -> Iterator[Paragraph]:
    for found in plan.findings:
        text = finding_text(found, words)
        if found.money is not None and found.finding.kind == "finding":
            text = words.sentences((text, words.page("at_stake", money=words.money(found.money))))
        yield Paragraph(text, id=f"finding.{found.id}")


def refused(plan: Plan, words: Words) -> Section:
    """Return the moves that are not made, each with its first binding reason."""
    told = [item for item in plan.selection.rejections if item.why not in UNTOLD]
    items = tuple(Paragraph(rejection_text(item, words), id=f"not_now.{item.move}") for item in told)
    return Section("refused", words.page("sections.refused"), (Items(items),) if items else ())
