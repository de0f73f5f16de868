"""What weighing returns."""

from __future__ import annotations

from typing import NamedTuple

from salesmode.weigh.coverage import Coverage
from salesmode.weigh.levers import LeverWorth
from salesmode.weigh.reconcile import Disagreement
from salesmode.weigh.viability import Viability


class Weighing(NamedTuple):
    """The numbers of a business; `levers` most worth first, those without a price last."""

    agreement: tuple[Disagreement, ...]
    coverage: Coverage | None
    levers: tuple[LeverWorth, ...]
    bottleneck: str | None
    viability: tuple[Viability, ...]
