"""How selling today differs from last year's mean, by what has risen or fallen; how long a decision takes."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from typing import Final

from salesmode.business.vocabulary import Shift

# What moves revenue in its own proportion.
CARRIES: Final = frozenset({"orders", "order_value", "customers"})
YEAR: Final = 365.0


def pace_since(shift: Shift) -> float | None:
    """Return the pace since a change of `by`, s days ago, as a share of last year's: (1 + by) / (1 + by x s / 365).

    Last year held 365 - s days at the old pace and s days at the new one. `None` where the change carries no revenue,
    or one of the two is unknown; a change a year old or older is last year's pace.
    """
    if shift.what not in CARRIES or shift.by is None or shift.since is None:
        return None
    held = 1 + shift.by * min(shift.since, YEAR) / YEAR
    return (1 + shift.by) / held if held > 0 else None


def selling_pace(changed: Sequence[Shift]) -> float:
    """Return today's pace of selling as a share of last year's: 1 where nothing that carries revenue changed.

    Fewer customers place fewer orders: where both are said, the orders hold the customers.
    """
    paces = {shift.what: pace for shift in changed if (pace := pace_since(shift)) is not None}
    return paces.get("orders", paces.get("customers", 1.0)) * paces.get("order_value", 1.0)


def mean_cycle(parts: Sequence[Callable[[str], float | None]]) -> float | None:
    """Return the days of a decision over all parts of a business, `None` where one has not said its own.

    Each part is the function that tells its quantities; they weigh by revenue, alike where nobody says it.
    """
    days = [cycle for value in parts if (cycle := value("cycle")) is not None]
    weights = [value("revenue") or 0.0 for value in parts]
    if not parts or len(days) < len(parts):
        return None
    return statistics.fmean(days, weights if any(weights) else None)
