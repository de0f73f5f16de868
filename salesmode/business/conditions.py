"""The one small language of `playbooks/`: a condition over answers and derived figures, in Kleene's three-valued logic.

A condition is read from YAML into a tree once, compiled into a closure once, and evaluated against `Facts`.
An unknown fact makes a leaf unknown (`None`); a fact that does not apply makes it false.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal, cast

import msgspec

from salesmode.business.span import Span

Truth = bool | None
Facts = Mapping[str, Any]
Test = Callable[[Facts], Truth]
Comparison = Literal["is", "any_of", "none_of", "half_of", "at_least", "at_most", "between", "known"]

COMPARISONS: Final = ("is", "any_of", "none_of", "half_of", "at_least", "at_most", "between", "known")
BAND: Final = "band."
QUANTITY: Final = "quantity."  # before the id of a quantity of the model, among the facts


class NotApplicable:
    """The value of a fact whose question does not apply to this business."""

    def __repr__(self) -> str:
        return "n/a"


N_A: Final = NotApplicable()


class Leaf(msgspec.Struct, frozen=True, tag=True):
    """One fact held against a value; `figure` when the fact is derived rather than answered.

    A quantity of the model is the fact `quantity.` and its id.
    """

    fact: str
    comparison: Comparison
    value: bool | int | float | str | tuple[int | float | str, ...]
    figure: bool = False

    @property
    def options(self) -> tuple[int | float | str, ...]:
        """The value as several: the options of a choice, the bounds of a range."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


class Group(msgspec.Struct, frozen=True, tag=True):
    """Conditions joined by `all` or `any`."""

    join: Literal["all", "any"]
    parts: "tuple[Condition, ...]"


class Negation(msgspec.Struct, frozen=True, tag=True):
    """The opposite of a condition."""

    part: "Condition"


Condition = Leaf | Group | Negation


class ConditionError(ValueError):
    """A condition is not written in the language; the message says what is wrong."""


def read_condition(raw: object) -> Condition:
    """Return the tree of a condition as it stands in YAML or the cache.

    Raises ConditionError where a key is unknown or a value has the wrong shape.
    """
    if not isinstance(raw, Mapping):
        raise ConditionError("a condition is a map such as {answer: buyer, is: organization}")
    keys = set(raw)
    for join in ("all", "any"):
        if keys == {join}:
            return _group(join, raw[join])
    if keys == {"not"}:
        return Negation(read_condition(raw["not"]))
    return _leaf(raw, keys)


def _group(join: Literal["all", "any"] | str, parts: object) -> Group:
    if not isinstance(parts, list) or not parts:
        raise ConditionError(f"'{join}' takes a list of conditions")
    return Group(cast("Literal['all', 'any']", join), tuple(read_condition(part) for part in parts))


def _leaf(raw: Mapping[str, Any], keys: set[str]) -> Leaf:
    fact = raw.get("answer") or raw.get("figure") or raw.get("quantity")
    comparisons = keys & set(COMPARISONS)
    if not isinstance(fact, str) or len(comparisons) != 1 or len(keys) != 2:
        raise ConditionError(f"a leaf is 'answer', 'figure' or 'quantity' with exactly one of {', '.join(COMPARISONS)}")
    comparison = comparisons.pop()
    if "quantity" in keys:
        if comparison not in ("known", "at_least", "at_most", "between"):
            raise ConditionError("a quantity is held against a bound, or asked whether it is known")
        fact = QUANTITY + fact
    value = _value(comparison, raw[comparison])
    return Leaf(fact, cast(Comparison, comparison), value, "answer" not in keys)


def _value(comparison: str, value: Any) -> Any:
    if comparison in ("any_of", "none_of", "half_of"):
        if not isinstance(value, list) or not value:
            raise ConditionError(f"'{comparison}' takes a list of options")
        return tuple(value)
    if comparison == "between":
        if not isinstance(value, list) or len(value) != 2:
            raise ConditionError("'between' takes two bounds, lowest first")
        low, high = (_bound(bound) for bound in value)
        if not isinstance(low, str) and not isinstance(high, str) and low > high:
            raise ConditionError("'between' takes two bounds, lowest first")
        return low, high
    if comparison == "known" and not isinstance(value, bool):
        raise ConditionError("'known' is true or false")
    if comparison == "is" and not isinstance(value, str | int | float):
        raise ConditionError("'is' takes one value; for several write any_of")
    return _bound(value) if comparison in ("at_least", "at_most") else value


