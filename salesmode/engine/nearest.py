"""Which single answer, changed alone, would make a warning, a finding or a move come or go: every one is tried."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from salesmode.business.conditions import QUANTITY, Condition, leaves
from salesmode.business.profile import ANSWERS, Profile, specs
from salesmode.business.vocabulary import NUMBERS, Spec
from salesmode.engine.business import business_of
from salesmode.engine.findings import findings_of
from salesmode.engine.ground import grounds_of
from salesmode.engine.guardrails import guardrails_of
from salesmode.engine.moves import Candidate
from salesmode.engine.moves.candidates import Choosing, outcome_of
from salesmode.engine.next_questions import uses
from salesmode.engine.selection import select
from salesmode.engine.sizing import size
from salesmode.knowledge.library import Library

Kind = Literal["guard", "finding", "move"]
Holds = Callable[[Profile], bool]
FACTORS: Final = (1.25, 2.0, 4.0)  # times more, and less, that a number is tried at; beyond, it is another business
FIGURES: Final = 3  # to which the nearest value is looked for
# How far off another option is, an answer nobody gave, and another trade; a number by the share it is moved by.
OPTION, OPENED, ANOTHER = 1.0, 2.0, 9.0


class Change(NamedTuple):
    """An answer at another value, and how far off that is from what was said."""

    answer: str
    value: Any
    distance: float


class Nearest(NamedTuple):
    """Whether a thing holds, and every change of one answer that turns that, the nearest first."""

    holds: bool
    changes: tuple[Change, ...]


def nearest(profile: Profile, library: Library, kind: Kind, id: str) -> Nearest:
    """Return which answers, each changed alone, make a thing hold that does not, or end it.

    Numbers are tried up to four times what was said, and as many times less, and where nobody said one at the bounds
    that the library names; what is a list of people or parts is left alone.
    """
    holds = _HOLDS[kind](id, library)
    now = holds(profile)

    def turned(answer: str, value: Any) -> bool:
        return holds(profile.replaced({answer: value})) is not now

    found = [change for answer in _rests_on(library, kind, id) for change in _turning(answer, profile, library, turned)]
    if kind == "move":
        found += _stages(id, profile, library, turned)
    order = {answer: place for place, answer in enumerate(ANSWERS)}
    return Nearest(now, tuple(sorted(found, key=lambda change: (change.distance, order[change.answer]))))


# ------------------------------------------------------------------------------------------- whether a thing holds


def _guard(id: str, library: Library) -> Holds:
    guard = next(one for one in library.guards.guards if one.id == id)
    return lambda profile: guard.test(size(business_of(profile, library), library, told=False).facts) is True


def _choosing(profile: Profile, library: Library) -> Choosing:
    business = business_of(profile, library)
    sizing = size(business, library, told=False)
    grounds = grounds_of(business, sizing, library.currencies.workday.get(business.profile.currency or ""))
    return Choosing(business, grounds, findings_of(grounds, library), guardrails_of(sizing, library), library)


def _finding(id: str, library: Library) -> Holds:
    return lambda profile: any(one.id == id for one in _choosing(profile, library).findings.found)


def _move(id: str, library: Library) -> Holds:
    def holds(profile: Profile) -> bool:
        choosing = _choosing(profile, library)
        if not isinstance(outcome_of(id, choosing), Candidate):
            return False
        return any(one.id == id for one in select(choosing, ()).moves)

    return holds


_HOLDS: Final[Mapping[Kind, Callable[[str, Library], Holds]]] = {"guard": _guard, "finding": _finding, "move": _move}


def _rests_on(library: Library, kind: Kind, id: str) -> Iterable[str]:
    """The answers that the rules of a guard or a finding ask for, directly or through a figure; of a move all count."""
    if kind == "move":
        return ANSWERS
    every = uses.guards(library) if kind == "guard" else (uses.findings(library)[id],)
    return frozenset[str]().union(*(use.answers for use in every if use.owner == id))


# ------------------------------------------------------------------------------------------------ values to be tried


def _turning(answer: str, profile: Profile, library: Library, turned: Callable[[str, Any], bool]) -> Iterator[Change]:
    spec, now = specs()[answer], getattr(profile, answer)
    if spec.kind in NUMBERS:
        yield from _numbers(spec, now, library, turned)
        return
    distance = ANOTHER if spec.id == "industry" else OPENED if now is None else OPTION
    for value in _options(spec, now, library):
        if turned(answer, value):
            yield Change(answer, value, distance)


def _options(spec: Spec, now: Any, library: Library) -> Iterator[Any]:
    if spec.kind == "yes_no":
        yield from (value for value in (True, False) if value is not now)
    elif spec.kind == "one_of":
        yield from (option for option in spec.options if option != now)
    elif spec.id == "industry":
        yield from (trade for trade in library.known_trades if trade != now)
    elif spec.kind == "any_of" and spec.id != "peak_months":
        chosen = frozenset(now or ())
        sets = (chosen ^ {option} for option in spec.options)
        fitting = (one for one in sets if one and (spec.most is None or len(one) <= spec.most))
        make = tuple if isinstance(now, tuple) or now is None else frozenset
        yield from (make(option for option in spec.options if option in one) for one in fitting)


def _numbers(spec: Spec, now: float | None, library: Library, turned: Callable[[str, Any], bool]) -> Iterator[Change]:
    if now is None:
        bounds = (_within(bound, spec) for bound in _bounds(library).get(spec.id, ()))
        opened = next((value for value in dict.fromkeys(bounds) if turned(spec.id, value)), None)
        yield from [] if opened is None else [Change(spec.id, opened, OPENED)]
        return
    for values in ([now * factor for factor in FACTORS], [now / factor for factor in FACTORS]):
        kept = now
        for value in dict.fromkeys(_within(one, spec) for one in values):
            if value != now and turned(spec.id, value):
                first = _first(spec, kept, value, turned)
                yield Change(spec.id, first, abs(first - now) / (abs(now) or 1.0))
                break
            kept = value


def _within(value: float, spec: Spec) -> float:
    low = -math.inf if spec.low is None else spec.low
    held = min(max(value, low), math.inf if spec.high is None else spec.high)
    return round(held) if spec.whole else _rounded(held)


def _rounded(value: float) -> float:
    return round(value, FIGURES - 1 - math.floor(math.log10(abs(value)))) if value else 0.0


def _first(spec: Spec, kept: float, value: float, turned: Callable[[str, Any], bool]) -> float:
    """The value nearest to the one kept that turns it, to three figures, by halving."""
    while True:
        middle = _within((kept + value) / 2, spec)
        if middle in (kept, value):
            return value
        if turned(spec.id, middle):
            value = middle
        else:
            kept = middle


@functools.cache
def _bounds(library: Library) -> Mapping[str, tuple[float, ...]]:
    """The numbers that the rules of the library hold each answer against, itself or as a quantity."""
    read = {QUANTITY + id: one for id, quantity in library.quantities.items() for one in quantity.read}
    found: dict[str, set[float]] = {}
    for leaf in (leaf for condition in _conditions(library) for leaf in leaves(condition)):
        answer, times = (read[leaf.fact].answer, read[leaf.fact].times) if leaf.fact in read else (leaf.fact, 1)
        numbers = (one for one in leaf.options if isinstance(one, int | float) and not isinstance(one, bool))
        found.setdefault(answer, set()).update(number / times for number in numbers)
    return {answer: tuple(sorted(numbers)) for answer, numbers in found.items()}


def _conditions(library: Library) -> Iterator[Condition]:
    rules: list[Condition | None] = [one.condition for one in library.guards.guards]
    rules += [finding.condition for findings in library.findings.values() for finding in findings]
    for move in library.moves.values():
        rules += [move.condition, move.in_place, *(one.condition for one in (*move.wrong_when, *move.effects))]
    yield from (condition for condition in rules if condition is not None)


def _stages(id: str, profile: Profile, library: Library, turned: Callable[[str, Any], bool]) -> Iterator[Change]:
    """The stage of the play of a move at which it counts as in place, or is open again."""
    move, stages = library.move(id), profile.maturity or {}
    now = stages.get(move.play, 0)
    stage = move.stage - 1 if now >= move.stage else move.stage
    if turned("maturity", {**stages, move.play: stage}):
        yield Change("maturity", {**stages, move.play: stage}, OPTION)
