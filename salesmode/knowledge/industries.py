"""What belongs to a trade, who has a say in a purchase, and the seven capabilities."""

from typing import Annotated

from salesmode.business.quantities import FormId
from salesmode.business.shapes import Bounds, Conditional, Entry, InlineText, Placed, Text, When
from salesmode.business.vocabulary import DecisionRole
from salesmode.knowledge.terms import CapabilityId, Id, Line, SourceIds

CAPABILITIES = 7


class IndustryRule(Entry, frozen=True):
    """What the law or custom of a trade asks for."""

    id: Id
    text: InlineText
    sources: SourceIds


class IndustryWords(Entry, frozen=True):
    """What a trade calls those who buy, as it stands in a sentence: "your guests"."""

    customers: Text


class StakeholderRole(Entry, frozen=True):
    """A person with a say: who it is in this trade, what worries them, what to say, show and ask."""

    id: DecisionRole
    who: Text
    concern: Text
    message: Text
    paper: Text
    ask: Text


class Stage(Conditional, frozen=True):
    """A stage of a purchase and what must have happened before the next one counts as begun."""

    id: Id
    stage: Text
    exit: Text


class WaitingRewrite(Entry, frozen=True):
    """What a trade does its own way and no move says yet: a file of waiting/ lists them by trade."""

    id: str
    sources: SourceIds
    title: Text | None = None
    steps: Annotated[tuple[Line, ...], Bounds(min_length=3, max_length=7)] | None = None
    first_step: Text | None = None
    done_when: Text | None = None
    words: Text | None = None


class Industry(Entry, frozen=True):
    """A trade: a file of industries/. In a loaded library `id` is the name of its file.

    `form` is how money comes in it where that is always the same, `nouns` are its words for those of nouns.yaml.
    """

    title: Text
    words: IndustryWords
    compliance: tuple[IndustryRule, ...]
    sources: SourceIds
    voices: tuple[StakeholderRole, ...] = ()
    household: tuple[StakeholderRole, ...] = ()
    stages: tuple[Stage, ...] = ()
    channels: tuple[Line, ...] = ()
    seasons: tuple[Line, ...] = ()
    nouns: dict[Id, Text] = {}
    form: FormId | None = None
    id: Placed = ""


class BuyingCenter(Entry, frozen=True):
    """buying_center.yaml: the five roles of an organisation, those of a household, and the stages of a purchase."""

    organisation: When
    household: When
    staged: When
    roles: Annotated[tuple[StakeholderRole, ...], Bounds(min_length=5, max_length=5)]
    household_roles: Annotated[tuple[StakeholderRole, ...], Bounds(min_length=2)]
    stages: Annotated[tuple[Stage, ...], Bounds(min_length=3)]
    sources: SourceIds


class Training(Entry, frozen=True):
    """One capability: how to see whether it is there, and how to train it."""

    proof: Text
    train: Text
    sources: SourceIds


class Capabilities(Entry, frozen=True):
    """capabilities.yaml; where nobody has judged them, `unknown` of those that the way of buying asks for are shown."""

    unknown: Annotated[int, Bounds(ge=1, le=CAPABILITIES)]
    capabilities: dict[CapabilityId, Training]

    def __post_init__(self) -> None:
        """Refuse a capability without training."""
        if len(self.capabilities) != CAPABILITIES:
            raise ValueError("each of the seven capabilities needs its training")
