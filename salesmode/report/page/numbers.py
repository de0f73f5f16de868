"""The owner's own numbers: what an order and a customer leave, and what else the figures say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesmode.engine.ground import Ground
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph, Section, Table
from salesmode.report.page.answer import CAPACITY, MISSING, Answer, full_said, says
from salesmode.report.page.saying import figures_in, in_doubt, matters, moves_for, repeats, seen_to, told_finding
from salesmode.report.page.trade import where_it_leaks
from salesmode.report.wording import Words, upper_first

ROWS = (
    "revenue", "contribution", "costs_to_cover",
    "order_value", "kept_value", "order_leaves", "order_after_ads", "customer_leaves", "cost_to_win",
    "opportunities", "won", "lost",
)  # fmt: skip
OF_AN_ORDER = frozenset({"kept_value", "order_leaves", "order_after_ads"})
OF_PRICE = OF_AN_ORDER | {"order_value", "customer_leaves"}
WAYS = 2  # of selling, counted: one alone has nothing beside it
SEEN = 0.01  # of an order: less is rounding
FOREMOST = 4  # findings told before all others, whether a move is made for them or not


def own_numbers(plan: Plan, words: Words, opening: Answer, most: int) -> Section:
    """Return one table for the business and its segments, then the findings that the answer has not told."""
    blocks: list[Block] = []
    rows = tuple(_rows(plan, words))
    if rows:
        heads = tuple(ground.name or words.page("numbers.whole") for ground in plan.grounds)
        columns = (words.page("numbers.what"), *heads)
        blocks.append(Table(columns, rows, frozenset(range(1, len(columns)))))
    blocks += [*_channels(plan, words), *_sorter(plan, words)]
    items = (*_findings(plan, words, opening, most), *where_it_leaks(plan, words))
    if items:
        blocks.append(Items(items))
    return Section("numbers", words.page("sections.numbers"), tuple(blocks))


def _findings(plan: Plan, words: Words, opening: Answer, left: int) -> Iterator[Paragraph]:
    """The findings with most money that say something new, of parts that matter; how much room there is, once.

    After the first ones come those that a move of the plan is made for; what has no figure is no news to its owner and
    comes last.
    """
    said = set(figures_in(opening.text))
    once = {CAPACITY} & ({found.finding.topic for found in opening.findings} | full_said(plan))
    first, rest = plan.findings[:FOREMOST], plan.findings[FOREMOST:]
    ordered = (*first, *sorted(rest, key=lambda one: not moves_for(one, plan)))
    for found in sorted(ordered, key=lambda one: not one.figures):
        text = told_finding(found, plan, words)
        known = found in opening.findings or found.finding.topic in once or repeats(text, said)
        known = known or any(says(found, guard) for guard in plan.guardrails.active[:1])
        tells = found.finding.kind == "finding" and MISSING not in found.figures and matters(found.ground, plan)
        if left and tells and not known:
            said.update(figures_in(text))
            once |= {CAPACITY} & {found.finding.topic}
            left -= 1
            yield Paragraph(words.sentences((text, *seen_to(found, plan, words))), id=f"finding.{found.id}")


def _channels(plan: Plan, words: Words) -> Iterator[Block]:
    """What an order costs by each way that was counted, the cheapest first; nothing where fewer than two were."""
    results = plan.business.profile.channel_results or ()
    counted = [(one, one.order_cost) for one in results if one.order_cost is not None]
    if len(counted) < WAYS:
        return
    rows = tuple(
        (words.option("channels", one.channel), words.money(one.spend or 0.0), words.shown("number", one.orders or 0.0),
         words.money(cost))
        for one, cost in sorted(counted, key=lambda pair: pair[1])
    )  # fmt: skip
    heads = (upper_first(words.fill(words.page(f"ways.{key}"))) for key in ("way", "spent", "orders", "each"))
    yield Table(tuple(heads), rows, frozenset({1, 2, 3}))


def _less(kept: Sequence[float | None], paid: Sequence[float | None]) -> bool:
    """Whether anything worth telling goes back or is shared on the way."""
    pairs = [(one, other) for one, other in zip(kept, paid, strict=True) if one is not None and other is not None]
    return any(one < other * (1 - SEEN) for one, other in pairs)


def _sorter(plan: Plan, words: Words) -> Iterator[Block]:
    """The rows by which a business without counts finds out which firm it is."""
    if plan.sorter is None:
        return
    sorter = plan.sorter.sorter
    own = words.about(sorter.figures, plan.sorter.figures, plan.facts)
    yield Paragraph(own.fill(sorter.intro), id=f"sorter.{sorter.id}")
    columns = tuple(words.page(f"sorter.{key}") for key in ("true_when", "short_of", "first"))
    yield Table(columns, tuple((own.fill(r.true_when), own.fill(r.short_of), own.fill(r.first)) for r in sorter.rows))


def _rows(plan: Plan, words: Words) -> Iterator[tuple[str, ...]]:
    for quantity in ROWS:
        values = [ground.part.value(quantity) for ground in plan.grounds]
        paid = [ground.part.value("order_value") for ground in plan.grounds]
        if quantity == "kept_value" and not _less(values, paid):
            continue
        if quantity == "contribution" and plan.grounds[0].part.value("costs_to_cover") is None:
            continue  # beside what it has to pay for, or not at all
        if any(value is not None for value in values):
            cells = (_cell(plan, ground, quantity, words) for ground in plan.grounds)
            yield upper_first(words.fill(words.page(f"numbers.{quantity}"))), *cells


def _cell(plan: Plan, ground: Ground, quantity: str, words: Words) -> str:
    """A figure of a part; marked where others deny what it rests on, and left out where it cannot be by the price.

    Nor is what an order of the whole business brings told of a part that has its own orders.
    """
    if ground.name is not None and quantity in OF_PRICE and ground.part.because("order_value").whole:
        return ""
    value, price = ground.part.value(quantity), ground.part.value("order_value")
    if value is None:
        return ""
    if quantity in OF_AN_ORDER and price is not None and value > price * (1 + SEEN):
        return words.page("numbers.disagree")
    text = words.quantity(quantity, value)
    return words.page("numbers.in_doubt", figure=text) if in_doubt(plan, ground, quantity) else text
