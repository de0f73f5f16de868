"""What the numbers say: every finding that holds, for the whole business or a segment, most money first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from salesmode.business.conditions import Truth
from salesmode.engine.ground import Ground
from salesmode.knowledge.library import Library
from salesmode.knowledge.moves import Finding, Sorter


class FoundFinding(Struct, frozen=True):
    """A finding that holds: where, its figures, and the money a year at stake, `None` where that cannot be told."""

    finding: Finding
    ground: Ground
    figures: Mapping[str, float | None]
    money: float | None

    @property
    def id(self) -> str:
        """The id of the finding."""
        return self.finding.id


class LookedFor(NamedTuple):
    """A finding looked for in a part of the business: whether its condition holds, and its figures.

    These are worked out only where the condition holds, or may hold because of them.
    """

    finding: Finding
    ground: Ground
    holds: Truth
    figures: Mapping[str, float | None]


class Findings(Struct, frozen=True):
    """Every finding that was looked for, where it was, and those found; of these those that speak against moves."""

    looked_for: tuple[LookedFor, ...]
    found: tuple[FoundFinding, ...]
    against: tuple[FoundFinding, ...]


def findings_of(grounds: Sequence[Ground], library: Library) -> Findings:
    """Return what holds: faults and cash first, then by money at stake; what has no price comes last.

    A finding of segments that no segment shows is not looked for in the whole.
    """
    looked_for = tuple(
        _looked_for(finding, ground)
        for rules in library.findings.values()
        for finding in rules
        for ground in looked_at(finding, grounds)
    )
    found = tuple(sorted(_found(looked_for), key=_most_first))
    return Findings(looked_for, found, tuple(item for item in found if item.finding.against))


class FoundSorter(Struct, frozen=True):
    """The rows by which a business without counts finds out which firm it is, with their figures."""

    sorter: Sorter
    figures: Mapping[str, float | None]


def sorter_of(ground: Ground, library: Library) -> FoundSorter | None:
    """Return the first sorter that is for a business; `None` where its counts are known."""
    for sorter in library.sorters:
        if sorter.test(ground.facts):
            return FoundSorter(sorter, ground.figures(sorter.figures))
    return None


def _most_first(item: FoundFinding) -> tuple[bool, float, str, str]:
    return not item.finding.first, -(item.money or 0.0), item.id, item.ground.id


def looked_at(finding: Finding, grounds: Sequence[Ground]) -> Sequence[Ground]:
    """Return the parts of the business in which a finding is looked for."""
    if finding.counted is not None:
        counting = [ground for ground in grounds[1:] if ground.look(finding.counted) is not None]
        return counting or grounds[:1]
    return grounds[1:] if finding.segments and len(grounds) > 1 else grounds[:1]


def _looked_for(finding: Finding, ground: Ground) -> LookedFor:
    holds = finding.test(ground.facts)  # what is known without its own figures stands with them
    if holds is False or (holds is None and not finding.asks_own):
        return LookedFor(finding, ground, holds, {})
    figures = ground.figures(finding.figures)
    if holds is None:
        holds = finding.test(ground.with_figures(figures))
    return LookedFor(finding, ground, holds, figures)


def _found(looked_for: Iterable[LookedFor]) -> Iterator[FoundFinding]:
    for finding, ground, holds, figures in looked_for:
        if holds and None not in figures.values():
            money = ground.work_out(finding.money, figures) if finding.money else None
            yield FoundFinding(finding, ground, figures, money)
