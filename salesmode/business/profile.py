"""What is known of a business: every answer with its type, unit and bounds, and where each came from."""

import enum
import functools
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args, get_origin

import msgspec
from msgspec import field

from salesmode.business.shapes import Bounds, Entry, Handler
from salesmode.errors import InputError, visible

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Kind = Literal["one_of", "any_of", "number", "rate", "money", "duration", "text", "yes_no", "levels", "counts", "list"]


class Unit(NamedTuple):
    """What a number of an answer measures; `whole` numbers count people, orders or things."""

    kind: Kind
    whole: bool = False
    most: int | None = None


class Spec(NamedTuple):
    """One answer as prompts, flags, files and the JSON Schema need to know it."""

    id: str
    kind: Kind
    options: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    whole: bool = False
    most: int | None = None


class _Visible:
    """Marks a text of which control characters are spelt out."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Any:
        from pydantic_core import core_schema as core

        return core.no_info_after_validator_function(visible, handler(source))


LARGEST = 1e15
# Origins of a currency that nobody typed: taken for granted, or that of a country, whose code follows.
ASSUMED, FROM_REGION = "assumed", "region "

Rate = Annotated[float, Bounds(ge=0, le=1), Unit("rate")]
Money = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("money")]
Days = Annotated[float, Bounds(ge=0, le=36500), Unit("duration")]
SignedDays = Annotated[float, Bounds(ge=-3650, le=3650), Unit("duration")]
Number = Annotated[float, Bounds(ge=0, le=LARGEST), Unit("number")]
Months = Annotated[float, Bounds(ge=0, le=1200), Unit("number")]
Count = Annotated[int, Bounds(ge=0, le=int(LARGEST)), Unit("number", whole=True)]
People = Annotated[int, Bounds(ge=1, le=1000), Unit("number", whole=True)]
Weeks = Annotated[int, Bounds(ge=1, le=104), Unit("number", whole=True)]
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
]  # fmt: skip
Role = Literal[
    "founder", "sales", "marketing", "customer_success", "ecommerce", "store",
    "data", "technical", "service", "channel", "finance", "agency",
]  # fmt: skip
Capability = Literal[
    "industry_knowledge", "solution_design", "relationship_building", "negotiation",
    "consumer_psychology", "scene_communication", "emotional_engagement",
]  # fmt: skip


class Member(Entry, frozen=True):
    """One role of the team; hours are a person's, a week."""

    role: Role
    people: Annotated[float, Bounds(gt=0, le=10000)] = 1
    hours_per_week: Annotated[float, Bounds(ge=0, le=168)] | None = None
    plan_hours: Annotated[float, Bounds(ge=0, le=168)] | None = None


class Segment(Entry, frozen=True):
    """A part of the business: the parent's answers with `changes` in their place, some of them "does not apply"."""

    name: Text
    revenue_share: Rate | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    not_applicable: frozenset[str] = frozenset()


