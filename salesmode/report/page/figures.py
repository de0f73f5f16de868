"""The table of the owner's own figures: those that a decision hangs on and that no sentence tells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from salesmode.engine.findings import FoundFinding
from salesmode.engine.ground import Ground
from salesmode.engine.plan import Plan
from salesmode.report.document import Table
from salesmode.report.page.saying import in_doubt
from salesmode.report.wording import Words, upper_first

SURPLUS: Final = "surplus"  # what all that is named leaves of the year
ROWS: Final = (
    SURPLUS, "revenue", "contribution", "order_leaves", "order_after_ads", "order_value", "kept_value",
    "customer_leaves", "cost_to_win", "won", "lost",
)  # fmt: skip
COMPARED: Final = frozenset({"revenue", "contribution"})  # of parts beside each other; alone they decide nothing
PAID: Final = frozenset({"order_value", "kept_value"})  # told only where nobody knows what it leaves
OF_AN_ORDER: Final = frozenset({"kept_value", "order_leaves", "order_after_ads"})
OF_PRICE: Final = OF_AN_ORDER | {"order_value", "customer_leaves"}
HELD_AGAINST: Final = "cost_to_win"  # told though the owner typed it: what a customer leaves stands beside it
TABLE: Final = 2  # rows: fewer are none
SEEN: Final = 0.01  # of an order: less is rounding
SAME: Final = 0.001  # of a figure: closer than that it is the same one


def figures_table(plan: Plan, words: Words, told: Collection[FoundFinding], most: int) -> Table | None:
    """Return up to so many figures of the business and its segments, without those that findings tell.

    One figure alone is no table: where no more are left, those that are told stand beside it.
    """
    rows = _rows(plan, words, told)
    if len(rows) < TABLE:
        rows = _rows(plan, words, ())
    if not rows:
        return None
    columns = (words.page("numbers.what"), *(ground.name or words.page("numbers.whole") for ground in plan.grounds))
    return Table(columns, rows[:most], frozenset(range(1, len(columns))))


def _rows(plan: Plan, words: Words, told: Collection[FoundFinding]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (upper_first(words.fill(words.page(f"numbers.{quantity}"))), *cells)
        for quantity in ROWS
        if not _told(quantity, told, plan) and _decides(quantity, plan) and any(cells := _cells(quantity, plan, words))
    )


def _told(quantity: str, told: Collection[FoundFinding], plan: Plan) -> bool:
    """Whether a finding of the whole business tells a figure already."""
    value = _value(quantity, plan.grounds[0])
    figures = [figure for found in told if found.ground.name is None for figure in found.figures.values()]
    return value is not None and any(
        figure is not None and abs(abs(figure) - abs(value)) <= SAME * abs(value) for figure in figures
    )


def _value(quantity: str, ground: Ground) -> float | None:
    """A quantity of a part; of the surplus what it leaves less the costs named."""
    if quantity != SURPLUS:
        return ground.part.value(quantity)
    left, costs = (ground.part.value(name) for name in ("contribution", "costs_to_cover"))
    return None if left is None or costs is None else left - costs


def _decides(quantity: str, plan: Plan) -> bool:
    """Whether a figure says something beyond what was typed and what the other rows hold."""
    if quantity == SURPLUS or (quantity in COMPARED and len(plan.grounds) == 1):
        return quantity == SURPLUS
    values = _values(quantity, plan)
    leaves = _values("order_leaves", plan)
    if quantity in PAID and any(leaf is not None for leaf in leaves):
        return False
    if quantity == "kept_value" and not _less(values, _values("order_value", plan)):
        return False
    if quantity == "customer_leaves" and not _apart(values, leaves):
        return False
    return quantity == HELD_AGAINST or not all(
        ground.part.because(quantity).answer for ground in plan.grounds if ground.part.value(quantity) is not None
    )


def _values(quantity: str, plan: Plan) -> list[float | None]:
    return [_value(quantity, ground) for ground in plan.grounds]


def _less(kept: Sequence[float | None], paid: Sequence[float | None]) -> bool:
    """Whether anything worth telling goes back or is shared on the way."""
    pairs = [(one, other) for one, other in zip(kept, paid, strict=True) if one is not None and other is not None]
    return any(one < other * (1 - SEEN) for one, other in pairs)


def _apart(ours: Sequence[float | None], theirs: Sequence[float | None]) -> bool:
    """Whether two rows differ anywhere by more than rounding."""
    return any(
        one is not None and (other is None or abs(one - other) > SEEN * abs(other))
        for one, other in zip(ours, theirs, strict=True)
    )


def _cells(quantity: str, plan: Plan, words: Words) -> list[str]:
    if quantity != SURPLUS:
        return [_cell(plan, ground, quantity, words) for ground in plan.grounds]
    left = _value(SURPLUS, plan.grounds[0])
    return ["" if left is None else words.money(left), *("" for _ in plan.grounds[1:])]


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
