"""A plan to hand to a client: it bears name, day and author, and leaves out what is for the adviser."""

from __future__ import annotations

import re
from datetime import date

import pytest
from helpers.commands import ANY, called
from helpers.libraries import EXAMPLES, example
from helpers.reports import report_of
from msgspec.structs import replace

from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.client import Client
from salesmode.report.formats import FORMATS, Content, Format

FOR = Client("Anna Roth", date(2027, 1, 4))
ADVISER = {"agree", "buying", "findings", "refused", "flips", "ask"}


def told(name: str, lang: Lang, format_: Format, content: Content = "plan") -> str:
    """Return a client's plan in a format."""
    return FORMATS[format_](replace(report_of(example(name), lang, content=content), client=FOR))


@pytest.mark.parametrize("format_", ["terminal", "md", "html"])
@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "For Nordlicht Hotel Supplies · Date: 2027-01-04 · Prepared by: Anna Roth"),
        ("zh", "客户：Nordlicht Hotel Supplies · 日期：2027-01-04 · 编制：Anna Roth"),
    ],
)
def test_it_bears_name_date_and_author_and_no_stamp(lang: Lang, line: str, format_: Format) -> None:
    """They stand under the title, in place of what tells an adviser which answers and library it was made from."""
    report = report_of(example("hotel-supplies"), lang)
    text = told("hotel-supplies", lang, format_)
    assert line in text
    assert report.plan.stamp.answers not in text
    assert report.plan.stamp.answers in FORMATS[format_](report)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_it_leaves_out_what_is_for_the_adviser(name: str, lang: Lang) -> None:
    """Readings, contradictions, moves not made, what to ask next and how to run the program again are not in it."""
    report = report_of(example(name), lang, content="full")
    own, whole = ({section.id for section in each.outline.sections} for each in (replace(report, client=FOR), report))
    assert own.isdisjoint(ADVISER)
    assert whole - own <= {*ADVISER, "open", "seasons"}
    ids = set(re.findall(r'data-id="([^"]*)"', told(name, lang, "html")))
    assert ids.isdisjoint(ADVISER)
    assert not any(id.startswith("ask.") for id in ids)
    assert "--start" not in told(name, lang, "terminal", "full")


def test_what_is_not_told_is_left_to_be_filled_in_by_hand() -> None:
    """Without an author or a day a line stands in its place; a plan with a first day bears that day."""
    blank = called("plan", *ANY, "--client", "-f", "md").out
    assert r"Date: \_\_\_\_" in blank
    assert r"Prepared by: \_\_\_\_" in blank
    assert "Date: 2027-01-04" in called("plan", *ANY, "--client", "--start", "2027-01-04").out
    dated = called(
        "plan", *ANY, "--client", "--start", "2027-01-04", "--date", "2026-12-01", "--prepared-by", "A. Roth"
    )
    assert "Date: 2026-12-01 · Prepared by: A. Roth" in dated.out


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--prepared-by", "A. Roth"), "--prepared-by goes with --client"),
        (("--date", "2027-01-04"), "--date goes with --client"),
        (("--client", "--date", "4.1.2027"), "'4.1.2027' is no date"),
    ],
)
def test_what_goes_with_a_client_alone_is_refused_without_one(words: tuple[str, ...], error: str) -> None:
    """An option that would be ignored is refused, and so is a date that is none."""
    ran = called("plan", *ANY, *words)
    assert ran.code == 2
    assert error in ran.err


def test_formats_for_programs_hold_the_whole_plan() -> None:
    """JSON for a client is the JSON of the plan, and that is said."""
    ran = called("plan", *ANY, "--client", "-f", "json")
    assert ran.out == called("plan", *ANY, "-f", "json").out
    assert ran.err == "salesmode: --client: JSON always holds the whole plan\n"
