"""How a business was read, explained: a dimension and each reason in it, a part of the business, its trade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from salesmode.engine.diagnosis import Diagnosis
from salesmode.engine.diagnosis.evidence import Reason
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Paragraph, Table
from salesmode.report.explaining.answers import said_answer
from salesmode.report.page.trade import taken_for
from salesmode.report.sections.customers import reading_line, signed
from salesmode.report.wording import Words, upper_first

Told = tuple[str, Sequence[Block]] | None


def explain_dimension(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return where a dimension of the reading stands and what speaks for it; `None` where the id names none."""
    found = next((one for one in plan.business.diagnosis.dimensions if one.id == id), None)
    if found is None:
        return None
    text = words.explain(
        "dimension", pays=signed(found.position), buys=signed(found.motion_position), scale=words.ui("buying.scale")
    )
    return words.dimension(id), [Paragraph(text), *_reasons(found.reasons, plan, words)]


def explain_reason(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return what one answer says of who pays or how they buy; `None` where the id names no reason."""
    found = [one for item in plan.business.diagnosis.dimensions for one in item.reasons if one.id == id]
    return (upper_first(words.label(found[0].answer)), list(_reasons(found, plan, words))) if found else None


def _reasons(reasons: Iterable[Reason], plan: Plan, words: Words) -> Iterator[Block]:
    rows = tuple(_reason(one, plan, words) for one in reasons)
    columns = tuple(words.explain(f"reason.{key}") for key in ("answer", "of", "weight", "source"))
    yield Table(columns, rows, frozenset({2})) if rows else Paragraph(words.explain("reason.none"))


def _reason(reason: Reason, plan: Plan, words: Words) -> tuple[str, ...]:
    value = plan.business.diagnosis.facts.get(reason.answer, reason.value)
    said = words.ui("said.is", label=upper_first(words.label(reason.answer)), value=words.value(reason.answer, value))
    source = words.mark(reason.source) if reason.source == "judgement" else words.source(reason.source)
    return said, words.explain(f"reason.{reason.axis}"), signed(reason.weight), source


def explain_part(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return how a part of the business, or all of it, is read; `None` where the id names none."""
    parts = plan.business.economy.parts
    part = next((one for one in parts if one.id == id), None)
    if part is None:
        return None
    return part.name or words.explain("part.whole"), list(_part(_diagnosis(plan, id), id, plan, words))


def _diagnosis(plan: Plan, id: str) -> Diagnosis:
    pairs = zip(plan.business.economy.segments, plan.business.segments, strict=True)
    return next((segment.diagnosis for part, segment in pairs if part.id == id), plan.business.diagnosis)


def _part(diagnosis: Diagnosis, id: str, plan: Plan, words: Words) -> Iterator[Block]:
    yield Paragraph(reading_line(diagnosis, words))
    yield Paragraph(words.ui("buying.scale"))
    yield Paragraph(words.explain("part.figures", id=id))
    if id == plan.business.economy.whole.id and plan.business.economy.segments:
        named = words.listed(f"{part.name} ({part.id})" for part in plan.business.economy.segments)
        yield Paragraph(words.explain("part.segments", parts=named))


def explain_industry(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return why a business was taken for a trade; `None` where the id is not that of its trade."""
    trade = plan.business.trade
    if id != (trade.id or plan.business.given.industry):
        return None
    told = list(taken_for(plan, words)) or [Paragraph(said_answer(plan, "industry", words))]
    return words.option("industry", id), told
