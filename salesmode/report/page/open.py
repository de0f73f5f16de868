"""What was assumed, what disagrees, and which answers would help most."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.next_questions import MATURITY
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph, Section
from salesmode.report.page.trade import taken_for
from salesmode.report.sections.levers import contradiction_text
from salesmode.report.wording import Words

MOST = 5


def open_questions(plan: Plan, words: Words) -> Section:
    """Return the assumptions on people, what contradicts, and the answers to find out."""
    blocks: list[Block] = []
    assumed = (
        *taken_for(plan, words),
        *_margin(plan, words),
        *_people(plan, words),
        *_ramp(plan, words),
        *_contradictions(plan, words),
    )
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


def _margin(plan: Plan, words: Words) -> Iterator[Paragraph]:
    if any(not claim.pool.left for one in plan.selection.moves for claim in one.candidate.claims):
        yield Paragraph(words.page("open.no_margin"), id="assumption.margin")


def _ramp(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """The months until a new customer orders at full rhythm, where nobody said them and the year hangs on them."""
    whole, gap = plan.business.economy.whole, plan.sizing.gap_analysis
    fresh = whole.year.fresh
    if plan.business.profile.ramp_to_full_use is not None or fresh is None or fresh.low == fresh.high:
        return
    months = words.counted(whole.outside.ramps.likely, "months")
    if gap is None or gap.target is None or gap.base is None:
        yield Paragraph(words.page("open.ramp_only", months=months), id="assumption.ramp")
        return
    slow, quick = (words.money(max(0.0, gap.target - gap.base - end)) for end in (fresh.low, fresh.high))
    yield Paragraph(words.page("open.ramp", months=months, slow=slow, quick=quick), id="assumption.ramp")


def _contradictions(plan: Plan, words: Words) -> Iterator[Paragraph]:
    for contradiction in plan.sizing.contradictions[:2]:
        text = words.page("open.contradiction", text=contradiction_text(contradiction, words))
        yield Paragraph(text, id="contradiction")


def _asked(plan: Plan, words: Words) -> Iterator[Paragraph]:
    ids = [id for id in plan.robustness.ask_next if id != MATURITY]
    for id in ids[:MOST]:
        yield Paragraph(words.fill(words.library.questions.answers[id].ask), id=f"ask.{id}")
