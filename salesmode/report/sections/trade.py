"""What owners of a trade know: who buys and how, where it leaks, why customers leave, what is never said."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.plan import Plan
from salesmode.knowledge.industries import Industry, TradeRange
from salesmode.report.document import Block, Items, Paragraph, Section, Table
from salesmode.report.wording import Words


def trade(plan: Plan, words: Words) -> Section:
    """Return what is known of the trade of a business, nothing where it is unknown."""
    pack = plan.business.trade.pack
    blocks = tuple(_known(pack, plan, words)) if pack is not None else ()
    return Section("trade", words.ui("sections.trade", trade=pack.title if pack else ""), blocks)


def _known(pack: Industry, plan: Plan, words: Words) -> Iterator[Block]:
    buyers = tuple(
        Paragraph(words.ui("trade.buys", name=words.fill(one.name), buys=words.fill(one.buys))) for one in pack.segments
    )
    yield from _items("segments", buyers, words)
    yield from _items("leak", _one(pack.leak, words), words)
    yield from _items("leave", tuple(Paragraph(words.fill(one.text)) for one in pack.leave), words)
    yield from _ranges(pack, plan, words)
    yield from _items("watch", _one(pack.watch, words), words)
    yield from _items("never", tuple(Paragraph(words.fill(one.text)) for one in pack.never), words)
    yield from _items("mistake", _one(pack.mistake, words), words)


def _one(text: str | None, words: Words) -> tuple[Paragraph, ...]:
    return (Paragraph(words.fill(text)),) if text else ()


def _items(key: str, lines: tuple[Paragraph, ...], words: Words) -> Iterator[Block]:
    if lines:
        yield Items(lines, label=words.ui(f"trade.{key}"))


def _ranges(pack: Industry, plan: Plan, words: Words) -> Iterator[Block]:
    region = plan.business.profile.region
    known = [one for one in pack.ranges if one.holds_in(region)]
    if known:
        columns = tuple(words.ui(f"trade.{key}") for key in ("figure", "low", "likely", "high", "rests_on"))
        yield Table(columns, tuple(_row(one, words) for one in known), frozenset({1, 2, 3}))


def _row(one: TradeRange, words: Words) -> tuple[str, ...]:
    values = (words.value(one.answer, value) for value in (one.low, one.likely, one.high))
    return (words.label(one.answer), *values, words.marks(one.sources))
