"""What each lever is worth: per point, and for the step that the next level of a play states."""

import math
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from salesmode.business.facts import (
    DECISION_DAYS,
    ORDER,
    decision_days,
    kept_share,
    opportunities_a_year,
    order_value,
    ratio,
    won_share,
)
from salesmode.business.profile import Profile
from salesmode.engine.diagnosis import Diagnosis
from salesmode.engine.sizing.baseline import BASELINE_INPUTS, CONTRACT, Baseline, baseline_of
from salesmode.engine.sizing.benchmarks import stand_ins
from salesmode.engine.sizing.steps import FALLING, RISING, STAGES, steps_of
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Lever, Play
from salesmode.knowledge.settings import Lag
from salesmode.knowledge.tables import Benchmark

WEEKS = 52
POINT = 0.01
RATES = RISING | FALLING
# Levers that move what an order leaves rather than what is sold.
KEPT_WHOLE = frozenset({"gross_margin", "discount_rate"})
# The answers that a price is made of; the step beside it rests on the level of its play.
LEVER_INPUTS: Final = BASELINE_INPUTS | DECISION_DAYS | ORDER | {
    "customer_count", "repeat_rate", "discount_rate", "discount_share",
}  # fmt: skip


class Range(NamedTuple):
    """A figure as low, likely and high."""

    low: float
    mid: float
    high: float


class LeverWorth(NamedTuple):
    """A lever in money. A point is a hundredth: of the rate, or of the quantity.

    `in_year_share` is the part of twelve months in which it tells, `None` where the cycle it waits for is unknown;
    `signed_point` is sales a year per point once it runs; `per_point` the contribution that lands inside twelve months;
    `worth` that contribution for `step`, `bookings` the sales; `run_rate` the contribution a year once the step runs.
    `benchmark` stands in for an answer that the price needs: the price is then a range, whose ends are `spread` times
    its middle.
    """

    id: str
    today: float | None
    in_year_share: float | None
    bookings_point: float
    contribution_rate: float | None
    step: Lever | None
    step_play: str | None
    benchmark: Benchmark | None = None
    spread: tuple[float, float] = (1.0, 1.0)

    @property
    def kind(self) -> Literal["own", "benchmark"]:
        """Whether the price rests on the answers alone or on what others report."""
        return "own" if self.benchmark is None else "benchmark"

    @property
    def in_points(self) -> bool:
        """Whether the lever is a rate, moved in points, rather than a quantity, moved in per cent."""
        return self.id in RATES

    @property
    def kept_whole(self) -> bool:
        """Whether a point of it is contribution as it stands."""
        return self.id in KEPT_WHOLE

    @property
    def per_point(self) -> float | None:
        """Contribution per point that lands inside twelve months."""
        return _times(self.bookings_point, self.in_year_share, self.contribution_rate)

    @property
    def sales_point(self) -> float | None:
        """Sales per point that land inside twelve months; none for a lever that only moves what is kept."""
        return 0.0 if self.kept_whole else _times(self.bookings_point, self.in_year_share)

    @property
    def worth(self) -> Range | None:
        """Contribution of the step that lands inside twelve months."""
        return self._stepped(self.per_point)

    @property
    def bookings(self) -> Range | None:
        """Sales of the step that land inside twelve months."""
        return self._stepped(self.sales_point)

    @property
    def run_rate(self) -> float | None:
        """Contribution a year of the step's middle, once it runs."""
        point = _times(self.bookings_point, self.contribution_rate)
        return None if point is None or self.step is None else _middle(self.step) * point / POINT

    def _stepped(self, point: float | None) -> Range | None:
        if point is None or self.step is None:
            return None
        less, more = self.spread
        low, high = self.step.low * less * point / POINT, self.step.high * more * point / POINT
        return Range(low, (low + high) / 2, high)

    def spanned(self, point: float | None) -> Range | None:
        """Return a figure per point with the ends that a benchmark gives it."""
        return None if point is None else Range(point * self.spread[0], point, point * self.spread[1])


def _times(*factors: float | None) -> float | None:
    known = [factor for factor in factors if factor is not None]
    return math.prod(known) if len(known) == len(factors) else None


