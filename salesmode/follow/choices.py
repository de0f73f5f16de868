"""The choices to compare: from the answers, from the command line, and each made a whole set of answers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from salesmode.business.profile import Profile
from salesmode.business.vocabulary import Choice
from salesmode.engine.business import settled
from salesmode.engine.sizing.inputs import OFTEN, WON
from salesmode.errors import InputError, shown
from salesmode.knowledge.library import Library

FEWEST, MOST = 2, 5
ABOUT: Final = "options"
# Revenue worked out from sales themselves, not from what hangs on it: it follows where a choice changes them.
OF_SALES: Final = frozenset({"revenue_by_orders", "revenue_by_hours_worth", "revenue_by_goods_value", "customer_value"})
# What sales are a product of, where not all of it is told; of hours only where these are what is sold.
FACTORS: Final = ("customers", "orders_per_customer", "kept_value")
FACTORS_OF_TIME: Final = ("hours_sold", "hourly_rate")
FOLLOWING: Final = ("revenue", "continuing_revenue")
# What a year may be told by beside the sales of last year, and what says itself how often a customer buys.
BESIDE: Final = WON | {
    "annual_churn", "expansion_rate", "continuing_revenue", "repeat_rate", "visits_per_month", "conversion_rate",
}  # fmt: skip
NOTHING: Final = 1e-9  # of last year's revenue: less is the dust of floating point
COUNTS: Final = OFTEN | {"customer_count"}


class Considered(NamedTuple):
    """A choice as a whole set of answers: what it changes, and the amounts of last year that follow in step."""

    id: str
    name: str
    changes: tuple[str, ...]
    profile: Profile
    follows: Mapping[str, float]


def considered(given: Profile, as_they_are: str, library: Library) -> tuple[Considered, ...]:
    """Return two to five choices, the answers as they are first unless the options say all that there is to choose.

    Raises InputError where there are fewer or more.
    """
    base = given.replaced({ABOUT: None})
    options = given.options or ()
    every = [] if _say_all(base, options) else [Choice(as_they_are)]
    every += options
    if not FEWEST <= len(every) <= MOST:
        fix = _BESIDE_IT if len(every) == 1 and touched(every[0]) else _FIX
        raise InputError(_how_many(len(every), bool(options)), where="compare", fix=fix)
    names = [choice.name for choice in every]
    twice = next((name for n, name in enumerate(names) if name in names[:n]), None)
    if twice is not None:
        what = f"two choices are called {shown(twice)}"
        raise InputError(what, where="compare", fix="Give each a name of its own")
    return tuple(made(f"c{n}", choice, base, library) for n, choice in enumerate(every, 1))


def _how_many(count: int, named: bool) -> str:
    if not named:
        return "there is nothing to compare the answers with"
    return "there is one choice" if count == 1 else f"there are {count} choices, the answers as they are among them"


_BESIDE_IT = "Add the answers as they are, --with 'as it is:', or another choice, --with 'NAME: key=value'"
_FIX = (
    f"Name {FEWEST} to {MOST}, the answers as they are counted: --with 'dearer: deal_value=360, win_rate=20%', "
    "or options: in the answers"
)


def _say_all(base: Profile, options: Sequence[Choice]) -> bool:
    """Whether one option is the answers as they are, or all of them say what the answers leave open."""
    if any(not touched(option) for option in options):
        return True
    common = set[str].intersection(*(set(touched(option)) for option in options)) if options else set()
    return any(getattr(base, id) is None and id not in base.not_applicable for id in common)


def touched(choice: Choice) -> tuple[str, ...]:
    """Return the ids of the answers that a choice changes, in its order."""
    return (*choice.changes, *sorted(choice.not_applicable))


def made(id: str, choice: Choice, base: Profile, library: Library) -> Considered:
    """Return a choice as the answers that it makes of those of the business."""
    return Considered(id, choice.name, touched(choice), *with_changes(base, choice, touched(choice), library))


def with_changes(
    base: Profile, choice: Choice, changed: Sequence[str], library: Library
) -> tuple[Profile, Mapping[str, float]]:
    """Return the answers with some of a choice's changes made, and the amounts that follow in step with them."""
    part = Choice(
        choice.name,
        {id: value for id, value in choice.changes.items() if id in changed},
        {id: ends for id, ends in choice.ranges.items() if id in changed},
        choice.not_applicable & set(changed),
    )
    profile = base.varied(part)
    follows = in_step(base, profile, changed, library)
    return (profile.replaced(follows) if follows else profile), follows


