"""Plays, the frames of moves: what they are for, their stages, their meetings, what waits in them; and guards."""

import functools
from datetime import date
from typing import Annotated

from salesmode.business.shapes import Bounds, Conditional, Entry, Placed, Text
from salesmode.knowledge.terms import Every, Id, LevelNumber, Line, PlayId, RoleId, Side, SourceIds, Use

BACKBONE = "shared."


class Stop(Conditional, frozen=True):
    """Something to stop doing."""

    id: Id
    text: Text
    sources: SourceIds


class PlayStage(Entry, frozen=True):
    """A stage of a play, proved by something one can open and look at."""

    name: Text
    proof: Text


class MeetingRule(Entry, frozen=True):
    """A meeting that a play calls."""

    id: Id
    every: Every
    role: RoleId
    minutes: Annotated[int, Bounds(gt=0, le=480)]
    agenda: Annotated[tuple[Line, ...], Bounds(min_length=2)]
    sources: SourceIds


class Play(Entry, frozen=True, dict=True):
    """A play: plays/<side>/<play>/play.yaml. In a loaded library `id` is its place there.

    `stages` are what `maturity` is answered by: moves up to the stated one are in place.
    """

    title: Text
    idea: Text
    why: Text
    sources: SourceIds
    reviewed: date
    stages: dict[LevelNumber, PlayStage]
    sides: tuple[Side, ...] = ()
    stops: tuple[Stop, ...] = ()
    rhythm: tuple[MeetingRule, ...] = ()
    id: Placed = ""

    @property
    def backbone(self) -> bool:
        """Whether the play is common ground of every plan."""
        return self.id.startswith(BACKBONE)

    @functools.cached_property
    def top(self) -> int:
        """The highest stage, 0 without one."""
        return max(self.stages, default=0)


class WaitingAction(Conditional, frozen=True):
    """What is not yet a move, or part of one: it is offered nowhere."""

    id: Id
    title: Text
    steps: Annotated[tuple[Line, ...], Bounds(min_length=1)]
    done_when: Text
    sources: SourceIds
    words: Text | None = None
    kit: tuple[Id, ...] = ()


class Veto(Entry, frozen=True):
    """What a guard takes off the table."""

    uses: tuple[Use, ...] = ()
    plays: tuple[PlayId, ...] = ()


class Guard(Conditional, frozen=True):
    """What overrides everything: what it vetoes, and the play whose best move it puts first."""

    id: Id
    title: Text
    so: Text
    sources: SourceIds
    veto: Veto = Veto()
    force: PlayId | None = None


class GuardFile(Entry, frozen=True):
    """guards.yaml, in the order in which they speak."""

    guards: tuple[Guard, ...]
