"""What every thing of the playbooks is made of: ids, bounded numbers, lines of text that hold for some."""

from datetime import date
from typing import Annotated, Final, Literal, get_args

from salesmode.business.shapes import Bounds, Conditional, Entry, InlineText, OneOf, Real, Text
from salesmode.business.vocabulary import Capability, Goal, Role, SellingMotion

Id = Annotated[str, Bounds(pattern=r"^[a-z][a-z0-9_]*$")]
PlayId = Annotated[str, Bounds(pattern=r"^(b2b|b2c|shared|fusion)\.[a-z][a-z0-9_]*$")]
MoveId = Annotated[str, Bounds(pattern=r"^(b2b|b2c|shared|fusion)\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
SourceIds = Annotated[tuple[str, ...], Bounds(min_length=1)]
Use = Literal["ads", "traffic", "demand", "volume", "discount", "brand_spend", "data_platform", "sla", "credit"]
SeasonKind = Literal["shopping", "gifting", "budget", "fair", "quiet", "barred"]
# How sure a day is: by a law, a standard or its own name; of one year by a government, by who holds it; or expected.
Certainty = Literal["fixed", "decreed", "announced", "estimated"]
Side = Literal["b2b", "b2c", "hybrid"]
Way = Literal["considered", "fast", "mixed"]
Every = Literal["week", "month", "quarter"]
LeverId = Annotated[str, OneOf(
    "leads", "visits", "mql_rate", "sql_rate", "opportunity_rate", "win_rate", "conversion_rate", "repeat_rate",
    "return_rate", "annual_churn", "gross_margin", "discount_rate", "deal_value", "aov", "purchases_per_year",
    "expansion", "hours_sold", "price", "saved", "cash",
)]  # fmt: skip
RoleId = Annotated[str, OneOf(*get_args(Role))]
GoalId = Annotated[str, OneOf(*get_args(Goal))]
CapabilityId = Annotated[str, OneOf(*get_args(Capability))]
MotionId = Annotated[str, OneOf(*get_args(SellingMotion))]
Step = Annotated[int, Bounds(ge=0, le=4)]  # a level of a play or a capability
LevelNumber = Annotated[int, Bounds(ge=1, le=4)]
Share = Annotated[Real, Bounds(ge=0, le=1)]
Positive = Annotated[Real, Bounds(gt=0)]
NotNegative = Annotated[Real, Bounds(ge=0)]
Region = Annotated[str, Bounds(pattern=r"^[A-Z]{2}$")]
CurrencyCode = Annotated[str, Bounds(pattern=r"^[A-Z]{3}$")]
Sides = Annotated[tuple[Side, ...], Bounds(min_length=1)]
GapClosers = Annotated[tuple[Way, ...], Bounds(min_length=1)]
Ids = Annotated[tuple[Id, ...], Bounds(min_length=1)]
Regions = Annotated[tuple[Region, ...], Bounds(min_length=1)]
JUDGEMENT: Final = "judgement"


class Titled(Entry, frozen=True):
    """A thing with an id and a title."""

    id: Id
    title: Text


class Phrases(Entry, frozen=True):
    """Words to look for in each language; both are kept, whatever language the library speaks."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()

    @property
    def both(self) -> tuple[str, ...]:
        """The words of both languages."""
        return (*self.en, *self.zh)


class Line(Conditional, frozen=True):
    """A text that may hold for some businesses only."""

    text: InlineText
    sources: SourceIds = ()


class Band(Entry, frozen=True):
    """An amount of money by the name of its band."""

    band: Id


class Applies(Conditional, frozen=True):
    """The businesses that something describes or concerns; a limit left out is none.

    The region ZZ is a country nobody stated.
    """

    modes: Sides
    motions: GapClosers | None = None
    industries: Ids | None = None
    regions: Regions | None = None


class Source(Entry, frozen=True):
    """An entry of sources.yaml: what was read, what it says, of whom."""

    title: Text
    kind: Literal["founding", "law", "survey", "paper", "vendor", "judgement", "standard"]
    says: Text
    address: str | None = None
    year: int | None = None
    population: Text | None = None
    read: date | None = None
