"""What must be won in twelve months: to stay where the business stands, and for the target."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from salesmode.business.economy import PartEconomy
from salesmode.business.facts import ratio
from salesmode.business.year import MONTHS, newcomers_share

Goal = Literal["hold", "target"]


class Need(NamedTuple):
    """What new customers must bring inside the year, and how many that takes; a count is `None` where it is unknown.

    To `hold` is to sell what was sold last year, of the rest for the `target`. `customers` are won evenly over the
    year, `offers` at the win rate, `leads` through the stages before.
    """

    goal: Goal
    money: float
    customers: float | None
    offers: float | None
    leads: float | None


def needs_of(part: PartEconomy) -> tuple[Need, ...]:
    """Return what must be won; empty where nobody can tell what comes without new selling, or nothing need be won.

    A shop, or a segment that is one, has as many first orders as last year without anybody who sells.
    """
    return tuple(_needs(part)) if not part.keeps_level else ()


def _needs(part: PartEconomy) -> Iterator[Need]:
    base, each = part.year.base, _inside(part)
    if base is None:
        return
    wanted: tuple[tuple[Goal, float | None], ...] = (("hold", part.value("revenue")), ("target", part.value("target")))
    for goal, money in wanted:
        if money is None or money <= base.likely:
            continue
        customers = ratio(money - base.likely, each)
        offers = ratio(customers, part.value("win_rate"))
        yield Need(goal, money - base.likely, customers, offers, ratio(offers, part.value("stage_rate")))


def _inside(part: PartEconomy) -> float | None:
    """What a customer won at some time of the year brings inside it, on average."""
    if part.form is None:
        return None
    if part.form.newcomers == "whole":
        return part.value("kept_value")
    each = part.value("new_customer_value")
    share = newcomers_share(part.value, part.form, part.outside, MONTHS)
    return None if each is None or share is None else each * share
