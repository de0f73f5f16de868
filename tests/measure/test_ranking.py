"""The ranking gives what scikit-learn gives, and what can be counted by hand."""

from __future__ import annotations

import pytest

from salesmode.measure.ranking import Case, Cell, Design, auc, best_penalty, chance, fitted, folds_of, points

# Two facts, of three and two levels; won and lost deals of each pair.
TABLE = {(0, 0): (9, 3), (0, 1): (4, 6), (1, 0): (7, 2), (1, 1): (2, 8), (2, 0): (5, 5), (2, 1): (1, 9)}
CELLS = [Cell(((0, 1.0), (1 + one, 1.0), (4 + two, 1.0)), *counts) for (one, two), counts in TABLE.items()]
CASES = [
    Case(pattern, f"{pattern}{won}{number}", won)
    for pattern, counts in TABLE.items()
    for won, count in zip((True, False), counts, strict=True)
    for number in range(count)
]


@pytest.mark.parametrize(("penalty", "weights"), [
    (1, [-0.232562, 0.47732, 0.125743, -0.603063, 0.853048, -0.853048]),
    (16, [-0.177117, 0.131468, 0.019057, -0.150526, 0.286971, -0.286971]),
])  # fmt: skip
def test_weights_are_those_of_scikit_learn(penalty: float, weights: list[float]) -> None:
    """LogisticRegression(C=1/penalty, solver="newton-cholesky", tol=1e-12) of scikit-learn 1.9.1, counts as weights."""
    assert fitted(CELLS, 6, penalty) == pytest.approx(weights, abs=2e-6)


def test_the_auc_is_that_of_scikit_learn() -> None:
    """roc_auc_score of scikit-learn 1.9.1 over the chances of those weights, ties half."""
    weights = fitted(CELLS, 6, 1)
    design = Design([case.pattern for case in CASES])
    chances = [chance(weights, design.features(case.pattern)) for case in CASES]
    assert auc(chances, CASES).value == pytest.approx(0.784091, abs=1e-6)


def test_delong_by_hand() -> None:
    """Won .8 beats both lost, won .4 one of two: variances of 1, .5 and of .5, 1 are 1/8 each, so 1/8 in all."""
    cases = [Case((), name, won) for name, won in (("a", True), ("b", False), ("c", True), ("d", False))]
    found = auc([0.8, 0.6, 0.4, 0.2], cases)
    assert (found.value, found.low, found.high) == pytest.approx((0.75, 0.75 - 1.959964 * 0.125**0.5, 1))


def test_deals_of_one_account_are_no_more_evidence_than_one() -> None:
    """Each deal counted twice, in its account, leaves the interval of Obuchowski as it was."""
    chances = [0.1 * (len(case.account) + 3 * case.won + (case.pattern[0] or 0)) for case in CASES]
    once, twice = auc(chances, CASES), auc([*chances, *chances], [*CASES, *CASES])
    assert twice[:3] == pytest.approx(once[:3])
    apart = [case._replace(account=f"{case.account}again") for case in CASES]
    assert auc([*chances, *chances], [*CASES, *apart]).low > once.low


def test_points_of_a_fact_stand_around_its_middle() -> None:
    """Points times deals come to nothing, and the interval holds the points."""
    design = Design([case.pattern for case in CASES])
    found = points(CASES, design, fitted(design.cells(CASES), design.size, 1), 1)
    for fact in (0, 1):
        own = [one for (number, _), one in found.items() if number == fact]
        assert sum(one.value * one.of for one in own) == pytest.approx(0)
        assert all(one.low < one.value < one.high for one in own)


def test_a_blank_is_the_middle_of_its_fact() -> None:
    """It stands for the share of each level, and a level nobody had counts as blank."""
    design = Design([(0,), (0,), (1,), (None,)])
    assert design.features((None,)) == ((0, 1.0), (1, 2 / 3), (2, 1 / 3)) == design.features((5,))


def test_folds_keep_accounts_whole_and_do_not_depend_on_order() -> None:
    """Each fold has as many accounts as the others, and won and lost ones among them."""
    folds = folds_of(CASES, 5)
    assert folds == folds_of(reversed(CASES), 5)
    for fold in range(5):
        assert {case.won for case in CASES if folds[case.account] == fold} == {True, False}


def test_the_penalty_that_surprises_least_is_taken() -> None:
    """Where facts say nothing, the heaviest penalty surprises least; where they say much, not."""
    design = Design([case.pattern for case in CASES])
    none = [case._replace(won=number % 2 == 0) for number, case in enumerate(sorted(CASES * 2))]
    none = [case._replace(account=str(number)) for number, case in enumerate(none)]
    assert best_penalty(none, design, (1, 1000), folds_of(none, 5))[0] == 1000
    assert best_penalty(CASES, design, (1, 1000), folds_of(CASES, 5))[0] == 1


@pytest.mark.parametrize(("accounts", "reach"), [("xyyx", 0.195996), ("xxyy", 0)])
def test_obuchowski_by_hand(accounts: str, reach: float) -> None:
    """Thirteen times .8 won, .6 lost, .4 won, .2 lost: every deal is .25 off, so each side adds 1/16 over 25.

    Where an account has .8 with .2, both are above the mean and add as much again: .25 / 25. Where it has .8 with .6,
    one is above and one below, and nothing is left of the spread.
    """
    cases = [Case((), f"{name}{n}", place % 2 == 0) for n in range(13) for place, name in enumerate(accounts)]
    found = auc([0.8, 0.6, 0.4, 0.2] * 13, cases)
    assert (found.value, found.low, found.high) == pytest.approx((0.75, 0.75 - reach, 0.75 + reach), abs=1e-6)
