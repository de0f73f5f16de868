"""The condition language: Kleene's three values, what does not apply, money bands, and what is refused."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from helpers.businesses import whole

from salesmode.business.conditions import N_A, QUANTITY, ConditionError, compiled, leaves, read_condition
from salesmode.business.span import Span

# False < unknown < true: in Kleene's logic `all` is the least and `any` the greatest of its parts.
ORDER: dict[bool | None, int] = {False: 0, None: 1, True: 2}
VALUES = tuple(ORDER)
FACTS = {"true": 1, "false": 0}

COMPARED: list[dict[str, Any]] = [
    {"is": 5},
    {"any_of": [5, 6]},
    {"none_of": [7]},
    {"half_of": [5]},
    {"at_least": 5},
    {"at_most": 5},
    {"between": [4, 6]},
    {"at_least": {"band": "high"}},
]


def holds(condition: object, **facts: Any) -> bool | None:
    """Return what a condition says of facts."""
    return compiled(read_condition(condition))(facts)


def leaf(truth: bool | None) -> dict[str, Any]:
    """Return a leaf that is true, false or unknown of FACTS."""
    return {"answer": {True: "true", False: "false", None: "missing"}[truth], "is": 1}


@pytest.mark.parametrize("count", [1, 2, 3])
def test_all_is_as_true_as_its_least_true_part(count: int) -> None:
    """Every row of the Kleene table of `all`, up to three parts."""
    for row in itertools.product(VALUES, repeat=count):
        least = min(row, key=lambda truth: ORDER[truth])
        assert holds({"all": [leaf(truth) for truth in row]}, **FACTS) is least, row


@pytest.mark.parametrize("count", [1, 2, 3])
def test_any_is_as_true_as_its_truest_part(count: int) -> None:
    """Every row of the Kleene table of `any`, up to three parts."""
    for row in itertools.product(VALUES, repeat=count):
        most = max(row, key=lambda truth: ORDER[truth])
        assert holds({"any": [leaf(truth) for truth in row]}, **FACTS) is most, row


def test_not_turns_true_and_false_and_leaves_unknown() -> None:
    """The Kleene table of `not`."""
    assert [holds({"not": leaf(truth)}, **FACTS) for truth in (True, False, None)] == [False, True, None]


def test_groups_nest() -> None:
    """De Morgan's law holds for every pair of truths."""
    for a, b in itertools.product(VALUES, repeat=2):
        one = holds({"not": {"all": [leaf(a), leaf(b)]}}, **FACTS)
        other = holds({"any": [{"not": leaf(a)}, {"not": leaf(b)}]}, **FACTS)
        assert one is other, (a, b)


@pytest.mark.parametrize("comparison", COMPARED, ids=str)
def test_a_leaf_on_an_unknown_answer_is_unknown(comparison: dict[str, Any]) -> None:
    """Unknown is neither true nor false, whether the key is missing or empty."""
    condition = {"answer": "figure", **comparison}
    assert holds(condition, **{"band.high": 5}) is None
    assert holds(condition, figure=None, **{"band.high": 5}) is None


@pytest.mark.parametrize("comparison", COMPARED, ids=str)
def test_a_leaf_on_what_does_not_apply_is_false(comparison: dict[str, Any]) -> None:
    """What does not apply makes a leaf false, also one that asks for absence; its negation holds."""
    condition = {"answer": "figure", **comparison}
    assert holds(condition, figure=N_A, **{"band.high": 5}) is False
    assert holds({"not": condition}, figure=N_A, **{"band.high": 5}) is True


@pytest.mark.parametrize("comparison", COMPARED, ids=str)
def test_every_comparison_holds_for_five(comparison: dict[str, Any]) -> None:
    """Bounds belong to what they bound."""
    assert holds({"answer": "figure", **comparison}, figure=5, **{"band.high": 5}) is True


def test_bounds_are_inclusive_and_nothing_more() -> None:
    """At least, at most and between hold on the bound and fail beside it."""
    assert [holds({"answer": "x", "at_least": 30}, x=x) for x in (29.999, 30, 31)] == [False, True, True]
    assert [holds({"answer": "x", "at_most": 30}, x=x) for x in (29, 30, 30.001)] == [True, True, False]
    between = {"answer": "x", "between": [10, 20]}
    assert [holds(between, x=x) for x in (9.9, 10, 20, 20.1)] == [False, True, True, False]


