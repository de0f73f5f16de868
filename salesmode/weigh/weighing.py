"""What weighing returns."""

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

    `facts` are the diagnosis's, with the figures that weighing adds to them; `benchmarks` those that describe the
    business, the narrowest first.
    """

    agreement: tuple[Disagreement, ...]
    coverage: Coverage | None
    levers: tuple[LeverWorth, ...]
    bottleneck: str | None
    viability: tuple[Viability, ...]
    targets: tuple[Target, ...]
    tornado: tuple[Swing, ...]
    facts: Facts
    benchmarks: tuple[Benchmark, ...] = ()

    def pull(self, lever: str) -> float:
        """Return how near a lever comes to being the bottleneck: its worth over that of the one worth most, 0 to 1."""
        worths = {one.id: max(0.0, one.worth.mid) for one in self.levers if one.worth is not None}
        most = max(worths.values(), default=0.0)
        return worths.get(lever, 0.0) / most if most else 0.0
