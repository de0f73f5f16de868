"""Answers as evidence: how strongly each speaks, in log-odds, for an axis within a dimension."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from salesmode.business.conditions import BAND, N_A, Facts
from salesmode.knowledge.diagnosis import AxisName, EvidenceBand, EvidenceRule
from salesmode.knowledge.terms import Band

Place = tuple[AxisName, str]
Sums = Mapping[Place, float]


class Reason(NamedTuple):
    """What one answer says on one axis; `weight` in log-odds, + for organisations or considered buying."""

    answer: str
    axis: AxisName
    dimension: str
    value: Any
    weight: float
    source: str

    @property
    def id(self) -> str:
        """The id under which plans and explanations name it."""
        return f"reason.{self.answer}.{self.axis}"


class Evidence(Struct, frozen=True):
    """One entry of diagnosis.yaml: an answer, the axis and dimension it speaks to, a weight for what it may say.

    `spread` is the distance between the most and the least that one option or band of it can say.
    """

    answer: str
    axis: AxisName
    dimension: str
    source: str
    options: Mapping[str, float]
    bands: tuple[tuple[float | str, float], ...]
    logit_cap: float
    spread: float

    @classmethod
    def of(cls, rule: EvidenceRule) -> "Evidence":
        """Return an entry of diagnosis.yaml, ready to weigh with."""
        bands = tuple((_edge(band), band.weight) for band in rule.bands or ())
        options, cap = rule.options or {}, rule.logit or 0.0
        weights = [0.0, *options.values(), *(weight for _, weight in bands), cap, -cap]
        spread = max(weights) - min(weights)
        return cls(rule.answer, rule.axis, rule.dimension, rule.source, options, bands, cap, spread)

    @property
    def place(self) -> Place:
        """The axis and dimension it adds to."""
        return self.axis, self.dimension

    def weight(self, value: Any, facts: Facts) -> float:
        """Return what `value` says, in log-odds; 0 where it says nothing."""
        if self.options:
            if not isinstance(value, frozenset):
                return self.options.get(value, 0.0)
            return math.fsum([self.options.get(option, 0.0) for option in value])
        if self.logit_cap:
            return _logit(value, self.logit_cap)
        for limit, weight in self._edges(facts):
            if value < limit:
                return weight
        return 0.0

    def _edges(self, facts: Facts) -> Sequence[tuple[float, float]]:
        """The bands with their upper bounds; none where a currency's are not known, for then an amount says nothing."""
        bands = []
        for edge, weight in self.bands:
            limit = facts.get(edge) if isinstance(edge, str) else edge
            if limit is None:
                return ()
            bands.append((limit, weight))
        return bands

    def alternatives(self, value: Any, facts: Facts) -> Iterator[Any]:
        """Yield values that differ from `value` by one option, or lie in another band, the nearest number first."""
        if isinstance(value, frozenset):
            for option in self.options:
                yield value ^ {option}
        elif self.options:
            yield from (option for option in self.options if option != value)
        elif self.logit_cap:
            yield from _nearest((share for share in (0.0, 0.5, 1.0) if share != value), value)
        else:
            yield from _nearest(self._other_bands(value, facts), value)

    def _other_bands(self, value: float, facts: Facts) -> Iterator[float]:
        floor = 0.0
        for limit, _ in self._edges(facts):
            if not floor <= value < limit:
                # The edge nearest to the answer: the smallest change that lands in this band.
                yield floor if floor > value else _just_under(limit)
            floor = limit


def _edge(band: EvidenceBand) -> float | str:
    if band.below is None:
        return math.inf
    return BAND + band.below.band if isinstance(band.below, Band) else float(band.below)


def _nearest(values: Iterable[float], answer: float) -> list[float]:
    return sorted(values, key=lambda value: abs(value - answer))


def _just_under(limit: float) -> float:
    return limit - 1 if limit > 1 else limit / 2


def _logit(share: float, cap: float) -> float:
    edge = 1 / (1 + math.exp(cap))
    inside = min(max(share, edge), 1 - edge)
    return math.log(inside / (1 - inside))


def gather(evidence: tuple[Evidence, ...], facts: Facts) -> list[Reason]:
    """Return what every known answer says."""
    reasons = []
    for item in evidence:
        value = facts.get(item.answer)
        if value is None or value is N_A:
            continue
        reasons.append(Reason(item.answer, item.axis, item.dimension, value, item.weight(value, facts), item.source))
    return reasons


def sums_of(reasons: list[Reason]) -> dict[Place, float]:
    """Return the weights added up by axis and dimension, not yet clipped; what says nothing leaves no place."""
    sums: dict[Place, float] = {}
    for reason in reasons:
        if not reason.weight:
            continue
        place = (reason.axis, reason.dimension)
        sums[place] = sums.get(place, 0.0) + reason.weight
    return sums
