"""The two pages: what stands where, how much of it, and that every line agrees with the plan."""

from __future__ import annotations

import re
from typing import Any

import pytest
from helpers.businesses import segment
from helpers.libraries import EXAMPLES, LIBRARIES, Raw, build, example, raw_finding, small_library, text
from helpers.moves import firm, library_of, raw_move
from helpers.reports import report_of, rows_of, said_in

from salesmode.business.profile import Profile
from salesmode.business.vocabulary import Member
from salesmode.engine.plan import Plan, make_plan
from salesmode.knowledge.library import LANGS, Lang, Library
from salesmode.report.document import Block, Heading, Items, Section, Table
from salesmode.report.outlines import words_for
from salesmode.report.page.pages import pages

ORDER = ["answer", "numbers", "moves", "means", "watch", "not_now", "open", "sums"]
MINE = "b2b.crm."
MOST_FIGURES = 8  # in a sentence of the answer
both = pytest.mark.parametrize("lang", LANGS)
each = pytest.mark.parametrize("name", EXAMPLES)


def sections(plan: Plan, library: Library) -> dict[str, Section]:
    """Return the sections of the two pages by id."""
    return {section.id: section for section in pages(plan, words_for(plan, library))}


def told(profile: Profile, library: Library = LIBRARIES["en"]) -> dict[str, Section]:
    """Return the sections for a business, by id."""
    return sections(make_plan(profile, library), library)


def of_example(name: str, lang: Lang = "en") -> tuple[Plan, dict[str, Section]]:
    """Return the plan of an example, and the sections of its two pages."""
    library = LIBRARIES[lang]
    plan = make_plan(example(name), library)
    return plan, sections(plan, library)


def listed(section: Section) -> list[str]:
    """Return the lines of all lists of a section."""
    return [item.text for block in section.blocks if isinstance(block, Items) for item in block.items]


def table(section: Section) -> Table:
    """Return the first table of a section."""
    return next(block for block in section.blocks if isinstance(block, Table))


def ids(blocks: tuple[Block, ...]) -> list[str]:
    """Return the ids of all that is said, in order."""
    return list(said_in(blocks))


@both
@each
def test_the_sections_stand_in_the_order_in_which_they_are_needed(name: str, lang: Lang) -> None:
    """The answer first, the sums last; what says nothing is left out, and the answer and the moves never are."""
    outline = report_of(example(name), lang).outline
    held = [section.id for section in outline.sections]
    assert held == [id for id in ORDER if id in held]
    assert {"answer", "moves", "means", "open"} <= set(held)


@both
@each
def test_the_answer_is_a_few_lines_with_few_figures(name: str, lang: Lang) -> None:
    """At most eight lines; none holds more figures than a reader keeps."""
    _, held = of_example(name, lang)
    lines = listed(held["answer"])
    assert 4 <= len(lines) <= 8
    for line in lines:
        for sentence in re.split(r"(?<=[.?!。？！])\s*", line):
            assert len(re.findall(r"\d[\d,.]*", sentence)) <= MOST_FIGURES, sentence


@each
def test_the_answer_tells_one_finding_a_topic_and_the_numbers_the_next(name: str) -> None:
    """Three at most, no caution among them, and none is told twice on the two pages."""
    plan, held = of_example(name)
    first, rest = (
        [id for id in ids(held[section].blocks) if id.startswith("finding.")] for section in ("answer", "numbers")
    )
    topics = {f"finding.{found.id}": found.finding.topic for found in plan.findings}
    assert len(first) <= 3
    assert len({topics[id] for id in first}) == len(first)
    assert not set(first) & set(rest)
    cautions = {f"finding.{found.id}" for found in plan.findings if found.finding.kind == "caution"}
    assert not cautions & {*first, *rest}


