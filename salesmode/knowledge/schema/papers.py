"""How a paper of the kit must look."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from salesmode.business.profile import Role
from salesmode.knowledge.schema.basics import Cond, Id, PlayId, Sources, Strict, Text
from salesmode.knowledge.schema.plays import ConditionalText


class UsedBy(Strict):
    """A play, or one level of it, that works with the paper."""

    play: PlayId
    level: Annotated[int, Field(ge=1, le=4)] | None = None


Number = float | int


class PaperFile(Strict):
    """A file of `kit/`."""

    title: Text
    purpose: Text
    role: Role
    minutes: Annotated[int, Field(gt=0)]
    week: Annotated[int, Field(ge=1)] = 1
    used_by: tuple[UsedBy, ...] = Field((), alias="for")
    when: Cond | None = Field(None, alias="if")
    figures: dict[Id, Number | tuple[Number, ...]] = Field({})
    use: Annotated[tuple[ConditionalText, ...], Field(min_length=2)]
    body: Text
    done_when: Text
    sources: Sources
    reviewed: date
