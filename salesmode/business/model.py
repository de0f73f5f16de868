"""The model of one business: its quantities, per segment and for the whole, settled by identities."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from salesmode.business.facts import ways_with_fees
from salesmode.business.profile import Profile, specs
from salesmode.business.quantities import Form, FormId, Identity, Quantity, factor
from salesmode.business.settle import (
    ASSUMED,
    STATED,
    WHOLE_BUSINESS,
    Bounds,
    Equation,
    Given,
    Network,
    Settled,
    network_of,
    settle,
)
from salesmode.business.vocabulary import NUMBERS

WHOLE: Final = 0  # the place of the whole business among its parts
SHARE: Final = "revenue_share"
OF_SEGMENTS: Final = "segments_"  # what an identity over all segments is called: this, and the quantity
SELLING_HOURS: Final = "selling_hours"
WEEKS: Final = 52
OFTEN: Final = 1.5  # orders of a customer a year: who orders more often is not won anew each time


class Shape(Struct, frozen=True):
    """An identity ready to be settled: quantities by place, each with its power or sign."""

    identity: Identity
    terms: tuple[tuple[int, int], ...]
    constant: float


class UsualForm(Struct, frozen=True):
    """The form in which money comes in a trade; `always` where no answer says otherwise."""

    id: FormId
    always: bool = False


class UnknownAnswerError(ValueError):
    """A quantity is read from what is no answer that is a number."""


class Model:
    """Quantities, identities and forms as every business is settled by them.

    Two figures further apart than the share `tolerance` disagree; a share may exceed 1 by as much before it cannot be.
    """

    def __init__(
        self,
        quantities: Mapping[str, Quantity],
        identities: Sequence[Identity],
        forms: Sequence[Form],
        tolerance: float,
    ) -> None:
        self.tolerance = tolerance
        self.quantities = quantities
        self.forms = {form.id: form for form in forms}
        self.ids = tuple(quantities)
        self.place = {id: place for place, id in enumerate(self.ids)}
        self.shapes = shapes = tuple(_shape(identity, self.place) for identity in identities)
        self.conditional = tuple(shape for shape in shapes if shape.identity.condition is not None)
        self.adding = tuple(place for place, id in enumerate(self.ids) if quantities[id].adds)
        self.limits = tuple(_limits(quantity) for quantity in quantities.values())
        self.bounds = tuple((low, high * (1 + tolerance)) for low, high in self.limits)  # beyond, it is impossible
        for form in forms:
            _ = [self.place[id] for id in (*form.defined, *form.assumed)]
        for read in (read for quantity in quantities.values() for read in quantity.read):
            if (spec := specs().get(read.answer)) is None or spec.kind not in NUMBERS:
                raise UnknownAnswerError(read.answer)
        self.reads = tuple(
            (place, read.answer, read.times)
            for place, quantity in enumerate(quantities.values())
            for read in reversed(quantity.read)  # the first known one is read last, and stands
        )

    def form_of(self, facts: Mapping[str, Any], usual: UsualForm | None = None) -> Form | None:
        """Return the form of a business: the first that its answers show, else the usual one of its trade, or none.

        Where customers order several times a year, the usual one is none in which each order is won anew.
        """
        named = self.forms.get(usual.id) if usual else None
        if usual and usual.always and named:
            return named
        if named and named.newcomers == "whole" and _orders_a_year(facts) > OFTEN:
            named = None
        shown = (form for form in self.forms.values() if not form.trade_only and form.test(facts))
        return next(shown, named)


def _orders_a_year(facts: Mapping[str, Any]) -> float:
    """Orders of a customer a year as answered; nothing where they are not."""
    counts = (facts.get(id) for id in ("orders_per_customer", "purchases_per_year"))
    return max((float(count) for count in counts if isinstance(count, int | float)), default=0.0)


def _shape(identity: Identity, place: Mapping[str, int]) -> Shape:
    is_sum = bool(identity.sum)
    terms: list[tuple[int, int]] = []
    constant = 0.0 if is_sum else 1.0
    for part in map(factor, identity.terms):
        if part.quantity is not None:
            terms.append((place[part.quantity], part.power))
        elif is_sum:
            constant += part.power * part.value
        else:
            constant *= part.value**part.power
    of = factor(identity.of)
    if of.quantity is not None:
        terms.append((place[of.quantity], -1))
    right = of.value if of.quantity is None else (0.0 if is_sum else 1.0)
    return Shape(identity, tuple(terms), right - constant if is_sum else right / constant)


def _limits(quantity: Quantity) -> Bounds:
    most = math.inf if quantity.at_most is None else float(quantity.at_most)
    return (-math.inf if quantity.signed else 0.0), most


class Part(Struct, frozen=True):
    """The whole business or one segment: its answers, those that are its own, its form."""

    name: str | None
    profile: Profile
    facts: Mapping[str, Any]
    own: frozenset[str] | None
    form: Form | None

    def owns(self, answer: str) -> bool:
        """Return whether an answer was given for this part, not taken over from the whole business."""
        return self.own is None or answer in self.own


def parts_of(profile: Profile, model: Model, usual: UsualForm | None = None) -> tuple[Part, ...]:
    """Return the whole business and its segments, in order."""
    return tuple(_parts(profile, model, usual))


def _parts(profile: Profile, model: Model, usual: UsualForm | None) -> Iterator[Part]:
    segments = []
    for segment, own in profile.parts():
        facts, changed = _facts(own), frozenset(segment.changes)
        named = usual if "relationship" not in changed else None
        segments.append(Part(segment.name, own, facts, changed, model.form_of(facts, named)))
    whole = profile.as_whole()
    facts = _facts(whole)
    form = model.form_of(facts, usual)
    unlike = any(part.form is not form for part in segments)
    yield Part(None, whole, facts, None, None if unlike else form)
    yield from segments


def _facts(profile: Profile) -> dict[str, Any]:
    """The answers as conditions read them; of lists of maps they can only ask whether they are known."""
    answers = ((id, v if specs()[id].kind != "list" else True) for id, v in profile.answered().items())
    return {id: frozenset(v) if isinstance(v, tuple) else v for id, v in answers}


class Layout(Struct, frozen=True):
    """All that is settled at once: every quantity of every part, a variable each."""

    model: Model
    parts: tuple[Part, ...]
    network: Network
    given: Mapping[int, Given]
    answers: Mapping[int, str]
    bounds: Sequence[Bounds]

    @property
    def equations(self) -> tuple[Equation, ...]:
        """The equations of all parts."""
        return self.network.equations

    def variable(self, part: int, quantity: str) -> int:
        """Return the variable of a quantity of a part."""
        return part * len(self.model.ids) + self.model.place[quantity]

    def spot(self, variable: int) -> tuple[int, str]:
        """Return the part and the quantity of a variable."""
        part, place = divmod(variable, len(self.model.ids))
        return part, self.model.ids[place]

    def settled(self, given: Mapping[int, Given] | None = None) -> Settled:
        """Return what follows from what is given, or from something else."""
        chosen = self.given if given is None else given
        return settle(self.network, chosen, self.bounds)

    def granted(self) -> dict[int, Given]:
        """Return what would be given had nobody answered anything."""
        width = len(self.model.ids)
        taken = {
            part * width + self.model.place[id]: given
            for part, whose in enumerate(self.parts)
            for id, given in _granted(whose, self.model)
        }
        return {**taken, **{variable: given for variable, given in self.given.items() if variable not in self.answers}}

    def answer_of(self, variable: int) -> str | None:
        """Return the answer that a given variable was read from, `None` for what nobody answered."""
        return self.answers.get(variable)

    def source(self, variable: int) -> int:
        """Return the variable of the whole business where a segment has its answer from there, else the variable."""
        given = self.given.get(variable)
        taken = given is not None and given.origin == WHOLE_BUSINESS
        return variable % len(self.model.ids) if taken else variable

    def taken_over_by_all(self, variable: int) -> bool:
        """Return whether all segments have the answer to a variable of the whole business from there."""
        width, parts = len(self.model.ids), range(1, len(self.parts))
        return all(self.source(part * width + variable) == variable for part in parts)

    def given_by(self, variables: Iterable[int]) -> dict[int, Given]:
        """Return what is given by the answers to some variables, with the segments that have them from there."""
        wanted = set(variables)
        return {variable: given for variable, given in self.given.items() if self.source(variable) in wanted}


def layout_of(profile: Profile, model: Model, usual: UsualForm | None = None) -> Layout:
    """Return a business laid out for settling."""
    parts = parts_of(profile, model, usual)
    given: dict[int, Given] = {}
    answers: dict[int, str] = {}
    for place, part in enumerate(parts):
        start = place * len(model.ids)
        given |= {start + model.place[id]: start_from for id, start_from in _granted(part, model)}
        for variable, answer, start_from in _answered(part, model, start, place == WHOLE):
            given[variable], answers[variable] = start_from, answer
    if len(parts) > 1:
        shares = _shares(parts, model)
        given |= {model.place[SHARE]: Given(1.0), **shares}
        answers |= dict.fromkeys(shares, "segments")
        for variable, answer, start_from in _split(parts, model):
            given[variable], answers[variable] = start_from, answer
    network = _network(model, tuple(_kind(part, model) for part in parts))
    return Layout(model, parts, network, given, answers, model.bounds * len(parts))


Kind = tuple[FormId | None, tuple[bool, ...]]  # a part's form, and which of the conditional identities hold for it


def _kind(part: Part, model: Model) -> Kind:
    form = part.form.id if part.form else None
    return form, tuple(shape.identity.test(part.facts) is True for shape in model.conditional)


@functools.lru_cache(maxsize=256)
def _network(model: Model, kinds: tuple[Kind, ...]) -> Network:
    """The equations of businesses whose parts are of these kinds, made once for all of them."""
    width = len(model.ids)
    equations = [
        equation for part, kind in enumerate(kinds) for equation in _equations(model, kind, part * width)
    ]  # fmt: skip
    if len(kinds) > 1:
        equations += _sums(model, len(kinds))
    return network_of(width * len(kinds), equations)


def _equations(model: Model, kind: Kind, start: int) -> Iterator[Equation]:
    form, holding = kind
    held = {shape.identity.id for shape, holds in zip(model.conditional, holding, strict=True) if holds}
    for shape in model.shapes:
        identity = shape.identity
        if not _holds_for(identity, form) or (identity.condition is not None and identity.id not in held):
            continue
        terms = tuple((start + place, power) for place, power in shape.terms)
        yield Equation(identity.id, bool(identity.sum), terms, shape.constant)


def _holds_for(identity: Identity, form: FormId | None) -> bool:
    return (form in identity.forms if identity.forms else True) and form not in identity.not_forms


def _answered(part: Part, model: Model, start: int, whole: bool) -> Iterator[tuple[int, str, Given]]:
    """Yield what was answered of a part, the best answer to a quantity last."""
    owned = {place for place, answer, _ in model.reads if not whole and part.owns(answer)}
    for place, answer, times in model.reads:
        value, own = getattr(part.profile, answer), whole or part.owns(answer)
        if value is None or (place in owned and not own):
            continue
        if own or not model.quantities[model.ids[place]].amount:
            yield start + place, answer, Given(float(value) * times, STATED if own else WHOLE_BUSINESS)
    for way in ways_with_fees(part.profile):
        if way.share is not None and way.part in model.place:
            origin = STATED if whole or part.owns(way.answer) else WHOLE_BUSINESS
            # A fee that was stated of one kind alone is taken of all of it.
            its_own = not whole and part.owns(way.asked) and not part.owns(way.answer)
            share = 1.0 if its_own else way.share
            yield start + model.place[way.part], way.answer, Given(share, origin)
    hours = _selling_hours(part.profile) if whole else None
    if hours is not None and SELLING_HOURS in model.place:
        yield start + model.place[SELLING_HOURS], "team", Given(hours)


def _split(parts: Sequence[Part], model: Model) -> Iterator[tuple[int, str, Given]]:
    """Yield what segments have of an amount of the whole that none of them counted: as much as of the revenue."""
    splits = [read for read in model.reads if model.quantities[model.ids[read[0]]].split]
    if any(answer in (part.own or ()) for part in parts for _, answer, _ in splits):
        return
    for place, answer, times in splits:
        value = getattr(parts[WHOLE].profile, answer)
        for part, share in enumerate(_revenue_shares(parts), 1) if value is not None else ():
            if share is not None:
                given = Given(float(value) * times * share, WHOLE_BUSINESS)
                yield part * len(model.ids) + place, answer, given


def _revenue_shares(parts: Sequence[Part]) -> Sequence[float | None]:
    """The share of each segment in the revenue: as stated, else by the revenue of all where all stated theirs."""
    stated = [segment.revenue_share for segment in parts[WHOLE].profile.segments or ()]
    counted = [part.profile.revenue if part.owns("revenue") else None for part in parts[WHOLE + 1 :]]
    total = sum(revenue for revenue in counted if revenue is not None)
    if None in counted or not total:
        return stated
    return [
        revenue / total if share is None and revenue else share for share, revenue in zip(stated, counted, strict=True)
    ]


def _selling_hours(profile: Profile) -> float | None:
    """Working hours a year of all whose role is to sell; `None` where nobody says them."""
    sellers = [member for member in profile.team or () if member.role == "sales"]
    weekly = [member.people * member.hours_per_week for member in sellers if member.hours_per_week is not None]
    return sum(weekly) * WEEKS if weekly and len(weekly) == len(sellers) else None


def _granted(part: Part, model: Model) -> Iterator[tuple[str, Given]]:
    """What stands where nobody answers: nothing of what was not named, and what the form sets or takes for granted.

    What one of its segments has of it, the whole of a business has too: how much is told by them.
    """
    told = {answer for segment in part.profile.segments or () for answer in segment.changes}
    for id, value in _unnamed(model):
        if told.isdisjoint(read.answer for read in model.quantities[id].read):
            yield id, Given(value)
    if part.form is None and "take_rate" in model.quantities:
        yield "take_rate", Given(1.0)  # nothing says that others sell here
    if part.form:
        for id, amount in part.form.defined.items():
            yield id, Given(float(amount))
        for id, amount in part.form.assumed.items():
            yield id, Given(float(amount), ASSUMED)


@functools.lru_cache(maxsize=4)
def _unnamed(model: Model) -> tuple[tuple[str, float], ...]:
    return tuple((id, float(q.assumed)) for id, q in model.quantities.items() if q.assumed is not None)


def _sums(model: Model, parts: int) -> Iterator[Equation]:
    """Segments sum to the whole, and the revenue of each is its share of it."""
    width = len(model.ids)
    for place in model.adding:
        segments = tuple((part * width + place, 1) for part in range(1, parts))
        yield Equation(OF_SEGMENTS + model.ids[place], True, (*segments, (place, -1)), 0.0)
    share, revenue = model.place[SHARE], model.place["revenue"]
    for start in range(width, parts * width, width):
        terms = ((start + share, 1), (revenue, 1), (start + revenue, -1))
        yield Equation("segment_revenue", False, terms, 1.0)


def _shares(parts: Sequence[Part], model: Model) -> dict[int, Given]:
    """The stated shares of the segments."""
    share, width = model.place[SHARE], len(model.ids)
    stated = [segment.revenue_share for segment in parts[WHOLE].profile.segments or ()]
    return {place * width + share: Given(value) for place, value in enumerate(stated, 1) if value is not None}
