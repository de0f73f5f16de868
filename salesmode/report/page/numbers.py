"""The owner's own numbers: what an order and a customer leave, and what else the figures say."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from salesmode.engine.findings import FoundFinding
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph, Section, Table
from salesmode.report.page.answer import CAPACITY, Answer, full_said, said_by_year, says
from salesmode.report.page.figures import figures_table
from salesmode.report.page.saying import figures_in, matters, moves_for, repeats, seen_to, told_finding
from salesmode.report.page.trade import where_it_leaks
from salesmode.report.wording import Words, upper_first

WAYS = 2  # of selling, counted: one alone has nothing beside it
FOREMOST = 4  # findings told before all others, whether a move is made for them or not
MOST_ROWS = 8  # of figures and of ways together


def own_numbers(plan: Plan, words: Words, opening: Answer, most: int) -> Section:
    """Return one table for the business and its segments, then what the answer has not told.

    That is up to so many findings, and where orders of the trade are lost if there are fewer.
    """
    told = tuple(_findings(plan, words, opening, most))
    ways = _channels(plan, words)
    findings = (*opening.findings, *(line.found for line in told))
    figures = figures_table(plan, words, findings, MOST_ROWS - (len(ways.rows) if ways else 0))
    blocks: list[Block] = [*(table for table in (figures, ways) if table is not None), *_sorter(plan, words)]
    items = (*(line.said for line in told), *where_it_leaks(plan, words))[:most]
    if items:
        blocks.append(Items(items))
    return Section("numbers", words.page("sections.numbers"), tuple(blocks))


class _Line(Struct, frozen=True):
    found: FoundFinding
    said: Paragraph


def _findings(plan: Plan, words: Words, opening: Answer, left: int) -> Iterator[_Line]:
    """The findings with most money that say something new, of parts that matter; how much room there is, once.

    After the first ones come those that a move of the plan is made for; what has no figure, or none that the owner has
    not typed, is no news and comes last.
    """
    said, typed = set(figures_in(opening.text)), _typed(plan, words)
    once = full_said(plan) | ({CAPACITY} & {found.finding.topic for found in opening.findings})
    first, rest = plan.findings[:FOREMOST], plan.findings[FOREMOST:]
    ordered = [*first, *sorted(rest, key=lambda one: not moves_for(one, plan))]
    texts = [(found, told_finding(found, plan, words)) for found in ordered]
    for found, text in sorted(texts, key=lambda one: not one[0].figures or repeats(one[1], typed)):
        known = found in opening.findings or found.finding.topic in once or repeats(text, said)
        known = known or any(says(found, guard) for guard in plan.guardrails.active[:1])
        tells = found.finding.kind == "finding" and not said_by_year(found, plan) and matters(found.ground, plan)
        if left and tells and not known:
            said.update(figures_in(text))
            once |= {CAPACITY} & {found.finding.topic}
            left -= 1
            own = Paragraph(words.sentences((text, *seen_to(found, plan, words))), id=f"finding.{found.id}")
            yield _Line(found, own)


def _typed(plan: Plan, words: Words) -> frozenset[str]:
    """The figures that the owner typed, as they are written."""
    numbers = {id: value for id, value in plan.business.profile.answered().items() if isinstance(value, int | float)}
    return frozenset(figure for id, value in numbers.items() for figure in figures_in(words.value(id, value)))


def _channels(plan: Plan, words: Words) -> Table | None:
    """What an order costs by each way that was counted, the cheapest first; nothing where fewer than two were."""
    results = plan.business.profile.channel_results or ()
    counted = [(one, one.order_cost) for one in results if one.order_cost is not None]
    if len(counted) < WAYS:
        return None
    rows = tuple(
        (words.option("channels", one.channel), words.money(one.spend or 0.0), words.shown("number", one.orders or 0.0),
         words.money(cost))
        for one, cost in sorted(counted, key=lambda pair: pair[1])
    )  # fmt: skip
    heads = (upper_first(words.fill(words.page(f"ways.{key}"))) for key in ("way", "spent", "orders", "each"))
    return Table(tuple(heads), rows, frozenset({1, 2, 3}))


def _sorter(plan: Plan, words: Words) -> Iterator[Block]:
    """The rows by which a business without counts finds out which firm it is."""
    if plan.sorter is None:
        return
    sorter = plan.sorter.sorter
    own = words.about(sorter.figures, plan.sorter.figures, plan.facts)
    yield Paragraph(own.fill(sorter.intro), id=f"sorter.{sorter.id}")
    columns = tuple(words.page(f"sorter.{key}") for key in ("true_when", "short_of", "first"))
    yield Table(columns, tuple((own.fill(r.true_when), own.fill(r.short_of), own.fill(r.first)) for r in sorter.rows))
