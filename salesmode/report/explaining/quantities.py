"""A figure explained: the sum it comes from, what that sum is made of, and on demand everything down to the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesmode.business.economy import PartEconomy
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph, Table
from salesmode.report.quantities import because_text, missing_text, name
from salesmode.report.wording import Words, upper_first

DEEPEST = 12


def part_named(plan: Plan, id: str) -> tuple[PartEconomy, str] | None:
    """Return the part and the quantity that an id names: `churn`, `s1.churn`, `segments.NAME.churn`."""
    place, _, quantity = id.rpartition(".")
    if quantity not in plan.business.economy.model.quantities:
        return None
    economy = plan.business.economy
    if place in ("", "business"):
        return economy.whole, quantity
    named = place.removeprefix("segments.")
    return next(((part, quantity) for part in economy.segments if named in (part.id, part.name)), None)


def explain_quantity(
    plan: Plan, part: PartEconomy, quantity: str, words: Words, trace: bool
) -> tuple[str, Sequence[Block]]:
    """Return a quantity in one line, then a table of what it is made of, then with `trace` all that is behind it."""
    what = upper_first(name(quantity, words))
    blocks: list[Block] = [Paragraph(line(plan, part, quantity, words))]
    span = part.span(quantity)
    if span is not None and span.low < span.high:
        low, high = words.quantity(quantity, span.low), words.quantity(quantity, span.high)
        blocks.append(Paragraph(words.explain("range", low=low, high=high)))
    rows = tuple(_row(plan, *place, words) for place in inputs(plan, part, quantity))
    if rows:
        blocks.append(Table(tuple(words.explain(key) for key in ("what", "value", "from")), rows, frozenset({1})))
    if trace and rows:
        lines = (Paragraph(text) for text in _trail(plan, part, quantity, words))
        blocks.append(Items(tuple(lines), label=words.explain("trail")))
    return what, blocks


def line(plan: Plan, part: PartEconomy, quantity: str, words: Words) -> str:
    """Return a quantity with the sum it comes from, the answer it is, or why it is not worked out."""
    what, value = upper_first(name(quantity, words)), part.value(quantity)
    if value is None:
        why = missing_text(part, quantity, words) or words.explain("unknown_why")
        return words.explain("unknown", what=what, why=why)
    said, told = words.quantity(quantity, value), because_text(part, quantity, plan.business.economy, words)
    if part.because(quantity).identity is None:
        return words.explain("given", what=what, value=said, origin=_origin(told, part, quantity, words))
    return words.explain("is", what=what, sum=told, value=said)


def inputs(plan: Plan, part: PartEconomy, quantity: str) -> Iterator[tuple[PartEconomy, str]]:
    """Yield what a quantity was worked out from: each with its part."""
    economy = plan.business.economy
    for id in part.because(quantity).inputs if part.value(quantity) is not None else ():
        place, _, named = id.rpartition(".")
        owner = next((other for other in economy.parts if other.id == place), part) if place else part
        yield owner, named


def _row(plan: Plan, part: PartEconomy, quantity: str, words: Words) -> tuple[str, str, str]:
    value = part.value(quantity)
    called = upper_first(name(quantity, words))
    told = because_text(part, quantity, plan.business.economy, words)
    return (
        called if part.name is None else words.listed((called, part.name)),
        "" if value is None else words.quantity(quantity, value),
        _origin(told, part, quantity, words),
    )


def _origin(told: str, part: PartEconomy, quantity: str, words: Words) -> str:
    """What is said of a figure that no sum gives: of an answer also the id by which it is given."""
    answer = part.because(quantity).answer
    return told if answer is None else words.explain("by_id", text=told, id=answer)


def _trail(plan: Plan, part: PartEconomy, quantity: str, words: Words) -> Iterator[str]:
    """Every figure behind a quantity, once, from the sum down to the answers."""
    seen = {(part.id, quantity)}
    waiting = [(*place, 1) for place in inputs(plan, part, quantity)]
    while waiting:
        other, id, depth = waiting.pop(0)
        if (other.id, id) in seen or depth > DEEPEST:
            continue
        seen.add((other.id, id))
        yield line(plan, other, id, words)
        waiting += [(*place, depth + 1) for place in inputs(plan, other, id)]


def explain_lever(plan: Plan, id: str, words: Words, _: bool) -> tuple[str, Sequence[Block]] | None:
    """Return what a point of a lever brings, `None` where the id names none."""
    levers = (*plan.sizing.levers, *plan.sizing.segment_levers)
    lever = next((one for one in levers if id == f"lever.{one.id}"), None)
    if lever is None:
        return None
    what = words.ui(f"levers.{lever.id}")
    full = words.money(lever.bookings_point)
    if lever.per_point is None:
        return what, [Paragraph(words.explain("lever.unpriced", lever=upper_first(what), full=full))]
    now = words.money(lever.per_point)
    return what, [Paragraph(words.explain("lever.point", lever=upper_first(what), now=now, full=full))]
