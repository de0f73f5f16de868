"""The JSON of what to do and why: findings, guards, moves, the plays they belong to, what is not done."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from salesmode.engine.moves import candidates
from salesmode.report.formats.json_types.values import (
    FindingId,
    GuardId,
    KpiId,
    Money,
    MoveId,
    PlayId,
    RangeData,
    Rate,
    RoleId,
    SegmentId,
    SourceIds,
    StopId,
    Week,
)


class FindingData(TypedDict):
    """What the numbers say."""

    id: FindingId
    segment: SegmentId | None
    """Null for the whole business."""
    figures: dict[str, Rate]
    """By the name that the finding gives them."""
    money: Money | None
    """Contribution a year at stake; null where that cannot be told."""
    text: str


class VetoData(TypedDict):
    """What a guard takes away and puts first."""

    veto: list[str]
    """Uses and plays that are out."""
    force: PlayId | None
    """The play whose best move is put first."""


class GuardData(TypedDict):
    """What overrides everything else."""

    id: GuardId
    because: str
    effect: VetoData
    sources: SourceIds


class WorthData(TypedDict):
    """What the plan loses inside twelve months without this move, the others as they are."""

    sales: RangeData
    contribution: RangeData
    cash: RangeData
    """Money freed, there once."""


class HoursData(TypedDict):
    """Hours of one role."""

    once: Rate
    """To set it up."""
    weekly: Rate
    """A week while it runs."""


class CostData(TypedDict):
    """Money that a move takes."""

    once: Money
    monthly: Money
    """While it runs."""


class SpanData(TypedDict):
    """The weeks of a move."""

    start: Week
    runs_from: Week
    """May lie after the plan, for what is done and then waits for others."""
    end: Week
    """The last week of the plan with work of it, or with waiting for it."""


class MoveData(TypedDict):
    """A move that is made."""

    id: MoveId
    play: PlayId
    title: str
    segment: SegmentId | None
    """The part of the business it is for; null for the whole."""
    rank: Annotated[int, Field(ge=1)]
    """The number under which the plan tells it."""
    because: str
    worth: WorthData | None
    """Null where nothing tells."""
    hours: dict[RoleId, HoursData]
    """By the role that does the work."""
    cash: CostData | None
    """Null where nobody knows."""
    weeks: SpanData
    steps: list[str]
    words: str | None
    """The very words to say."""
    done_when: str
    kpi: KpiId | None
    """The figure to watch; null where its aim cannot be worked out."""
    stop: str
    """When to stop: the rule of its gate."""
    first_step: str
    sources: SourceIds


class PlayData(TypedDict):
    """A play in force: moves of it are made."""

    id: PlayId
    title: str
    moves: list[MoveId]
    because: str
    sources: SourceIds


class NextData(TypedDict):
    """A move that comes after these."""

    id: MoveId
    play: PlayId
    because: str
    """Why not now."""


class NotNowData(TypedDict):
    """A move that is not made."""

    id: MoveId
    segment: SegmentId | None
    """The part of the business for which the reason holds; null for the whole."""
    why: Annotated[
        candidates.Why,
        Field(
            description="not_for and unknown: its condition; in_place; wrong: it would do harm here; ruled_out by the "
            "answers; by a guard or a finding; loses: it would sell more at a loss; needs another move first; nobody, "
            "hours, cash, weeks, season: no room for it; busy: hours enough, but not in those weeks; starts, full: no "
            "more moves can begin or be made; worth: others bring more."
        ),
    ]
    because: str


class StopData(TypedDict):
    """Something to stop."""

    id: StopId
    because: str