def in_step(base: Profile, profile: Profile, changed: Sequence[str], library: Library) -> Mapping[str, float]:
    """Return last year's amounts as they would be at the changed sales: a year of the choice, nothing else changed.

    A price, a number of customers or of orders that is changed changes the revenue made of it by the same factor. Where
    the year to come is held to last year's books, what stays, comes back, is won or is sold to visitors changes it by
    as much as it changes of the year. What of the sales nobody told is taken as it was.
    """
    return Sold.of(base, library).follow(base, profile, changed, library)


class Sold(NamedTuple):
    """The revenue that customers, orders and prices give, whatever was said of it, and the answers it is made of.

    Where they do not give it, `factors` are those of them that are known.
    """

    value: float | None
    answers: tuple[str, ...]
    factors: Mapping[str, float]

    @classmethod
    def of(cls, profile: Profile, library: Library) -> Sold:
        """Return what the sales of a profile come to; without a value where they are not told."""
        if profile.revenue is None:
            return cls(None, (), {})
        whole = settled(profile.replaced({"revenue": None}), library).whole
        ids = FACTORS_OF_TIME if whole.form is not None and whole.form.id == "time" else FACTORS
        factors = {id: value for id in ids if (value := whole.value(id)) is not None and value > 0}
        if whole.because("revenue").identity in OF_SALES:
            return cls(whole.value("revenue"), whole.answers("revenue"), factors)
        return cls(None, whole.answers(*factors) if factors else (), factors)

    def follow(self, base: Profile, profile: Profile, changed: Sequence[str], library: Library) -> Mapping[str, float]:
        """Return the amounts of `base` that these are the sales of, as they would be at those of `profile`."""
        if "revenue" in changed or base.revenue is None:
            return {}
        follows = self._in_step(base, profile, changed, library)
        beside = BESIDE.intersection(changed) - set(self.answers)
        if COUNTS.intersection(changed):  # who comes back is in the orders of a customer already
            beside -= {"repeat_rate"}
        if not beside:
            return follows
        revenue = follows.get("revenue", base.revenue)
        steady = profile.replaced({id: getattr(base, id) for id in beside})
        adds = _unseen(profile, revenue, library) - _unseen(steady, revenue, library)
        return {**follows, "revenue": revenue + adds} if abs(adds) > NOTHING * revenue else follows

    def _in_step(
        self, base: Profile, profile: Profile, changed: Sequence[str], library: Library
    ) -> Mapping[str, float]:
        if not set(self.answers).intersection(changed):
            return {}
        times = self._times(Sold.of(profile, library))
        held = {id: value for id in FOLLOWING if id not in changed and (value := getattr(base, id)) is not None}
        return {id: value * times for id, value in held.items()} if abs(times - 1) > NOTHING else {}

    def _times(self, after: Sold) -> float:
        """How many times as much is sold afterwards: what is not told on both sides is taken as the same."""
        if self.value is not None:
            return after.value / self.value if after.value is not None and self.value > 0 else 1.0
        return math.prod(after.factors[id] / value for id, value in self.factors.items() if id in after.factors)


def _unseen(profile: Profile, revenue: float, library: Library) -> float:
    """What the parts of a year come to beyond its run, which is held to last year's revenue wherever one is not told.

    What was sold last year beside what continues is sold again, as much as is left of the books: it is no part told.
    """
    economy = settled(profile.replaced({"revenue": revenue}), library)
    year = economy.whole.year
    if year.run is None:
        return 0.0
    if year.basis == "come_back":
        parts = (year.base.likely if year.base else 0.0) + (economy.whole.value("shop_revenue") or 0.0)
    else:
        parts = sum(part.likely for part in (year.by_itself, year.fresh) if part is not None)
    if year.by_itself is None:  # nothing says how the customers buy, and yet some of them leave: evenly over the year
        parts -= revenue * (economy.whole.value("churn") or 0.0) / 2
    return parts - year.run.likely
