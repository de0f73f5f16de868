"""What a trade knows, on the two pages: for which it was taken, where its orders are lost, its classic mistake."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesmode.engine.plan import Plan
from salesmode.report.document import Paragraph
from salesmode.report.wording import Words

LEAVING: Final = ("retention", "stop_decline", "repeat_purchase")
REASONS: Final = 3


def taken_for(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """Yield for which trade a business was taken, or that its words are neutral; nothing where it said so itself."""
    trade, told = plan.business.trade, plan.business.profile
    titles = [words.option("industry", id) for id in trade.candidates]
    if trade.id and told.industry is None:
        yield Paragraph(words.page("trade.taken", trade=words.option("industry", trade.id)), id="assumption.trade")
    elif trade.id and len(titles) > 1:
        text = words.page("trade.open", trade=words.option("industry", trade.id), trades=words.listed(titles))
        yield Paragraph(text, id="assumption.trade")
    elif len(titles) > 1:
        yield Paragraph(words.page("trade.between", trades=words.listed(titles)), id="assumption.trade")
    elif trade.id is None and told.industry is None and told.offer:
        yield Paragraph(words.page("trade.unknown"), id="assumption.trade")


def where_it_leaks(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """Yield why customers of this trade leave, where keeping them is the goal; else where its orders are lost."""
    pack = plan.business.trade.pack
    if pack is None:
        return
    if pack.leave and plan.business.profile.goal in LEAVING:
        reasons = words.sentences([words.fill(reason.text) for reason in pack.leave[:REASONS]])
        yield Paragraph(words.page("trade.leave", reasons=reasons), id="trade.leave")
    elif pack.leak:
        yield Paragraph(words.page("trade.leak", leak=words.fill(pack.leak)), id="trade.leak")


def classic_mistake(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """Yield what the trade does wrong again and again."""
    pack = plan.business.trade.pack
    if pack is not None and pack.mistake:
        yield Paragraph(words.page("trade.mistake", mistake=words.fill(pack.mistake)), id="trade.mistake")
