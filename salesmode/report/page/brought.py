"""What a move brings inside twelve months, in orders where they can be counted, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.moves.effects import LIKELY, Claim
from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.report.document import Paragraph
from salesmode.report.page.saying import FEW_ORDERS, filled, stake_of, usual_order, words_of_move
from salesmode.report.wording import Words

# Levers that bring more orders of the usual size; every other one makes them larger, dearer or cheaper.
OF_ORDERS = frozenset({
    "win_rate", "conversion_rate", "mql_rate", "sql_rate", "opportunity_rate", "leads", "visits", "annual_churn",
    "repeat_rate", "purchases_per_year",
})  # fmt: skip


def brought(one: Chosen, plan: Plan, words: Words) -> Iterator[Paragraph]:
    """Yield what a move brings and why we count on it; nothing where it cannot be told."""
    told = _amount(one, plan, words) if one.candidate.claims else None
    if told is not None:
        text = words.sentences((told, _reason(one, words)))
        yield Paragraph(text, words.page("move.brings"), f"{one.id}.brings")


def _amount(one: Chosen, plan: Plan, words: Words) -> str | None:
    worth = one.worth
    if worth.sales[LIKELY] > 0:
        orders = _orders(one, plan)
        money = words.money_range(*worth.sales)
        if orders is None:
            return words.page("brings.sales", money=money)
        return filled("brings.orders", words, orders=words.shown("count", orders), money=money)
    stake = stake_of(one)
    if stake and worth.cash[LIKELY] <= 0:
        return words.page("brings.protects", money=words.money(stake))
    for key, cases in (("cash", worth.cash), ("costs", worth.contribution)):
        if cases[LIKELY] > 0:
            return words.page(f"brings.{key}", money=words.money_range(*cases))
    return None


def _orders(one: Chosen, plan: Plan) -> float | None:
    """How many more orders its sales are, `None` where it brings something else, or few."""
    value = usual_order(one.candidate.ground, plan)
    if not value or any(claim.pool.lever not in OF_ORDERS for claim in one.candidate.claims):
        return None
    orders = one.worth.sales[LIKELY] / value
    return orders if orders >= FEW_ORDERS else None


def _reason(one: Chosen, words: Words) -> str:
    """Why the share that brings most is counted on."""
    most = max(one.candidate.claims, key=_likely)
    return words_of_move(one.candidate, words).fill(most.effect.why)


def _likely(claim: Claim) -> float:
    return claim.contribution()[LIKELY]
