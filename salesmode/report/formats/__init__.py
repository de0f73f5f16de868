"""Every format a plan can be had in: one table of functions from a report to text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from salesmode.engine.plan import Plan
from salesmode.report.client import Client, for_client, without_adviser
from salesmode.report.document import Outline, Section
from salesmode.report.outlines import appendix, outline_brief, outline_diagnosis, outline_full, outline_plan
from salesmode.report.wording import Words

Format = Literal["terminal", "md", "json", "html", "csv", "ics"]
Content = Literal["plan", "full", "brief", "diagnosis"]
OUTLINES: Final[Mapping[Content, Callable[[Plan, Words], Outline]]] = {
    "plan": outline_plan,
    "full": outline_full,
    "brief": outline_brief,
    "diagnosis": outline_diagnosis,
}


class Report(Struct, frozen=True):
    """A plan, the words to say it in, how much of it is wanted, and what the place it goes to is like.

    `width` is in columns and `colour` for a terminal; `mark` begins a csv with the mark by which Excel knows UTF-8. A
    plan for a `client` leaves out what is for the adviser.
    """

    plan: Plan
    words: Words
    content: Content = "plan"
    width: int = 80
    colour: bool = False
    mark: bool = False
    client: Client | None = None

    @property
    def outline(self) -> Outline:
        """The sections in reading order."""
        outline = OUTLINES[self.content](self.plan, self.words)
        return for_client(outline, self.client, self.plan, self.words) if self.client else outline

    @property
    def behind(self) -> tuple[Section, ...]:
        """What the two pages rest on."""
        sections = appendix(self.plan, self.words)
        return without_adviser(sections) if self.client else sections


# A format is imported when it is asked for, so that the others start without what it needs.


def _terminal(report: Report) -> str:
    from salesmode.report.formats.terminal import terminal

    return terminal(report.outline, report.width, report.colour)


def _markdown(report: Report) -> str:
    from salesmode.report.formats.markdown import markdown

    return markdown(report.outline)


def _json(report: Report) -> str:
    from salesmode.report.formats.json import diagnosis_data, plan_data
    from salesmode.report.numbers import as_json

    data = diagnosis_data if report.content == "diagnosis" else plan_data
    return as_json(data(report.plan, report.words))


def _html(report: Report) -> str:
    from salesmode.report.charts import charts
    from salesmode.report.formats.html import html

    drawn = charts(report.plan, report.words)
    if report.content not in ("plan", "full"):
        return html(report.outline, drawn)
    return html(replace(report, content="plan").outline, drawn, report.behind)


def _csv(report: Report) -> str:
    from salesmode.report.formats.csv import csv_table

    return csv_table(report.plan, report.words, report.mark)


def _ics(report: Report) -> str:
    from salesmode.report.formats.ics import ics_calendar

    return ics_calendar(report.plan, report.words)


FORMATS: Final[Mapping[Format, Callable[[Report], str]]] = {
    "terminal": _terminal,
    "md": _markdown,
    "json": _json,
    "html": _html,
    "csv": _csv,
    "ics": _ics,
}
