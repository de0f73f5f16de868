"""Which answer moves the year's end most: each a tenth lower and a tenth higher, everything else as it is."""

from msgspec import Struct

from salesmode.business.economy import Economy


class Sensitivity(Struct, frozen=True):
    """Where the year ends with an answer a tenth lower, and a tenth higher."""

    answer: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two ends lie."""
        return abs(self.high - self.low)


def sensitivity_of(economy: Economy, step: float) -> tuple[Sensitivity, ...]:
    """Return the answers that move the run of the year, the widest swing first; `step` is the share each is moved by.

    Answers of the whole business only: of segments the whole's are the sum.
    """
    swings = []
    for answer, value, most in economy.movable():
        ends = [economy.run_with(answer, min(value * factor, most)) for factor in (1 - step, 1 + step)]
        low, high = ends
        if low is not None and high is not None and low != high:
            swings.append(Sensitivity(answer, low, high))
    return tuple(sorted(swings, key=lambda swing: (-swing.width, swing.answer)))
