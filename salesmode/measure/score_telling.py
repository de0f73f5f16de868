"""A score as data, as a table of who is open, and as a page for a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from salesmode.knowledge.library import Library
from salesmode.measure.measuring import measures_of
from salesmode.measure.scoring import Part, Ranked, Score
from salesmode.measure.statistics import Estimate
from salesmode.measure.telling import COLON, left_out
from salesmode.report.document import Block, Outline, Paragraph, Section, Table
from salesmode.report.formats.csv import safe
from salesmode.report.numbers import rate

SCHEMA: Final = 1
COLUMNS: Final = ("deal", "account", "grade", "chance", "reason_1", "reason_2")
GROUPED: Final = 10_000  # from here on digits stand in threes: a year does not reach it


def as_data(found: Score, library: Library) -> Mapping[str, Any]:
    """Return a score as JSON holds it: no account in it, deals by their number."""
    names = measures_of(library).facts
    return {
        "schema": SCHEMA, "language": library.lang, "scored": found.refusal is None,
        "refusal": found.refusal and {"reason": found.refusal.reason, "text": answer(found, library)},
        "deals": {**found.counts, "without_account": found.without_account},
        "auc": _estimate(found.auc), "penalty": found.penalty,
        "facts": [
            {"id": id, "name": names[id].name,
             "levels": [_level(part, library) for part in found.parts if part.fact == id]}
            for id in dict.fromkeys(part.fact for part in found.parts)
        ],
        "grades": [
            {"grade": one.name, "least": rate(one.least), "n": one.n, "won": _estimate(one.share), "open": one.open}
            for one in found.grades
        ],
        "open": [_open(one, library) for one in found.ranked if one.lead.outcome],
    }  # fmt: skip


def _estimate(value: Estimate | None) -> Mapping[str, Any] | None:
    return value and {"value": rate(value.value), "low": rate(value.low), "high": rate(value.high)}


def _level(part: Part, library: Library) -> Mapping[str, Any]:
    return {
        "level": _said(part, library), "n": part.n, "accounts": part.accounts, "won": rate(part.won / part.n),
        "points": _estimate(part.points),
    }  # fmt: skip


def _open(one: Ranked, library: Library) -> Mapping[str, Any]:
    reasons = [{"fact": part.fact, "points": rate(part.points.value), "text": _reason(part, library)}
               for part in one.reasons]  # fmt: skip
    return {"deal": one.lead.deal or None, "grade": one.grade, "chance": rate(one.chance), "reasons": reasons}


def as_table(found: Score, library: Library) -> str:
    """Return who is open with grade, chance and reasons as CSV (RFC 4180), cells no formula of a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in found.ranked:
        reasons = [_reason(part, library) for part in one.reasons]
        cells = (one.lead.deal, one.lead.name, one.grade, f"{one.chance:.4f}", *reasons)
        writer.writerow([safe(cell) for cell in (*cells, *[""] * (len(COLUMNS) - len(cells)))])
    return text.getvalue()


def page(found: Score, library: Library) -> Outline:
    """Return a score as a page: whether facts tell, what each is worth, the grades, who is open, what was left out."""
    words, measures = library.score, measures_of(library)
    blocks: dict[str, list[Block]] = {
        "answer": [Paragraph(answer(found, library)), *_without_account(found, words)],
        "facts": [_facts(found, library), Paragraph(words["points"])] if found.parts else [],
        "grades": [_grades(found, words), Paragraph(words["graded"])] if found.grades else [],
        "open": list(_ranked(found, library)),
        "left_out": [left_out(found.left_out, measures)] if found.left_out else [],
    }
    sections = (Section(id, words[f"sections.{id}"], tuple(held)) for id, held in blocks.items() if held)
    return Outline(words["title"], "", COLON[library.lang], tuple(sections))


def answer(found: Score, library: Library) -> str:
    """Return whether the facts tell won from lost, and what to do."""
    why = found.refusal
    values: dict[str, Any] = {**found.counts, **(why.values if why else {})}
    if found.auc:
        values |= {name: f"{getattr(found.auc, name):.0%}" for name in ("value", "low", "high")}
    return library.score[f"refusals.{why.reason}" if why else "told"].format(**values)


def _without_account(found: Score, words: Mapping[str, str]) -> Iterator[Paragraph]:
    if found.without_account:
        yield Paragraph(words["without_account"].format(n=found.without_account))


def _facts(found: Score, library: Library) -> Table:
    words, names = library.score, measures_of(library).facts
    rows = tuple(
        (f"{names[part.fact].name}{COLON[library.lang]}{_said(part, library)}", str(part.n), f"{part.won / part.n:.0%}",
         f"{part.points.value:+.2f}", f"{part.points.low:+.2f} – {part.points.high:+.2f}")
        for part in found.parts
    )  # fmt: skip
    return Table(_heads(("fact", "deals", "won", "points", "between"), words), rows, frozenset({1, 2, 3, 4}))


def _heads(keys: Sequence[str], words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(words[f"heads.{key}"] for key in keys)


def _grades(found: Score, words: Mapping[str, str]) -> Table:
    rows = tuple(
        (one.name, f"{one.least:.0%}", str(one.n), f"{one.share.value:.0%}",
         f"{one.share.low:.0%} – {one.share.high:.0%}", str(one.open))
        for one in found.grades
    )  # fmt: skip
    return Table(
        _heads(("grade", "least", "deals", "won", "between", "open"), words), rows, frozenset({1, 2, 3, 4, 5})
    )  # fmt: skip


def _ranked(found: Score, library: Library) -> Iterator[Block]:
    """Yield the first open deals by number; accounts are named in the table for spreadsheets alone."""
    if found.refusal:
        return
    words, shown = library.score, measures_of(library).scoring.shown
    first = [one for one in found.ranked if one.lead.deal][:shown]
    if first:
        rows = tuple((one.lead.deal, one.grade, f"{one.chance:.0%}", _reasons(one, library)) for one in first)
        yield Table(_heads(("deal", "grade", "chance", "reasons"), words), rows, frozenset({2}))
    yield Paragraph(words["whole" if found.ranked else "none_open"].format(n=len(found.ranked)))


def _reasons(one: Ranked, library: Library) -> str:
    return library.score["joint"].join(_reason(part, library) for part in one.reasons) or library.score["no_reason"]


def _reason(part: Part, library: Library) -> str:
    return library.score["reasons.for" if part.points.value > 0 else "reasons.against"].format(
        fact=measures_of(library).facts[part.fact].name, level=_said(part, library), n=part.n,
        share=f"{part.won / part.n:.0%}",
    )  # fmt: skip


def _said(part: Part, library: Library) -> str:
    kind, text, low, high = part.level
    return text or library.score[f"levels.{kind}"].format(low=_figure(low), high=_figure(high))


def _figure(value: float) -> str:
    return f"{value:,.12g}" if value >= GROUPED else f"{value:.12g}"
