"""The hours and the money of the moves: what there is, what is planned, what is left and why."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Paragraph, Section, Table
from salesmode.report.page.saying import number_of
from salesmode.report.wording import Words

LEFT = 0.05  # of the budget: less is nothing to explain


def means(plan: Plan, words: Words) -> Section:
    """Return the hours by role and the money."""
    title = words.page("sections.means")
    if not plan.selection.moves:
        return Section("means", title, ())
    blocks: list[Block] = [_hours(plan, words)]
    blocks.append(Paragraph(words.sentences([*_money(plan, words), *_deputies(plan, words), *_half(plan, words)])))
    return Section("means", title, tuple(blocks))


def _hours(plan: Plan, words: Words) -> Table:
    columns = tuple(words.page(f"means.{key}") for key in ("role", "have", "planned", "fullest", "steady"))
    rows = []
    schedule = plan.schedule
    for role, week in schedule.capacity.items():
        planned = schedule.planned(role)
        own = {number: hours for (busy, number), hours in schedule.load.items() if busy == role}
        fullest = max(own, key=lambda number: (round(own[number], 6), -number), default=None)
        peak = "" if fullest is None else words.page(
            "means.fullest_value", hours=words.hours(own[fullest]), week=fullest
        )  # fmt: skip
        steady = words.hours(own.get(schedule.weeks, 0.0))
        have = words.shown("count", week * schedule.weeks)
        rows.append((words.role(role), have, words.shown("count", planned), peak, steady))
    return Table(columns, tuple(rows), frozenset({1, 2, 3, 4}))


def _money(plan: Plan, words: Words) -> Iterator[str]:
    spend, budget = sum(plan.schedule.spend), plan.schedule.budget
    if any(not one.candidate.cash_known for one in plan.selection.moves):
        yield words.page("means.unpriced", currency=words.currency)
        return
    if budget is None:
        yield words.page("means.money_unknown", spend=words.money(spend)) if spend else words.page("means.money_none")
        return
    whole = budget * len(plan.schedule.spend)
    key = "means.money_left" if spend < whole * (1 - LEFT) else "means.money"
    yield words.page(key, budget=words.money(whole), spend=words.money(spend))


def _deputies(plan: Plan, words: Words) -> Iterator[str]:
    pairs = {(row.asked, row.role) for row in plan.schedule.rows if row.asked != row.role}
    for asked, role in sorted(pairs):
        yield words.page("means.deputy", role=words.role(asked), by=words.role(role))


def _half(plan: Plan, words: Words) -> Iterator[str]:
    """The move that costs most hours for what it brings goes first."""
    optional = [one for one in plan.selection.moves if one.id not in plan.selection.forced]
    if len(optional) < 2:
        return
    least = min(optional, key=lambda one: one.worth.contribution[1] / max(1.0, one.candidate.hours_once + 1))
    yield words.page("means.half", number=number_of(plan, least.id))
