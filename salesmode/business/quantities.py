"""What the model is made of: quantities with their units, identities that join them, forms of business."""

import re
from typing import Annotated, Final, Literal

from salesmode.business.shapes import Bounds, Conditional, Entry, Real, Text

QuantityId = Annotated[str, Bounds(pattern=r"^[a-z][a-z0-9_]*$")]
Unit = Annotated[str, Bounds(pattern=r"^(1|[a-z]+(\*[a-z]+)*(/[a-z]+)*)$")]
# A quantity or a number with its unit; `-` takes it away, `/` divides by it.
Term = Annotated[str, Bounds(pattern=r"^(-?[a-z][a-z0-9_]*|[-/]?[0-9]+(\.[0-9]+)?( [a-z*/]+)?)$")]
FormId = Literal["marketplace", "time", "subscription", "contract", "shop", "repeat", "project", "donations"]
BasisId = Literal["continuing", "cohort", "held", "come_back", "nothing"]
Shown = Literal["money", "count", "number", "share", "days", "months", "years", "hours", "times"]
_NUMBER: Final = re.compile(r"(?P<sign>[-/]?)(?P<number>[0-9.]+)(?: (?P<unit>.+))?")


class Read(Entry, frozen=True):
    """An answer a quantity is read from, and how many times it counts in a year: 12 for a month's figure."""

    answer: str
    times: Annotated[Real, Bounds(gt=0)] = 1


class Quantity(Entry, frozen=True):
    """A quantity of the model; a flow is a year's.

    `read` lists the answers it is read from, the first known one counts. An `amount` is never taken over from the
    whole business by a segment; where it `adds`, the segments' sum to that of the whole, and where it can be `split`,
    segments that did not count it have of it what they have of the revenue. `signed` ones may be negative, the others
    are at least nothing. `assumed` stands where nobody answers (no returns were named: none), and is said.
    `said` ones stand among the owner's numbers in a plan, `bound_said` ones even as a mere bound. `season_unknown`:
    three months count as a quarter year.
    """

    unit: Unit
    shown: Shown
    name: Text
    read: tuple[Read, ...] = ()
    amount: bool = False
    adds: bool = False
    split: bool = False
    said: bool = False
    bound_said: bool = False
    signed: bool = False
    at_most: Real | None = None
    assumed: Real | None = None
    season_unknown: bool = False


class Identity(Conditional, frozen=True):
    """An equality that always holds: `of` is the product or the sum of the terms.

    With `forms` it holds for these forms of business only, with `not_forms` for all but these.
    """

    id: QuantityId
    of: Term
    product: tuple[Term, ...] = ()
    sum: tuple[Term, ...] = ()
    forms: tuple[FormId, ...] = ()
    not_forms: tuple[FormId, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms on the right, of the product or the sum."""
        return self.product or self.sum


class Worked(Entry, frozen=True):
    """One business of a form, worked by hand: its answers, and the three figures of its year."""

    answers: dict[str, object]
    base: Real
    fresh: Real
    run: Real


class Form(Conditional, frozen=True):
    """A form of business: how money comes, and so how the year is counted.

    `base` lists the ways to tell what comes without new selling, the best first. `newcomers` bring the rest of their
    year, each order whole, or what keeps the level; where it `ramps` they order at full rhythm only after a while.
    `defined` are quantities that the form itself sets, `assumed` those taken for granted in it. `trade_only`: only a
    trade says so.
    """

    id: FormId
    title: Text
    base: tuple[BasisId, ...]
    newcomers: Literal["rest_of_year", "whole", "keep_level"]
    worked: Worked
    defined: dict[QuantityId, Real] = {}
    assumed: dict[QuantityId, Real] = {}
    ramps: bool = False
    trade_only: bool = False


class Factor(Entry, frozen=True):
    """A term, taken apart: a quantity, or a number with its unit; how it counts in a sum (1, -1) or a product."""

    quantity: str | None
    value: float
    power: Literal[1, -1]
    unit: str = "1"


def factor(term: str) -> Factor:
    """Return a term of an identity taken apart; `power` -1 means taken away in a sum, divided by in a product."""
    if term[0].isalpha():
        return Factor(quantity=term, value=1.0, power=1)
    number = _NUMBER.fullmatch(term)
    if number is None:
        return Factor(quantity=term[1:], value=1.0, power=-1)
    power: Literal[1, -1] = -1 if number["sign"] else 1
    return Factor(quantity=None, value=float(number["number"]), power=power, unit=number["unit"] or "1")
