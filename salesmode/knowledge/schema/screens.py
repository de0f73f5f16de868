"""How screens.yaml must look: which questions stand together, and what an answer is expected to be worth."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from salesmode.knowledge.schema.basics import Cond, Id, Positive, Share, Strict, Text


class ScreenFile(Strict):
    """Questions asked together; without `express` only when all are asked for, with a false `if` not at all."""

    id: Id
    title: Text
    opening: bool = False
    express: bool = False
    when: Cond | None = Field(None, alias="if")
    answers: Annotated[tuple[Id, ...], Field(min_length=1)]


class ReadingWorth(Strict):
    """What is at stake on each axis of the reading."""

    mode: Positive
    motion: Positive


class InfluenceFile(Strict):
    """What each thing that hangs on an answer counts for."""

    source: str
    reading: ReadingWorth
    guard: Positive
    reason: Positive
    wrong: Positive
    level: Positive
    money: Positive
    contradiction: Positive
    detail: Positive
    proofs: Annotated[int, Field(ge=0)]
    least_promise: Share
    effort: Share
    sharpness: Positive


class ScreensFile(Strict):
    """screens.yaml."""

    screens: Annotated[tuple[ScreenFile, ...], Field(min_length=1)]
    options: Annotated[int, Field(ge=1)]
    provisional: Annotated[int, Field(ge=1)]
    influence: InfluenceFile
