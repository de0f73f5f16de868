"""CSV: a row per move, phase and role, safe to open in a spreadsheet, the same columns in every language."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from helpers.libraries import EXAMPLES, Build, example, text
from helpers.moves import firm, library_of, raw_move
from helpers.reports import report_of
from msgspec.structs import replace

from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.formats import FORMATS, Report
from salesmode.report.formats.csv import COLUMNS
from salesmode.report.outlines import words_for

START = date(2028, 2, 29)


def table(report: Report) -> list[dict[str, str]]:
    """Return the rows as a program reads them."""
    return list(csv.DictReader(io.StringIO(FORMATS["csv"](report), newline="")))


def made(start: date | None = None, **moves: object) -> Report:
    """Return the plan of a firm when these are all the moves there are."""
    library = library_of(**moves)  # type: ignore[arg-type]
    plan = make_plan(firm(), library, start)
    return Report(plan, words_for(plan, library))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_phase_of_a_move_is_a_row_with_every_column(name: str, lang: Lang) -> None:
    """In the plan's order, under the same English columns in any language; what runs has no first step."""
    report = report_of(example(name), lang)
    rows = table(report)
    assert [row["id"] for row in rows] == [row.id for row in report.plan.schedule.rows]
    assert {row["move"] for row in rows} == {one.id for one in report.plan.selection.moves}
    assert all(tuple(row) == COLUMNS and None not in row.values() for row in rows)
    assert all(row["title"] and row["assignee"] and row["description"] and row["done_when"] for row in rows)
    assert all(bool(row["first_step"]) == (row["phase"] == "set_up") for row in rows)


def test_dates_follow_the_weeks_over_a_leap_day() -> None:
    """Week 1 begins on the start day and ends six days later; without a start day the dates are empty."""
    set_up, run = table(made(START, a=raw_move()))
    assert (set_up["start_week"], set_up["start_date"], set_up["due_date"]) == ("1", "2028-02-29", "2028-03-06")
    assert (run["start_week"], run["start_date"]) == ("2", "2028-03-07")
    assert (run["end_week"], run["due_date"]) == ("26", "2028-08-28")
    assert {row["start_date"] + row["due_date"] for row in table(made(a=raw_move()))} == {""}


def test_figures_are_plain_numbers_a_program_can_read() -> None:
    """Hours to set up, hours a week while it runs, money inside the plan: 0.25 a month in six months."""
    set_up, run = table(made(a=raw_move(cash={"once": 123.456, "monthly": 0.25})))
    assert [set_up[key] for key in ("hours", "hours_weekly", "cash", "currency")] == ["8", "0", "123.46", "USD"]
    assert [run[key] for key in ("hours", "hours_weekly", "cash")] == ["0", "1", "1.5"]


def test_predecessors_are_ids_of_rows() -> None:
    """What runs waits for what sets it up, and a move for the one it needs."""
    rows = table(made(a=raw_move(), b=raw_move(needs=[{"move": "b2b.crm.a"}])))
    waits = {row["id"]: row["predecessors"] for row in rows}
    assert waits["b2b.crm.b.set_up.sales"] == "b2b.crm.a.set_up.sales"
    assert waits["b2b.crm.b.run.sales"] == "b2b.crm.b.set_up.sales"
    for name in EXAMPLES:
        rows = table(report_of(example(name)))
        named = {id for row in rows for id in row["predecessors"].split(", ") if id}
        assert named <= {row["id"] for row in rows}


def typed(words: str) -> str:
    """Return how a text that somebody wrote comes out of the table."""
    return table(made(a=raw_move(monday=text(words))))[0]["first_step"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_a_text_that_looks_like_a_formula_is_marked_as_text(sign: str) -> None:
    """An apostrophe stands in front of it, so that no spreadsheet reckons with it."""
    assert typed(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("title", ["a,b", 'a "b" c', "a'b", "1 = 1", "a - b", "中文，标题"])
def test_any_other_text_comes_back_as_it_was(title: str) -> None:
    """Commas and quotes are part of it."""
    assert typed(title) == title


def test_control_characters_are_spelt_out() -> None:
    """Nothing that cannot be seen gets into a cell, and no line breaks into a title."""
    assert typed("a\x1b[31mb\u202ec\nd") == "a\\x1b[31mb\\u202ec d"


def test_a_description_is_what_to_do_and_say() -> None:
    """A line for each step, the words, and when it is done."""
    set_up, _ = table(made(a=raw_move(words=[text("say this")])))
    assert set_up["description"].splitlines() == [
        "1. one",
        "2. two",
        "3. three",
        "Say: say this",
        "Done when: it is done",
    ]


def test_rows_end_as_the_standard_says_and_the_mark_is_asked_for() -> None:
    """CR LF at the end of each row; the mark by which Excel knows UTF-8 only on demand."""
    report = report_of(example("cosmetics"), "zh")
    plain, marked = FORMATS["csv"](report), FORMATS["csv"](replace(report, mark=True))
    assert plain.startswith("id,title,move,")
    assert plain.endswith("\r\n")
    assert marked == "\ufeff" + plain
    assert len(list(csv.reader(io.StringIO(plain, newline="")))) == 1 + len(report.plan.schedule.rows)


def test_a_plan_without_moves_is_the_columns_alone(profile: Build) -> None:
    """Nobody has an hour: the head of the table and no row."""
    idle = profile(team=({"role": "sales", "people": 1, "plan_hours": 0},))
    assert FORMATS["csv"](report_of(idle)) == ",".join(COLUMNS) + "\r\n"
