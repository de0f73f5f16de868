"""What weighing returns."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmode.business.conditions import Facts
from salesmode.engine.sizing.consistency import Disagreement
from salesmode.engine.sizing.gap_analysis import Coverage
from salesmode.engine.sizing.levers import LeverWorth
from salesmode.engine.sizing.sensitivity import Swing
from salesmode.engine.sizing.targets import Target
from salesmode.engine.sizing.unit_economics import Viability
from salesmode.knowledge.tables import Benchmark


class Weighing(NamedTuple):
    """The numbers of a business; `levers` most worth first, those without a price last.

    `pulls` says how near each priced lever comes to being the bottleneck: its worth over that of the one worth most.
    `facts` are the diagnosis's, with the figures that weighing adds to them; `benchmarks` those that describe the
    business, the narrowest first.
    """

    agreement: tuple[Disagreement, ...]
    coverage: Coverage | None
    levers: tuple[LeverWorth, ...]
    bottleneck: str | None
    pulls: Mapping[str, float]
    viability: tuple[Viability, ...]
    targets: tuple[Target, ...]
    tornado: tuple[Swing, ...]
    facts: Facts
    benchmarks: tuple[Benchmark, ...] = ()
