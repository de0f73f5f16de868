"""What facts say of an outcome: ridge logistic regression, folds of whole accounts, how well a ranking tells.

Standard library alone. Accounts are kept together everywhere, because deals of one account are no independent cases.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from salesmode.economics.intervals import two_sided
from salesmode.measure.statistics import ALPHA, Estimate

ROUNDS, NEAR, HALVINGS = 50, 1e-10, 30
# By fact: the number of its level, `None` where nothing is known.
Pattern = tuple[int | None, ...]
Features = tuple[tuple[int, float], ...]  # columns that are not zero with their values, in order; column 0 is 1 in all


class Case(NamedTuple):
    """One deal that was closed: what is known of it, of which account it is, whether it was won."""

    pattern: Pattern
    account: str
    won: bool


class Cell(NamedTuple):
    """Cases alike: their columns, and how many of them were won and lost."""

    features: Features
    won: int
    lost: int


class Design:
    """How a pattern becomes columns: one for each level; where a fact is not known, the share of each level.

    So a blank says nothing, neither for nor against: a field is often filled in once a deal is won.
    """

    def __init__(self, patterns: Collection[Pattern]) -> None:
        known = [Counter(level for level in fact if level is not None) for fact in zip(*patterns, strict=True)]
        self.shares = [{level: n / fact.total() for level, n in sorted(fact.items())} for fact in known]
        self.starts = [1 + sum(len(fact) for fact in self.shares[:number]) for number in range(len(self.shares))]
        self.size = 1 + sum(len(fact) for fact in self.shares)

    def features(self, pattern: Pattern) -> Features:
        """Return the columns of a pattern; a level that no case has counts as not known."""
        found = [(0, 1.0)]
        for start, shares, level in zip(self.starts, self.shares, pattern, strict=True):
            places = {one: start + number for number, one in enumerate(shares)}
            found += [(places[one], 1.0 if one == level else shares[one]) for one in places
                      if one == level or level not in shares]  # fmt: skip
        return tuple(found)

    def cells(self, cases: Iterable[Case]) -> list[Cell]:
        """Return cases alike together, in an order that does not depend on theirs."""
        counts = Counter((case.pattern, case.won) for case in cases)
        patterns = sorted({pattern for pattern, _ in counts}, key=repr)
        return [Cell(self.features(one), counts[one, True], counts[one, False]) for one in patterns]

    def contrast(self, fact: int, level: int) -> list[float]:
        """Return what takes the points of a level against the middle of its fact out of the weights."""
        taken = [0.0] * self.size
        for number, (one, share) in enumerate(self.shares[fact].items()):
            taken[self.starts[fact] + number] = (one == level) - share
        return taken


def chance(weights: Sequence[float], features: Features) -> float:
    """Return the chance of being won that weights give."""
    score = _score(weights, features)
    return 1 / (1 + math.exp(-score)) if score >= 0 else math.exp(score) / (1 + math.exp(score))


def fitted(cells: Sequence[Cell], size: int, penalty: float) -> list[float]:
    """Return the weights of least loss: minus log-likelihood plus half the penalty on each square but the first.

    Newton steps, halved while they do not lower the loss (Cox 1958; Hoerl and Kennard 1970 for the penalty). Won and
    lost cases are both needed.
    """
    won, lost = sum(cell.won for cell in cells), sum(cell.lost for cell in cells)
    weights = [math.log(won / lost), *[0.0] * (size - 1)]
    for _ in range(ROUNDS):
        gradient = [-penalty * weight if place else 0.0 for place, weight in enumerate(weights)]
        for features, won, lost in cells:
            rest = won - (won + lost) * chance(weights, features)
            for place, value in features:
                gradient[place] += rest * value
        step = solved(root(curvature(cells, weights, penalty)), gradient)
        weights = _stepped(cells, weights, step, penalty)
        if max(map(abs, step)) < NEAR:
            break
    return weights


def _stepped(cells: Sequence[Cell], weights: list[float], step: list[float], penalty: float) -> list[float]:
    before, part = _loss(cells, weights, penalty), 1.0
    for _ in range(HALVINGS):
        after = [weight + part * each for weight, each in zip(weights, step, strict=True)]
        if _loss(cells, after, penalty) <= before:
            return after
        part /= 2
    return weights


def _loss(cells: Iterable[Cell], weights: Sequence[float], penalty: float) -> float:
    return surprise(cells, weights) + penalty / 2 * sum(weight * weight for weight in weights[1:])


def surprise(cells: Iterable[Cell], weights: Sequence[float]) -> float:
    """Return minus the log-likelihood of cases."""
    scores = [(_score(weights, features), won, lost) for features, won, lost in cells]
    return sum(won * _softplus(-score) + lost * _softplus(score) for score, won, lost in scores)


def _score(weights: Sequence[float], features: Features) -> float:
    return sum(weights[place] * value for place, value in features)


def _softplus(value: float) -> float:
    return max(value, 0.0) + math.log1p(math.exp(-abs(value)))


def curvature(cells: Iterable[Cell], weights: Sequence[float], penalty: float) -> list[list[float]]:
    """Return the second derivatives of the loss, the half below the diagonal."""
    matrix = [[0.0] * (place + 1) for place in range(len(weights))]
    for place in range(1, len(weights)):
        matrix[place][place] = penalty
    for features, won, lost in cells:
        share = chance(weights, features)
        spread = (won + lost) * share * (1 - share)
        for number, (place, value) in enumerate(features, start=1):
            row, part = matrix[place], spread * value
            for other, second in features[:number]:
                row[other] += part * second
    return matrix


def root(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the lower triangle whose square a positive matrix is (Cholesky)."""
    lower: list[list[float]] = []
    for place, row in enumerate(matrix):
        found: list[float] = []
        for other in range(place):
            inner = sum(map(float.__mul__, found, lower[other]))
            found.append((row[other] - inner) / lower[other][other])
        found.append(math.sqrt(row[place] - sum(value * value for value in found)))
        lower.append(found)
    return lower


