"""What is known of other programs' exports: how each format is read, and what is measured of it."""

from typing import Annotated, Literal

from msgspec import field

from salesmode.business.shapes import Bounds, Entry, Placed, Real, Text
from salesmode.knowledge.terms import Id, MoveId, NotNegative

Kind = Literal["orders", "deals", "spend", "accounts", "invoices", "subscriptions", "leads"]
Columns = Annotated[tuple[str, ...], Bounds(min_length=1)]
Words = Annotated[tuple[str, ...], Bounds(min_length=1)]
# What becomes of a row: it counts, as an order or by how a deal ended, or is left out for a reason of measures.yaml.
Outcome = Id
COUNTED = {
    "orders": ("counts",), "deals": ("won", "lost", "open"), "spend": ("counts",), "invoices": ("counts",),
    "subscriptions": ("ended", "running"), "leads": ("counts",),
}  # fmt: skip
Stage = Literal["mql", "sql", "opportunity", "customer"]
STAGES: tuple[Stage, ...] = ("mql", "sql", "opportunity", "customer")  # that a lead comes to, one behind the other


class Amount(Entry, frozen=True):
    """An amount of money: the first of the columns that a file has, others added to it or taken from it."""

    column: Columns
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    parts: Annotated[int, Bounds(ge=1)] = 1  # 100 where a file counts in cents

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it may be read from."""
        return (*self.column, *self.plus, *self.minus)


class Status(Entry, frozen=True):
    """What each status word means; a word in no list is reported, never guessed."""

    column: Columns
    means: dict[Outcome, Words]


class ExportFormat(Entry, frozen=True):
    """A file of formats/: how one program's export is recognised and read. In a loaded library `id` is its name.

    Columns are named as in the file; several are tried in order. A `*` at the end stands for any ending. `rows` says
    which rows one order has: `one`; several of which the `first` bears the amounts; several, each with its own amount
    to `add`; several that `repeat` the amount of the order. `facts` are known before the first talk, each by its id in
    measures.yaml: only `score` reads them. A file of accounts has a `key`, by which deals name them, and facts.
    """

    title: Text
    kind: Kind
    export: Text
    known_by: Columns
    seen: str  # where the header was read
    at: tuple[str, ...] = ()
    money: Amount | None = None
    facts: dict[Id, Columns] = field(default_factory=dict)
    not_with: tuple[str, ...] = ()  # a file that has all of these too is another report
    key: tuple[str, ...] = ()
    rows: Literal["one", "first", "add", "repeat"] = "one"
    customer: tuple[str, ...] = ()
    refunded: Amount | None = None
    discount: Amount | None = None
    discounted_by: tuple[str, ...] = ()  # an order is discounted where something stands in one of these
    refunded_if: dict[str, Words] = field(default_factory=dict)  # the whole order came back where a word stands
    refund_rows: dict[str, Words] = field(default_factory=dict)  # the row is a refund, not an order
    status: Status | None = None
    if_filled: dict[str, Outcome] = field(default_factory=dict)
    if_empty: dict[str, Outcome] = field(default_factory=dict)
    if_word: dict[str, dict[Outcome, Words]] = field(default_factory=dict)
    currency: tuple[str, ...] = ()
    currency_in: tuple[str, ...] = ()  # columns whose head says the currency: Amount spent (EUR)
    opened: tuple[str, ...] = ()
    lost_at: tuple[str, ...] = ()  # the day of a lost deal, where `at` holds that of a won one alone
    seller: tuple[str, ...] = ()
    fee: Amount | None = None  # what the payment cost
    fee_of: Amount | None = None  # the amount it was charged on; else `money`
    business_if: dict[str, Words] = field(default_factory=dict)  # an organisation ordered where a word stands
    channel: Id = ""  # through which all of the file was sold
    channel_by: Status | None = None  # through which each row was; what stands in no list is not told
    lost_for: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()  # the day on which an offer went out
    stages: dict[Stage, Columns] = field(default_factory=dict)  # the day on which a lead came to each
    due: tuple[str, ...] = ()
    owed: Amount | None = None
    paid_at: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    per: Status | None = None  # for which time a subscription's amount is: day, week, month, year
    quantity: tuple[str, ...] = ()  # how many things, or subscriptions, a row holds
    empty: tuple[str, ...] = ()  # what stands for nothing: -, --
    stop_at: tuple[str, ...] = ()  # the first row that begins so, and all behind it, is no data
    blank: tuple[str, ...] = ()  # a row in which this column is empty is no data: a total
    days: Literal["ymd", "mdy", "dmy", "ask"] = "ask"
    id: Placed = ""

    def __post_init__(self) -> None:
        """Refuse accounts without a key, others without day or amount, and facts of a column that is read otherwise."""
        if self.kind == "accounts" and not self.key:
            raise ValueError("accounts need a 'key', by which deals name them")
        if self.kind == "leads" and not (self.at and self.stages):
            raise ValueError("leads need 'at' and 'stages'")
        if self.kind not in ("accounts", "leads") and (self.money is None or not self.at):
            raise ValueError(f"{self.kind} need 'money' and 'at'")
        known_before = set(self.channel_by.column if self.channel_by else ())
        read = set(self.columns) - known_before
        if twice := {column for columns in self.facts.values() for column in columns} & read:
            raise ValueError(f"no fact known before the first talk: {', '.join(sorted(twice))}")

    @property
    def other_days(self) -> tuple[tuple[str, ...], ...]:
        """The columns of days besides that of the row itself."""
        return self.opened, self.lost_at, self.due, self.paid_at, self.ended, self.quoted, *self.stages.values()

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Every amount of money that is read."""
        every = (self.money, self.refunded, self.discount, self.fee, self.fee_of, self.owed)
        return tuple(one for one in every if one is not None)

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The columns in which words are looked for, those together of which the first counts that a file has."""
        told = [one.column for one in (self.status, self.channel_by, self.per) if one is not None]
        maps = (self.refunded_if, self.refund_rows, self.if_word, self.business_if)
        return (*told, self.lost_for, *((column,) for one in maps for column in one))

    @property
    def told_apart(self) -> tuple[tuple[str, ...], ...]:
        """The columns whose texts tell one thing from another."""
        return self.key, self.customer, self.seller, self.currency, self.quantity

    @property
    def filled(self) -> tuple[str, ...]:
        """The columns of which it counts whether anything stands in them."""
        return *self.discounted_by, *self.if_filled, *self.if_empty, *self.blank

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that `measure` reads of a file, and no other."""
        maps = (
            self.refunded_if, self.refund_rows, self.if_filled, self.if_empty, self.if_word, self.business_if
        )  # fmt: skip
        words = [one for one in (self.status, self.channel_by, self.per) if one is not None]
        named = [
            *self.key, *self.customer, *self.at, *self.seller, *self.currency, *self.discounted_by,
            *self.blank, *self.lost_for, *self.quantity,
            *(column for columns in self.other_days for column in columns),
            *(column for one in words for column in one.column),
            *(column for one in self.amounts for column in one.columns), *(column for one in maps for column in one),
        ]  # fmt: skip
        return tuple(dict.fromkeys(named))


