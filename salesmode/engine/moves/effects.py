"""What moves bring: shares of what a lever could bring at all, which two moves on one lever share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from msgspec import Struct

from salesmode.engine.ground import Ground
from salesmode.engine.sizing.levers import FALLING, LeverWorth, in_year_share
from salesmode.knowledge.moves import Effect

Cases = tuple[float, float, float]
LIKELY: Final = 1  # the place of the likely case
MOST_RISE: Final = 2.0  # times itself
LEFT_TO_ONE: Final = frozenset({"win_rate", "repeat_rate"})
# Levers that bring nothing more to be delivered.
NO_VOLUME: Final = frozenset({"price", "gross_margin", "discount_rate", "return_rate", "saved", "cash"})
# Levers that bring nothing but more people who ask; a move that moves only these is taken away where there is no room.
DEMAND: Final = frozenset({"leads", "visits", "mql_rate", "sql_rate", "opportunity_rate"})
NEW_DEMAND: Final = "demand"
# Levers that are whole contribution, or none of the sales.
NO_SALES: Final = frozenset({"gross_margin", "discount_rate", "saved", "cash"})
SAME: Final = {"deal_value": "aov", "aov": "deal_value"}  # one lever, named for firms and for people


class Pool(Struct, frozen=True):
    """All that one lever of one part of the business could bring: sales and contribution of a full year.

    Where no answer tells the margin, sales stand for contribution (`left` is false), so that moves can be compared.

    `in_year` is the part of it that comes inside twelve months where the work tells after so many weeks; `room` is how
    far a rate could move, `None` for what is no rate of the whole business.
    """

    id: str
    lever: str
    sales: float
    contribution: float
    in_year: Callable[[float], float]
    room: float | None = None
    left: bool = True


class Claim(Struct, frozen=True):
    """What a move takes of a pool: low, likely and high share of it; `weeks` from running until it tells.

    The share is what its `effect` achieves of the `part` that it can reach.
    """

    pool: Pool
    shares: Cases
    weeks: float
    effect: Effect
    part: float

    def inside(self, week: float) -> float:
        """Return the part of it that comes inside twelve months where its move runs from that week on."""
        return self.pool.in_year(week - 1 + self.weeks)

    def begun(self, week: float) -> Taken:
        """Return what it takes inside twelve months where its move runs from that week on."""
        inside = self.inside(week)
        low, likely, high = self.shares
        return Taken(self.pool, (low * inside, likely * inside, high * inside))

    def contribution(self) -> Cases:
        """Return what it brings inside twelve months by itself, begun now: low, likely and high."""
        inside = self.pool.contribution * self.inside(1)
        low, likely, high = self.shares
        return low * inside, likely * inside, high * inside


class Taken(NamedTuple):
    """The low, likely and high share of a pool that a claim takes inside twelve months."""

    pool: Pool
    shares: Cases


class Worth(NamedTuple):
    """Sales, contribution and cash freed inside twelve months: low, likely and high each.

    `dearer` are those of the sales that better prices bring: nothing more has to be delivered for them.
    """

    sales: Cases
    contribution: Cases
    cash: Cases
    dearer: Cases


def pool_of(effect: Effect, ground: Ground, cost_of_cash: float) -> Pool | None:
    """Return what the lever of an effect could bring on a part of the business, `None` where that is unknown."""
    if effect.amount is not None:
        return _amount(effect, ground, cost_of_cash)
    lever = ground.levers.get(effect.lever) or ground.levers.get(SAME.get(effect.lever, ""))
    if lever is None:
        return None
    rate = 1.0 if lever.contribution_rate is None else lever.contribution_rate
    points = _points(lever, ground)
    sales = lever.bookings_point * points
    share = in_year_share(ground.part, lever.id, lever.cycles)
    if share(0.0) is None:
        return None
    return Pool(
        f"{ground.id}.{lever.id}", lever.id, 0.0 if lever.id in NO_SALES else sales,
        sales * rate, lambda weeks: share(weeks) or 0.0,
        points / 100 if lever.today is not None and ground.name is None else None,
        lever.contribution_rate is not None,
    )  # fmt: skip


def _points(lever: LeverWorth, ground: Ground) -> float:
    """Points that the lever could move at all: what a rate may fall, what is left to one, as much again.

    Nobody who wins or sees again one in ten comes to nine: a rate left to one rises to three times itself at most.
    Where the counts of prices and orders leave less to win than the rate that was stated, the counts are believed.
    """
    today = lever.today
    if lever.id == "win_rate" and today is not None:
        today = max(today, ground.look("quote_win_rate") or 0.0)
    if not lever.in_points or today is None or lever.id == "gross_margin":
        return 100.0
    if lever.id in FALLING:
        return today * 100
    return min(1 - today, MOST_RISE * today) * 100 if lever.id in LEFT_TO_ONE else today * 100


def _amount(effect: Effect, ground: Ground, cost_of_cash: float) -> Pool | None:
    amount = ground.work_out(effect.amount or ())
    if amount is None or amount <= 0:
        return None
    name = " ".join(str(token) for token in effect.amount or ())
    id = f"{ground.id}.{effect.lever}.{name}"
    if effect.lever == "cash":  # what it frees is there once; a year of it spares what borrowing would cost
        return Pool(id, "cash", amount, amount * cost_of_cash, lambda weeks: max(0.0, 52 - weeks) / 52)
    return Pool(id, "saved", 0.0, amount, lambda weeks: max(0.0, 52 - weeks) / 52)


def claim_of(effect: Effect, ground: Ground, figures: Mapping[str, float | None], cost_of_cash: float) -> Claim | None:
    """Return what an effect takes of its pool; `None` where the pool or the part it can reach is unknown."""
    pool = pool_of(effect, ground, cost_of_cash)
    part = ground.work_out(effect.part, figures)
    if pool is None or part is None:
        return None
    part = min(max(part, 0.0), 1.0)
    return Claim(pool, (effect.low * part, effect.likely * part, effect.high * part), float(effect.weeks), effect, part)


def joint_worth(taken: Iterable[Taken], room: float | None = None) -> Worth:
    """Return what claims bring together.

    On one pool 1 - Π(1 - a), never above it, with a the share that comes inside twelve months; pools add up. Sales that
    must be delivered end at `room`, and what they leave shrinks with them.
    """
    claims = list(taken)
    cases = [_case(claims, case, room) for case in range(3)]
    sales, contribution, cash, _, dearer = zip(*cases, strict=True)
    return Worth(sales, contribution, cash, dearer)


def joint_contribution(taken: Iterable[Taken], room: float | None = None) -> float:
    """Return the likely contribution of `joint_worth`, and what the cash that is freed spares."""
    _, contribution, _, spared, _ = _case(taken, LIKELY, room)
    return contribution + spared


def _case(taken: Iterable[Taken], case: int, room: float | None) -> tuple[float, float, float, float, float]:
    """Sales, contribution, cash freed, what that cash spares inside twelve months, and the sales of better prices."""
    left: dict[str, tuple[Pool, float]] = {}
    for pool, shares in taken:
        first, rest = left.get(pool.id, (pool, 1.0))
        left[pool.id] = first, rest * (1 - shares[case])
    volume = volume_leaves = dearer = leaves = cash = spared = 0.0
    for pool, rest in left.values():
        share = 1 - rest
        if pool.lever == "cash":
            cash += pool.sales * share
            spared += pool.contribution * share
        elif pool.lever in NO_VOLUME:
            dearer += pool.sales * share
            leaves += pool.contribution * share
        else:
            volume += pool.sales * share
            volume_leaves += pool.contribution * share
    fits = 1.0 if room is None or volume <= room else max(0.0, room) / volume
    return dearer + volume * fits, leaves + volume_leaves * fits, cash, spared, dearer
