"""A score of deals by what was known before the first talk, or why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from salesmode.economics.intervals import wilson
from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure.answers import Refusal
from salesmode.measure.facts import OTHER, Lead, Leads, Level, levels_of
from salesmode.measure.ranking import Case, Design, Pattern, auc, best_penalty, chance, fitted, folds_of, points
from salesmode.measure.statistics import Estimate

GRADES: Final = "ABCD"
REASONS: Final = 2


class Part(NamedTuple):
    """A level of a fact: how many closed deals of how many accounts have it, how many were won, what it is worth."""

    fact: str
    level: Level
    n: int
    accounts: int
    won: int
    points: Estimate


class Grade(NamedTuple):
    """A quarter of the closed deals by the chance that was predicted without their account."""

    name: str
    least: float  # predicted chance
    n: int
    won: int
    share: Estimate
    open: int


class Ranked(NamedTuple):
    """An open deal, or an account without a deal: its chance by its facts, its grade, and what speaks most."""

    lead: Lead
    chance: float
    grade: str
    reasons: tuple[Part, ...]


class Score(NamedTuple):
    """What facts tell; `refusal` says why it is nothing, and then there are no parts, grades and ranks."""

    counts: Mapping[str, int]  # of won, lost and open deals
    left_out: Mapping[str, Mapping[str, Any]]
    without_account: int | None
    refusal: Refusal | None
    auc: Estimate | None = None
    penalty: float | None = None
    parts: tuple[Part, ...] = ()
    grades: tuple[Grade, ...] = ()
    ranked: tuple[Ranked, ...] = ()


def score_of(read: Leads, measures: MeasuresFile) -> Score:
    """Return the score of what was read, or why there is none."""
    rule = measures.scoring
    counts = Counter(lead.outcome for lead in read.leads)
    bare = Score({end: counts[end] for end in ("won", "lost", "open")}, read.left_out, read.without_account, None)
    rarer = min(("won", "lost"), key=lambda end: counts[end])
    if counts[rarer] < rule.rarer:
        return bare._replace(refusal=Refusal(f"few_{rarer}", {"n": counts[rarer], "least": rule.rarer}))
    accounts = min(len({one.together for one in read.leads if one.outcome == end}) for end in ("won", "lost"))
    if accounts < rule.accounts:
        return bare._replace(refusal=Refusal("few_accounts", {"n": accounts, "least": rule.accounts}))
    levels = levels_of(read.leads, measures)
    if not levels:
        return bare._replace(refusal=Refusal("no_fact", {"least": measures.smallest}))
    return _scored(bare, read.leads, levels, measures)


def _scored(
    bare: Score, leads: Sequence[Lead], levels: Mapping[str, list[Level | None]], measures: MeasuresFile
) -> Score:
    rule = measures.scoring
    known = {id: sorted({level for level in some if level}) for id, some in levels.items()}
    patterns = [_pattern(row, known) for row in zip(*levels.values(), strict=True)]
    cases = [Case(pattern, lead.together, lead.outcome == "won")
             for pattern, lead in zip(patterns, leads, strict=True) if lead.outcome in ("won", "lost")]  # fmt: skip
    design = Design([case.pattern for case in cases])
    penalty, held = best_penalty(cases, design, rule.penalties, folds_of(cases, rule.folds))
    told = auc(held, cases)
    bare = bare._replace(auc=told, penalty=penalty)
    if told.low <= rule.auc:
        return bare._replace(refusal=Refusal("not_told", {}))
    weights = fitted(design.cells(cases), design.size, penalty)
    parts = _parts(cases, points(cases, design, weights, penalty), known)
    ends = _cuts(held)
    ranked = [
        _ranked(lead, pattern, chance(weights, design.features(pattern)), ends, parts, bare.counts)
        for pattern, lead in zip(patterns, leads, strict=True) if lead.outcome in ("open", "")
    ]  # fmt: skip
    ranked.sort(key=lambda one: (-one.chance, one.lead.outcome == "", one.lead.deal, one.lead.account))
    grades = _grades(held, cases, ends, ranked, measures.smallest)
    return bare._replace(parts=tuple(parts.values()), grades=grades, ranked=tuple(ranked))


def _pattern(row: Sequence[Level | None], known: Mapping[str, list[Level]]) -> Pattern:
    return tuple(None if level is None else some.index(level) for level, some in zip(row, known.values(), strict=True))


def _parts(
    cases: Sequence[Case], worth: Mapping[tuple[int, int], Estimate], known: Mapping[str, list[Level]]
) -> dict[tuple[int, int], Part]:
    """Return each level of each fact, in the order of the facts, most points first."""
    found = {}
    for (fact, level), value in sorted(worth.items(), key=lambda item: (item[0][0], -item[1].value)):
        those = [case for case in cases if case.pattern[fact] == level]
        id = list(known)[fact]
        found[fact, level] = Part(
            id, known[id][level], len(those), len({case.account for case in those}), sum(case.won for case in those),
            value,
        )  # fmt: skip
    return found


def _cuts(held: Sequence[float]) -> list[float]:
    """Return the least chance of each grade but the last, the best first."""
    order = sorted(held, reverse=True)
    return [order[len(order) * part // len(GRADES) - 1] for part in range(1, len(GRADES))]


def _grade(share: float, ends: Sequence[float]) -> str:
    return next((name for name, least in zip(GRADES, ends, strict=False) if share >= least), GRADES[-1])


def _grades(
    held: Sequence[float], cases: Sequence[Case], ends: Sequence[float], ranked: Sequence[Ranked], least: int
) -> tuple[Grade, ...]:
    """Return each grade with the won share of closed deals, each graded by weights its account had no part in."""
    graded = [(_grade(share, ends), case.won) for share, case in zip(held, cases, strict=True)]
    found = []
    for name, end in zip(GRADES, [*ends, 0.0], strict=True):
        won = [one for grade, one in graded if grade == name]
        if len(won) < least:
            continue
        share = wilson(sum(won), len(won))
        estimate = Estimate(float(share.share), float(share.low), float(share.high), len(won))  # type: ignore[arg-type]
        count = sum(one.grade == name for one in ranked)
        found.append(Grade(name, end, len(won), sum(won), estimate, count))
    return tuple(found)


def _ranked(
    lead: Lead, pattern: Pattern, share: float, ends: Sequence[float], parts: Mapping[tuple[int, int], Part],
    counts: Mapping[str, int],
) -> Ranked:  # fmt: skip
    """Return a deal with the two levels that move its chance most, of those whose points chance alone would not bring.

    One whose deals were won more often than others, though it takes points away, or the other way round, explains
    itself only beside the other facts: it is no reason to say.
    """
    won = counts["won"] / (counts["won"] + counts["lost"])
    own = [part for fact, level in enumerate(pattern) if level is not None and (part := parts.get((fact, level)))]
    sure = [part for part in own if part.level.kind != OTHER and part.points.low * part.points.high > 0]
    plain = [part for part in sure if (part.won / part.n - won) * part.points.value > 0]
    plain.sort(key=lambda part: (-abs(part.points.value), part.fact))
    return Ranked(lead, share, _grade(share, ends), tuple(plain[:REASONS]))