def solved(lower: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return what a matrix, given by its root, takes to `right`."""
    forward: list[float] = []
    for place, row in enumerate(lower):
        forward.append((right[place] - sum(map(float.__mul__, row[:place], forward))) / row[place])
    for place in reversed(range(len(lower))):
        below = sum(lower[other][place] * forward[other] for other in range(place + 1, len(lower)))
        forward[place] = (forward[place] - below) / lower[place][place]
    return forward


def folds_of(cases: Iterable[Case], folds: int) -> dict[str, int]:
    """Return the fold of each account, by a hash of its name, each fold with as many of each kind as can be."""
    ends: dict[str, set[bool]] = {}
    for case in cases:
        ends.setdefault(case.account, set()).add(case.won)
    order = sorted(ends, key=lambda one: (sorted(ends[one]), hashlib.sha256(one.encode()).digest()))
    return {account: number % folds for number, account in enumerate(order)}


def best_penalty(
    cases: Sequence[Case], design: Design, penalties: Iterable[float], folds: Mapping[str, int]
) -> tuple[float, list[float]]:
    """Return the penalty with which cases of accounts unseen surprise least, and the chance it gives each case.

    Each chance is of weights that no case of that account's fold has made.
    """
    parts = [[case for case in cases if folds[case.account] == fold] for fold in sorted(set(folds.values()))]
    others = [design.cells(case for part in parts if part is not held for case in part) for held in parts]
    tried = []
    for penalty in penalties:
        weights = [fitted(cells, design.size, penalty) for cells in others]
        loss = sum(surprise(design.cells(part), one) for part, one in zip(parts, weights, strict=True))
        tried.append((loss, penalty, weights))
    _, penalty, best = min(tried)
    by_fold = dict(zip(sorted(set(folds.values())), best, strict=True))
    return penalty, [chance(by_fold[folds[case.account]], design.features(case.pattern)) for case in cases]


def points(
    cases: Sequence[Case], design: Design, weights: Sequence[float], penalty: float
) -> dict[tuple[int, int], Estimate]:
    """Return for each level of each fact its log-odds against the middle of the fact, with the wider of two intervals.

    One takes cases for independent (the curvature), the other takes accounts for it (Liang and Zeger 1986).
    """
    lower = root(curvature(design.cells(cases), weights, penalty))
    slopes = _slopes(cases, design, weights)
    counts = Counter((fact, level) for case in cases for fact, level in enumerate(case.pattern) if level is not None)
    found = {}
    for fact, shares in enumerate(design.shares):
        for level in shares:
            contrast = design.contrast(fact, level)
            spread = solved(lower, contrast)
            alone = sum(map(float.__mul__, contrast, spread))
            together = sum(sum(spread[place] * value for place, value in one.items()) ** 2 for one in slopes)
            value = sum(map(float.__mul__, contrast, weights))
            reach = two_sided(ALPHA) * math.sqrt(max(alone, together))
            found[fact, level] = Estimate(value, value - reach, value + reach, counts[fact, level])
    return found


def _slopes(cases: Iterable[Case], design: Design, weights: Sequence[float]) -> list[dict[int, float]]:
    """Return the first derivatives of the log-likelihood by account."""
    by_account: dict[str, dict[int, float]] = {}
    for case in cases:
        features = design.features(case.pattern)
        rest = case.won - chance(weights, features)
        slope = by_account.setdefault(case.account, {})
        for place, value in features:
            slope[place] = slope.get(place, 0.0) + rest * value
    return [by_account[account] for account in sorted(by_account)]


def auc(chances: Sequence[float], cases: Sequence[Case]) -> Estimate:
    """Return how often a won case has the higher chance of one won and one lost, ties half, with its interval.

    DeLong, DeLong and Clarke-Pearson (1988) over ranks, the cases of an account together as Obuchowski (1997) adds
    them; where each account has one case this is DeLong's. Won and lost cases of two accounts each are needed.
    """
    order = {won: [place for place, case in enumerate(cases) if case.won is won] for won in (True, False)}
    among_all = _ranks(chances)
    parts: dict[bool, dict[str, float]] = {True: {}, False: {}}
    value = 0.0
    for won, places in order.items():
        among_own = _ranks([chances[place] for place in places])
        others = len(order[not won])
        beaten = [(among_all[place] - own) / others for place, own in zip(places, among_own, strict=True)]
        beaten = beaten if won else [1 - share for share in beaten]
        value = sum(beaten) / len(beaten)
        for place, share in zip(places, beaten, strict=True):
            account = cases[place].account
            parts[won][account] = parts[won].get(account, 0.0) + share - value
    variance = _spread(parts, {won: len(places) for won, places in order.items()})
    reach = two_sided(ALPHA) * math.sqrt(max(0.0, variance))
    return Estimate(value, max(0.0, value - reach), min(1.0, value + reach), len(cases))


def _spread(parts: Mapping[bool, Mapping[str, float]], of: Mapping[bool, int]) -> float:
    own = sum(
        len(some) / (len(some) - 1) * sum(rest * rest for rest in some.values()) / of[won] ** 2
        for won, some in parts.items()
    )
    accounts = len(parts[True].keys() | parts[False].keys())
    both = sum(rest * parts[False].get(account, 0.0) for account, rest in parts[True].items())
    return own + 2 * accounts / (accounts - 1) * both / (of[True] * of[False])


def _ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value from 1, equal ones all in their middle."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, start = [0.0] * len(values), 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = (start + 1 + end) / 2
        start = end
    return ranks
