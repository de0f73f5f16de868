"""Why a comparison says what it says: each figure of a choice by its sum, by the id that JSON has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from salesmode.engine.moves.effects import LIKELY
from salesmode.errors import InputError, shown
from salesmode.follow.compare import Comparison, Side
from salesmode.follow.page import (
    bridge_table,
    gap_of,
    hours_of,
    said_value,
    step_text,
    switch_text,
    turn_text,
    verdict_text,
)
from salesmode.report.document import Block, Items, Outline, Paragraph, Section, Table
from salesmode.report.explaining import explain
from salesmode.report.page.saying import move_title
from salesmode.report.wording import Words, upper_first

NAMED: Final = re.compile(r"(?P<choice>c[1-5])(?:\.(?P<rest>.+))?|best|runner_up|basis|costs|switch\.(?P<answer>.+)")
Row = tuple[str, str]


def is_of_comparison(id: str) -> bool:
    """Return whether an id names a choice, a figure of one, or the verdict between them."""
    return NAMED.fullmatch(id) is not None


def explain_comparison(comparison: Comparison, id: str, words: Words, *, trace: bool = False) -> Outline:
    """Return why a thing of a comparison is as it is; what a choice's plan has an id for is explained by that plan.

    Raises InputError where there is no such thing.
    """
    found = NAMED.fullmatch(id)
    sides = {side.choice.id: side for side in comparison.sides}
    if found is None or (found["choice"] and found["choice"] not in sides):
        fix = (
            f"Name a choice ({', '.join(sides)}), a figure of one as c2.left, an id of its plan as c2.revenue, or best"
        )
        raise InputError(f"{shown(id)} is nothing of this comparison", where="explain", fix=fix)
    if found["choice"] is None:
        return _outline(
            words.compare("sections.answer"), _verdict(comparison, found["answer"], words), comparison, words
        )
    side, rest = sides[found["choice"]], found["rest"]
    key, _, part = (rest or "").partition(".")
    if rest is not None and (key not in FIGURES or (part and key in ONE)):
        return explain(side.plan, rest, words._replace(facts=side.plan.facts), trace=trace)
    keys = list(FIGURES) if rest is None else [key]
    blocks = [block for one in keys for block in FIGURES[one](side, comparison, words)]
    return _outline(side.choice.name, blocks, comparison, words)


def _outline(what: str, blocks: list[Block], comparison: Comparison, words: Words) -> Outline:
    stamp = comparison.sides[0].plan.stamp
    told = words.ui("plan.stamp", answers=stamp.answers, library=stamp.library, version=stamp.version)
    section = Section("explain", what, tuple(blocks))
    return Outline(words.explain("title", what=what), told, words.ui("colon"), (section,))


def _verdict(comparison: Comparison, answer: str | None, words: Words) -> list[Block]:
    if answer is not None:
        told = [switch_text(one, comparison, words) for one in comparison.switches if one.answer == answer]
        return [Paragraph(text) for text in told or [words.compare("why.no_switch", answer=words.label(answer))]]
    lines = [verdict_text(comparison, words), words.compare(f"why.basis.{comparison.basis}")]
    if comparison.costs:
        named = words.listed(words.library.quantities[id].name for id in comparison.costs)
        lines.append(words.compare("counted.costs", costs=named))
    values = [(upper_first(side.choice.name), _money(side.value, words)) for side in comparison.sides]
    return [*map(Paragraph, lines), _table("best", values, words)]


def _table(key: str, rows: list[Row], words: Words) -> Table:
    return Table((words.compare(f"why.{key}"), words.explain("value")), tuple(rows), frozenset({1}))


def _money(amount: float | None, words: Words) -> str:
    return words.compare("unknown") if amount is None else words.money(amount)


def _year_end(side: Side, _: Comparison, words: Words) -> Iterator[Block]:
    end, adds = side.weighed.year_end, side.plan.selection.worth.sales[LIKELY]
    rows: list[Row] = [] if end is None else [
        (words.compare("why.run"), words.money(end.likely - adds)), (words.compare("why.moves"), words.money(adds)),
        (words.compare("figures.year_end"), words.money(end.likely)),
        (words.compare("figures.range"), words.money_span(end.low, end.high)),
    ]  # fmt: skip
    yield _table("year_end", rows or [(words.compare("figures.year_end"), words.compare("unknown"))], words)


def _left(side: Side, comparison: Comparison, words: Words) -> Iterator[Block]:
    weighed, whole = side.weighed, side.plan.business.economy.whole
    rate, worth, end = whole.value("contribution_rate"), side.plan.selection.worth, weighed.year_end
    rows: list[Row] = []
    if rate is not None and end is not None:
        run = end.likely - worth.sales[LIKELY]
        said = words.compare("why.of_run", run=words.money(run), rate=words.rate(rate))
        rows = [
            (said, words.money(run * rate)),
            (words.compare("why.moves_leave"), words.money(worth.contribution[LIKELY])),
        ]
        costs = ((words.library.quantities[id].name, weighed.costs[id]) for id in comparison.costs)
        rows += [(upper_first(name), words.money(-cost)) for name, cost in costs]
    rows.append((words.compare("figures.left" if comparison.costs else "figures.leaves"),
                 _money(weighed.left(comparison.costs), words)))  # fmt: skip
    yield _table("left", rows, words)


def _gap(side: Side, _: Comparison, words: Words) -> Iterator[Block]:
    analysis, end = side.plan.sizing.gap_analysis, side.weighed.year_end
    rows = [
        (upper_first(words.label("revenue_target")), _money(analysis.target if analysis else None, words)),
        (words.compare("figures.year_end"), _money(end.likely if end else None, words)),
        (words.compare("figures.gap"), _money(gap_of(side), words)),
    ]
    yield _table("gap", rows, words)


def _received(side: Side, _: Comparison, words: Words) -> Iterator[Block]:
    money = side.plan.outlook.money if side.plan.outlook else None
    rows = [
        (words.compare("why.invoiced"), _money(money.invoiced if money else None, words)),
        (upper_first(words.label("days_to_cash")), said_value("days_to_cash", side.choice.profile, words)),
        (words.compare("figures.received"), _money(money.paid if money else None, words)),
    ]
    yield _table("received", rows, words)


def _spends(side: Side, _: Comparison, words: Words) -> Iterator[Block]:
    spent: dict[str, float] = {}
    for row in side.plan.schedule.rows:
        spent[row.move] = spent.get(row.move, 0.0) + row.cash
    rows = [(move_title(move, words), words.money(cash)) for move, cash in spent.items() if cash]
    yield _table(
        "spends", [*rows, (words.compare("figures.spends"), words.money(sum(side.plan.schedule.spend)))], words
    )


def _hours(side: Side, _: Comparison, words: Words) -> Iterator[Block]:
    schedule = side.plan.schedule
    rows = [(words.role(role), words.hours(hours)) for role in schedule.capacity if (hours := schedule.planned(role))]
    rows.append((words.explain("names.horizon"), str(schedule.weeks)))
    yield _table("hours", [*rows, (words.compare("figures.hours"), words.hours(hours_of(side)))], words)


def _moves(side: Side, _: Comparison, words: Words) -> Iterator[Block]:
    titles = [f"{move_title(one.id, words)} ({side.choice.id}.{one.id})" for one in side.plan.selection.moves]
    yield Items(tuple(map(Paragraph, titles or [words.compare("moves.none")])), label=words.compare("why.planned"))


def _changes(side: Side, comparison: Comparison, words: Words) -> Iterator[Block]:
    first = comparison.sides[0].choice.profile
    said = [upper_first(step_text(id, first, side.choice.profile, words)) for id in side.choice.changes]
    yield Items(tuple(map(Paragraph, said or [words.compare("why.as_given")])), label=words.compare("why.changes"))


def _follows(side: Side, _: Comparison, words: Words) -> Iterator[Block]:
    for answer, value in side.choice.follows.items():
        named = {"choice": side.choice.name, "answer": words.label(answer), "value": words.money(value)}
        yield Paragraph(upper_first(words.compare("counted.follows", **named)))
    yield Paragraph(words.compare("why.follows" if side.choice.follows else "why.follows_none"))


def _bridge(side: Side, comparison: Comparison, words: Words) -> Iterator[Block]:
    if side.bridge is None:
        yield Paragraph(words.compare("why.no_bridge"))
        return
    yield bridge_table(comparison.sides[0], side, side.bridge, comparison, words)
    yield Paragraph(words.compare("counted.order"))


def _turn(side: Side, comparison: Comparison, words: Words) -> Iterator[Block]:
    if comparison.best is None:
        yield Paragraph(verdict_text(comparison, words))
        return
    yield Paragraph(upper_first(turn_text(side, comparison.best, words)))
    yield Paragraph(words.compare("counted.turns"))


# The keys of a choice in the JSON; of those in ONE nothing goes by a longer id.
FIGURES: Final[Mapping[str, Callable[[Side, Comparison, Words], Iterator[Block]]]] = {
    "changes": _changes, "follows": _follows, "year_end": _year_end, "left": _left, "gap": _gap, "received": _received,
    "spends": _spends, "hours": _hours, "moves": _moves, "bridge": _bridge, "turn": _turn,
}  # fmt: skip
ONE: Final = frozenset({"left", "gap", "received", "spends", "hours", "moves"})
