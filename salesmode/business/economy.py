"""One business settled: every quantity of every part, why it is what it is, and its year."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from salesmode.business.conditions import QUANTITY
from salesmode.business.model import WHOLE, Layout, Model, UsualForm, layout_of
from salesmode.business.pace import mean_cycle, selling_pace
from salesmode.business.profile import Profile
from salesmode.business.quantities import Form
from salesmode.business.settle import WHOLE_BUSINESS, Bounds, Equation, Given, Reason, Settled, narrowed
from salesmode.business.span import Span, exactly, swung, swung_with
from salesmode.business.year import YEAR_QUANTITIES, Outside, Ramps, Year, beside_contracts, summed, year_of

Kind = Literal["own", "measured", "derived", "placeholder"]
MEASURED: Final = "measured"
WIDEST: Final = 3.0  # an answer whose high end is further from its low than this is a bound, not a value
Values = Sequence[float | None]


class Because(NamedTuple):
    """Why a quantity has its value: the identity and the quantities it was worked out from, or the answer.

    Neither for what was taken for granted. `whole` marks a value taken over from the whole business.
    """

    identity: str | None = None
    inputs: tuple[str, ...] = ()
    answer: str | None = None
    whole: bool = False


class Missing(NamedTuple):
    """Why a quantity is not computed: the identity that would give it, and the quantities that it lacks."""

    identity: str
    quantities: tuple[str, ...]
    divides_by_nothing: bool = False


class Assumptions(NamedTuple):
    """What the year rests on besides the answers."""

    ramps: Ramps
    peak_weight: float
    usual_cycles: Mapping[str, float]


class Economy:
    """A business settled. `whole` is all of it, `segments` its parts; without named ones there are none."""

    def __init__(self, layout: Layout, assumptions: Assumptions) -> None:
        self.layout = layout
        self.assumptions = assumptions
        self._ranges = dict(_ranges(layout))
        self._given = {
            variable: given
            for variable, given in layout.given.items()
            if variable not in self._ranges or _narrow(self._ranges[variable])
        }
        self.settled: Settled = layout.settled(self._given)
        self.parts = tuple(PartEconomy(self, place) for place in range(len(layout.parts)))
        self.whole, self.segments = self.parts[WHOLE], self.parts[WHOLE + 1 :]

    @property
    def model(self) -> Model:
        """The quantities and identities it is settled by."""
        return self.layout.model

    @functools.cached_property
    def ends(self) -> tuple[tuple[Values, Values], ...]:
        """For every answer that is a range, all values with it at its low and at its high end."""
        return tuple(
            (self.settled.replayed({variable: low}), self.settled.replayed({variable: high}))
            for variable, (low, high) in self._ranges.items()
            if variable in self._given
        )

    @functools.cached_property
    def _year_variables(self) -> tuple[int, ...]:
        return tuple(self.layout.variable(place, id) for place in range(len(self.parts)) for id in YEAR_QUANTITIES)

    @functools.cached_property
    def _towards_year(self) -> Sequence[tuple[int, Equation]]:
        return self.settled.towards(*self._year_variables)

    @functools.cached_property
    def _read_from(self) -> Mapping[str, Sequence[int]]:
        """By answer, the variables of the whole business that are read from it."""
        found: dict[str, list[int]] = {}
        for variable, answer in self.layout.answers.items():
            if self.layout.spot(variable)[0] == WHOLE:
                found.setdefault(answer, []).append(variable)
        return found

    def with_value(self, variable: int, value: float) -> Settled:
        """Return what follows with one more value given."""
        return self.layout.settled({**self._given, variable: Given(value)})

    def movable(self) -> Iterator[tuple[str, float, float]]:
        """Yield the answers of the whole business that its year rests on, each with its value and its most."""
        model = self.model
        for variable in sorted(self.settled.leaves(*self._year_variables)):
            part, quantity = self.layout.spot(variable)
            answer = self.layout.answer_of(variable) if part == WHOLE else None
            value = self._given[variable].value
            if answer is not None and value:
                most = model.quantities[quantity].at_most
                yield answer, value, math.inf if most is None else float(most)

    def run_with(self, answer: str, value: float) -> float | None:
        """Return the likely run with a quantity read from `answer` at another value, all else as it is."""
        values = self.settled.replayed(dict.fromkeys(self._read_from[answer], value), self._towards_year)
        year = self.year_with(values, as_today=True)
        if year.run is None:
            return None
        if year.known and year.basis != "come_back":
            return year.run.likely
        shop = self.model.place["shop_revenue"]
        before, after = self.settled.values[shop], values[shop]
        return year.run.likely + (after - before if before is not None and after is not None else 0.0)

    def year_with(self, values: Values, as_today: bool = False) -> Year:
        """Return the year of the whole at other values, what is sold again worked out anew or `as_today`.

        It is the sum of its segments' where all are known.
        """
        years = [segment.own_year(values, as_today) for segment in self.segments]
        return summed(years) if years and all(year.known for year in years) else self.whole.own_year(values, as_today)

    @functools.cached_property
    def uses(self) -> Mapping[int, Sequence[Equation]]:
        """The equations that every variable stands in."""
        uses: dict[int, list[Equation]] = {}
        for equation in self.layout.equations:
            for variable, _ in equation.terms:
                uses.setdefault(variable, []).append(equation)
        return uses

    @functools.cached_property
    def bounds(self) -> Mapping[int, Bounds]:
        """Closer bounds of what has no value."""
        values = self.settled.values
        bounds = list(self.model.limits * len(self.layout.parts))
        stated = {variable: ends for variable, ends in self._ranges.items() if values[variable] is None}
        for variable, ends in stated.items():
            bounds[variable] = ends
        return {**stated, **narrowed(self.layout.equations, values, bounds)}


def _ranges(layout: Layout) -> Iterator[tuple[int, Bounds]]:
    """The answers given as ranges, in the unit of their quantity."""
    if not any(part.profile.ranges for part in layout.parts):
        return
    quantities = layout.model.quantities
    for variable in layout.given:
        answer = layout.answer_of(variable)
        if answer is None:
            continue
        part, quantity = layout.spot(variable)
        ends = layout.parts[part].profile.ranges.get(answer)
        if ends is not None and (not quantities[quantity].split or layout.parts[part].owns(answer)):
            times = next((read.times for read in quantities[quantity].read if read.answer == answer), 1)
            yield variable, (ends[0] * times, ends[1] * times)


def _narrow(ends: Bounds) -> bool:
    return ends[0] > 0 and ends[1] / ends[0] <= WIDEST


class PartEconomy:
    """The quantities of the whole business, or of one segment."""

    def __init__(self, economy: Economy, place: int) -> None:
        self._economy, self._place = economy, place
        self._start = place * len(economy.model.ids)
        self._values, self._place_of = economy.settled.values, economy.model.place
        part = economy.layout.parts[place]
        self.name: str | None = part.name
        self.profile: Profile = part.profile
        self.form: Form | None = part.form

    @property
    def form_is_usual(self) -> bool:
        """Whether the form is the usual one of the trade, and no answer shows it."""
        facts = self._economy.layout.parts[self._place].facts
        return self.form is not self._economy.model.form_of(facts)

    def value(self, quantity: str) -> float | None:
        """Return the likely value of a quantity, `None` where it does not follow."""
        return self._values[self._start + self._place_of[quantity]]

    def _variable(self, quantity: str) -> int:
        return self._start + self._place_of[quantity]

    def span(self, quantity: str) -> Span | None:
        """Return a quantity with what the ranges among the answers make of it."""
        likely = self.value(quantity)
        if likely is None:
            return None
        if not self._economy.ends:
            return exactly(likely)
        place = self._variable(quantity)
        pairs = ((low[place], high[place]) for low, high in self._economy.ends)
        return swung(likely, ((low, high) for low, high in pairs if low is not None and high is not None))

    def bound(self, quantity: str) -> Bounds | None:
        """Return within what a quantity without a value must lie, `None` where nothing narrows it."""
        return self._economy.bounds.get(self._variable(quantity))

    def kind(self, quantity: str) -> Kind:
        """Return where the value of a quantity comes from."""
        reason = self._reason(quantity)
        if reason is None or reason.equation is not None:
            return "derived"
        answer = self._economy.layout.answer_of(self._variable(quantity))
        if answer is None and quantity not in DEFINED:
            return "placeholder"
        return "measured" if self.profile.origins.get(answer or "", "").startswith(MEASURED) else "own"

    def because(self, quantity: str) -> Because:
        """Return why a quantity has its value."""
        economy, variable, reason = self._economy, self._variable(quantity), self._reason(quantity)
        if reason is None or reason.equation is None:
            taken_over = reason is not None and reason.origin == WHOLE_BUSINESS
            return Because(answer=economy.layout.answer_of(variable), whole=taken_over)
        inputs = (economy.layout.spot(other) for other in economy.settled.inputs(variable))
        return Because(reason.equation.id, tuple(self._named(part, id) for part, id in inputs))

    def _named(self, part: int, quantity: str) -> str:
        if part == self._place:
            return quantity
        name = self._economy.layout.parts[part].name
        return f"{'business' if name is None else f's{part}'}.{quantity}"

    def missing(self, quantity: str) -> Missing | None:
        """Return why a quantity has no value: what it lacks, or that it would divide by nothing.

        Of the identities that would give it those made for it come first, then the one that lacks least. `None` where
        the quantity has a value, or no identity speaks of it.
        """
        economy, variable = self._economy, self._variable(quantity)
        values = economy.settled.values
        if values[variable] is not None:
            return None
        if variable in economy.settled.undefined:
            return Missing(economy.settled.undefined[variable].id, (), divides_by_nothing=True)
        found = []
        for equation in economy.uses.get(variable, ()):
            lacking = [term for term, _ in equation.terms if term != variable and values[term] is None]
            of_it = equation.terms[-1] == (variable, -1)  # the last term, unless it is a number
            if lacking:
                names = tuple(self._named(*economy.layout.spot(term)) for term in lacking)
                found.append((not of_it, not _is_of(equation.id, quantity), len(names), equation.id, names))
        return Missing(*min(found)[3:]) if found else None

    def worked_by(self, quantity: str) -> tuple[Equation, int]:
        """Return the equation that gives a quantity and its variable there; raises KeyError where it was given."""
        reason = self._reason(quantity)
        if reason is None or reason.equation is None:
            raise KeyError(quantity)
        return reason.equation, self._variable(quantity)

    def _reason(self, quantity: str) -> Reason | None:
        return self._economy.settled.reasons[self._variable(quantity)]

    def stated(self, quantity: str) -> bool:
        """Return whether a quantity was given rather than worked out."""
        reason = self._reason(quantity)
        return reason is not None and reason.steps == 0

    def answers(self, *quantities: str) -> tuple[str, ...]:
        """Return the answers that quantities rest on, those of any part, in order of their ids."""
        economy = self._economy
        leaves = economy.settled.leaves(*(self._variable(quantity) for quantity in quantities))
        return tuple(sorted({answer for leaf in leaves if (answer := economy.layout.answer_of(leaf)) is not None}))

    def rests_on(self, *quantities: str) -> frozenset[tuple[str | None, str]]:
        """Return the answers that quantities rest on, each with its part: the whole where it was taken from there."""
        layout, leaves = self._economy.layout, self._economy.settled.leaves(*map(self._variable, quantities))
        sources = {layout.source(leaf) for leaf in leaves}
        named = ((layout.parts[layout.spot(one)[0]].name, layout.answer_of(one)) for one in sources)
        return frozenset((part, answer) for part, answer in named if answer is not None)

    def assumed(self, *quantities: str) -> tuple[str, ...]:
        """Return the quantities taken for granted that some rest on, by id."""
        economy = self._economy
        leaves = economy.settled.leaves(*(self._variable(quantity) for quantity in quantities))
        spots = [economy.layout.spot(leaf) for leaf in leaves if economy.layout.answer_of(leaf) is None]
        return tuple(sorted({id for part, id in spots if part == self._place} - DEFINED))

    @property
    def keeps_level(self) -> bool:
        """Whether newcomers of this part, or of a segment of it, are those that keep the level."""
        segments = self._economy.segments if self._place == WHOLE else ()
        return "come_back" in (self.year.basis, *(segment.year.basis for segment in segments))

    @property
    def id(self) -> str:
        """`business` for the whole of it, else s1, s2 ... by the place of the segment."""
        return f"s{self._place}" if self._place else "business"

    def told(self) -> Iterator[str]:
        """Yield the quantities to tell the owner of: worked out, not nothing, and not of what was taken for granted.

        Some are told of too when the answers only hold them below something.
        """
        for id, quantity in self._economy.model.quantities.items():
            if not quantity.said or self.stated(id):
                continue
            value = self.value(id)
            bounded = value is None and quantity.bound_said and self.bound(id) is not None
            if bounded or (value and not self._trivial(id)):
                yield id

    def _trivial(self, quantity: str) -> bool:
        """Whether a quantity is another one times a whole, or rests directly on what nobody said."""
        settled, layout = self._economy.settled, self._economy.layout
        equation, wanted = self.worked_by(quantity)
        others = [variable for variable, _ in equation.terms if variable != wanted]
        if not equation.is_sum and len(others) > 1 and any(settled.values[other] == 1 for other in others):
            return True
        return any(layout.answer_of(other) is None and settled.reasons[other].steps == 0 for other in others)  # type: ignore[union-attr]

    def known(self) -> Iterator[str]:
        """Yield the ids of the quantities that have a value, in their order."""
        return (id for id in self._economy.model.ids if self.value(id) is not None)

    def facts(self) -> Iterator[tuple[str, float | Span]]:
        """Yield the quantities that have a value as conditions ask for them: as ranges where an answer is one."""
        ranged = bool(self._economy.ends)
        start, values = self._start, self._economy.settled.values
        for place, id in enumerate(self._economy.model.ids):
            value = values[start + place]
            if value is not None:
                span = self.span(id) if ranged else None
                yield QUANTITY + id, value if span is None or span.low == span.high else span
        open_cases = self.value("open_cases")
        if open_cases is not None:
            yield "open_opportunities", open_cases  # counted as the year counts a win

    @functools.cached_property
    def outside(self) -> Outside:
        """What the year of this part rests on besides quantities."""
        profile, assumptions, ramp = self.profile, self._economy.assumptions, self.profile.ramp_to_full_use
        parts = self._economy.segments if self._place == WHOLE else ()
        return Outside(
            ramps=assumptions.ramps if ramp is None else Ramps(ramp, ramp, ramp),
            growth_holds_newcomers=profile.expansion_includes_last_years_new is not False,
            peaks=frozenset(profile.peak_months or ()),
            peak_weight=assumptions.peak_weight,
            revenue_stated=self.stated("revenue") or self.stated("revenue_share"),
            beside=beside_contracts(self.value, self.form),
            selling=selling_pace(profile.changed or ()),
            usual_cycle=mean_cycle([one.value for one in parts]) or assumptions.usual_cycles[profile.buyer or "both"],
        )

    @functools.cached_property
    def year(self) -> Year:
        """The twelve months that begin now; that of the whole is the sum of its segments' where all are known."""
        economy, values = self._economy, self._economy.settled.values
        at = economy.year_with if self._place == WHOLE else self.own_year
        year = at(values)
        if not economy.ends or year.run is None:
            return year
        ends = [(at(low), at(high)) for low, high in economy.ends]
        return year._replace(
            base=swung_with(year.base, [(low.base, high.base) for low, high in ends]),
            fresh=swung_with(year.fresh, [(low.fresh, high.fresh) for low, high in ends]),
            again=swung_with(year.again, [(low.again, high.again) for low, high in ends]),
            run=swung_with(year.run, [(low.run, high.run) for low, high in ends]),
        )

    def own_year(self, values: Values, as_today: bool = False) -> Year:
        """Return the year of this part by itself, at these values of everything, what is sold again `as_today`."""
        start, place = self._start, self._economy.model.place
        again = self._again if as_today else None
        return year_of(lambda quantity: values[start + place[quantity]], self.form, self.outside, again)

    @functools.cached_property
    def _again(self) -> Span:
        """What is sold again as things are."""
        return self.own_year(self._values).again or exactly(0.0)


def _is_of(identity: str, quantity: str) -> bool:
    return identity == quantity or identity.startswith(f"{quantity}_by_")


# Set by what a business is, not taken for granted.
DEFINED: Final = frozenset({"take_rate", "revenue_share"})


def economy_of(profile: Profile, model: Model, assumptions: Assumptions, usual: UsualForm | None = None) -> Economy:
    """Return a business settled."""
    return Economy(layout_of(profile, model, usual), assumptions)