class Point(NamedTuple):
    """Where a lever stands and the sales a year that one more point brings; with a benchmark, a middle and its ends."""

    today: float | None
    bookings: float
    benchmark: Benchmark | None = None
    spread: tuple[float, float] = (1.0, 1.0)


def price_levers(
    profile: Profile, diagnosis: Diagnosis, baseline: Baseline, library: Library, benchmarks: tuple[Benchmark, ...] = ()
) -> tuple[LeverWorth, ...]:
    """Return every lever whose value per point can be told, most worth first.

    A lever that the answers price is priced by them; of the others, those for which one of `benchmarks` is enough.
    """
    lags = library.settings.sizing.levers
    steps = _steps(profile, diagnosis, library)
    cycle = decision_days(profile)
    found = []
    points = {id: Point(today, bookings) for id, today, bookings in _per_point(profile, diagnosis, baseline)}
    for benchmark in stand_ins(profile, benchmarks):
        points = {**_published(profile, diagnosis, benchmark), **points}
    for id, point in points.items():
        if id in FALLING and point.today == 0:
            continue
        step, play = steps.get(id, (None, None))
        contribution_rate = 1.0 if id in KEPT_WHOLE else _kept(profile, diagnosis)
        share = _share_of_year(lags[id], cycle)
        found.append(
            LeverWorth(
                id, point.today, share, point.bookings, contribution_rate, step, play, point.benchmark, point.spread
            )
        )
    return tuple(sorted(found, key=_most_first))


def _published(profile: Profile, diagnosis: Diagnosis, benchmark: Benchmark) -> dict[str, Point]:
    """Every lever as it is priced with either end of a benchmark in place of the answer that is missing."""
    ends = []
    for value in (benchmark.low, benchmark.high):
        other = profile.replaced({str(benchmark.answer): value})
        baseline = baseline_of(other, diagnosis.facts)
        ends.append({id: (today, bookings) for id, today, bookings in _per_point(other, diagnosis, baseline)})
    found = {}
    for id, (today, one) in ends[0].items():
        low, high = sorted((one, ends[1].get(id, (None, one))[1]))
        middle = (low + high) / 2
        alike = math.isclose(low, high, abs_tol=1e-9)
        spread = (1.0, 1.0) if alike else (low / middle, high / middle)
        found[id] = Point(None if id == benchmark.answer else today, middle, benchmark, spread)
    return found


def _most_first(lever: LeverWorth) -> tuple[float, float, str]:
    worth = lever.worth.mid if lever.worth else -1.0
    return -worth, -lever.bookings_point, lever.id


def _kept(profile: Profile, diagnosis: Diagnosis) -> float | None:
    """What a unit of revenue leaves: an order's contribution where people buy and it is known, else the margin."""
    left, value = diagnosis.facts.get("order_contribution"), order_value(profile)
    revenue = value * kept_share(profile) if value is not None else None
    per_order = ratio(left, revenue) if isinstance(left, float) else None
    return per_order if diagnosis.mode == "b2c" and per_order is not None else profile.gross_margin


def _share_of_year(lag: Lag, cycle: float | None) -> float | None:
    if lag.cycles and cycle is None:
        return None
    weeks = lag.weeks + lag.cycles * (cycle or 0.0) / 7
    return float(max(0.0, min(1.0, (WEEKS - weeks) / WEEKS)))


def _steps(profile: Profile, diagnosis: Diagnosis, library: Library) -> dict[str, tuple[Lever, str]]:
    """The largest step that the next level of any play with a slot of its own states, by lever."""
    best: dict[str, tuple[Lever, str]] = {}
    for play in library.plays.values():
        level = play.next_level(level_now(profile, play.id))
        if level is None or play.backbone or not demanded(play, diagnosis):
            continue
        if any(rule.test(diagnosis.facts) for rule in play.wrong_when):
            continue
        for lever in steps_of(level, profile, diagnosis.facts, library.settings.sizing.step_caps):
            if lever.id not in best or _middle(lever) > _middle(best[lever.id][0]):
                best[lever.id] = (lever, play.id)
    return best


