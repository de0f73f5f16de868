"""What is known of a business: every answer with its type, unit and bounds, and where each came from."""

import enum
import functools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import field

from salesmode.business.shapes import Entry
from salesmode.business.vocabulary import (
    BlockedBy,
    BuyerKind,
    BuyingStep,
    Capability,
    Change,
    ChangedWith,
    Channel,
    ChannelResult,
    Choice,
    Count,
    CountAQuarter,
    Days,
    DecisionRole,
    Driver,
    Goal,
    Horizon,
    Hours,
    HoursAWeek,
    LargestCustomerNews,
    LeftBecause,
    Level,
    LostBecause,
    Member,
    Money,
    MoneyAMonth,
    MoneyAYear,
    Month,
    MonthCount,
    Number,
    NumberAMonth,
    NumberAWeek,
    NumberAYear,
    OfTen,
    PaysSellersFor,
    People,
    PriceChange,
    Rate,
    RateAYear,
    ReturnedBecause,
    Route,
    RuledOut,
    Segment,
    SellingMotion,
    ShareOrMore,
    Shift,
    SignedDays,
    Spec,
    Text,
    Unit,
    Variant,
    Way,
    WeekCount,
    specs_of,
)
from salesmode.errors import InputError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

# Origins of a currency that nobody typed: taken for granted, or that of a country, whose code follows.
ASSUMED, FROM_REGION = "assumed", "region "
ORDER_VALUES = frozenset({"aov", "deal_value"})
NOTED = "notes"  # the origin of an answer that was read in the notes