class Measure(Entry, frozen=True):
    """The one definition of a measured answer: of which kinds of export, by which method, of how many at least."""

    definition: Text
    kinds: Annotated[tuple[Kind, ...], Bounds(min_length=1)]
    method: Id
    least: NotNegative
    days: Annotated[Real, Bounds(ge=0)] = 0  # that a file has to span
    together: bool = False  # it takes a file of each of the kinds


class Watched(Entry, frozen=True):
    """A figure that moves watch and an export tells: it is a measured `answer`, or is counted by itself.

    With `state` it is how things stand on the last day of the file; else it belongs to the days of the file.
    """

    moves: Annotated[tuple[MoveId, ...], Bounds(min_length=1)]
    answer: Id = ""
    definition: Text = ""
    kinds: tuple[Kind, ...] = ()
    least: NotNegative = 0.0
    state: bool = False

    def __post_init__(self) -> None:
        """Refuse one that is an answer and is counted too, or is neither."""
        if bool(self.answer) == bool(self.kinds and self.definition):
            raise ValueError("a watched figure is an 'answer', or has 'definition' and 'kinds'")


class Segmenting(Entry, frozen=True):
    """When parts are told apart: `least` cases in each, a likelihood ratio above `ratio`."""

    least: Annotated[int, Bounds(ge=5)]
    ratio: NotNegative


class Fact(Entry, frozen=True):
    """Something known of a customer before the first talk; `number` where it is cut into thirds."""

    name: Text
    number: bool = False


class Scoring(Entry, frozen=True):
    """When facts are scored, and how: see each in measures.yaml."""

    rarer: Annotated[int, Bounds(ge=2)]
    accounts: Annotated[int, Bounds(ge=2)]
    auc: Annotated[Real, Bounds(ge=0.5, lt=1)]
    folds: Annotated[int, Bounds(ge=2)]
    penalties: Annotated[tuple[Annotated[Real, Bounds(gt=0)], ...], Bounds(min_length=1)]
    shown: Annotated[int, Bounds(ge=1)]


class MeasuresFile(Entry, frozen=True):
    """measures.yaml."""

    answers: dict[Id, Measure]
    refusals: dict[Id, Text]  # why an answer is not measured
    reasons: dict[Id, Text]  # why a row is left out
    words: dict[Id, Text]  # of the report
    personal: Columns  # parts of heads that name a person: such a column may tell customers apart, and nothing else
    smallest: Annotated[int, Bounds(ge=2)]  # what is counted of fewer is not printed
    facts: dict[Id, Fact]  # that a format may name a column for
    scoring: Scoring
    relationship: dict[Id, Annotated[Real, Bounds(ge=0, le=1)]]  # from which share of customers who buy again
    lost_words: dict[Id, Words]  # what sellers write where a deal was lost, by reason
    segments: Segmenting
    watched: dict[Id, Watched] = field(default_factory=dict)  # figures of moves, by which `track -m` counts
