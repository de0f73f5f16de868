"""CSV: one row an action, safe to open in a spreadsheet, the same columns in every language."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from helpers.libraries import EXAMPLES, Build, example, raw_action, raw_level, raw_play, small_library, text
from helpers.reports import report_of

from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.formats import FORMATS, Report
from salesmode.report.formats.csv import COLUMNS
from salesmode.report.outlines import words_for

START = date(2028, 2, 29)


def table(report: Report) -> list[dict[str, str]]:
    """Return the rows as a program reads them."""
    return list(csv.DictReader(io.StringIO(FORMATS["csv"](report), newline="")))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_action_is_a_row_with_every_column(name: str, lang: Lang) -> None:
    """Scheduled and cut actions are rows in the plan's order, under the same English columns in any language."""
    report = report_of(example(name), lang)
    rows, weeks = table(report), report.plan.schedule
    planned, cut = [slot.action.id for slot in weeks.slots], [item.action.id for item in weeks.cut]
    assert [(row["id"], row["status"]) for row in rows] == [
        *((id, "planned") for id in planned), *((id, "cut") for id in cut)
    ]  # fmt: skip
    assert all(tuple(row) == COLUMNS and None not in row.values() for row in rows)
    assert all(row["title"] and row["assignee"] and row["description"] and row["done_when"] for row in rows)
    assert all(bool(row["cut_because"]) == (row["status"] == "cut") for row in rows)


def test_dates_follow_the_weeks_over_a_leap_day() -> None:
    """Week 1 begins on the start day and ends six days later; without a start day the dates are empty."""
    profile = example("snacks")
    for row in table(report_of(profile, start=START)):
        if row["status"] == "planned":
            begins, due = date.fromisoformat(row["start_date"]), date.fromisoformat(row["due_date"])
            assert (begins - START).days == 7 * (int(row["start_week"]) - 1)
            assert (due - START).days == 7 * int(row["end_week"]) - 1
    assert {row["start_date"] + row["due_date"] for row in table(report_of(profile))} == {""}


def test_figures_are_plain_numbers_a_program_can_read() -> None:
    """Hours and cash have a decimal point, no grouping and no unit; the currency stands beside them."""
    rows = table(report_of(example("industrial-robots")))
    papers = next(row for row in rows if row["id"] == "b2b.value.role_papers")
    assert (papers["hours"], papers["cash"], papers["currency"]) == ("12", "450", "EUR")


def test_predecessors_are_ids_of_rows() -> None:
    """What an action waits for is named by the ids of the first column."""
    rows = table(report_of(example("hospital-system")))
    named = {id for row in rows for id in row["predecessors"].split(", ") if id}
    assert named
    assert named <= {row["id"] for row in rows}


def titled(title: str, build: Build) -> str:
    """Return the title in the table of a plan whose one action has a title somebody wrote."""
    library = small_library({"b2b.icp": raw_play(raw_level(raw_action("work", title=text(title))))})
    plan = make_plan(build(buyer="organization"), library)
    (row,) = table(Report(plan, words_for(plan, library)))
    return row["title"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_a_text_that_looks_like_a_formula_is_marked_as_text(sign: str, profile: Build) -> None:
    """A text that begins as a formula does gets an apostrophe in front, so that no spreadsheet runs it."""
    assert titled(f"{sign}HYPERLINK(1)", profile) == f"'{sign}HYPERLINK(1)"


@pytest.mark.parametrize("title", ["a, b", 'say "yes"', "a;b", "'a'", "1=2", "中文，逗号", "a 'b"])
def test_any_other_text_comes_back_as_it_was(title: str, profile: Build) -> None:
    """Commas, quotation marks and Chinese are quoted by RFC 4180 and come back unchanged."""
    assert titled(title, profile) == title


def test_control_characters_are_spelt_out(profile: Build) -> None:
    """A tab or a line break in a title becomes a space, a direction mark is spelt out."""
    assert titled("a\tb\nc\u202ed", profile) == "a b c\\u202ed"


def test_rows_end_as_the_standard_says_and_the_mark_is_asked_for() -> None:
    """Rows end in CR LF, lines inside a cell in LF; the mark for Excel stands first, and only when asked for."""
    report = report_of(example("snacks"), "zh")
    text, weeks = FORMATS["csv"](report), report.plan.schedule
    assert text.startswith("id,title,")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 1 + len(weeks.slots) + len(weeks.cut)
    assert text.count("\r") == text.count("\r\n") < text.count("\n")
    assert FORMATS["csv"](report._replace(mark=True)) == "\ufeff" + text


def test_a_plan_without_actions_is_the_columns_alone(profile: Build) -> None:
    """Nothing answered, nothing to do: the head of the table alone."""
    assert FORMATS["csv"](report_of(profile())) == ",".join(COLUMNS) + "\r\n"
