"""What the owner wrote of: each sentence as it was written, what to do about it, and the words to say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesmode.engine.plan import Plan
from salesmode.engine.replies import Replied
from salesmode.report.document import Block, Paragraph, Quote, Section
from salesmode.report.page.saying import see, shortened
from salesmode.report.wording import Words, upper_first

QUOTED: Final = {False: 240, True: 90}  # characters of a sentence of the owner's, of a Chinese one


def wrote(plan: Plan, words: Words, most: int) -> Section:
    """Return what to do about up to so many sentences of the owner's notes; without any nothing."""
    blocks = tuple(block for one in plan.replies[:most] for block in _reply(one, plan, words))
    return Section("wrote", words.page("sections.wrote"), blocks)


def _reply(one: Replied, plan: Plan, words: Words) -> Iterator[Block]:
    own = words.about(one.named, one.figures, plan.facts)
    said = shortened(one.sentence, QUOTED[words.zh])
    reply = words.sentences(upper_first(own.fill(text)) for text in one.texts)
    told = words.page("replied", said=said, reply=reply)
    yield Paragraph(words.sentences((told, *see(one.moves, plan, words))), id=f"reply.{one.concern.id}")
    if one.say is not None:
        yield Quote(own.fill(one.say), words.page("move.say"), f"reply.{one.concern.id}.words")
