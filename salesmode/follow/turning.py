"""Where two choices change places: the first value of one answer, to three figures, found over the engine itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from salesmode.business.profile import Profile, specs

FIGURES: Final = 3  # to which a value is looked for
FARTHEST: Final = 4.0  # times more, or less, than the answer is: beyond it nobody would call it a change of one answer
ALONE: Final = 0.5  # of a share that stands at nothing, either way
FIRST: Final = 0.1  # of its way, the first look
ALIKE: Final = 6  # decimals of a way: what differs by less is as near
LOOKS: Final = 4  # along the slope, before an answer is given up
Lead = Callable[[str, float], float | None]


class Turn(NamedTuple):
    """An answer, its value now, and the first one at which the lead changes sides."""

    answer: str
    now: float
    value: float


class Scale(NamedTuple):
    """The values that an answer may take in steps of a `unit`, from `low` to `high`, both in steps; `whole` counts."""

    answer: str
    now: float
    unit: float
    low: int
    high: int
    whole: bool = False

    @classmethod
    def of(cls, answer: str, profile: Profile) -> Scale | None:
        """Return the scale of an answer of a profile, `None` where it is no number or tells no size."""
        value, spec = getattr(profile, answer), specs()[answer]
        if isinstance(value, bool) or not isinstance(value, int | float) or (not value and spec.kind != "rate"):
            return None
        reach = sorted((value / FARTHEST, value * FARTHEST)) if value else [-ALONE, ALONE]
        low = reach[0] if spec.low is None else max(reach[0], spec.low)
        high = reach[1] if spec.high is None else min(reach[1], spec.high)
        unit = 10.0 ** (math.floor(math.log10(abs(value or ALONE))) - FIGURES + 1)
        unit = max(1.0, unit) if spec.whole else unit
        steps = math.ceil(low / unit - 1e-9), math.floor(high / unit + 1e-9)
        return cls(answer, float(value), unit, *steps, spec.whole)

    def not_past(self, value: float | None) -> Scale:
        """Return the same scale up to a value on one side of now, and as far as before on the other."""
        if value is None or value == self.now:
            return self
        if value < self.now:
            return self._replace(low=max(self.low, math.ceil(value / self.unit - 1e-9)))
        return self._replace(high=min(self.high, math.floor(value / self.unit + 1e-9)))

    def at(self, step: int) -> float:
        """Return the value at a step, without the dust of floating point."""
        value = round(step * self.unit, max(0, -math.floor(math.log10(self.unit))))
        return int(value) if self.whole else value


def nearest_turn(scales: Iterable[Scale], lead: float, led: Lead) -> Turn | None:
    """Return where the lead of now changes sides as one answer moves, `None` where none of them does so within reach.

    Each answer is looked at once; the one whose slope crosses nearest is followed first, of several as near the one
    named first. One step before the value
    returned the lead is still that of now: both were worked out anew.
    """
    if not lead:
        return None
    looked = [(scale, spot) for scale in scales if (spot := _look(scale, led)) is not None]
    aimed = [(scale, spot) for scale, spot in looked if spot[1] != lead]
    for scale, spot in sorted(aimed, key=lambda pair: round(_way(pair[0], pair[1], lead), ALIKE)):
        crossed = _crossed(scale, spot, lead, led)
        if crossed is not None:
            return Turn(scale.answer, scale.now, scale.at(_narrowed(scale, *crossed, led)))
    return None


def turned_between(scale: Scale, ends: tuple[float, float], leads: tuple[float, float], led: Lead) -> int:
    """Return the first step at which the lead has changed sides between two values that it does so between."""
    kept, turned = ((value / scale.unit, lead) for value, lead in zip(ends, leads, strict=True))
    return _narrowed(scale, kept, turned, led)


Spot = tuple[float, float]  # a step and the lead there


def _look(scale: Scale, led: Lead) -> Spot | None:
    """The lead a tenth of the way off, upwards where there is room."""
    start = scale.now / scale.unit
    away = max(1.0, abs(start) * FIRST)
    step = _inside(scale, math.ceil(start + away))
    step = step if step > start else _inside(scale, math.floor(start - away))
    found = None if step == start else led(scale.answer, scale.at(step))
    return None if found is None else (step, found)


def _way(scale: Scale, spot: Spot, lead: float) -> float:
    """How far off the slope crosses, as a share of what the answer is."""
    start = scale.now / scale.unit
    return abs(lead * (spot[0] - start) / (spot[1] - lead)) / abs(start or 1 / scale.unit)


def _crossed(scale: Scale, spot: Spot, lead: float, led: Lead) -> tuple[Spot, Spot] | None:
    """Two spots between which the lead changes sides: along the slope, or at the end of the scale."""
    start: Spot = (scale.now / scale.unit, lead)
    before, after = start, spot
    for _ in range(LOOKS):
        if (after[1] > 0) != (lead > 0):
            return before, after
        slope = (after[1] - before[1]) / (after[0] - before[0])
        if not slope:
            return None
        ahead = after[0] - after[1] / slope
        if (after[0] < start[0]) != (ahead < start[0]):  # the other way
            after = start
        step = _inside(scale, math.floor(ahead) if ahead < start[0] else math.ceil(ahead))
        found = None if step == after[0] else led(scale.answer, scale.at(step))
        if found is None:
            return None
        before, after = after, (step, found)
    return (before, after) if (after[1] > 0) != (lead > 0) else None


def _inside(scale: Scale, step: float) -> int:
    return int(min(max(step, scale.low), scale.high))


def _narrowed(scale: Scale, kept: Spot, turned: Spot, led: Lead) -> int:
    """The first step at which the lead has changed sides: halving, with a look where the line crosses first."""
    halve = False
    while abs(turned[0] - kept[0]) > 1:
        low, high = sorted((kept[0], turned[0]))
        line = kept[0] + (turned[0] - kept[0]) * kept[1] / (kept[1] - turned[1])
        wanted = (low + high) / 2 if halve else line
        step = round(wanted) if halve else math.ceil(line) if turned[0] > kept[0] else math.floor(line)
        step = min(max(step, math.floor(low) + 1), math.ceil(high) - 1)
        if step == turned[0] or step == kept[0]:
            break
        found = led(scale.answer, scale.at(step))
        if found is None:
            break
        width = high - low
        if (found > 0) == (kept[1] > 0):
            kept = (step, found)
        else:
            turned = (step, found)
            if abs(step - kept[0]) > 1:  # the step before is looked at, which ends it where the line is straight
                before = step - 1 if step > kept[0] else step + 1
                again = led(scale.answer, scale.at(before))
                if again is not None:
                    kept, turned = (
                        ((before, again), turned) if (again > 0) == (kept[1] > 0) else (kept, (before, again))
                    )
        halve = abs(turned[0] - kept[0]) > width / 2
    return int(turned[0])
