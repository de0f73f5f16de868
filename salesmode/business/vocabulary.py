"""What an answer may be: its kind, its unit and bounds, the options of a choice, the keys of what is a list of maps."""

import functools
import types
from typing import Annotated, Any, Final, Literal, NamedTuple, get_args, get_origin

from msgspec import Struct, field

from salesmode.business.shapes import Bounds, Entry, Handler
from salesmode.errors import visible

Kind = Literal[
    "one_of", "any_of", "number", "rate", "money", "duration", "text", "yes_no", "levels", "counts", "list", "map",
]  # fmt: skip
Counted = Literal["hours", "weeks", "months"]
Period = Literal["week", "month", "quarter", "year"]
NUMBERS: Final[frozenset[Kind]] = frozenset({"number", "rate", "money", "duration"})
OF_TEN: Final = 10  # the last customers that are asked about, where an answer counts some of them


class Unit(Struct, frozen=True):
    """What a number of an answer measures; `whole` numbers count people, orders or things, others may count time.

    `per` is the period that an amount or a count is of, into which others are converted.
    """

    kind: Kind
    whole: bool = False
    most: int | None = None
    counts: Counted | None = None
    per: Period | None = None


class Spec(Struct, frozen=True):
    """One answer as prompts, flags, files and the JSON Schema need to know it."""

    id: str
    kind: Kind
    options: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    whole: bool = False
    most: int | None = None
    counts: Counted | None = None
    per: Period | None = None


class Span(NamedTuple):
    """What an answer that is not known exactly is taken for, and between what it lies, in the unit of the answer."""

    low: float
    likely: float
    high: float


class _Visible:
    """Marks a text of which control characters are spelt out."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Any:
        from pydantic_core import core_schema as core

        return core.no_info_after_validator_function(visible, handler(source))


LARGEST = 1e15
Rate = Annotated[float, Bounds(ge=0, le=1), Unit("rate")]
# No bound of nature: a price far above the rival's, orders that grew from three to a hundred, a hall nearly empty.
Change = Annotated[float, Bounds(ge=-1, le=100), Unit("rate")]
ShareOrMore = Annotated[float, Bounds(ge=0, le=100), Unit("rate")]
Money = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("money")]
MoneyAYear = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("money", per="year")]
MoneyAMonth = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("money", per="month")]
RateAYear = Annotated[float, Bounds(ge=0, le=1), Unit("rate", per="year")]
Days = Annotated[float, Bounds(ge=0, le=36500), Unit("duration")]
SignedDays = Annotated[float, Bounds(ge=-3650, le=3650), Unit("duration")]
Number = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("number")]
NumberAYear = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("number", per="year")]
NumberAMonth = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("number", per="month")]
NumberAWeek = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("number", per="week")]
Hours = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("number", counts="hours")]
HoursAWeek = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("number", counts="hours", per="week")]
MonthCount = Annotated[float, Bounds(ge=0, le=1200), Unit("number", counts="months")]
WeekCount = Annotated[float, Bounds(ge=0, le=5200), Unit("number", counts="weeks")]
Count = Annotated[int, Bounds(ge=0, le=int(LARGEST)), Unit("number", whole=True)]
CountAQuarter = Annotated[int, Bounds(ge=0, le=int(LARGEST)), Unit("number", whole=True, per="quarter")]
People = Annotated[int, Bounds(ge=1, le=1000), Unit("number", whole=True)]
Horizon = Annotated[int, Bounds(ge=1, le=104), Unit("number", whole=True, counts="weeks")]
Month = Annotated[int, Bounds(ge=1, le=12)]
Text = Annotated[str, Bounds(max_length=2000), _Visible(), Unit("text")]
Level = Annotated[int, Bounds(ge=0, le=4)]
OfTen = Annotated[int, Bounds(ge=0, le=10)]

BuyerKind = Literal["large_company", "small_business", "sole_trader", "public_body", "nonprofit", "household", "person"]
Route = Literal[
    "direct", "distributors", "retailers", "online_retailers", "marketplaces",
    "partners", "agents", "franchisees", "integrators", "institutions",
]  # fmt: skip
DecisionRole = Literal["user", "influencer", "decider", "buyer", "gatekeeper"]
BuyingStep = Literal[
    "browse_and_pay", "in_store", "enquiry_chat", "trial", "demo", "sample", "quote", "site_visit_or_audit",
    "supplier_registration", "consultation", "booking", "deposit", "pilot", "tender", "framework_agreement",
    "contract_negotiation", "implementation", "acceptance",
]  # fmt: skip
Driver = Literal[
    "roi", "cost", "compliance", "supply_stability", "technical_fit", "strategic_fit", "delivery_time",
    "payment_terms", "service", "trust_relationship", "safety_quality", "brand", "emotion", "price_deals",
    "convenience", "social_proof", "product_experience", "gift_status",
]  # fmt: skip
SellingMotion = Literal[
    "field_sales", "inside_sales", "chat_sales", "tender_response", "self_serve",
    "store_staff", "partner_sales", "live_commerce", "creator_live",
]  # fmt: skip
Channel = Literal[
    "website", "marketplace", "social_commerce", "live_commerce", "stores", "own_app", "email", "search_ads",
    "social_ads", "content", "events", "webinars", "outbound", "referrals", "partners", "private_community",
    "trade_platforms", "procurement_platforms", "maps_reviews", "delivery_apps", "community_group_buy",
]  # fmt: skip
LostBecause = Literal[
    "price", "no_decision", "incumbent_relationship", "spec_written_for_other", "qualification",
    "delivery_time", "payment_terms", "proof", "not_known",
]  # fmt: skip
Goal = Literal[
    "first_customers", "more_leads", "win_rate", "deal_size", "retention",
    "repeat_purchase", "margin", "brand", "new_channel",
    "break_even", "cash", "stop_decline", "less_dependence", "fill_capacity", "owner_time",
]  # fmt: skip
Role = Literal[
    "founder", "sales", "marketing", "customer_success", "ecommerce", "store",
    "data", "technical", "service", "channel", "finance", "agency",
]  # fmt: skip
Capability = Literal[
    "industry_knowledge", "solution_design", "relationship_building", "negotiation",
    "consumer_psychology", "scene_communication", "emotional_engagement",
]  # fmt: skip
Moved = Literal["enquiries", "orders", "order_value", "customers", "visits", "margin", "returns"]
ChangedWith = Literal[
    "own_price", "own_ads", "own_people", "own_product", "own_place",
    "rival", "platform_rules", "law", "season", "whole_market",
]  # fmt: skip
BlockedBy = Literal[
    "payment_fails", "out_of_stock", "slow_delivery", "quality", "bad_reviews",
    "not_as_shown", "hard_to_reach", "never_started", "no_reply", "licence",
]  # fmt: skip
LeftBecause = Literal[
    "price", "service", "quality", "result_not_seen", "not_used", "inconvenient",
    "moved_or_closed", "project_over", "rival_offer", "contact_left", "payment_failed",
]  # fmt: skip
LargestCustomerNews = Literal["contact_gone", "asks_for_less", "compares", "orders_less"]
ReturnedBecause = Literal["not_as_shown", "size_or_fit", "damaged", "late", "changed_mind", "ordered_to_try"]
PaysSellersFor = Literal["new_customers", "volume", "margin", "keeping", "nothing_extra"]
RuledOut = Literal["move_place", "hire", "discount", "advertise", "travel", "borrow", "new_product", "raise_price"]
Way = Literal["exporter_factory", "marketplace_seller", "live_commerce", "group_buying", "platform"]


class Member(Entry, frozen=True):
    """One role of the team; hours are a person's, a week."""

    role: Role
    people: Annotated[float, Bounds(gt=0, le=10000), Unit("number")] = 1
    hours_per_week: Annotated[float, Bounds(ge=0, le=168), Unit("number", counts="hours", per="week")] | None = None
    plan_hours: Annotated[float, Bounds(ge=0, le=168), Unit("number", counts="hours", per="week")] | None = None