class Profile(Entry, frozen=True, kw_only=True):
    """The answers. A field is `None` when unknown.

    Ids in `not_applicable` do not apply; `ranges` says of numbers that are not known exactly between what they lie;
    `origins` where each answer came from.
    """

    name: Text | None = None
    offer: Text | None = None
    industry: Text | None = None
    region: Text | None = None
    currency: Text | None = None
    language: Literal["en", "zh"] | None = None
    reach: Literal["neighbourhood", "city", "national", "export"] | None = None
    stage: Literal["idea", "launch", "growth", "mature"] | None = None
    goal: Goal | None = None

    buyer: Literal["organization", "individual", "both"] | None = None
    buyer_kind: tuple[BuyerKind, ...] | None = None
    business_revenue_share: Rate | None = None
    sold_through: tuple[Route, ...] | None = None
    own_brand: Literal["own", "private_label", "resell_others"] | None = None
    outside_voice: Literal["none", "professional", "shop_staff", "creator", "institution"] | None = None
    customer_count: Count | None = None
    decision_makers: People | None = None
    decision_roles: tuple[DecisionRole, ...] | None = None
    decision_cycle: Days | None = None
    buying_steps: tuple[BuyingStep, ...] | None = None
    purchase_drivers: Annotated[tuple[Driver, ...], Unit("any_of", most=3)] | None = None
    need: Literal["standard", "configured", "tailored"] | None = None
    deal_value: Money | None = None
    purchases_per_year: NumberAYear | None = None
    relationship: Literal["one_off", "occasional", "repeat", "subscription", "multi_year_contract"] | None = None
    selling_motion: tuple[SellingMotion, ...] | None = None
    declared_mode: Literal["b2b", "b2c", "hybrid"] | None = None

    team: tuple[Member, ...] | None = None
    monthly_budget: MoneyAMonth | None = None
    horizon_weeks: Horizon | None = None
    revenue: MoneyAYear | None = None
    revenue_target: MoneyAYear | None = None
    gross_margin: Rate | None = None
    channels: tuple[Channel, ...] | None = None
    won_from: Annotated[dict[Channel, OfTen], Unit("counts")] | None = None
    lost_because: Annotated[tuple[LostBecause, ...], Unit("any_of", most=2)] | None = None
    capability: Annotated[dict[Capability, Level], Unit("levels")] | None = None
    maturity: Annotated[dict[str, Level], Unit("levels")] | None = None
    paid_on: Literal["signed", "delivered", "cash_in", "margin", "salary_only"] | None = None
    peak_months: tuple[Month, ...] | None = None
    segments: tuple[Segment, ...] | None = None
    notes: Text | None = None

    days_to_cash: SignedDays | None = None
    deposit_rate: Rate | None = None
    overdue_share: Rate | None = None
    cash_months: MonthCount | None = None
    largest_customer_share: Rate | None = None
    largest_customer_news: Annotated[tuple[LargestCustomerNews, ...], Unit("any_of", most=3)] | None = None
    spare_capacity: ShareOrMore | None = None

    leads_per_month: NumberAMonth | None = None
    mql_rate: Rate | None = None
    sql_rate: Rate | None = None
    opportunity_rate: Rate | None = None
    win_rate: Rate | None = None
    enquiries: CountAQuarter | None = None
    quotes: CountAQuarter | None = None
    orders: CountAQuarter | None = None
    sales_cycle: Days | None = None
    annual_churn: RateAYear | None = None
    expansion_rate: Rate | None = None
    continuing_revenue: MoneyAYear | None = None
    cac: Money | None = None
    sales_reps: Number | None = None
    quota: MoneyAYear | None = None
    ramp_months: MonthCount | None = None
    open_pipeline: Money | None = None

    visits_per_month: NumberAMonth | None = None
    conversion_rate: Rate | None = None
    aov: Money | None = None
    repeat_rate: Rate | None = None
    orders_per_customer: NumberAYear | None = None
    return_rate: Rate | None = None
    cart_abandonment: Rate | None = None
    ad_spend: MoneyAMonth | None = None
    discount_rate: Rate | None = None
    discount_share: Rate | None = None
    fulfilment_cost: Money | None = None
    payment_fee: Rate | None = None
    platform_fee: Rate | None = None
    creator_commission: Rate | None = None
    take_rate: Rate | None = None
    scarce_side: Literal["sellers", "buyers"] | None = None
    trade_spend_rate: Rate | None = None
    sell_out_known: bool | None = None

    revenue_before: MoneyAYear | None = None
    changed: tuple[Shift, ...] | None = None
    changed_with: tuple[ChangedWith, ...] | None = None
    blocked_by: tuple[BlockedBy, ...] | None = None
    left_because: Annotated[tuple[LeftBecause, ...], Unit("any_of", most=3)] | None = None
    returned_because: Annotated[tuple[ReturnedBecause, ...], Unit("any_of", most=2)] | None = None
    fixed_costs: MoneyAMonth | None = None
    owner_pay: MoneyAMonth | None = None
    price_level: Change | None = None
    last_price_change: PriceChange | None = None
    hourly_rate: Money | None = None
    hours_sold: HoursAWeek | None = None
    hours_available: HoursAWeek | None = None
    backlog_weeks: WeekCount | None = None
    top5_share: Rate | None = None
    main_channel_share: Rate | None = None
    platform_share: Rate | None = None
    supplier_bonus_share: Rate | None = None
    channel_results: tuple[ChannelResult, ...] | None = None
    ramp_to_full_use: MonthCount | None = None
    pipeline_counts: Literal["first_order", "first_year", "contract"] | None = None
    renewals_due: Count | None = None
    minimum_order: Money | None = None
    delivery_charge: Money | None = None
    pays_sellers_for: tuple[PaysSellersFor, ...] | None = None
    rules_out: tuple[RuledOut, ...] | None = None
    options: tuple[Choice, ...] | None = None
    ways: tuple[Way, ...] | None = None
    expansion_includes_last_years_new: bool | None = None
    cac_includes_wages: bool | None = None

    days_to_quote: Days | None = None
    reply_hours: Hours | None = None
    missed_calls: Rate | None = None
    quotes_followed_up: Rate | None = None
    no_shows: NumberAWeek | None = None
    no_show_rate: Rate | None = None
    no_show_hours: HoursAWeek | None = None
    rebooked_rate: Rate | None = None
    unbilled_hours: Hours | None = None
    lapsed_customers: Count | None = None
    contracts_indexed: Rate | None = None
    rework_share: Rate | None = None
    late_share: Rate | None = None
    dead_stock: Money | None = None

    not_applicable: frozenset[str] = frozenset()
    ranges: dict[str, tuple[float, float]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    def answered(self) -> dict[str, Any]:
        """Return the known answers, id to value, in the order of the fields."""
        return {id: value for id in ANSWERS if (value := getattr(self, id)) is not None}

    def noted(self) -> tuple[str, ...]:
        """Return the answers that were read in the notes."""
        return tuple(id for id, origin in self.origins.items() if origin == NOTED)

    def stated(self) -> int:
        """Return how many answers were given, those that were only assumed left out."""
        assumed = {id for id, origin in self.origins.items() if origin == ASSUMED or origin.startswith(FROM_REGION)}
        return len(self.answered().keys() - assumed) + len(self.not_applicable)

    def as_whole(self) -> "Profile":
        """Return the answers as they hold for all of the business.

        What an order is worth is left to the segments where all say it of themselves: an answer beside them is of one.
        """
        stated = {id for id in ORDER_VALUES if getattr(self, id) is not None}
        told = self.segments and all(ORDER_VALUES & segment.changes.keys() for segment in self.segments)
        return self.replaced(dict.fromkeys(stated)) if stated and told else self

    def replaced(self, changes: Mapping[str, Any]) -> "Profile":
        """Return this profile with `changes` (validated values) in place, as a segment or a what-if sees it.

        A changed number is known exactly.
        """
        ranges = {id: held for id, held in self.ranges.items() if id not in changes}
        absent = self.not_applicable - changes.keys()
        return msgspec.structs.replace(self, **{**changes, "ranges": ranges, "not_applicable": absent})

    def varied(self, variant: Variant) -> "Profile":
        """Return this profile with the answers of a segment or a choice in the place of its own."""
        absent = variant.not_applicable
        changed = self.replaced({**variant.changes, **dict.fromkeys(absent)})
        ranges = {id: held for id, held in variant.ranges.items() if id in variant.changes}
        return msgspec.structs.replace(
            changed, ranges={**changed.ranges, **ranges}, not_applicable=changed.not_applicable | absent
        )

    def parts(self) -> "Iterator[tuple[Segment, Profile]]":
        """Yield each segment with its own profile; what organisations invoice of it follows from its buyer."""
        for segment in self.segments or ():
            whole = self
            share = _BUSINESS_SHARES.get(segment.changes.get("buyer", ""))
            if share is not None and "business_revenue_share" not in segment.changes.keys() | segment.not_applicable:
                whole = self.replaced({"business_revenue_share": share})
            yield segment, whole.varied(segment).replaced({"segments": None})


# The share of a segment's revenue that is invoiced to organisations, where only one kind of buyers is in it.
_BUSINESS_SHARES = {"organization": 1.0, "individual": 0.0}


def make_profile(**answers: Any) -> Profile:
    """Return the profile of answers given from Python, every one held against its type and bounds by Pydantic.

    Raises InputError naming each answer that does not fit.
    """
    from pydantic import ValidationError

    try:
        return _adapter().validate_python({id: _opened(value) for id, value in answers.items()})
    except ValidationError as error:
        what = "; ".join(f"{_spot(item['loc'])}: {item['msg']}" for item in error.errors())
        raise InputError(what, where="make_profile", fix="salesmode questions lists every answer") from None


def _spot(place: Sequence[str | int]) -> str:
    """Return a place inside an answer; Pydantic says of a key that is wrong that it is one."""
    return ".".join(str(part) for part in place if part != "[key]")


def _opened(value: Any) -> Any:
    """Return people of a team and segments as the maps they would be in a file, so that they are held to the same."""
    if isinstance(value, Entry):
        return msgspec.structs.asdict(value)
    return [_opened(item) for item in value] if isinstance(value, list | tuple) else value


@functools.cache
def _adapter() -> "TypeAdapter[Profile]":
    from pydantic import TypeAdapter

    return TypeAdapter(Profile)


META = ("not_applicable", "ranges", "origins")
ANSWERS = tuple(id for id in Profile.__struct_fields__ if id not in META)


@functools.cache
def specs() -> dict[str, Spec]:
    """Return every answer's type, unit and bounds, read off the fields of `Profile`."""
    held = specs_of(Profile)
    return {id: held[id] for id in ANSWERS}


def flag(id: str) -> str:
    """Return the option under which an answer is typed."""
    return f"--{id.replace('_', '-')}"


class Mark(enum.Enum):
    """What an answer may be besides a value and unknown."""

    NOT_APPLICABLE = "n/a"


def dump_answers(profile: Profile) -> dict[str, object]:
    """Return the answers as they would stand in a file; read back they give the same profile.

    What was assumed is left out, so that it is assumed again and not taken for an answer.
    """
    dumped: dict[str, object] = {}
    for id in ANSWERS:
        value = getattr(profile, id)
        if id in profile.not_applicable:
            dumped[id] = Mark.NOT_APPLICABLE.value
        elif value is not None and not _taken_for_granted(id, profile.origins.get(id, "")):
            dumped[id] = _ranged(specs()[id], value, profile.ranges.get(id))
    return dumped


def _taken_for_granted(id: str, origin: str) -> bool:
    return origin == ASSUMED or (id == "currency" and origin.startswith(FROM_REGION))


def _ranged(spec: Spec, value: Any, ends: tuple[float, float] | None) -> object:
    """Return a value as it would stand in a file, with its ends where it is a range."""
    if ends is None:
        return _written(spec, value)
    span = {"low": ends[0], "likely": value, "high": ends[1]}
    return {key: _written(spec, held) for key, held in span.items()}


def _written(spec: Spec, value: Any) -> object:
    """Return a value as it would stand in a file; a rate above one says that it is one, as it would have to there."""
    if spec.kind == "rate" and abs(value) > 1:
        return f"{(Decimal(repr(float(value))) * 100).normalize():f}%"
    return _plain(value)


def _plain(value: Any) -> object:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Segment):
        return {"name": value.name, **_share(value), **_varied(value)}
    if isinstance(value, Choice):
        return {"name": value.name, "set": _varied(value)}
    if isinstance(value, Entry):
        fields = {key: held for key in value.__struct_fields__ if (held := getattr(value, key)) is not None}
        return {key: _written(specs_of(type(value))[key], held) for key, held in fields.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, dict) else value


def _share(segment: Segment) -> dict[str, object]:
    share, id = segment.revenue_share, "revenue_share"
    return {} if share is None else {id: _ranged(specs_of(Segment)[id], share, segment.ranges.get(id))}


def _varied(variant: Variant) -> dict[str, object]:
    changes = {id: _ranged(specs()[id], held, variant.ranges.get(id)) for id, held in variant.changes.items()}
    return {**changes, **dict.fromkeys(sorted(variant.not_applicable), Mark.NOT_APPLICABLE.value)}
