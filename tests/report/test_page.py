"""The two pages: what stands where, how much of it, and that every line agrees with the plan."""

from __future__ import annotations

import re
from typing import Any

import pytest
from helpers.businesses import segment
from helpers.libraries import (
    EXAMPLES,
    LIBRARIES,
    Raw,
    build,
    example,
    raw_finding,
    small_library,
    text,
)
from helpers.moves import firm, library_of, raw_move
from helpers.pages import ids, listed, of_example, table, told
from helpers.reports import report_of, rows_of, said_in

from salesmode.business.profile import Profile
from salesmode.business.vocabulary import ChannelResult, Member
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.amounts import brief
from salesmode.report.document import Heading, Items, Section, Table
from salesmode.report.outlines import words_for
from salesmode.report.page.answer import FIGURES, LEAST
from salesmode.report.page.length import length, lines
from salesmode.report.page.saying import figures_in, repeats

ORDER = ["answer", "numbers", "moves", "means", "watch", "not_now", "open", "sums"]
MINE = "b2b.crm."
MOST_FIGURES = 8  # in a sentence of the answer
both = pytest.mark.parametrize("lang", LANGS)
each = pytest.mark.parametrize("name", EXAMPLES)


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
    """At most seven lines; none holds more figures than a reader keeps, nor all where over two findings are told."""
    _, held = of_example(name, lang)
    lines = listed(held["answer"])
    assert 4 <= len(lines) <= 7
    findings = [id for id in ids(held["answer"].blocks) if id.startswith("finding.")]
    figures = [figures_in(re.sub(r"See moves? [^.]*\.|见第[^。]*件。", "", line)) for line in lines]
    assert len(findings) <= LEAST or sum(map(len, figures)) <= FIGURES
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
    """Its hours are theirs; its money is the joint worth, and a row holds what only several of them bring."""
    plan, held = of_example(name, lang)
    rows = rows_of(held["moves"].blocks)
    single = sum(one.worth.sales[1] for one in plan.selection.moves)
    apart = ["shared"] if plan.selection.worth.sales[1] - single > 0.02 * plan.selection.worth.sales[1] else []
    assert list(rows) == [*(one.id for one in plan.selection.moves), *apart, "all"]
    words = words_for(plan, LIBRARIES[lang])
    hours = sum(one.placement.hours for one in plan.selection.moves)
    assert words.shown("count", hours) in rows["all"]
    worth = plan.selection.worth
    assert brief(worth.sales[1], lang == "zh") in rows["all"] or worth.sales[2] == 0


@each
def test_every_move_is_told_why_how_and_when_to_stop(name: str) -> None:
    """Who does it, its reason, three to five steps, when it is done, and the week of its check."""
    plan, held = of_example(name)
    said = said_in(held["moves"].blocks)
    steps = [block for block in held["moves"].blocks if isinstance(block, Items) and block.numbered]
    assert len(steps) == len(plan.selection.moves)
    assert all(3 <= len(block.items) <= 5 for block in steps)
    for one in plan.selection.moves:
        assert {f"{one.id}.who", f"{one.id}.why", f"{one.id}.done_when", f"check.{one.id}"} <= said.keys()


@both
@each
def test_what_is_not_done_is_told_in_up_to_four_short_sentences(name: str, lang: Lang) -> None:
    """One sentence each but the trade's mistake; no more than two questions follow, and five figures to watch."""
    _, held = of_example(name, lang)
    assert 1 <= len(listed(held["not_now"])) <= 4
    lines = dict(said_in(held["not_now"].blocks))
    for line in (line for id, line in lines.items() if id != "trade.mistake"):
        assert not re.search(r"[.!?] \S|[。！？].", line), line
        assert len(line.split()) <= 22
    assert len([id for id in ids(held["open"].blocks) if id.startswith("ask.")]) <= 2
    assert "watch" not in held or len(table(held["watch"]).rows) <= 5


@both
@each
def test_no_finding_of_the_numbers_says_only_what_the_answer_said(name: str, lang: Lang) -> None:
    """Each has a figure of its own, or none; there are three at most, with what the trade says of itself."""
    _, held = of_example(name, lang)
    said = set(figures_in(" ".join(listed(held["answer"]))))
    told = {id: line for id, line in said_in(held["numbers"].blocks).items() if id.startswith("finding.")}
    assert len(listed(held["numbers"])) <= 3
    assert not [id for id, line in told.items() if repeats(line, said)]


@both
@each
def test_the_pages_leave_out_whole_items_where_they_are_too_long(name: str, lang: Lang) -> None:
    """They keep their length, or hold no more than the narrowest room lets them."""
    plan, held = of_example(name, lang)
    report = plan.settings.report
    if length(held.values(), lang == "zh") <= report.words[lang] and lines(held.values()) <= report.lines:
        return
    least = report.rooms[-1]
    assert len([id for id in ids(held["numbers"].blocks) if id.startswith("finding.")]) <= least.findings
    assert len(listed(held["not_now"])) <= least.not_now
    assert len([id for id in ids(held["open"].blocks) if id.startswith("ask.")]) <= least.questions


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


