"""How a trade, the people with a say and the seven capabilities must look."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from salesmode.business.profile import Capability, DecisionRole
from salesmode.knowledge.schema.basics import Cond, Id, Sources, Strict, Text
from salesmode.knowledge.schema.plays import ConditionalText

RewriteId = Annotated[str, Field(pattern=r"^(b2b|b2c|shared|fusion)\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]


class Rules(Text):
    """What the law or custom of a trade asks for."""

    id: Id
    sources: Sources


class TradeWords(Strict):
    """What a trade calls those who buy, as it stands in a sentence: "your guests"."""

    customers: Text


class Voice(Strict):
    """A person with a say: who it is in this trade, what worries them, what to say, show and ask."""

    id: DecisionRole
    who: Text
    concern: Text
    message: Text
    paper: Text
    ask: Text


class Stage(Strict):
    """A stage of a purchase and what must have happened before the next one counts as begun."""

    id: Id
    when: Cond | None = Field(None, alias="if")
    stage: Text
    exit: Text


class Rewrite(Strict):
    """An action as this trade does it; what is left out stays as the play has it."""

    id: RewriteId
    title: Text | None = None
    steps: Annotated[tuple[ConditionalText, ...], Field(min_length=3, max_length=7)] | None = None
    first_step: Text | None = None
    done_when: Text | None = None
    words: Text | None = None
    sources: Sources


class IndustryFile(Strict):
    """A file of `industries/`."""

    title: Text
    words: TradeWords
    compliance: tuple[Rules, ...]
    voices: tuple[Voice, ...] = ()
    household: tuple[Voice, ...] = ()
    stages: tuple[Stage, ...] = ()
    channels: tuple[ConditionalText, ...] = ()
    seasons: tuple[ConditionalText, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    sources: Sources


class DecidersFile(Strict):
    """deciders.yaml: the five roles of an organisation, those of a household, and the stages of a purchase."""

    organisation: Cond
    household: Cond
    staged: Cond
    roles: Annotated[tuple[Voice, ...], Field(min_length=5, max_length=5)]
    household_roles: Annotated[tuple[Voice, ...], Field(min_length=2)]
    stages: Annotated[tuple[Stage, ...], Field(min_length=3)]
    sources: Sources


class Training(Strict):
    """One capability: how to see whether it is there, and how to train it."""

    proof: Text
    train: Text
    sources: Sources


class CapabilitiesFile(Strict):
    """capabilities.yaml."""

    unknown: Annotated[int, Field(ge=1, le=7)]
    capabilities: dict[Capability, Training]

    @model_validator(mode="after")
    def _all_seven(self) -> CapabilitiesFile:
        if len(self.capabilities) != 7:
            raise ValueError("each of the seven capabilities needs its training")
        return self