@both
@each
def test_the_last_row_of_the_table_is_what_the_moves_bring_together(name: str, lang: Lang) -> None:
    """Its hours are theirs; its money is the joint worth, and a line says so where the rows come to more."""
    plan, held = of_example(name, lang)
    rows = rows_of(held["moves"].blocks)
    assert list(rows) == [*(one.id for one in plan.selection.moves), "all"]
    words = words_for(plan, LIBRARIES[lang])
    hours = sum(one.placement.hours for one in plan.selection.moves)
    assert words.shown("count", hours) in rows["all"]
    worth = plan.selection.worth
    assert words.money_range(*worth.sales) in rows["all"] or worth.sales[2] == 0
    apart = abs(sum(one.worth.sales[1] for one in plan.selection.moves) - worth.sales[1]) > 0.02 * worth.sales[1]
    below = said_in(held["moves"].blocks).get("table.below", "")
    assert (words.page("table.not_adding") in below) is apart


@each
def test_every_move_is_told_why_how_and_when_to_stop(name: str) -> None:
    """Its reason, three to five steps, when it is done, and the week of its check."""
    plan, held = of_example(name)
    said = said_in(held["moves"].blocks)
    steps = [block for block in held["moves"].blocks if isinstance(block, Items) and block.numbered]
    assert len(steps) == len(plan.selection.moves)
    assert all(3 <= len(block.items) <= 5 for block in steps)
    for one in plan.selection.moves:
        assert {f"{one.id}.why", f"{one.id}.done_when", f"check.{one.id}"} <= said.keys()


@both
@each
def test_nobody_without_work_has_a_row(name: str, lang: Lang) -> None:
    """Hours are told of those who work; the idle are named in one sentence."""
    plan, held = of_example(name, lang)
    words = words_for(plan, LIBRARIES[lang])
    working = [words.role(role) for role in plan.schedule.capacity if plan.schedule.planned(role)]
    assert [row[0] for row in table(held["means"]).rows] == working


@each
def test_at_most_five_things_are_not_done_and_five_questions_asked(name: str) -> None:
    """A page is no list of all that could be; what nearly ties is said beside the five."""
    _, held = of_example(name)
    assert len([id for id in ids(held["not_now"].blocks) if not id.startswith("near_tie.")]) <= 5
    assert len([id for id in ids(held["open"].blocks) if id.startswith("ask.")]) <= 5


@each
def test_the_sums_are_worked_again_by_their_line(name: str) -> None:
    """What a lever could bring, times the share, times the part seen inside the year, is what the line says."""
    plan, held = of_example(name)
    lines = said_in(held["sums"].blocks) if "sums" in held else {}
    words = words_for(plan, LIBRARIES["en"])
    for one in plan.selection.moves:
        for claim in one.candidate.claims:
            whole = claim.pool.sales or claim.pool.contribution
            worth = whole * claim.shares[1] * claim.inside(one.placement.runs_from)
            line = lines[f"sums.{one.id}.{claim.pool.lever}"]
            assert words.money(whole) in line
            assert words.money(worth) in line


# ---------------------------------------------------------------------------------------------------------- segments

PARTS: dict[str, Any] = {
    "gross_margin": 0.5, "decision_cycle": 7.0, "segments": (
        segment("Cafés", buyer="organization", relationship="repeat", revenue=60_000.0, annual_churn=0.2,
                customer_count=40),
        segment("Households", buyer="individual", revenue=240_000.0, visits_per_month=10_000.0, conversion_rate=0.02,
                aov=100.0),
    ),
}  # fmt: skip
OF_CAFES: Raw = {"if": {"quantity": "churn", "at_least": 0.1}}


def parted(lang: Lang = "en") -> dict[str, Section]:
    """Return the sections for a business of two segments, with one finding and one move that are of the cafés."""
    effect = {"lever": "annual_churn", "low": 0.1, "likely": 0.2, "high": 0.3, "why": text(), "sources": ["judgement"]}
    leaving = raw_finding("leaving", segments=True, text=text("they leave"), **OF_CAFES)
    keep = raw_move("keep them", effects=[effect], work=[{"role": "founder", "once": 4}], **OF_CAFES)
    return told(build(**PARTS), small_library({"b2b.crm.keep": keep}, (leaving,)).in_language(lang))


