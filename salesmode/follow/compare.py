"""Choices side by side: where each ends, what lies between them, and what each needs to be the better one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from salesmode.business.profile import Profile
from salesmode.business.vocabulary import Choice
from salesmode.engine.plan import Plan, make_plan
from salesmode.errors import InputError, shown
from salesmode.follow.choices import FOLLOWING, Considered, Sold, considered, with_changes
from salesmode.follow.turning import Scale, Turn, nearest_turn, turned_between
from salesmode.follow.weighing import COSTS, Basis, Weighed, weigh, weighed
from salesmode.knowledge.library import Library

# What a choice sets by itself, while counts and rates happen to it.
DECIDED: Final = frozenset(
    {"deal_value", "aov", "hourly_rate", "fixed_costs", "owner_pay", "ad_spend", "delivery_charge"}
)
MOVED: Final = 2  # answers that move the year most are looked at


class Step(NamedTuple):
    """What one changed answer adds to the figure compared, the ones before it changed already."""

    answer: str
    adds: float


class Bridge(NamedTuple):
    """From the first choice to another: start, the steps in the order of its answers, end; they sum."""

    start: float
    steps: tuple[Step, ...]
    end: float


class Side(NamedTuple):
    """One choice with its plan, its figure, the way to it from the first one, and what would turn the verdict.

    `turn` is the nearest value of one answer of this choice at which it becomes the better one, or stops being it.
    """

    choice: Considered
    plan: Plan
    weighed: Weighed
    value: float | None
    bridge: Bridge | None
    turn: Turn | None


class Switch(NamedTuple):
    """An answer known as a range, the best choice at either end, and the value from which the second is the best."""

    answer: str
    low: float
    high: float
    best_low: str
    best_high: str
    at: float | None


class Comparison(NamedTuple):
    """Choices by one figure: what is left of the year, or its sales where the margin is not known.

    `costs` are what the year has to pay for that every choice knows; `best` is `None` where nothing can be told.
    `runner_up` is the best of the others.
    """

    basis: Basis
    costs: tuple[str, ...]
    sides: tuple[Side, ...]
    best: Side | None
    runner_up: Side | None
    switches: tuple[Switch, ...]


class _Compared(NamedTuple):
    """What figures are worked out with."""

    base: Profile
    library: Library
    benchmarks: bool
    basis: Basis
    costs: tuple[str, ...]

    def value(self, profile: Profile) -> float | None:
        return weigh(profile, self.library, self.benchmarks).value(self.basis, self.costs)


def compare(given: Profile, as_they_are: str, library: Library, benchmarks: bool = True) -> Comparison:
    """Return the choices of the answers `given` side by side.

    Raises InputError where there are fewer than two or more than five, or where one contradicts the answers.
    """
    choices = considered(given, as_they_are, library)
    plans = [make_plan(choice.profile, library, None, benchmarks) for choice in choices]
    _agreeing(choices, plans, given, library)
    figures = [weighed(plan) for plan in plans]
    known = (id for id in COSTS if all(id in one.costs for one in figures))
    costs = tuple(id for id in known if any(one.costs[id] for one in figures))
    basis: Basis = "left" if all(one.leaves is not None for one in figures) else "sales"
    work = _Compared(given.replaced({"options": None}), library, benchmarks, basis, costs)
    values = [one.value(basis, costs) for one in figures]
    order = sorted((n for n, value in enumerate(values) if value is not None), key=lambda n: -(values[n] or 0.0))
    told = len(order) == len(values)
    sides = tuple(
        Side(choice, plan, one, value, _bridge(choices[0], choice, values[0], value, given, work) if n else None,
             _turn(choice, plan, values, n, order, work) if told else None)
        for n, (choice, plan, one, value) in enumerate(zip(choices, plans, figures, values, strict=True))
    )  # fmt: skip
    best, runner_up = (sides[order[0]], sides[order[1]]) if told else (None, None)
    return Comparison(basis, costs, sides, best, runner_up, tuple(_switches(given, choices, work)) if told else ())


def _agreeing(choices: Sequence[Considered], plans: Sequence[Plan], given: Profile, library: Library) -> None:
    """Refuse a choice whose answers contradict those of the business, where these agree among themselves."""
    base = make_plan(given, library) if choices[0].changes else plans[0]
    known = {frozenset(one.answers) for one in base.sizing.contradictions}
    for choice, plan in zip(choices, plans, strict=True):
        for one in plan.sizing.contradictions:
            ours = [id for id in choice.changes if id in one.answers]
            if ours and frozenset(one.answers) not in known:
                others = [id for id in one.answers if id not in ours]
                what = f"{', '.join(ours)} cannot be true beside {', '.join(others) or 'each other'}"
                fix = f"Set in it what else would be another then, such as {(others or ours)[-1]}"
                raise InputError(what, where=f"option {shown(choice.name)}", fix=fix)


def _bridge(
    first: Considered, choice: Considered, start: float | None, end: float | None, given: Profile, work: _Compared
) -> Bridge | None:
    """The changed answers one after the other: those of the first choice taken back, then those of the other made."""
    if start is None or end is None:
        return None
    options = {one.name: one for one in given.options or ()}
    ours, theirs = options.get(choice.name), options.get(first.name)
    back = [id for id in first.changes if id not in choice.changes]
    steps: list[Step] = []
    before, order = start, [*back, *choice.changes]
    for n, id in enumerate(order):
        after = end if n == len(order) - 1 else work.value(_between(ours, theirs, order[: n + 1], first, work))
        if after is None:
            return None
        steps.append(Step(id, after - before))
        before = after
    return Bridge(start, tuple(steps), end)


def _between(
    ours: Choice | None, theirs: Choice | None, done: Sequence[str], first: Considered, work: _Compared
) -> Profile:
    """The first choice with the answers `done` as the other one has them."""
    mixed: dict[str, object] = {}
    ranges: dict[str, tuple[float, float]] = {}
    absent: set[str] = set()
    for choice, ids in ((theirs, [id for id in first.changes if id not in done]), (ours, done)):
        if choice is not None:
            mixed |= {id: choice.changes[id] for id in ids if id in choice.changes}
            ranges |= {id: choice.ranges[id] for id in ids if id in choice.ranges}
            absent |= choice.not_applicable & set(ids)
    part = Choice("", mixed, ranges, frozenset(absent))
    return with_changes(work.base, part, (*mixed, *sorted(absent)), work.library)[0]


def _turn(
    choice: Considered, plan: Plan, values: Sequence[float | None], n: int, order: Sequence[int], work: _Compared
) -> Turn | None:
    """The nearest value of one answer of a choice at which it and its best rival change places."""
    rival = order[1] if n == order[0] else order[0]
    own, other = values[n] or 0.0, values[rival] or 0.0

    sold = Sold.of(choice.profile, work.library)

    def lead(id: str, value: float) -> float | None:
        found = _at(choice, sold, id, value, work)
        return None if found is None else found - other

    for scales in _scales_to_turn(choice, plan, work):
        turn = nearest_turn(scales, own - other, lead)
        if turn is not None:
            return turn
    return None


def _scales_to_turn(choice: Considered, plan: Plan, work: _Compared) -> Iterator[list[Scale]]:
    """The numbers that the choice itself changes; where none of them turns it, those that its year rests on most.

    First what is not the owner's to set, and none past what the answers as they are say: who cuts a price is told the
    customers that it takes, not that it should rise.
    """
    changed = [scale for id in choice.changes if (scale := Scale.of(id, choice.profile)) is not None]
    near = [scale.not_past(getattr(work.base, scale.answer)) for scale in changed]
    yield [scale for scale in near if scale.answer not in DECIDED]
    yield near
    yield changed
    margin = ["gross_margin"] if work.basis == "left" else []
    moved = [one.answer for one in plan.sizing.sensitivity]
    others = [id for id in moved if id not in (*choice.changes, *FOLLOWING, *margin)][:MOVED]
    beside = (Scale.of(id, choice.profile) for id in (*margin, *others) if id not in choice.changes)
    yield [scale for scale in beside if scale is not None]


def _switches(given: Profile, choices: Sequence[Considered], work: _Compared) -> Iterator[Switch]:
    """Every answer known as a range, where the best choice at its low end is not that at its high one."""
    for id in given.ranges:
        if any(id in choice.changes for choice in choices):
            continue
        low, high = given.ranges[id]
        ends = [_best_at(id, value, choices, work) for value in (low, high)]
        if None not in ends and ends[0] != ends[1]:
            first, second = (choices[n or 0] for n in ends)
            yield Switch(id, low, high, first.id, second.id, _switched(id, low, high, (first, second), work))


def _at(choice: Considered, sold: Sold, id: str, value: float, work: _Compared) -> float | None:
    """The figure of a choice with one of its answers at another value, what follows in step with it."""
    changed = choice.profile.replaced({id: value})
    follows = sold.follow(choice.profile, changed, (id,), work.library)
    return work.value(changed.replaced(follows) if follows else changed)


def _best_at(id: str, value: float, choices: Sequence[Considered], work: _Compared) -> int | None:
    values = [_at(choice, Sold.of(choice.profile, work.library), id, value, work) for choice in choices]
    known = [one for one in values if one is not None]
    return values.index(max(known)) if len(known) == len(values) else None


def _switched(id: str, low: float, high: float, pair: tuple[Considered, Considered], work: _Compared) -> float | None:
    """The first value of the range at which the second of two choices is the better one."""
    sold = [Sold.of(choice.profile, work.library) for choice in pair]

    def lead(answer: str, value: float) -> float | None:
        first, second = (_at(choice, one, answer, value, work) for choice, one in zip(pair, sold, strict=True))
        return None if first is None or second is None else first - second

    scale = Scale.of(id, pair[0].profile.replaced({id: low}))
    at_low, at_high = lead(id, low), lead(id, high)
    if scale is None or at_low is None or at_high is None or (at_low > 0) == (at_high > 0):
        return None
    return scale.at(turned_between(scale, (low, high), (at_low, at_high), lead))
