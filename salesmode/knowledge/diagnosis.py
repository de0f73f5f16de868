"""What diagnosis.yaml holds: the weights of evidence, the edges between readings, contradictions."""

from typing import Annotated, Any, Literal

from msgspec import field

from salesmode.business.shapes import Bounds, Conditional, Entry, Real, Text
from salesmode.knowledge.terms import (
    Band,
    CapabilityId,
    Id,
    Ids,
    MotionId,
    PlayId,
    Positive,
    Share,
    SourceIds,
    Step,
    Titled,
)

AxisName = Literal["mode", "motion"]


class Caps(Entry, frozen=True):
    """How far each dimension may speak on an axis, in log-odds."""

    mode: dict[Id, Positive]
    motion: dict[Id, Positive]


class VerdictEdges(Entry, frozen=True):
    """From which confidence on a reading is called what."""

    decided: Share
    leaning: Share


class ShareEdges(Entry, frozen=True):
    """Above and below which share of revenue one side is the mode."""

    b2b: Share
    b2c: Share


class MixedEdges(Entry, frozen=True):
    """From which cycle (days) and how many orders a year a business is won slowly and reordered fast."""

    decision_cycle: Positive
    orders: Positive


class Boundaries(Entry, frozen=True):
    """Where one reading ends and the next begins."""

    share: ShareEdges
    steepness: Positive
    motion: Share
    mixed: MixedEdges
    contradicted: Share


class EvidenceBand(Entry, frozen=True):
    """What a number below an edge says; the last band has no edge."""

    weight: Real
    below: Band | Real | None = None


class EvidenceRule(Entry, frozen=True):
    """What one answer says on one axis: by option, by band or as log-odds of a share."""

    answer: Id
    axis: AxisName
    dimension: Id
    source: str
    options: dict[str, Real] | None = None
    bands: Annotated[tuple[EvidenceBand, ...], Bounds(min_length=1)] | None = None
    logit: Positive | None = None

    def __post_init__(self) -> None:
        """Refuse more than one way, and bands of which another than the last has no edge."""
        ways: tuple[Any, ...] = (self.options, self.bands, self.logit)
        if sum(way is not None for way in ways) != 1:
            raise ValueError("evidence has one of options, bands and logit")
        if self.bands and [band.below is None for band in self.bands] != [False] * (len(self.bands) - 1) + [True]:
            raise ValueError("the last band, and only it, has no 'below'")


class MotionHours(Entry, frozen=True):
    """Hours that a way of selling takes for one case; `day` hours make a working day."""

    day: Positive
    hours: dict[MotionId, Positive]
    by_offer: tuple[MotionId, ...]


class SellingEconomics(Entry, frozen=True):
    """Which first-year contribution carries which way of selling."""

    motions: MotionHours
    considered: Band
    fast: Band
    source: str


CapabilityLevels = dict[CapabilityId, Step]


class CapabilityDemand(Entry, frozen=True):
    """The level of each capability that a way of buying demands."""

    source: str
    considered_b2b: CapabilityLevels
    fast_b2b: CapabilityLevels
    considered_b2c: CapabilityLevels
    fast_b2c: CapabilityLevels


class Contradiction(Conditional, frozen=True):
    """Answers that rarely hold together; `lowers` holds the level it leaves of a play."""

    id: Id
    answers: Annotated[Ids, Bounds(min_length=2)]
    text: Text
    sources: SourceIds
    lowers: dict[PlayId, Step] = field(default_factory=dict)


class DiagnosisRules(Entry, frozen=True):
    """diagnosis.yaml."""

    dimensions: Annotated[tuple[Titled, ...], Bounds(min_length=1)]
    caps: Caps
    verdict: VerdictEdges
    boundaries: Boundaries
    evidence: tuple[EvidenceRule, ...]
    economics: SellingEconomics
    capability: CapabilityDemand
    contradictions: tuple[Contradiction, ...]