class Shift(Entry, frozen=True):
    """Something that clearly rose or fell: `by` a share of what it was, `since` so many days."""

    what: Moved
    by: Change | None = None
    since: Days | None = None


class ChannelResult(Entry, frozen=True):
    """What a channel costs and brings in a month."""

    channel: Channel
    spend: MoneyAMonth | None = None
    enquiries: NumberAMonth | None = None
    orders: NumberAMonth | None = None
    revenue: MoneyAMonth | None = None

    @property
    def order_cost(self) -> float | None:
        """What one order by it costs, `None` where it was not counted or none came."""
        return self.spend / self.orders if self.spend is not None and self.orders else None


class PriceChange(Entry, frozen=True):
    """The last change of the business's own prices, as a share of what they were."""

    by: Change | None = None
    months_ago: MonthCount | None = None


class Variant(Entry, frozen=True):
    """Answers in place of the business's own: `changes`, some of them known as `ranges`, and what does not apply."""

    name: Text
    changes: dict[str, Any] = field(default_factory=dict)
    ranges: dict[str, tuple[float, float]] = field(default_factory=dict)
    not_applicable: frozenset[str] = frozenset()


class Segment(Variant, frozen=True):
    """A part of the business, as far as it differs from the whole."""

    revenue_share: Rate | None = None


class Choice(Variant, frozen=True):
    """What the owner considers doing, as far as it changes answers."""


@functools.cache
def specs_of(thing: type[Entry]) -> dict[str, Spec]:
    """Return type, unit and bounds of every field of a thing that is made of answers."""
    return {id: _spec(id, hint) for id, hint in thing.__annotations__.items()}


def _spec(id: str, hint: Any) -> Spec:
    args = get_args(hint)
    inner = next(arg for arg in args if arg is not types.NoneType) if types.NoneType in args else hint
    marks: list[Any] = []
    if get_origin(inner) is Annotated:
        inner, *marks = get_args(inner)
    limits = next((mark for mark in marks if isinstance(mark, Bounds)), Bounds())
    unit = next((mark for mark in marks if isinstance(mark, Unit)), Unit("text"))
    kind, options = _kind(inner, unit)
    low = limits.gt if limits.ge is None else limits.ge
    return Spec(id, kind, options, low, limits.le, unit.whole, unit.most, unit.counts, unit.per)


def _kind(inner: Any, unit: Unit) -> tuple[Kind, tuple[str, ...]]:
    origin, args = get_origin(inner), get_args(inner)
    if origin is Literal:
        return "one_of", args
    if inner is bool:
        return "yes_no", ("yes", "no")
    if origin is tuple:
        item = args[0]
        if get_origin(item) is Literal:
            return "any_of", get_args(item)
        return ("any_of", tuple(str(n) for n in range(1, 13))) if item is Month else ("list", ())
    if origin is dict:
        key = args[0]
        return unit.kind, get_args(key) if get_origin(key) is Literal else ()
    return ("map", ()) if isinstance(inner, type) and issubclass(inner, Entry) else (unit.kind, ())