def test_any_of_and_none_of_read_one_choice_and_many() -> None:
    """One option is held against the list; of several, one is enough; none of them chosen is an answer."""
    any_of, none_of = {"answer": "x", "any_of": ["a", "b"]}, {"answer": "x", "none_of": ["a", "b"]}
    for held, found in [
        ("a", True),
        ("c", False),
        (frozenset("bc"), True),
        (frozenset("cd"), False),
        (frozenset(), False),
    ]:
        assert holds(any_of, x=held) is found
        assert holds(none_of, x=held) is not found


def test_half_of_counts_what_was_chosen() -> None:
    """One of two is half, one of three is not; nothing chosen is half of nothing."""
    half_of = {"answer": "x", "half_of": ["a", "b"]}
    chosen = {"a": True, "c": False, "ac": True, "abc": True, "acd": False, "": False}
    assert {held: holds(half_of, x=frozenset(held)) for held in chosen} == chosen
    assert holds(half_of, x=None) is None


def test_is_tells_yes_from_no() -> None:
    """A yes/no answer is compared as such; `no` is an answer, not an unknown."""
    assert holds({"answer": "x", "is": True}, x=True) is True
    assert holds({"answer": "x", "is": True}, x=False) is False
    assert holds({"answer": "x", "is": False}, x=False) is True


def test_known_is_never_unknown() -> None:
    """`known` tells an answer from none and from one that does not apply; zero and "none of them" are answers."""
    for held, known in [(5, True), (0, True), (False, True), (frozenset(), True), (None, False), (N_A, False)]:
        assert holds({"answer": "x", "known": True}, x=held) is known
        assert holds({"answer": "x", "known": False}, x=held) is not known
    assert holds({"answer": "x", "known": True}) is False


def test_money_is_held_against_the_band_of_its_currency() -> None:
    """The same amount is high in dollars and not in yen."""
    condition = {"answer": "deal_value", "at_least": {"band": "high"}}
    assert holds(condition, deal_value=20_000, **{"band.high": 20_000}) is True
    assert holds(condition, deal_value=20_000, **{"band.high": 2_000_000}) is False
    assert holds({"answer": "deal_value", "at_most": {"band": "high"}}, deal_value=1, **{"band.high": 2}) is True


def test_without_bands_a_money_comparison_is_unknown() -> None:
    """A currency without bands leaves the comparison open; half a range may still exclude."""
    assert holds({"answer": "x", "at_least": {"band": "high"}}, x=9) is None
    between = {"answer": "x", "between": [{"band": "small"}, {"band": "high"}]}
    assert holds(between, x=9, **{"band.high": 8}) is False
    assert holds(between, x=7, **{"band.high": 8}) is None
    assert holds(between, x=7, **{"band.small": 5, "band.high": 8}) is True


def test_leaves_are_told_from_left_to_right() -> None:
    """Whatever the nesting, each leaf comes once; a figure is told from an answer."""
    tree = read_condition(
        {
            "all": [
                {"answer": "a", "is": 1},
                {"not": {"any": [{"figure": "b", "at_least": 2}, {"answer": "c", "known": True}]}},
            ]
        }
    )
    assert [(leaf.fact, leaf.figure) for leaf in leaves(tree)] == [("a", False), ("b", True), ("c", False)]


MALFORMED: list[Any] = [
    None,
    "buyer",
    [],
    {},
    {"answer": "x"},
    {"is": 1},
    {"answer": 3, "is": 1},
    {"answer": "x", "is": 1, "at_least": 2},
    {"answer": "x", "is": 1, "note": "hello"},
    {"answer": "x", "figure": "y", "is": 1},
    {"answer": "x", "above": 3},
    {"all": []},
    {"all": {"answer": "x", "is": 1}},
    {"all": [{"answer": "x", "is": 1}], "any": [{"answer": "x", "is": 1}]},
    {"any": "x"},
    {"any": [3]},
    {"not": [{"answer": "x", "is": 1}]},
    {"answer": "x", "any_of": "a"},
    {"answer": "x", "any_of": []},
    {"answer": "x", "none_of": 3},
    {"answer": "x", "between": [1]},
    {"answer": "x", "between": [1, 2, 3]},
    {"answer": "x", "between": "1-2"},
    {"answer": "x", "at_least": "5"},
    {"answer": "x", "at_least": True},
    {"answer": "x", "at_most": None},
    {"answer": "x", "at_most": [5]},
    {"answer": "x", "at_least": {"band": "high"}, "note": "hello"},
]  # fmt: skip

# What reads like the language and could not mean what its author meant.
DOUBTFUL: list[Any] = [
    {"answer": "x", "at_least": {"bnad": "high"}},
    {"answer": "x", "known": "maybe"},
    {"answer": "x", "between": [9, 3]},
    {"answer": "x", "is": ["a", "b"]},
    {"answer": "x", "at_least": {"band": "high", "currency": "USD"}},
]


