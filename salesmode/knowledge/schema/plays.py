"""How a play, a guard and a source must look."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from salesmode.business.profile import Role
from salesmode.knowledge.schema.basics import (
    Cond,
    Id,
    Impact,
    LeverId,
    Ordinal,
    PlayId,
    SeasonKind,
    Sources,
    Strict,
    Text,
    Use,
    Uses,
)


class ConditionalText(Text):
    """A text that may hold for some businesses only."""

    when: Cond | None = Field(None, alias="if")
    sources: Sources | None = None


class Because(Strict):
    """A reason, for or against: its condition and what follows from it."""

    id: Id
    when: Cond = Field(alias="if")
    weight: Annotated[float, Field(gt=0, le=5)] = 1.0
    so: Text
    sources: Sources


class Stop(Strict):
    """Something to stop doing."""

    id: Id
    when: Cond = Field(alias="if")
    text: Text
    sources: Sources


class FirstStep(Text):
    """What to do this week, in under two hours."""

    hours: Annotated[float, Field(gt=0, le=2)]


class ActionFile(Strict):
    """An action of a level."""

    id: Id
    title: Text
    when: Cond | None = Field(None, alias="if")
    role: Role
    hours: Annotated[float, Field(gt=0, le=400)]
    cash: Annotated[float, Field(ge=0, le=400)] = 0.0
    wait: Annotated[int, Field(ge=0, le=26)] = 0
    after: tuple[Id, ...] = ()
    steps: Annotated[tuple[ConditionalText, ...], Field(min_length=3, max_length=12)]
    first_step: FirstStep
    done_when: Text
    words: Text | None = None
    uses: Uses = ()
    kit: tuple[Id, ...] = ()
    serves: tuple[SeasonKind, ...] = ()
    test: bool = False
    sources: Sources

    @model_validator(mode="after")
    def _first_step_is_part(self) -> ActionFile:
        if self.first_step.hours > self.hours:
            raise ValueError("the first step takes longer than the action it belongs to")
        return self


class Need(Strict):
    """A level of another play that must be reached first."""

    play: PlayId
    level: Annotated[int, Field(ge=1, le=4)]


class LeverFile(Strict):
    """How far the level moves a lever."""

    id: LeverId
    low: Annotated[float, Field(ge=0, le=2)]
    high: Annotated[float, Field(gt=0, le=2)]
    when: Cond | None = Field(None, alias="if")
    sources: Sources


class FromAnswer(Strict):
    """A figure that starts where an answer stands."""

    answer: Id


class Change(Strict):
    """A target relative to where the figure stands."""

    add: float | None = None
    times: float | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Change:
        if (self.add is None) == (self.times is None):
            raise ValueError("a change is either 'add' or 'times'")
        return self


class KpiFile(Strict):
    """A figure to watch."""

    id: Id
    name: Text
    unit: Literal["share", "count", "days", "money"]
    start: FromAnswer | None = Field(None, alias="from")
    to: float | Change
    week: Annotated[int, Field(ge=1, le=104)]
    direction: Literal["up", "down"]
    leading: bool = False
    measure: Text
    sources: Sources


class GateFile(Strict):
    """The week in which a level proves itself."""

    week: Annotated[int, Field(ge=1, le=104)]
    kpi: Id
    below: float
    then: Literal["stop", "switch"]
    to: PlayId | None = None
    text: Text
    sources: Sources


class LevelFile(Strict):
    """One level of a play."""

    name: Text
    proof: Text
    impact: Impact
    needs: tuple[Need, ...] = ()
    levers: tuple[LeverFile, ...] = ()
    actions: Annotated[tuple[ActionFile, ...], Field(min_length=1)]
    kpis: Annotated[tuple[KpiFile, ...], Field(min_length=1, max_length=3)]
    gate: GateFile
    pitfalls: Annotated[tuple[ConditionalText, ...], Field(min_length=1)]
    sources: Sources


class MeetingFile(Strict):
    """A meeting of the rhythm."""

    id: Id
    every: Literal["week", "month", "quarter"]
    role: Role
    minutes: Annotated[int, Field(gt=0, le=480)]
    agenda: Annotated[tuple[ConditionalText, ...], Field(min_length=2)]
    sources: Sources


class Demand(Strict):
    """The level a way of buying demands."""

    considered: Ordinal
    mixed: Ordinal
    fast: Ordinal


class Demands(Strict):
    """The level demanded, by who pays."""

    b2b: Demand
    b2c: Demand


class PlayFile(Strict):
    """A file of `plays/`."""

    title: Text
    idea: Text
    why: Text
    sources: Sources
    reviewed: date
    sides: tuple[Literal["b2b", "b2c", "hybrid"], ...] = ()
    demand: Demands
    uses: Uses = ()
    when: Annotated[tuple[Because, ...], Field(min_length=1)]
    wrong_when: tuple[Because, ...] = ()
    stops: tuple[Stop, ...] = ()
    levels: Annotated[dict[int, LevelFile], BeforeValidator(lambda raw: raw or {})]
    rhythm: tuple[MeetingFile, ...] = ()


class Veto(Strict):
    """What a guard takes off the table."""

    uses: tuple[Use | Literal["benchmarks"], ...] = ()
    plays: tuple[PlayId, ...] = ()


class GuardFile(Strict):
    """An entry of guards.yaml."""

    id: Id
    when: Cond = Field(alias="if")
    title: Text
    so: Text
    veto: Veto = Veto()
    force: PlayId | None = None
    sources: Sources


class SourceFile(Strict):
    """An entry of sources.yaml."""

    title: Text
    kind: Literal["founding", "law", "survey", "paper", "vendor", "judgement", "standard"]
    says: Text
    address: str | None = None
    year: int | None = None
    population: str | Text | None = None
    read: date | None = None
