"""Two figures that are no contradiction and yet do not go together: what is open against what comes in, quotas."""

import math
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from salesmode.business.economy import PartEconomy
from salesmode.business.vocabulary import OF_TEN
from salesmode.engine.sizing.inputs import YEAR_INPUTS

# The answers that are held against each other.
MISMATCH_INPUTS: Final = YEAR_INPUTS | {
    "open_pipeline", "pipeline_counts", "sales_cycle", "decision_cycle", "sales_reps", "quota", "revenue_target",
    "won_from",
    "spare_capacity",
}  # fmt: skip

ROUNDING: Final = 1e-9


class Mismatch(Struct, frozen=True):
    """`computed` follows from other answers, `stated` was answered; the answers are named."""

    id: str
    computed: float
    stated: float
    unit: Literal["money", "rate", "count"]
    answers: tuple[str, ...]


def mismatches_of(part: PartEconomy, tolerance: float) -> tuple[Mismatch, ...]:
    """Return the pairs of figures that differ by more than `tolerance` (a share), the widest apart first."""
    pairs = [pair for pair in _pairs(part) if _apart(pair) > tolerance]
    pairs += [*_last_ten(part), *_beyond_capacity(part, tolerance)]
    return tuple(sorted(pairs, key=lambda pair: (-_apart(pair), pair.id)))


def _last_ten(part: PartEconomy) -> Iterator[Mismatch]:
    """The last ten customers by channel, where they are not ten."""
    counted = sum((part.profile.won_from or {}).values())
    if part.profile.won_from and counted != OF_TEN:
        yield Mismatch("last_ten", counted, OF_TEN, "count", ("won_from",))


def _apart(pair: Mismatch) -> float:
    if not pair.stated:
        return math.inf if pair.computed else 0.0
    return abs(pair.computed / pair.stated - 1)


def _beyond_capacity(part: PartEconomy, tolerance: float) -> Iterator[Mismatch]:
    """Yield a target a little above what can be delivered; beyond `tolerance` it is a contradiction."""
    ceiling, target = part.value("ceiling"), part.value("target")
    if ceiling is not None and target is not None and ROUNDING * target < target - ceiling <= tolerance * target:
        yield Mismatch("capacity", ceiling, target, "money", part.answers("ceiling", "target"))


def _pairs(part: PartEconomy) -> Iterator[Mismatch]:
    due, open_ = part.value("pipeline_due"), part.value("open_pipeline")
    if due is not None and open_ is not None and part.stated("open_pipeline"):
        yield Mismatch("pipeline", due, open_, "money", part.answers("open_pipeline", "pipeline_due"))
    asked, target, base = part.value("quota_total"), part.value("target"), part.year.by_itself
    if asked is not None and target is not None and base is not None and target > base.likely:
        yield Mismatch("quota", asked, target - base.likely, "money", part.answers("quota_total", "target"))
    basket, typical = part.profile.aov, part.profile.deal_value
    if basket is not None and typical is not None:
        yield Mismatch("order_value", basket, typical, "money", ("aov", "deal_value"))