def test_a_business_of_segments_is_told_by_their_names() -> None:
    """In the table of its numbers, before a finding, and in the title of a move."""
    held = parted()
    assert table(held["numbers"]).columns[1:] == ("Your business", "Cafés", "Households")
    assert said_in(held["answer"].blocks)["finding.leaving"] == "Cafés: They leave"
    assert rows_of(held["moves"].blocks)["b2b.crm.keep"][1].startswith("Cafés: ")
    headings = [block for block in held["moves"].blocks if isinstance(block, Heading)]
    assert [heading.text for heading in headings if heading.id == "b2b.crm.keep"] == ["Move 1, Cafés: keep them"]


def test_the_whole_of_a_business_without_segments_has_no_name() -> None:
    """One column, and no name before a sentence."""
    held = told(firm(), library_of(a=raw_move()))
    assert table(held["numbers"]).columns[1:] == ("Your business",)
    assert rows_of(held["moves"].blocks)[f"{MINE}a"][1] == "a move"


# ------------------------------------------------------------------------------------------------------- what is said


def answer(profile: Profile, **moves: Raw) -> dict[str, str]:
    """Return the lines of the answer by id."""
    return said_in(told(profile, library_of(**moves))["answer"].blocks)


def test_a_goal_that_is_moved_is_told_from_today_to_its_range() -> None:
    """From 25 % to 26.5 %, between 25.8 and 28; a point is an order of 10,000 a year, 8,942 of it this year."""
    said = answer(firm(goal="win_rate"), a=raw_move(goals=["win_rate"]))["goal"]
    assert "about 26.5 % instead of 25 % (25.8 % to 28 %◇)" in said
    assert "EUR" not in said
    assert "Each point brings USD 8,942 this year, and USD 10k once it runs for a whole year." in said


def test_a_move_that_only_the_goal_asks_for_says_so() -> None:
    """It costs more than it brings, and there is none other for the goal."""
    costly = raw_move(goals=["win_rate"], cash={"once": 50_000})
    held = told(firm(goal="win_rate"), library_of(a=raw_move(), b=costly))
    assert "It is here because you asked for it" in said_in(held["moves"].blocks)[f"{MINE}b.why"]


def test_without_hours_there_is_no_move_and_the_answer_says_why() -> None:
    """No table, no hours, no figure to watch."""
    held = told(firm(team=(Member(role="sales", people=1, plan_hours=0),)), library_of(a=raw_move()))
    assert "nobody has hours" in said_in(held["answer"].blocks)["no_move"]
    assert held["moves"].blocks == held["means"].blocks == ()


def test_a_move_without_a_price_has_no_column_of_money() -> None:
    """And where one has a price the other is said to be untold."""
    unpriced = raw_move(effects=[])
    alone = table(told(firm(), library_of(a=unpriced))["moves"])
    assert alone.columns == ("#", "Move", "Who", "Hours", "Weeks", "Cash")
    rows = rows_of(told(firm(), library_of(a=unpriced, b=raw_move()))["moves"].blocks)
    assert rows[f"{MINE}a"][-2:] == ("not told yet", "")


def test_what_is_refused_for_want_of_hours_stands_in_one_line() -> None:
    """Three moves too large for the seller are named together, with the role."""
    large = {id: raw_move(f"large {id}", work=[{"role": "sales", "once": 225}]) for id in "abc"}
    lines = listed(told(firm(), library_of(**large, d=raw_move()))["not_now"])
    (line,) = [line for line in lines if "large a" in line]
    assert "large b" in line
    assert "large c" in line
    assert "sales" in line


def test_an_exclusion_is_said_with_its_reason() -> None:
    """What is wrong here comes before what has no room."""
    wrong = {"id": "no", "if": {"answer": "quotes", "at_least": 1}, "so": text("They never answer."),
             "sources": ["judgement"]}  # fmt: skip
    lines = listed(told(firm(), library_of(a=raw_move("ring them", wrong_when=[wrong])))["not_now"])
    assert lines[0] == "ring them: They never answer."