class Profile(Entry, frozen=True, kw_only=True):
    """The answers. A field is `None` when unknown.

    Ids in `not_applicable` do not apply; `origins` says where each answer came from.
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
    purchases_per_year: Number | None = None
    relationship: Literal["one_off", "occasional", "repeat", "subscription", "multi_year_contract"] | None = None
    selling_motion: tuple[SellingMotion, ...] | None = None
    declared_mode: Literal["b2b", "b2c", "hybrid"] | None = None

    team: tuple[Member, ...] | None = None
    monthly_budget: Money | None = None
    horizon_weeks: Weeks | None = None
    revenue: Money | None = None
    revenue_target: Money | None = None
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
    cash_months: Months | None = None
    largest_customer_share: Rate | None = None
    spare_capacity: Rate | None = None

    leads_per_month: Number | None = None
    mql_rate: Rate | None = None
    sql_rate: Rate | None = None
    opportunity_rate: Rate | None = None
    win_rate: Rate | None = None
    enquiries: Count | None = None
    quotes: Count | None = None
    orders: Count | None = None
    sales_cycle: Days | None = None
    annual_churn: Rate | None = None
    expansion_rate: Rate | None = None
    continuing_revenue: Money | None = None
    cac: Money | None = None
    sales_reps: Number | None = None
    quota: Money | None = None
    ramp_months: Months | None = None
    open_pipeline: Money | None = None

    visits_per_month: Number | None = None
    conversion_rate: Rate | None = None
    aov: Money | None = None
    repeat_rate: Rate | None = None
    orders_per_customer: Number | None = None
    return_rate: Rate | None = None
    cart_abandonment: Rate | None = None
    ad_spend: Money | None = None
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

    not_applicable: frozenset[str] = frozenset()
    origins: dict[str, str] = field(default_factory=dict)

    def answered(self) -> dict[str, Any]:
        """Return the known answers, id to value, in the order of the fields."""
        return {id: value for id in ANSWERS if (value := getattr(self, id)) is not None}

    def stated(self) -> int:
        """Return how many answers were given, those that were only assumed left out."""
        assumed = {id for id, origin in self.origins.items() if origin == ASSUMED or origin.startswith(FROM_REGION)}
        return len(self.answered().keys() - assumed) + len(self.not_applicable)

    def replaced(self, changes: Mapping[str, Any]) -> "Profile":
        """Return this profile with `changes` (validated values) in place, as a segment or a what-if sees it."""
        return msgspec.structs.replace(self, **{**changes, "not_applicable": self.not_applicable - changes.keys()})

    def parts(self) -> "Iterator[tuple[Segment, Profile]]":
        """Yield each segment with its own profile."""
        for segment in self.segments or ():
            absent = segment.not_applicable
            changed = self.replaced({**segment.changes, **dict.fromkeys(absent), "segments": None})
            yield segment, msgspec.structs.replace(changed, not_applicable=changed.not_applicable | absent)


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


META = ("not_applicable", "origins")
ANSWERS = tuple(id for id in Profile.__struct_fields__ if id not in META)


@functools.cache
def specs() -> dict[str, Spec]:
    """Return every answer's type, unit and bounds, read off the fields of `Profile`."""
    return {id: _spec(id) for id in ANSWERS}


def flag(id: str) -> str:
    """Return the option under which an answer is typed."""
    return f"--{id.replace('_', '-')}"


def _spec(id: str) -> Spec:
    inner = next(arg for arg in get_args(Profile.__annotations__[id]) if arg is not types.NoneType)
    marks: list[Any] = []
    if get_origin(inner) is Annotated:
        inner, *marks = get_args(inner)
    limits = next((mark for mark in marks if isinstance(mark, Bounds)), Bounds())
    unit = next((mark for mark in marks if isinstance(mark, Unit)), None)
    kind, options = _kind(inner, unit)
    return Spec(
        id, kind, options,
        low=limits.ge, high=limits.le, whole=bool(unit and unit.whole), most=unit.most if unit else None,
    )  # fmt: skip


def _kind(inner: Any, unit: Unit | None) -> tuple[Kind, tuple[str, ...]]:
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
        return (unit.kind if unit else "levels"), get_args(key) if get_origin(key) is Literal else ()
    return (unit.kind if unit else "text"), ()


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
            dumped[id] = _plain(value)
    return dumped


def _taken_for_granted(id: str, origin: str) -> bool:
    return origin == ASSUMED or (id == "currency" and origin.startswith(FROM_REGION))


def _plain(value: Any) -> object:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Member):
        return {key: held for key in Member.__struct_fields__ if (held := getattr(value, key)) is not None}
    if isinstance(value, Segment):
        own = {"name": value.name, "revenue_share": value.revenue_share}
        absent = dict.fromkeys(sorted(value.not_applicable), Mark.NOT_APPLICABLE.value)
        return {key: _plain(held) for key, held in {**own, **value.changes, **absent}.items() if held is not None}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, dict) else value
