"""Where new customers come from, and what each channel costs and brings."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.business.facts import ratio
from salesmode.business.vocabulary import OF_TEN, ChannelResult
from salesmode.engine.plan import Plan
from salesmode.report.amounts import number
from salesmode.report.document import Block, Items, Paragraph, Table
from salesmode.report.wording import Words


def sources(plan: Plan, words: Words) -> Iterator[Block]:
    """Yield the new sales by source, and what each channel costs and brings a month."""
    yield from _won_from(plan, words)
    yield from _results(plan, words)


def _won_from(plan: Plan, words: Words) -> Iterator[Block]:
    won_from, fresh = plan.business.profile.won_from, plan.business.economy.whole.year.fresh
    if not won_from or fresh is None or not plan.business.economy.whole.year.known:
        return
    ordered = sorted(((count, channel) for channel, count in won_from.items() if count), reverse=True)
    lines = tuple(
        Paragraph(
            words.ui(
                "numbers.source", channel=words.option("channels", channel), count=count,
                sales=words.money(fresh.likely * count / OF_TEN),
            ),
            id=f"source.{channel}",
        )
        for count, channel in ordered
    )  # fmt: skip
    yield Paragraph(words.ui("numbers.sources"), id="sources")
    yield Items(lines)


def _results(plan: Plan, words: Words) -> Iterator[Block]:
    results = plan.business.profile.channel_results
    if not results:
        return
    columns = tuple(words.ui(f"numbers.channel_{key}") for key in ("name", "enquiry", "order", "back"))
    rows = tuple(_result(result, words) for result in results)
    ids = tuple(f"channel.{result.channel}" for result in results)
    yield Table(columns, rows, frozenset({1, 2, 3}), ids)


def _result(result: ChannelResult, words: Words) -> tuple[str, ...]:
    per_enquiry, per_order = ratio(result.spend, result.enquiries), ratio(result.spend, result.orders)
    back = ratio(result.revenue, result.spend)
    unknown = words.ui("unknown")
    return (
        words.option("channels", result.channel),
        unknown if per_enquiry is None else words.money(per_enquiry),
        unknown if per_order is None else words.money(per_order),
        unknown if back is None else number(back),
    )
