"""What a seller costs and brings: hours of own people for each win, and when one who is hired now has paid back."""

from typing import Final

from msgspec import Struct

from salesmode.business.economy import PartEconomy
from salesmode.business.facts import ratio
from salesmode.business.year import MONTHS
from salesmode.economics.capacity import ramped_share
from salesmode.economics.figures import DAYS

HOURS_A_DAY: Final = 8
DAYS_A_MONTH: Final = 220 / MONTHS  # working days of a year, by our estimate
LONGEST: Final = 36  # months within which a hire must pay back


class Sellers(Struct, frozen=True):
    """Money of selling by own people, at the price of a bought-in working day, since no answer holds a wage.

    `win_cost` is what the hours of a win cost; a seller hired now has paid back after `pays_in` months, `None` where
    that is unknown, or longer than the longest.
    """

    workday: float
    win_cost: float | None
    pays_in: int | None
    known: bool


def sellers_of(part: PartEconomy, workday: float | None) -> Sellers | None:
    """Return what sellers cost and bring, `None` where nothing can be told."""
    if workday is None:
        return None
    hours, quota, ramp = part.value("hours_per_win"), part.value("quota"), part.profile.ramp_months
    rate = part.value("contribution_rate")
    win_cost = None if hours is None else hours / HOURS_A_DAY * workday
    known = None not in (quota, ramp, rate)
    if win_cost is None and not known:
        return None
    pays_in = _pays_in(part, quota, ramp, rate, workday) if quota and ramp is not None and rate is not None else None
    return Sellers(workday, win_cost, pays_in, known)


def attained(part: PartEconomy) -> float:
    """Return the share of a quota that is reached today, all of it where that is unknown or more."""
    attainment = part.value("attainment")
    return 1.0 if attainment is None else min(1.0, attainment)


def _pays_in(part: PartEconomy, quota: float, ramp: float, rate: float, workday: float) -> int | None:
    """The first month by whose end a new seller has left as much as was paid: quota x attainment x rate against wages.

    The first case is decided a cycle after the start; from there he works up evenly to full strength over the ramp.
    Every month costs the working days of a month.
    """
    full_month, wage = quota * attained(part) * rate / MONTHS, workday * DAYS_A_MONTH
    first = (part.value("cycle") or 0.0) * MONTHS / DAYS
    for month in range(1, LONGEST + 1):
        if full_month * ramped_share(ramp, start_month=first, months=month) >= wage:
            return month
    return None


def full_in(part: PartEconomy) -> int | None:
    """Return the month in which a year that grows evenly to the target is more than can be delivered.

    From R / 12 a month sales grow by g = (T - R) / 78 each month, which makes T in twelve; a month's ceiling is a
    twelfth of the year's. `None` where it never is, or something is unknown.
    """
    revenue, target, ceiling = part.value("revenue"), part.value("target"), part.value("ceiling")
    if revenue is None or target is None or ceiling is None or target <= revenue:
        return None
    step = (target - revenue) / (MONTHS * (MONTHS + 1) / 2)
    room = ratio((ceiling - revenue) / MONTHS, step)
    month = None if room is None else int(room) + 1
    return month if month is not None and month <= MONTHS else None
