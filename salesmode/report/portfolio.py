"""A business in one row, for whoever looks after many: its gap, what holds it back, what comes first."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Final, NamedTuple

from salesmode.engine.plan import Plan
from salesmode.knowledge.library import Library
from salesmode.report.formats.csv import safe
from salesmode.report.formats.markdown import table_row
from salesmode.report.formats.work import clean, title_of
from salesmode.report.numbers import money
from salesmode.report.page.answer import first_findings
from salesmode.report.page.saying import finding_text
from salesmode.report.wording import Words

COLUMNS: Final = ("line", "name", "currency", "gap", "constraint", "at_stake", "first_move", "error")
_SHOWN: Final = ("line", "name", "gap", "constraint", "at_stake", "first_move")


class Summary(NamedTuple):
    """What one row says: amounts as figures, and in words."""

    figures: Mapping[str, str | float | None]
    words: Mapping[str, str]


def summary_of(plan: Plan, words: Words) -> Summary:
    """Return a plan in one row.

    What holds a business back is the finding that its plan tells first; at stake is the money of it, a year.
    """
    gap = plan.sizing.gap_analysis.gap if plan.sizing.gap_analysis else None
    told, moves = first_findings(plan, 1), plan.selection.moves
    at_stake = told[0].money if told else None
    said = {
        "name": clean(plan.business.given.name or ""),
        "currency": words.currency,
        "constraint": clean(finding_text(told[0], words, decided=False)) if told else "",
        "first_move": title_of(moves[0].candidate, words) if moves else "",
    }
    amounts = {"gap": gap, "at_stake": at_stake}
    return Summary(
        {**said, **{id: money(amount) for id, amount in amounts.items()}},
        {**said, **{id: "" if amount is None else words.money(amount) for id, amount in amounts.items()}},
    )


def csv_head() -> str:
    """Return the first row of the table for programs."""
    return _csv_row(COLUMNS)


def csv_row(line: int, summary: Summary | None, error: str = "", name: str = "") -> str:
    """Return a business as a row of the table for programs, or its name and what was wrong with it."""
    figures = {**(summary.figures if summary else {"name": clean(name)}), "line": line, "error": clean(error)}
    return _csv_row(tuple(safe("" if figures.get(id) is None else figures[id]) for id in COLUMNS))


def _csv_row(cells: tuple[object, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def md_head(library: Library) -> str:
    """Return head and line of the table to read."""
    heads = [library.words[f"portfolio.{id}"] for id in _SHOWN]
    return f"{table_row(heads)}\n|{'---|' * len(heads)}\n"


def md_row(line: int, summary: Summary | None, error: str = "", name: str = "") -> str:
    """Return a business as a row of the table to read; what was wrong with it stands where its trouble would."""
    said = {**(summary.words if summary else {"name": clean(name), "constraint": clean(error)}), "line": str(line)}
    return f"{table_row([said.get(id, '') for id in _SHOWN])}\n"