def _middle(lever: Lever) -> float:
    return (lever.low + lever.high) / 2


def level_now(profile: Profile, play: str) -> int:
    """Return the level a business stands at; unknown counts as none, an assumption the plan names."""
    return (profile.maturity or {}).get(play, 0)


def demanded(play: Play, diagnosis: Diagnosis) -> int:
    """Return the level that the way of buying demands of a play, the higher one where both sides buy."""
    if diagnosis.mode is None:
        return 0
    sides = ("b2b", "b2c") if diagnosis.mode == "hybrid" else (diagnosis.mode,)
    motion = diagnosis.motion or "mixed"
    return max(play.demand.of(side, motion) for side in sides)


def _per_point(profile: Profile, diagnosis: Diagnosis, baseline: Baseline) -> Iterator[tuple[str, float | None, float]]:
    """Each lever with where it stands and the sales a year that one more point brings."""
    yield from _funnel_points(profile, baseline)
    yield from _base_points(profile, baseline)
    yield from _shop_points(profile, diagnosis, baseline)
    if profile.revenue is not None:
        if profile.gross_margin is not None:
            yield "gross_margin", profile.gross_margin, profile.revenue * POINT
        yield from _discount_points(profile, profile.revenue)


def _discount_points(profile: Profile, revenue: float) -> Iterator[tuple[str, float | None, float]]:
    """Revenue before discounts x share of discounted orders: what a point less of depth brings back."""
    if profile.discount_rate is None or profile.discount_share is None:
        return
    before = ratio(revenue, 1 - profile.discount_rate * profile.discount_share)
    if before is not None:
        yield "discount_rate", profile.discount_rate, before * profile.discount_share * POINT


def _funnel_points(profile: Profile, baseline: Baseline) -> Iterator[tuple[str, float | None, float]]:
    opportunities, share = opportunities_a_year(profile), won_share(profile)
    if opportunities is None or baseline.customer is None:
        return
    yield "win_rate", share, opportunities * baseline.customer * POINT
    if baseline.fresh is None:
        return
    if profile.leads_per_month:
        yield "leads", profile.leads_per_month, baseline.fresh * POINT
        for stage in STAGES:
            each = ratio(baseline.fresh, getattr(profile, stage))
            if each is not None:
                yield stage, getattr(profile, stage), each * POINT
    yield (
        "deal_value",
        order_value(profile),
        (baseline.fresh if profile.relationship == CONTRACT else baseline.total or baseline.fresh) * POINT,
    )


def _base_points(profile: Profile, baseline: Baseline) -> Iterator[tuple[str, float | None, float]]:
    if baseline.before_churn is None:
        return
    if profile.annual_churn is not None:
        yield "annual_churn", profile.annual_churn, baseline.before_churn * POINT
    yield "expansion", profile.expansion_rate, baseline.before_churn * POINT


def _shop_points(
    profile: Profile, diagnosis: Diagnosis, baseline: Baseline
) -> Iterator[tuple[str, float | None, float]]:
    value = order_value(profile)
    if baseline.shop is not None and baseline.shop > 0:
        yield "visits", profile.visits_per_month, baseline.shop * POINT
        each = ratio(baseline.shop, profile.conversion_rate)
        if each is not None:
            yield "conversion_rate", profile.conversion_rate, each * POINT
        sent = ratio(baseline.shop, 1 - profile.return_rate) if profile.return_rate is not None else None
        if sent is not None:
            yield "return_rate", profile.return_rate, sent * POINT
    total = baseline.total if baseline.basis in ("books", "shop") else None
    if total is None or value is None:
        return
    if diagnosis.mode == "b2b":
        yield "deal_value", value, total * POINT
    else:
        yield "aov", value, total * POINT
        if profile.customer_count and profile.repeat_rate is not None:
            yield "repeat_rate", profile.repeat_rate, profile.customer_count * value * POINT
        if profile.purchases_per_year and profile.relationship in ("repeat", "occasional", "subscription"):
            yield "purchases_per_year", profile.purchases_per_year, total * POINT
