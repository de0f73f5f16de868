"""What sizing returns."""

from msgspec import Struct

from salesmode.business.conditions import Facts
from salesmode.business.contradictions import Contradiction
from salesmode.engine.sizing.consistency import Mismatch
from salesmode.engine.sizing.gap_analysis import GapAnalysis
from salesmode.engine.sizing.levers import LeverWorth
from salesmode.engine.sizing.needs import Need
from salesmode.engine.sizing.scenarios import Rule, Scenario
from salesmode.engine.sizing.sellers import Sellers
from salesmode.engine.sizing.sensitivity import Sensitivity
from salesmode.engine.sizing.targets import Target
from salesmode.engine.sizing.unit_economics import UnitEconomics
from salesmode.knowledge.tables import Benchmark


class Sizing(Struct, frozen=True):
    """The numbers of a business; `levers` most worth first, those without a price last.

    `contradictions` are answers that cannot all be true, `mismatches` figures that do not go together.
    `segment_levers` are those of each named segment.
    `facts` are the diagnosis's, with the figures that sizing adds to them; `benchmarks` those
    that describe the business, the narrowest first; `scenarios` what one missing answer would give by them,
    `rules` what it gives per unit; `needs` what must be won,
    `full_in` the month in which a year that grows to the target is more than can be delivered.
    """

    contradictions: tuple[Contradiction, ...]
    mismatches: tuple[Mismatch, ...]
    gap_analysis: GapAnalysis | None
    levers: tuple[LeverWorth, ...]
    segment_levers: tuple[LeverWorth, ...]
    unit_economics: tuple[UnitEconomics, ...]
    targets: tuple[Target, ...]
    sensitivity: tuple[Sensitivity, ...]
    facts: Facts
    benchmarks: tuple[Benchmark, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    rules: tuple[Rule, ...] = ()
    needs: tuple[Need, ...] = ()
    sellers: Sellers | None = None
    full_in: int | None = None
