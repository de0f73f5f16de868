"""Whether the target is covered: by today's run, or by what the plan adds to it."""

from typing import Literal, NamedTuple

from salesmode.engine.sizing import Coverage, Range

Verdict = Literal["no_target", "covered", "unpriced", "within", "stretched", "not_covered"]


class Outlook(NamedTuple):
    """Where the year ends with this plan, in money of twelve months, and what that means for the target.

    `low` and `high` are today's run and what the plan adds; `covered` is whether the low end reaches the target, `None`
    without one. A gap is `unpriced` where no play taken has a price, `within` reach where the low end closes it,
    `stretched` where only the high end does.
    """

    verdict: Verdict
    covered: bool | None
    low: float
    high: float


def outlook(coverage: Coverage | None, adds: Range | None) -> Outlook | None:
    """Return the outlook; `None` where no run can be told."""
    if coverage is None:
        return None
    low, high = (coverage.run + end for end in ((adds.low, adds.high) if adds else (0.0, 0.0)))
    covered = low >= coverage.target if coverage.target is not None else None
    return Outlook(_verdict(coverage.gap, adds), covered, low, high)


def _verdict(gap: float | None, adds: Range | None) -> Verdict:
    if gap is None:
        return "no_target"
    if gap == 0:
        return "covered"
    if adds is None or not adds.high:
        return "unpriced"
    return "within" if adds.low >= gap else "stretched" if adds.high >= gap else "not_covered"