def _bound(value: Any) -> Any:
    """A number, or the key under which the facts hold the amount of a money band in the profile's currency."""
    if isinstance(value, Mapping) and set(value) == {"band"}:
        return BAND + str(value["band"])
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConditionError("a bound is a number or {band: ...}")
    return value


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield every leaf of the tree, left to right."""
    match condition:
        case Leaf():
            yield condition
        case Group(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Negation(part=part):
            yield from leaves(part)


@functools.lru_cache(maxsize=4096)
def compiled(condition: Condition) -> Test:
    """Return the condition as a function of the facts: true, false, or `None` for unknown."""
    match condition:
        case Leaf():
            return _compiled_leaf(condition)
        case Group(join="all", parts=parts):
            return _all([compiled(part) for part in parts])
        case Group(parts=parts):
            return _any([compiled(part) for part in parts])
        case Negation(part=part):
            return _not(compiled(part))


def _all(tests: list[Test]) -> Test:
    def test(facts: Facts) -> Truth:
        result: Truth = True
        for part in tests:
            truth = part(facts)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return test


def _any(tests: list[Test]) -> Test:
    def test(facts: Facts) -> Truth:
        result: Truth = False
        for part in tests:
            truth = part(facts)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    return test


def _not(part: Test) -> Test:
    def test(facts: Facts) -> Truth:
        truth = part(facts)
        return None if truth is None else not truth

    return test


def _compiled_leaf(leaf: Leaf) -> Test:
    fact = leaf.fact
    value: Any = leaf.value
    match leaf.comparison:
        case "known":
            return lambda facts: (facts.get(fact) not in (None, N_A)) is value
        case "is":
            return _compiled_among(fact, frozenset({value}), True)
        case "any_of" | "none_of":
            return _compiled_among(fact, frozenset(value), leaf.comparison == "any_of")
        case "half_of":
            return _compiled_half(fact, frozenset(value))
        case "between":
            low, high = value
            return _on_known(fact, lambda held, facts: _both(_at_least(held, low, facts), _at_most(held, high, facts)))
        case "at_least":
            return _on_known(fact, lambda held, facts: _at_least(held, value, facts))
        case "at_most":
            return _on_known(fact, lambda held, facts: _at_most(held, value, facts))


def _compiled_among(fact: str, wanted: frozenset[Any], present: bool) -> Test:
    def test(facts: Facts) -> Truth:
        held = facts.get(fact)
        if held is None:
            return None
        if isinstance(held, frozenset):
            return wanted.isdisjoint(held) is not present
        return held is not N_A and (held in wanted) is present

    return test


def _compiled_half(fact: str, wanted: frozenset[Any]) -> Test:
    """Whether at least half of what was chosen is among the options, and something was."""

    def test(facts: Facts) -> Truth:
        held = facts.get(fact)
        if held is None:
            return None
        chosen = held if isinstance(held, frozenset) else frozenset({held})
        return bool(chosen) and 2 * len(chosen & wanted) >= len(chosen)

    return test


def _on_known(fact: str, compare: Callable[[Any, Facts], Truth]) -> Test:
    def test(facts: Facts) -> Truth:
        held = facts.get(fact)
        if held is None:
            return None
        return False if held is N_A else compare(held, facts)

    return test


def _at_least(held: float | Span, bound: float | str, facts: Facts) -> Truth:
    limit = facts.get(bound) if isinstance(bound, str) else bound
    if limit is None:
        return None
    if not isinstance(held, Span):
        return bool(held >= limit)
    return True if held.low >= limit else False if held.high < limit else None


def _at_most(held: float | Span, bound: float | str, facts: Facts) -> Truth:
    limit = facts.get(bound) if isinstance(bound, str) else bound
    if limit is None:
        return None
    if not isinstance(held, Span):
        return bool(held <= limit)
    return True if held.high <= limit else False if held.low > limit else None


def _both(first: Truth, second: Truth) -> Truth:
    return False if first is False or second is False else None if first is None or second is None else True
