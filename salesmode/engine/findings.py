"""What the numbers say: every finding that holds, for the whole business or a segment, most money first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from salesmode.engine.ground import Ground
from salesmode.knowledge.library import Library
from salesmode.knowledge.moves import Finding, Sorter


class FoundFinding(NamedTuple):
    """A finding that holds: where, its figures, and the money a year at stake, `None` where that cannot be told."""

    finding: Finding
    ground: Ground
    figures: Mapping[str, float | None]
    money: float | None

    @property
    def id(self) -> str:
        """The id of the finding."""
        return self.finding.id


def findings_of(grounds: Sequence[Ground], library: Library) -> tuple[FoundFinding, ...]:
    """Return what holds: faults and cash first, then by money at stake; what has no price comes last.

    A finding of segments that no segment shows is not looked for in the whole.
    """
    found = [
        item
        for rules in library.findings.values()
        for finding in rules
        for ground in looked_at(finding, grounds)
        for item in _found(finding, ground)
    ]
    return tuple(sorted(found, key=_most_first))


class FoundSorter(NamedTuple):
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
    return grounds[1:] if finding.segments and len(grounds) > 1 else grounds[:1]


def _found(finding: Finding, ground: Ground) -> Iterator[FoundFinding]:
    figures = ground.figures(finding.figures)
    facts = {**ground.facts, **{id: value for id, value in figures.items() if value is not None}}
    if not finding.test(facts) or any(value is None for value in figures.values()):
        return
    money = ground.work_out(finding.money, figures) if finding.money else None
    yield FoundFinding(finding, ground, figures, money)