@pytest.mark.parametrize("raw", [*MALFORMED, *DOUBTFUL], ids=str)
def test_what_is_not_the_language_is_refused(raw: Any) -> None:
    """A condition that could not mean what its author meant is refused when it is read."""
    with pytest.raises(ConditionError):
        read_condition(raw)


# --------------------------------------------------------------------------------------------- quantities of the model

WIDE = Span(0.2, 0.3, 0.4)  # a quantity that rests on a range
AT_LEAST = [(0.2, True), (0.2001, None), (0.3, None), (0.4, None), (0.4001, False)]
AT_MOST = [(0.4, True), (0.3999, None), (0.3, None), (0.2, None), (0.1999, False)]
BETWEEN = [
    ((0.2, 0.4), True), ((0.1, 0.5), True), ((0.25, 0.5), None), ((0.1, 0.35), None), ((0.25, 0.35), None),
    ((0.41, 0.5), False), ((0.1, 0.19), False),
]  # fmt: skip


def test_a_quantity_is_a_fact_of_its_own() -> None:
    """It stands beside the answers, even where one has the same name."""
    condition = {"quantity": "revenue", "at_least": 100}
    assert holds(condition, **{"quantity.revenue": 100}) is True
    assert holds(condition, **{"quantity.revenue": 99.9}) is False
    assert holds(condition, revenue=500) is None
    (one,) = leaves(read_condition(condition))
    assert (one.fact, one.figure) == (QUANTITY + "revenue", True)


@pytest.mark.parametrize(("bound", "truth"), AT_LEAST)
def test_a_range_is_at_least_what_its_low_end_is(bound: float, truth: bool | None) -> None:
    """True where all of it is, false where none of it is, else unknown."""
    assert holds({"quantity": "churn", "at_least": bound}, **{"quantity.churn": WIDE}) is truth


@pytest.mark.parametrize(("bound", "truth"), AT_MOST)
def test_a_range_is_at_most_what_its_high_end_is(bound: float, truth: bool | None) -> None:
    """True where all of it is, false where none of it is, else unknown."""
    assert holds({"quantity": "churn", "at_most": bound}, **{"quantity.churn": WIDE}) is truth


@pytest.mark.parametrize(("bounds", "truth"), BETWEEN)
def test_a_range_is_between_where_all_of_it_is(bounds: tuple[float, float], truth: bool | None) -> None:
    """One end outside leaves it open, both on one side exclude it."""
    condition = {"quantity": "churn", "between": [*bounds]}
    assert holds(condition, **{"quantity.churn": WIDE}) is truth
    assert holds({"not": condition}, **{"quantity.churn": WIDE}) is (None if truth is None else not truth)


def test_a_range_of_money_is_held_against_a_band() -> None:
    """The same three truths; without bands none of them."""
    condition = {"quantity": "order_value", "at_least": {"band": "high"}}
    money = {"quantity.order_value": Span(100, 150, 200)}
    assert [holds(condition, **money, **{"band.high": edge}) for edge in (100, 150, 201)] == [True, None, False]
    assert holds(condition, **money) is None


def test_whether_a_quantity_is_known_is_always_told() -> None:
    """A range is known, nothing is, no value is not."""
    for value, known in ((WIDE, True), (0.0, True), (None, False)):
        assert holds({"quantity": "churn", "known": True}, **{"quantity.churn": value}) is known
        assert holds({"quantity": "churn", "known": False}, **{"quantity.churn": value}) is not known


@pytest.mark.parametrize("comparison", [{"is": 5}, {"any_of": [5]}, {"none_of": [5]}], ids=str)
def test_a_quantity_is_no_choice(comparison: dict[str, Any]) -> None:
    """What is worked out is never exactly something: it is held against a bound."""
    with pytest.raises(ConditionError, match="held against a bound"):
        read_condition({"quantity": "revenue", **comparison})


def test_quantities_stand_among_the_facts_of_a_business() -> None:
    """200 x 1,200 a year, less half of the 15% who leave: a condition over what follows holds."""
    facts = dict(whole(relationship="subscription", customer_count=200, deal_value=1200, annual_churn=0.15).facts())
    for condition, truth in (
        ({"quantity": "revenue", "between": [240_000, 240_000]}, True),
        ({"quantity": "lost", "at_most": 29}, False),
        ({"quantity": "won", "at_least": 1}, None),
        ({"quantity": "won", "known": False}, True),
    ):
        assert holds(condition, **facts) is truth
