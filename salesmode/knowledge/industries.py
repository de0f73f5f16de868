"""What belongs to a trade, who has a say in a purchase, and the seven capabilities."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from msgspec import to_builtins
from msgspec.structs import replace

from salesmode.business.quantities import FormId
from salesmode.business.shapes import Bounds, Conditional, Entry, InlineText, Placed, Real, Text, When
from salesmode.business.vocabulary import DecisionRole
from salesmode.knowledge.moves import Move, Reason
from salesmode.knowledge.spotting import held
from salesmode.knowledge.terms import CapabilityId, Id, Line, MoveId, Phrases, Regions, SourceIds

CAPABILITIES = 7


class IndustryRule(Entry, frozen=True):
    """What the law or custom of a trade asks for."""

    id: Id
    text: InlineText
    sources: SourceIds


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


class Elsewhere(Phrases, frozen=True, kw_only=True):
    """Words that send an offer to another trade, though words of this one stand beside them."""

    to: Id


class TradeSegment(Entry, frozen=True):
    """A group of customers as its trade knows it: its name, and how it buys."""

    id: Id
    name: Text
    buys: Text


class TradeReason(Entry, frozen=True):
    """Why customers leave in a trade."""

    id: Id
    text: InlineText


class TradeRange(Entry, frozen=True, kw_only=True):
    """A figure that owners of a trade know, low to high; it fills example rows and never a sum."""

    answer: Id
    low: Real
    likely: Real
    high: Real
    sources: SourceIds
    regions: Regions | None = None

    def __post_init__(self) -> None:
        """Refuse a range out of order."""
        if not self.low <= self.likely <= self.high:
            raise ValueError("a range is low, likely, high, in this order")

    def holds_in(self, region: str | None) -> bool:
        """Return whether it is told of a country; one that names none is told of all."""
        return self.regions is None or region in self.regions


class TradeMove(Entry, frozen=True):
    """A move as a trade makes it: what it says in place of the move's own words; what is left out stays."""

    title: Text | None = None
    because: tuple[Reason, ...] = ()
    steps: Annotated[tuple[Line, ...], Bounds(min_length=3, max_length=7)] | None = None
    words: tuple[Reason, ...] = ()
    done_when: Text | None = None
    monday: Text | None = None
    measure: Text | None = None

    def spoken(self, move: Move) -> Move:
        """Return the move in the words of the trade; of its own reasons only what an owner told stands before those."""
        own = {key: value for key in ("title", "steps", "done_when", "monday") if (value := getattr(self, key))}
        if self.because:
            told = tuple(reason for reason in move.because if reason.told)
            own["because"] = (*told, *self.because, *(reason for reason in move.because if not reason.told))
        if self.words:
            own["words"] = (*self.words, *move.words)
        if self.measure:
            own["measure"] = replace(move.measure, name=self.measure)
        return replace(move, **own) if own else move


class Industry(Entry, frozen=True, kw_only=True):
    """A trade, or a way of selling laid over one: a file of industries/ or ways/. In a loaded library `id` is its name.

    `know` are the words by which an offer shows the trade, `weak` ones decide only where no other stands. A trade that
    `extends` another takes from it what it does not say itself. `families` are wider names that conditions and
    answers may use for several trades; it `leads` those in which it is taken where nothing else decides. Who sells to
    nobody whom it `sells_to` is of another trade, whatever the words of the offer. `form` is how
    money usually comes, for where no answer shows it; `always`, whatever the answers. `nouns` are its words for those
    of nouns.yaml; `first` are moves in its own words; `foreign` are words that no plan for it may hold.
    """

    title: Text
    know: Phrases = Phrases()
    weak: Phrases = Phrases()
    elsewhere: tuple[Elsewhere, ...] = ()
    extends: Id | None = None
    families: tuple[Id, ...] = ()
    leads: tuple[Id, ...] = ()
    sells_to: tuple[Literal["organization", "individual"], ...] = ()
    form: FormId | None = None
    always: bool = False
    nouns: dict[Id, Text] = {}
    segments: tuple[TradeSegment, ...] = ()
    leak: Text | None = None
    leave: tuple[TradeReason, ...] = ()
    ranges: tuple[TradeRange, ...] = ()
    watch: Text | None = None
    voices: tuple[StakeholderRole, ...] = ()
    household: tuple[StakeholderRole, ...] = ()
    stages: tuple[Stage, ...] = ()
    channels: tuple[Line, ...] = ()
    seasons: tuple[Line, ...] = ()
    compliance: tuple[IndustryRule, ...] = ()
    never: tuple[Line, ...] = ()
    mistake: Text | None = None
    first: dict[MoveId, TradeMove] = {}
    foreign: Phrases = Phrases()
    sources: SourceIds
    id: Placed = ""

    def over(self, below: "Industry") -> "Industry":
        """Return this one laid over another: what it does not say is said by the one below, whose id stays.

        Nouns and moves are joined one by one, rules and foreign words are those of both.
        """
        said = {name: value for name in OVERLAID if (value := getattr(self, name) or getattr(below, name))}
        return replace(
            below,
            **said,
            nouns={**below.nouns, **self.nouns},
            first={**below.first, **self.first},
            compliance=_joined(below.compliance, self.compliance),
            never=(*below.never, *self.never),
            foreign=Phrases(en=(*below.foreign.en, *self.foreign.en), zh=(*below.foreign.zh, *self.foreign.zh)),
            sources=tuple(dict.fromkeys((*below.sources, *self.sources))),
        )

    def extending(self, base: "Industry") -> "Industry":
        """Return a variant with all that it takes from the trade it extends: not its words, what it leads or sells to.

        Nor does it take moves told in words that are foreign to it: it makes these in nobody's words.
        """
        texts = {id: _text_of(to_builtins(move)) for id, move in base.first.items()}
        fitting = {id: move for id, move in base.first.items() if not held(texts[id], self.foreign.both)}
        own = {name: getattr(self, name) for name in OWN}
        below = replace(base, first=fitting)
        return replace(self.over(below), **own, families=self.families or base.families)


def _text_of(thing: object) -> str:
    """All texts of a thing, in every language it holds."""
    if isinstance(thing, str):
        return thing
    parts = thing.values() if isinstance(thing, Mapping) else thing if isinstance(thing, list | tuple) else ()
    return " ".join(map(_text_of, parts))


def _joined(below: tuple[IndustryRule, ...], above: tuple[IndustryRule, ...]) -> tuple[IndustryRule, ...]:
    own = {rule.id for rule in above}
    return (*(rule for rule in below if rule.id not in own), *above)


# What a variant never takes from the trade that it extends.
OWN: Final = ("id", "title", "know", "weak", "elsewhere", "extends", "leads", "sells_to")
# What a trade laid over another says in its place.
OVERLAID: Final = (
    "form", "always", "segments", "leak", "leave", "ranges", "watch", "voices", "household", "stages", "channels",
    "seasons", "mistake",
)  # fmt: skip


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
