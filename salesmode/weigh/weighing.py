"""What weighing returns."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmode.benchmark import Benchmark
from salesmode.conditions import Facts
from salesmode.weigh.coverage import Coverage
from salesmode.weigh.levers import LeverWorth
from salesmode.weigh.reconcile import Disagreement
from salesmode.weigh.targets import Target
from salesmode.weigh.tornado import Swing
from salesmode.weigh.viability import Viability


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
