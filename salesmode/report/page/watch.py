"""The figures to watch, from today to the end, and what luck alone could do to the year's."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.checks import YearLuck
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Paragraph, Section, Table
from salesmode.report.page.saying import filled, watched_texts
from salesmode.report.wording import Words

DECADES = 20
NARROW = 0.05  # of the usual orders: where chance moves less than that, it is no reason to wait


def watch(plan: Plan, words: Words, most: int) -> Section:
    """Return up to so many figures to watch."""
    blocks: list[Block] = []
    rows = tuple(_rows(plan, words))[:most]
    if rows:
        weeks = plan.schedule.weeks
        columns = (
            words.page("watch.measure"), words.page("watch.now"), words.page("watch.mid", week=max(1, weeks // 2)),
            words.page("watch.end", week=weeks),
        )  # fmt: skip
        blocks.append(Table(columns, rows, frozenset({1, 2, 3})))
    blocks += _by_chance(plan, bool(rows), words)
    return Section("watch", words.page("sections.watch"), tuple(blocks))


def _rows(plan: Plan, words: Words) -> Iterator[tuple[str, ...]]:
    for one in plan.selection.moves:
        if (watched := plan.watch.get(one.id)) is None:
            continue
        name, now, mid, end = watched_texts(one, watched, words)
        yield name, now, mid or words.page("watch.early"), end


def _by_chance(plan: Plan, watched: bool, words: Words) -> Iterator[Paragraph]:
    """What luck alone does to the goal's own rate, else to another one, else to the orders."""
    lever, orders = plan.goal.lever if plan.goal else None, plan.orders_luck
    told = sorted(plan.luck, key=lambda luck: (luck.lever != lever, luck.to is None))
    if told:
        yield Paragraph(_luck(told[0], watched, words), id=f"luck.{told[0].lever}")
    elif watched and orders is not None and orders.high - orders.low >= NARROW * orders.usual:
        usual, low, high = (words.shown("count", count) for count in (orders.usual, orders.low, orders.high))
        weeks = words.counted(orders.weeks, "weeks")
        said = filled("luck.orders", words, usual=usual, low=low, high=high, weeks=weeks)
        yield Paragraph(said, id="luck.orders")


def _luck(luck: YearLuck, watched: bool, words: Words) -> str:
    """What chance alone does, and what that decides; what takes years to prove is left to figures that are watched."""
    cases, low, high = (words.shown("count", count) for count in (luck.cases, luck.low, luck.high))
    values, key = {"cases": cases, "low": low, "high": high}, f"luck.{luck.lever}"
    if watched and luck.to is not None and luck.years is not None and luck.years >= 1:
        years = words.counted(round(luck.years), "years") if luck.years <= DECADES else words.page("luck.decades")
        values, key = {**values, "to": words.rate(round(luck.to, 3)), "years": years}, f"{key}_proof"
    return filled(key, words, **values)
