"""Whether the target is covered: by the baseline, or by what the plan adds to it."""

from typing import Literal, NamedTuple

from salesmode.engine.sizing import GapAnalysis, Range

Verdict = Literal["no_target", "covered", "unpriced", "within", "stretched", "not_covered"]


class Outlook(NamedTuple):
    """Where the year ends with this plan, in money of twelve months, and what that means for the target.

    `low` and `high` are the baseline and what the plan adds to it; `covered` is whether the low end reaches the target,
    `None` without one. A gap is `unpriced` where no play taken has a price, `within` reach where the low end closes it,
    `stretched` where only the high end does.
    """

    verdict: Verdict
    covered: bool | None
    low: float
    high: float


def outlook(gap_analysis: GapAnalysis | None, uplift: Range | None) -> Outlook | None:
    """Return the outlook; `None` where no baseline can be told."""
    if gap_analysis is None:
        return None
    low, high = (gap_analysis.baseline + end for end in ((uplift.low, uplift.high) if uplift else (0.0, 0.0)))
    covered = low >= gap_analysis.target if gap_analysis.target is not None else None
    return Outlook(_verdict(gap_analysis.gap, uplift), covered, low, high)


def _verdict(gap: float | None, uplift: Range | None) -> Verdict:
    if gap is None:
        return "no_target"
    if gap == 0:
        return "covered"
    if uplift is None or not uplift.high:
        return "unpriced"
    return "within" if uplift.low >= gap else "stretched" if uplift.high >= gap else "not_covered"