def test_a_goal_that_is_moved_is_told_from_today_to_what_is_likely() -> None:
    """From 25% to 26%; it names the move for it, and counts orders where there are several."""
    said = answer(firm(goal="win_rate"), a=raw_move(goals=["win_rate"]))["goal"]
    assert "about 26%◇ instead of 25%." in said
    assert "The move below works on it. In twelve months that is about USD 9.6k more sales◇." in said
    said = answer(firm(goal="win_rate", quotes=250), a=raw_move(goals=["win_rate"]))["goal"]
    assert "That is about 10 more orders a year." in said


SERVES: Raw = {"goals": ["win_rate"], "effects": []}
DEARER: Raw = {"lever": "price", "low": 0.05, "likely": 0.1, "high": 0.2, "why": text(), "sources": ["judgement"]}


def test_the_goal_is_told_by_the_moves_that_serve_it() -> None:
    """One of two, all but one of four, or none with the reason."""
    priced = raw_move(effects=[DEARER])
    said = answer(firm(goal="win_rate"), a=raw_move(**SERVES), b=priced)["goal"]
    assert "of the 2 moves below, move 1 is for that." in said
    said = answer(firm(goal="win_rate"), **{id: raw_move(**SERVES) for id in "acd"}, b=priced)["goal"]
    assert "all moves below but move 2 are for that." in said
    busy = raw_move(**SERVES, work=[{"role": "sales", "once": 9000}])
    said = answer(firm(goal="win_rate"), a=busy, b=priced)["goal"]
    assert said.endswith("but no move below is for that: nobody has the hours for what would help.")


def test_a_goal_whose_best_move_leaves_less_than_one_that_is_made_waits() -> None:
    """The owner hears which move leaves more, not that nothing helps."""
    little = raw_move(goals=["win_rate"], effects=[{**DEARER, "low": 0.0001, "likely": 0.0002, "high": 0.0004}])
    said = answer(firm(goal="win_rate", revenue=1_000_000.0), a=little, b=raw_move(effects=[DEARER]))["goal"]
    assert said.endswith("That waits: even the best move for it would leave less in twelve months than move 1.")


def test_the_year_tells_what_the_moves_bring_in_a_full_one_where_that_is_much_more() -> None:
    """A tenth on every price, told in week 1 of 52, is nearly all there; told after forty weeks it is not."""
    profile = firm(win_rate=None, relationship="repeat", revenue=1_000_000.0, revenue_target=2_000_000.0)
    soon, late = (answer(profile, a=raw_move(effects=[{**DEARER, "weeks": weeks}]))["year"] for weeks in (0, 40))
    assert "a year from then on" not in soon
    assert "Kept up, they bring about USD 100k◇ a year from then on." in late


def test_the_figure_to_watch_and_the_job_for_monday_are_those_of_the_move_for_the_goal() -> None:
    """Though another one leaves more; and it is the first in the list."""
    measure = {"name": text("prices with an answer"), "shown": "count", "mid": 3, "end": 10}
    serves = raw_move(**SERVES, measure=measure, monday=text("ring the last one"))
    profile, moves = firm(goal="win_rate"), {"a": raw_move(effects=[DEARER]), "z": serves}
    said = answer(profile, **moves)
    assert "prices with an answer" in said["watch"]
    assert said["monday"] == "On Monday: ring the last one"
    assert next(iter(rows_of(told(profile, library_of(**moves))["moves"].blocks))) == f"{MINE}z"


def test_the_goal_s_own_figure_is_watched_where_it_is_known() -> None:
    """Sixty of a hundred hours are sold: the forty empty ones are counted, not what a move counts."""
    profile = firm(goal="fill_capacity", hours_sold=60.0, hours_available=100.0, hourly_rate=50.0)
    said = answer(profile, a=raw_move(goals=["fill_capacity"]))
    assert said["watch"] == "Watch one number: the empty hours of a week, 40 hours today; they should fall."
    assert "watch one number" not in said["goal"].lower()


def test_a_warning_that_a_finding_says_with_its_figure_is_not_said_twice() -> None:
    """A month of cash: the finding has the months."""
    profile = firm(goal="win_rate", cash_months=1.0)
    moves = {"b2b.crm.a": raw_move(**SERVES), "shared.cash.b": raw_move(effects=[])}
    short = raw_finding("cash_short", topic="cash", first=True, **{"if": {"quantity": "cash_months", "at_most": 3}})
    said = said_in(told(profile, small_library(moves, (short,)))["answer"].blocks)
    assert "finding.cash_short" in said
    assert not [id for id in said if id.startswith("guard.")]
    without = said_in(told(profile, small_library(moves, ()))["answer"].blocks)
    assert "guard.cash" in without


def test_moves_that_bring_all_that_is_missing_leave_no_rest() -> None:
    """Where nobody knows what comes by itself, a tenth on every price is more than the 20,000 that are missing."""
    profile = firm(win_rate=None, relationship="repeat", revenue=1_000_000.0, revenue_target=1_020_000.0)
    said = answer(profile, a=raw_move(effects=[DEARER]))["year"]
    assert said.endswith("That is enough, if what you have now stays.")


def test_the_year_says_how_much_of_the_gap_the_moves_cover_and_what_the_rest_takes() -> None:
    """250,000 come by themselves; the rest of the 500,000 is told in orders of 10,000."""
    said = answer(firm(revenue_target=500_000.0, revenue=250_000.0), a=raw_move())["year"]
    assert re.search(r"These moves bring USD [\d.]+k \([\d.–]+k\)◇ of it", said)
    assert re.search(r"The rest would take 2\d more orders a year: plan your costs on USD [\d.]+k, and work for", said)


def test_a_move_that_only_the_goal_asks_for_says_so() -> None:
    """It costs somewhat more than it brings, and there is none other for the goal."""
    costly = raw_move(goals=["win_rate"], cash={"once": 5400})
    held = told(firm(goal="win_rate", quotes=40), library_of(a=raw_move(), b=costly))
    assert "this one is for that." in said_in(held["moves"].blocks)[f"{MINE}b.why"]


def test_without_hours_there_is_no_move_and_the_answer_says_why() -> None:
    """No table, no hours, no figure to watch."""
    held = told(firm(team=(Member(role="sales", people=1, plan_hours=0),)), library_of(a=raw_move()))
    assert "nobody has hours" in said_in(held["answer"].blocks)["no_move"]
    assert held["moves"].blocks == held["means"].blocks == ()


def test_a_move_without_a_price_has_no_column_of_money() -> None:
    """And where one has a price the other says what kind of gain it is: never nothing."""
    unpriced = raw_move(effects=[])
    alone = table(told(firm(), library_of(a=unpriced))["moves"])
    assert alone.columns == ("#", "Move", "Hours", "Weeks", "Cash, USD")
    rows = rows_of(told(firm(quotes=40), library_of(a=unpriced, b=raw_move()))["moves"].blocks)
    assert rows[f"{MINE}a"][-2:] == ("a test", "")
    wins = {"lever": "win_rate", "low": 0.1, "likely": 0.2, "high": 0.3, "why": text(), "sources": ["judgement"]}
    again = raw_move(effects=[{**wins, "lever": "repeat_rate"}])
    rows = rows_of(told(firm(quotes=40), library_of(a=again, b=raw_move()))["moves"].blocks)
    assert rows[f"{MINE}a"][-2] == "more orders"


def test_what_is_refused_for_want_of_hours_says_what_it_would_leave() -> None:
    """Each with its own figure, and whose hours they are."""
    large = {id: raw_move(f"large {id}", work=[{"role": "sales", "once": 225}]) for id in "abc"}
    lines = listed(told(firm(), library_of(**large, d=raw_move()))["not_now"])
    assert len(lines) == 3
    said = r"\(would leave USD [\d,]+ a year\): too few hours of sales are left\."
    assert all(re.search(said, line) for line in lines)


def test_answers_in_conflict_are_told_with_what_follows_and_which_to_check() -> None:
    """In one sentence that names them, and no list of figures."""
    profile = build(buyer="organization", revenue=1e6, deal_value=1000.0, purchases_per_year=10.0, customer_count=400,
                    relationship="repeat")  # fmt: skip
    said = said_in(told(profile)["open"].blocks)["contradiction"]
    assert re.match(r"Your [^.]+ and [^.]+ do not fit together", said)
    assert re.search(r"Check [^.]+ first\.$", said)


def test_an_exclusion_is_said_with_its_reason() -> None:
    """What is wrong here comes before what has no room."""
    wrong = {"id": "no", "if": {"answer": "quotes", "at_least": 1}, "so": text("They never answer."),
             "sources": ["judgement"]}  # fmt: skip
    lines = listed(told(firm(), library_of(a=raw_move("ring them", wrong_when=[wrong])))["not_now"])
    assert lines[0] == "ring them: They never answer."


def test_what_an_order_costs_by_each_way_that_was_counted_stands_side_by_side() -> None:
    """The cheapest first; one way alone, or one that brought nothing, is no table."""
    ads = ChannelResult(channel="search_ads", spend=1400.0, orders=4.0)
    few = ChannelResult(channel="referrals", spend=60.0, orders=2.0)
    none = ChannelResult(channel="events", spend=500.0, orders=0.0)
    tables = [table for table in told(firm(channel_results=(ads, few, none)))["numbers"].blocks
              if isinstance(table, Table) and table.columns[0] == "A month"]  # fmt: skip
    assert [row[0] for row in tables[0].rows] == ["recommendations", "search advertising"]
    assert [row[3] for row in tables[0].rows] == ["USD 30", "USD 350"]
    alone = told(firm(channel_results=(ads, none)))["numbers"].blocks
    assert not any(isinstance(table, Table) and table.columns[0] == "A month" for table in alone)
